import Coverage
import GeoFormats
import GeoModel
import Reports
import Studies

/// Communes too long a journey from every site, by a matrix of travel times.
enum TimeGaps {
  static func run(_ context: CommandContext) throws -> CommandOutcome {
    let given = context.options
    let options = TimeGapJob.Options(
      sites: try context.siteOptions(), siteKey: given.string("site-key"),
      times: try AccessArguments.times(given), minutes: try AccessArguments.minutes(given, "within") ?? 0,
      sliverWidthMetres: try given.length("gap-width") ?? 0)
    let workCRS = try given.crs("work-crs")
    let session = context.session()
    context.progress.start(Phrase(en: "Reading", fr: "Lecture"))
    let layer = try TerritoryLoader.load(try context.territoryOptions(), session: session)
    let populations = try context.populations(of: layer, session)
    let membership = try context.membership(of: layer, session)
    let zones = try PlaneZones.make(layer, workCRS: workCRS, threads: context.threads)
    RepairReport.warn(zones, layer, session)
    if workCRS != nil { PlaneReport.warn(zones, session) }
    let job = try TimeGapJob(
      layer, zones: zones, populations: populations, options: options, session: session)
    context.say(session)
    for warning in AccessSummary.warnings(job.times, demand: layer.codes, supply: job.places.keys) {
      context.warn(warning)
    }
    try context.writeRejects(job.places.sites)
    let features = TimeGapFeatures(layer, job, populations: populations, membership: membership)
    let members = GapFeatures.members(of: layer)
    if let output = given.string("output") {
      try context.write(GeoJSONWriter.write(features.gaps(), members: members).bytes, to: output)
    }
    if let output = given.string("territories-output") {
      try context.write(try features.territoryLayer(threads: context.threads), to: output)
    }
    return outcome(job, layer, populations, session)
  }

  /// The coverages in minutes of a study.
  static func add(_ results: StudyResults, to outcome: inout CommandOutcome) {
    guard !results.times.isEmpty else { return }
    let number = FrenchNumber.typographic
    let populations = results.inputs.populations
    for time in results.times {
      let minutes = Phrase(figure: number.short(time.job.options.minutes))
      outcome.figure(
        Phrase(
          en: "beyond \(minutes.english) min by the matrix",
          fr: "à plus de \(minutes.french) min d’après la matrice"),
        "\(number.integer(time.job.count(.uncovered))), "
          + number.population(time.job.people(.uncovered, populations)))
    }
    outcome.json(
      "couvertures_minutes",
      .array(
        results.times.map { time in
          .object([
            ("sites", .string(results.study.file.siteSets[time.siteSet].id)),
            ("seuil_min", .number(time.job.options.minutes)), ("zones_blanches", .int(time.job.gaps.count)),
            ("territoires_couverts", .int(time.job.count(.covered))),
            ("territoires_non_couverts", .int(time.job.count(.uncovered))),
            ("territoires_inconnus", .int(time.job.count(.unknown))),
            ("population_couverte", .people(time.job.people(.covered, populations))),
            ("population_non_couverte", .people(time.job.people(.uncovered, populations))),
            ("population_indeterminee", .people(time.job.people(.unknown, populations))),
          ])
        }))
  }

  private static func outcome(
    _ job: TimeGapJob, _ layer: LoadedTerritories, _ populations: [Double?], _ session: LoadSession
  ) -> CommandOutcome {
    let number = FrenchNumber.typographic
    var outcome = CommandOutcome()
    let minutes = Phrase(figure: number.short(job.options.minutes))
    outcome.text(
      Phrase(
        en: "Covered: within \(minutes.english) min of a site by the matrix, whole communes",
        fr: "Couvert : à \(minutes.french) min d’un site au plus d’après la matrice, par communes entières"))
    let uncovered = job.gaps.reduce(0) { $0 + $1.areaSquareMetres }
    outcome.figure(Phrase(en: "zones blanches", fr: "zones blanches"), number.integer(job.gaps.count))
    outcome.figure(
      Phrase(en: "land", fr: "territoire"), number.area(km2: job.landSquareMetres / 1e6))
    outcome.figure(Phrase(en: "uncovered", fr: "non couvert"), number.area(km2: uncovered / 1e6))
    func line(_ name: Phrase, _ state: TimeGapJob.State) {
      outcome.figure(
        name,
        "\(number.integer(job.count(state))), \(number.population(job.people(state, populations)))")
    }
    line(Phrase(en: "communes covered", fr: "communes couvertes"), .covered)
    line(Phrase(en: "communes uncovered", fr: "communes non couvertes"), .uncovered)
    line(Phrase(en: "communes not in the matrix", fr: "communes absentes de la matrice"), .unknown)
    outcome.json("territoires", .int(layer.codes.count))
    outcome.json("surface_km2", .km2(job.landSquareMetres))
    outcome.json("surface_non_couverte_km2", .km2(uncovered))
    outcome.json("zones_blanches", .int(job.gaps.count))
    let known = populations.compactMap { $0 }
    outcome.json("population", .people(known.isEmpty ? nil : known.reduce(0, +)))
    outcome.json("population_couverte", .people(job.people(.covered, populations)))
    outcome.json("population_non_couverte", .people(job.people(.uncovered, populations)))
    outcome.json("population_indeterminee", .people(job.people(.unknown, populations)))
    outcome.json("territoires_couverts", .int(job.count(.covered)))
    outcome.json("territoires_non_couverts", .int(job.count(.uncovered)))
    outcome.json("territoires_inconnus", .int(job.count(.unknown)))
    outcome.json("seuil_min", .number(job.options.minutes))
    outcome.json("sites", .int(job.places.count))
    AccessSummary.add(job.times, &outcome)
    outcome.json("appariements", JoinSummary.json(session))
    outcome.json("crs", .string(job.zones.map(\.crs.code).joined(separator: " ")))
    return outcome
  }
}
