import GeoFormats
public import GeoModel
public import GeoNative

/// Reads the inputs of one command or study, and keeps what must be said of them.
public final class LoadSession {
  /// One input file.
  public struct Input: Sendable, Equatable {
    /// What it gives, in French as the report says it: "Territoires", "Sites".
    public var role: String
    public var path: String
    public var byteCount: Int
    public var sha256: String
    /// Rows or features, encoding, columns recognised.
    public var reading: String
    /// Publisher and millésime, where a study states them.
    public var source: String?
  }

  public private(set) var inputs: [Input] = []
  /// Defects that were survived, in the order of the inputs.
  public private(set) var warnings: [Diagnostic] = []
  /// What was recognised rather than told: columns, separators, decimal signs.
  public private(set) var notes: [Phrase] = []
  public let threads: Int
  private let readBytes: @Sendable (String) throws(Diagnostic) -> [UInt8]
  private let hashes: Bool

  /// - Parameters:
  ///   - hashes: true to keep the SHA-256 of every input, for a report.
  ///   - readBytes: the bytes of a path; `-` is the caller's standard input.
  public init(
    threads: Int, hashes: Bool = false,
    readBytes: @escaping @Sendable (String) throws(Diagnostic) -> [UInt8] = { path throws(Diagnostic) in
      try ByteFile.read(path)
    }
  ) {
    self.threads = threads
    self.hashes = hashes
    self.readBytes = readBytes
  }

  public func warn(_ diagnostic: Diagnostic) {
    var warning = diagnostic
    warning.severity = .warning
    warnings.append(warning)
  }

  public func note(_ phrase: Phrase) { notes.append(phrase) }

  /// Reads files, several at once; the answers and the messages keep their order.
  func read(
    _ paths: [String], role: String, source: String? = nil, csv: CSVOptions = CSVOptions()
  ) throws(Diagnostic) -> [DataFileContent] {
    let readBytes = readBytes
    let hashes = hashes
    let files = try ParallelMap.map(count: paths.count, threads: threads) {
      (index: Int) throws(Diagnostic) -> ReadFile in
      let bytes = try readBytes(paths[index])
      return ReadFile(
        content: try DataFile.parse(bytes, source: paths[index], options: csv), byteCount: bytes.count,
        sha256: hashes ? SHA256.hexDigest(of: bytes) : "")
    }
    for (path, file) in zip(paths, files) {
      inputs.append(
        Input(
          role: role, path: path, byteCount: file.byteCount, sha256: file.sha256,
          reading: Self.reading(of: file.content), source: source))
      for warning in file.content.warnings { warn(warning) }
    }
    return files.map(\.content)
  }

  /// Reads a file whose content is not data, such as a study.
  func bytes(_ path: String, role: String) throws(Diagnostic) -> [UInt8] {
    let bytes = try readBytes(path)
    inputs.append(
      Input(
        role: role, path: path, byteCount: bytes.count, sha256: hashes ? SHA256.hexDigest(of: bytes) : "",
        reading: "JSON", source: nil))
    return bytes
  }

  private struct ReadFile: Sendable {
    var content: DataFileContent
    var byteCount: Int
    var sha256: String
  }

  /// Adds to what is said of the last input of a role.
  func describe(role: String, _ more: String) {
    guard let index = inputs.lastIndex(where: { $0.role == role }) else { return }
    inputs[index].reading += ", " + more
  }

  private static func reading(of content: DataFileContent) -> String {
    switch content {
    case .layer(let read):
      return "GeoJSON, \(read.layer.count) objets, \(read.layer.crs)"
    case .table(let read):
      return "CSV, \(read.table.rowCount) lignes, séparateur \(read.dialect.delimiterName), "
        + read.dialect.encoding.rawValue
    }
  }
}
