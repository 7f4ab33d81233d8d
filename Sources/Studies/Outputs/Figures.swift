public import GeoFormats

/// How figures are written in data files: always the same decimals, the unit in the key.
enum Figures {
  static func km2(_ squareMetres: Double?) -> JSONValue { number(squareMetres.map { $0 / 1e6 }, 6) }
  static func metres(_ metres: Double?) -> JSONValue { number(metres, 1) }
  static func people(_ people: Double?) -> JSONValue { number(people, 3) }
  static func share(_ share: Double?) -> JSONValue { number(share, 8) }
  static func degrees(_ value: Double?) -> JSONValue { number(value, 6) }

  static func number(_ value: Double?, _ decimals: Int) -> JSONValue {
    value.map { .number($0, decimals: decimals) } ?? .null
  }

  static func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
}

extension JSONValue {
  public static func km2(_ squareMetres: Double?) -> JSONValue { Figures.km2(squareMetres) }
  public static func people(_ people: Double?) -> JSONValue { Figures.people(people) }
  public static func metres(_ metres: Double?) -> JSONValue { Figures.metres(metres) }
  public static func share(_ share: Double?) -> JSONValue { Figures.share(share) }
  public static func degrees(_ value: Double?) -> JSONValue { Figures.degrees(value) }
  public static func optional(_ text: String?) -> JSONValue { Figures.text(text) }
  public static func optional(_ number: Double?) -> JSONValue { Figures.number(number, 6) }
}
