import GeoModel
import GeoNative

/// A path that may go on inside an archive: `communes.zip/COMMUNE.shp`.
struct ArchivePath {
  /// The file to open.
  let file: String
  /// Name inside the archive; nil where the path is that of the file.
  let inner: String?

  init(_ path: String) {
    if path != "-", !FileSystem.exists(path) {
      for slash in path.indices where path[slash] == "/" {
        let head = String(path[..<slash])
        if head.lowercased().hasSuffix(".zip"), FileSystem.isRegularFile(head) {
          (file, inner) = (head, String(path[path.index(after: slash)...]))
          return
        }
      }
    }
    (file, inner) = (path, nil)
  }
}

/// What a file holds, through its compression and with the files beside it.
struct DataFileParser {
  let csv: CSVOptions
  var layer: LayerOptions
  /// Name inside an archive.
  var inner: String?
  /// Other files that were read.
  private(set) var parts: [Companions.File] = []
  private var isInside = false

  init(csv: CSVOptions, layer: LayerOptions, inner: String? = nil) {
    self.csv = csv
    self.layer = layer
    self.inner = inner
  }

  mutating func content(
    _ bytes: [UInt8], source: String, beside: Neighbourhood
  ) throws(Diagnostic) -> DataFileContent {
    let signature = FileSignature(bytes)
    if let inner, signature != .zip {
      throw Diagnostic(
        "archive.kind", at: SourceLocation(file: source),
        Phrase(en: "this is no zip archive", fr: "ce n'est pas une archive zip"), found: inner)
    }
    switch signature {
    case .gzip: return try unzipped(bytes, source: source)
    case .zip: return try member(bytes, source: source)
    case .shapefile: return try shapes(bytes, source: source, beside: beside)
    case .dbase:
      let companions = try beside.companions(["cpg"])
      keep(companions, beside)
      return .table(
        try DBFReader.table(bytes, source: source, companions: companions, encoding: csv.encoding))
    default: return try DataFile.parseAlone(bytes, source: source, options: csv, layer: layer)
    }
  }

  private mutating func unzipped(_ bytes: [UInt8], source: String) throws(Diagnostic) -> DataFileContent {
    guard !isInside else { throw Self.nested(source) }
    isInside = true
    let (plain, trailing) = try Inflation.gunzip(bytes, source: source)
    var content = try content(plain, source: source, beside: .none)
    if trailing > 0 {
      content.add(Self.trailing(trailing, source))
    }
    return content
  }

  static func trailing(_ count: Int, _ source: String) -> Diagnostic {
    Diagnostic(
      "gzip.trailing", severity: .warning, at: SourceLocation(file: source),
      Phrase(
        en: "\(count) bytes after the compressed data belong to nothing, and are left out",
        fr: "\(count) octets après les données compressées n'appartiennent à rien, et sont laissés"))
  }

  private mutating func member(_ bytes: [UInt8], source: String) throws(Diagnostic) -> DataFileContent {
    let archive = try ZipArchive(bytes, source: source)
    if archive.isWorkbook { return .table(try XLSXReader.read(archive, options: csv, layer: layer)) }
    guard !isInside else { throw Self.nested(source) }
    isInside = true
    let choice = try ArchiveChoice.entry(of: archive, inner: inner, layer: layer.name)
    inner = nil
    layer.name = choice.layer
    let path = archive.path(of: choice.entry)
    var content = try content(
      try archive.data(of: choice.entry), source: path, beside: .archive(archive, entry: choice.entry))
    content.add(
      Diagnostic(
        "archive.read", severity: .note, at: SourceLocation(file: source),
        Phrase(
          en: "the archive's entry \(choice.entry.name) was read",
          fr: "l'entrée \(choice.entry.name) de l'archive a été lue")))
    return content
  }

  private mutating func shapes(
    _ bytes: [UInt8], source: String, beside: Neighbourhood
  ) throws(Diagnostic) -> DataFileContent {
    // An index begins like the file that it belongs to.
    if source.lowercased().hasSuffix(".shx") {
      guard let shapes = try beside.companions(["shp"]).file("shp") else {
        throw Diagnostic(
          "shapefile.index-alone", at: SourceLocation(file: source),
          Phrase(
            en: "this is the index of a shapefile, and its .shp is not beside it",
            fr: "c'est l'index d'un shapefile, dont le .shp n'est pas à côté"))
      }
      parts.append(shapes)
      return try self.shapes(shapes.bytes, source: shapes.name, beside: beside)
    }
    let companions = try beside.companions(["dbf", "shx", "prj", "cpg"])
    keep(companions, beside)
    return .layer(
      try ShapefileReader.read(
        bytes, source: source, companions: companions, crs: layer.crs, encoding: csv.encoding))
  }

  /// Files of an archive are part of its own size and digest.
  private mutating func keep(_ companions: Companions, _ beside: Neighbourhood) {
    if case .folder = beside { parts += companions.all }
  }

  private static func nested(_ source: String) -> Diagnostic {
    Diagnostic(
      "archive.nested", at: SourceLocation(file: source),
      Phrase(
        en: "an archive inside an archive is not opened", fr: "une archive dans une archive n'est pas ouverte"
      ),
      hint: Phrase(en: "extract it first", fr: "l'extraire d'abord"))
  }
}

extension DataFileContent {
  /// Adds to what is said of the reading.
  fileprivate mutating func add(_ finding: Diagnostic) {
    switch self {
    case .layer(var read):
      read.warnings.append(finding)
      self = .layer(read)
    case .table(var read):
      read.warnings.append(finding)
      self = .table(read)
    }
  }
}

extension ZipArchive {
  /// True for a workbook of Excel, which is a zip archive too.
  var isWorkbook: Bool { entries.contains { $0.name == "xl/workbook.xml" } }
}
