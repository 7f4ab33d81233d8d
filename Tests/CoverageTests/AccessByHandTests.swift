import Coverage
import TestSupport
import Testing

/// Pairs and access found from a grid of supplies, against two plain loops over all places.
@Suite struct AccessByHandTests {
  /// Places on points of a grid of 1 km, so that many pairs stand exactly 5, 10, 13, 15, 17 and 20 km apart; some unknown.
  private struct World {
    var demand: DistanceCosts.Places
    var supply: DistanceCosts.Places
    var people: [Double]
    var capacities: [Double]

    init(seed: UInt64) {
      var random = SeededRandom(seed: seed)
      func places(_ count: Int, _ width: Int) -> DistanceCosts.Places {
        var plane = (0..<2 * count).map { _ in 1000 * Double(Int.random(in: 0..<width, using: &random)) }
        plane[2 * (count / 2)] = .nan
        return .init(
          plane: plane, lonLat: [], zones: (0..<count).map { _ in Int32.random(in: 0...1, using: &random) })
      }
      (demand, supply) = (places(1_500, 140), places(90, 120))
      people = demand.zones.map { _ in Double(Int.random(in: 0...900, using: &random)) }
      capacities = supply.zones.map { _ in Double(Int.random(in: 1..<30, using: &random)) }
    }

    /// Plane distance; nil where a place is unknown or lies in another zone.
    func metres(_ i: Int, _ j: Int) -> Double? {
      let (dx, dy) = (
        demand.plane[2 * i] - supply.plane[2 * j], demand.plane[2 * i + 1] - supply.plane[2 * j + 1]
      )
      let metres = (dx * dx + dy * dy).squareRoot()
      return metres.isNaN || demand.zones[i] != supply.zones[j] ? nil : metres
    }
  }

  /// Steps of 10, 15 and 20 km: 1, 2/3, 1/3.
  private static func weight(_ metres: Double, isOpen: Bool) -> Double {
    for (limit, weight) in [(10_000.0, 1), (15_000.0, 2 / 3.0), (20_000.0, 1 / 3.0)]
    where isOpen ? metres < limit : metres <= limit {
      return weight
    }
    return 0
  }

  @Test(arguments: [1, 2, 3] as [UInt64], [false, true])
  func enhancedTwoStep(seed: UInt64, isOpen: Bool) {
    let world = World(seed: seed)
    var (pairs, atLimits) = (0, 0)
    var weighted = [Double](repeating: 0, count: world.capacities.count)
    var expected = [Double](repeating: 0, count: world.people.count)
    for j in world.capacities.indices {
      for i in world.people.indices {
        guard let metres = world.metres(i, j) else { continue }
        if isOpen ? metres < 20_000 : metres <= 20_000 { pairs += 1 }
        if metres == 10_000 || metres == 15_000 || metres == 20_000 { atLimits += 1 }
        weighted[j] += world.people[i] * Self.weight(metres, isOpen: isOpen)
      }
      for i in world.people.indices {
        guard weighted[j] > 0, let metres = world.metres(i, j) else { continue }
        expected[i] += world.capacities[j] / weighted[j] * Self.weight(metres, isOpen: isOpen)
      }
    }
    #expect(atLimits > 100)
    let costs = DistanceCosts.within(
      20_000, isOpen: isOpen, of: world.demand, to: world.supply, measure: .planar, threads: 3)
    #expect(costs.pairCount == pairs)
    let decay = Decay.steps(
      [
        .init(limit: 10_000, weight: 1), .init(limit: 15_000, weight: 2 / 3.0),
        .init(limit: 20_000, weight: 1 / 3.0),
      ],
      isOpen ? .left : .right)
    let model = AccessModel(
      .enhanced, costs: costs, decay: decay, populations: world.people,
      isLocated: world.people.indices.map { world.demand.plane[2 * $0].isFinite },
      capacities: world.capacities,
      threads: 3)
    for i in world.people.indices {
      guard world.demand.plane[2 * i].isFinite else {
        #expect(model.access[i] == nil)
        continue
      }
      #expect(abs((model.access[i] ?? -1) - expected[i]) <= 1e-12 * expected[i])
    }
    #expect(
      model.access.count { $0 == 0 }
        == expected.indices.count { expected[$0] == 0 && model.access[$0] != nil })
  }

  /// Cells from a few metres to the whole land, places off the grid of kilometres, some at one place, some far away.
  @Test(arguments: [
    (1_200, 60.0, 20_000.0), (1_200, 60, 900), (40, 300, 20_000), (300, 0, 5_000), (3, 1_000, 250_000),
    (500, 100, 500_000), (200, 20, 0.5), (200, 80, 15_000),
  ])
  func pairsWithinReach(count: Int, kilometres: Double, reach: Double) {
    var random = SeededRandom(seed: UInt64(count) + UInt64(reach))
    func plane(_ count: Int, _ side: Double) -> [Double] {
      (0..<2 * count).map { _ in 6_400_000 + Double.random(in: 0...1000 * side, using: &random).rounded() }
    }
    var (demand, supply) = (plane(300, kilometres * 1.2), plane(count, kilometres))
    demand.replaceSubrange(0..<4, with: supply[0..<4])
    (demand[5], demand[7], supply[1]) = (-1e7, 2e7, supply[3])
    let costs = DistanceCosts.within(
      reach, of: .init(plane: demand, lonLat: [], zones: Array(repeating: 0, count: 300)),
      to: .init(plane: supply, lonLat: [], zones: Array(repeating: 0, count: count)), measure: .planar,
      threads: 2)
    for i in 0..<300 {
      var expected: [Int32] = []
      for j in 0..<count {
        let (dx, dy) = (demand[2 * i] - supply[2 * j], demand[2 * i + 1] - supply[2 * j + 1])
        if (dx * dx + dy * dy).squareRoot() <= reach { expected.append(Int32(j)) }
      }
      #expect(Array(costs.supplies[costs.pairs(of: i)]) == expected)
    }
    #expect(costs.pairCount > 0)
  }

  @Test func nearest() {
    let world = World(seed: 4)
    let costs = DistanceCosts.nearest(of: world.demand, to: world.supply, measure: .planar, threads: 3)
    for i in world.people.indices {
      let all = world.capacities.indices.compactMap { j in world.metres(i, j).map { (metres: $0, supply: j) }
      }
      let best = all.min { $0 < $1 }
      let found = costs.pairs(of: i)
      #expect(found.count == (best == nil ? 0 : 1))
      guard let best, let pair = found.first else { continue }
      // The lowest index of those equally near.
      #expect(costs.costs[pair] == best.metres && Int(costs.supplies[pair]) == best.supply)
    }
  }
}
