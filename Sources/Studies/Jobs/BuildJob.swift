public import Coverage
public import GeoModel
import GeoNative

/// Territories of a level built from a mesh.
public struct BuildJob: Sendable {
  public struct Territory: Sendable {
    public var code: String
    public var name: String?
    /// Longitude and latitude.
    public var polygons: MultiPolygon
    public var areaSquareMetres: Double
    public var meshCount: Int
    /// Mesh territories of the whole level, those outside the mesh included.
    public var meshTotal: Int
    public var population: Double?
  }

  /// By ascending code.
  public var territories: [Territory]
  /// Land of all territories, counted once.
  public var areaSquareMetres: Double
  public var overlapSquareMetres: Double
  /// Slivers inside a territory, and those between territories, which go to the lowest code that they touch.
  public var filledHoles: [(code: String, areaSquareMetres: Double)]
  /// Wide holes that no territory claims: an enclave, a lagoon.
  public var keptHoles: Int
  public var unitedByGEOS: [String]
  /// Mesh territories in no territory of the level.
  public var withoutLevel: [String]

  /// - Parameters:
  ///   - populations: inhabitants of each mesh territory; empty where none is known.
  /// - Throws: `Diagnostic` where GEOS or PROJ fails.
  public init(
    _ mesh: LoadedTerritories, zones: [PlaneZone], membership: Membership, populations: [Double?],
    sliverWidthMetres: Double, threads: Int
  ) throws(Diagnostic) {
    let place = SourceLocation(file: mesh.source)
    var polygons: [String: MultiPolygon] = [:]
    var areas: [String: Double] = [:]
    (areaSquareMetres, overlapSquareMetres, keptHoles) = (0, 0, 0)
    (filledHoles, unitedByGEOS) = ([], [])
    for zone in zones {
      var levels = try zone.dissolved(
        mesh, by: membership, sliverWidthMetres: sliverWidthMetres, threads: threads)
      let land = try FailureWords.geos(at: place) { () throws(GEOSError) in
        try TerritoryUnion(
          levels.territories.polygons, sliverWidthMetres: sliverWidthMetres, threads: threads)
      }
      let between = try FailureWords.geos(at: place) { () throws(GEOSError) in
        try SliverFill.fill(&levels.territories, slivers: land.slivers, threads: threads)
      }
      areaSquareMetres += land.areaSquareMetres + between.reduce(0) { $0 + $1.areaSquareMetres }
      overlapSquareMetres += land.overlapSquareMetres
      keptHoles += land.holes.count
      filledHoles += levels.filledHoles + between
      unitedByGEOS += levels.unitedByGEOS
      for (index, code) in levels.territories.codes.enumerated() {
        polygons[code, default: MultiPolygon()].append(
          try zone.lonLat(of: levels.territories.polygons[index]))
        areas[code, default: 0] += levels.territories.polygons[index].area
      }
    }
    var counts: [String: Int] = [:]
    var people: [String: Double] = [:]
    withoutLevel = []
    for (index, commune) in mesh.codes.enumerated() {
      guard let code = membership.levelOf[commune] else {
        withoutLevel.append(commune)
        continue
      }
      counts[code, default: 0] += 1
      if !populations.isEmpty, let population = populations[index] { people[code, default: 0] += population }
    }
    territories = polygons.keys.sorted().map { code in
      Territory(
        code: code, name: membership.names[code], polygons: polygons[code] ?? MultiPolygon(),
        areaSquareMetres: areas[code] ?? 0, meshCount: counts[code] ?? 0,
        meshTotal: membership.totals[code] ?? 0,
        population: people[code])
    }
  }
}

extension PlaneZone {
  /// The part of a level that lies in the zone, from the zone's territories.
  func dissolved(
    _ mesh: LoadedTerritories, by membership: Membership, sliverWidthMetres: Double, threads: Int
  ) throws(Diagnostic) -> Dissolve {
    let codes = members.map { mesh.codes[$0] }
    let territories = Territories(codes: codes, names: codes.map { _ in nil }, polygons: polygons, crs: crs)
    return try FailureWords.geos(at: SourceLocation(file: mesh.source)) { () throws(GEOSError) in
      try Dissolve(
        territories, levelOf: codes.map { membership.levelOf[$0] }, names: membership.names,
        sliverWidthMetres: sliverWidthMetres, threads: threads)
    }
  }
}
