import Coverage
import GeoModel
import Studies
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A disc of 6 km in a square of 10 km, whose figures geometry gives.
@Suite struct SquaresTests {
  private static let files = [
    "t.geojson": """
    {"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:2154"}},"features":[
    {"type":"Feature","properties":{"code":"A"},"geometry":{"type":"Polygon","coordinates":
    [[[600000,6650000],[610000,6650000],[610000,6660000],[600000,6660000],[600000,6650000]]]}}]}
    """,
    "s.csv": "id,x,y\n1,605000,6655000\n",
  ]

  private func session() -> LoadSession {
    LoadSession(threads: 2) { path throws(Diagnostic) in
      guard let text = Self.files[path] else {
        throw Diagnostic("test", Phrase(verbatim: "no file \(path)"))
      }
      return Array(text.utf8)
    }
  }

  private func job(_ options: CoverageJob.Options) throws -> CoverageJob {
    let session = session()
    let layer = try TerritoryLoader.load(TerritoryOptions(paths: ["t.geojson"]), session: session)
    let sites = try SiteLoader.load(SiteOptions(path: "s.csv"), session: session)
    #expect(sites.crs == .lambert93)
    return try CoverageJob(
      layer, zones: try PlaneZones.make(layer, workCRS: nil, threads: 2), sites: sites, populations: [1000],
      landOutside: nil, options: options)
  }

  /// Part of a disc beyond a chord at 5 of its 6 km.
  private static let segment = 36 * acos(5.0 / 6) - 5 * 11.0.squareRoot()
  private static let uncovered = 100 - (36 * Double.pi - 4 * segment)

  @Test func fourCornersAreLeft() throws {
    let result = try job(CoverageJob.Options(metres: 6000, segments: 256)).result
    #expect(isWithin(1e-3, result.uncoveredSquareMetres / 1e6, of: Self.uncovered))
    #expect(result.gaps.count == 4)
    for located in result.gaps {
      #expect(isWithin(1e-3, located.gap.areaSquareMetres / 1e6, of: Self.uncovered / 4))
      #expect(isWithin(1e-3, located.gap.population, of: 10 * Self.uncovered / 4))
      #expect(isWithin(1e-9, located.gap.farthest?.distanceMetres, of: 5000 * 2.0.squareRoot()))
    }
    #expect(result.count(.partial) == 1)
  }

  /// More segments come nearer to the disc, always from inside.
  @Test func discsAreInscribed() throws {
    let areas = try [32, 64, 512].map { segments in
      try job(CoverageJob.Options(metres: 6000, segments: segments)).result.uncoveredSquareMetres / 1e6
    }
    #expect(areas[0] > areas[1] && areas[1] > areas[2] && areas[2] > Self.uncovered)
    #expect(isWithin(1e-3, areas[2], of: Self.uncovered))
  }

  @Test func smallPiecesAreCountedApart() throws {
    let result = try job(CoverageJob.Options(metres: 6000, minimumGapSquareMetres: 2e6)).result
    #expect(result.gaps.isEmpty && result.residues.count == 4)
    #expect(isWithin(1e-9, result.residues.areaSquareMetres, of: result.uncoveredSquareMetres))
  }

  /// A covered share below a millionth is none: a disc of 1 m is 3e-8 of the square, one of 20 m is 1.3e-5.
  @Test func coverageWords() throws {
    #expect(try job(CoverageJob.Options(metres: 7100)).result.count(.covered) == 1)
    #expect(try job(CoverageJob.Options(metres: 1)).result.count(.uncovered) == 1)
    let small = try job(CoverageJob.Options(metres: 20)).result
    #expect(small.count(.partial) == 1 && isWithin(1e-4, small.uncoveredPopulation, of: 1000))
  }

  /// Ellipsoidal areas: at 47° Lambert-93 shrinks surfaces by about 0.18 %.
  @Test func geodesicAreas() throws {
    let plane = try job(CoverageJob.Options(metres: 6000)).result
    let ellipsoid = try job(CoverageJob.Options(metres: 6000, isGeodesic: true)).result
    let ratio = ellipsoid.landSquareMetres / plane.landSquareMetres
    #expect((1.0015...1.0021).contains(ratio))
  }

  /// The same square at both ends of France: each in its own legal plane, sites at their own distances.
  @Test func overseas() throws {
    func square(_ code: String, _ x: Double, _ y: Double) -> String {
      let (a, b) = (x + 0.1, y + 0.1)
      return """
        {"type":"Feature","properties":{"code":"\(code)"},"geometry":{"type":"Polygon","coordinates":\
        [[[\(x),\(y)],[\(a),\(y)],[\(a),\(b)],[\(x),\(b)],[\(x),\(y)]]]}}
        """
    }
    let layer =
      "{\"type\":\"FeatureCollection\",\"features\":[\(square("18", 2, 47)),\(square("974", 55.4, -21.1))]}"
    let session = LoadSession(threads: 2) { path throws(Diagnostic) in
      Array((path == "t" ? layer : "lon,lat\n2.05,47.05\n55.45,-21.05\n").utf8)
    }
    let territories = try TerritoryLoader.load(TerritoryOptions(paths: ["t"]), session: session)
    let sites = try SiteLoader.load(SiteOptions(path: "s"), session: session)
    let zones = try PlaneZones.make(territories, workCRS: nil, threads: 2)
    #expect(zones.map(\.crs.code) == ["EPSG:2154", "EPSG:2975"])
    let result = try CoverageJob(
      territories, zones: zones, sites: sites, populations: [100, 100], landOutside: nil,
      options: CoverageJob.Options(metres: 3000, segments: 256)
    ).result
    let disc = 9e6 * Double.pi
    for territory in result.territories {
      #expect(isWithin(1e-3, territory.areaSquareMetres - territory.uncoveredSquareMetres, of: disc))
    }
    // A tenth of a degree of longitude is shorter at 47° than at 21°.
    #expect(result.territories[0].areaSquareMetres < 0.75 * result.territories[1].areaSquareMetres)
    #expect(result.gaps.count == 2 && Set(result.gaps.map(\.zone)) == [0, 1])
    #expect(result.gaps.allSatisfy { ($0.gap.farthest?.distanceMetres ?? 0) < 9000 })
  }
}
