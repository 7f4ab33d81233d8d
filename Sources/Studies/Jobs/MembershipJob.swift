public import Coverage
public import GeoModel
import GeoNative

/// Communes that no CPTS lists, and those that several do, as connected objects.
public struct MembershipJob: Sendable {
  /// A connected group of communes of one state.
  public struct Object: Sendable {
    public var state: MembershipCoverage.State
    /// In longitude and latitude.
    public var polygons: MultiPolygon
    public var areaSquareMetres: Double
    /// Indices in the layer, ascending.
    public var communes: [Int]
    /// People listed by none, or by several; nil where unknown.
    public var population: Double?
    /// Those that list them.
    public var coverages: [String]
  }

  public var coverage: MembershipCoverage
  /// Gaps first, then overlaps; each by most inhabitants, then by area.
  public var objects: [Object]
  public var zones: [PlaneZone]
  /// Land of the layer, counted once.
  public var land: [TerritoryUnion]

  /// - Parameters:
  ///   - populations: inhabitants of each territory of the layer; empty where none is known.
  ///   - partPopulations: inhabitants by code, for arrondissements municipaux.
  public init(
    _ layer: LoadedTerritories, zones: [PlaneZone], listings: [MembershipCoverage.Listing],
    populations: [Double?],
    partPopulations: [String: Double], sliverWidthMetres: Double, threads: Int
  ) throws(Diagnostic) {
    coverage = MembershipCoverage(
      codes: layer.codes, populations: populations, listings: listings, partPopulations: partPopulations,
      partCounts: Dictionary(
        uniqueKeysWithValues: PopulationLoader.arrondissements.map { ($0.commune, $0.last - $0.first + 1) }))
    self.zones = zones
    objects = []
    land = []
    for zone in zones {
      land.append(
        try FailureWords.geos(at: SourceLocation(file: layer.source)) { () throws(GEOSError) in
          try TerritoryUnion(zone.polygons, sliverWidthMetres: sliverWidthMetres, threads: threads)
        })
      for state in [MembershipCoverage.State.none, .several] {
        objects += try Self.objects(
          state, coverage, zone, source: layer.source, sliverWidthMetres: sliverWidthMetres, threads: threads)
      }
    }
    objects.sort { a, b in
      if a.state != b.state { return a.state == .none }
      if (a.population ?? 0) != (b.population ?? 0) { return (a.population ?? 0) > (b.population ?? 0) }
      return a.areaSquareMetres > b.areaSquareMetres
    }
  }

  private static func objects(
    _ state: MembershipCoverage.State, _ coverage: MembershipCoverage, _ zone: PlaneZone, source: String,
    sliverWidthMetres: Double, threads: Int
  ) throws(Diagnostic) -> [Object] {
    let locals = zone.members.indices.filter { coverage.communes[zone.members[$0]].state == state }
    guard !locals.isEmpty else { return [] }
    let groups = try FailureWords.geos(at: SourceLocation(file: source)) { () throws(GEOSError) in
      try ConnectedGroups.of(
        locals.map { zone.polygons[$0] }, sliverWidthMetres: sliverWidthMetres, threads: threads)
    }
    var result: [Object] = []
    for group in groups {
      let communes = group.members.map { zone.members[locals[$0]] }.sorted()
      let people = communes.compactMap { index -> Double? in
        guard let people = coverage.communes[index].people else { return nil }
        return state == .none ? people.none : people.several
      }
      result.append(
        Object(
          state: state, polygons: try zone.lonLat(of: group.polygons), areaSquareMetres: group.polygons.area,
          communes: communes, population: people.isEmpty ? nil : people.reduce(0, +),
          coverages: Set(communes.flatMap { coverage.communes[$0].coverages }).sorted()))
    }
    return result
  }
}
