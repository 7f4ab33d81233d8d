import Reports
import Testing

@Suite struct FrenchNumberTests {
  private let numbers = FrenchNumber.typographic

  @Test(arguments: [
    (1_003_987, "1\u{202F}003\u{202F}987\u{202F}hab."), (0, "0\u{202F}hab."), (999, "999\u{202F}hab."),
    (1000, "1\u{202F}000\u{202F}hab."), (-12_345, "\u{2212}12\u{202F}345\u{202F}hab."),
    (Int.min, "\u{2212}9\u{202F}223\u{202F}372\u{202F}036\u{202F}854\u{202F}775\u{202F}808\u{202F}hab."),
  ])
  func counts(_ value: Int, _ text: String) {
    #expect(numbers.integer(value, unit: "hab.") == text)
  }

  @Test(arguments: [
    (6520.3, 1, "6\u{202F}520,3"), (6520.25, 1, "6\u{202F}520,3"), (-6520.25, 1, "\u{2212}6\u{202F}520,3"),
    (2.675, 2, "2,68"), (1.005, 2, "1,01"), (0.5, 0, "1"), (1.5, 0, "2"), (2.5, 0, "3"),
    (-2.5, 0, "\u{2212}3"),
    (0.49999, 0, "0"), (999.95, 1, "1\u{202F}000,0"), (9.999, 2, "10,00"), (15, 1, "15,0"), (0.05, 1, "0,1"),
    (1e-7, 2, "0,00"), (-1e-7, 2, "0,00"), (-0.04, 1, "0,0"), (0, 1, "0"), (-0.0, 1, "0"),
    (1e21, 0, "1\u{202F}000\u{202F}000\u{202F}000\u{202F}000\u{202F}000\u{202F}000\u{202F}000"),
    (1.25e-5, 6, "0,000013"), (.leastNonzeroMagnitude, 3, "0,000"),
    (123_456_789.125, 2, "123\u{202F}456\u{202F}789,13"),
  ])
  func fixedDecimals(_ value: Double, _ decimals: Int, _ text: String) {
    #expect(numbers.decimal(value, decimals: decimals) == text)
  }

  @Test(arguments: [
    (0.132, 1, "13,2\u{202F}%"), (0.285, 0, "29\u{202F}%"), (0.0005, 1, "0,1\u{202F}%"), (0, 1, "0\u{202F}%"),
    (1, 0, "100\u{202F}%"), (0.00001, 1, "0,0\u{202F}%"), (-0.00001, 1, "0,0\u{202F}%"),
    (12.5, 0, "1\u{202F}250\u{202F}%"),
  ])
  func percentages(_ share: Double, _ decimals: Int, _ text: String) {
    #expect(numbers.percent(share, decimals: decimals) == text)
  }

  @Test(arguments: [
    (15_000.0, "15\u{202F}km"), (27_449, "27,4\u{202F}km"), (850.4, "850\u{202F}m"), (999.6, "1\u{202F}km"),
    (0, "0\u{202F}km"), (1_234_567, "1\u{202F}234,6\u{202F}km"),
  ])
  func lengths(_ metres: Double, _ text: String) {
    #expect(numbers.length(metres: metres) == text)
  }

  @Test func missingAndSecretHaveTheirOwnWords() {
    #expect(numbers.integer(nil, unit: "hab.") == "n.d.")
    #expect(numbers.decimal(nil) == "n.d.")
    #expect(numbers.percent(.nan) == "n.d.")
    #expect(numbers.decimal(.infinity) == "n.d.")
    #expect(numbers.length(metres: -.infinity) == "n.d.")
    #expect(FrenchNumber.secret == "s")
  }

  @Test func signsAreShownOnRequestButNeverOnZero() {
    #expect(numbers.decimal(1.25, decimals: 1, unit: "%", signed: true) == "+1,3\u{202F}%")
    #expect(numbers.integer(-3, signed: true) == "\u{2212}3")
    #expect(numbers.integer(0, signed: true) == "0")
    #expect(numbers.decimal(-0.001, decimals: 1, signed: true) == "0,0")
  }

  @Test func asciiHasPlainSpacesAndSigns() {
    #expect(FrenchNumber.plain.integer(-1_003_987, unit: "hab.") == "-1 003 987 hab.")
    #expect(FrenchNumber.plain.decimal(6520.3, unit: "km2") == "6 520,3 km2")
  }

  @Test func shortDropsNeedlessZeros() {
    #expect(numbers.short(15) == "15")
    #expect(numbers.short(2.50, decimals: 3) == "2,5")
    #expect(numbers.short(0.0625, decimals: 3) == "0,063")
    #expect(numbers.area(km2: 73_399.14) == "73\u{202F}399,1\u{202F}km²")
    #expect(numbers.population(139_249.4) == "139\u{202F}249\u{202F}hab.")
  }

  @Test func absurdDecimalsAreHeldInRange() {
    #expect(numbers.decimal(1.5, decimals: -3) == "2")
    #expect(numbers.decimal(1.5, decimals: 400).count == 17)
  }
}
