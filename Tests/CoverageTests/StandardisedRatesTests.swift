import Coverage
import Testing

@Suite struct StandardisedRatesTests {
  /// Births by age of the mother (Fleiss 1981, p. 249), as worked by Fay and Feuer 1997: births with Down syndrome per
  /// 100 000 by birth order, with the mean of the five orders as standard.
  private let people: [[Double]] = [
    [230061, 329449, 114920, 39487, 14208, 3052], [72202, 326701, 208667, 83228, 28466, 5375],
    [15050, 175702, 207081, 117300, 45026, 8660], [2293, 68800, 132424, 98301, 46075, 9834],
    [327, 30666, 123419, 149919, 104088, 34392],
  ]
  private let events = [
    [107, 141, 60, 40, 39, 25], [25, 150, 110, 84, 82, 39], [3, 71, 114, 103, 108, 75],
    [1, 26, 64, 89, 137, 96], [0, 8, 63, 112, 262, 295],
  ]

  @Test(arguments: [
    (0, 92.3, 80.4, 105.8), (1, 91.2, 82.4, 100.9), (2, 85.1, 77.2, 94.2), (3, 92.7, 80.0, 114.7),
    (4, 75.5, 67.7, 188.3),
  ])
  func publishedIntervals(order: Int, rate: Double, lower: Double, upper: Double) throws {
    let classes = (0..<6).map { age in
      StandardisedRates.AgeClass(
        events: events[order][age], people: people[order][age],
        standard: people.reduce(0) { $0 + $1[age] } / 5)
    }
    let found = try #require(StandardisedRates.direct(classes))
    #expect(abs(found.value * 1e5 - rate) < 0.05)
    #expect(abs(found.lower * 1e5 - lower) < 0.05)
    #expect(abs(found.upper * 1e5 - upper) < 0.05)
  }

  /// Where the standard is the place itself the rate is the crude one, and the interval Garwood's.
  @Test func ownStructureGivesTheCrudeRate() throws {
    let classes = zip([3, 4, 5], [100.0, 250, 400]).map {
      StandardisedRates.AgeClass(events: $0, people: $1, standard: $1 * 7)
    }
    let found = try #require(StandardisedRates.direct(classes))
    let bounds = PoissonInterval.bounds(count: 12)
    #expect(abs(found.value - 12.0 / 750) < 1e-15)
    #expect(abs(found.lower - bounds.lower / 750) < 1e-12)
    #expect(abs(found.upper - bounds.upper / 750) < 1e-12)
  }

  /// Without events the upper bound is the greatest weight, ½ / 50, times χ²(0.975; 2)/2 = −ln 0.025 = 3.688 879.
  @Test func noEvent() throws {
    let found = try #require(
      StandardisedRates.direct([
        .init(events: 0, people: 100, standard: 1), .init(events: 0, people: 50, standard: 1),
      ]))
    #expect(found.value == 0 && found.lower == 0)
    #expect(abs(found.upper - 0.036_888_794_541) < 1e-12)
  }

  @Test func classesWithoutPeople() {
    #expect(StandardisedRates.direct([.init(events: 0, people: 0, standard: 5)]) == nil)
    #expect(StandardisedRates.direct([]) == nil)
  }

  /// Expected: 1 000 × 0.001 + 500 × 0.01 = 6; observed 9: ratio 1.5, with Garwood's 4.115 4…17.084 8 over 6.
  @Test func indirect() throws {
    let found = try #require(
      StandardisedRates.indirect(
        observed: 9, people: [1000, 500], standardRates: [0.001, 0.01], standardCrudeRate: 0.004))
    #expect(found.ratio.value == 1.5 && abs(found.rate.value - 0.006) < 1e-15)
    #expect(abs(found.ratio.lower - 4.1154 / 6) < 1e-4 && abs(found.ratio.upper - 17.0848 / 6) < 1e-4)
    #expect(StandardisedRates.ratio(observed: 3, expected: 0) == nil)
  }

  /// θ = 36/3000 = 0.012; (144 + 324 + 36)e-6/3 = 168e-6, less 0.012/1000 = 12e-6: v = 156e-6; share 156/168.
  @Test func empiricalBayes() throws {
    let apart = try #require(EmpiricalBayes(events: [0, 30, 6], people: [1000, 1000, 1000]))
    #expect(abs(apart.variance - 156e-6) < 1e-15)
    // Places that differ by less than chance all get the common rate.
    let alike = try #require(EmpiricalBayes(events: [3, 4], people: [100, 100]))
    #expect(alike.variance == 0 && alike.rates == [0.035, 0.035])
    #expect(abs((apart.rates[1] ?? 0) - (0.012 + 0.018 * 156 / 168)) < 1e-15)
  }

  @Test func smoothedRatesLieBetween() throws {
    let events: [Double] = [0, 3, 1, 25, 7, 2]
    let people: [Double?] = [50, 900, 1200, 4000, nil, 0]
    let bayes = try #require(EmpiricalBayes(events: events, people: people))
    #expect(bayes.rates[4] == nil && bayes.rates[5] == nil)
    for place in 0..<4 {
      let crude = events[place] / (people[place] ?? 1)
      let rate = try #require(bayes.rates[place])
      #expect(rate >= min(crude, bayes.mean) && rate <= max(crude, bayes.mean))
    }
    #expect(EmpiricalBayes(events: [1], people: [nil]) == nil)
  }

  /// SciPy's `poisson.ppf` and `poisson.cdf`, interpolated.
  @Test(arguments: [
    (0.5, 0.0, 1.860_025_911_460_999_6, 0.0, 3.475_858_980_900_366_4),
    (4, 0.091_238_437_707_151_68, 7.877_845_369_002_781, 0, 10.955_952_598_516_681),
    (25, 15.175_156_532_855_542, 34.776_717_190_089_71, 10.498_532_507_209_969, 41.346_523_474_720_016),
    (400, 360.773_747_798_732_76, 439.171_771_996_485_4, 339.136_243_776_736_2, 462.720_890_910_155_4),
  ])
  func funnel(expected: Double, low: Double, high: Double, lowest: Double, highest: Double) {
    let inner = FunnelLimits(expected: expected, confidence: 0.95)
    let outer = FunnelLimits(expected: expected, confidence: 0.998)
    #expect(abs(inner.lower - low) < 1e-7 && abs(inner.upper - high) < 1e-7)
    #expect(abs(outer.lower - lowest) < 1e-7 && abs(outer.upper - highest) < 1e-7)
    #expect(inner.position(of: Int(expected)) == .within && inner.position(of: Int(highest) + 1) == .above)
  }

  @Test func practices() {
    let persons: [String?] = ["a", "a", "b", nil, "a", "c"]
    let territories: [String?] = ["1", "2", "1", "1", "1", nil]
    let counted = [true, true, true, true, true, false]
    func weights(_ practice: Practice) -> [Double] {
      practice.weights(persons: persons, territories: territories, isCounted: counted)
    }
    #expect(weights(.principal) == [1, 0, 1, 1, 0, 0])
    let third = 1.0 / 3
    let shares: [Double] = [third, third, 1, 1, third, 0]
    #expect(weights(.prorata) == shares)
    #expect(weights(.distinct) == [1, 1, 1, 1, 0, 0])
  }
}
