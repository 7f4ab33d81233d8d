public import GeoModel
import GeoNative

/// A table to go over once, in pieces on all threads, without keeping it: matrices of tens of millions of rows.
///
/// CSV is read piece by piece, also from gzip; every other format is read whole.
public struct TableScan: Sendable {
  private enum Content: Sendable {
    case text(CSVPieces, [Diagnostic])
    case whole(DataFileContent)
  }

  /// What one pass gave.
  public struct Pass<Answer: Sendable>: Sendable {
    /// The answers in the order of the rows.
    public var answers: [Answer]
    /// For each answer what is added to the lines of its table.
    public var lines: [Int]
    public var rowCount: Int
    public var warnings: [Diagnostic]
  }

  /// Rows of a piece that is not cut out of a text.
  private static let chunk = 131_072

  /// Bytes of a piece of text, about.
  public static let pieceSize = 4 << 20

  /// The columns, without rows.
  public let header: Table
  /// Nil for formats without a dialect.
  public let dialect: CSVDialect?
  /// Name of the format, for reports.
  public let format: String
  public let byteCount: Int
  /// Sixty-four hexadecimal digits; nil where it was not asked for.
  public let sha256: String?
  private let content: Content
  private let options: CSVOptions

  /// - Throws: what `DataFile.read` throws of the file and its header.
  public init(
    _ path: String, options: DataFileOptions = DataFileOptions(),
    readBytes: @escaping @Sendable (String) throws(Diagnostic) -> [UInt8]
  ) throws(Diagnostic) {
    let place = ArchivePath(path)
    let bytes = try readBytes(place.file)
    byteCount = bytes.count
    sha256 = options.digest ? SHA256.hexDigest(of: bytes) : nil
    self.options = options.csv
    if place.inner == nil, let (text, findings) = try Self.text(bytes, source: path),
      let pieces = try CSVPieces(text, source: path, options: options.csv)
    {
      (header, dialect, format) = (pieces.header, pieces.dialect, "CSV")
      content = .text(pieces, findings)
      return
    }
    var parser = DataFileParser(csv: options.csv, layer: options.layer, inner: place.inner)
    let whole = try parser.content(
      bytes, source: place.file, beside: .folder(path: place.file, readBytes: readBytes))
    header = Table(columns: whole.table.names.map { TextColumn(name: $0) }, source: path)
    switch whole {
    case .table(let read): (dialect, format) = (read.format == "CSV" ? read.dialect : nil, read.format)
    case .layer(let read): (dialect, format) = (nil, read.format)
    }
    content = .whole(whole)
  }

  /// The text of a CSV file, plain or compressed by gzip, with what is said of it; nil for other formats.
  private static func text(
    _ bytes: [UInt8], source: String
  ) throws(Diagnostic) -> (text: [UInt8], findings: [Diagnostic])? {
    var (text, findings) = (bytes, [Diagnostic]())
    if Inflation.isGzip(bytes) {
      let (plain, trailing) = try Inflation.gunzip(bytes, source: source)
      text = plain
      if trailing > 0 { findings.append(DataFileParser.trailing(trailing, source)) }
    }
    return FileSignature(text) == .csv && !FINESSReader.recognises(text) ? (text, findings) : nil
  }

  /// Goes over all rows once; may be called again.
  ///
  /// - Parameter body: what is made of some rows of a table; it is called on several threads.
  /// - Throws: `Diagnostic` for a defect of the text, with its line.
  public func pass<Answer: Sendable>(
    threads: Int, pieceSize: Int = pieceSize, _ body: @Sendable (Table, Range<Int>) -> Answer
  ) throws(Diagnostic) -> Pass<Answer> {
    switch content {
    case .whole(let whole):
      return Self.pass(whole.table, whole.warnings, threads, body)
    case .text(let pieces, let findings):
      if let found = pieces.pass(threads: threads, size: pieceSize, { body($0, 0..<$0.rowCount) }) {
        return Pass(
          answers: found.answers.map(\.answer), lines: found.answers.map(\.line), rowCount: found.rowCount,
          warnings: findings + found.warnings)
      }
      // The walk from the first byte on is the measure: it finds the defect, or that there is none.
      let read = try CSVReader.read(pieces.text, source: header.source, options: options)
      return Self.pass(read.table, findings + read.warnings, threads, body)
    }
  }

  private static func pass<Answer: Sendable>(
    _ table: Table, _ warnings: [Diagnostic], _ threads: Int, _ body: @Sendable (Table, Range<Int>) -> Answer
  ) -> Pass<Answer> {
    let count = (table.rowCount + chunk - 1) / chunk
    let answers = ParallelMap.map(count: count, threads: threads) { piece in
      body(table, piece * chunk..<min(table.rowCount, (piece + 1) * chunk))
    }
    return Pass(
      answers: answers, lines: Array(repeating: 0, count: count), rowCount: table.rowCount, warnings: warnings
    )
  }
}
