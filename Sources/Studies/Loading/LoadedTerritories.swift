public import GeoModel
import GeoNative

/// Territories as their files give them, before anything is carried or mended.
public struct LoadedTerritories: Sendable {
  /// All features of all files.
  public var geometry: GeometryColumn
  /// Territory of each feature.
  public var owners: [Int32]
  /// Ascending and distinct: several features with one code are one territory.
  public var codes: [String]
  public var names: [String?]
  public var crs: CRS
  /// Name of the first file, for messages.
  public var source: String
  /// File of each territory, for messages; empty where there is only one.
  public var files: [String] = []
  /// True for contours that Maillage computed from points.
  public var isApproximate = false
  /// The official contours fetched earlier that the layer is made of; nil for all others.
  public var official: OfficialContours?

  public init(
    geometry: GeometryColumn, owners: [Int32], codes: [String], names: [String?], crs: CRS, source: String
  ) {
    self.geometry = geometry
    self.owners = owners
    self.codes = codes
    self.names = names
    self.crs = crs
    self.source = source
  }
}

extension LoadedTerritories {
  /// Where a territory comes from, for messages.
  public func place(_ territory: Int) -> SourceLocation {
    SourceLocation(file: files.isEmpty ? source : files[territory], featureCode: codes[territory])
  }

  /// The territories as their files draw them, in longitude and latitude; not mended.
  public func polygonsInLonLat(threads: Int = 1) throws(Diagnostic) -> [MultiPolygon] {
    var column = geometry
    let (coordinates, crs) = (geometry.coordinates, crs)
    column.coordinates = try FailureWords.proj { () throws(ProjError) in
      try Reprojection.transform(coordinates, from: crs, to: .wgs84, threads: threads)
    }
    var polygons = [MultiPolygon](repeating: MultiPolygon(), count: codes.count)
    for feature in 0..<column.count { polygons[Int(owners[feature])].append(column.polygons(of: feature)) }
    return polygons
  }
}
