public import GeoModel

/// CSV put together cell by cell, quotes only where needed, LF line ends.
///
/// Excel's mode: `;`, a byte order mark, decimal commas in numbers, a `'` before texts that a spreadsheet would run
/// as formulas (those that begin with `=` `+` `-` `@`, a tab, CR or LF and are not plain numbers), and `="01004"`
/// for codes that it would change (see `SpreadsheetText`).
public struct CSVWriter: Sendable {
  private let delimiter: UInt8
  private let isExcel: Bool
  private var buffer: [UInt8] = []
  private var isRowStart = true
  private var rowStart = 0

  /// - Parameters:
  ///   - delimiter: `;` or `,`; Excel's mode takes `;` unless told.
  ///   - hasMark: false for a piece that follows others.
  public init(delimiter: UInt8? = nil, excel: Bool = false, hasMark: Bool = true, capacity: Int = 0) {
    self.delimiter = delimiter ?? UInt8(ascii: excel ? ";" : ",")
    isExcel = excel
    buffer.reserveCapacity(capacity)
    if excel && hasMark { buffer.append(contentsOf: [0xEF, 0xBB, 0xBF]) }
    rowStart = buffer.count
  }

  /// What was written.
  public var bytes: [UInt8] { buffer }

  private mutating func startCell() {
    if !isRowStart { buffer.append(delimiter) }
    isRowStart = false
  }

  /// A whole row of texts, such as the header.
  public mutating func row(_ texts: [String]) {
    for text in texts { cell(text) }
    endRow()
  }

  public mutating func cell(_ text: String) {
    if isExcel || text.utf8.contains(where: { mustQuote($0) }) {
      return cell(bytes: Array(text.utf8)[...])
    }
    startCell()
    buffer.append(contentsOf: text.utf8)
  }

  /// Cell `row` of a column.
  public mutating func cell(_ column: TextColumn, _ row: Int) {
    let text = column.bytes[column.byteRange(row)]
    if isExcel && column.kind(row) == .number {
      cell(number: text)
    } else {
      cell(bytes: text)
    }
  }

  /// A number as it stood in its file, `.` as decimal sign.
  public mutating func cell(number text: ArraySlice<UInt8>) {
    guard isExcel, let place = text.firstIndex(of: UInt8(ascii: ".")) else { return cell(bytes: text) }
    var digits = Array(text)
    digits[place - text.startIndex] = UInt8(ascii: ",")
    cell(bytes: digits[...])
  }

  /// The cells of a row of columns.
  ///
  /// Views take no reference to the columns: threads that write the same table would contend for their counts.
  public mutating func cells(_ columns: Span<TextColumn>, row: Int) {
    for index in columns.indices {
      let range = columns[index].byteRange(row)
      let text = columns[index].bytes.span.extracting(range)
      var isPlain = !isExcel
      for place in text.indices where mustQuote(text[place]) { isPlain = false }
      if isPlain {
        startCell()
        for place in text.indices { buffer.append(text[place]) }
      } else {
        cell(columns[index], row)
      }
    }
  }

  /// A text in UTF-8.
  public mutating func cell(bytes text: ArraySlice<UInt8>) {
    startCell()
    guard isExcel, let safe = SpreadsheetText.safe(text) else { return append(text) }
    append(safe[...])
  }

  private mutating func append(_ text: ArraySlice<UInt8>) {
    guard text.contains(where: { mustQuote($0) }) else { return buffer.append(contentsOf: text) }
    buffer.append(34)
    for byte in text {
      if byte == 34 { buffer.append(34) }
      buffer.append(byte)
    }
    buffer.append(34)
  }

  @inline(__always)
  private func mustQuote(_ byte: UInt8) -> Bool {
    byte == delimiter || byte == 34 || byte == 10 || byte == 13
  }

  /// A number with fixed decimals, zeros at its end left out unless told; empty where it is nil or not
  /// finite.
  public mutating func cell(_ value: Double?, decimals: Int, trimmed: Bool = true) {
    guard let value, value.isFinite else { return emptyCell() }
    let sign = UInt8(ascii: isExcel ? "," : ".")
    guard sign != delimiter else {
      return cell(bytes: text(value, decimals, trimmed, sign)[...])
    }
    startCell()
    FixedDecimal.append(value, decimals: decimals, trimmed: trimmed, sign: sign, to: &buffer)
  }

  /// A number in as few digits as read back the same; empty where it is nil or not finite.
  public mutating func cell(_ value: Double?) {
    guard let value, value.isFinite else { return emptyCell() }
    let digits = FixedDecimal.shortest(value).utf8.map {
      isExcel && $0 == UInt8(ascii: ".") ? UInt8(ascii: ",") : $0
    }
    startCell()
    let isAmbiguous = digits.contains(delimiter)
    if isAmbiguous { buffer.append(34) }
    buffer.append(contentsOf: digits)
    if isAmbiguous { buffer.append(34) }
  }

  public mutating func cell(_ value: Int?) {
    guard let value else { return emptyCell() }
    startCell()
    if value < 0 { buffer.append(UInt8(ascii: "-")) }
    FixedDecimal.append(UInt64(value.magnitude), to: &buffer)
  }

  public mutating func emptyCell() { startCell() }

  public mutating func endRow() {
    // A row of one empty cell would read back as a blank line.
    if buffer.count == rowStart { buffer.append(contentsOf: [34, 34]) }
    buffer.append(10)
    isRowStart = true
    rowStart = buffer.count
  }

  private func text(_ value: Double, _ decimals: Int, _ trimmed: Bool, _ sign: UInt8) -> [UInt8] {
    var digits: [UInt8] = []
    FixedDecimal.append(value, decimals: decimals, trimmed: trimmed, sign: sign, to: &digits)
    return digits
  }
}
