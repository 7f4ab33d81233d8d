import Coverage
import Testing

@Suite struct UpperComparisonTests {
  private func row(_ sites: Int, _ population: Double) -> Indicators.Row {
    Indicators(
      communes: ["a"], names: [nil], populations: [population], sitesOf: [sites], sitesOutside: 0,
      membership: nil, base: 1000
    ).rows[0]
  }

  /// 10 for 1 000: Garwood's 4.795 389…18.390 356 per 1 000.
  @Test func theIntervalDecides() {
    let row = row(10, 1000)
    let ratio = UpperComparison.compare(row, with: 4)
    #expect(ratio.word == .above && ratio.ratio == 2.5 && ratio.reason == nil)
    #expect(
      abs((ratio.lower ?? 0) - 4.795_389 / 4) < 1e-6 && abs((ratio.higher ?? 0) - 18.390_356 / 4) < 1e-6)
    #expect(UpperComparison.compare(row, with: 4.7953).word == .above)
    #expect(UpperComparison.compare(row, with: 4.7955).word == .comparable)
    #expect(UpperComparison.compare(row, with: 18.3903).word == .comparable)
    #expect(UpperComparison.compare(row, with: 18.3904).word == .below)
  }

  /// No site: the rate is 0, and the interval ends at −ln 0.025 = 3.688 879.
  @Test func noSite() {
    let none = UpperComparison.compare(row(0, 1000), with: 3.6)
    #expect(none.ratio == 0 && none.lower == 0 && none.word == .comparable)
    #expect(UpperComparison.compare(row(0, 1000), with: 3.7).word == .below)
  }

  @Test func whatIsMissingIsSaid() {
    let zero = UpperComparison.compare(row(3, 1000), with: 0)
    #expect(zero.ratio == nil && zero.reason == .noReference && zero.word == .above)
    #expect(UpperComparison.compare(row(0, 1000), with: 0).word == .comparable)
    #expect(UpperComparison.compare(row(3, 0), with: 1).reason == .ownRate)
    #expect(UpperComparison.compare(row(3, 1), with: nil).reason == .upperRate)
    let capacity = Indicators(
      communes: ["a"], names: [nil], populations: [100], sitesOf: [1], sitesOutside: 0, membership: nil,
      base: 1000,
      amounts: Indicators.Amounts(
        of: [2.5], outside: 0, unknownOf: [0], unknownOutside: 0, areCounts: false)
    ).rows[0]
    let bare = UpperComparison.compare(capacity, with: 10)
    #expect(bare.ratio == 2.5 && bare.word == nil && bare.reason == .noInterval && bare.lower == nil)
  }

  @Test func mostOfThePeopleDecide() {
    let levels = ["a": "1", "b": "1", "c": "1", "d": "2", "e": "3", "f": "4", "g": "4", "z": "2"]
    let uppers = ["a": "X", "b": "Y", "c": "Y", "d": "X", "f": "Y", "g": "X", "z": "Y"]
    let holders = UpperComparison.Holders(
      communes: ["a", "b", "c", "d", "e", "f", "g"], populations: [500, 200, 299, 10, 4, nil, nil],
      levelOf: { levels[$0] }, upperOf: { uppers[$0] })
    // 500 in X against 499 in Y; e is in none; f and g are unknown alike, and X is the lower code.
    #expect(holders.upperOf == ["1": "X", "2": "X", "4": "X"])
    #expect(holders.across == ["1", "4"])
    let whole = UpperComparison.Holders(
      communes: ["d"], populations: [10], beyond: ["d", "z"], levelOf: { levels[$0] },
      upperOf: { uppers[$0] })
    #expect(whole.upperOf == ["2": "X"] && whole.across == ["2"])
  }
}
