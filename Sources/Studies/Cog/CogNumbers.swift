import GeoFormats
import GeoModel

/// Columns read as exact decimals, each in units of its own last decimal.
struct CogNumbers {
  /// Row by row, a value a column; nil where the cell is empty or the row rejected for another column's cell.
  var units: [Int128?] = []
  var decimals: [Int] = []
  /// Rows with a cell that is not a number: one reject a row.
  var rejects: [RowReject] = []

  private let table: CodeTable
  /// Ten million such values still add up.
  private static let largest: UInt128 = 1_000_000_000_000_000_000_000_000_000_000

  init(_ table: CodeTable, _ columns: [Int], _ session: LoadSession) {
    self.table = table
    let count = table.table.rowCount
    var values = [ExactDecimal?](repeating: nil, count: count * columns.count)
    var isRejected = [Bool](repeating: false, count: count)
    for (place, index) in columns.enumerated() {
      let column = table.table.columns[index]
      let sign = Self.decimalSign(column)
      if sign == UInt8(ascii: ",") {
        session.note(
          Phrase(
            en: "\(table.path): decimal commas in \"\(column.name)\"",
            fr: "\(table.path) : virgules décimales dans « \(column.name) »"))
      }
      var most = 0
      for row in 0..<count where !column.isEmpty(row) {
        if let value = ExactDecimal(column.bytes[column.byteRange(row)], decimalSign: sign) {
          values[row * columns.count + place] = value
          most = max(most, value.decimals)
        } else {
          reject(row, index, &isRejected)
        }
      }
      decimals.append(most)
    }
    units = Array(repeating: nil, count: values.count)
    for index in values.indices {
      guard let value = values[index] else { continue }
      let (row, place) = (index / columns.count, index % columns.count)
      if let scaled = value.units(decimals: decimals[place]), scaled.magnitude <= Self.largest {
        units[index] = scaled
      } else {
        reject(row, columns[place], &isRejected)
      }
    }
    rejects.sort { $0.row < $1.row }
  }

  private mutating func reject(_ row: Int, _ index: Int, _ isRejected: inout [Bool]) {
    guard !isRejected[row] else { return }
    isRejected[row] = true
    let column = table.table.columns[index]
    rejects.append(
      RowReject(
        row: row, line: table.place(row, field: index).line ?? 0, field: column.name, value: column[row],
        reason: Phrase(en: "not a plain number", fr: "ce n’est pas un nombre simple"),
        code: "row.not-a-number"))
  }

  /// A comma where the column has commas and no point.
  private static func decimalSign(_ column: TextColumn) -> UInt8 {
    let hasComma = column.bytes.contains(UInt8(ascii: ","))
    return hasComma && !column.bytes.contains(UInt8(ascii: ".")) ? UInt8(ascii: ",") : UInt8(ascii: ".")
  }
}
