import GeoModel

/// Options that go together, or not.
extension ParsedOptions {
  /// The one option given among those that exclude each other.
  ///
  /// - Throws: where none or several are given.
  public func exactlyOne(of names: [String]) throws(UsageError) -> String {
    if let one = try atMostOne(of: names) { return one }
    let dashed = names.map { spec.option(named: $0)?.label ?? "--\($0)" }
    throw UsageError(
      "usage.missing-option", option: names.first.map { "--\($0)" },
      Phrase(
        en: "one of these options is needed: \(UsageError.list(dashed, lastJoint: " or "))",
        fr: "il faut une de ces options : \(UsageError.list(dashed, lastJoint: " ou "))"))
  }

  /// The option given among those that exclude each other; nil where none is.
  public func atMostOne(of names: [String]) throws(UsageError) -> String? {
    let given = names.filter { isGiven($0) }
    guard given.count > 1 else { return given.first }
    let dashed = given.map { "--\($0)" }
    throw UsageError(
      "usage.exclusive-options", option: dashed[1],
      Phrase(
        en: "options \(UsageError.list(dashed, lastJoint: " and ")) exclude each other",
        fr: "les options \(UsageError.list(dashed, lastJoint: " et ")) s'excluent"))
  }

  /// Checks that an option, when given, comes with those it cannot do without.
  public func require(_ others: [String], with name: String) throws(UsageError) {
    guard isGiven(name) else { return }
    for other in others where string(other) == nil {
      let label = spec.option(named: other)?.label ?? "--\(other)"
      throw UsageError(
        "usage.missing-option", option: "--\(other)",
        Phrase(en: "option --\(name) needs \(label)", fr: "l'option --\(name) demande \(label)"))
    }
  }

  /// Checks that an option is not given without the one that it qualifies.
  public func allow(_ names: [String], onlyWith other: String) throws(UsageError) {
    guard !isGiven(other) else { return }
    for name in names where isGiven(name) {
      throw UsageError(
        "usage.useless-option", option: "--\(name)",
        Phrase(
          en: "option --\(name) means nothing without --\(other)",
          fr: "l'option --\(name) n'a pas de sens sans --\(other)"))
    }
  }
}
