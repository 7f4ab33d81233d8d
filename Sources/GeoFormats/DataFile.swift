public import GeoModel
import GeoNative

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
  public var content: DataFileContent
  public var byteCount: Int
  /// Sixty-four hexadecimal digits; nil where it was not asked for.
  public var sha256: String?

  /// Reads GeoJSON, CSV or GeoPackage, told apart by what the file holds; `-` is the standard input.
  ///
  /// Throws the diagnostics of `ByteFile` and of the readers, and `format.unsupported` with the format found and
  /// what to do.
  public static func read(
    _ path: String, options: DataFileOptions = DataFileOptions()
  ) throws(Diagnostic) -> DataFile {
    let bytes = try ByteFile.read(path)
    return DataFile(
      content: try parse(bytes, source: path, options: options.csv, layer: options.layer),
      byteCount: bytes.count,
      sha256: options.digest ? SHA256.hexDigest(of: bytes) : nil)
  }

  /// Reads bytes that are at hand; `source` is the file's name for messages.
  public static func parse(
    _ bytes: [UInt8], source: String, options: CSVOptions = CSVOptions(),
    layer: LayerOptions = LayerOptions()
  ) throws(Diagnostic) -> DataFileContent {
    let signature = FileSignature(bytes)
    switch signature {
    case .json:
      return isNamedAsTable(source)
        ? try parseTable(bytes, source: source, options: options, layer: layer)
        : .layer(try GeoJSONReader.read(bytes, source: source))
    case .csv, .utf16: return try parseTable(bytes, source: source, options: options, layer: layer)
    case .binary where options.encoding == .utf16le || options.encoding == .utf16be:
      return try parseTable(bytes, source: source, options: options, layer: layer)
    case .sqlite: return try GeoPackageReader.read(bytes, source: source, options: layer)
    case .zip:
      let archive = try ZipArchive(bytes, source: source)
      guard XLSXReader.recognises(archive) else { throw unsupported(signature, source: source) }
      return .table(try XLSXReader.read(archive, options: options, layer: layer))
    case .empty:
      throw Diagnostic(
        "format.empty", at: SourceLocation(file: source),
        Phrase(en: "the file is empty", fr: "le fichier est vide"))
    default: throw unsupported(signature, source: source)
    }
  }

  private static func unsupported(_ signature: FileSignature, source: String) -> Diagnostic {
    let name = signature.name
    return Diagnostic(
      "format.unsupported", at: SourceLocation(file: source),
      Phrase(en: "this is \(name.english), which is not read", fr: "c'est \(name.french), qui n'est pas lu"),
      expected: Phrase(
        en: "GeoJSON, GeoPackage, CSV or XLSX", fr: "du GeoJSON, un GeoPackage, du CSV ou du XLSX"),
      hint: signature.remedy)
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
    let name = source.lowercased()
    return [".csv", ".tsv", ".txt"].contains { name.hasSuffix($0) }
  }
}
