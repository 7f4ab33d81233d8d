import Coverage
import GeoFormats
import GeoModel
import Studies

/// `maillage check`: a study's conditions only.
enum CheckCommand {
  static let command = Command(spec: spec, run: run)

  private static let spec = CommandSpec(
    "check",
    Phrase(
      en: "a study's checks only, with exit status 0 or 1",
      fr: "les contrôles d’une étude, avec le code 0 ou 1"),
    positionals: [RunCommand.study], options: [ContourSummary.approximate], dropping: ["output", "force"],
    examples: [
      Example(
        "maillage check occitanie.json --json",
        Phrase(en: "In a nightly job", fr: "Dans une tâche de nuit"))
    ])

  @Sendable private static func run(_ context: CommandContext) throws -> CommandOutcome {
    let session = context.session()
    let study = try context.study(session)
    let results = try StudyResults(study, environment: context.environment, session: session) {
      context.progress.start($0)
    }
    for warning in session.warnings { context.warn(warning) }
    context.countRejectedRows(results.inputs.siteSets.reduce(0) { $0 + $1.rejectedCount })
    var outcome = CommandOutcome()
    outcome.json("etude", .string(study.name))
    outcome.json("titre", .string(study.file.title))
    ContourSummary.addText(results.inputs.layer, to: &outcome)
    outcome.json("appariements", JoinSummary.json(session))
    if results.checks.isEmpty {
      outcome.text(Phrase(en: "the study has no check", fr: "l’étude n’a aucun contrôle"))
    }
    outcome.json("contours_approches", .bool(results.inputs.layer.isApproximate))
    ContourSummary.addJSON(results.inputs.layer, to: &outcome)
    // Every département without a project is named.
    CheckSummary.add(results.checks, territories: 200, to: &outcome)
    outcome.isSuccess = results.checks.allSatisfy(\.isPassed)
    return outcome
  }
}
