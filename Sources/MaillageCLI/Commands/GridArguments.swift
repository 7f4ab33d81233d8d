import Coverage
import GeoFormats
import GeoModel
import Reports
import Studies

/// The options of a population by squares, and what is said of it.
enum GridArguments {
  static let options: [OptionSpec] = [
    .one(
      "population-grid", "F",
      help: Phrase(
        en: "inhabitants by squares (INSEE 200 m, 1 km): polygons, points, or identifiers CRS3035RES…",
        fr: "habitants par carreaux (INSEE 200 m, 1 km) : polygones, points, ou identifiants CRS3035RES…")),
    .one(
      "population-grid-value", "C",
      help: Phrase(
        en: "its column of inhabitants (recognised if usual)",
        fr: "sa colonne des habitants (reconnue si usuelle)")),
    InputArguments.layer("population-grid", en: "its layer", fr: "sa couche"),
    .one(
      "population-grid-crs", "EPSG:n",
      help: Phrase(
        en: "its CRS instead of what the file says", fr: "son système, à la place de ce que dit le fichier")),
    .one(
      "grid-method", "", group: .method, choices: PopulationGrid.Method.allCases.map(\.rawValue),
      default: PopulationGrid.Method.area.rawValue,
      help: Phrase(
        en: "a square cut by a border counts by its area, or where its centre is",
        fr: "un carreau coupé par une limite compte selon sa surface, ou là où est son centre")),
  ]

  /// Options that mean nothing without `--population-grid`.
  static let ofGrid = options.dropFirst().map(\.name)

  static func add(_ count: GridCount, to outcome: inout CommandOutcome) {
    let number = FrenchNumber.typographic
    outcome.figure(
      Phrase(en: "inhabitants of the grid", fr: "habitants du carroyage"), number.population(count.total))
    outcome.figure(
      Phrase(en: "of which inside the territories", fr: "dont dans les territoires"),
      number.population(count.inside))
    outcome.figure(
      Phrase(en: "of which outside", fr: "dont hors des territoires"), number.population(count.outside))
    outcome.json("carroyage", count.json)
  }
}

extension CommandContext {
  /// The grid of `--population-grid`; nil without it.
  func populationGrid(_ session: LoadSession) throws -> PopulationGrid? {
    try options.allow(GridArguments.ofGrid, onlyWith: "population-grid")
    guard let path = options.string("population-grid") else { return nil }
    return try PopulationGrid.load(
      PopulationGrid.Options(
        path: path, value: options.string("population-grid-value"),
        layer: options.string("population-grid-layer"), crs: try options.crs("population-grid-crs"),
        method: try gridMethod()), session: session)
  }

  func gridMethod() throws -> PopulationGrid.Method {
    try options.choice("grid-method", as: PopulationGrid.Method.self) ?? .area
  }

  /// The grid's people by territory; nil without a grid.
  func gridCount(
    of layer: LoadedTerritories, zones: [PlaneZone]? = nil, _ session: LoadSession
  ) throws -> GridCount? {
    _ = try options.atMostOne(of: ["population", "population-grid"])
    guard let grid = try populationGrid(session) else { return nil }
    let count = try GridCount(
      grid, method: gridMethod(),
      zones: zones ?? PlaneZones.make(layer, workCRS: nil, threads: threads), count: layer.codes.count,
      threads: threads)
    if let warning = count.warning(grid) { session.warn(warning) }
    return count
  }
}
