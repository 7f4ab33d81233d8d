import Coverage
import GeoFormats
import GeoModel
import Reports
import Studies

/// The first meaning of zone blanche: too far from every site.
enum DistanceGaps {
  static func run(_ context: CommandContext) throws -> CommandOutcome {
    let siteOptions = try context.siteOptions()
    let travel = try AccessArguments.travel(context.options)
    var options = CoverageJob.Options(
      metres: try travel.map { $0.metres(try AccessArguments.minutes(context.options, "within") ?? 0) }
        ?? AccessArguments.metres(context.options, "within") ?? 0, threads: context.threads)
    options.segments =
      try context.options.int("segments", in: 32...4096) ?? CoverageJob.Options.defaultSegments
    options.isGeodesic = context.options.flag("geodesic")
    options.minimumGapSquareMetres = try context.options.area("min-area") ?? 0
    options.sliverWidthMetres = try context.options.length("gap-width") ?? 0
    let workCRS = try context.options.crs("work-crs")
    let session = context.session()
    context.progress.start(Phrase(en: "Reading", fr: "Lecture"))
    let layer = try TerritoryLoader.load(try context.territoryOptions(), session: session)
    let sites = try SiteLoader.load(siteOptions, session: session)
    SiteCodeJoin.report(sites, layer, session: session)
    let populations = try context.populations(of: layer, session)
    let membership = try context.membership(of: layer, session)
    context.progress.start(Phrase(en: "Reprojecting and mending", fr: "Projection et réparation"))
    let zones = try PlaneZones.make(layer, workCRS: workCRS, threads: context.threads)
    RepairReport.warn(zones, layer, session)
    if workCRS != nil { PlaneReport.warn(zones, session) }
    let people = try GapPeople.read(context, layer, zones: zones, legal: populations, session)
    let around = try context.landOutside(layer, session)
    context.say(session)
    context.progress.start(Phrase(en: "Looking for gaps", fr: "Recherche des zones blanches"))
    let job = try CoverageJob(
      layer, zones: zones, sites: sites, populations: people.populations,
      landOutside: try around?.polygons(near: zones, metres: options.metres, threads: context.threads),
      people: people.ofZones, options: options)
    let join = try SiteAssignment(sites, in: layer, threads: context.threads)
    if let warning = join.warning(sites) { context.warn(warning) }
    try context.writeRejects(sites)

    let features = GapFeatures(layer, job, sites: sites, memberships: membership.map { [$0] } ?? [])
    if let output = context.options.string("output") {
      try context.write(
        GeoJSONWriter.write(try features.gaps(), members: GapFeatures.members(of: layer)).bytes, to: output)
    }
    if let output = context.options.string("territories-output") {
      let counts = join.counts(territories: layer.codes.count)
      try context.write(
        try features.territoryLayer(siteCounts: counts, threads: context.threads), to: output)
    }
    let level = membership.map { LevelCoverage(job.result.territories, codes: layer.codes, membership: $0) }
    if let output = context.options.string("level-output"), let level {
      try context.write(csv: LevelTable.csv(level), to: output)
    }
    var outcome = CommandOutcome()
    if layer.isApproximate {
      outcome.text(Phrase(en: "Contours approchés", fr: "Contours approchés"))
      outcome.json("contours_approches", true)
    }
    if let travel, let minutes = try AccessArguments.minutes(context.options, "within") {
      add(travel, minutes, options.metres, to: &outcome)
    }
    CoverageSummary.add(job, layer, options, around, people: people, to: &outcome)
    if let level {
      outcome.json("niveau", .string(level.level)); outcome.json("niveaux", LevelTable.json(level))
    }
    SiteSummary.add(sites, join, to: &outcome)
    outcome.json("appariements", JoinSummary.json(session))
    return outcome
  }

  /// Minutes that stand for metres are never implied.
  static func add(
    _ travel: DistanceCosts.Travel, _ minutes: Double, _ metres: Double, to outcome: inout CommandOutcome
  ) {
    let number = FrenchNumber.typographic
    let speed = number.short(travel.kilometresPerHour)
    let words = Phrase(
      figure: "\(number.short(minutes)) min, \(speed) km/h, × \(number.short(travel.detour))")
    outcome.text(
      Phrase(
        en: "Minutes estimated from crow-fly distance (time, speed, detour): \(words.english)",
        fr: "Minutes estimées d’après la distance à vol d’oiseau (durée, vitesse, détour) : \(words.french)"))
    outcome.json("seuil_min", .number(minutes))
    outcome.json("vitesse_kmh", .number(travel.kilometresPerHour))
    outcome.json("detour", .number(travel.detour))
  }
}
