import Coverage
import GeoFormats
import GeoModel
import Reports
import Studies

/// The options of how `gaps` counts the people of uncovered land, and what is said of it.
enum GapPeople {
  static let option: OptionSpec = .one(
    "population-method", "", group: .method, choices: UncoveredPeople.Method.allCases.map(\.rawValue),
    help: Phrase(
      en:
        "people of a gap: by area of each territory, by its main place, or by squares (default with a grid)",
      fr:
        "habitants d’une zone : selon la surface de chaque territoire, son chef-lieu, ou les carreaux (par défaut s’il y en a)"
    ))

  static func read(
    _ context: CommandContext, _ layer: LoadedTerritories, zones: [PlaneZone], legal: [Double?],
    _ session: LoadSession
  ) throws -> UncoveredPeople {
    let grid = try context.populationGrid(session)
    let asked = try context.options.choice("population-method", as: UncoveredPeople.Method.self)
    if asked == .grid { try context.options.require(["population-grid"], with: "population-method") }
    if let asked, asked != .grid {
      try context.options.require(["population"], with: "population-method")
    }
    return try UncoveredPeople(
      layer, zones: zones, legal: legal, grid: grid, gridMethod: try context.gridMethod(), asked: asked,
      environment: context.environment, session: session)
  }

  /// Which way was taken, and the figures of all.
  static func add(_ people: UncoveredPeople, _ result: CoverageResult, to outcome: inout CommandOutcome) {
    outcome.json("methode_population", .string(people.method.word))
    guard people.isCompared else { return }
    let rows = people.rows(result)
    let number = FrenchNumber.typographic
    for row in rows {
      let words: Phrase =
        switch row.method {
        case .area: Phrase(en: "uncovered, people by area", fr: "non couverts, par surface")
        case .point: Phrase(en: "uncovered, people at the main place", fr: "non couverts, au chef-lieu")
        case .grid: Phrase(en: "uncovered, people by squares", fr: "non couverts, par carreaux")
        }
      outcome.figure(words, number.population(row.uncovered))
    }
    outcome.json(
      "population_par_methode",
      .array(
        rows.map { row in
          let share = row.uncovered.flatMap { value in
            row.population.flatMap { $0 > 0 ? value / $0 : nil }
          }
          let gap = row.uncovered.flatMap { value in result.uncoveredPopulation.map { value - $0 } }
          return .object([
            ("methode", .string(row.method.word)), ("population", .people(row.population)),
            ("population_non_couverte", .people(row.uncovered)), ("part_non_couverte", .share(share)),
            ("ecart_non_couverte", .people(gap)),
          ])
        }))
    outcome.json("chefs_lieux_inconnus", .int(people.innerPlaces))
    if let count = people.count { GridArguments.add(count, to: &outcome) }
  }
}
