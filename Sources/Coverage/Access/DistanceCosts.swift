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
      let range = piece * chunk..<min(demand.count, (piece + 1) * chunk)
      guard let travel else {
        return Piece(range, demand, supply, grids) { (isOpen ? $0 < limit : $0 <= limit) ? $0 : nil }
      }
      return Piece(range, demand, supply, grids) { metres in
        let cost = travel.minutes(metres)
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
      supplies.reserveCapacity(16 * range.count)
      costs.reserveCapacity(16 * range.count)
      ends.reserveCapacity(range.count)
      // Supplies with their places in `found`: whole numbers are put in order faster than pairs.
      var order: [UInt64] = []
      var found: [Double] = []
      grids.forEach(near: range, of: demand) { index, other, squared in
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
      } end: {
        Self.sort(&order)
        for entry in order {
          supplies.append(Int32(truncatingIfNeeded: entry >> 32))
          costs.append(found[Int(entry & 0xFFFF_FFFF)])
        }
        ends.append(supplies.count)
        order.removeAll(keepingCapacity: true)
        found.removeAll(keepingCapacity: true)
      }
    }

    /// By insertion where few: most of the time goes into calls otherwise.
    @inline(__always)
    private static func sort(_ order: inout [UInt64]) {
      guard order.count <= 24 else { return order.sort() }
      for place in order.indices.dropFirst() {
        let entry = order[place]
        var at = place
        while at > 0 && order[at - 1] > entry {
          order[at] = order[at - 1]
          at -= 1
        }
        order[at] = entry
      }
    }
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
    let zones = members.keys.sorted()
    let (all, known) = (zones.map { members[$0] ?? [] }, zones.map { trees[$0] })
    let chunk = 2048
    let pieces = ParallelMap.map(count: (demand.count + chunk - 1) / chunk, threads: threads) { piece in
      var costs: [(supply: Int32, cost: Double)?] = []
      costs.reserveCapacity(chunk)
      for index in piece * chunk..<min(demand.count, (piece + 1) * chunk) {
        let (x, y) = (demand.plane[2 * index], demand.plane[2 * index + 1])
        guard x.isFinite, y.isFinite, let zone = zones.firstIndex(of: demand.zones[index]),
          let found = known[zone]?.nearest(x: x, y: y)
        else {
          costs.append(nil)
          continue
        }
        let other = all[zone][found.index]
        var metres = found.distance
        if measure == .geodesic {
          metres = Geodesic.distanceMetres(
            Position(x: demand.lonLat[2 * index], y: demand.lonLat[2 * index + 1]),
            Position(x: supply.lonLat[2 * other], y: supply.lonLat[2 * other + 1]))
        }
        costs.append((Int32(other), travel?.minutes(metres) ?? metres))
      }
      return costs
    }
    var (ends, supplies, costs) = ([Int](), [Int32](), [Double]())
    for piece in pieces {
      for pair in piece {
        if let pair {
          supplies.append(pair.supply)
          costs.append(pair.cost)
        }
        ends.append(supplies.count)
      }
    }
    return CostMatrix(
      demandCount: demand.count, supplyCount: supply.count, rowEnds: ends, supplies: supplies, costs: costs)
  }
}
