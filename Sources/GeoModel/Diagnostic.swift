/// Where a defect is: as much of it as is known.
public struct SourceLocation: Sendable, Equatable {
  public var file: String?
  /// Line of the file, from 1.
  public var line: Int?
  /// Feature of the layer, from 1.
  public var feature: Int?
  /// The feature's own code, as read.
  public var featureCode: String?
  /// Column or member concerned.
  public var field: String?

  public init(
    file: String? = nil, line: Int? = nil, feature: Int? = nil, featureCode: String? = nil,
    field: String? = nil
  ) {
    self.file = file
    self.line = line
    self.feature = feature
    self.featureCode = featureCode
    self.field = field
  }

  /// `file:line: feature 3 ("01004"), field "x"`, with what is known.
  public func text(in language: Language) -> String {
    var head = file ?? ""
    if let line { head += head.isEmpty ? "\(line)" : ":\(line)" }
    var details: [String] = []
    if let feature {
      let word = language == .french ? "objet" : "feature"
      details.append(featureCode.map { "\(word) \(feature) (\"\($0)\")" } ?? "\(word) \(feature)")
    } else if let featureCode {
      details.append("\"\(featureCode)\"")
    }
    if let field {
      details.append((language == .french ? "champ" : "field") + " \"\(field)\"")
    }
    let tail = details.joined(separator: ", ")
    return head.isEmpty ? tail : (tail.isEmpty ? head : "\(head): \(tail)")
  }
}

/// Something that the user must know: what, where, what was found, what was expected, what to try.
public struct Diagnostic: Error, Sendable, Equatable {
  public enum Severity: String, Sendable { case error, warning, note }

  /// Stable, dotted, for scripts: `csv.field-count`.
  public var code: String
  public var severity: Severity
  public var location: SourceLocation
  public var message: Phrase
  /// The value found, as read.
  public var found: String?
  public var expected: Phrase?
  public var hint: Phrase?

  public init(
    _ code: String, severity: Severity = .error, at location: SourceLocation = SourceLocation(),
    _ message: Phrase, found: String? = nil, expected: Phrase? = nil, hint: Phrase? = nil
  ) {
    self.code = code
    self.severity = severity
    self.location = location
    self.message = message
    self.found = found
    self.expected = expected
    self.hint = hint
  }

  /// One line: the message, then what was found, expected, and what to try.
  public func text(in language: Language) -> String {
    let french = language == .french
    var line = message.text(in: language)
    if let found {
      line += (french ? " : trouvé " : ": found ") + Self.quoted(found)
    }
    if let expected {
      line += (french ? " ; attendu : " : "; expected ") + expected.text(in: language)
    }
    if !line.hasSuffix(".") { line += "." }
    if let hint {
      line += (french ? " Essayez : " : " Try: ") + hint.text(in: language)
      if !line.hasSuffix(".") { line += "." }
    }
    return line
  }

  /// A value between quotes, control characters visible, cut when it is long.
  public static func quoted(_ value: String, limit: Int = 80) -> String {
    var text = "\""
    var count = 0
    for scalar in value.unicodeScalars {
      if count == limit {
        text += "…"
        break
      }
      switch scalar {
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        text += "\\u{\(String(scalar.value, radix: 16))}"
      default: text.unicodeScalars.append(scalar)
      }
      count += 1
    }
    return text + "\""
  }
}
