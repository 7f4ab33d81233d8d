import Coverage
import Testing

@Suite struct IndicatorsTests {
  private let membership = Membership(
    level: "bv",
    levelOf: ["a": "1", "b": "1", "c": "2", "d": "2", "e": "3", "f": "4", "x": "2"], names: ["1": "Un"])

  private func indicators(
    populations: [Double?] = [1000, 500, 2000, 0, 0, nil, 40], outside: Int = 3
  ) -> Indicators {
    Indicators(
      communes: ["a", "b", "c", "d", "e", "f", "g"], names: Array(repeating: nil, count: 7),
      populations: populations, sitesOf: [2, 1, 3, 0, 0, 1, 4], sitesOutside: outside, membership: membership,
      base: 1000)
  }

  @Test func sumsByLevel() throws {
    let rows = indicators().rows
    #expect(rows.map(\.code) == ["1", "2", "3", "4", ""])
    #expect(rows.map(\.communes) == [2, 2, 1, 1, 1])
    #expect(rows.map(\.population) == [1500, 2000, 0, nil, 40])
    #expect(rows.map(\.sites) == [3, 3, 0, 1, 7])
    #expect(rows[0].rate == 2 && rows[1].rate == 1.5)
    #expect(rows[0].name == "Un" && rows[4].name == "Hors niveau")
  }

  @Test func ratesNeedPeople() {
    let rows = indicators().rows
    #expect(rows[2].rate == nil && rows[2].missing == .populationZero)
    #expect(rows[3].rate == nil && rows[3].missing == .populationUnknown)
    #expect(rows[3].lower == nil && rows[3].rank == nil)
  }

  @Test func truncatedTerritoriesHaveNoRank() {
    // Territory 2 has a third commune, x, outside the data.
    let rows = indicators().rows
    #expect(rows[1].communesTotal == 3 && rows[1].isTruncated && rows[1].rank == nil)
    #expect(!rows[0].isTruncated && rows[0].rank == 1)
  }

  @Test func totalsBalance() {
    let indicators = indicators()
    #expect(indicators.total.code.isEmpty && indicators.total.name == "Total")
    #expect(indicators.total.sites == 2 + 1 + 3 + 1 + 4 + 3)
    #expect(indicators.total.sites == indicators.rows.reduce(0) { $0 + $1.sites })
    #expect(indicators.total.population == 3540)
    // The three sites outside and that of f, of unknown population, are in the sum and in no rate.
    #expect(indicators.total.rate == 10.0 / 3540 * 1000)
    #expect(indicators.rows[4].sites == 7 && indicators.rows[4].rate == 4.0 / 40 * 1000)
    #expect(indicators.total.communes == 7)
    #expect(indicators.communesWithoutPopulation == ["f"])
  }

  @Test func equalRatesShareARank() {
    let equal = Indicators(
      communes: ["a", "b", "c", "d"], names: ["A", "B", "C", "D"], populations: [100, 200, 100, 100],
      sitesOf: [1, 2, 3, 0], sitesOutside: 0, membership: nil)
    #expect(equal.rows.map(\.code) == ["a", "b", "c", "d"])
    #expect(equal.rows.map(\.rank) == [2, 2, 1, 4])
    #expect(equal.rows[0].name == "A" && equal.rows[0].communesTotal == nil)
    #expect(equal.total.rate == 6.0 / 500 * 100_000)
  }

  @Test func intervalIsThatOfTheCount() throws {
    let row = indicators().rows[0]
    let bounds = PoissonInterval.bounds(count: 3)
    #expect(row.lower == bounds.lower / 1500 * 1000 && row.upper == bounds.upper / 1500 * 1000)
  }
}
