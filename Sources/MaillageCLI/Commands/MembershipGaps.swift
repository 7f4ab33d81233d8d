import Coverage
import GeoFormats
import GeoModel
import Reports
import Studies

/// The second meaning of zone blanche: communes that no CPTS lists.
enum MembershipGaps {
  static func run(_ context: CommandContext) throws -> CommandOutcome {
    let options = context.options
    let sliverWidth = try options.length("gap-width") ?? 0
    let workCRS = try options.crs("work-crs")
    let session = context.session()
    context.progress.start(Phrase(en: "Reading", fr: "Lecture"))
    let layer = try TerritoryLoader.load(try context.territoryOptions(), session: session)
    let path = try options.required("coverage-membership")
    let read = try CoverageMembershipLoader.load(
      CoverageMembershipLoader.Options(
        path: path, key: options.string("coverage-key"), by: try options.required("coverage-by"),
        part: options.string("coverage-part"), layer: options.string("coverage-layer"),
        csv: CSVOptions(headerLine: try context.headerRow("coverage"))),
      session: session)
    let carrying = try context.carrying(session)
    let listings = carrying?.listings(read, path: path, session: session) ?? read
    let populations = try context.populations(session).map { read in
      try carrying?.populations(read, path: options.string("population") ?? "", session: session) ?? read
    }
    let ofTerritories =
      populations.map {
        PopulationJoin.join($0, layer, path: options.string("population") ?? "", session: session)
      } ?? []
    let membership = try context.membership(of: layer, session)
    let zones = try PlaneZones.make(layer, workCRS: workCRS, threads: context.threads)
    RepairReport.warn(zones, layer, session)
    if workCRS != nil { PlaneReport.warn(zones, session) }
    context.progress.start(Phrase(en: "Looking for gaps", fr: "Recherche des zones blanches"))
    let job = try MembershipJob(
      layer, zones: zones, listings: listings, populations: ofTerritories,
      partPopulations: populations?.byCode ?? [:], sliverWidthMetres: sliverWidth, threads: context.threads)
    MembershipFeatures.warn(job, listings, layer, path: path, session)
    context.say(session)
    let features = MembershipFeatures(layer, job, populations: ofTerritories, membership: membership)
    if let output = options.string("output") {
      try context.write(GeoJSONWriter.write(features.objects()).bytes, to: output)
    }
    if let output = options.string("territories-output") {
      try context.write(GeoJSONWriter.write(try features.territories()).bytes, to: output)
    }
    return outcome(job, layer, ofTerritories, listings, session)
  }

  private static func outcome(
    _ job: MembershipJob, _ layer: LoadedTerritories, _ populations: [Double?],
    _ listings: [MembershipCoverage.Listing], _ session: LoadSession
  ) -> CommandOutcome {
    let number = FrenchNumber.typographic
    let coverage = job.coverage
    let people = coverage.people
    let population = populations.reduce(nil as Double?) { total, value in
      value.map { $0 + (total ?? 0) } ?? total
    }
    var outcome = CommandOutcome()
    func line(_ name: Phrase, _ state: MembershipCoverage.State, _ inhabitants: Double?) {
      outcome.figure(name, "\(number.integer(coverage.count(state))), \(number.population(inhabitants))")
    }
    outcome.text(
      Phrase(
        en: "Covered: listed by a territory of the composition (not a distance)",
        fr: "Couvert : listé par un territoire de la composition (ce n’est pas une distance)"))
    line(Phrase(en: "communes listed by none", fr: "communes listées par aucune"), .none, people?.none)
    line(Phrase(en: "by one", fr: "par une"), .one, people?.one)
    line(Phrase(en: "by several", fr: "par plusieurs"), .several, people?.several)
    outcome.figure(
      Phrase(en: "listed in part", fr: "listées en partie"), number.integer(coverage.count(.partial)))
    let gaps = job.objects.filter { $0.state == .none }
    let land = job.land.reduce(0) { $0 + $1.areaSquareMetres }
    let uncovered = gaps.reduce(0) { $0 + $1.areaSquareMetres }
    outcome.json("territoires", .int(layer.codes.count))
    outcome.json("couvertures", .int(Set(listings.map(\.coverage)).count))
    outcome.json("communes_sans", .int(coverage.count(.none)))
    outcome.json("communes_une", .int(coverage.count(.one)))
    outcome.json("communes_plusieurs", .int(coverage.count(.several)))
    outcome.json("communes_partielles", .int(coverage.count(.partial)))
    outcome.json("population", .people(population))
    outcome.json("population_sans", .people(people?.none))
    outcome.json("population_une", .people(people?.one))
    outcome.json("population_plusieurs", .people(people?.several))
    outcome.json("population_non_couverte", .people(people?.none))
    // Communes listed in part whose parts have no known population: neither in none, one nor several.
    outcome.json(
      "population_indeterminee",
      .people(
        population.map { total in people.map { max(0, total - $0.none - $0.one - $0.several) } ?? total }))
    outcome.json("zones_blanches", .int(gaps.count))
    outcome.json("recouvrements", .int(job.objects.count - gaps.count))
    outcome.json("surface_km2", .km2(land))
    let partial = partialArea(job)
    outcome.json("surface_couverte_km2", .km2(land - uncovered - partial))
    outcome.json("surface_partielle_km2", .km2(partial))
    outcome.json("surface_non_couverte_km2", .km2(uncovered))
    outcome.json("territoires_couverts", .int(coverage.count(.one) + coverage.count(.several)))
    outcome.json("territoires_partiels", .int(coverage.count(.partial)))
    outcome.json("territoires_non_couverts", .int(coverage.count(.none)))
    outcome.json("listes_sans_territoire", .int(coverage.unmatched.count))
    outcome.json("listes_repetees", .int(coverage.repeated))
    outcome.json("seuil_m", .null)
    outcome.json("appariements", JoinSummary.json(session))
    outcome.json("crs", .string(job.zones.map(\.crs.code).joined(separator: " ")))
    return outcome
  }

  /// Communes listed only in part are neither covered nor uncovered: where their parts run is not known.
  private static func partialArea(_ job: MembershipJob) -> Double {
    job.zones.reduce(0) { total, zone in
      zone.members.indices.reduce(total) { total, index in
        let isPartial = job.coverage.communes[zone.members[index]].state == .partial
        return total + (isPartial ? zone.polygons[index].area : 0)
      }
    }
  }
}
