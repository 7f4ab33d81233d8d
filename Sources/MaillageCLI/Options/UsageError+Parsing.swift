import GeoModel

/// The errors of the parser, each with its words.
extension UsageError {
  static func unknownOption(_ written: String, of spec: CommandSpec) -> UsageError {
    UsageError(
      "usage.unknown-option", option: written,
      Phrase(en: "unknown option \(written)", fr: "option inconnue \(written)"),
      suggestion: suggestedOption(for: written, of: spec))
  }

  private static func suggestedOption(for written: String, of spec: CommandSpec) -> String? {
    let isSingleDash = written.hasPrefix("-") && !written.hasPrefix("--")
    if isSingleDash, let letter = written.dropFirst().first, let option = spec.option(short: letter),
      option.arity != .flag, spec.option(named: String(written.dropFirst())) == nil
    {
      let rest = written.dropFirst(2)
      return "-\(letter) \(rest.first == "=" ? rest.dropFirst() : rest)"
    }
    let bare = written.unicodeScalars.drop { $0 == "-" || OptionSyntax.isTypographicDash($0) }
    let name = String(String.UnicodeScalarView(bare.prefix { $0 != "=" }))
    return NameMatch.closest(to: name, among: spec.options.map(\.name), limit: 1).first.map { "--\($0)" }
  }

  static func unwantedValue(_ option: OptionSpec, _ value: String) -> UsageError {
    UsageError(
      "usage.unwanted-value", option: option.dashed,
      Phrase(
        en: "option \(option.dashed) takes no value", fr: "l'option \(option.dashed) ne prend pas de valeur"),
      found: value)
  }

  static func missingValue(_ option: OptionSpec, next: String?) -> UsageError {
    UsageError(
      "usage.missing-value", option: option.dashed,
      Phrase(
        en: "option \(option.dashed) needs a value (\(option.label))",
        fr: "il manque la valeur de l'option \(option.dashed) (\(option.label))"),
      found: next)
  }

  static func repeated(_ option: OptionSpec, _ first: String, _ second: String) -> UsageError {
    let both = (Diagnostic.quoted(first), Diagnostic.quoted(second))
    return UsageError(
      "usage.repeated-option", option: option.dashed,
      Phrase(
        en: "option \(option.dashed) is given twice, with \(both.0) and \(both.1)",
        fr: "option \(option.dashed) donnée deux fois, avec \(both.0) et \(both.1)"),
      quoted: second)
  }

  static func badChoice(_ option: OptionSpec, _ value: String, among choices: [String]) -> UsageError {
    var error = badValue(
      option.dashed, found: value,
      expected: Phrase(
        en: list(choices, lastJoint: " or "), fr: list(choices, lastJoint: " ou ")))
    error.suggestion = NameMatch.closest(to: value, among: choices, limit: 1).first
    return error
  }

  static func missingOptions(_ options: [OptionSpec]) -> UsageError {
    let names = options.map(\.label)
    let several = names.count > 1
    return UsageError(
      "usage.missing-option", option: options.first?.dashed,
      Phrase(
        en: "missing option\(several ? "s" : ""): \(list(names, lastJoint: " and "))",
        fr: several
          ? "options manquantes : \(list(names, lastJoint: " et "))" : "option manquante : \(names[0])"))
  }

  static func missingArgument(_ name: String) -> UsageError {
    UsageError(
      "usage.missing-argument", Phrase(en: "missing argument \(name)", fr: "argument manquant : \(name)"))
  }

  static func emptyArgument(at index: Int, of spec: CommandSpec) -> UsageError {
    let name = spec.positionals[min(index, spec.positionals.count - 1)].name
    return UsageError(
      "usage.empty-argument", Phrase(en: "argument \(name) is empty", fr: "l'argument \(name) est vide"))
  }

  static func unexpectedArgument(_ argument: String, of spec: CommandSpec) -> UsageError {
    UsageError(
      "usage.unexpected-argument",
      Phrase(en: "unexpected argument", fr: "argument inattendu"), found: argument,
      suggestion: NameMatch.closest(to: argument, among: spec.options.map(\.name), limit: 1).first.map {
        "--\($0)"
      })
  }

  static func unknownCommand(_ name: String, among commands: [String]) -> UsageError {
    UsageError(
      "usage.unknown-command",
      Phrase(
        en: "unknown command \(Diagnostic.quoted(name))", fr: "commande inconnue \(Diagnostic.quoted(name))"),
      quoted: name,
      suggestion: NameMatch.closest(to: name, among: commands, limit: 1).first)
  }

  /// `a, b or c`.
  static func list(_ words: [String], lastJoint: String) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + lastJoint + last
  }
}
