public import GeoModel
public import GeoNative

/// What a file held.
public enum DataFileContent: Sendable, Equatable {
  case layer(ReadLayer)
  case table(ReadTable)

  /// The rows, or the attributes of the features.
  public var table: Table {
    switch self {
    case .layer(let read): read.layer.attributes
    case .table(let read): read.table
    }
  }

  public var warnings: [Diagnostic] {
    switch self {
    case .layer(let read): read.warnings
    case .table(let read): read.warnings
    }
  }
}

public struct DataFileOptions: Sendable, Equatable {
  public var csv: CSVOptions
  public var layer: LayerOptions
  /// True to compute the SHA-256.
  public var digest: Bool

  public init(csv: CSVOptions = CSVOptions(), layer: LayerOptions = LayerOptions(), digest: Bool = false) {
    self.csv = csv
    self.layer = layer
    self.digest = digest
  }
}

/// A file of data with what a report says of it.
public struct DataFile: Sendable, Equatable {
  /// A file that was read with it: the attributes of a shapefile, its CRS.
  public struct Part: Sendable, Equatable {
    public var path: String
    public var byteCount: Int
    public var sha256: String?
  }

  public var content: DataFileContent
  public var byteCount: Int
  /// Sixty-four hexadecimal digits; nil where it was not asked for.
  public var sha256: String?
  /// The other files of a shapefile, in a fixed order; none where they are in one archive.
  public var parts: [Part] = []

  /// Reads GeoJSON, TopoJSON, GeoPackage, shapefile, dBase or CSV, told apart by what the file holds, also where it
  /// is compressed by gzip or alone in a zip archive; `-` is the standard input, `archive.zip/inner.csv` an entry.
  ///
  /// Throws the diagnostics of `ByteFile` and of the readers, and `format.unsupported` with the format found and
  /// what to do.
  public static func read(
    _ path: String, options: DataFileOptions = DataFileOptions(),
    readBytes: @escaping @Sendable (String) throws(Diagnostic) -> [UInt8] = { path throws(Diagnostic) in
      try ByteFile.read(path)
    }
  ) throws(Diagnostic) -> DataFile {
    let place = ArchivePath(path)
    let bytes = try readBytes(place.file)
    var parser = DataFileParser(csv: options.csv, layer: options.layer, inner: place.inner)
    let content = try parser.content(
      bytes, source: place.file, beside: .folder(path: place.file, readBytes: readBytes))
    func digest(_ bytes: [UInt8]) -> String? { options.digest ? SHA256.hexDigest(of: bytes) : nil }
    return DataFile(
      content: content, byteCount: bytes.count, sha256: digest(bytes),
      parts: parser.parts.map { Part(path: $0.name, byteCount: $0.bytes.count, sha256: digest($0.bytes)) })
  }

  /// Reads bytes that are at hand; `source` is the file's name for messages.
  public static func parse(
    _ bytes: [UInt8], source: String, options: CSVOptions = CSVOptions(),
    layer: LayerOptions = LayerOptions()
  ) throws(Diagnostic) -> DataFileContent {
    var parser = DataFileParser(csv: options, layer: layer)
    return try parser.content(bytes, source: source, beside: .none)
  }

  /// Reads bytes of a format that stands in one file.
  static func parseAlone(
    _ bytes: [UInt8], source: String, options: CSVOptions, layer: LayerOptions
  ) throws(Diagnostic) -> DataFileContent {
    let signature = FileSignature(bytes)
    switch signature {
    case .json:
      return isNamedAsTable(source)
        ? try parseTable(bytes, source: source, options: options, layer: layer)
        : .layer(try parseJSON(bytes, source: source, layer: layer))
    case .utf16:
      let text = try DecodedText(bytes, forced: nil, source: source).bytes
      guard FileSignature(text) == .json, !isNamedAsTable(source) else {
        return try parseTable(bytes, source: source, options: options, layer: layer)
      }
      return .layer(try parseJSON(text, source: source, layer: layer))
    case .csv: return try parseTable(bytes, source: source, options: options, layer: layer)
    case .binary where options.encoding == .utf16le || options.encoding == .utf16be:
      return try parseTable(bytes, source: source, options: options, layer: layer)
    case .sqlite: return try GeoPackageReader.read(bytes, source: source, options: layer)
    case .empty:
      throw Diagnostic(
        "format.empty", at: SourceLocation(file: source),
        Phrase(en: "the file is empty", fr: "le fichier est vide"))
    default:
      let name = signature.name
      throw Diagnostic(
        "format.unsupported", at: SourceLocation(file: source),
        Phrase(
          en: "this is \(name.english), which is not read", fr: "c'est \(name.french), qui n'est pas lu"),
        expected: Phrase(
          en: "GeoJSON, TopoJSON, GeoPackage, shapefile, dBase, CSV or XLSX",
          fr: "du GeoJSON, du TopoJSON, un GeoPackage, un shapefile, une table dBase, du CSV ou du XLSX"),
        hint: signature.remedy)
    }
  }

  /// GeoJSON, or TopoJSON, whose type may stand anywhere in the object.
  private static func parseJSON(
    _ bytes: [UInt8], source: String, layer: LayerOptions
  ) throws(Diagnostic) -> ReadLayer {
    do throws(Diagnostic) {
      return try GeoJSONReader.read(bytes, source: source)
    } catch {
      guard error.code == "geojson.topology" else { throw error }
      return try TopoJSONReader.read(bytes, source: source, options: layer)
    }
  }

  private static func parseTable(
    _ bytes: [UInt8], source: String, options: CSVOptions, layer: LayerOptions
  ) throws(Diagnostic) -> DataFileContent {
    if FINESSReader.recognises(bytes) {
      return .table(try FINESSReader.read(bytes, source: source, options: options))
    }
    let read = try CSVReader.read(bytes, source: source, options: options)
    return try WKTColumn.layer(read, crs: layer.crs).map { .layer($0) } ?? .table(read)
  }

  private static func isNamedAsTable(_ source: String) -> Bool {
    var name = source.lowercased()
    if name.hasSuffix(".gz") { name.removeLast(3) }
    return [".csv", ".tsv", ".txt"].contains { name.hasSuffix($0) }
  }
}
