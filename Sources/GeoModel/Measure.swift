/// Lengths, areas and times as users write them: `15km`, `800 m`, `1km2`, `2 ha`, `30min`.
public enum Measure {
  /// Metres; nil where the text is not a positive length with a unit.
  public static func lengthMetres(_ text: String) -> Double? {
    parse(text, units: [("km", 1000), ("m", 1)])
  }

  /// Square metres; nil where the text is not a positive or zero area with a unit.
  public static func areaSquareMetres(_ text: String) -> Double? {
    parse(text, units: [("km2", 1e6), ("km²", 1e6), ("ha", 1e4), ("m2", 1), ("m²", 1)])
  }

  /// Minutes; nil where the text is no time above 0 such as `30min`, or one of more than two months.
  public static func minutes(_ text: String) -> Double? {
    parse(text, units: [("min", 1)]).flatMap { $0 > 0 && $0 <= 100_000 ? $0 : nil }
  }

  private static func parse(_ text: String, units: [(String, Double)]) -> Double? {
    let compact = String(text.lowercased().filter { $0 != " " && $0 != "\u{202F}" && $0 != "\u{A0}" })
    guard let unit = units.first(where: { compact.hasSuffix($0.0) }) else { return nil }
    let digits = compact.dropLast(unit.0.count)
    // Digits with one point: no exponent, no hexadecimal.
    guard digits.utf8.first.map({ $0 >= 0x30 && $0 <= 0x39 }) == true,
      digits.utf8.allSatisfy({ ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2E }),
      let value = Double(digits), (value * unit.1).isFinite
    else { return nil }
    return value * unit.1
  }
}
