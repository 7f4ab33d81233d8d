public import Coverage
public import GeoModel

/// How the people of uncovered land are counted, and what the other ways would say.
public struct UncoveredPeople: Sendable {
  public enum Method: String, Sendable, CaseIterable {
    case area, point, grid

    /// The word of the JSON and of studies.
    public var word: String {
      switch self {
      case .area: "surface"
      case .point: "points"
      case .grid: "carreaux"
      }
    }
  }

  /// What one way says.
  public struct Row: Sendable {
    public var method: Method
    public var population: Double?
    public var uncovered: Double?
  }

  public let method: Method
  /// Inhabitants of each territory by the method; empty where none is known.
  public let populations: [Double?]
  /// Where they are; nil where nothing but the area was asked for.
  public let ofZones: [PeopleOfZone]?
  public let count: GridCount?
  /// True where other ways are told beside the one taken.
  public let isCompared: Bool
  /// Territories without an embedded place in their contour.
  public let innerPlaces: Int
  private let legal: [Double?]
  /// Ways of `PeopleOfZone.others`.
  private let others: [Method]

  /// - Parameters:
  ///   - legal: inhabitants of each territory by a table; empty without one.
  ///   - asked: nil takes the squares where there are any, else the area.
  public init(
    _ layer: LoadedTerritories, zones: [PlaneZone], legal: [Double?], grid: PopulationGrid?,
    gridMethod: PopulationGrid.Method, asked: Method?, environment: [String: String], session: LoadSession
  ) throws(Diagnostic) {
    let method = asked ?? (grid == nil ? .area : .grid)
    self.method = method
    self.legal = legal
    isCompared = asked != nil || grid != nil
    count = try grid.map { grid throws(Diagnostic) in
      try GridCount(
        grid, method: gridMethod, zones: zones, count: layer.codes.count, threads: session.threads)
    }
    if let grid, let warning = count?.warning(grid) { session.warn(warning) }
    populations = method == .grid ? count?.populations ?? [] : legal
    let places =
      isCompared && !legal.isEmpty
      ? try MainPlaces(layer, populations: legal, zones: zones, environment: environment, session: session)
      : nil
    innerPlaces = places?.inner ?? 0
    let available: [Method] = (places == nil ? [] : [.point]) + (grid == nil ? [] : [.grid])
    let others = available.filter { $0 != method }
    self.others = others
    guard isCompared else {
      ofZones = nil
      return
    }
    var all: [PeopleOfZone] = []
    for zone in zones.indices {
      func located(_ method: Method) throws(Diagnostic) -> LocatedPeople? {
        switch method {
        case .area: nil
        case .point: places?.ofZones[zone]
        case .grid: try grid?.located(by: gridMethod, in: zones[zone], threads: session.threads)
        }
      }
      var beside: [LocatedPeople] = []
      for other in others {
        if let people = try located(other) { beside.append(people) }
      }
      all.append(PeopleOfZone(chosen: try located(method), others: beside))
    }
    ofZones = all
  }

  /// The figures of each way at hand; empty where none is compared.
  public func rows(_ result: CoverageResult) -> [Row] {
    guard isCompared else { return [] }
    let sum = legal.isEmpty ? nil : legal.reduce(0) { $0 + ($1 ?? 0) }
    return Method.allCases.compactMap { way -> Row? in
      if way == method {
        return Row(method: way, population: result.population, uncovered: result.uncoveredPopulation)
      }
      if let index = others.firstIndex(of: way) {
        return Row(
          method: way, population: way == .grid ? count?.inside : sum,
          uncovered: result.uncoveredByOthers[index])
      }
      guard way == .area, !legal.isEmpty else { return nil }
      let shared = zip(legal, result.territories).reduce(0) { $0 + ($1.0 ?? 0) * $1.1.uncoveredShare }
      return Row(method: way, population: sum, uncovered: shared)
    }
  }
}
