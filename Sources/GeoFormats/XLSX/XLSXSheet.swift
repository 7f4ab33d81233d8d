import GeoModel

/// The filled cells of a sheet, row by row in the order of the file.
struct XLSXSheet {
  /// Texts of the cells with what they were.
  private(set) var cells = TextColumn(name: "")
  /// Column of each cell, from 0.
  private(set) var columns: [UInt16] = []
  /// Row of the sheet, from 1, of each row that has a filled cell, and the end of its cells.
  private(set) var rows: [UInt32] = []
  private(set) var rowEnds: [Int] = []
  /// Cells with an error of the spreadsheet, and the row of the first.
  private(set) var errors = CSVParser.Tally()
  private(set) var merges: [Merge] = []

  struct Merge {
    var rows: ClosedRange<Int>
    var columns: ClosedRange<Int>
  }

  private let strings: TextColumn
  private let dates: [XLSXDate.Kind?]
  private let is1904: Bool

  /// Columns and rows of a sheet at most (ECMA-376).
  private static let maximumColumn = 16_384
  private static let maximumRow = 1_048_576

  init(_ workbook: XLSXWorkbook, _ sheet: XLSXWorkbook.Sheet, dates: [XLSXDate.Kind?]) throws(Diagnostic) {
    strings = try workbook.strings()
    self.dates = dates
    is1904 = workbook.is1904
    var scanner = try workbook.scanner(sheet.part)
    var row = 0
    var isInData = false
    while true {
      switch try scanner.next() {
      case .open(let name, let attributes, let isEmpty):
        if isInData && scanner.matches(name, "row") {
          closeRow(row)
          let told = scanner.attribute("r", in: attributes).flatMap(scanner.integer)
          row = told.map { max($0, row + 1) } ?? row + 1
          guard row <= Self.maximumRow else { throw scanner.broken("row") }
        } else if isInData && scanner.matches(name, "c") {
          if !isEmpty { try cell(&scanner, attributes, max(1, row)) } else { advance(scanner, attributes) }
        } else if scanner.matches(name, "sheetData") {
          isInData = !isEmpty
        } else if scanner.matches(name, "mergeCell"),
          let range = scanner.attribute("ref", in: attributes), merges.count < 100_000
        {
          if let merge = Self.merge(scanner.bytes[range]) { merges.append(merge) }
        }
      case .close(let name): if scanner.matches(name, "sheetData") { isInData = false }
      case .end:
        closeRow(row)
        return
      default: break
      }
    }
  }

  /// Column of the last cell of the row being read; -1 before the first.
  private var column = -1

  private mutating func closeRow(_ row: Int) {
    column = -1
    guard cells.count > rowEnds.last ?? 0 else { return }
    rows.append(UInt32(truncatingIfNeeded: max(1, row)))
    rowEnds.append(cells.count)
  }

  private mutating func advance(_ scanner: XMLScanner, _ attributes: Range<Int>) {
    let told = scanner.attribute("r", in: attributes).flatMap { Self.place(scanner.bytes[$0])?.column }
    column = max(column + 1, told ?? 0)
  }

  private mutating func cell(
    _ scanner: inout XMLScanner, _ attributes: Range<Int>, _ row: Int
  ) throws(Diagnostic) {
    advance(scanner, attributes)
    guard column < Self.maximumColumn else { throw scanner.broken("c") }
    let type = scanner.attribute("t", in: attributes)
    let style = scanner.attribute("s", in: attributes).flatMap(scanner.integer)
    var value: Range<Int>?
    var inline: [UInt8]?
    var isValue = false
    reading: while true {
      switch try scanner.next() {
      case .open(let name, _, let isEmpty):
        if scanner.matches(name, "v") {
          isValue = !isEmpty
        } else if scanner.matches(name, "is"), !isEmpty {
          inline = try XLSXText.read(&scanner, until: "is")
        }
      case .text(let range), .cdata(let range): if isValue { value = value ?? range }
      case .close(let name):
        if scanner.matches(name, "c") { break reading }
        if scanner.matches(name, "v") { isValue = false }
      case .end: throw scanner.broken("c")
      }
    }
    if let inline {
      if !inline.isEmpty { add(inline, .text) }
    } else if let value {
      try add(scanner, value, type, style, row)
    }
    guard cells.hasRoom else { throw scanner.broken("sheetData") }
  }

  private mutating func add(_ text: some Collection<UInt8>, _ kind: CellKind) {
    cells.append(text, kind: kind)
    columns.append(UInt16(truncatingIfNeeded: column))
  }

  private mutating func add(
    _ scanner: XMLScanner, _ value: Range<Int>, _ type: Range<Int>?, _ style: Int?, _ row: Int
  ) throws(Diagnostic) {
    let type = type ?? 0..<0
    if scanner.matches(type, "s") {
      guard let index = scanner.integer(value), index < strings.count else { throw scanner.broken("t=\"s\"") }
      if !strings.isEmpty(index) { add(strings.bytes[strings.byteRange(index)], .text) }
    } else if scanner.matches(type, "b") {
      add((scanner.string(value) == "1" ? "true" : "false").utf8, .boolean)
    } else if scanner.matches(type, "e") {
      errors.add(row)
    } else if scanner.matches(type, "str") || scanner.matches(type, "d") {
      var text: [UInt8] = []
      scanner.append(value, to: &text)
      if !text.isEmpty { add(text, .text) }
    } else {
      number(scanner, value, style)
    }
  }

  /// Whole numbers keep their digits; others are written with as few as read back the same, since workbooks
  /// hold the 17 digits of 1.1000000000000001.
  private mutating func number(_ scanner: XMLScanner, _ value: Range<Int>, _ style: Int?) {
    let digits = scanner.bytes[value].first == UInt8(ascii: "-") ? value.dropFirst() : value
    let isWhole = digits.allSatisfy { scanner.bytes[$0] >= 48 && scanner.bytes[$0] <= 57 }
    let kind = style.flatMap { $0 < dates.count ? dates[$0] : nil }
    if isWhole && kind == nil { return add(scanner.bytes[value], .number) }
    guard let number = DecimalNumber.parse(scanner.bytes, in: value) else {
      return add(scanner.bytes[value], .text)
    }
    if let kind, let date = XLSXDate.text(number, kind, is1904: is1904) { return add(date.utf8, .text) }
    add(FixedDecimal.shortest(number).utf8, .number)
  }

  // MARK: Places

  /// `AB12` as column and row, from 0 and from 1; nil for other texts.
  static func place(_ text: ArraySlice<UInt8>) -> (column: Int, row: Int)? {
    var column = 0
    var at = text.startIndex
    while at < text.endIndex, (65...90).contains(text[at] & 0xDF), column < maximumColumn {
      column = column * 26 + Int(text[at] & 0xDF) - 64
      at += 1
    }
    var row = 0
    while at < text.endIndex, (48...57).contains(text[at]), row < maximumRow {
      row = row * 10 + Int(text[at]) - 48
      at += 1
    }
    guard at == text.endIndex, (1...maximumColumn).contains(column) else { return nil }
    return (column - 1, row)
  }

  private static func merge(_ text: ArraySlice<UInt8>) -> Merge? {
    guard let colon = text.firstIndex(of: UInt8(ascii: ":")), let first = place(text[..<colon]),
      let last = place(text[(colon + 1)...]), first.row <= last.row, first.column <= last.column
    else { return nil }
    return Merge(rows: first.row...last.row, columns: first.column...last.column)
  }

  /// Cells of a row of `rows`.
  func range(_ row: Int) -> Range<Int> { (row == 0 ? 0 : rowEnds[row - 1])..<rowEnds[row] }
}
