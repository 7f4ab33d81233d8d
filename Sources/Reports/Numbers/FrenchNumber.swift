/// Numbers as French readers write them: `1 003 987 hab.`, `13,2 %`, `6 520,3 km²`.
///
/// Groups of three and units are set apart by a narrow no-break space (U+202F), the minus is U+2212 and the
/// decimal sign a comma. A missing value (nil, or a number that is not finite) is `n.d.`; exactly zero is `0`
/// whatever the decimals, so that it differs from `0,0`, which is a little more or less than zero.
public struct FrenchNumber: Sendable, Equatable {
  /// Where plain spaces and `-` are wanted instead of U+202F and U+2212.
  public var ascii: Bool

  public init(ascii: Bool = false) { self.ascii = ascii }

  /// With U+202F and U+2212.
  public static let typographic = FrenchNumber()
  /// With plain spaces and `-`; units are written as they are given.
  public static let plain = FrenchNumber(ascii: true)

  /// What stands for a value that is not known.
  public static let missing = "n.d."
  /// What stands for a value that may not be published.
  public static let secret = "s"

  /// What stands between groups, and between a number and its unit.
  public var space: String { ascii ? " " : "\u{202F}" }

  /// A count: `1 003 987 hab.`
  public func integer(_ value: Int?, unit: String? = nil, signed: Bool = false) -> String {
    guard let value else { return Self.missing }
    return text(DecimalDigits(value), decimals: 0, unit: unit, signed: signed)
  }

  /// A number with exactly `decimals` digits after the comma (0 to 15), halves away from zero: `6 520,3 km²`.
  public func decimal(
    _ value: Double?, decimals: Int = 1, unit: String? = nil, signed: Bool = false
  ) -> String {
    guard let value, var number = DecimalDigits(value) else { return Self.missing }
    let isZero = number.isZero
    let places = min(15, max(0, decimals))
    number.round(decimals: places)
    return text(number, decimals: isZero ? 0 : places, unit: unit, signed: signed)
  }

  /// A number with at most `decimals` digits after the comma, without needless zeros: `15 km`, `1,5 km`.
  public func short(_ value: Double?, decimals: Int = 3, unit: String? = nil) -> String {
    guard let value, var number = DecimalDigits(value) else { return Self.missing }
    number.round(decimals: min(15, max(0, decimals)))
    return text(number, decimals: number.fractionLength, unit: unit, signed: false)
  }

  /// A share between 0 and 1 as a percentage: `13,2 %`.
  public func percent(_ share: Double?, decimals: Int = 1, signed: Bool = false) -> String {
    guard let share, var number = DecimalDigits(share) else { return Self.missing }
    let isZero = number.isZero
    let places = min(15, max(0, decimals))
    // Moving the point keeps the digits: 0.285 × 100 is 28.499999999999996 in binary.
    if !isZero { number.exponent += 2 }
    number.round(decimals: places)
    return text(number, decimals: isZero ? 0 : places, unit: "%", signed: signed)
  }

  /// People: `1 003 987 hab.`, rounded to one person.
  public func population(_ value: Double?) -> String {
    decimal(value, decimals: 0, unit: "hab.")
  }

  /// An area given in square kilometres: `6 520,3 km²`.
  public func area(km2: Double?, decimals: Int = 1) -> String {
    decimal(km2, decimals: decimals, unit: "km²")
  }

  /// A length given in metres: `15 km`, `27,4 km`; under one kilometre `850 m`.
  public func length(metres: Double?) -> String {
    guard let metres, metres.isFinite else { return Self.missing }
    if metres != 0 && abs(metres) < 999.5 { return short(metres, decimals: 0, unit: "m") }
    return short(metres / 1000, decimals: 1, unit: "km")
  }

  private func text(_ number: DecimalDigits, decimals: Int, unit: String?, signed: Bool) -> String {
    var text = ""
    if !number.isZero {
      if number.isNegative { text = ascii ? "-" : "\u{2212}" } else if signed { text = "+" }
    }
    let whole = number.whole
    for (index, digit) in whole.enumerated() {
      if index > 0 && (whole.count - index) % 3 == 0 { text += space }
      text += String(digit)
    }
    if decimals > 0 {
      text += ","
      for digit in number.fraction(decimals) { text += String(digit) }
    }
    if let unit, !unit.isEmpty { text += space + unit }
    return text
  }
}
