import GeoModel
import GeoNative

/// Crow-fly costs within reach.
public struct DistanceCosts: Sendable {
  /// How distances are measured.
  public enum Measure: String, Sendable, CaseIterable {
    /// In the plane CRS of the place: what a GIS shows.
    case planar
    /// On the ellipsoid GRS 80.
    case geodesic
  }

  /// Minutes for distances: speed and detour stated, never implied.
  public struct Travel: Sendable, Equatable {
    public var kilometresPerHour: Double
    /// Length of the road over that of the straight line.
    public var detour: Double

    public init(kilometresPerHour: Double, detour: Double) {
      self.kilometresPerHour = kilometresPerHour
      self.detour = detour
    }

    public func minutes(_ metres: Double) -> Double { metres * detour / 1000 / kilometresPerHour * 60 }
    public func metres(_ minutes: Double) -> Double { minutes / 60 * kilometresPerHour * 1000 / detour }
  }

  /// Places in one plane CRS, with their longitudes and latitudes.
  public struct Places: Sendable {
    /// Flat x, y in metres; NaN where a place is not known.
    public var plane: [Double]
    /// Flat longitude, latitude in degrees; may be empty for planar distances.
    public var lonLat: [Double]
    /// Index of the plane zone of each place: places of two zones are never in reach of each other.
    public var zones: [Int32]

    public init(plane: [Double], lonLat: [Double], zones: [Int32]) {
      self.plane = plane
      self.lonLat = lonLat
      self.zones = zones
    }

    public var count: Int { zones.count }
  }

  /// All pairs whose cost is at most `limit` (below it where `isOpen`).
  ///
  /// - Parameters:
  ///   - limit: in metres, or in minutes with `travel`.
  public static func within(
    _ limit: Double, isOpen: Bool = false, of demand: Places, to supply: Places, measure: Measure,
    travel: Travel? = nil, threads: Int
  ) -> CostMatrix {
    let metres = travel?.metres(limit) ?? limit
    let grids = SupplyGrids(supply, reach: metres, measure: measure)
    let chunk = 512
    let pieces = ParallelMap.map(count: (demand.count + chunk - 1) / chunk, threads: threads) { piece in
      Piece(piece * chunk..<min(demand.count, (piece + 1) * chunk), demand, supply, grids) { metres in
        let cost = travel?.minutes(metres) ?? metres
        return (isOpen ? cost < limit : cost <= limit) ? cost : nil
      }
    }
    var ends: [Int] = []
    var supplies: [Int32] = []
    var costs: [Double] = []
    let total = pieces.reduce(0) { $0 + $1.supplies.count }
    ends.reserveCapacity(demand.count)
    supplies.reserveCapacity(total)
    costs.reserveCapacity(total)
    for piece in pieces {
      let start = supplies.count
      ends += piece.ends.map { $0 + start }
      supplies += piece.supplies
      costs += piece.costs
    }
    return CostMatrix(
      demandCount: demand.count, supplyCount: supply.count, rowEnds: ends, supplies: supplies, costs: costs)
  }

  private struct Piece: Sendable {
    var ends: [Int] = []
    var supplies: [Int32] = []
    var costs: [Double] = []

    init(
      _ range: Range<Int>, _ demand: Places, _ supply: Places, _ grids: SupplyGrids,
      cost: (Double) -> Double?
    ) {
      // Supplies with their places in `found`: whole numbers are put in order faster than pairs.
      var order: [UInt64] = []
      var found: [Double] = []
      for index in range {
        order.removeAll(keepingCapacity: true)
        found.removeAll(keepingCapacity: true)
        grids.forEach(near: index, of: demand) { other, squared in
          let metres: Double
          switch grids.measure {
          case .planar: metres = squared.squareRoot()
          case .geodesic:
            metres = Geodesic.distanceMetres(
              Position(x: demand.lonLat[2 * index], y: demand.lonLat[2 * index + 1]),
              Position(x: supply.lonLat[2 * other], y: supply.lonLat[2 * other + 1]))
          }
          guard let cost = cost(metres) else { return }
          order.append(UInt64(other) << 32 | UInt64(found.count))
          found.append(cost)
        }
        order.sort()
        for entry in order {
          supplies.append(Int32(truncatingIfNeeded: entry >> 32))
          costs.append(found[Int(entry & 0xFFFF_FFFF)])
        }
        ends.append(supplies.count)
      }
    }
  }
}

/// Supplies by square cells of a quarter of the reach, one grid a zone.
struct SupplyGrids: Sendable {
  let measure: DistanceCosts.Measure
  private let reach: Double
  private var grids: [Int32: Grid] = [:]

  private struct Grid: Sendable {
    var minX: Double
    var minY: Double
    var columns: Int
    var rows: Int
    var cell: Double
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
    for (zone, members) in byZone { grids[zone] = Self.grid(members, supply.plane, self.reach) }
  }

  private static func grid(_ members: [Int32], _ plane: [Double], _ reach: Double) -> Grid {
    var box = Envelope()
    for member in members { box.add(plane[2 * Int(member)], plane[2 * Int(member) + 1]) }
    // Small cells follow the circle closely; not so many that the table outgrows the places.
    let room = (box.width * box.height / Double(8 * members.count + 4096)).squareRoot()
    let cell = max(reach / 4, 1, room, max(box.width, box.height) / 2048)
    let columns = Int(box.width / cell) + 1
    let rows = Int(box.height / cell) + 1
    func index(_ member: Int32) -> Int {
      let column = min(columns - 1, Int((plane[2 * Int(member)] - box.minX) / cell))
      let row = min(rows - 1, Int((plane[2 * Int(member) + 1] - box.minY) / cell))
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
      minX: box.minX, minY: box.minY, columns: columns, rows: rows, cell: cell, ends: ends,
      xs: ordered.map { plane[2 * Int($0)] }, ys: ordered.map { plane[2 * Int($0) + 1] }, members: ordered)
  }

  /// Supplies whose plane distance is at most the reach, with its square.
  @inline(__always)
  func forEach(
    near index: Int, of demand: DistanceCosts.Places, _ body: (_ supply: Int, _ squared: Double) -> Void
  ) {
    let (x, y) = (demand.plane[2 * index], demand.plane[2 * index + 1])
    guard x.isFinite, y.isFinite, let grid = grids[demand.zones[index]] else { return }
    // A hair more than the reach, for a cost exactly at the limit decides by itself.
    let limit = reach * reach * (1 + 1e-9)
    let radius = limit.squareRoot()
    let bottom = Self.cell(y - radius - grid.minY, grid.cell, grid.rows)
    let top = Self.cell(y + radius - grid.minY, grid.cell, grid.rows)
    let (xs, ys) = (grid.xs.span, grid.ys.span)
    for row in bottom...top {
      // The circle is as wide in this row as at the side of the row that is nearer to its centre; rounding moves a side by
      // much less than a thousandth of a cell.
      let under = grid.minY + (Double(row) - 0.001) * grid.cell - y
      let over = y - grid.minY - (Double(row) + 1.001) * grid.cell
      let apart = max(0, under, over)
      let half = max(0, limit - apart * apart).squareRoot()
      let left = Self.cell(x - half - grid.minX, grid.cell, grid.columns)
      let right = Self.cell(x + half - grid.minX, grid.cell, grid.columns)
      let first = row * grid.columns + left
      let start = first == 0 ? 0 : Int(grid.ends[first - 1])
      let end = Int(grid.ends[row * grid.columns + right])
      precondition(start >= 0 && end <= xs.count && end <= ys.count)
      for slot in start..<end {
        let dx = unsafe xs[unchecked: slot] - x
        let dy = unsafe ys[unchecked: slot] - y
        let squared = dx * dx + dy * dy
        if squared <= limit { body(Int(grid.members[slot]), squared) }
      }
    }
  }

  private static func cell(_ offset: Double, _ size: Double, _ count: Int) -> Int {
    let cell = offset / size
    return cell >= Double(count) ? count - 1 : (cell > 0 ? Int(cell) : 0)
  }
}

extension DistanceCosts {
  /// The nearest supply of each demand, whatever the distance; ties go to the lowest index.
  ///
  /// Geodesic distances are those to the supply that is nearest in the plane.
  public static func nearest(
    of demand: Places, to supply: Places, measure: Measure, travel: Travel? = nil, threads: Int
  ) -> CostMatrix {
    var members: [Int32: [Int]] = [:]
    for index in 0..<supply.count
    where supply.plane[2 * index].isFinite && supply.plane[2 * index + 1].isFinite {
      members[supply.zones[index], default: []].append(index)
    }
    let trees = members.mapValues { zone in
      NearestSites(zone.flatMap { [supply.plane[2 * $0], supply.plane[2 * $0 + 1]] })
    }
    let (all, known) = (members, trees)
    let chunk = 2048
    let pieces = ParallelMap.map(count: (demand.count + chunk - 1) / chunk, threads: threads) { piece in
      (piece * chunk..<min(demand.count, (piece + 1) * chunk)).map {
        index -> [(supply: Int32, cost: Double)] in
        let (x, y) = (demand.plane[2 * index], demand.plane[2 * index + 1])
        let zone = demand.zones[index]
        guard x.isFinite, y.isFinite, let found = known[zone]?.nearest(x: x, y: y),
          let other = all[zone]?[found.index]
        else { return [] }
        var metres = found.distance
        if measure == .geodesic {
          metres = Geodesic.distanceMetres(
            Position(x: demand.lonLat[2 * index], y: demand.lonLat[2 * index + 1]),
            Position(x: supply.lonLat[2 * other], y: supply.lonLat[2 * other + 1]))
        }
        return [(Int32(other), travel?.minutes(metres) ?? metres)]
      }
    }
    return CostMatrix(rows: Array(pieces.joined()), supplyCount: supply.count)
  }
}
