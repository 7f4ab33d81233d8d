import Coverage
import GeoFormats
import GeoModel
import GeoNative
import Testing

@testable import Studies

/// GeoJSON of figures, read back by the project’s own readers.
@Suite struct FigureLayerTests {
  private func read(_ bytes: [UInt8]) throws -> FeatureLayer {
    try GeoJSONReader.read(bytes, source: "sortie.geojson").layer
  }

  private func column(_ name: String, _ layer: FeatureLayer) throws -> [String] {
    let index = try #require(layer.attributes.index(of: name))
    return (0..<layer.attributes.rowCount).map { layer.attributes.columns[index][$0] }
  }

  private func territories(_ session: LoadSession) throws -> LoadedTerritories {
    try TerritoryLoader.load(TerritoryOptions(paths: ["m/carres.geojson"]), session: session)
  }

  @Test func accessAsPointsAndAsTerritories() throws {
    let job = try AccessJob(AccessSample.options(limit: 10_000), session: AccessSample.session())
    let points = try FigureLayer(job, session: AccessSample.session())
    let classed = try points.classed(nil, by: .fixed([1000, 2000]))
    let layer = try read(points.geoJSON(classed, threads: 3))
    #expect(try column("code", layer) == ["a", "b", "c"])
    #expect(try column("acces_pour_100k", layer) == ["2000", "2000", "1000"])
    // A figure equal to a bound belongs to the class above it.
    #expect(try column("classe", layer) == ["3", "3", "2"])
    #expect(try column("unite", layer)[0] == "pour 100\u{202F}000 habitants")
    #expect(points.withoutGeometry == 0)
    let named = AccessSample.session([
      "zones.geojson": """
      {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"b"},"geometry":\
      {"type":"Polygon","coordinates":[[[2,46],[3,46],[3,47],[2,47],[2,46]]]}}]}
      """
    ])
    let zones = try TerritoryLoader.load(TerritoryOptions(paths: ["zones.geojson"]), session: named)
    let areas = try FigureLayer(job, territories: zones, session: named)
    #expect(areas.withoutGeometry == 2)
    #expect(named.warnings.map(\.code).contains("access.without-contour"))
  }

  @Test func nearestIsClassedByItsCost() throws {
    let job = try AccessJob(AccessSample.options(.nearest), session: AccessSample.session())
    let layer = try FigureLayer(job, session: AccessSample.session())
    let classed = try layer.classed(nil, by: .naturalBreaks(2))
    #expect(classed.key == "distance_m" && classed.words.unit == "m")
    #expect(classed.classes.map(\.label) == ["0", "10\u{202F}000"])
    #expect(classed.indices == [0, 0, 1])
  }

  /// 18001 and 18002 are the bassin 18001: its contour is the two squares without the edge between them.
  @Test func levelsOfIndicatorsAreDissolved() throws {
    let session = AccessSample.session(FourSquares.files)
    let layer = try territories(session)
    var options = SiteOptions(path: "m/sites.csv")
    (options.x, options.y, options.crs) = ("x", "y", .lambert93)
    let sites = try SiteLoader.load(options, session: session)
    let membership = try MembershipLoader.load(
      "m/niveaux.csv", key: "code", by: "bassin", layer: nil, names: [:], session: session)
    let job = try IndicatorJob(
      layer, sites: sites, populations: [100, 200, 300, 400], membership: membership, base: 1000, threads: 2)
    let figures = try FigureLayer(
      job, extras: IndicatorExtras(), layer, membership: membership, session: session)
    let classed = try figures.classed(nil, by: .quantiles(5))
    #expect(classed.key == "taux_pour_1k" && classed.words.title == "Sites pour 1\u{202F}000 habitants")
    let written = try read(figures.geoJSON(classed))
    #expect(try column("code", written) == ["18001", "18004"])
    // 3 sites for 300 inhabitants, 2 for 700.
    #expect(try column("taux_pour_1k", written) == ["10", "2.857143"])
    #expect(try column("classe", written) == ["2", "1"])
    #expect(written.geometry.polygons(of: 0).polygonCount == 1)
    #expect(figures.members.map(\.key) == ["total"])
    #expect(throws: Diagnostic.self) { try figures.classed("nom", by: .quantiles(5)) }
    #expect(throws: Diagnostic.self) { try figures.classed("rien", by: .quantiles(5)) }
    #expect(try figures.classed("population", by: .quantiles(2)).indices == [0, 1])
    #expect(figures.geoJSON(classed, threads: 1) == figures.geoJSON(classed, threads: 4))
  }

  @Test func localFiguresOfInequality() throws {
    let session = AccessSample.session(FourSquares.files)
    let layer = try territories(session)
    let job = try InequalityJob(
      layer, values: [3, -1, nil, 2], populations: [], membership: nil, ranking: nil,
      options: InequalityJob.Options(), threads: 2)
    let figures = try FigureLayer(job, of: layer, field: "revenu_eur", populations: [], threads: 2)
    let classed = try figures.classed(nil, by: .equalIntervals(2))
    #expect(classed.indices == [1, 0, nil, 1])
    #expect(classed.words.unit == "€")
    #expect(try figures.classed("voisins", by: .quantiles(2), unit: "communes").words.unit == "communes")
    #expect(figures.figureKeys.contains("moran_local") && !figures.figureKeys.contains("quadrant"))
  }
}
