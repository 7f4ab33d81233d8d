import Coverage
import Testing

/// Two classes, 0-64 and 65 and more; places of 800 + 200 people with 1 + 3 events, 1 500 + 1 000 with 2 + 4, and 400 + 0
/// with 1 + 0. Together: 2 700 and 1 200 people, 4 and 7 events.
@Suite struct AgeStandardisationTests {
  private typealias Place = AgeStandardisation.Place
  private let classes = ["0-64", "65 et plus"]
  private let places = [
    Place(people: [800, 200], events: [1, 3]), Place(people: [1500, 1000], events: [2, 4]),
    Place(people: [400, 0], events: [1, 0]),
  ]

  private func standardise(
    _ method: AgeStandardisation.Method, _ territories: [AgedTerritory]? = nil, standard: [Double]? = nil,
    rates: AgeStandardisation.Reference = .total
  ) -> AgeStandardisation {
    AgeStandardisation(
      method, classes: classes,
      territories: territories ?? places.map { AgedTerritory([$0], classCount: 2) }, reference: places,
      standard: standard, rates: rates)
  }

  /// (2 700 × 1/800 + 1 200 × 3/200)/3 900, and (2 700 × 2/1 500 + 1 200 × 4/1 000)/3 900; bounds of SciPy's
  /// `gamma.ppf` with shape y²/v and scale v/y, and with (y+w)²/(v+w²) and (v+w²)/(y+w) above.
  @Test func directOnTheTotal() throws {
    let result = standardise(.direct)
    #expect(result.standard == [2700, 1200] && !result.isStandardGiven)
    let first = try #require(result.figures[0].rate)
    #expect(abs(first.value - (2700.0 / 800 + 1200 * 3.0 / 200) / 3900) < 1e-15)
    #expect(abs(first.lower - 0.001436712173729) < 1e-12 && abs(first.upper - 0.014531496195409) < 1e-12)
    let second = try #require(result.figures[1].rate)
    #expect(abs(second.value - (3.6 + 4.8) / 3900) < 1e-15)
    #expect(result.figures[2].rate == nil && result.figures[2].reason == .emptyClass("65 et plus"))
  }

  /// With weights 3 to 1: ¾ × 1/800 + ¼ × 3/200. A class of weight 0 is not asked for.
  @Test func directOnAGivenStandard() throws {
    let result = standardise(.direct, standard: [0.75, 0.25])
    #expect(abs((result.figures[0].rate?.value ?? 0) - (0.75 / 800 + 0.25 * 3 / 200)) < 1e-15)
    let young = standardise(.direct, standard: [1, 0])
    #expect(young.figures[2].rate?.value == 1.0 / 400 && young.figures[2].reason == nil)
  }

  /// Reference rates 4/2 700 and 7/1 200: 800 × 4/2 700 + 200 × 7/1 200 = 2.351 852 expected, 4 observed. Garwood's
  /// bounds of 4 are 1.089 865 and 10.241 589.
  @Test func indirectOnTheTotal() throws {
    let result = standardise(.indirect)
    let expected = 800 * 4.0 / 2700 + 200 * 7.0 / 1200
    let figure = result.figures[0]
    #expect(abs((figure.expected ?? 0) - expected) < 1e-12)
    let ratio = try #require(figure.ratio)
    #expect(abs(ratio.value - 4 / expected) < 1e-12)
    #expect(abs(ratio.lower - 1.089_865 / expected) < 1e-6 && abs(ratio.upper - 10.241_589 / expected) < 1e-6)
    #expect(abs((figure.rate?.value ?? 0) - 4 / expected * 11 / 3900) < 1e-12)
    // Expected events of all places are those observed.
    let sum = result.figures.reduce(0) { $0 + ($1.expected ?? 0) }
    #expect(abs(sum - 11) < 1e-12)
    #expect(result.figures[2].ratio?.value == 1 / (400 * 4.0 / 2700))
  }

  /// 0.001 and 0.01 give the first place 0.8 + 2; its events need no class. Without a structure there is no crude rate.
  @Test func indirectOnGivenRates() {
    let territory = AgedTerritory(people: [800, 200], events: [0, 0], unclassed: 7)
    let result = standardise(.indirect, [territory], rates: .rates([0.001, 0.01]))
    #expect(abs((result.figures[0].ratio?.value ?? 0) - 2.5) < 1e-12)
    #expect(result.figures[0].rate == nil && result.crudeRate == nil)
    let weighed = standardise(.indirect, [territory], standard: [3, 1], rates: .rates([0.001, 0.01]))
    #expect(abs((weighed.crudeRate ?? 0) - 0.00325) < 1e-15)
    #expect(abs((weighed.figures[0].rate?.value ?? 0) - 2.5 * 0.00325) < 1e-15)
    let none = standardise(.indirect, [territory], rates: .rates([0, 0]))
    #expect(none.figures[0].reason == .nothingExpected && none.figures[0].ratio == nil)
  }

  @Test func whatIsMissingIsSaid() {
    let territories = [
      AgedTerritory(people: [10, 0], events: [0, 2]), AgedTerritory(people: [0, 0], events: [0, 0]),
      AgedTerritory(people: [10, 10], events: [1, 0], unclassed: 1),
      AgedTerritory([Place(people: nil, events: [0, 0])], classCount: 2),
      AgedTerritory([], classCount: 2),
      AgedTerritory([places[0], Place(people: [5, 5], events: nil)], classCount: 2),
    ]
    for method in AgeStandardisation.Method.allCases {
      let figures = standardise(method, territories).figures
      #expect(
        figures.map(\.reason) == [
          .eventsWithoutPeople("65 et plus"), .nobody, .unclassed, .agesUnknown, .agesUnknown, .partial,
        ])
      #expect(figures.dropLast().allSatisfy { $0.rate == nil && $0.ratio == nil })
      // What is unknown is left out of both sides.
      #expect(figures[5].rate?.value == standardise(method).figures[0].rate?.value)
    }
  }

  /// Weights at the ends of what a number holds: no figure, or a finite one, and the search for bounds ends.
  @Test func extremeWeightsEnd() {
    let tiny = standardise(.direct, [AgedTerritory(people: [1e-300, 1e-300], events: [1, 0])])
    #expect(tiny.figures[0].rate == nil && tiny.figures[0].reason == .nobody)
    let light = standardise(
      .direct, [AgedTerritory(people: [1e12, 1], events: [3, 0])], standard: [1e-300, 1e12])
    #expect(light.figures[0].rate?.lower == 0 && light.figures[0].rate?.upper.isFinite == true)
    let row = Indicators(
      communes: ["a"], names: [nil], populations: [Double.leastNonzeroMagnitude], sitesOf: [3],
      sitesOutside: 0, membership: nil
    ).rows[0]
    #expect(row.rate == nil && row.missing == .populationZero && row.rank == nil)
  }

  /// Places of unknown events give people to the standard, and nothing to the rates of the reference.
  @Test func unknownEventsAreNotZero() {
    let reference = [Place(people: [100, 100], events: [1, 2]), Place(people: [900, 100], events: nil)]
    let direct = AgeStandardisation(.direct, classes: classes, territories: [], reference: reference)
    #expect(direct.standard == [1000, 200])
    let indirect = AgeStandardisation(.indirect, classes: classes, territories: [], reference: reference)
    #expect(indirect.rates == [0.01, 0.02] && indirect.crudeRate == 0.015)
  }
}
