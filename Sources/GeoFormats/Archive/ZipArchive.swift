public import GeoModel
public import GeoNative

/// A zip archive in memory: its directory, and its entries one at a time.
///
/// Nothing that the archive announces is trusted: places are checked against the bytes, entries must not share
/// bytes, what an entry gives is bounded (`Inflation.Limit`) and checked by its length and CRC-32. Names are keys, and
/// never become paths.
///
/// Source: PKWARE APPNOTE 6.3.10, with ZIP64.
public struct ZipArchive: Sendable {
  public struct Entry: Sendable, Equatable {
    /// As the archive has it, folders included: `donnees/communes.shp`.
    public let name: String
    /// Bytes that the archive announces.
    public let announcedBytes: Int
    let compressedBytes: Int
    let method: UInt16
    let isEncrypted: Bool
    let crc: UInt32
    /// Place of its local header.
    let offset: Int

    public var isFolder: Bool { name.hasSuffix("/") || name.hasSuffix("\\") }
    /// The name without its folders.
    public var lastName: String {
      name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? name
    }
  }

  /// In the order of the archive's directory.
  public let entries: [Entry]
  public let source: String
  private let bytes: [UInt8]

  /// - Throws: `zip.truncated`, `zip.corrupt`, `zip.parts`, `zip.entries`, `zip.duplicate`, `zip.overlap`.
  public init(_ bytes: [UInt8], source: String) throws(Diagnostic) {
    let directory = try ZipDirectory(bytes, source: source)
    self.bytes = bytes
    self.source = source
    entries = directory.entries
  }

  /// The entry of a name, letter for letter.
  public func entry(named name: String) -> Entry? { entries.first { $0.name == name } }

  /// An entry as messages name it, and as a path on the command line does: `archive.zip/communes.shp`.
  public func path(of entry: Entry) -> String { source + "/" + entry.name }

  /// The content of an entry.
  /// - Throws: `zip.encrypted`, `zip.method`, `zip.truncated`, `zip.corrupt`, `archive.too-large`.
  public func data(of entry: Entry, limit: Inflation.Limit = Inflation.Limit()) throws(Diagnostic) -> [UInt8]
  {
    let location = SourceLocation(file: path(of: entry))
    guard !entry.isEncrypted else {
      throw Diagnostic(
        "zip.encrypted", at: location,
        Phrase(
          en: "this entry is protected by a password", fr: "cette entrée est protégée par un mot de passe"),
        hint: Phrase(en: "extract it first", fr: "l'extraire d'abord"))
    }
    guard let range = ZipDirectory.content(of: entry, bytes) else { throw corrupt(location, "local header") }
    let content: [UInt8]
    switch entry.method {
    case 0:
      guard entry.compressedBytes <= limit.byteCount else { throw corrupt(location, "length") }
      content = Array(bytes[range])
    case 8:
      content = try Inflation.inflate(
        bytes, range: range, expected: entry.announcedBytes, at: location, limit: limit
      ).bytes
    default:
      throw Diagnostic(
        "zip.method", at: location,
        Phrase(
          en: "this entry is compressed by a method that is not read (\(entry.method))",
          fr: "cette entrée est compressée par une méthode qui n'est pas lue (\(entry.method))"),
        expected: Phrase(verbatim: "deflate"),
        hint: Phrase(en: "extract it first", fr: "l'extraire d'abord"))
    }
    guard content.count == entry.announcedBytes else { throw corrupt(location, "length") }
    guard Inflation.crc32(content) == entry.crc else { throw corrupt(location, "CRC-32") }
    return content
  }

  private func corrupt(_ location: SourceLocation, _ what: String) -> Diagnostic {
    ZipDirectory.corrupt(location, what)
  }
}
