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
    options: AccessArguments.options + SensitivityArguments.options + [
      CommonOptions.output(
        Phrase(en: "CSV: code, acces, acces_pour_100k", fr: "CSV : code, acces, acces_pour_100k")),
      InputArguments.excel,
    ] + ClassArguments.options + contours,
    examples: [
      Example(
        "maillage access --demand GeoData/tables/communes.csv --supply GeoData/tables/urgences-france.csv "
          + "--supply-key finess --within 30km --method 2sfca -o acces.csv",
        Phrase(en: "Emergency departments within 30 km", fr: "Urgences à moins de 30 km")),
      Example(
        "maillage access --demand communes.csv --supply medecins.csv --capacity etp --times temps.csv.gz "
          + "--decay apl --method e2sfca -o apl.csv",
        Phrase(en: "With a matrix of travel times", fr: "Avec une matrice de temps de trajet")),
      Example(
        "maillage access --demand communes.csv --supply medecins.csv --within 20km --classes 2.5,4 "
          + "--classed acces_pour_100k --territories communes.geojson --geojson acces.geojson",
        Phrase(en: "With a layer for a map", fr: "Avec une couche pour une carte")),
      Example(
        "maillage access --demand GeoData/tables/communes.csv --study region=32 --supply GeoData/tables/urgences-france.csv "
          + "--supply-key finess --within 30km --membership GeoData/tables/communes.csv --by bassin_de_vie "
          + "--classes quantiles:5 --sensitivity within=20km within=40km --levels bassins.csv "
          + "--sensitivity-output sensibilite.csv",
        Phrase(
          en: "One region with its neighbours, by bassin de vie, and under other reaches",
          fr: "Une région avec ses voisins, par bassin de vie, et sous d’autres portées")),
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

  /// Contours of the places of the demand, for the GeoJSON.
  static let contours: [OptionSpec] = [
    .several(
      "territories", "F",
      help: Phrase(
        en: "contours of the demand's places, for --geojson (points without)",
        fr: "contours des lieux de la demande, pour --geojson (points sans elle)")),
    InputArguments.layer("territories", en: "their layer", fr: "leur couche"),
    .one(
      "territories-key", "FIELD",
      help: Phrase(
        en: "field of their code (recognised if usual)", fr: "champ de leur code (reconnu s’il est usuel)")),
    .one(
      "territories-crs", "EPSG:n",
      help: Phrase(
        en: "their CRS instead of what the files say",
        fr: "leur système, à la place de ce que disent les fichiers")),
  ]

  @Sendable private static func run(_ context: CommandContext) throws -> CommandOutcome {
    let options = try AccessArguments.read(context)
    let request = try SensitivityArguments.read(context.options, options)
    let classes = try ClassArguments(context.options, csv: "output", alsoOf: ["levels", "sensitivity", "study"])
    try checkContours(context.options, classes)
    let session = context.session()
    context.progress.start(Phrase(en: "Reading", fr: "Lecture"))
    let sensitivity =
      request.alternatives.isEmpty
      ? nil : try AccessSensitivity(options, request.alternatives, session: session)
    let job = try sensitivity?.base ?? AccessJob(options, session: session)
    let study = try request.study.map {
      try AccessStudy($0, supply: request.supplyStudy, in: job, threads: context.threads)
    }
    let levels = request.hasLevels ? try self.levels(of: job, study, request, context, session) : nil
    let figures = try figures(job, study?.places, classes, context, session)
    context.say(session)
    try context.writeRejects(job.demand.sites)
    for warning in AccessSummary.warnings(job) { context.warn(warning) }
    if let output = ClassArguments.csv("output", context.options) {
      try context.write(csv: AccessTable.csv(job, places: study?.places), to: output)
    }
    var outcome = AccessSummary.outcome(job, places: study?.places)
    if let levels { try write(levels, of: job, study, sensitivity, request, context, to: &outcome) }
    if let figures { try classes.write(figures, context, to: &outcome) }
    return outcome
  }

  private static func write(
    _ levels: AccessLevels, of job: AccessJob, _ study: AccessStudy?, _ sensitivity: AccessSensitivity?,
    _ request: SensitivityArguments.Request, _ context: CommandContext, to outcome: inout CommandOutcome
  ) throws {
    let summary = SensitivitySummary(job, study, levels, sensitivity?.variants ?? [])
    for warning in summary.warnings(request.classes) { context.warn(warning) }
    for note in summary.notes { context.note(note) }
    summary.add(to: &outcome)
    if let output = context.options.string("levels") {
      try context.write(csv: AccessLevelTable(levels, of: job).csv(), to: output)
    }
    if let output = context.options.string("sensitivity-output"), let sensitivity {
      try context.write(csv: SensitivityTable(levels, sensitivity.variants).csv(), to: output)
    }
  }

  /// Refuses contours that nothing would draw.
  static func checkContours(_ given: ParsedOptions, _ classes: ClassArguments) throws {
    if classes.output == nil { try given.allow(["territories"], onlyWith: "geojson") }
    try given.allow(["territories-layer", "territories-key", "territories-crs"], onlyWith: "territories")
  }

  /// The contours of `--territories`; nil without.
  static func loadContours(_ context: CommandContext, _ session: LoadSession) throws -> LoadedTerritories? {
    guard context.options.isGiven("territories") else { return nil }
    return try TerritoryLoader.load(
      TerritoryOptions(
        paths: context.options.strings("territories"), key: context.options.string("territories-key"),
        crs: try context.options.crs("territories-crs"), layer: context.options.string("territories-layer")),
      role: "Contours", session: session)
  }

  /// The places with their figures, as territories where their contours are given; nil where no GeoJSON is asked for.
  private static func figures(
    _ job: AccessJob, _ places: [Int]?, _ classes: ClassArguments, _ context: CommandContext,
    _ session: LoadSession
  ) throws -> FigureLayer? {
    guard classes.output != nil else { return nil }
    return try FigureLayer(
      job, places: places, territories: try loadContours(context, session), session: session)
  }

  private static func levels(
    of job: AccessJob, _ study: AccessStudy?, _ request: SensitivityArguments.Request,
    _ context: CommandContext, _ session: LoadSession
  ) throws -> AccessLevels {
    let codes = study?.places.map { job.demand.keys[$0] } ?? job.demand.keys
    let membership = try context.membership(of: codes, session)
    let needsEdge = study != nil || context.options.isGiven("levels")
    return AccessLevels(
      job, AccessTerritories(job, study: study, membership: membership),
      alone: try study?.accessAlone(job, threads: context.threads),
      edge: needsEdge
        ? try AccessEdge(job, study: study, environment: context.environment, session: session) : nil,
      classes: request.classes)
  }
}
