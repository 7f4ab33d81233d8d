import Coverage
import GeoFormats
import GeoModel
import Studies

/// `maillage access`: supply within reach of the inhabitants of each place.
enum AccessCommand {
  static let command = Command(spec: spec, run: run)

  private static let spec = CommandSpec(
    "access",
    Phrase(
      en: "supply within reach of each place: the 2SFCA family, APL, nearest",
      fr: "offre à portée de chaque lieu : famille 2SFCA, APL, plus proche"),
    usage: ["--demand F --supply F (--within D | --decay …) [--times F] [options] -o F"],
    options: AccessArguments.options + [
      CommonOptions.output(
        Phrase(en: "CSV: code, acces, acces_pour_100k", fr: "CSV : code, acces, acces_pour_100k")),
      InputArguments.excel,
    ],
    examples: [
      Example(
        "maillage access --demand GeoData/tables/communes.csv --supply GeoData/tables/urgences-france.csv "
          + "--supply-key finess --within 30km --method 2sfca -o acces.csv",
        Phrase(en: "Emergency departments within 30 km", fr: "Urgences à moins de 30 km")),
      Example(
        "maillage access --demand communes.csv --supply medecins.csv --capacity etp --times temps.csv.gz "
          + "--decay apl --method e2sfca -o apl.csv",
        Phrase(en: "With a matrix of travel times", fr: "Avec une matrice de temps de trajet")),
    ],
    notes: [
      Phrase(
        en: "Decay and limit are in the unit of the cost: metres, or minutes with --times or --speed.",
        fr: "Décroissance et limite sont dans l’unité du coût : mètres, ou minutes avec --times ou --speed."),
      Phrase(
        en:
          "Methods that share supply print Σ population × access beside the supply in reach: they are equal.",
        fr:
          "Les méthodes qui partagent l’offre affichent Σ population × accès et l’offre à portée : ils sont égaux."
      ),
    ])

  @Sendable private static func run(_ context: CommandContext) throws -> CommandOutcome {
    let options = try AccessArguments.read(context)
    let session = context.session()
    context.progress.start(Phrase(en: "Reading", fr: "Lecture"))
    let job = try AccessJob(options, session: session)
    context.say(session)
    try context.writeRejects(job.demand.sites)
    for warning in AccessSummary.warnings(job) { context.warn(warning) }
    if let output = context.options.string("output") {
      try context.write(csv: AccessTable.csv(job), to: output)
    }
    return AccessSummary.outcome(job)
  }
}
