import Coverage
import GeoModel
import TestSupport
import Testing

/// Parts of a matrix of costs against matrices made anew.
@Suite struct CostMatrixPartsTests {
  /// Places on a grid of 1 km around Bourges, so that many costs equal a limit.
  private static func places(_ count: Int, _ random: inout SeededRandom) -> DistanceCosts.Places {
    var (plane, lonLat): ([Double], [Double]) = ([], [])
    for _ in 0..<count {
      let (column, row) = (Int.random(in: 0...20, using: &random), Int.random(in: 0...20, using: &random))
      plane += [650_000 + 1000 * Double(column), 6_660_000 + 1000 * Double(row)]
      lonLat += [2.33 + 0.0131 * Double(column), 47.03 + 0.009 * Double(row)]
    }
    return DistanceCosts.Places(plane: plane, lonLat: lonLat, zones: Array(repeating: 0, count: count))
  }

  private func same(_ a: CostMatrix, _ b: CostMatrix) -> Bool {
    a.demandCount == b.demandCount && a.supplyCount == b.supplyCount && a.rowEnds == b.rowEnds
      && a.supplies == b.supplies && a.costs.map(\.bitPattern) == b.costs.map(\.bitPattern)
  }

  @Test(arguments: [DistanceCosts.Measure.planar, .geodesic], [false, true])
  func aSmallerReachIsCutToTheLastBit(_ measure: DistanceCosts.Measure, _ isOpen: Bool) {
    var random = SeededRandom(seed: 20_261_125)
    let (demand, supply) = (Self.places(120, &random), Self.places(40, &random))
    let travel = DistanceCosts.Travel(kilometresPerHour: 50, detour: 1.3)
    let wide = DistanceCosts.within(12_000, of: demand, to: supply, measure: measure, threads: 2)
    let wideMinutes = DistanceCosts.within(
      20, of: demand, to: supply, measure: measure, travel: travel, threads: 2)
    for metres in [12_000.0, 8_000, 5_000, 2_236.0679774997896] {
      let cut = wide.within(metres, isOpen: isOpen)
      let direct = DistanceCosts.within(
        metres, isOpen: isOpen, of: demand, to: supply, measure: measure, threads: 3)
      #expect(same(cut, direct))
    }
    for minutes in [20.0, 15.6, 7.8] {
      let direct = DistanceCosts.within(
        minutes, isOpen: isOpen, of: demand, to: supply, measure: measure, travel: travel, threads: 3)
      #expect(same(wideMinutes.within(minutes, isOpen: isOpen), direct))
    }
    if measure == .planar {
      // The closure matters here: 5 km is the distance of many pairs.
      #expect(wide.within(5_000, isOpen: true).pairCount < wide.within(5_000, isOpen: false).pairCount)
    }
  }

  @Test func someDemandsAndSuppliesAreThoseOfTheirOwnMatrix() {
    var random = SeededRandom(seed: 20_261_126)
    let (demand, supply) = (Self.places(90, &random), Self.places(50, &random))
    let all = DistanceCosts.within(6_000, of: demand, to: supply, measure: .planar, threads: 2)
    let demands = (0..<90).filter { $0 % 3 != 1 }
    let supplies = (0..<50).filter { $0 % 4 != 2 }
    let direct = DistanceCosts.within(
      6_000, of: demand.subset(demands), to: supply.subset(supplies), measure: .planar, threads: 2)
    #expect(same(all.restricted(toDemands: demands, supplies: supplies), direct))
    #expect(all.restricted(toDemands: [], supplies: []).pairCount == 0)
  }

  @Test(arguments: [DistanceCosts.Measure.planar, .geodesic], [false, true])
  func reachingSomethingIsHavingAPair(_ measure: DistanceCosts.Measure, _ isOpen: Bool) {
    var random = SeededRandom(seed: 20_261_127)
    var places = Self.places(150, &random)
    let others = Self.places(6, &random)
    places.plane[0] = .nan
    for limit in [1_000.0, 3_000, 5_000] {
      let pairs = DistanceCosts.within(
        limit, isOpen: isOpen, of: places, to: others, measure: measure, threads: 1)
      let reached = DistanceCosts.reaches(
        limit, isOpen: isOpen, of: places, to: others, measure: measure, threads: 3)
      #expect(reached == (0..<150).map { !pairs.pairs(of: $0).isEmpty })
      #expect(reached[0] == false && reached.contains(true) && reached.contains(false))
    }
  }
}
