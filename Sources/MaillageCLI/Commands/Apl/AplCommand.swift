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
    ] + ClassArguments.options + AccessCommand.contours,
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
    let classes = try classes(given)
    let session = context.session()
    context.progress.start(Phrase(en: "Reading", fr: "Lecture"))
    var computation: AplComputation?
    if given.isGiven("demand") { computation = try AplInputs.computation(context, session) }
    let places = try computation?.places ?? AplInputs.table(context, session)
    let threshold = try AplInputs.threshold(given, places)
    let membership = try given.string("by").flatMap { column in
      try context.membership(of: places.codes, by: column, byArrondissement: true, session)
    }
    var job = AplJob(places, computation: computation, threshold: threshold, membership: membership)
    if let previous = try AplInputs.previous(context, session) { job.compare(with: previous) }
    if let published = try AplInputs.published(context, session) {
      let level = try given.choice("published-for", as: AplJob.Level.self)
      job.compare(withPublished: published, level: level ?? (membership == nil ? .places : .zones))
    }
    var figures: FigureLayer?
    if classes.output != nil {
      let contours = try AccessCommand.loadContours(context, session)
      figures = try FigureLayer(job, unit: AplInputs.unit(job, given), contours: contours, session: session)
    }
    context.say(session)
    if let computation { try context.writeRejects(computation.access.demand.sites) }
    for warning in AplWarnings.of(job) { context.warn(warning) }
    if let output = ClassArguments.csv("output", given) {
      try context.write(csv: AplFiles.places(job), to: output)
    }
    if let output = ClassArguments.csv("zones", given) {
      try context.write(csv: AplFiles.zones(job), to: output)
    }
    if let output = given.string("changes") { try context.write(csv: AplFiles.changes(job), to: output) }
    var outcome = AplSummary(job, unit: given.string("activity-unit") ?? "").outcome(session)
    if let figures { try classes.write(figures, context, to: &outcome) }
    return outcome
  }

  /// The GeoJSON is of the territories where there is a level, else of the places.
  private static func classes(_ given: ParsedOptions) throws -> ClassArguments {
    if given.isGiven("membership"), let output = given.string("output"), ClassArguments.isGeoJSON(output) {
      throw UsageError.badValue(
        "--output", found: output,
        expected: Phrase(
          en: "a CSV of places: with --membership the GeoJSON is of territories, --zones or --geojson F",
          fr:
            "un CSV de lieux : avec --membership, le GeoJSON est celui des territoires, --zones ou --geojson F"
        ))
    }
    let classes = try ClassArguments(given, csv: given.isGiven("membership") ? "zones" : "output")
    try AccessCommand.checkContours(given, classes)
    if classes.output != nil, given.isGiven("membership") || given.isGiven("table") {
      try given.require(["territories"], with: given.isGiven("membership") ? "membership" : "table")
    }
    return classes
  }
}
