import GeoFormats
public import GeoModel

/// The options of one command line, read by type; errors name the option, the value and what is expected.
///
/// An option that is absent has its default value where its definition states one, else nil.
public struct ParsedOptions: Sendable, Equatable {
  public let spec: CommandSpec
  /// Arguments told by their place, in order.
  public let positionals: [String]
  private let values: [String: [String]]
  private let flags: Set<String>

  init(spec: CommandSpec, values: [String: [String]], flags: Set<String>, positionals: [String]) {
    self.spec = spec
    self.values = values
    self.flags = flags
    self.positionals = positionals
  }

  /// True where a flag is given.
  public func flag(_ name: String) -> Bool {
    assert(spec.option(named: name)?.arity == .flag || spec.option(named: name) == nil, name)
    return flags.contains(name)
  }

  /// True where the option is on the command line, whatever its default.
  public func isGiven(_ name: String) -> Bool { flags.contains(name) || values[name] != nil }

  public func string(_ name: String) -> String? {
    values[name]?.last ?? spec.option(named: name)?.defaultValue
  }

  /// All values of an option, in order; empty where it is absent.
  public func strings(_ name: String) -> [String] {
    values[name] ?? spec.option(named: name)?.defaultValue.map { [$0] } ?? []
  }

  /// The value of an option that this use of the command cannot do without.
  public func required(_ name: String) throws(UsageError) -> String {
    if let value = string(name) { return value }
    throw absent(name)
  }

  /// A whole number within a range.
  public func int(_ name: String, in range: ClosedRange<Int>) throws(UsageError) -> Int? {
    try read(
      name,
      expected: Phrase(
        en: "a whole number from \(range.lowerBound) to \(range.upperBound)",
        fr: "un entier de \(range.lowerBound) à \(range.upperBound)")
    ) { text in
      guard let value = Int(text), range.contains(value) else { return nil }
      return value
    }
  }

  /// A finite number, with `.` as decimal sign, within a range.
  public func double(
    _ name: String,
    in range: ClosedRange<Double> = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude
  ) throws(UsageError) -> Double? {
    let isBounded = range.upperBound < Double.greatestFiniteMagnitude
    return try read(
      name,
      expected: isBounded
        ? Phrase(
          en: "a number from \(FixedDecimal.shortest(range.lowerBound)) to "
            + FixedDecimal.shortest(range.upperBound),
          fr: "un nombre de \(FixedDecimal.shortest(range.lowerBound)) à "
            + FixedDecimal.shortest(range.upperBound))
        : Phrase(
          en: "a number, with a point as decimal sign", fr: "un nombre, avec un point comme signe décimal")
    ) { text in
      guard let value = Double(text), value.isFinite, range.contains(value) else { return nil }
      return value
    }
  }

  /// A length in metres, above 0.
  public func length(_ name: String) throws(UsageError) -> Double? {
    try read(
      name,
      expected: Phrase(
        en: "a length and its unit, such as 15km or 800m", fr: "une longueur et son unité, comme 15km ou 800m"
      )
    ) { text in Measure.lengthMetres(text).flatMap { $0 > 0 ? $0 : nil } }
  }

  /// An area in square metres, 0 or more.
  public func area(_ name: String) throws(UsageError) -> Double? {
    try read(
      name,
      expected: Phrase(
        en: "an area and its unit, such as 1km2, 20ha or 500m2",
        fr: "une surface et son unité, comme 1km2, 20ha ou 500m2")
    ) { text in Measure.areaSquareMetres(text) }
  }

  /// A coordinate reference system by its code.
  public func crs(_ name: String) throws(UsageError) -> CRS? {
    try read(
      name,
      expected: Phrase(
        en: "a coordinate system such as EPSG:2154 or EPSG:4326",
        fr: "un système de coordonnées comme EPSG:2154 ou EPSG:4326")
    ) { text in CRS(parsing: text) }
  }

  /// One case of an enumeration whose raw values are what the user writes.
  public func choice<Choice: RawRepresentable & CaseIterable>(
    _ name: String, as type: Choice.Type
  ) throws(UsageError) -> Choice? where Choice.RawValue == String {
    guard let text = string(name) else { return nil }
    if let value = Choice(rawValue: text) { return value }
    guard let option = spec.option(named: name) else { return nil }
    throw UsageError.badChoice(option, text, among: Choice.allCases.map(\.rawValue))
  }

  /// The value of an option as `convert` reads it.
  ///
  /// - Throws: an error that names the option, the value found and `expected`, where `convert` gives nil.
  public func read<Value>(
    _ name: String, expected: Phrase, _ convert: (String) -> Value?
  ) throws(UsageError) -> Value? {
    guard let text = string(name) else { return nil }
    if let value = convert(text) { return value }
    throw UsageError.badValue("--\(name)", found: text, expected: expected)
  }

  /// The error of an option that this use of the command cannot do without.
  func absent(_ name: String) -> UsageError {
    guard let option = spec.option(named: name) else {
      return UsageError(
        "usage.missing-option", option: "--\(name)",
        Phrase(en: "missing option: --\(name)", fr: "option manquante : --\(name)"))
    }
    return UsageError.missingOptions([option])
  }
}
