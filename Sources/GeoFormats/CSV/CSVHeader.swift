import GeoModel

/// Where a table begins: publishers put titles above the header and units below it.
///
/// Titles above: the first row is not of the usual width, or fills less than half of it, and a later row that
/// fills four fifths and holds no number does. Of a row of labels and a row of names below it (`CODGEO`), the
/// names are taken. A row of units has no key, has texts where the rows below have numbers, and no number.
/// Works on cells, so that workbooks have the same rule.
struct HeaderRow {
  /// Index of the header among the rows looked at.
  var index = 0
  /// Rows of units behind it.
  var unitRows = 0
  /// The units, for the message.
  var units: [String] = []

  /// Rows looked at.
  static let sample = 60

  /// - Parameters:
  ///   - rows: the first rows of the file, blank ones left out.
  ///   - told: index of the header where it is told.
  init(_ rows: [[String]], told: Int? = nil) {
    let width = Self.width(rows)
    index = told ?? Self.header(rows, width: width)
    guard width > 1, index + 2 < rows.count else { return }
    let below = rows[index + 1]
    guard Self.isUnits(below, over: Array(rows[(index + 2)...])) else { return }
    unitRows = 1
    units = below.filter { !Self.isBlank($0) }
  }

  /// The count of cells that most rows have; the largest of equals.
  private static func width(_ rows: [[String]]) -> Int {
    var seen: [Int: Int] = [:]
    for row in rows { seen[row.count, default: 0] += 1 }
    return seen.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0
  }

  private static func header(_ rows: [[String]], width: Int) -> Int {
    guard width > 1, let first = rows.first else { return 0 }
    var index = 0
    if first.count < width - 1 || filled(first) * 2 < width {
      let found = rows.firstIndex { row in
        row.count >= width - 1 && row.count <= width + 1 && filled(row) * 5 >= width * 4
          && !row.contains(where: isNumber)
      }
      guard let found else { return 0 }
      index = found
    }
    let next = index + 1
    if next + 1 < rows.count, rows[next].count == rows[index].count, rows[next].allSatisfy(isName),
      !rows[index].allSatisfy(isName), !rows[index].contains(where: isNumber),
      !rows[next + 1].allSatisfy(isName)
    {
      index = next
    }
    return index
  }

  private static func isUnits(_ row: [String], over rows: [[String]]) -> Bool {
    guard let key = row.first, isBlank(key), !row.contains(where: isNumber) else { return false }
    let places = row.indices.filter { !isBlank(row[$0]) }
    guard !places.isEmpty else { return false }
    var numbers = 0
    for below in rows.prefix(20) {
      guard below.count >= row.count, !isBlank(below[0]) else { return false }
      for place in places {
        switch Figure(below[place], decimal: .comma, orPoint: true) {
        case .number: numbers += 1
        case .notANumber: return false
        case .missing, .secret, .notSignificant: break
        }
      }
    }
    return numbers > 0
  }

  static func isBlank(_ cell: String) -> Bool {
    cell.unicodeScalars.allSatisfy { $0 == " " || $0 == "\t" || $0 == "\u{A0}" || $0 == "\u{202F}" }
  }

  private static func filled(_ row: [String]) -> Int { row.filter { !isBlank($0) }.count }

  /// A number that is not a year: years name columns.
  private static func isNumber(_ cell: String) -> Bool {
    guard case .number(let value) = Figure(cell, decimal: .comma, orPoint: true) else { return false }
    return !(cell.utf8.count == 4 && value >= 1800 && value <= 2200)
  }

  /// `CODGEO`, `P21_POP`.
  private static func isName(_ cell: String) -> Bool {
    guard let first = cell.utf8.first, first >= 65 && first <= 90 else { return false }
    return cell.utf8.allSatisfy { ($0 >= 65 && $0 <= 90) || ($0 >= 48 && $0 <= 57) || $0 == 95 }
  }
}

/// The first rows of a CSV file, for its header.
struct CSVHeader {
  /// Place of the header's first byte, and its line.
  var start: Int
  var line: Int
  var skippedRows = 0
  var notes: [Diagnostic] = []

  /// Throws `csv.header-row` where the file has no such line.
  init(
    _ bytes: [UInt8], from start: Int, delimiter: UInt8, source: String, options: CSVOptions
  ) throws(Diagnostic) {
    var probe = CSVParser(bytes, from: start, delimiter: delimiter, source: source)
    if let told = options.headerLine {
      guard probe.skipLines(until: told) else {
        throw Diagnostic(
          "csv.header-row", at: SourceLocation(file: source),
          Phrase(en: "the file has no line \(told)", fr: "le fichier n'a pas de ligne \(told)"),
          hint: Phrase(verbatim: "--header-row"))
      }
    } else {
      _ = probe.skipBlankLines()
    }
    self.start = probe.at
    line = probe.line
    var rows: [[String]] = []
    var places: [(at: Int, line: Int)] = []
    while rows.count < HeaderRow.sample, probe.at < bytes.count {
      _ = probe.skipBlankLines()
      let place = (probe.at, probe.line)
      guard probe.at < bytes.count, let row = try? probe.row(limit: CSVReader.maximumColumns) else { break }
      places.append(place)
      rows.append(row)
    }
    guard !rows.isEmpty else { return }
    let header = HeaderRow(rows, told: options.headerLine == nil ? nil : 0)
    if header.index > 0 {
      let above = places[header.index].line - 1
      (self.start, line) = (places[header.index].at, places[header.index].line)
      notes.append(Self.titles(above, line, source))
    }
    skippedRows = options.skippedRows ?? header.unitRows
    if header.unitRows > 0 && options.skippedRows == nil {
      notes.append(Self.units(header.units, places[header.index + 1].line, source))
    }
  }

  static func titles(_ count: Int, _ line: Int, _ source: String) -> Diagnostic {
    Diagnostic(
      "table.titles", severity: .note, at: SourceLocation(file: source, line: line),
      Phrase(
        en: "the columns are named on line \(line); the \(count) line(s) above are titles",
        fr: "les colonnes sont nommées à la ligne \(line) ; les \(count) ligne(s) au-dessus sont des titres"),
      hint: Phrase(verbatim: "--header-row N"))
  }

  static func units(_ units: [String], _ line: Int, _ source: String) -> Diagnostic {
    Diagnostic(
      "table.units", severity: .note, at: SourceLocation(file: source, line: line),
      Phrase(
        en: "line \(line) holds the units and is left out",
        fr: "la ligne \(line) donne les unités et est laissée de côté"),
      found: units.prefix(5).joined(separator: ", "), hint: Phrase(verbatim: "--skip-rows 0"))
  }
}

extension CSVParser {
  /// The cells of one row.
  mutating func row(limit: Int) throws(Diagnostic) -> [String] {
    var cells: [String] = []
    var isLast = false
    while !isLast {
      var cell = TextColumn(name: "")
      isLast = try field(into: &cell)
      if cells.count < limit { cells.append(cell[0]) }
    }
    return cells
  }

  /// Goes to the beginning of a line, whatever the lines before hold; false where the file has fewer.
  mutating func skipLines(until wanted: Int) -> Bool {
    while line < wanted {
      while at < bytes.count && bytes[at] != 10 && bytes[at] != 13 { at += 1 }
      guard at < bytes.count else { return false }
      endLine()
    }
    return at < bytes.count
  }
}
