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
  }

  public var measure: Measure
  public var indicators: Indicators
  public var assignment: SiteAssignment

  /// - Parameters:
  ///   - populations: inhabitants of each territory of the mesh; nil where unknown.
  ///   - membership: nil gives one row a territory of the mesh.
  ///   - base: inhabitants that rates are given for.
  ///   - secret: least count that a territory may publish.
  public init(
    _ layer: LoadedTerritories, sites: LoadedSites, populations: [Double?], membership: Membership?,
    base: Double, measure: Measure = .sites, secret: Int? = nil, threads: Int
  ) throws(Diagnostic) {
    self.measure = measure
    assignment = try SiteAssignment(sites, in: layer, threads: threads)
    indicators = Indicators(
      communes: layer.codes, names: layer.names,
      populations: populations.isEmpty ? layer.codes.map { _ in nil } : populations,
      sitesOf: assignment.counts(territories: layer.codes.count), sitesOutside: assignment.outside,
      membership: membership, base: base,
      amounts: Self.amounts(measure, sites, assignment, layer, populations, membership), secret: secret)
  }

  private static func amounts(
    _ measure: Measure, _ sites: LoadedSites, _ assignment: SiteAssignment, _ layer: LoadedTerritories,
    _ populations: [Double?], _ membership: Membership?
  ) -> Indicators.Amounts? {
    var amounts = Indicators.Amounts(
      of: Array(repeating: 0, count: layer.codes.count), outside: 0,
      unknownOf: Array(repeating: 0, count: layer.codes.count), unknownOutside: 0, areCounts: false)
    let given: [Double?]
    switch measure {
    case .sites: return nil
    case .capacity(let capacities): given = capacities
    case .people(let persons, let practice):
      let located = (0..<sites.count).map(sites.isLocated)
      given = practice.weights(
        persons: persons,
        territories: assignment.territories.map { territory -> String? in
          guard territory >= 0 else { return nil }
          let code = layer.codes[territory]
          return membership.map { $0.levelOf[code] } ?? code
        }, isCounted: located)
      amounts.areCounts = practice != .prorata
      if practice == .distinct {
        func once(_ isCounted: [Bool]) -> Double {
          Practice.principal.weights(persons: persons, territories: [], isCounted: isCounted).reduce(0, +)
        }
        let rated = assignment.territories.map { territory in
          territory >= 0 && !populations.isEmpty && populations[territory] != nil
        }
        amounts.total = (once(located), once(zip(located, rated).map { $0 && $1 }))
      }
    }
    for site in 0..<sites.count where sites.isLocated(site) {
      let territory = assignment.territories[site]
      if territory >= 0 {
        amounts.of[territory] += given[site] ?? 0
        if given[site] == nil { amounts.unknownOf[territory] += 1 }
      } else {
        amounts.outside += given[site] ?? 0
        if given[site] == nil { amounts.unknownOutside += 1 }
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
    public var completePopulation: Double { complete.reduce(0) { $0 + ($1.population ?? 0) } }
    public var population: Double { completePopulation + truncated.reduce(0) { $0 + ($1.population ?? 0) } }
  }

  public var withoutSite: WithoutSite {
    let empty = rows.filter { $0.sites == 0 && $0.secrecy == nil && !$0.code.isEmpty }
    return WithoutSite(complete: empty.filter { !$0.isTruncated }, truncated: empty.filter(\.isTruncated))
  }
}
