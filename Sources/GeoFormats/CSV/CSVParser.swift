import GeoModel

/// The walk through a CSV text in UTF-8.
struct CSVParser {
  let bytes: [UInt8]
  let delimiter: UInt8
  let source: String
  /// True for the bytes that may end an unquoted field.
  private let stops: [Bool]
  var at: Int
  private(set) var line: Int
  private(set) var lineEnding = CSVDialect.LineEnding.lf
  private var hasLineEnding = false
  private(set) var warnings: [Diagnostic] = []
  /// Rows to pass over behind the header.
  var skippedRows = 0
  /// True to complete short rows.
  var isRagged = false

  /// - Parameter line: that of the byte at `start`.
  init(_ bytes: [UInt8], from start: Int, line: Int = 1, delimiter: UInt8, source: String) {
    self.bytes = bytes
    self.delimiter = delimiter
    self.source = source
    self.line = line
    at = start
    var stops = [Bool](repeating: false, count: 256)
    for byte in [delimiter, 0, 10, 13] { stops[Int(byte)] = true }
    self.stops = stops
  }

  mutating func parse() throws(Diagnostic) -> Table {
    var (columns, headerLine) = try begin()
    var table = Table(source: source)
    var found = Findings()
    try rows(&table, &columns, &found)
    warnings += found.diagnostics(self)
    for column in columns where !column.hasRoom { throw tooLarge(column.name) }
    table.columns = dropEmpty(columns, headerLine)
    warnings.append(
      contentsOf: headerWarnings.map { warning in Self.headerWarning(warning, headerLine, source) })
    return table
  }

  /// Goes behind the header and the rows to skip; the columns, still empty, and the line that names them.
  mutating func begin() throws(Diagnostic) -> (columns: [TextColumn], headerLine: Int) {
    _ = skipBlankLines()
    guard at < bytes.count else {
      throw Diagnostic(
        "csv.empty", at: SourceLocation(file: source),
        Phrase(en: "the file is empty", fr: "le fichier est vide"))
    }
    let headerLine = line
    let columns = try header()
    for _ in 0..<skippedRows where at < bytes.count { try skipRow() }
    return (columns, headerLine)
  }

  /// Reads the rows from `at` to the end of the bytes.
  mutating func rows(
    _ table: inout Table, _ columns: inout [TextColumn], _ found: inout Findings
  ) throws(Diagnostic) {
    let width = columns.count
    let isLastUnnamed = headerWarnings.last?.found.isEmpty == true && headerWarnings.last?.position == width
    reserve(&table, &columns)
    // The hot loop works on locals; `at` is brought up to date around the rare cases.
    let bytes = self.bytes
    let stops = self.stops
    let count = bytes.count
    var block = CSVBlock(width: width)
    let search = StopSearch(delimiter)
    var i = at
    while i < count {
      if bytes[i] <= 0x20 {
        at = i
        let start = line
        let skipped = skipBlankLines()
        if at >= count {
          found.lastBlanks.add(start, skipped)
          break
        }
        found.blanks.add(start, skipped)
        i = at
      }
      let rowLine = line
      let rowStart = i
      var column = 0
      while true {
        guard column < width else {
          // A delimiter behind the last value.
          guard i == count || bytes[i] == 10 || bytes[i] == 13 else {
            throw fieldCount(rowLine, rowStart, width)
          }
          found.trailing.add(rowLine)
          at = i
          if i < count { endLine() }
          i = at
          break
        }
        if i < count && bytes[i] == UInt8(ascii: "\"") {
          if let close = plainQuote(bytes, i) {
            block.add(i + 1..<close)
            i = close + 1
          } else {
            at = i
            try quoted(into: &block.quoted)
            block.addQuoted()
            i = at
          }
        } else {
          let start = i
          i = search.next(bytes, from: i, stops)
          block.add(start..<i)
        }
        column += 1
        guard i < count else { break }
        let byte = bytes[i]
        if byte == delimiter {
          i &+= 1
          continue
        }
        if byte == 10 && hasLineEnding {
          i &+= 1
          line &+= 1
          break
        }
        at = i
        if byte == 0 { throw nul() }
        endLine()
        i = at
        break
      }
      if column < width {
        guard isRagged || (isLastUnnamed && column == width - 1) else {
          throw fieldCount(rowLine, rowStart, width)
        }
        if isRagged { found.padded.add(rowLine) }
        for _ in column..<width { block.add(i..<i) }
      }
      table.lines.append(UInt32(truncatingIfNeeded: rowLine))
      if block.isFull { block.flush(bytes, into: &columns) }
    }
    block.flush(bytes, into: &columns)
  }

  /// Names made up or changed, with the name found.
  private(set) var headerWarnings: [NameChange] = []

  /// Leaves out the columns that have neither a name nor a value: the ends of lines in exports of
  /// spreadsheets.
  private mutating func dropEmpty(_ columns: [TextColumn], _ headerLine: Int) -> [TextColumn] {
    let empty = Set(
      headerWarnings.filter { warning in
        guard warning.found.isEmpty else { return false }
        let column = columns[warning.position - 1]
        return column.count > 0 && column.bytes.allSatisfy { $0 == 0x20 }
      }.map(\.position))
    // Where nothing else is there, the rows stay with them.
    guard !empty.isEmpty, empty.count < columns.count else { return columns }
    warnings.append(emptyColumnNote(empty.count, headerLine))
    headerWarnings.removeAll { empty.contains($0.position) }
    return columns.indices.filter { !empty.contains($0 + 1) }.map { columns[$0] }
  }

  private mutating func skipRow() throws(Diagnostic) {
    _ = skipBlankLines()
    guard at < bytes.count else { return }
    var cell = TextColumn(name: "")
    while try !field(into: &cell) {}
  }

  private mutating func header() throws(Diagnostic) -> [TextColumn] {
    var names: [String] = []
    var isLast = false
    while !isLast {
      var cell = TextColumn(name: "")
      isLast = try field(into: &cell)
      names.append(Self.trimmed(cell[0]))
      guard names.count <= CSVReader.maximumColumns else { throw tooManyColumns() }
    }
    let (unique, changes) = Self.unique(names)
    headerWarnings = changes
    return unique.map { TextColumn(name: $0) }
  }

  /// A name that was made up or changed.
  typealias NameChange = (found: String, name: String, position: Int)

  /// Names for columns without one, and new ones for those that repeat.
  static func unique(_ names: [String]) -> (names: [String], changes: [NameChange]) {
    let given = Set(names)
    var taken: Set<String> = []
    // Where the search for a free number goes on: thousands of equal names are numbered in one pass.
    var numbers: [String: Int] = [:]
    var result: [String] = []
    var changes: [NameChange] = []
    for (index, name) in names.enumerated() {
      var unique = name.isEmpty ? "colonne_\(index + 1)" : name
      if name.isEmpty || taken.contains(name) {
        let base = unique
        var number = numbers[base] ?? 2
        while taken.contains(unique) || (unique != name && given.contains(unique)) {
          unique = "\(base)_\(number)"
          number += 1
        }
        numbers[base] = number
        changes.append((name, unique, index + 1))
      }
      taken.insert(unique)
      result.append(unique)
    }
    return (result, changes)
  }

  static func trimmed(_ name: String) -> String {
    let blanks: Set<Unicode.Scalar> = [" ", "\t", "\n", "\r", "\u{A0}", "\u{FEFF}"]
    let start = name.unicodeScalars.drop { blanks.contains($0) }
    var end = start.endIndex
    while end > start.startIndex {
      let before = start.index(before: end)
      guard blanks.contains(start[before]) else { break }
      end = before
    }
    return String(start[..<end])
  }

  /// Reads one field and what ends it; true where that is the end of the row.
  @inline(__always)
  mutating func field(into column: inout TextColumn) throws(Diagnostic) -> Bool {
    let bytes = self.bytes
    let count = bytes.count
    if at < count && bytes[at] == UInt8(ascii: "\"") {
      try quoted(into: &column)
    } else {
      let start = at
      var i = at
      while i < count && !stops[Int(bytes[i])] { i &+= 1 }
      column.append(bytes[start..<i])
      at = i
    }
    guard at < count else { return true }
    let byte = bytes[at]
    if byte == delimiter {
      at &+= 1
      return false
    }
    if byte == 0 { throw nul() }
    endLine()
    return true
  }

  /// Passes over a line end.
  mutating func endLine() {
    let ending: CSVDialect.LineEnding
    if bytes[at] == 10 {
      ending = .lf
      at += 1
    } else if at + 1 < bytes.count && bytes[at + 1] == 10 {
      ending = .crlf
      at += 2
    } else {
      ending = .cr
      at += 1
    }
    if !hasLineEnding {
      lineEnding = ending
      hasLineEnding = true
    }
    line += 1
  }

  private mutating func quoted(into column: inout TextColumn) throws(Diagnostic) {
    let opening = line
    at += 1
    var start = at
    while at < bytes.count {
      let byte = bytes[at]
      if byte == UInt8(ascii: "\"") {
        column.appendBytes(bytes[start..<at])
        at += 1
        guard at < bytes.count, bytes[at] == byte else {
          column.finishCell()
          guard at == bytes.count || bytes[at] == delimiter || bytes[at] == 10 || bytes[at] == 13 else {
            throw strayText(opening)
          }
          return
        }
        start = at
        at += 1
      } else if byte == 10 || byte == 13 {
        if byte == 10 || at + 1 == bytes.count || bytes[at + 1] != 10 { line += 1 }
        at += 1
      } else if byte == 0 {
        throw nul()
      } else {
        at &+= 1
      }
    }
    throw Diagnostic(
      "csv.quote", at: SourceLocation(file: source, line: opening),
      Phrase(
        en: "the quote that opens on this line never closes",
        fr: "le guillemet ouvert sur cette ligne n'est jamais fermé"))
  }

  /// Passes over lines that hold nothing but blanks; how many there were.
  mutating func skipBlankLines() -> Int {
    var skipped = 0
    while at < bytes.count {
      var end = at
      while end < bytes.count && (bytes[end] == 0x20 || (bytes[end] == 9 && delimiter != 9)) { end += 1 }
      guard end == bytes.count || bytes[end] == 10 || bytes[end] == 13 else { return skipped }
      at = end
      if at < bytes.count { endLine() }
      skipped += 1
    }
    return skipped
  }

  // MARK: Room

  /// Room for the rows, from what the first ones weigh; a row has at least one byte for each column.
  private func reserve(_ table: inout Table, _ columns: inout [TextColumn]) {
    // The first rows are read on a copy of the walk.
    var probe = CSVParser(bytes, from: at, delimiter: delimiter, source: source)
    var widths = [Int](repeating: 0, count: columns.count)
    var read = 0
    while read < 50 && probe.at < bytes.count {
      var isLast = false
      var index = 0
      while !isLast {
        var cell = TextColumn(name: "")
        guard let last = try? probe.field(into: &cell) else { return }
        if index < widths.count { widths[index] += cell.bytes.count }
        index += 1
        isLast = last
      }
      read += 1
    }
    guard read > 0 else { return }
    let rest = bytes.count - at
    let estimate = rest / max(1, (probe.at - at) / read) * 17 / 16 + 16
    let rows = min(estimate, rest / columns.count + 16)
    table.lines.reserveCapacity(rows)
    for index in columns.indices {
      columns[index].reserve(rows: rows, bytes: min(rest, widths[index] * rows / read * 17 / 16 + 64))
    }
  }
}
