public import GeoModel
import GeoNative

/// A row that has no usable position.
public struct RowReject: Sendable, Equatable {
  /// Index of the row, from 0.
  public var row: Int
  /// Line of the file, from 1; 0 where lines mean nothing.
  public var line: Int
  public var field: String
  public var value: String
  public var reason: Phrase
  /// `row.no-coordinate`, `row.not-a-number`, `row.decimal-sign`, `row.out-of-range`, `row.not-a-point`.
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
    delimiter: UInt8? = nil, mask: [Bool]? = nil, threads: Int = 1
  ) {
    let rows = table.rowCount
    positions = []
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
    switch columns {
    case .pair(let x, let y):
      let (xColumn, yColumn) = (table.columns[x], table.columns[y])
      read(rows: rows, lines: table.lines, mask, threads) { reader.pair(xColumn, yColumn, $0) }
    case .combined(let index, let latitudeFirst):
      let column = table.columns[index]
      read(rows: rows, lines: table.lines, mask, threads) {
        reader.combined(column, $0, latitudeFirst: latitudeFirst)
      }
    }
  }

  /// Positions of a layer's point features; other features, and places outside the range, are rejected with
  /// the field `geometry` and the code `row.not-a-point`, `row.no-coordinate` or `row.out-of-range`.
  public init(_ layer: FeatureLayer, inDegrees: Bool, mask: [Bool]? = nil) {
    positions = []
    decimalSign = .point
    let reader = CoordinateReader(sign: .point, inDegrees: inDegrees)
    let geometry = layer.geometry
    read(rows: layer.count, lines: [], mask, 1) { feature in
      guard let point = geometry.point(of: feature) else {
        return .defect(.init(kind: geometry.kinds[feature]))
      }
      return reader.checked(point)
    }
  }

  /// True of a place that a CRS in degrees, or in metres, may have.
  public static func isPlausible(_ place: Position, inDegrees: Bool) -> Bool {
    PlausibleRange.contains(place.x, place.y, inDegrees: inDegrees)
  }

  /// Rows are read in pieces of a fixed size, which several threads share.
  private mutating func read(
    rows: Int, lines: [UInt32], _ mask: [Bool]?, _ threads: Int,
    position: @Sendable (Int) -> CoordinateReader.Result
  ) {
    let piece = 65_536
    let pieces = ParallelMap.map(count: (rows + piece - 1) / piece, threads: threads) { index in
      Piece(index * piece..<min(rows, (index + 1) * piece), lines: lines, mask, position: position)
    }
    positions.reserveCapacity(2 * rows)
    for piece in pieces {
      positions.append(contentsOf: piece.positions)
      rejects.append(contentsOf: piece.rejects)
      rowsRead += piece.rowsRead
    }
  }

  private struct Piece: Sendable {
    var positions: [Double] = []
    var rejects: [RowReject] = []
    var rowsRead = 0

    init(
      _ rows: Range<Int>, lines: [UInt32], _ mask: [Bool]?, position: (Int) -> CoordinateReader.Result
    ) {
      positions.reserveCapacity(2 * rows.count)
      for row in rows {
        var place = (x: Double.nan, y: Double.nan)
        if mask.map({ row < $0.count && $0[row] }) ?? true {
          rowsRead += 1
          switch position(row) {
          case .position(let x, let y): place = (x, y)
          case .defect(let defect):
            let line = row < lines.count ? Int(lines[row]) : 0
            rejects.append(
              RowReject(
                row: row, line: line, field: defect.field, value: defect.value, reason: defect.reason,
                code: defect.code))
          }
        }
        positions.append(place.x)
        positions.append(place.y)
      }
    }
  }

  private static func usedSign(_ table: Table, _ indices: [Int], _ mask: [Bool]?) -> DecimalSign {
    let columns = indices.map { table.columns[$0] }
    for row in 0..<table.rowCount {
      if let mask, row >= mask.count || !mask[row] { continue }
      for column in columns {
        for at in column.byteRange(row) {
          if column.bytes[at] == UInt8(ascii: ".") { return .point }
          if column.bytes[at] == UInt8(ascii: ",") { return .comma }
        }
      }
    }
    return .point
  }
}
