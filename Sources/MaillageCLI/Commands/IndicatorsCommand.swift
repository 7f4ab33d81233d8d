import Coverage
import GeoFormats
import GeoModel
import Reports
import Studies

/// `maillage indicators`: sites per inhabitant of every territory of a level.
enum IndicatorsCommand {
  static let command = Command(spec: spec, run: run)

  private static let spec = CommandSpec(
    "indicators",
    Phrase(
      en: "per-capita figures per level: counts, rates, intervals, ranks",
      fr: "indicateurs par habitant : nombres, taux, intervalles, rangs"),
    options: InputArguments.territories + InputArguments.sites(required: true) + InputArguments.population
      + GridArguments.options + InputArguments.membership + IndicatorMeasure.options + [
        InputArguments.cog,
        .one(
          "per", "N", group: .method, default: "100000",
          help: Phrase(
            en: "inhabitants that rates are given for", fr: "habitants auxquels les taux sont rapportés")),
        CommonOptions.output(
          Phrase(
            en: "CSV: one line a territory, then the total",
            fr: "CSV : une ligne par territoire, puis le total")),
        InputArguments.excel,
      ] + ClassArguments.options,
    examples: [
      Example(
        "maillage indicators --territories communes.geojson --sites finess.csv --where categetab=603 "
          + "--population populations.csv --membership appartenance.csv --by BV2022 -o taux.csv",
        Phrase(en: "Maisons de santé per bassin de vie", fr: "Maisons de santé par bassin de vie")),
      Example(
        "maillage indicators --territories communes.geojson --sites finess.csv --population populations.csv "
          + "--membership appartenance.csv --by EPCI --classes jenks:5 -o taux.csv --geojson taux.geojson",
        Phrase(en: "With a layer for a map", fr: "Avec une couche pour une carte")),
    ],
    notes: [
      Phrase(
        en:
          "Intervals are exact Poisson at 95 %. Rank 1 is the highest rate; territories that the data hold only "
          + "in part (tronque) have no rank.",
        fr:
          "Les intervalles sont de Poisson, exacts, à 95 %. Le rang 1 est le plus fort taux ; les territoires que "
          + "les données n’ont qu’en partie (tronque) n’ont pas de rang."),
      Phrase(
        en:
          "Sites outside the level and communes without a level stand on a line of their own, before the total.",
        fr: "Les sites hors du niveau et les communes sans niveau ont leur ligne, avant le total."),
    ])

  @Sendable private static func run(_ context: CommandContext) throws -> CommandOutcome {
    try context.options.allow(
      InputArguments.ofPopulation, onlyWith: "population")
    try context.options.allow(InputArguments.ofMembership, onlyWith: "membership")
    try context.options.require(["membership"], with: "by")
    try context.allowCog(with: ["population", "membership"])
    try context.options.require(["by"], with: "membership")
    let base = try context.options.int("per", in: 1...1_000_000_000) ?? 100_000
    let secret = try IndicatorMeasure.check(context.options)
    let classes = try ClassArguments(context.options, csv: "output")
    let territoryOptions = try context.territoryOptions()
    let siteOptions = try context.siteOptions()
    let session = context.session()
    context.progress.start(Phrase(en: "Reading", fr: "Lecture"))
    let layer = try TerritoryLoader.load(territoryOptions, session: session)
    let sites = try SiteLoader.load(siteOptions, session: session)
    let count = try context.gridCount(of: layer, session)
    let populations = try count?.populations ?? context.populations(of: layer, session)
    if populations.isEmpty {
      session.warn(
        Diagnostic(
          "population.none",
          Phrase(en: "without --population there is no rate", fr: "sans --population, il n’y a pas de taux")))
    }
    SiteCodeJoin.report(sites, layer, session: session)
    let membership = try context.membership(of: layer, session)
    let measure = try IndicatorMeasure.read(context.options, sites, session)
    context.say(session)
    let job = try IndicatorJob(
      layer, sites: sites, populations: populations, membership: membership, base: Double(base),
      measure: measure, secret: secret, threads: context.threads)
    guard job.indicators.isSecretKept else { throw IndicatorMeasure.secretFailure }
    let extras = IndicatorExtras(
      job, smooth: context.options.flag("smooth"), funnel: context.options.flag("funnel"))
    if let warning = job.assignment.warning(sites) { context.warn(warning) }
    try context.writeRejects(sites)
    if let output = ClassArguments.csv("output", context.options) {
      try context.write(csv: IndicatorTable.csv(job.indicators, extras: extras), to: output)
    }
    var outcome = outcome(job, extras, secret, layer, sites, session)
    if let count { GridArguments.add(count, to: &outcome) }
    if classes.output != nil {
      context.progress.start(Phrase(en: "Dissolving", fr: "Regroupement"))
      let said = session.warnings.count
      let figures = try FigureLayer(job, extras: extras, layer, membership: membership, session: session)
      for warning in session.warnings.dropFirst(said) { context.warn(warning) }
      try classes.write(figures, context, to: &outcome)
    }
    return outcome
  }

  private static func outcome(
    _ job: IndicatorJob, _ extras: IndicatorExtras, _ secret: Int?, _ layer: LoadedTerritories,
    _ sites: LoadedSites, _ session: LoadSession
  ) -> CommandOutcome {
    let indicators = job.indicators
    let levels = indicators.rows.filter { !$0.code.isEmpty }
    let empty = indicators.withoutSite
    let number = FrenchNumber.typographic
    let counted =
      switch job.measure {
      case .sites: Phrase(verbatim: "sites")
      case .capacity: Phrase(en: "capacity", fr: "capacité")
      case .people: Phrase(en: "people", fr: "personnes")
      }
    var outcome = CommandOutcome()
    outcome.figure(Phrase(en: "territories", fr: "territoires"), number.integer(levels.count))
    outcome.figure(
      Phrase(en: "of which truncated", fr: "dont tronqués"), number.integer(levels.count { $0.isTruncated }))
    outcome.figure(
      Phrase(en: "complete, without a site", fr: "complets, sans site"),
      "\(number.integer(empty.complete.count)), \(number.population(empty.completePopulation))")
    outcome.figure(
      Phrase(en: "truncated, without a site in the data", fr: "tronqués, sans site dans les données"),
      number.integer(empty.truncated.count))
    outcome.figure(Phrase(en: "inhabitants", fr: "habitants"), number.population(indicators.total.population))
    outcome.figure(
      Phrase(
        en: "\(counted.english) per \(Phrase(figure: number.integer(Int(indicators.base))).english)",
        fr: "\(counted.french) pour \(number.integer(Int(indicators.base)))"),
      interval(indicators.total))
    outcome.json("mailles", .int(layer.codes.count))
    outcome.json("territoires", .int(levels.count))
    outcome.json("tronques", .int(levels.count { $0.isTruncated }))
    outcome.json("sans_site", .int(empty.complete.count + empty.truncated.count))
    outcome.json("population_sans_site", .people(empty.population))
    outcome.json("sans_site_complets", .int(empty.complete.count))
    outcome.json("population_sans_site_complets", .people(empty.completePopulation))
    outcome.json("population", .people(indicators.total.population))
    outcome.json("sites", .int(indicators.total.sites))
    outcome.json("base", .int(Int(indicators.base)))
    outcome.json(
      IndicatorTable.rateName(indicators.base),
      indicators.total.rate.map { .number($0, decimals: 6) } ?? .null)
    outcome.json("communes_sans_population", .int(indicators.communesWithoutPopulation.count))
    if let secret {
      let withheld = indicators.rows.count { $0.secrecy != nil }
      outcome.figure(
        Phrase(en: "secret (below \(secret))", fr: "secrets (sous \(secret))"), number.integer(withheld))
      outcome.json("secret_minimum", .int(secret))
      outcome.json("secrets", .int(withheld))
    }
    if let name = extras.amountName { outcome.json(name, .optional(indicators.total.amount)) }
    if case .people(_, let practice) = job.measure { outcome.json("exercice", .string(practice.rawValue)) }
    if case .capacity = job.measure {
      outcome.json("sites_sans_capacite", .int(indicators.total.unknownAmounts))
    }
    if let smoothing = extras.smoothing {
      outcome.json("lissage_moyenne", .number(smoothing.mean * indicators.base, decimals: 6))
      outcome.json(
        "lissage_variance", .number(smoothing.variance * indicators.base * indicators.base, decimals: 6))
    }
    SiteSummary.add(sites, job.assignment, to: &outcome)
    outcome.json("appariements", JoinSummary.json(session))
    outcome.json("indicateurs", IndicatorTable.json(indicators, extras: extras))
    return outcome
  }

  /// `6,118 [5,512 ; 6,772]`, and the same in English.
  private static func interval(_ row: Indicators.Row) -> Phrase {
    if row.rate != nil && row.lower == nil {
      return Phrase(figure: FrenchNumber.typographic.decimal(row.rate, decimals: 3))
    }
    let figures = [row.rate, row.lower, row.upper].map {
      Phrase(figure: FrenchNumber.typographic.decimal($0, decimals: 3))
    }
    return Phrase(
      en: "\(figures[0].english) [\(figures[1].english), \(figures[2].english)]",
      fr: "\(figures[0].french) [\(figures[1].french) ; \(figures[2].french)]")
  }
}
