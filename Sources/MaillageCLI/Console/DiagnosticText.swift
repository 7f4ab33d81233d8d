import GeoModel

/// A diagnostic as editors and people read it: `file:line: error: feature 3, field "x": message`.
enum DiagnosticText {
  static func line(_ diagnostic: Diagnostic, in language: Language) -> String {
    let colon = language == .french ? " : " : ": "
    let place = SourceLocation(file: diagnostic.location.file, line: diagnostic.location.line)
    var details = diagnostic.location
    details.file = nil
    details.line = nil
    var head = place.text(in: language)
    // A lone `-` (standard input or output) would tell nothing.
    if head.isEmpty || head == "-" { head = "maillage" }
    var text = "\(head): \(word(diagnostic.severity).text(in: language))\(colon)"
    let inner = details.text(in: language)
    if !inner.isEmpty { text += inner + colon }
    return text + diagnostic.text(in: language) + "\n"
  }

  static func word(_ severity: Diagnostic.Severity) -> Phrase {
    switch severity {
    case .error: Phrase(en: "error", fr: "erreur")
    case .warning: Phrase(en: "warning", fr: "avertissement")
    case .note: Phrase(en: "note", fr: "note")
    }
  }

  /// Said in place of the lines above the limit.
  static func more(_ count: Int, of severity: Diagnostic.Severity, code: String, in language: Language)
    -> String
  {
    let phrase = Phrase(en: "… and \(count) more (\(code))", fr: "… et \(count) de plus (\(code))")
    let colon = language == .french ? " : " : ": "
    return "maillage: \(word(severity).text(in: language))\(colon)\(phrase.text(in: language))\n"
  }
}
