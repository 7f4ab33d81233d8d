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
    options: InputArguments.territories + InputArguments.sites(required: false) + InputArguments.population
      + GridArguments.options + InputArguments.membership + IndicatorMeasure.options
      + IndicatorStandard.options + IndicatorComparison.options + [
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
          "A rate is above or below another (significatif) where its interval leaves that one out. A territory that lies "
          + "across several larger ones (a_cheval) is compared with that of most of its people.",
        fr:
          "Un taux est au-dessus ou au-dessous d’un autre (significatif) si son intervalle l’exclut. Un territoire à "
          + "cheval sur plusieurs plus grands (a_cheval) est comparé à celui de la plupart de ses habitants."),
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
    let needsLevel = context.options.isGiven("by") || !IndicatorComparison.needsMembership(context.options)
    if needsLevel { try context.options.require(["by"], with: "membership") }
    try checkSource(context.options)
    try IndicatorStandard.check(context.options)
    try IndicatorComparison.check(context.options)
    let base = try context.options.int("per", in: 1...1_000_000_000) ?? 100_000
    let secret = try IndicatorMeasure.check(context.options)
    let classes = try ClassArguments(context.options, csv: "output")
    let territoryOptions = try context.territoryOptions()
    let siteOptions = context.options.isGiven("sites") ? try context.siteOptions() : nil
    let session = context.session()
    context.progress.start(Phrase(en: "Reading", fr: "Lecture"))
    let layer = try TerritoryLoader.load(territoryOptions, session: session)
    let sites = try siteOptions.map { try SiteLoader.load($0, session: session) }
    let count = try context.gridCount(of: layer, session)
    let given = try count?.populations ?? context.populations(of: layer, session)
    if let sites { SiteCodeJoin.report(sites, layer, session: session) }
    let membership = needsLevel ? try context.membership(of: layer, session) : nil
    let uppers = try IndicatorComparison.uppers(context, of: layer, session)
    let events = try eventTable(context.options, session)
    let counts = try events.map { try EventCounts($0, in: layer, session: session) }
    let measure =
      if let counts { IndicatorJob.Measure.events(counts.of, outside: counts.outside) } else if let sites {
        try IndicatorMeasure.read(context.options, sites, session)
      } else { IndicatorJob.Measure.sites }
    let request = try IndicatorStandard.request(
      context.options, sites: sites, events: events, base: Double(base), session)
    let populations = given.isEmpty ? request?.ages.populations(of: layer, session) ?? [] : given
    if populations.isEmpty {
      session.warn(
        Diagnostic(
          "population.none",
          Phrase(en: "without --population there is no rate", fr: "sans --population, il n’y a pas de taux")))
    }
    let job = try IndicatorJob(
      layer, sites: sites, populations: populations, membership: membership, base: Double(base),
      measure: measure, secret: secret, threads: context.threads)
    var extras = IndicatorExtras(
      job, smooth: context.options.flag("smooth"), funnel: context.options.flag("funnel"))
    do {
      try IndicatorMeasure.checkSecrecy(job.indicators)
      extras.standardisation = try request.map {
        try StandardisationJob(
          $0, of: job, in: layer, membership: membership, populations: given, session: session)
      }
      extras.comparisons = try IndicatorComparison.jobs(
        context, of: job, in: layer, populations: populations, membership: membership, uppers: uppers,
        secret: secret)
    } catch {
      context.say(session)
      throw error
    }
    context.say(session)
    try IndicatorComparison.checkNames(extras, base: job.indicators.base)
    if let sites, let warning = job.assignment?.warning(sites) { context.warn(warning) }
    if let sites { try context.writeRejects(sites) }
    if let output = ClassArguments.csv("output", context.options) {
      try context.write(csv: IndicatorTable.csv(job.indicators, extras: extras), to: output)
    }
    var outcome = outcome(job, extras, secret, layer)
    if let sites, let assignment = job.assignment { SiteSummary.add(sites, assignment, to: &outcome) }
    if let counts { add(counts, to: &outcome) }
    if let standardisation = extras.standardisation {
      IndicatorStandard.add(standardisation, base: job.indicators.base, to: &outcome)
    }
    IndicatorComparison.add(extras.comparisons, job.indicators, to: &outcome)
    outcome.json("appariements", JoinSummary.json(session))
    outcome.json("indicateurs", IndicatorTable.json(job.indicators, extras: extras))
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

  /// Sites or events: one of them, and nothing that only sites have with events.
  private static func checkSource(_ given: ParsedOptions) throws {
    let source = try given.exactlyOne(of: ["sites", "events"])
    guard source == "events" else { return }
    let ofSites = InputArguments.sites(required: false).map(\.name).filter { $0 != "sites" }
    try given.allow(ofSites + ["capacity", "person", "practice", "class"], onlyWith: "sites")
  }

  private static func eventTable(_ given: ParsedOptions, _ session: LoadSession) throws -> AgeTable? {
    guard let path = given.string("events") else { return nil }
    return try AgeTable.load(
      path, key: given.string("events-key"), option: "--events", content: .events,
      wanted: given.strings("age-classes"), absentIsZero: given.flag("absent-zero"), session: session)
  }

  /// The mass balance of events.
  private static func add(_ counts: EventCounts, to outcome: inout CommandOutcome) {
    let number = FrenchNumber.typographic
    outcome.figure(Phrase(en: "events read", fr: "événements lus"), number.decimal(counts.read, decimals: 0))
    outcome.figure(Phrase(en: "assigned", fr: "affectés"), number.decimal(counts.assigned, decimals: 0))
    outcome.figure(Phrase(en: "outside", fr: "hors territoire"), number.decimal(counts.outside, decimals: 0))
    outcome.figure(
      Phrase(en: "territories of unknown events", fr: "territoires d’événements inconnus"),
      number.integer(counts.unknownTerritories))
    outcome.json("evenements_lus", .number(counts.read, decimals: 0))
    outcome.json("evenements_affectes", .number(counts.assigned, decimals: 0))
    outcome.json("evenements_hors_territoire", .number(counts.outside, decimals: 0))
    outcome.json("mailles_evenements_inconnus", .int(counts.unknownTerritories))
  }

  private static func outcome(
    _ job: IndicatorJob, _ extras: IndicatorExtras, _ secret: Int?, _ layer: LoadedTerritories
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
      case .events: Phrase(en: "events", fr: "événements")
      }
    var outcome = CommandOutcome()
    outcome.figure(Phrase(en: "territories", fr: "territoires"), number.integer(levels.count))
    outcome.figure(
      Phrase(en: "of which truncated", fr: "dont tronqués"), number.integer(levels.count { $0.isTruncated }))
    if extras.hasSites {
      outcome.figure(
        Phrase(en: "complete, without a site", fr: "complets, sans site"),
        "\(number.integer(empty.complete.count)), \(number.population(empty.completePopulation))")
      outcome.figure(
        Phrase(en: "truncated, without a site in the data", fr: "tronqués, sans site dans les données"),
        number.integer(empty.truncated.count))
    }
    outcome.figure(Phrase(en: "inhabitants", fr: "habitants"), number.population(indicators.total.population))
    outcome.figure(
      Phrase(
        en: "\(counted.english) per \(Phrase(figure: number.integer(Int(indicators.base))).english)",
        fr: "\(counted.french) pour \(number.integer(Int(indicators.base)))"),
      interval(indicators.total))
    outcome.json("mailles", .int(layer.codes.count))
    outcome.json("territoires", .int(levels.count))
    outcome.json("tronques", .int(levels.count { $0.isTruncated }))
    if extras.hasSites {
      outcome.json("sans_site", .int(empty.complete.count + empty.truncated.count))
      outcome.json("population_sans_site", .people(empty.population))
      outcome.json("sans_site_complets", .int(empty.complete.count))
      outcome.json("population_sans_site_complets", .people(empty.completePopulation))
    }
    outcome.json("population", .people(indicators.total.population))
    if extras.hasSites { outcome.json("sites", .int(indicators.total.sites)) }
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
      outcome.json("sites_secrets", .bool(indicators.rows.contains { $0.areSitesSecret }))
    }
    if let name = extras.amountName { outcome.json(name, .optional(indicators.total.amount)) }
    if case .people(_, let practice) = job.measure { outcome.json("exercice", .string(practice.rawValue)) }
    if case .capacity = job.measure {
      outcome.json("sites_sans_capacite", .int(indicators.total.unknownAmounts))
    }
    if extras.isSmoothed {
      let (mean, variance) = (extras.smoothing?.mean, extras.smoothing?.variance)
      outcome.json("lissage_moyenne", .optional(mean.map { $0 * indicators.base }))
      outcome.json("lissage_variance", .optional(variance.map { $0 * indicators.base * indicators.base }))
    }
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
