public import GeoModel

/// A command line that cannot be understood: which option, what was found, what was expected.
public struct UsageError: Error, Sendable, Equatable {
  /// Stable, dotted, for scripts: `usage.unknown-option`.
  public var code: String
  /// The option concerned, with its dashes.
  public var option: String?
  public var message: Phrase
  /// The value found, as written.
  public var found: String?
  /// The value where the message quotes it already.
  public var quoted: String?
  public var expected: Phrase?
  /// What the user may have meant.
  public var suggestion: String?

  public init(
    _ code: String, option: String? = nil, _ message: Phrase, found: String? = nil,
    quoted: String? = nil, expected: Phrase? = nil, suggestion: String? = nil
  ) {
    self.code = code
    self.option = option
    self.message = message
    self.found = found
    self.quoted = quoted
    self.expected = expected
    self.suggestion = suggestion
  }

  /// A value that an option cannot take.
  public static func badValue(_ option: String, found: String, expected: Phrase) -> UsageError {
    UsageError(
      "usage.bad-value", option: option,
      Phrase(en: "option \(option): bad value", fr: "option \(option) : valeur incorrecte"),
      found: found, expected: expected)
  }

  /// One line: the message, what was found, expected, and perhaps meant.
  public func text(in language: Language) -> String {
    let french = language == .french
    var line = message.text(in: language)
    if let found { line += (french ? " : trouvé " : ": found ") + Diagnostic.quoted(found) }
    if let expected {
      line += (french ? " ; attendu : " : "; expected ") + expected.text(in: language)
    }
    if let suggestion {
      return line + (french ? " : vouliez-vous dire \(suggestion) ?" : ": did you mean \(suggestion)?")
    }
    return line.hasSuffix(".") || line.hasSuffix("…") ? line : line + "."
  }
}
