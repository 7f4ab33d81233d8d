public import Coverage
public import GeoModel
import GeoNative

/// Where the inhabitants of one plane zone are, in its CRS.
public struct PeopleOfZone: Sendable {
  /// What gaps are counted by; nil shares the people of each territory out by area.
  public var chosen: LocatedPeople?
  /// Other ways, of which only the uncovered inhabitants are told.
  public var others: [LocatedPeople]

  public init(chosen: LocatedPeople?, others: [LocatedPeople]) {
    self.chosen = chosen
    self.others = others
  }
}

/// Zones blanches of a layer round sites, in the legal plane CRS of each part of France.
public struct CoverageJob: Sendable {
  public struct Options: Sendable {
    public var metres: Double
    /// Segments a quadrant of the discs.
    public var segments: Int
    /// Geodesic discs and ellipsoidal areas instead of plane ones.
    public var isGeodesic: Bool
    public var minimumGapSquareMetres: Double
    public var sliverWidthMetres: Double
    public var threads: Int

    /// 64 segments keep a disc of 15 km within 1.2 m of its circle.
    public static let defaultSegments = 64
    public static let defaultSliverWidthMetres = 250.0
    public static let defaultMinimumGapSquareMetres = 1e6

    public init(
      metres: Double, segments: Int = defaultSegments, isGeodesic: Bool = false,
      minimumGapSquareMetres: Double = defaultMinimumGapSquareMetres,
      sliverWidthMetres: Double = defaultSliverWidthMetres, threads: Int = 1
    ) {
      self.metres = metres
      self.segments = segments
      self.isGeodesic = isGeodesic
      self.minimumGapSquareMetres = minimumGapSquareMetres
      self.sliverWidthMetres = sliverWidthMetres
      self.threads = threads
    }
  }

  public var result: CoverageResult
  /// Index of the site of each place of each zone's reach.
  public var sitesOfZone: [[Int]]

  /// - Parameters:
  ///   - zones: the layer in plane systems, by `PlaneZones`.
  ///   - populations: inhabitants of each territory of the layer; empty where none is known.
  ///   - landOutside: land outside the data near each zone, or nil where it is not known.
  ///   - lands: the land of each zone where it was computed before, with the same width of slivers.
  ///   - people: where the inhabitants of each zone are, by squares or places; nil shares them out by area.
  /// - Throws: `Diagnostic` with the layer's file where GEOS or PROJ fails.
  public init(
    _ layer: LoadedTerritories, zones: [PlaneZone], sites: LoadedSites, populations: [Double?],
    landOutside: [[MultiPolygon]?]?, lands: [TerritoryUnion]? = nil, people: [PeopleOfZone]? = nil,
    options: Options
  ) throws(Diagnostic) {
    var analyses: [GapAnalysis] = []
    sitesOfZone = []
    for (index, zone) in zones.enumerated() {
      let (members, places) = try Self.places(
        of: sites, in: zone.crs, metres: options.metres, threads: options.threads)
      sitesOfZone.append(members)
      let reach = try Self.reach(places, zone.crs, options)
      var analysisOptions = GapAnalysis.Options(
        minimumGapSquareMetres: options.minimumGapSquareMetres, sliverWidthMetres: options.sliverWidthMetres,
        threads: options.threads)
      if options.isGeodesic {
        analysisOptions.areaFactors = try Self.areaFactors(zone, threads: options.threads)
      }
      let choice = analysisOptions
      analyses.append(
        try FailureWords.geos(at: SourceLocation(file: layer.source)) { () throws(GEOSError) in
          try GapAnalysis(
            zone.polygons, reach: reach,
            populations: populations.isEmpty ? [] : zone.members.map { populations[$0] },
            landOutside: landOutside.flatMap { $0[index] }, land: lands?[index],
            people: people?[index].chosen, others: people?[index].others ?? [], options: choice)
        })
    }
    result = CoverageResult(zones: zones, analyses: analyses, count: layer.codes.count)
    if options.isGeodesic { try measureOnTheEllipsoid(sites) }
  }

  /// Sites that a plane CRS can hold and that the threshold may reach from its part of France.
  static func places(
    of sites: LoadedSites, in crs: CRS, metres: Double, threads: Int
  ) throws(Diagnostic) -> (members: [Int], places: [Double]) {
    let bounds = LegalCRS.allCases.first { $0.crs == crs }?.bounds.expanded(by: 3 + metres / 40_000)
    let members = (0..<sites.count).filter { site in
      guard sites.isLocated(site) else { return false }
      return bounds?.contains(sites.lonLat[2 * site], sites.lonLat[2 * site + 1]) ?? true
    }
    let flat = members.flatMap { [sites.positions[2 * $0], sites.positions[2 * $0 + 1]] }
    let places = try FailureWords.proj { () throws(ProjError) in
      try Reprojection.transform(flat, from: sites.crs, to: crs, threads: threads)
    }
    let usable = members.indices.filter { places[2 * $0].isFinite }
    return (usable.map { members[$0] }, usable.flatMap { [places[2 * $0], places[2 * $0 + 1]] })
  }

  private static func reach(_ places: [Double], _ crs: CRS, _ options: Options) throws(Diagnostic) -> Reach {
    guard options.isGeodesic else {
      return Reach(places: places, metres: options.metres, segments: options.segments)
    }
    return try FailureWords.proj { () throws(ProjError) in
      try Reach(places: places, geodesicMetres: options.metres, segments: options.segments, crs: crs)
    }
  }

  private static func areaFactors(_ zone: PlaneZone, threads: Int) throws(Diagnostic) -> [Double] {
    try FailureWords.proj { () throws(ProjError) in
      try ParallelMap.map(
        count: zone.polygons.count, threads: threads,
        worker: { () throws(ProjError) in try CoordinateTransformer(from: zone.crs, to: .wgs84) }
      ) { (transformer, index) throws(ProjError) -> Double in
        var polygons = zone.polygons[index]
        transformer.transform(&polygons.coordinates)
        let plane = zone.polygons[index].area
        return plane > 0 ? Geodesic.areaSquareMetres(polygons) / plane : 1
      }
    }
  }

  /// Gives the farthest distances on the ellipsoid; the places are those of the plane.
  private mutating func measureOnTheEllipsoid(_ sites: LoadedSites) throws(Diagnostic) {
    for index in result.gaps.indices {
      let zone = result.gaps[index].zone
      guard var farthest = result.gaps[index].gap.farthest else { continue }
      let place = try result.zones[zone].lonLat(of: farthest.place)
      let site = sitesOfZone[zone][farthest.site]
      farthest.distanceMetres = Geodesic.distanceMetres(
        place, Position(x: sites.lonLat[2 * site], y: sites.lonLat[2 * site + 1]))
      result.gaps[index].gap.farthest = farthest
    }
  }
}

extension PlaneZone {
  /// Longitude and latitude of a place of the zone's plane.
  public func lonLat(of place: Position) throws(Diagnostic) -> Position {
    let crs = crs
    let flat = try FailureWords.proj { () throws(ProjError) in
      try Reprojection.transform([place.x, place.y], from: crs, to: .wgs84, threads: 1)
    }
    return Position(x: flat[0], y: flat[1])
  }

  /// Polygons of the zone's plane in longitude and latitude.
  public func lonLat(of polygons: MultiPolygon) throws(Diagnostic) -> MultiPolygon {
    let crs = crs
    var result = polygons
    result.coordinates = try FailureWords.proj { () throws(ProjError) in
      try Reprojection.transform(polygons.coordinates, from: crs, to: .wgs84, threads: 1)
    }
    return result
  }
}
