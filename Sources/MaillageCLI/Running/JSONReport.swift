import GeoFormats
import GeoModel

/// The one JSON object that `--json` puts on the standard output.
enum JSONReport {
  static func success(
    command: String, warnings: [Diagnostic], outcome: CommandOutcome, _ language: Language
  ) -> [UInt8] {
    bytes(head(command) + [(key: "avertissements", value: list(warnings, language))] + outcome.members)
  }

  /// - Parameter message: what standard error said of the error.
  static func failure(
    command: String?, error: Diagnostic, message: String, warnings: [Diagnostic], _ language: Language
  ) -> [UInt8] {
    bytes(
      head(command) + [
        (key: "erreur", value: members(of: error, message)),
        (key: "avertissements", value: list(warnings, language)),
      ])
  }

  private static func head(_ command: String?) -> [(key: String, value: JSONValue)] {
    [(key: "version", value: .string(MaillageVersion.current)), (key: "commande", value: text(command))]
  }

  private static func list(_ warnings: [Diagnostic], _ language: Language) -> JSONValue {
    .array(warnings.map { members(of: $0, $0.text(in: language)) })
  }

  private static func members(of diagnostic: Diagnostic, _ message: String) -> JSONValue {
    let place = diagnostic.location
    let feature = place.feature.map { JSONValue.int($0) } ?? text(place.featureCode)
    return .object([
      ("code", .string(diagnostic.code)), ("message", .string(message)), ("fichier", text(place.file)),
      ("ligne", place.line.map { .int($0) } ?? .null), ("objet", feature),
      ("champ", text(place.field)), ("valeur", text(diagnostic.found)),
    ])
  }

  /// On several lines, as people read it too.
  private static func bytes(_ members: [(key: String, value: JSONValue)]) -> [UInt8] {
    Array((JSONValue.object(members).prettyText + "\n").utf8)
  }

  private static func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
}
