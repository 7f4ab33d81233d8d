public import GeoModel

/// A row that has no usable position.
public struct RowReject: Sendable, Equatable {
  /// Index of the row, from 0.
  public var row: Int
  /// Line of the file, from 1; 0 where lines mean nothing.
  public var line: Int
  public var field: String
  public var value: String
  public var reason: Phrase
  /// `row.no-coordinate`, `row.not-a-number`, `row.decimal-sign`, `row.out-of-range`.
  public var code: String

  public init(row: Int, line: Int, field: String, value: String, reason: Phrase, code: String) {
    self.row = row
    self.line = line
    self.field = field
    self.value = value
    self.reason = reason
    self.code = code
  }
}

/// The sign before decimals.
public enum DecimalSign: String, Sendable, CaseIterable {
  case auto, point, comma

  var byte: UInt8 { UInt8(ascii: self == .comma ? "," : ".") }
}

/// Positions of a table's rows, and the rows that have none.
///
/// The announced decimal sign is the one asked for. With `.auto`, a table whose delimiter is a comma
/// announces a point; otherwise the sign that all values of the coordinate columns use is announced, and
/// where both occur that of the first value that has one. A value with the other sign is rejected.
public struct PointTable: Sendable, Equatable {
  /// x0 y0 x1 y1 …, one position a row; NaN for rows that are rejected or left out.
  public private(set) var positions: [Double]
  public private(set) var rejects: [RowReject] = []
  /// The announced sign, `.point` or `.comma`.
  public private(set) var decimalSign: DecimalSign
  /// Rows that were looked at: rejected ones included, those left out by the mask not.
  public private(set) var rowsRead = 0

  public var rowsLocated: Int { rowsRead - rejects.count }

  /// - Parameters:
  ///   - columns: indices of the table's columns.
  ///   - inDegrees: true where the CRS has longitudes and latitudes in degrees.
  ///   - delimiter: that of the CSV file; nil for other tables.
  ///   - mask: true for the rows to read; nil for all.
  public init(
    _ table: Table, columns: CoordinateColumns, inDegrees: Bool, decimal: DecimalSign = .auto,
    delimiter: UInt8? = nil, mask: [Bool]? = nil
  ) {
    let rows = table.rowCount
    positions = [Double](repeating: .nan, count: 2 * rows)
    if decimal != .auto {
      decimalSign = decimal
    } else if delimiter == UInt8(ascii: ",") {
      decimalSign = .point
    } else if case .pair(let x, let y) = columns {
      decimalSign = Self.usedSign(table, [x, y], mask)
    } else {
      decimalSign = .point
    }
    let reader = CoordinateReader(sign: decimalSign, inDegrees: inDegrees)
    for row in 0..<rows where mask.map({ row < $0.count && $0[row] }) ?? true {
      rowsRead += 1
      let result: CoordinateReader.Result
      switch columns {
      case .pair(let x, let y): result = reader.pair(table.columns[x], table.columns[y], row)
      case .combined(let index, let latitudeFirst):
        result = reader.combined(table.columns[index], row, latitudeFirst: latitudeFirst)
      }
      switch result {
      case .position(let x, let y):
        positions[2 * row] = x
        positions[2 * row + 1] = y
      case .defect(let defect):
        let line = row < table.lines.count ? Int(table.lines[row]) : 0
        rejects.append(
          RowReject(
            row: row, line: line, field: defect.field, value: defect.value, reason: defect.reason,
            code: defect.code))
      }
    }
  }

  private static func usedSign(_ table: Table, _ indices: [Int], _ mask: [Bool]?) -> DecimalSign {
    var hasPoint = false
    var hasComma = false
    var first: DecimalSign?
    for row in 0..<table.rowCount where mask.map({ row < $0.count && $0[row] }) ?? true {
      for index in indices {
        let column = table.columns[index]
        for at in column.byteRange(row) {
          if column.bytes[at] == UInt8(ascii: ".") {
            hasPoint = true
            if first == nil { first = .point }
          } else if column.bytes[at] == UInt8(ascii: ",") {
            hasComma = true
            if first == nil { first = .comma }
          }
        }
      }
      if hasPoint && hasComma { break }
    }
    return first ?? .point
  }
}
