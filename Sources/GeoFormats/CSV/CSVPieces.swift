import GeoModel
import GeoNative

/// A long CSV text whose rows are read in pieces, cut at line ends, on all threads.
struct CSVPieces: Sendable {
  let text: [UInt8]
  let dialect: CSVDialect
  /// Columns without rows.
  let header: Table
  private let start: Int
  private let firstLine: Int
  private let isRagged: Bool
  private let warnings: [Diagnostic]

  /// Nil for a header with columns that have no name or the same: what such columns hold decides what is said of them.
  ///
  /// Throws what `CSVReader.read` throws of the text and its header.
  init?(_ bytes: [UInt8], source: String, options: CSVOptions) throws(Diagnostic) {
    let beginning = try CSVReader.begin(bytes, source: source, options: options)
    var parser = beginning.parser
    let columns = try parser.begin().columns
    guard parser.headerWarnings.isEmpty else { return nil }
    text = parser.bytes
    header = Table(columns: columns, source: source)
    (start, firstLine, isRagged) = (parser.at, parser.line, parser.isRagged)
    dialect = beginning.dialect(parser)
    warnings = beginning.warnings
  }

  /// One pass over all rows.
  ///
  /// - Parameters:
  ///   - size: bytes of a piece, about.
  ///   - body: what is made of a piece; lines of its table count from that of its first row.
  /// - Returns: the answers in the order of the text with the line that each counts from; nil where a piece cannot be read
  ///   by itself: the text has a defect, or a line end inside quotes stands where it was cut.
  func pass<Answer: Sendable>(
    threads: Int, size: Int, _ body: @Sendable (Table) -> Answer
  ) -> (answers: [(answer: Answer, line: Int)], rowCount: Int, warnings: [Diagnostic])? {
    let cuts = self.cuts(size)
    let pieces = ParallelMap.map(count: cuts.count - 1, threads: threads) { index -> Piece<Answer>? in
      // Where every piece before ends at the end of a row, this one begins as it does in the whole text.
      var parser = CSVParser(
        Array(text[cuts[index]..<cuts[index + 1]]), from: 0, line: 0, delimiter: dialect.delimiter,
        source: header.source)
      parser.isRagged = isRagged
      var table = Table(source: header.source)
      var columns = header.columns
      var found = CSVParser.Findings()
      do throws(Diagnostic) {
        try parser.rows(&table, &columns, &found)
      } catch {
        return nil
      }
      // A text without line feeds is one piece; what a column cannot hold is told by the walk over the whole.
      guard columns.allSatisfy(\.hasRoom) else { return nil }
      table.columns = columns
      return Piece(
        answer: body(table), rowCount: table.rowCount, lineCount: parser.line, findings: found)
    }
    var answers: [(answer: Answer, line: Int)] = []
    var found = CSVParser.Findings()
    var line = firstLine
    var rowCount = 0
    for piece in pieces {
      guard let piece else { return nil }
      answers.append((piece.answer, line))
      found.add(piece.findings, from: line)
      line += piece.lineCount
      rowCount += piece.rowCount
    }
    let parser = CSVParser([], from: 0, delimiter: dialect.delimiter, source: header.source)
    return (answers, rowCount, warnings + found.diagnostics(parser))
  }

  private struct Piece<Answer: Sendable>: Sendable {
    var answer: Answer
    var rowCount: Int
    var lineCount: Int
    var findings: CSVParser.Findings
  }

  /// Where pieces begin, and the end of the text: behind line feeds, at a byte that is not blank.
  private func cuts(_ size: Int) -> [Int] {
    var cuts = [start]
    var at = start + size
    while at < text.count {
      while at < text.count && (text[at - 1] != 10 || text[at] <= 0x20) { at += 1 }
      guard at < text.count else { break }
      cuts.append(at)
      at += size
    }
    return cuts + [text.count]
  }
}
