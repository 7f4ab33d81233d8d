public import Coverage
public import GeoModel

/// Per-capita figures of a level from sites, populations and a composition.
public struct IndicatorJob: Sendable {
  /// What rates count.
  public enum Measure: Sendable {
    case sites
    /// Of each site; nil where unknown.
    case capacity([Double?])
    /// Who each site is of; nil is someone else at every site.
    case people([String?], Practice)
    /// Of each territory of the mesh, and of codes that are none of it; nil where unknown.
    case events([Double?], outside: Double)
  }

  public var measure: Measure
  public var indicators: Indicators
  /// Nil for events.
  public var assignment: SiteAssignment?
  /// What each site counts for: its capacity, a person or a share of one; nil where unknown.
  public private(set) var weights: [Double?]
  private let mesh: Mesh

  /// What indicators of another level are made of.
  private struct Mesh {
    var layer: LoadedTerritories
    var populations: [Double?]
    var sites: LoadedSites?
  }

  /// - Parameters:
  ///   - sites: nil for events.
  ///   - populations: inhabitants of each territory of the mesh; nil where unknown.
  ///   - membership: nil gives one row a territory of the mesh.
  ///   - base: inhabitants that rates are given for.
  ///   - secret: least count that a territory may publish.
  public init(
    _ layer: LoadedTerritories, sites: LoadedSites?, populations: [Double?], membership: Membership?,
    base: Double, measure: Measure = .sites, secret: Int? = nil, threads: Int
  ) throws(Diagnostic) {
    self.measure = measure
    let known = populations.isEmpty ? layer.codes.map { _ in nil } : populations
    mesh = Mesh(layer: layer, populations: known, sites: sites)
    var assignment: SiteAssignment?
    if let sites { assignment = try SiteAssignment(sites, in: layer, threads: threads) }
    self.assignment = assignment
    weights = Self.weights(measure, sites, assignment, layer, membership)
    indicators = Self.indicators(mesh, measure, assignment, weights, membership, base, secret)
  }

  /// The same counts by another level; nothing is withheld.
  public func indicators(by membership: Membership) -> Indicators {
    Self.indicators(
      mesh, measure, assignment, Self.weights(measure, mesh.sites, assignment, mesh.layer, membership),
      membership, indicators.base, nil)
  }

  private static func indicators(
    _ mesh: Mesh, _ measure: Measure, _ assignment: SiteAssignment?, _ weights: [Double?],
    _ membership: Membership?, _ base: Double, _ secret: Int?
  ) -> Indicators {
    let codes = mesh.layer.codes
    return Indicators(
      communes: codes, names: mesh.layer.names, populations: mesh.populations,
      sitesOf: assignment?.counts(territories: codes.count) ?? Array(repeating: 0, count: codes.count),
      sitesOutside: assignment?.outside ?? 0, membership: membership, base: base,
      amounts: amounts(mesh, measure, assignment, weights), secret: secret)
  }

  private static func weights(
    _ measure: Measure, _ sites: LoadedSites?, _ assignment: SiteAssignment?, _ layer: LoadedTerritories,
    _ membership: Membership?
  ) -> [Double?] {
    guard let sites, let assignment else { return [] }
    switch measure {
    case .sites, .events: return Array(repeating: 1, count: sites.count)
    case .capacity(let capacities): return capacities
    case .people(let persons, let practice):
      return practice.weights(
        persons: persons,
        territories: assignment.territories.map { territory -> String? in
          guard territory >= 0 else { return nil }
          let code = layer.codes[territory]
          return membership.map { $0.levelOf[code] } ?? code
        }, isCounted: (0..<sites.count).map(sites.isLocated))
    }
  }

  private static func amounts(
    _ mesh: Mesh, _ measure: Measure, _ assignment: SiteAssignment?, _ weights: [Double?]
  ) -> Indicators.Amounts? {
    let count = mesh.layer.codes.count
    var amounts = Indicators.Amounts(
      of: Array(repeating: 0, count: count), outside: 0, unknownOf: Array(repeating: 0, count: count),
      unknownOutside: 0, areCounts: false)
    switch measure {
    case .sites: return nil
    case .events(let events, let outside):
      amounts.areCounts = true
      amounts.areEvents = true
      amounts.of = events.map { $0 ?? 0 }
      amounts.unknownOf = events.map { $0 == nil ? 1 : 0 }
      amounts.outside = outside
      return amounts
    case .capacity: break
    case .people(_, let practice): amounts.areCounts = practice != .prorata
    }
    guard let sites = mesh.sites, let assignment else { return nil }
    if case .people(let persons, .distinct) = measure {
      func once(_ isCounted: [Bool]) -> Double {
        Practice.principal.weights(persons: persons, territories: [], isCounted: isCounted).reduce(0, +)
      }
      let located = (0..<sites.count).map(sites.isLocated)
      let rated = assignment.territories.map { $0 >= 0 && mesh.populations[$0] != nil }
      amounts.total = (once(located), once(zip(located, rated).map { $0 && $1 }))
    }
    for site in 0..<sites.count where sites.isLocated(site) {
      let territory = assignment.territories[site]
      if territory >= 0 {
        amounts.of[territory] += weights[site] ?? 0
        if weights[site] == nil { amounts.unknownOf[territory] += 1 }
      } else {
        amounts.outside += weights[site] ?? 0
        if weights[site] == nil { amounts.unknownOutside += 1 }
      }
    }
    return amounts
  }
}

extension Indicators {
  /// Territories of the level without any site, truncated ones apart.
  public struct WithoutSite: Sendable {
    public var complete: [Row]
    public var truncated: [Row]
    /// Of those whose population is known; nil where none of them is.
    public var completePopulation: Double? { Self.people(complete) }
    public var population: Double? { Self.people(complete + truncated) }

    private static func people(_ rows: [Row]) -> Double? {
      let known = rows.compactMap(\.population)
      return known.isEmpty && !rows.isEmpty ? nil : known.reduce(0, +)
    }
  }

  public var withoutSite: WithoutSite {
    let empty = rows.filter { $0.sites == 0 && $0.secrecy == nil && !$0.code.isEmpty }
    return WithoutSite(complete: empty.filter { !$0.isTruncated }, truncated: empty.filter(\.isTruncated))
  }
}
