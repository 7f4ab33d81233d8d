import Coverage
import GeoFormats
import GeoModel
import Reports
import Studies

/// `maillage inequality`: how unequally a figure is shared out, and whether neighbours are alike.
enum InequalityCommand {
  static let command = Command(spec: spec, run: run)

  private static let spec = CommandSpec(
    "inequality",
    Phrase(
      en: "inequality between territories: Gini, Theil, Moran…",
      fr: "inégalités entre territoires : Gini, Theil, Moran…"),
    options: InputArguments.territories + [
      .one(
        "value", "FIELD", required: true,
        help: Phrase(
          en: "field of the figure, per inhabitant or per territory, 0 or more",
          fr: "champ de la valeur, par habitant ou par territoire, positive ou nulle")),
      .one(
        "table", "F",
        help: Phrase(
          en: "table that has it by code (the territories without it)",
          fr: "table qui l’a par code (les territoires sans elle)")),
      .one(
        "table-key", "C",
        help: Phrase(
          en: "its column of codes (recognised if usual)", fr: "sa colonne des codes (reconnue si usuelle)")),
      .one(
        "rank-by", "FIELD",
        help: Phrase(
          en: "field of the same table that ranks territories, for the concentration index",
          fr: "champ de la même table qui classe les territoires, pour l’indice de concentration")),
    ] + InputArguments.population + InputArguments.membership + [
      InputArguments.cog,
      .one(
        "aversion", "N", group: .method, default: "0.5",
        help: Phrase(en: "ε of Atkinson’s index", fr: "ε de l’indice d’Atkinson")),
      .one(
        "permutations", "N", group: .method, default: "999",
        help: Phrase(
          en: "permutations of Moran’s test (0: none)", fr: "permutations du test de Moran (0 : aucune)")
      ),
      .one(
        "seed", "N", group: .method, default: "1",
        help: Phrase(
          en: "seed of the permutations: the same gives the same figures",
          fr: "graine des permutations : la même donne les mêmes chiffres")),
      InputArguments.workCRS,
      .one(
        "lisa", "F", group: .output,
        help: Phrase(
          en: "CSV: local figures of each territory", fr: "CSV : chiffres locaux de chaque territoire")),
      CommonOptions.output(Phrase(en: "CSV: the Lorenz curve", fr: "CSV : la courbe de Lorenz")),
      InputArguments.excel,
    ] + ClassArguments.options,
    examples: [
      Example(
        "maillage inequality --territories communes.geojson --value acces --table acces.csv "
          + "--population populations.csv -o lorenz.csv --lisa lisa.csv",
        Phrase(en: "Inequality of access between inhabitants", fr: "Inégalité d’accès entre habitants"))
    ],
    notes: [
      Phrase(
        en: "With --population each territory weighs its inhabitants, else 1.",
        fr: "Avec --population, chaque territoire pèse ses habitants, sinon 1."),
      Phrase(
        en:
          "Neighbours share a border. Moran’s I does not weigh inhabitants; islands are left out and listed.",
        fr:
          "Les voisins ont une limite commune. Le I de Moran ne pèse pas les habitants ; les territoires sans "
          + "voisin en sont écartés et nommés."),
    ])

  @Sendable private static func run(_ context: CommandContext) throws -> CommandOutcome {
    let given = context.options
    try given.allow(InputArguments.ofPopulation, onlyWith: "population")
    try given.allow(InputArguments.ofMembership, onlyWith: "membership")
    try given.allow(["table-key"], onlyWith: "table")
    try given.require(["membership"], with: "by")
    try given.require(["by"], with: "membership")
    try context.allowCog(with: ["population", "membership"])
    var options = InequalityJob.Options()
    options.aversion = try given.double("aversion", in: 0.001...100) ?? 0.5
    options.permutations = try given.int("permutations", in: 0...99_999) ?? 999
    options.seed = UInt64(try given.int("seed", in: 0...Int.max) ?? 1)
    options.workCRS = try given.crs("work-crs")
    let territoryOptions = try context.territoryOptions()
    let classes = try ClassArguments(given, csv: "lisa")
    let field = try given.required("value")
    let session = context.session()
    context.progress.start(Phrase(en: "Reading", fr: "Lecture"))
    let layer = try TerritoryLoader.load(territoryOptions, session: session)
    let figures = try load(field, option: "--value", context, session)
    let ranking = try given.string("rank-by").map { try load($0, option: "--rank-by", context, session) }
    let populations = try context.populations(of: layer, session)
    let membership = try context.membership(of: layer, session)
    let table = given.string("table")
    func joined(_ figures: LoadedFigures) -> [Double?] {
      table.map { figures.join(layer, path: $0, session: session) }
        ?? layer.codes.map { figures.byCode[$0] }
    }
    let values = joined(figures)
    let ranks = ranking.map(joined)
    context.say(session)
    guard values.contains(where: { $0 != nil }) else {
      throw Diagnostic(
        "inequality.none", at: SourceLocation(file: given.string("table") ?? layer.source, field: field),
        Phrase(en: "no territory has a figure", fr: "aucun territoire n’a de valeur"))
    }
    let job = try InequalityJob(
      layer, values: values, populations: populations, membership: membership,
      ranking: ranks, options: options, threads: context.threads)
    for warning in InequalitySummary.warnings(job, layer) { context.warn(warning) }
    if let output = given.string("output") {
      try context.write(csv: InequalityTable.lorenz(job), to: output)
    }
    if let output = ClassArguments.csv("lisa", given) {
      try context.write(csv: InequalityTable.locals(job), to: output)
    }
    var outcome = InequalitySummary.outcome(job, figures, session)
    if classes.output != nil {
      try classes.write(
        try FigureLayer(job, of: layer, field: field, populations: populations, threads: context.threads), context,
        to: &outcome)
    }
    return outcome
  }

  private static func load(
    _ field: String, option: String, _ context: CommandContext, _ session: LoadSession
  ) throws -> LoadedFigures {
    if let table = context.options.string("table") {
      return try LoadedFigures.load(
        [table], key: context.options.string("table-key"), keyOption: "--table-key", value: field,
        option: option, session: session)
    }
    return try LoadedFigures.load(
      context.options.strings("territories"), key: context.options.string("key"), keyOption: "--key",
      keyPrefix: context.options.string("key-prefix"), value: field, option: option, session: session)
  }
}
