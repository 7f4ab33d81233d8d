public import Coverage
public import GeoModel
import GeoNative

/// Communes beyond a travel time from every site, as connected objects of whole communes.
public struct TimeGapJob: Sendable {
  public struct Options: Sendable {
    public var sites: SiteOptions
    /// Column of the sites' keys in the matrix; nil to recognise it.
    public var siteKey: String?
    public var times: TravelTimes.Options
    /// A commune at this time itself is covered.
    public var minutes: Double
    public var sliverWidthMetres: Double

    public init(
      sites: SiteOptions, siteKey: String?, times: TravelTimes.Options, minutes: Double,
      sliverWidthMetres: Double
    ) {
      self.sites = sites
      self.siteKey = siteKey
      self.times = times
      self.minutes = minutes
      self.sliverWidthMetres = sliverWidthMetres
    }
  }

  public enum State: String, Sendable {
    case covered = "couvert", uncovered = "non_couvert"
    /// Without a row in the matrix: nothing is known.
    case unknown = "inconnu"
  }

  public struct Gap: Sendable {
    /// In longitude and latitude.
    public var polygons: MultiPolygon
    public var areaSquareMetres: Double
    /// Indices in the layer, ascending.
    public var communes: [Int]
    /// Nil where no commune has a known population.
    public var population: Double?
    /// The commune with the longest known time to its nearest site; ties go to the lowest code.
    public var farthest: Int?
    /// Communes from which the matrix leads to no site.
    public var communesWithoutTime: Int
  }

  public let options: Options
  public let places: AccessPlaces
  public let times: TravelTimes
  public let zones: [PlaneZone]
  public let states: [State]
  /// To the nearest site; nil where the matrix leads to none.
  public let minutes: [Double?]
  /// Index of the nearest site.
  public let nearest: [Int32?]
  /// By most inhabitants, then by area.
  public let gaps: [Gap]
  /// In the plane CRS of each commune.
  public let areas: [Double]
  /// Land of the layer, counted once.
  public let landSquareMetres: Double

  /// - Parameter populations: inhabitants of each territory of the layer; empty where none is known.
  public init(
    _ layer: LoadedTerritories, zones: [PlaneZone], populations: [Double?], options: Options,
    session: LoadSession
  ) throws(Diagnostic) {
    var sites = options.sites
    sites.needsPositions = false
    let places = try AccessPlaces.load(
      sites, key: options.siteKey, keyOption: "--site-key", figure: nil, figureOption: "", unit: 1,
      session: session)
    try self.init(
      layer, zones: zones, populations: populations, places: places, options: options, session: session)
  }

  /// The same of sites that were read.
  public init(
    _ layer: LoadedTerritories, zones: [PlaneZone], populations: [Double?], places: AccessPlaces,
    options: Options, session: LoadSession
  ) throws(Diagnostic) {
    self.options = options
    self.zones = zones
    self.places = places
    // All times are wanted: a gap says how long its people travel.
    times = try TravelTimes(
      options.times, demand: layer.codes, supply: places.keys, limit: .infinity, isOpen: false,
      session: session)
    try times.requireMatch(demand: layer.codes, supply: places.keys)
    let count = layer.codes.count
    let model = AccessModel(
      .nearest, costs: times.costs, decay: .none, populations: Array(repeating: 1, count: count),
      isLocated: Array(repeating: true, count: count), capacities: Array(repeating: 1, count: places.count),
      threads: session.threads)
    let unknown = Set(times.demandsWithoutRow)
    let minutes = model.access.map { $0.flatMap { $0.isFinite ? $0 : nil } }
    let states = minutes.indices.map { index -> State in
      if let value = minutes[index] { return value <= options.minutes ? .covered : .uncovered }
      return unknown.contains(index) ? .unknown : .uncovered
    }
    (self.minutes, self.states, nearest) = (minutes, states, model.nearest)
    var areas = [Double](repeating: 0, count: count)
    var land = 0.0
    var gaps: [Gap] = []
    for zone in zones {
      for (local, member) in zone.members.enumerated() { areas[member] = zone.polygons[local].area }
      let at = SourceLocation(file: layer.source)
      let union = try FailureWords.geos(at: at) { () throws(GEOSError) in
        try TerritoryUnion(
          zone.polygons, sliverWidthMetres: options.sliverWidthMetres, threads: session.threads)
      }
      land += union.areaSquareMetres
      let locals = zone.members.indices.filter { states[zone.members[$0]] == .uncovered }
      guard !locals.isEmpty else { continue }
      let groups = try FailureWords.geos(at: at) { () throws(GEOSError) in
        try ConnectedGroups.of(
          locals.map { zone.polygons[$0] }, sliverWidthMetres: options.sliverWidthMetres,
          threads: session.threads)
      }
      for group in groups {
        let communes = group.members.map { zone.members[locals[$0]] }.sorted()
        let people = communes.compactMap { populations.isEmpty ? nil : populations[$0] }
        gaps.append(
          Gap(
            polygons: try zone.lonLat(of: group.polygons), areaSquareMetres: group.polygons.area,
            communes: communes, population: people.isEmpty ? nil : people.reduce(0, +),
            farthest: communes.filter { minutes[$0] != nil }
              .max { ((minutes[$0] ?? 0), $1) < ((minutes[$1] ?? 0), $0) },
            communesWithoutTime: communes.count { minutes[$0] == nil }))
      }
    }
    self.areas = areas
    landSquareMetres = land
    self.gaps = gaps.sorted { a, b in
      let (first, second) = (a.population ?? 0, b.population ?? 0)
      if first != second { return first > second }
      if a.areaSquareMetres != b.areaSquareMetres { return a.areaSquareMetres > b.areaSquareMetres }
      return a.communes[0] < b.communes[0]
    }
  }

  public func count(_ state: State) -> Int { states.count { $0 == state } }

  /// Inhabitants of the communes of a state; nil where it has communes and none of known population.
  public func people(_ state: State, _ populations: [Double?]) -> Double? {
    guard populations.contains(where: { $0 != nil }) else { return nil }
    let members = populations.indices.filter { states[$0] == state }
    let known = members.compactMap { populations[$0] }
    return known.isEmpty && !members.isEmpty ? nil : known.reduce(0, +)
  }
}
