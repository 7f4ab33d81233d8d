import GeoModel

/// The grammar of `RowFilter`.
struct RowFilterParser {
  private let text: String
  private let option: String
  private let scalars: [Unicode.Scalar]
  private var at = 0

  init(_ text: String, option: String) {
    self.text = text
    self.option = option
    scalars = Array(text.unicodeScalars)
  }

  mutating func parse() throws(Diagnostic) -> [RowFilter.Clause] {
    var clauses = [try clause()]
    while skipBlanks() {
      let start = at
      guard word().lowercased() == "and" else {
        throw syntax(
          start, Phrase(en: "the end, or \"and\"", fr: "la fin, ou « and »"),
          hint: Phrase(
            en: "quotes around values that hold blanks",
            fr: "des guillemets autour des valeurs qui ont des blancs"))
      }
      clauses.append(try clause())
    }
    return clauses
  }

  private mutating func clause() throws(Diagnostic) -> RowFilter.Clause {
    let field = try operand(isField: true)
    skipBlanks()
    if take("!=") || take("<>") {
      return RowFilter.Clause(field: field, isNegated: true, values: [try operand()])
    }
    if take("==") || take("=") {
      return RowFilter.Clause(field: field, isNegated: false, values: [try operand()])
    }
    let start = at
    guard word().lowercased() == "in" else {
      throw syntax(start, Phrase(en: "=, != or in (…)", fr: "=, != ou in (…)"))
    }
    skipBlanks()
    guard take("(") else { throw syntax(at, Phrase(verbatim: "(")) }
    var values = [try operand()]
    while true {
      skipBlanks()
      if take(")") { return RowFilter.Clause(field: field, isNegated: false, values: values) }
      guard take(",") else { throw syntax(at, Phrase(en: ", or )", fr: ", ou )")) }
      values.append(try operand())
    }
  }

  private mutating func operand(isField: Bool = false) throws(Diagnostic) -> String {
    skipBlanks()
    let start = at
    if at < scalars.count, scalars[at] == "\"" || (scalars[at] == "'" && !isField) { return try quoted() }
    var value = ""
    while at < scalars.count, !Self.isBlank(scalars[at]),
      !"=!<>(),\"'".unicodeScalars.contains(scalars[at]) || isApostrophe(start)
    {
      value.unicodeScalars.append(scalars[at])
      at += 1
    }
    guard !value.isEmpty else {
      throw syntax(
        start,
        isField ? Phrase(en: "a field name", fr: "un nom de champ") : Phrase(en: "a value", fr: "une valeur"))
    }
    return value
  }

  /// An apostrophe inside a bare value (`L'Isle`) is an ordinary character.
  private func isApostrophe(_ start: Int) -> Bool { scalars[at] == "'" && at > start }

  private mutating func quoted() throws(Diagnostic) -> String {
    let quote = scalars[at]
    let start = at
    at += 1
    var value = ""
    while at < scalars.count {
      if scalars[at] == quote {
        at += 1
        guard at < scalars.count, scalars[at] == quote else { return value }
      }
      value.unicodeScalars.append(scalars[at])
      at += 1
    }
    throw syntax(start, Phrase(en: "a closing quote", fr: "un guillemet fermant"))
  }

  /// True where something follows.
  @discardableResult
  private mutating func skipBlanks() -> Bool {
    while at < scalars.count, Self.isBlank(scalars[at]) { at += 1 }
    return at < scalars.count
  }

  private mutating func word() -> String {
    var value = ""
    while at < scalars.count, scalars[at].properties.isAlphabetic {
      value.unicodeScalars.append(scalars[at])
      at += 1
    }
    return value
  }

  private mutating func take(_ token: String) -> Bool {
    guard scalars[at...].starts(with: token.unicodeScalars) else { return false }
    at += token.unicodeScalars.count
    return true
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r" || scalar == "\u{A0}"
  }

  private func syntax(_ position: Int, _ expected: Phrase, hint: Phrase? = nil) -> Diagnostic {
    var rest = ""
    rest.unicodeScalars.append(contentsOf: scalars[min(position, scalars.count)...].prefix(30))
    return Diagnostic(
      "filter.syntax",
      Phrase(
        en: "\(option): not understood at character \(position + 1) of \(Diagnostic.quoted(text))",
        fr: "\(option) : pas compris au caractère \(position + 1) de \(Diagnostic.quoted(text))"),
      found: rest.isEmpty ? nil : rest, expected: expected, hint: hint)
  }
}
