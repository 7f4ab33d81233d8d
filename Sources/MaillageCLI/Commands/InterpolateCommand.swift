import Coverage
import GeoFormats
import GeoModel
import Reports
import Studies

/// `maillage interpolate`: figures of one layer carried to another by shared areas.
enum InterpolateCommand {
  static let command = Command(spec: spec, run: run)

  private static let spec = CommandSpec(
    "interpolate",
    Phrase(
      en: "carry figures from one layer of polygons to another by shared areas",
      fr: "porter des chiffres d’une couche de polygones à une autre par les surfaces communes"),
    usage: ["--from F… --to F… (--extensive A,B | --intensive C | --categorical D) -o F"],
    options: layer("from", en: "polygons with the figures", fr: "polygones qui ont les chiffres")
      + layer("to", en: "polygons to carry them to", fr: "polygones où les porter") + [
        columns(
          "extensive", en: "amounts, shared out: inhabitants, places",
          fr: "quantités, à répartir : habitants, places"),
        columns(
          "intensive", en: "rates or means, averaged over the area",
          fr: "taux ou moyennes, moyennés sur la surface"),
        columns(
          "categorical", en: "categories, as shares of the area",
          fr: "catégories, en parts de la surface"),
        .one(
          "rule", "", group: .method, choices: ArealInterpolation.Extensive.allCases.map(\.rawValue),
          default: ArealInterpolation.Extensive.share.rawValue,
          help: Phrase(
            en:
              "amount of what lies outside the targets: left there (share), or given to those touched (total)",
            fr:
              "quantité de ce qui est hors des cibles : laissée dehors (share), ou donnée aux cibles touchées (total)"
          )), InputArguments.workCRS,
        CommonOptions.output(Phrase(en: "CSV: one line a target", fr: "CSV : une ligne par cible")),
        InputArguments.excel,
      ] + ClassArguments.options,
    examples: [
      Example(
        "maillage interpolate --from iris.gpkg --from-key code_iris --to quartiers.geojson --to-key code "
          + "--extensive pop,menages --intensive revenu -o quartiers.csv",
        Phrase(en: "IRIS figures by neighbourhood", fr: "Chiffres des IRIS par quartier"))
    ],
    notes: [
      Phrase(
        en:
          "A target that sources without a value cover by more than 1 % has no value: a part would pass for the whole.",
        fr:
          "Une cible couverte à plus de 1 % par des sources sans valeur n’a pas de valeur : une partie passerait pour le tout."
      ),
      Phrase(
        en: "total + counted more than once = given + withheld + outside the targets, for each amount.",
        fr: "total + compté plusieurs fois = donné + retenu + hors des cibles, pour chaque quantité."),
    ])

  private static func columns(_ name: String, en: String, fr: String) -> OptionSpec {
    .one(name, "C,…", group: .input, help: Phrase(en: "columns of " + en, fr: "colonnes de " + fr))
  }

  private static func layer(_ name: String, en: String, fr: String) -> [OptionSpec] {
    [
      .several(name, "F", required: true, help: Phrase(en: en, fr: fr)),
      InputArguments.layer(name, en: "their layer", fr: "leur couche"),
      .one(
        "\(name)-key", "FIELD",
        help: Phrase(
          en: "field of their code (recognised if usual)", fr: "champ de leur code (reconnu s’il est usuel)")),
      .one(
        "\(name)-crs", "EPSG:n",
        help: Phrase(
          en: "their CRS instead of what the file says",
          fr: "leur système, à la place de ce que dit le fichier")
      ),
    ]
  }

  @Sendable private static func run(_ context: CommandContext) throws -> CommandOutcome {
    let options = context.options
    let (extensive, intensive, categorical) = (
      try list("extensive", options), try list("intensive", options), try list("categorical", options)
    )
    if extensive.isEmpty && intensive.isEmpty && categorical.isEmpty {
      _ = try options.exactlyOne(of: ["extensive", "intensive", "categorical"])
    }
    try refuseRepeated(extensive + intensive + categorical)
    let classes = try ClassArguments(options, csv: "output")
    let session = context.session()
    context.progress.start(Phrase(en: "Reading", fr: "Lecture"))
    let job = try InterpolationJob(
      InterpolationJob.Options(
        from: try territories("from", options), to: try territories("to", options), extensive: extensive,
        intensive: intensive, categorical: categorical,
        rule: try options.choice("rule", as: ArealInterpolation.Extensive.self) ?? .share,
        workCRS: try options.crs("work-crs")), session: session)
    context.say(session)
    for warning in lacks(job) { context.warn(warning) }
    for amount in job.amounts where !amount.result.outsideOfSource.isEmpty {
      context.warn(outside(amount.name, amount.result, job))
    }
    if let output = ClassArguments.csv("output", options) {
      try context.write(csv: InterpolationTable.csv(job), to: output)
    }
    var outcome = outcome(job)
    if classes.output != nil {
      try classes.write(try FigureLayer(job, threads: context.threads), context, to: &outcome)
    }
    return outcome
  }

  private static func territories(_ name: String, _ options: ParsedOptions) throws -> TerritoryOptions {
    TerritoryOptions(
      paths: options.strings(name), key: options.string("\(name)-key"),
      crs: try options.crs("\(name)-crs"), layer: options.string("\(name)-layer"))
  }

  private static func list(_ name: String, _ options: ParsedOptions) throws(UsageError) -> [String] {
    try options.read(name, expected: ConvertArguments.names) { ConvertArguments.list($0) } ?? []
  }

  /// A column asked twice would give two columns of one name.
  private static func refuseRepeated(_ columns: [String]) throws(UsageError) {
    var seen: Set<String> = []
    guard let name = columns.first(where: { !seen.insert($0).inserted }) else { return }
    throw UsageError(
      "usage.column-twice",
      Phrase(en: "column \(name) is asked twice", fr: "la colonne \(name) est demandée deux fois"))
  }

  /// Layers that do not meet, and columns with holes.
  private static func lacks(_ job: InterpolationJob) -> [Diagnostic] {
    var warnings: [Diagnostic] = []
    if job.overlaps.list.isEmpty {
      warnings.append(
        Diagnostic(
          "interpolate.apart", at: SourceLocation(file: job.sources.source),
          Phrase(
            en: "no source shares land with a target",
            fr: "aucune source n’a de surface commune avec une cible"),
          found: "\(job.sources.crs.code), \(job.targets.crs.code)",
          hint: Phrase(verbatim: "--from-crs EPSG:n, --to-crs EPSG:n")))
    }
    let columns =
      job.amounts.map { ($0.name, $0.missing) } + job.ratios.map { ($0.name, $0.missing) }
      + job.categories.map { ($0.name, $0.missing) }
    for (name, missing) in columns where missing > 0 {
      warnings.append(
        Diagnostic(
          "interpolate.no-value", at: SourceLocation(file: job.sources.source, field: name),
          Phrase(
            en: "sources without a value, which is not 0: \(missing)",
            fr: "sources sans valeur, ce qui n’est pas 0 : \(missing)")))
    }
    return warnings
  }

  private static func outside(
    _ name: String, _ amount: ArealInterpolation.Amounts, _ job: InterpolationJob
  ) -> Diagnostic {
    let codes = amount.outsideOfSource.prefix(5).map { job.sources.codes[$0.source] }
    let count = amount.outsideOfSource.count
    return Diagnostic(
      "interpolate.outside", at: SourceLocation(file: job.sources.source, field: name),
      Phrase(
        en: "sources that lie in part or wholly outside the targets: \(count)",
        fr: "sources en partie ou entièrement hors des cibles : \(count)"),
      found: codes.joined(separator: ", ") + (count > 5 ? ", …" : ""))
  }

  private static func outcome(_ job: InterpolationJob) -> CommandOutcome {
    let number = FrenchNumber.typographic
    var outcome = CommandOutcome()
    outcome.figure(Phrase(en: "sources", fr: "sources"), number.integer(job.sources.codes.count))
    outcome.figure(Phrase(en: "targets", fr: "cibles"), number.integer(job.targets.codes.count))
    outcome.figure(
      Phrase(en: "pairs that share land", fr: "couples de surface commune"),
      number.integer(job.overlaps.list.count))
    for (name, _, amount) in job.amounts {
      func line(_ en: String, _ fr: String, _ value: Double) {
        outcome.figure(Phrase(en: "\(name), \(en)", fr: "\(name), \(fr)"), number.decimal(value, decimals: 3))
      }
      line("in the sources", "dans les sources", amount.total)
      line("given to the targets", "donné aux cibles", amount.given)
      if amount.withheld != 0 {
        line("withheld, for want of values", "retenu, faute de valeurs", amount.withheld)
      }
      line("outside the targets", "hors des cibles", amount.outside)
      if amount.repeated != 0 { line("counted more than once", "compté plusieurs fois", amount.repeated) }
    }
    outcome.json("sources", .int(job.sources.codes.count))
    outcome.json("cibles", .int(job.targets.codes.count))
    outcome.json("couples", .int(job.overlaps.list.count))
    outcome.json("regle", .string(job.options.rule.rawValue))
    outcome.json("crs", .string(job.zones.map(\.crs.code).joined(separator: " ")))
    outcome.json("bilan", InterpolationTable.balances(job))
    return outcome
  }
}
