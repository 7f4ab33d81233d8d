import GeoFormats
import GeoModel

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A fault of a study file, with the path of the member concerned.
struct StudyFault: Error {
  var path: String
  var message: Phrase
  var found: String?
  var expected: Phrase?
  var hint: Phrase?

  func diagnostic(file: String) -> Diagnostic {
    Diagnostic(
      "study.invalid", at: SourceLocation(file: file, field: path.isEmpty ? nil : path), message,
      found: found,
      expected: expected, hint: hint)
  }
}

/// Any key, to see those that a type does not know.
private struct AnyKey: CodingKey {
  var stringValue: String
  var intValue: Int?
  init?(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { return nil }
}

extension Decoder {
  /// A container that refuses keys which neither `Keys` nor `others` name.
  func strict<Keys: CodingKey & CaseIterable>(
    _ keys: Keys.Type, and others: [String] = []
  ) throws -> KeyedDecodingContainer<Keys> {
    let known = Keys.allCases.map(\.stringValue) + others
    for key in try container(keyedBy: AnyKey.self).allKeys where !known.contains(key.stringValue) {
      let near = NameMatch.closest(to: key.stringValue, among: known, limit: 1).first
      throw StudyFault(
        path: StudyPath.text(codingPath + [key]),
        message: Phrase(en: "this key is unknown", fr: "cette clé est inconnue"), found: key.stringValue,
        expected: Phrase(verbatim: known.sorted().joined(separator: ", ")),
        hint: near.map { Phrase(verbatim: $0) })
    }
    return try container(keyedBy: keys)
  }
}

/// Paths of members as users read them: `niveaux[1].noms.cle`.
enum StudyPath {
  static func text(_ path: [any CodingKey]) -> String {
    path.reduce("") { text, key in
      if let index = key.intValue { return "\(text)[\(index)]" }
      return text.isEmpty ? key.stringValue : "\(text).\(key.stringValue)"
    }
  }
}

extension StudyPath {
  /// The path of a key that stands twice in one object, or nil.
  static func repeatedKey(in value: JSONValue, at path: String = "") -> String? {
    switch value {
    case .object(let members):
      var seen = Set<String>()
      for member in members {
        let place = path.isEmpty ? member.key : "\(path).\(member.key)"
        if !seen.insert(member.key).inserted { return place }
        if let inner = repeatedKey(in: member.value, at: place) { return inner }
      }
    case .array(let values):
      for (index, value) in values.enumerated() {
        if let inner = repeatedKey(in: value, at: "\(path)[\(index)]") { return inner }
      }
    default: break
    }
    return nil
  }
}

extension DecodingError {
  /// The same fault in the user's words.
  var fault: StudyFault {
    switch self {
    case .keyNotFound(let key, let context):
      StudyFault(
        path: StudyPath.text(context.codingPath + [key]),
        message: Phrase(en: "this key is missing", fr: "cette clé manque"))
    case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
      StudyFault(
        path: StudyPath.text(context.codingPath),
        message: Phrase(en: "this value has the wrong type", fr: "cette valeur n’a pas le bon type"),
        expected: Phrase(verbatim: Self.name(of: type)))
    case .dataCorrupted(let context):
      StudyFault(
        path: StudyPath.text(context.codingPath), message: Phrase(verbatim: context.debugDescription))
    @unknown default:
      StudyFault(path: "", message: Phrase(en: "the study cannot be read", fr: "l’étude est illisible"))
    }
  }

  private static func name(of type: Any.Type) -> String {
    if type == String.self { return "\"texte\"" }
    if type == Bool.self { return "true, false" }
    if type == Int.self || type == Double.self { return "1234.5" }
    return String(describing: type).hasPrefix("Array") ? "[ … ]" : "{ … }"
  }
}
