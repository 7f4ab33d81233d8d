import Coverage
import GeoFormats
import GeoModel
import Reports
import Studies

/// Checks, one line each.
enum CheckSummary {
  /// - Parameter territories: how many territories at fault a line names; five of other things.
  static func add(_ checks: [StudyCheck], territories: Int = 5, to outcome: inout CommandOutcome) {
    for check in checks {
      let limit = check.unit == "territoires" ? territories : 5
      let faults = check.faults.prefix(limit).joined(separator: ", ")
      let more = check.faults.count > limit ? ", … (\(check.faults.count))" : ""
      func line(_ language: Language, _ word: String) -> String {
        let colon = language == .french ? " : " : ": "
        var text =
          "\(word)\(colon)\(check.question.text(in: language))\(colon)\(check.figure.text(in: language)) "
        text += "(\(check.threshold.text(in: language)))"
        let named = language == .french ? faults : Phrase(figure: faults).english
        return named.isEmpty ? text : text + colon + named + more
      }
      outcome.text(
        Phrase(
          en: line(.english, check.isPassed ? "passed" : "FAILED"),
          fr: line(.french, check.isPassed ? "réussi" : "ÉCHOUÉ")))
    }
    outcome.json("controles_echoues", .int(checks.count { !$0.isPassed }))
    outcome.json(
      "controles",
      .array(
        checks.map { check in
          .object([
            ("question", .string(check.question.french)), ("reussi", .bool(check.isPassed)),
            ("valeur", .optional(check.found)), ("seuil", .optional(check.limit)),
            ("unite", .string(check.unit)),
            ("constat", .string(check.figure.french)), ("attendu", .string(check.threshold.french)),
            ("en_cause", .array(check.faults.map { .string($0) })),
          ])
        }))
  }
}
