import Coverage
import GeoFormats
import GeoModel
import Reports
import Studies

/// The figures of a coverage, for people and for scripts.
enum CoverageSummary {
  static func add(
    _ job: CoverageJob, _ layer: LoadedTerritories, _ options: CoverageJob.Options, _ around: LandOutside?,
    people: UncoveredPeople? = nil, to outcome: inout CommandOutcome
  ) {
    let result = job.result
    figures(result, options, around, &outcome)
    let residues = result.residues
    let farthest = result.gaps.compactMap { located in located.gap.farthest.map { (located, $0) } }
      .max { $0.1.distanceMetres < $1.1.distanceMetres }
    let place = farthest.flatMap { try? result.zones[$0.0.zone].lonLat(of: $0.1.place) }
    outcome.json("territoires", .int(layer.codes.count))
    outcome.json("surface_km2", .km2(result.landSquareMetres))
    outcome.json("surface_couverte_km2", .km2(result.coveredSquareMetres))
    outcome.json("surface_non_couverte_km2", .km2(result.uncoveredSquareMetres))
    outcome.json("zones_blanches", .int(result.gaps.count))
    outcome.json("zones_ecartees", .int(residues.count))
    outcome.json("surface_ecartee_km2", .km2(residues.areaSquareMetres))
    outcome.json("population_ecartee", .people(residues.population))
    outcome.json("population", .people(result.population))
    outcome.json("population_non_couverte", .people(result.uncoveredPopulation))
    outcome.json("territoires_couverts", .int(result.count(.covered)))
    outcome.json("territoires_partiels", .int(result.count(.partial)))
    outcome.json("territoires_non_couverts", .int(result.count(.uncovered)))
    outcome.json("surface_bord_km2", .km2(result.edgeSquareMetres))
    outcome.json("population_bord", .people(result.edgePopulation))
    outcome.json(
      "bord_approche",
      around.flatMap { result.edgeSquareMetres == nil ? nil : .bool($0.isApproximate) } ?? .null)
    outcome.json("surface_recouvrements_km2", .km2(result.overlapSquareMetres))
    outcome.json("artefacts", .int(result.sliverCount))
    outcome.json("surface_artefacts_km2", .km2(result.sliverSquareMetres))
    outcome.json("trous", .int(result.holeCount))
    outcome.json("surface_trous_km2", .km2(result.holeSquareMetres))
    outcome.json("reparations", .int(result.zones.reduce(0) { $0 + $1.repairs.count }))
    outcome.json("distance_max_m", .metres(farthest?.1.distanceMetres))
    outcome.json("lieu_eloigne_lon", .degrees(place?.x))
    outcome.json("lieu_eloigne_lat", .degrees(place?.y))
    outcome.json("seuil_m", .number(options.metres, decimals: 3))
    outcome.json("segments_par_quart", .int(options.segments))
    outcome.json("geodesique", .bool(options.isGeodesic))
    outcome.json("surface_min_km2", .km2(options.minimumGapSquareMetres))
    outcome.json("largeur_artefact_m", .metres(options.sliverWidthMetres))
    if let people {
      GapPeople.add(people, result, to: &outcome)
    } else {
      outcome.json("methode_population", .string(UncoveredPeople.Method.area.word))
    }
    outcome.json("crs", .string(result.zones.map(\.crs.code).joined(separator: " ")))
  }

  private static func figures(
    _ result: CoverageResult, _ options: CoverageJob.Options, _ around: LandOutside?,
    _ outcome: inout CommandOutcome
  ) {
    let number = FrenchNumber.typographic
    func km2(_ squareMetres: Double?) -> String { number.area(km2: squareMetres.map { $0 / 1e6 }) }
    let systems = result.zones.map(\.crs.code).joined(separator: ", ")
    outcome.text(
      Phrase(
        en:
          "Covered: within \(Phrase(figure: number.length(metres: options.metres)).english) of a site, crow-fly, \(systems)",
        fr:
          "Couvert : à \(number.length(metres: options.metres)) au plus d’un site, à vol d’oiseau, \(systems)"
      ))
    outcome.figure(Phrase(en: "zones blanches", fr: "zones blanches"), number.integer(result.gaps.count))
    outcome.figure(Phrase(en: "land", fr: "territoire"), km2(result.landSquareMetres))
    outcome.figure(Phrase(en: "uncovered", fr: "non couvert"), km2(result.uncoveredSquareMetres))
    outcome.figure(
      Phrase(en: "of which in smaller pieces", fr: "dont en morceaux plus petits"),
      km2(result.residues.areaSquareMetres))
    outcome.figure(Phrase(en: "inhabitants", fr: "habitants"), number.population(result.population))
    outcome.figure(
      Phrase(en: "uncovered inhabitants", fr: "habitants non couverts"),
      number.population(result.uncoveredPopulation))
    outcome.figure(
      Phrase(en: "territories covered", fr: "territoires couverts"), number.integer(result.count(.covered)))
    outcome.figure(
      Phrase(en: "partly covered", fr: "couverts en partie"), number.integer(result.count(.partial)))
    outcome.figure(Phrase(en: "uncovered", fr: "non couverts"), number.integer(result.count(.uncovered)))
    outcome.figure(
      Phrase(
        en: "uncovered near land outside the data", fr: "non couvert près de terres hors des données"),
      "\(km2(result.edgeSquareMetres)), \(number.population(result.edgePopulation))")
    outcome.figure(
      Phrase(en: "overlaps, counted once", fr: "recouvrements, comptés une fois"),
      km2(result.overlapSquareMetres))
    outcome.figure(
      Phrase(en: "slivers between territories", fr: "fentes entre territoires"),
      "\(number.integer(result.sliverCount)), \(km2(result.sliverSquareMetres))")
    outcome.figure(
      Phrase(en: "holes kept", fr: "trous conservés"),
      "\(number.integer(result.holeCount)), \(km2(result.holeSquareMetres))")
  }
}
