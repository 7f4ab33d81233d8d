import Coverage
import TestSupport
import Testing

/// APL as DREES counts it, on cases whose arithmetic is written out.
@Suite struct AplTests {
  private func isClose(_ a: Double?, _ b: Double, _ tolerance: Double = 1e-12) -> Bool {
    guard let a else { return false }
    return abs(a - b) <= tolerance * max(1, abs(b))
  }

  @Test func meansWeighStandardisedPeopleAndThresholdsCountAll() {
    // P*: 3,000 × 6 = 18,000; 1,800 × 3 = 5,400; 700 × (1,480 / 700) = 1,480. Sum 24,880 over 5,500.
    let values: [Double?] = [6, 3, 1480 / 700.0]
    let standardised: [Double?] = [3000, 1800, 700]
    let people: [Double?] = [2900, 1890, 730]
    let figures = AplDistribution(values, people: people, standardised: standardised, threshold: 2.5)
    #expect(isClose(figures.mean, 24_880 / 5_500.0))
    #expect(isClose(figures.mean, 4.523636363636364))
    // 730 of 5,520 inhabitants live under 2.5: 13.2 %.
    #expect(figures.peopleBelow == 730 && figures.people == 5520 && figures.placesBelow == 1)
    #expect(isClose(figures.shareBelow, 0.13224637681159421))
    // (2,900 × 6 + 1,890 × 3 + 730 × 1,480 / 700) / 5,520: another mean.
    let byPeople: Double = 17_400 + 5_670 + 730 * (1480 / 700)
    #expect(isClose(figures.meanByPeople, byPeople / 5520))
    let sum: Double = 9 + 1480 / 700
    #expect(isClose(figures.meanOfPlaces, sum / 3))
  }

  @Test func theThresholdIsStrict() {
    let figures = AplDistribution(
      [2.5, 2.5.nextDown, 2.4], people: [10, 20, 30], standardised: [1, 1, 1], threshold: 2.5)
    #expect(figures.placesBelow == 2 && figures.peopleBelow == 50)
    let none = AplDistribution([1], people: [1], standardised: [1])
    #expect(none.placesBelow == nil && none.peopleBelow == nil && none.shareBelow == nil)
  }

  @Test func decilesAreOfAllPeople() {
    // 100 people: 15 at 1, 5 at 2, 30 at 3, 40 at 4, 10 at 9. Sums 15, 20, 50, 90, 100.
    let figures = AplDistribution(
      [4, 1, 9, 3, 2], people: [40, 15, 10, 30, 5], standardised: [1, 1, 1, 1, 1])
    // 10 people: 1; 20: 2; 30, 40, 50: 3; 60 to 90: 4.
    #expect(figures.deciles == [1, 2, 3, 3, 3, 4, 4, 4, 4])
    #expect(figures.lowestTenth == 1 && figures.highestTenth == 9 && figures.tenthRatio == 9)
    // Of 20 people the lowest tenth is 2: one at 1, and one of the 19 at 3.
    let cut = AplDistribution([1, 3], people: [1, 19], standardised: [1, 1])
    #expect(cut.lowestTenth == 2 && cut.highestTenth == 3 && cut.tenthRatio == 1.5)
    let nothing = AplDistribution([0, 3], people: [10, 10], standardised: [1, 1])
    #expect(nothing.lowestTenth == 0 && nothing.tenthRatio == nil)
  }

  @Test func unknownAndUninhabitedPlaces() {
    // The second place has an APL and nobody; the third has people and no APL; the fourth an APL and unknown people.
    let figures = AplDistribution(
      [2, 1, nil, 7], people: [100, 0, 50, nil], standardised: [90, 0, 60, 10], threshold: 2.5)
    #expect(figures.places == 3 && figures.people == 100 && figures.standardised == 100)
    #expect(figures.mean == (2 * 90 + 7 * 10) / 100.0 && figures.meanByPeople == 2)
    #expect(figures.placesBelow == 2 && figures.peopleBelow == 100 && figures.placesWithoutPeople == 1)
    #expect(figures.deciles == Array(repeating: 2, count: 9))
    let empty = AplDistribution([nil, nil], people: [1, 2], standardised: [1, 2], threshold: 1)
    #expect(empty.mean == nil && empty.meanByPeople == nil && empty.deciles.isEmpty)
    #expect(empty.lowestTenth == nil && empty.shareBelow == nil && empty.peopleBelow == 0)
  }

  @Test func standardisationByHand() throws {
    // Young 100 and 300 at 2 acts, old 100 and 0 at 6: 1,400 acts of 500 people, ū = 2.8.
    let result = try #require(
      ConsumptionStandardisation(ages: [[100, 300], [100, 0]], consumption: [2, 6]))
    #expect(isClose(result.meanConsumption, 2.8))
    #expect(isClose(result.standardised[0], 800 / 2.8) && isClose(result.standardised[1], 600 / 2.8))
    #expect(result.people == [200, 300] && result.peopleTotal == 500)
    #expect(abs(result.relativeChange) < 1e-12)
    // With a mean from elsewhere the sum is another: 1,400 / 2.
    let told = try #require(
      ConsumptionStandardisation(ages: [[100, 300], [100, 0]], consumption: [2, 6], meanConsumption: 2))
    #expect(told.standardised == [400, 300] && told.standardisedTotal == 700 && told.relativeChange == 0.4)
  }

  @Test func unknownAgesAreNotZero() throws {
    let result = try #require(
      ConsumptionStandardisation(ages: [[100, nil, 0], [100, 40, 0]], consumption: [1, 3]))
    // The mean is that of the place that is known: (100 + 300) / 200.
    #expect(result.meanConsumption == 2 && result.standardised == [200, nil, 0])
    #expect(result.people == [200, nil, 0] && result.peopleTotal == 200)
    #expect(ConsumptionStandardisation(ages: [[nil]], consumption: [1]) == nil)
    #expect(ConsumptionStandardisation(ages: [[5]], consumption: [0]) == nil)
  }

  @Test func standardisationKeepsTheTotal() throws {
    let seed: UInt64 = 20_240_501
    var random = SeededRandom(seed: seed)
    for _ in 0..<50 {
      let classes = Int.random(in: 1...20, using: &random)
      let places = Int.random(in: 1...200, using: &random)
      let ages = (0..<classes).map { _ in
        (0..<places).map { _ in Double?(Double(Int.random(in: 0...9_000, using: &random)) + 0.25) }
      }
      let use = (0..<classes).map { _ in Double.random(in: 0.1...9, using: &random) }
      let result = try #require(ConsumptionStandardisation(ages: ages, consumption: use))
      #expect(abs(result.relativeChange) < 1e-12, "seed \(seed)")
    }
  }

  @Test func zonesWeighTheirPlaces() {
    let membership = Membership(
      level: "tvs", levelOf: ["a": "T1", "b": "T1", "c": "T2", "d": "T2", "e": "T3"])
    let zones = AplZone.zones(
      membership, codes: ["a", "b", "c", "x"], series: [[1, 4, nil, 9], [0.5, 2, 3, 9]],
      people: [100, 50, nil, 10], standardised: [60, 90, nil, 10], threshold: 2.5)
    #expect(zones.map(\.code) == ["T1", "T2"])
    // (1 × 60 + 4 × 90) / 150 and (0.5 × 60 + 2 × 90) / 150.
    #expect(zones[0].series.map(\.mean) == [2.8, 1.4] && zones[0].people == 150)
    #expect(zones[0].series[0].peopleBelow == 100 && zones[0].series[1].peopleBelow == 150)
    #expect(zones[0].isTruncated == false && zones[0].placesWithout.isEmpty)
    // d is not there, and c has no APL in the first series.
    #expect(zones[1].isTruncated && zones[1].places == 1 && zones[1].placesTotal == 2)
    #expect(zones[1].placesWithout == [2] && zones[1].series[0].mean == nil && zones[1].people == nil)
    #expect(zones[1].placesWithoutPeople == 1)
  }

  @Test func twoYears() {
    let change = AplChange(
      before: ["a": 3, "b": 2, "c": 2, "d": 2.5, "f": 1], codesBefore: ["a", "b", "c", "d", "e", "f"],
      after: ["a": 2, "b": 2.5, "c": 1, "d": 4, "e": 3], codesAfter: ["a", "b", "c", "d", "e", "g"],
      people: ["a": 10, "b": 20, "c": 40, "d": 80], threshold: 2.5)
    #expect(change.onlyBefore == ["f"] && change.onlyAfter == ["g"] && change.compared == 4)
    #expect(change.rows.map(\.code) == ["a", "b", "c", "d", "e", "f", "g"])
    #expect(
      change.rows.map(\.crossing) == [.falls, .rises, .staysBelow, .staysAbove, nil, nil, nil])
    #expect(change.rows.map(\.difference) == [-1, 0.5, -1, 1.5, nil, nil, nil])
    #expect(change.count(.falls) == (1, 10) && change.count(.rises) == (1, 20))
    #expect(change.count(.staysBelow) == (1, 40) && change.count(.staysAbove) == (1, 80))
    // Nobody is known to live there, which is not nobody.
    let unknown = AplChange(
      before: ["A": 3], codesBefore: ["A"], after: ["A": 2], codesAfter: ["A"], people: [:], threshold: 2.5)
    #expect(unknown.count(.falls) == (1, nil) && unknown.count(.rises) == (0, 0))
  }

  @Test func besidePublished() {
    let comparison = AplComparison(
      own: ["a": 2, "b": 3, "c": 4, "d": 5], codes: ["a", "b", "c", "d", "e", "z"],
      published: ["a": 2.6, "b": 3, "c": 3.8, "e": 1, "k": 2], secret: ["d"], missing: ["m"],
      weights: ["a": 1, "b": 1, "c": 1], threshold: 2.5)
    #expect(comparison.matched == ["a", "b", "c"] && comparison.secret == ["d"])
    #expect(comparison.onlyOwn == ["z"] && comparison.onlyPublished == ["k", "m"])
    #expect(comparison.withoutOwn == ["e"] && comparison.unpublished.isEmpty)
    // −0.6, 0, 0.2: mean −0.4 / 3, without sign 0.8 / 3.
    #expect(isClose(comparison.meanDifference, -0.4 / 3))
    #expect(isClose(comparison.meanAbsoluteDifference, 0.8 / 3))
    #expect(comparison.largest?.code == "a" && isClose(comparison.largest?.difference, -0.6))
    #expect(comparison.otherSide == ["a"])
    // Sums of products of deviations: x −1, 0, 1; y −0.5333, −0.1333, 0.6667: 1.2 / √(2 × 0.746667).
    #expect(isClose(comparison.correlation, 1.2 / (2 * 0.746666666666666666).squareRoot(), 1e-9))
    let flat = AplComparison(
      own: ["a": 2], codes: ["a"], published: ["a": 2], secret: [], missing: [], weights: ["a": 3],
      threshold: nil)
    #expect(flat.correlation == nil && flat.otherSide == nil && flat.meanDifference == 0)
  }

  @Test func severalSuppliesAtOnePlace() {
    // Two supplies stand at the first place of the matrix, one at the second.
    let matrix = CostMatrix(rows: [[(0, 5), (1, 15)], [(1, 8)]], supplyCount: 2)
    let spread = matrix.spread(over: [1, 0, 1])
    #expect(spread.rowEnds == [3, 5] && spread.supplies == [0, 1, 2, 0, 2])
    #expect(spread.costs == [15, 5, 15, 8, 8] && spread.supplyCount == 3)
  }
}
