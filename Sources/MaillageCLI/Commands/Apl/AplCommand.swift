import Coverage
import GeoFormats
import GeoModel
import Studies

/// `maillage apl`: the accessibilité potentielle localisée as DREES defines it, computed or read.
enum AplCommand {
  static let command = Command(spec: spec, run: run)

  private static let spec = CommandSpec(
    "apl",
    Phrase(
      en: "APL as DREES defines it, computed or from a published table, by territory and by year",
      fr: "APL telle que la DREES la définit, calculée ou publiée, par territoire et par année"),
    usage: [
      "--demand F --supply F (--times F | --speed KM/H) (--ages F --consumption F | --standardised C) [options] -o F",
      "--table F [--previous F] [--published F] [--membership F --by C] [options] -o F",
    ],
    options: AplOptions.options + [
      CommonOptions.output(Phrase(en: "CSV: a row for each place", fr: "CSV : une ligne par lieu")),
      InputArguments.excel,
    ],
    examples: [
      Example(
        "maillage apl --demand communes.csv --ages ages.csv --consumption consommation.csv --supply medecins.csv "
          + "--supply-key commune --activity consultations --age age --times temps.csv.gz "
          + "--membership communes.csv --by tvs -o apl.csv --zones apl-tvs.csv",
        Phrase(
          en: "Computed, all doctors and those aged 65 or less",
          fr: "Calculée, tous médecins et 65 ans et moins")),
      Example(
        "maillage apl --table apl.xlsx --layer 2023 --previous apl.xlsx --previous-layer 2022 --changes passages.csv",
        Phrase(en: "Two years of DREES’s workbook", fr: "Deux années du classeur de la DREES")),
    ],
    notes: [
      Phrase(
        en:
          "Means weigh standardised inhabitants; people under the threshold (strictly) and deciles are of all inhabitants.",
        fr:
          "Les moyennes pèsent les habitants standardisés ; les habitants sous le seuil (strictement) et les déciles "
          + "portent sur tous les habitants."),
      Phrase(
        en: "The steps of --decay apl and the normalisation of ages are parameters, printed with the result.",
        fr:
          "Les paliers de --decay apl et la normalisation des âges sont des paramètres, affichés avec le résultat."
      ),
      Phrase(
        en: "Doctors of hospitals are left out with --supply-where.",
        fr: "Les médecins des hôpitaux s’écartent avec --supply-where."),
    ])

  @Sendable private static func run(_ context: CommandContext) throws -> CommandOutcome {
    let given = context.options
    try AplInputs.check(given)
    let session = context.session()
    context.progress.start(Phrase(en: "Reading", fr: "Lecture"))
    var computation: AplComputation?
    if given.isGiven("demand") { computation = try AplInputs.computation(context, session) }
    let places = try computation?.places ?? AplInputs.table(context, session)
    let threshold = try AplInputs.threshold(given, places)
    let membership = try context.membership(ofCodes: places.codes, byArrondissement: true, session)
    var job = AplJob(places, computation: computation, threshold: threshold, membership: membership)
    if let previous = try AplInputs.previous(context, session) { job.compare(with: previous) }
    if let published = try AplInputs.published(context, session) {
      let level = try given.choice("published-for", as: AplJob.Level.self)
      job.compare(withPublished: published, level: level ?? (membership == nil ? .places : .zones))
    }
    context.say(session)
    if let computation { try context.writeRejects(computation.access.demand.sites) }
    for warning in AplWarnings.of(job) { context.warn(warning) }
    if let output = given.string("output") { try context.write(csv: AplFiles.places(job), to: output) }
    if let output = given.string("zones") { try context.write(csv: AplFiles.zones(job), to: output) }
    if let output = given.string("changes") { try context.write(csv: AplFiles.changes(job), to: output) }
    return AplSummary(job, unit: given.string("activity-unit") ?? "").outcome(session)
  }
}
