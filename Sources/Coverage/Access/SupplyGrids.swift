import GeoModel

/// Supplies by square cells, one grid a zone.
struct SupplyGrids: Sendable {
  let measure: DistanceCosts.Measure
  private let reach: Double
  private let zones: [Int32]
  private let grids: [Grid]

  private struct Grid: Sendable {
    var minX: Double
    var minY: Double
    var columns: Int
    var rows: Int
    var cell: Double
    /// Cells a metre.
    var scale: Double
    var ends: [Int32]
    /// x, y and index of the supplies, cell after cell.
    var xs: [Double]
    var ys: [Double]
    var members: [Int32]
  }

  init(_ supply: DistanceCosts.Places, reach: Double, measure: DistanceCosts.Measure) {
    self.measure = measure
    // Lengths in a legal plane CRS differ from those on the ellipsoid by less than 1 % anywhere in France.
    self.reach = measure == .geodesic ? reach * 1.01 : reach
    var byZone: [Int32: [Int32]] = [:]
    for index in 0..<supply.count
    where supply.plane[2 * index].isFinite && supply.plane[2 * index + 1].isFinite {
      byZone[supply.zones[index], default: []].append(Int32(index))
    }
    let (plane, reach) = (supply.plane, self.reach)
    zones = byZone.keys.sorted()
    grids = zones.map { Self.grid(byZone[$0] ?? [], plane, reach) }
  }

  private static func grid(_ members: [Int32], _ plane: [Double], _ reach: Double) -> Grid {
    var box = Envelope()
    for member in members { box.add(plane[2 * Int(member)], plane[2 * Int(member) + 1]) }
    // Small cells follow the circle closely, and each row of them costs a look: a few places a cell do best. Never so many
    // cells that the table outgrows the places.
    let few = (3 * box.width * box.height / Double(max(1, members.count))).squareRoot()
    let cell = max(min(max(few, reach / 4), reach), 1, few / 8, max(box.width, box.height) / 2048)
    let scale = 1 / cell
    let columns = Int(box.width * scale) + 1
    let rows = Int(box.height * scale) + 1
    func index(_ member: Int32) -> Int {
      let column = min(columns - 1, Int((plane[2 * Int(member)] - box.minX) * scale))
      let row = min(rows - 1, Int((plane[2 * Int(member) + 1] - box.minY) * scale))
      return row * columns + column
    }
    var cursor = [Int32](repeating: 0, count: columns * rows + 1)
    for member in members { cursor[index(member) + 1] += 1 }
    for cell in 0..<columns * rows { cursor[cell + 1] += cursor[cell] }
    let ends = Array(cursor.dropFirst())
    var ordered = [Int32](repeating: 0, count: members.count)
    for member in members {
      let cell = index(member)
      ordered[Int(cursor[cell])] = member
      cursor[cell] += 1
    }
    return Grid(
      minX: box.minX, minY: box.minY, columns: columns, rows: rows, cell: cell, scale: scale, ends: ends,
      xs: ordered.map { plane[2 * Int($0)] }, ys: ordered.map { plane[2 * Int($0) + 1] }, members: ordered)
  }

  /// For each demand of a range in turn the supplies whose plane distance is at most the reach, with its square, then `end`.
  @inline(__always)
  func forEach(
    near range: Range<Int>, of demand: DistanceCosts.Places,
    _ body: (_ demand: Int, _ supply: Int, _ squared: Double) -> Void, end: () -> Void
  ) {
    guard var grid = grids.first, var zone = zones.first else {
      for _ in range { end() }
      return
    }
    // A hair more than the reach, for a cost exactly at the limit decides by itself.
    let limit = reach * reach * (1 + 1e-9)
    let radius = limit.squareRoot()
    for index in range {
      defer { end() }
      let (x, y) = (demand.plane[2 * index], demand.plane[2 * index + 1])
      guard x.isFinite, y.isFinite else { continue }
      if demand.zones[index] != zone {
        guard let place = zones.firstIndex(of: demand.zones[index]) else { continue }
        (grid, zone) = (grids[place], zones[place])
      }
      let bottom = Self.cell(y - radius - grid.minY, grid.scale, grid.rows)
      let top = Self.cell(y + radius - grid.minY, grid.scale, grid.rows)
      let (xs, ys) = (grid.xs.span, grid.ys.span)
      for row in bottom...top {
        // The circle is as wide in this row as at the side of the row that is nearer to its centre; rounding moves a side
        // by much less than a thousandth of a cell.
        let under = grid.minY + (Double(row) - 0.001) * grid.cell - y
        let over = y - grid.minY - (Double(row) + 1.001) * grid.cell
        let apart = max(0, under, over)
        let half = max(0, limit - apart * apart).squareRoot()
        let left = Self.cell(x - half - grid.minX, grid.scale, grid.columns)
        let right = Self.cell(x + half - grid.minX, grid.scale, grid.columns)
        let first = row * grid.columns + left
        let start = first == 0 ? 0 : Int(grid.ends[first - 1])
        let end = Int(grid.ends[row * grid.columns + right])
        precondition(start >= 0 && end <= xs.count && end <= ys.count)
        for slot in start..<end {
          let dx = unsafe xs[unchecked: slot] - x
          let dy = unsafe ys[unchecked: slot] - y
          let squared = dx * dx + dy * dy
          if squared <= limit { body(index, Int(grid.members[slot]), squared) }
        }
      }
    }
  }

  @inline(__always)
  private static func cell(_ offset: Double, _ scale: Double, _ count: Int) -> Int {
    let cell = offset * scale
    return cell >= Double(count) ? count - 1 : (cell > 0 ? Int(cell) : 0)
  }
}
