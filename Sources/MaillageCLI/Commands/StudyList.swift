import GeoFormats
import GeoModel
import Studies

/// `maillage run --list`: the embedded studies.
enum StudyList {
  static func outcome(_ context: CommandContext) throws -> CommandOutcome {
    guard context.options.positionals.isEmpty else {
      throw UsageError(
        "usage.list", option: "--list",
        Phrase(en: "--list takes no study", fr: "--list ne prend pas d’étude"))
    }
    let session = context.session()
    var outcome = CommandOutcome()
    var list: [JSONValue] = []
    for study in try StudyReader.embedded(environment: context.environment, session: session) {
      let file = study.file
      let isDefault = study.name == StudyReader.defaultName
      outcome.text(
        Phrase(
          en: study.name + (isDefault ? " (default)" : ""),
          fr: study.name + (isDefault ? " (par défaut)" : "")))
      outcome.text(Phrase(verbatim: "  \(file.title)"))
      if let question = file.question { outcome.text(Phrase(verbatim: "  \(question)")) }
      for analysis in file.analyses {
        outcome.text(
          Phrase(
            verbatim: "    \(analysis.question.map { $0 + ". " } ?? "")\(analysis.asked ?? analysis.title)"))
      }
      list.append(
        .object([
          ("nom", .string(study.name)), ("titre", .string(file.title)),
          ("question", .optional(file.question)),
          ("par_defaut", .bool(isDefault)),
          (
            "questions",
            .array(
              file.analyses.map {
                .object([
                  ("numero", .optional($0.question)), ("type", .string($0.type)),
                  ("titre", .string($0.title)),
                  ("texte", .optional($0.asked)),
                ])
              })
          ),
        ]))
    }
    outcome.json("etudes", .array(list))
    return outcome
  }
}
