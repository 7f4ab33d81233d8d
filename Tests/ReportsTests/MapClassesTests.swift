import Testing

@testable import Reports

@Suite struct MapClassesTests {
  private let shares = MapClasses.coveredShare()

  @Test(arguments: [
    (0.0, 0), (0.00009, 0), (0.01, 1), (24.9, 1), (25, 2), (75, 4), (99.99, 4), (99.99995, 5), (100, 5),
    (-3, 0), (140, 5),
  ])
  func valuesFallInTheirInterval(_ value: Double, _ index: Int) {
    #expect(shares.index(of: value) == index)
  }

  @Test func withoutAValueThereIsNoClass() {
    #expect(shares.index(of: nil) == nil)
    #expect(shares.index(of: .nan) == nil)
    #expect(MapClasses(title: "", bounds: [5]).index(of: 5) == nil)
  }

  @Test func labelsSayWhichEndBelongs() {
    let rates = MapClasses(title: "Taux", bounds: [0, 2.5, 1000])
    #expect((0..<2).map { rates.label(of: $0) } == ["[0 ; 2,5[", "[2,5 ; 1\u{202F}000]"])
    #expect(
      (0..<6).map { shares.label(of: $0) } == [
        "0", "]0 ; 25[", "[25 ; 50[", "[50 ; 75[", "[75 ; 100[", "100",
      ])
  }

  @Test func labelsOpenWhenValuesLieBeyond() {
    let rates = MapClasses(title: "Taux", bounds: [10, 20, 30])
    #expect(rates.label(of: 0, values: [3, 12]) == "< 20")
    #expect(rates.label(of: 1, values: [3, 31]) == "≥ 20")
  }

  /// Every value of a fine grid is in the interval that its class announces.
  @Test func intervalsAgreeWithTheirText() {
    let classes = MapClasses(title: "", bounds: [0, 0, 20, 50, 80, 95, 100, 100])
    for step in 0...1000 {
      let value = Double(step) / 10
      guard let index = classes.index(of: value) else {
        Issue.record("no class for \(value)")
        continue
      }
      let (low, high) = (classes.bounds[index], classes.bounds[index + 1])
      #expect(low == high ? value == low : value >= low && value < high || index == 1 && value > 0)
    }
  }
}
