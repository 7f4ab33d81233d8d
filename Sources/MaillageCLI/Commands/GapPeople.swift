import Coverage
import GeoFormats
import GeoModel
import Reports
import Studies

/// How `gaps` counts the people of uncovered land, and what the other ways would say.
struct GapPeople {
  enum Method: String, CaseIterable {
    case area, point, grid

    /// The word of the JSON.
    var word: String {
      switch self {
      case .area: "surface"
      case .point: "points"
      case .grid: "carreaux"
      }
    }
  }

  static let option: OptionSpec = .one(
    "population-method", "", group: .method, choices: Method.allCases.map(\.rawValue),
    help: Phrase(
      en:
        "people of a gap: by area of each territory, by its main place, or by squares (default with a grid)",
      fr:
        "habitants d’une zone : selon la surface de chaque territoire, son chef-lieu, ou les carreaux (par défaut s’il y en a)"
    ))

  let method: Method
  /// Inhabitants of each territory by the method; empty where none is known.
  let populations: [Double?]
  let ofZones: [PeopleOfZone]?
  let count: GridCount?
  private let legal: [Double?]
  /// Ways of `PeopleOfZone.others`.
  private let others: [Method]
  private let isCompared: Bool
  private let innerPlaces: Int

  init(
    _ context: CommandContext, _ layer: LoadedTerritories, zones: [PlaneZone], legal: [Double?],
    _ session: LoadSession
  ) throws {
    let grid = try context.populationGrid(session)
    let asked = try context.options.choice("population-method", as: Method.self)
    let method = asked ?? (grid == nil ? .area : .grid)
    if method == .grid { try context.options.require(["population-grid"], with: "population-method") }
    if asked != nil && method != .grid {
      try context.options.require(["population"], with: "population-method")
    }
    self.method = method
    self.legal = legal
    isCompared = asked != nil || grid != nil
    let gridMethod = try context.gridMethod()
    count = try grid.map { grid in
      try GridCount(
        grid, method: gridMethod, zones: zones, count: layer.codes.count, threads: context.threads)
    }
    if let grid, let warning = count?.warning(grid) { session.warn(warning) }
    populations = method == .grid ? count?.populations ?? [] : legal
    let places =
      isCompared && !legal.isEmpty
      ? try MainPlaces(
        layer, populations: legal, zones: zones, environment: context.environment, session: session) : nil
    innerPlaces = places?.inner ?? 0
    let available: [Method] = (places == nil ? [] : [.point]) + (grid == nil ? [] : [.grid])
    let others = available.filter { $0 != method }
    self.others = others
    guard isCompared else {
      ofZones = nil
      return
    }
    ofZones = try zones.indices.map { zone in
      func located(_ method: Method) throws -> LocatedPeople? {
        switch method {
        case .area: nil
        case .point: places?.ofZones[zone]
        case .grid: try grid?.located(by: gridMethod, in: zones[zone], threads: context.threads)
        }
      }
      return PeopleOfZone(chosen: try located(method), others: try others.compactMap(located))
    }
  }

  /// Which way was taken, and the figures of all.
  func add(_ result: CoverageResult, to outcome: inout CommandOutcome) {
    outcome.json("methode_population", .string(method.word))
    guard isCompared else { return }
    let chosen = result.uncoveredPopulation
    var rows: [(method: Method, population: Double?, uncovered: Double?)] = []
    let sum = legal.isEmpty ? nil : legal.reduce(0) { $0 + ($1 ?? 0) }
    for way in Method.allCases {
      if way == method {
        rows.append((way, result.population, chosen))
      } else if let index = others.firstIndex(of: way) {
        rows.append((way, way == .grid ? count?.inside : sum, result.uncoveredByOthers[index]))
      } else if way == .area, !legal.isEmpty {
        let shared = zip(legal, result.territories).reduce(0) { $0 + ($1.0 ?? 0) * $1.1.uncoveredShare }
        rows.append((way, sum, shared))
      }
    }
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
          let gap = row.uncovered.flatMap { value in chosen.map { value - $0 } }
          return .object([
            ("methode", .string(row.method.word)), ("population", .people(row.population)),
            ("population_non_couverte", .people(row.uncovered)), ("part_non_couverte", .share(share)),
            ("ecart_non_couverte", .people(gap)),
          ])
        }))
    outcome.json("chefs_lieux_inconnus", .int(innerPlaces))
    if let count { GridArguments.add(count, to: &outcome) }
  }
}
