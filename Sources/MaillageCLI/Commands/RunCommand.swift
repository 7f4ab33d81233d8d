import Coverage
import GeoFormats
import GeoModel
import Reports
import Studies

/// `maillage run`: a whole study.
enum RunCommand {
  static let command = Command(spec: spec, run: run)

  static let study = PositionalSpec(
    "STUDY", required: false,
    help: Phrase(
      en: "a study file, or the name of an embedded study (default: \(StudyReader.defaultName))",
      fr: "un fichier d’étude, ou le nom d’une étude embarquée (par défaut : \(StudyReader.defaultName))"))

  private static let spec = CommandSpec(
    "run",
    Phrase(
      en: "runs a whole study: layers, tables, map and report",
      fr: "déroule une étude : couches, tableaux, carte et rapport"),
    positionals: [study],
    options: [
      CommonOptions.output(
        Phrase(
          en: "folder of the results (default: resultats-STUDY)",
          fr: "dossier des résultats (par défaut : resultats-ÉTUDE)"),
        value: "DIR"),
      InputArguments.excel,
      ContourSummary.approximate,
      .flag(
        "list",
        help: Phrase(
          en: "the embedded studies and their questions", fr: "les études embarquées et leurs questions")),
    ],
    examples: [
      Example(
        "maillage run --list", Phrase(en: "What comes with Maillage", fr: "Ce qui vient avec Maillage")),
      Example(
        "maillage run",
        Phrase(en: "The embedded study, without network", fr: "L’étude embarquée, sans réseau")),
      Example(
        "maillage run occitanie.json -o resultats",
        Phrase(en: "A study of your own", fr: "Une étude à vous")),
    ],
    notes: [
      Phrase(
        en: "Results of an earlier run that nobody changed are replaced; other files only with --force.",
        fr:
          "Les résultats d’un passage précédent restés intacts sont remplacés ; les autres fichiers, avec --force."
      ),
      Phrase(
        en: "A failed check is reported and leaves the exit status 0: use maillage check for that.",
        fr: "Un contrôle échoué est signalé et laisse le code 0 : pour cela, maillage check."),
    ])

  @Sendable private static func run(_ context: CommandContext) throws -> CommandOutcome {
    if context.options.flag("list") { return try StudyList.outcome(context) }
    let session = context.session(hashes: true)
    let study = try context.study(session)
    let results = try StudyResults(study, environment: context.environment, session: session) {
      context.progress.start($0)
    }
    let outputs = try StudyOutputs(results, session: session) { context.progress.start($0) }
    let folder = context.options.string("output") ?? "resultats-\(study.name)"
    let files = try outputs.files.map { file in
      (name: file.name, bytes: file.name.hasSuffix(".csv") ? try context.spreadsheet(file.bytes) : file.bytes)
    }
    try ResultFolder(path: folder).write(files, isForced: context.isForced)
    for warning in session.warnings { context.warn(warning) }
    context.countRejectedRows(results.inputs.siteSets.reduce(0) { $0 + $1.rejectedCount })
    return outcome(results, folder, outputs, session)
  }

  private static func outcome(
    _ results: StudyResults, _ folder: String, _ outputs: StudyOutputs, _ session: LoadSession
  )
    -> CommandOutcome
  {
    var outcome = CommandOutcome()
    let file = results.study.file
    outcome.json("etude", .string(results.study.name))
    outcome.json("titre", .string(file.title))
    outcome.json("dossier", .string(folder))
    outcome.json("fichiers", .array(outputs.files.map { .string($0.name) }))
    outcome.text(
      Phrase(verbatim: file.title + (results.inputs.layer.isApproximate ? " (contours approchés)" : "")))
    ContourSummary.addText(results.inputs.layer, to: &outcome)
    if let job = results.job, let source = file.coverages.first {
      let options = CoverageJob.Options(
        metres: source.metres, segments: source.segments, isGeodesic: source.isGeodesic,
        minimumGapSquareMetres: source.minimumGapSquareMetres, sliverWidthMetres: source.sliverWidthMetres)
      if let estimate = source.estimate {
        DistanceGaps.add(estimate.travel, estimate.minutes, source.metres, to: &outcome)
      }
      CoverageSummary.add(
        job, results.inputs.layer, options, results.inputs.landOutside, people: results.people,
        to: &outcome)
    } else {
      MeshSummary.add(results, to: &outcome)
    }
    if let sites = results.sites, let assignment = results.assignment {
      SiteSummary.add(sites, assignment, to: &outcome)
    }
    TimeGaps.add(results, to: &outcome)
    AnalysisSummary.add(results.analyses, to: &outcome)
    outcome.json("contours_approches", .bool(results.inputs.layer.isApproximate))
    ContourSummary.addJSON(results.inputs.layer, to: &outcome)
    outcome.json("appariements", JoinSummary.json(session))
    CheckSummary.add(results.checks, to: &outcome)
    outcome.text(
      Phrase(
        en: "Results in \(folder): \(outputs.files.map(\.name).joined(separator: ", "))",
        fr: "Résultats dans \(folder) : \(outputs.files.map(\.name).joined(separator: ", "))"))
    return outcome
  }
}
