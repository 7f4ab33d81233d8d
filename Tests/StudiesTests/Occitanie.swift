import Coverage
import GeoFormats
import GeoModel
import Studies

/// Communes, establishments and inhabitants of Occitanie, read once for all tests.
struct Occitanie: Sendable {
  static let departments = ["09", "11", "12", "30", "31", "32", "34", "46", "48", "65", "66", "81", "82"]
  static let shared = Loaded { () throws(Diagnostic) in try Occitanie() }
  static let threads = 4

  var layer: LoadedTerritories
  /// Located by Lambert-93 columns.
  var establishments: LoadedSites
  /// Maisons de santé.
  var houses: LoadedSites
  var populations: [Double?]
  var zones: [PlaneZone]
  var warnings: [Diagnostic]

  private init() throws(Diagnostic) {
    let session = LoadSession(threads: Self.threads)
    layer = try TerritoryLoader.load(GeoData.communes(Self.departments), session: session)
    var options = SiteOptions(path: GeoData.path("finess-occitanie/etablissements_occitanie.csv"))
    options.x = "coordxet"
    options.y = "coordyet"
    options.crs = .lambert93
    establishments = try SiteLoader.load(options, session: session)
    options.filter = "categetab=603"
    houses = try SiteLoader.load(options, session: session)
    populations = PopulationJoin.join(
      try PopulationLoader.load(GeoData.populations, key: "COM", value: "PMUN", session: session), layer,
      path: GeoData.populations, session: session)
    zones = try PlaneZones.make(layer, workCRS: nil, threads: Self.threads)
    RepairReport.warn(zones, layer, session)
    warnings = session.warnings
  }

  func gaps(within metres: Double, landOutside: LandOutside? = nil) throws -> CoverageJob {
    try CoverageJob(
      layer, zones: zones, sites: houses, populations: populations,
      landOutside: try landOutside?.polygons(near: zones, metres: metres, threads: Self.threads),
      options: CoverageJob.Options(metres: metres, segments: 64, threads: Self.threads))
  }

  func indicators(by level: String) throws -> Indicators {
    let session = LoadSession(threads: Self.threads)
    let membership = try MembershipLoader.load(
      GeoData.path("insee-appartenance/appartenance-2024-communes.csv"), key: "CODGEO", by: level,
      session: session)
    return try IndicatorJob(
      layer, sites: houses, populations: populations, membership: membership, base: 100_000,
      threads: Self.threads
    ).indicators
  }
}
