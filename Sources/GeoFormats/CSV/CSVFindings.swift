import GeoModel

extension CSVParser {
  /// Lines of one kind: how many, and the first.
  struct Tally: Sendable {
    var count = 0
    var first = 0

    mutating func add(_ line: Int, _ more: Int = 1) {
      guard more > 0 else { return }
      if count == 0 { first = line }
      count += more
    }

    /// Adds those of a text further on, whose lines count from `line`.
    mutating func add(_ other: Tally, from line: Int) { add(line + other.first, other.count) }
  }

  /// What was put right in the rows.
  struct Findings: Sendable {
    /// Rows that end with a delimiter too many, and rows that were completed.
    var trailing = Tally()
    var padded = Tally()
    /// Blank lines before a row, and those behind the last one.
    var blanks = Tally()
    var lastBlanks = Tally()

    /// Adds what was found in the text that follows, whose lines count from `line`.
    mutating func add(_ next: Findings, from line: Int) {
      blanks.add(lastBlanks, from: 0)
      blanks.add(next.blanks, from: line)
      lastBlanks = Tally()
      lastBlanks.add(next.lastBlanks, from: line)
      trailing.add(next.trailing, from: line)
      padded.add(next.padded, from: line)
    }

    func diagnostics(_ parser: CSVParser) -> [Diagnostic] {
      [
        blanks.count > 0 ? parser.blankWarning(blanks.count, blanks.first) : nil,
        parser.trailingNote(trailing), parser.paddedWarning(padded),
      ].compactMap { $0 }
    }
  }
}
