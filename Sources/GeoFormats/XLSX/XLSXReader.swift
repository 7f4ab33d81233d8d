public import GeoModel

/// Sheets of Excel workbooks (ECMA-376, `.xlsx`) as tables.
///
/// Texts, shared or their own, with all their runs; numbers with as few digits as read back the same; dates and
/// times as ISO 8601 text where the style says that they are; booleans as `true` and `false`; errors (`#N/A`)
/// missing, and said. A formula gives the value that was last computed. Hidden rows and columns are read; a merged
/// cell fills the rows below the header that it covers. The header is found as in CSV (`HeaderRow`).
public enum XLSXReader {
  /// Cells of a table at most, empty ones included.
  static let maximumCells = 1 << 26

  /// Names of the sheets that are not hidden and hold something, in the workbook's order.
  public static func sheets(_ archive: ZipArchive) throws(Diagnostic) -> [String] {
    try XLSXWorkbook(archive).filled().map(\.name)
  }

  /// Reads one sheet: that of `layer.name`, else the only one that is not hidden and not empty.
  ///
  /// Throws `xlsx.sheet` with the names of the sheets, `xlsx.empty`, `xlsx.sparse`, `xlsx.merges`, `xlsx.parts`, `xlsx.xml`,
  /// `xlsx.doctype`, `csv.columns`, `csv.header-row`, and what `ZipArchive` throws.
  public static func read(
    _ archive: ZipArchive, options: CSVOptions = CSVOptions(), layer: LayerOptions = LayerOptions()
  ) throws(Diagnostic) -> ReadTable {
    let workbook = try XLSXWorkbook(archive)
    let chosen = try workbook.sheet(named: layer.name)
    let dates = workbook.dates()
    let sheet = try XLSXSheet(workbook, chosen, dates: dates.styles)
    let source = archive.source
    guard !sheet.rows.isEmpty else {
      throw Diagnostic(
        "xlsx.empty", at: SourceLocation(file: source),
        Phrase(en: "the sheet is empty", fr: "la feuille est vide"), found: chosen.name)
    }
    var builder = XLSXTable(sheet: sheet, source: source)
    var warnings = try builder.build(options)
    warnings.insert(
      Diagnostic(
        "xlsx.read", severity: .note, at: SourceLocation(file: source),
        Phrase(en: "sheet \"\(chosen.name)\" is read", fr: "la feuille « \(chosen.name) » est lue")), at: 0)
    if dates.isBroken {
      warnings.append(
        Diagnostic(
          "xlsx.styles", severity: .warning, at: SourceLocation(file: source),
          Phrase(
            en: "the style sheet is broken: dates cannot be told from numbers",
            fr: "la feuille de styles est abîmée : les dates ne se distinguent pas des nombres")))
    }
    if sheet.errors.count > 0 {
      warnings.append(
        Diagnostic(
          "xlsx.errors", severity: .warning, at: SourceLocation(file: source, line: sheet.errors.first),
          Phrase(
            en:
              "\(sheet.errors.count) cell(s) hold an error of the spreadsheet (#N/A…) and are missing; this is "
              + "the first row",
            fr:
              "\(sheet.errors.count) cellule(s) portent une erreur du tableur (#N/A…) et sont manquantes ; voici "
              + "la première ligne")))
    }
    let dialect = CSVDialect(
      delimiter: UInt8(ascii: ","), encoding: .utf8, hasBOM: false, lineEnding: .lf,
      headerLine: builder.headerRow)
    return ReadTable(table: builder.table, dialect: dialect, format: "XLSX", warnings: warnings)
  }
}

/// Puts the cells of a sheet into columns.
private struct XLSXTable {
  let sheet: XLSXSheet
  let source: String
  private(set) var table: Table
  private(set) var headerRow = 1

  init(sheet: XLSXSheet, source: String) {
    self.sheet = sheet
    self.source = source
    table = Table(source: source)
  }

  mutating func build(_ options: CSVOptions) throws(Diagnostic) -> [Diagnostic] {
    var warnings: [Diagnostic] = []
    let first = try firstRow(options)
    let left = (sheet.columns.min()).map { Int($0) } ?? 0
    let last = min(sheet.rows.count, first + HeaderRow.sample)
    let sample = (first..<last).map { texts($0, left) }
    let header = HeaderRow(sample, told: options.headerLine == nil ? nil : 0)
    let place = first + header.index
    headerRow = Int(sheet.rows[place])
    if header.index > 0 { warnings.append(CSVHeader.titles(headerRow - 1, headerRow, source)) }
    if header.unitRows > 0 && options.skippedRows == nil {
      warnings.append(CSVHeader.units(header.units, Int(sheet.rows[place + 1]), source))
    }
    let begin = min(sheet.rows.count, place + 1 + (options.skippedRows ?? header.unitRows))
    var width = 0
    for row in [place] + Array(begin..<sheet.rows.count) {
      width = max(width, sheet.range(row).last.map { Int(sheet.columns[$0]) + 1 } ?? 0)
    }
    guard width <= CSVReader.maximumColumns, (sheet.rows.count - begin) * width <= XLSXReader.maximumCells
    else {
      throw Diagnostic(
        "xlsx.sparse", at: SourceLocation(file: source),
        Phrase(
          en: "cells are scattered over \(width) columns and \(sheet.rows.count) rows: this is not a table",
          fr:
            "des cellules sont éparpillées sur \(width) colonnes et \(sheet.rows.count) lignes : ce n'est pas un "
            + "tableau"))
    }
    var names = [String](repeating: "", count: width)
    for cell in sheet.range(place) { names[Int(sheet.columns[cell])] = sheet.cells[cell] }
    let (unique, changes) = CSVParser.unique(names.map(CSVParser.trimmed))
    var columns = unique.map { TextColumn(name: $0) }
    let filler = try MergeFiller(sheet, from: begin, width: width, source: source)
    for row in begin..<sheet.rows.count { append(row, to: &columns, filler) }
    table.lines = Array(sheet.rows[begin...])
    var empty = Set(
      changes.filter { $0.found.isEmpty && columns[$0.position - 1].bytes.isEmpty }.map(\.position))
    // Where nothing else is there, the rows stay with them.
    if empty.count == columns.count { empty = [] }
    for change in changes where !empty.contains(change.position) {
      warnings.append(CSVParser.headerWarning(change, headerRow, source))
    }
    table.columns = columns.indices.filter { !empty.contains($0 + 1) }.map { columns[$0] }
    if filler.filled > 0 { warnings.append(mergeNote(filler.filled)) }
    return warnings
  }

  private func append(_ row: Int, to columns: inout [TextColumn], _ filler: MergeFiller) {
    var next = 0
    func fill(_ columns: inout [TextColumn], upTo end: Int) {
      while next < end {
        if let cell = filler.cell(Int(sheet.rows[row]), next) {
          columns[next].append(sheet.cells.bytes[sheet.cells.byteRange(cell)], kind: sheet.cells.kind(cell))
        } else {
          columns[next].append([], kind: .missing)
        }
        next += 1
      }
    }
    for cell in sheet.range(row) {
      let column = Int(sheet.columns[cell])
      guard column >= next else { continue }
      fill(&columns, upTo: column)
      columns[column].append(sheet.cells.bytes[sheet.cells.byteRange(cell)], kind: sheet.cells.kind(cell))
      next = column + 1
    }
    fill(&columns, upTo: columns.count)
  }

  /// Index of the row that is told, else of the first one.
  private func firstRow(_ options: CSVOptions) throws(Diagnostic) -> Int {
    guard let told = options.headerLine else { return 0 }
    guard let index = sheet.rows.firstIndex(where: { Int($0) == told }) else {
      throw Diagnostic(
        "csv.header-row", at: SourceLocation(file: source),
        Phrase(en: "the sheet has nothing on row \(told)", fr: "la feuille n'a rien à la ligne \(told)"),
        hint: Phrase(verbatim: "--header-row"))
    }
    return index
  }

  /// The cells of a row as texts, from a column on.
  private func texts(_ row: Int, _ left: Int) -> [String] {
    var texts: [String] = []
    for cell in sheet.range(row) {
      let column = min(Int(sheet.columns[cell]) - left, CSVReader.maximumColumns)
      while texts.count < column { texts.append("") }
      texts.append(sheet.cells[cell])
    }
    return texts
  }

  private func mergeNote(_ count: Int) -> Diagnostic {
    Diagnostic(
      "xlsx.merged", severity: .note, at: SourceLocation(file: source),
      Phrase(
        en: "\(count) merged range(s) of cells: each row that one covers has its value",
        fr: "\(count) groupe(s) de cellules fusionnées : chaque ligne couverte en a la valeur"))
  }
}

/// The value of merged cells, for the rows of the table.
private struct MergeFiller {
  private var merges: [Int: [(rows: ClosedRange<Int>, cell: Int)]] = [:]
  private(set) var filled = 0
  /// Columns of all merges together at most; true merges do not overlap, and are far fewer.
  private static let maximumSpans = 1 << 20

  init(_ sheet: XLSXSheet, from begin: Int, width: Int, source: String) throws(Diagnostic) {
    var spans = 0
    guard begin < sheet.rows.count else { return }
    let firstRow = Int(sheet.rows[begin])
    for merge in sheet.merges where merge.rows.lowerBound >= firstRow && merge.columns.lowerBound < width {
      guard let row = sheet.rows.binarySearch(UInt32(truncatingIfNeeded: merge.rows.lowerBound)) else {
        continue
      }
      guard
        let cell = sheet.range(row).first(where: { Int(sheet.columns[$0]) == merge.columns.lowerBound })
      else { continue }
      filled += 1
      spans += min(merge.columns.upperBound, width - 1) - merge.columns.lowerBound + 1
      guard spans <= Self.maximumSpans else {
        throw Diagnostic(
          "xlsx.merges", at: SourceLocation(file: source, line: merge.rows.lowerBound),
          Phrase(
            en: "merged cells cover each other over and over: this is not a table",
            fr: "des cellules fusionnées se recouvrent sans fin : ce n'est pas un tableau"))
      }
      for column in merge.columns.lowerBound...min(merge.columns.upperBound, width - 1) {
        merges[column, default: []].append((merge.rows, cell))
      }
    }
    for column in merges.keys { merges[column]?.sort { $0.rows.lowerBound < $1.rows.lowerBound } }
  }

  /// The cell whose value stands at a row and a column that have none of their own.
  func cell(_ row: Int, _ column: Int) -> Int? {
    guard let ranges = merges[column] else { return nil }
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].rows.lowerBound <= row { low = middle + 1 } else { high = middle }
    }
    guard low > 0, ranges[low - 1].rows.contains(row) else { return nil }
    return ranges[low - 1].cell
  }
}

extension [UInt32] {
  /// Index of a value in an ascending list.
  fileprivate func binarySearch(_ value: UInt32) -> Int? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low] == value ? low : nil
  }
}
