import Coverage
import GeoFormats
import GeoModel
import Studies

/// `maillage explain`: how the access of one place was formed.
enum ExplainCommand {
  static let command = Command(spec: spec, run: run)

  private static let spec = CommandSpec(
    "explain",
    Phrase(
      en: "how the access of one place was formed, supply by supply",
      fr: "comment l’accès d’un lieu est formé, offre par offre"),
    usage: ["CODE --demand F --supply F (--within D | --decay …) [--times F] [options] [-o F]"],
    positionals: [
      PositionalSpec(
        "CODE", required: true,
        help: Phrase(en: "code of a place of the demand", fr: "code d’un lieu de la demande"))
    ],
    options: AccessArguments.options + [
      CommonOptions.output(
        Phrase(en: "CSV: a row for each supply in reach", fr: "CSV : une ligne par offre à portée")),
      InputArguments.excel,
    ],
    examples: [
      Example(
        "maillage explain 60057 --demand GeoData/tables/communes.csv --supply GeoData/tables/urgences-france.csv "
          + "--supply-key finess --within 30km",
        Phrase(
          en: "The emergency departments within 30 km of Beauvais",
          fr: "Les urgences à moins de 30 km de Beauvais"))
    ],
    notes: [
      Phrase(
        en:
          "Takes the same options as access, and says the same figure; raam and nearest are no sums over supplies.",
        fr:
          "Prend les options d’access, et dit le même chiffre ; raam et nearest ne sont pas des sommes sur les offres."
      )
    ])

  @Sendable private static func run(_ context: CommandContext) throws -> CommandOutcome {
    var options = try AccessArguments.read(context)
    options.keepsWeights = true
    guard !options.method.isCost else {
      throw UsageError(
        "usage.explain-method", option: "--method",
        Phrase(
          en: "\(options.method.rawValue) is no sum over supplies: access -o gives its cost",
          fr: "\(options.method.rawValue) n’est pas une somme sur les offres : access -o donne son coût"))
    }
    let session = context.session()
    context.progress.start(Phrase(en: "Reading", fr: "Lecture"))
    let job = try AccessJob(options, session: session)
    context.say(session)
    try context.writeRejects(job.demand.sites)
    for warning in AccessSummary.warnings(job) { context.warn(warning) }
    let explanation = try AccessExplanation(of: context.options.positionals[0], in: job)
    let table = ExplanationTable(explanation, of: job)
    if let output = context.options.string("output") { try context.write(csv: table.csv(), to: output) }
    return ExplainSummary(explanation, job, context.language).outcome(table)
  }
}
