public import GeoModel

/// A column of figures, with the decimal sign that all its cells have.
///
/// The sign asked for, else a comma where cells have commas and none has a point, else a point. A column whose
/// only commas stand before exactly three digits (`1,234`) is ambiguous: it may hold thousands.
public struct FigureColumn: Sendable {
  public let column: TextColumn
  /// `.point` or `.comma`.
  public let sign: DecimalSign
  public let isAmbiguous: Bool
  /// First row with a comma.
  public let firstComma: Int?

  public init(_ column: TextColumn, decimal: DecimalSign = .auto) {
    self.column = column
    var first: Int?
    var hasPoint = false
    var isSure = false
    if decimal == .auto {
      for row in 0..<column.count {
        guard let comma = Self.sign(column, row, &hasPoint) else { continue }
        first = first ?? row
        if comma == .sure { isSure = true }
      }
    }
    firstComma = first
    isAmbiguous = first != nil && !isSure && !hasPoint
    sign = decimal != .auto ? decimal : first != nil && !hasPoint ? .comma : .point
  }

  public var count: Int { column.count }

  public subscript(_ row: Int) -> Figure {
    column.kind(row) == .missing ? .missing : Figure(column.bytes, in: column.byteRange(row), decimal: sign)
  }

  private enum Comma { case sure, thousandsPerhaps }

  /// The comma of a cell that is a number with one; notes a point.
  private static func sign(_ column: TextColumn, _ row: Int, _ hasPoint: inout Bool) -> Comma? {
    let range = column.byteRange(row)
    var comma = -1
    for at in range {
      if column.bytes[at] == UInt8(ascii: ",") { comma = at }
      if column.bytes[at] == UInt8(ascii: "."),
        case .number = Figure(column.bytes, in: range)
      {
        hasPoint = true
      }
    }
    guard comma >= 0, case .number = Figure(column.bytes, in: range, decimal: .comma) else { return nil }
    let behind = column.bytes[(comma + 1)..<range.upperBound].prefix { $0 >= 48 && $0 <= 57 }.count
    let isPadded = column.bytes[range.lowerBound] == 48
    let hasSpaces = column.bytes[range.lowerBound..<comma].contains { $0 == 0x20 || $0 >= 0x80 }
    return behind == 3 && !isPadded && !hasSpaces && comma - range.lowerBound <= 3 ? .thousandsPerhaps : .sure
  }
}
