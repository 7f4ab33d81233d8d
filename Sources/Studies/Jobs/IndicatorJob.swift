public import Coverage
public import GeoModel

/// Per-capita figures of a level from sites, populations and a composition.
public struct IndicatorJob: Sendable {
  public var indicators: Indicators
  public var assignment: SiteAssignment

  /// - Parameters:
  ///   - populations: inhabitants of each territory of the mesh; nil where unknown.
  ///   - membership: nil gives one row a territory of the mesh.
  ///   - base: inhabitants that rates are given for.
  public init(
    _ layer: LoadedTerritories, sites: LoadedSites, populations: [Double?], membership: Membership?, base: Double,
    threads: Int
  ) throws(Diagnostic) {
    assignment = try SiteAssignment(sites, in: layer, threads: threads)
    indicators = Indicators(
      communes: layer.codes, names: layer.names,
      populations: populations.isEmpty ? layer.codes.map { _ in nil } : populations,
      sitesOf: assignment.counts(territories: layer.codes.count), sitesOutside: assignment.outside,
      membership: membership, base: base)
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
    let empty = rows.filter { $0.sites == 0 && !$0.code.isEmpty }
    return WithoutSite(complete: empty.filter { !$0.isTruncated }, truncated: empty.filter(\.isTruncated))
  }
}
