public import GeoFormats
public import GeoModel
public import GeoNative
import Reports

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
  /// Joins by code that were made, in their order.
  public private(set) var joins: [CodeJoin] = []
  public let threads: Int
  /// True where damaged codes are to be repaired even where that is not certain.
  public var repairsCodes = false
  /// Bytes of a piece of a table that is gone over.
  var pieceSize = TableScan.pieceSize
  private let readBytes: @Sendable (String) throws(Diagnostic) -> [UInt8]
  private let hashes: Bool
  private let environment: [String: String]
  private var facts: CommuneFacts??
  private var prefetched: [(request: Request, file: Result<DataFile, Diagnostic>)] = []
  private var input: TableScan?
  private var tables: [(request: Request, file: DataFile)] = []

  /// - Parameters:
  ///   - hashes: true to keep the SHA-256 of every input, for a report.
  ///   - environment: where the embedded data may be told to lie.
  ///   - readBytes: the bytes of a path; `-` is the caller's standard input.
  public init(
    threads: Int, hashes: Bool = false, environment: [String: String] = [:],
    readBytes: @escaping @Sendable (String) throws(Diagnostic) -> [UInt8] = { path throws(Diagnostic) in
      try ByteFile.read(path)
    }
  ) {
    self.threads = threads
    self.hashes = hashes
    self.environment = environment
    self.readBytes = readBytes
  }

  /// Keeps what must be said; a diagnostic that is a note is kept among the notes, with its place.
  public func warn(_ diagnostic: Diagnostic) {
    if diagnostic.severity == .note {
      func text(_ language: Language) -> String {
        let place = diagnostic.location.text(in: language)
        let colon = language == .french ? " : " : ": "
        return (place.isEmpty ? "" : place + colon) + diagnostic.message.text(in: language)
      }
      return note(Phrase(en: text(.english), fr: text(.french)))
    }
    var warning = diagnostic
    warning.severity = .warning
    warnings.append(warning)
  }

  /// Keeps a note once: a table that gives several things is recognised alike each time.
  public func note(_ phrase: Phrase) {
    if !notes.contains(phrase) { notes.append(phrase) }
  }

  func joined(_ join: CodeJoin) { joins.append(join) }

  /// The communes of every year, read once; nil where the embedded data are not found.
  func communeFacts() -> CommuneFacts? {
    if let facts { return facts }
    let read = try? CommuneFacts.load(environment: environment)
    facts = .some(read)
    return read
  }

  /// - Throws: `Diagnostic` where the embedded data are not found.
  func requiredCommuneFacts() throws(Diagnostic) -> CommuneFacts {
    if let facts = communeFacts() { return facts }
    return try CommuneFacts.load(environment: environment)
  }

  /// Keeps what a reader says: what it found out as a note, the rest as a warning.
  func tell(_ found: Diagnostic) {
    guard found.severity == .note else { return warn(found) }
    func text(_ language: Language) -> String {
      let place = found.location.text(in: language)
      return place + (language == .french ? " : " : ": ") + found.text(in: language)
    }
    note(Phrase(en: text(.english), fr: text(.french)))
  }

  /// Reads files of several roles at once, for the calls of `read` to come; what is wrong with a file is said
  /// by its own call.
  public func prefetch(_ requests: [Request]) {
    let (readBytes, hashes) = (readBytes, hashes)
    // The standard input can be read only once, by the call that names it.
    let requests = requests.filter { $0.path != "-" }
    let files = ParallelMap.map(count: requests.count, threads: threads) {
      index -> Result<DataFile, Diagnostic> in
      do throws(Diagnostic) {
        return .success(try Self.read(requests[index], readBytes, hashes))
      } catch {
        return .failure(error)
      }
    }
    prefetched += zip(requests, files).map { ($0, $1) }
  }

  /// Reads files, several at once; the answers and the messages keep their order.
  func read(
    _ paths: [String], role: String, source: String? = nil, csv: CSVOptions = CSVOptions(),
    layer: LayerOptions = LayerOptions()
  ) throws(Diagnostic) -> [DataFileContent] {
    let (readBytes, hashes) = (readBytes, hashes)
    let requests = paths.map { Request(path: $0, csv: csv, layer: layer) }
    let known = requests.map { take($0) ?? again($0) }
    let files = try ParallelMap.map(count: paths.count, threads: threads) {
      (index: Int) throws(Diagnostic) -> DataFile in
      if let file = known[index] { return try file.get() }
      return try Self.read(requests[index], readBytes, hashes)
    }
    for (request, file) in zip(requests, files) {
      keep(file, of: request)
      // Before the file itself: what loaders add to the last input of a role is said of that one.
      for part in file.parts {
        inputs.append(
          Input(
            role: role, path: part.path, byteCount: part.byteCount, sha256: part.sha256 ?? "",
            reading: "partie de \(request.path)", source: source))
      }
      inputs.append(
        Input(
          role: role, path: request.path, byteCount: file.byteCount, sha256: file.sha256 ?? "",
          reading: Self.reading(of: file.content), source: source))
      for found in file.content.warnings { tell(found) }
    }
    return files.map(\.content)
  }

  /// Opens a table that is too long to be kept; only the standard input, which cannot be read again, is.
  func scan(_ path: String) throws(Diagnostic) -> TableScan {
    if path == "-", let input { return input }
    let scan = try TableScan(path, options: DataFileOptions(digest: hashes), readBytes: readBytes)
    if path == "-" { input = scan }
    return scan
  }

  /// Keeps what must be said of a table that was gone over.
  func scanned<Answer>(_ scan: TableScan, _ pass: TableScan.Pass<Answer>, path: String, role: String) {
    let reading = Self.reading(scan.format, pass.rowCount, scan.dialect)
    inputs.append(
      Input(
        role: role, path: path, byteCount: scan.byteCount, sha256: scan.sha256 ?? "", reading: reading,
        source: nil))
    for found in pass.warnings { tell(found) }
  }

  /// Reads a file whose content is not data, such as a study.
  func bytes(_ path: String, role: String, source: String?) throws(Diagnostic) -> [UInt8] {
    let bytes = try readBytes(path)
    inputs.append(
      Input(
        role: role, path: path, byteCount: bytes.count, sha256: hashes ? SHA256.hexDigest(of: bytes) : "",
        reading: "JSON", source: source))
    return bytes
  }

  /// A file to read.
  public struct Request: Sendable, Equatable {
    public var path: String
    public var csv: CSVOptions
    public var layer: LayerOptions

    public init(path: String, csv: CSVOptions = CSVOptions(), layer: LayerOptions = LayerOptions()) {
      self.path = path
      self.csv = csv
      self.layer = layer
    }
  }

  private static func read(
    _ request: Request, _ readBytes: @escaping @Sendable (String) throws(Diagnostic) -> [UInt8],
    _ hashes: Bool
  ) throws(Diagnostic) -> DataFile {
    let options = DataFileOptions(csv: request.csv, layer: request.layer, digest: hashes)
    return try DataFile.read(request.path, options: options, readBytes: readBytes)
  }

  /// Gives out what was read ahead, once.
  private func take(_ request: Request) -> Result<DataFile, Diagnostic>? {
    guard let index = prefetched.firstIndex(where: { $0.request == request }) else { return nil }
    return prefetched.remove(at: index).file
  }

  /// A table that was read before: one file often gives several things, such as populations and levels.
  private func again(_ request: Request) -> Result<DataFile, Diagnostic>? {
    tables.first { $0.request == request }.map { .success($0.file) }
  }

  /// Keeps a table for the next call that names it. Layers are not kept: their loader takes them over.
  private func keep(_ file: DataFile, of request: Request) {
    guard request.path != "-", case .table = file.content, !tables.contains(where: { $0.request == request })
    else { return }
    tables.append((request, file))
  }

  /// Adds to what is said of the last input of a role.
  func describe(role: String, _ more: String) {
    guard let index = inputs.lastIndex(where: { $0.role == role }) else { return }
    inputs[index].reading += ", " + more
  }

  private static func reading(of content: DataFileContent) -> String {
    switch content {
    case .layer(let read):
      return "\(read.format), \(FrenchWords.count(read.layer.count, "objet", "objets")), \(read.layer.crs)"
    case .table(let read):
      return reading(read.format, read.table.rowCount, read.format == "CSV" ? read.dialect : nil)
    }
  }

  private static func reading(_ format: String, _ rows: Int, _ dialect: CSVDialect?) -> String {
    "\(format), \(FrenchWords.count(rows, "ligne", "lignes"))"
      + (dialect.map { ", séparateur \(FrenchWords.quoted($0.delimiterName)), \($0.encoding.rawValue)" } ?? "")
  }
}
