public import GeoModel

/// Boxes listed by the cells of a regular grid that they touch.
public struct CandidateGrid: Sendable {
  private let bounds: Envelope
  private let columns: Int
  private let rows: Int
  private let columnsPerUnit: Double
  private let rowsPerUnit: Double
  private let cellEnds: [UInt32]
  /// Indices of the boxes, cell after cell, ascending in each.
  let members: [UInt32]

  /// - Parameter cellsPerBox: more cells mean fewer candidates and a larger table.
  public init(_ boxes: [Envelope], cellsPerBox: Double = 2) {
    var bounds = Envelope()
    for box in boxes { bounds.add(box) }
    if bounds.isEmpty { bounds = Envelope(minX: 0, minY: 0, maxX: 0, maxY: 0) }
    let wanted = max(1, Double(boxes.count) * cellsPerBox)
    let shape = bounds.height > 0 && bounds.width > 0 ? bounds.width / bounds.height : 1
    let columns = Int(max(1, min(4096, (wanted * shape).squareRoot())))
    let rows = Int(max(1, min(4096, (wanted / shape).squareRoot())))
    let columnsPerUnit = bounds.width > 0 ? Double(columns) / bounds.width : 0
    let rowsPerUnit = bounds.height > 0 ? Double(rows) / bounds.height : 0
    func cells(_ box: Envelope) -> (Int, Int, Int, Int) {
      (
        Self.cell(box.minX - bounds.minX, columnsPerUnit, columns),
        Self.cell(box.maxX - bounds.minX, columnsPerUnit, columns),
        Self.cell(box.minY - bounds.minY, rowsPerUnit, rows),
        Self.cell(box.maxY - bounds.minY, rowsPerUnit, rows)
      )
    }
    var cursor = [UInt32](repeating: 0, count: columns * rows + 1)
    for box in boxes where !box.isEmpty {
      let (left, right, bottom, top) = cells(box)
      for row in bottom...top {
        for column in left...right { cursor[row * columns + column + 1] += 1 }
      }
    }
    for cell in 0..<columns * rows { cursor[cell + 1] += cursor[cell] }
    cellEnds = Array(cursor.dropFirst())
    var members = [UInt32](repeating: 0, count: Int(cursor[columns * rows]))
    for (index, box) in boxes.enumerated() where !box.isEmpty {
      let (left, right, bottom, top) = cells(box)
      for row in bottom...top {
        for column in left...right {
          members[Int(cursor[row * columns + column])] = UInt32(index)
          cursor[row * columns + column] += 1
        }
      }
    }
    self.members = members
    self.bounds = bounds
    self.columns = columns
    self.rows = rows
    self.columnsPerUnit = columnsPerUnit
    self.rowsPerUnit = rowsPerUnit
  }

  /// The cell of an offset never decreases with it, so no box is missed by rounding.
  @inline(__always)
  private static func cell(_ offset: Double, _ perUnit: Double, _ count: Int) -> Int {
    let cell = offset * perUnit
    return cell >= Double(count) ? count - 1 : (cell > 0 ? Int(cell) : 0)
  }

  var cellCount: Int { cellEnds.count }

  /// Cell of a place, row after row; nil outside the bounds and for NaN.
  @inline(__always)
  func cell(x: Double, y: Double) -> Int? {
    guard bounds.contains(x, y) else { return nil }
    return Self.cell(y - bounds.minY, rowsPerUnit, rows) * columns
      + Self.cell(x - bounds.minX, columnsPerUnit, columns)
  }

  /// Range of `members` to test for a place; empty outside the bounds and for NaN.
  @inline(__always)
  func candidates(x: Double, y: Double) -> Range<Int> {
    guard let cell = cell(x: x, y: y) else { return 0..<0 }
    return (cell == 0 ? 0 : Int(cellEnds[cell - 1]))..<Int(cellEnds[cell])
  }

  /// Indices of the boxes in the cells that a box touches: ascending, each once.
  public func boxes(near box: Envelope) -> [Int] {
    guard !box.isEmpty, bounds.intersects(box) else { return [] }
    let left = Self.cell(box.minX - bounds.minX, columnsPerUnit, columns)
    let right = Self.cell(box.maxX - bounds.minX, columnsPerUnit, columns)
    let bottom = Self.cell(box.minY - bounds.minY, rowsPerUnit, rows)
    let top = Self.cell(box.maxY - bounds.minY, rowsPerUnit, rows)
    var found: [Int] = []
    for row in bottom...top {
      for column in left...right {
        let cell = row * columns + column
        for entry in (cell == 0 ? 0 : Int(cellEnds[cell - 1]))..<Int(cellEnds[cell]) {
          found.append(Int(members[entry]))
        }
      }
    }
    found.sort()
    var last = -1
    return found.filter { index in
      defer { last = index }
      return index != last
    }
  }
}
