import GeoModel

/// The formats that layers are written in.
public enum OutputFormat: String, Sendable, CaseIterable {
  case geojson, geojsonseq, topojson, gpkg, csv

  /// The format that a file's name announces; nil where none is.
  public init?(fileName: String) {
    guard let format = Self.endings.first(where: { fileName.lowercased().hasSuffix($0.ending) })?.format
    else {
      return nil
    }
    self = format
  }

  private static let endings: [(ending: String, format: OutputFormat)] = [
    (".geojson", .geojson), (".json", .geojson), (".geojsons", .geojsonseq), (".geojsonl", .geojsonseq),
    (".ndjson", .geojsonseq), (".jsonl", .geojsonseq), (".topojson", .topojson), (".gpkg", .gpkg),
    (".csv", .csv),
  ]

  /// All endings of names that announce a format, for messages.
  public static var allEndings: String { endings.map(\.ending).joined(separator: ", ") }

  /// RFC 8142 asks for a record separator; only `.geojsons` announces it.
  public static func hasRecordSeparator(fileName: String) -> Bool {
    fileName.lowercased().hasSuffix(".geojsons")
  }

  public var name: String {
    switch self {
    case .geojson: "GeoJSON"
    case .geojsonseq: "GeoJSONSeq"
    case .topojson: "TopoJSON"
    case .gpkg: "GeoPackage"
    case .csv: "CSV"
    }
  }

  /// True where a file of this format says its CRS, or is never taken for anything else.
  public var holdsCRS: Bool { self != .geojsonseq && self != .topojson }

  /// True where rows without a place can be written.
  public var holdsTables: Bool { self == .csv || self == .gpkg }
}
