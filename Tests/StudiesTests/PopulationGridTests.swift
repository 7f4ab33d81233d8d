import Coverage
import GeoFormats
import GeoModel
import GeoNative
import Studies
import TestSupport
import Testing

@Suite struct PopulationGridTests {
  private static func session(_ files: [String: String]) -> LoadSession {
    LoadSession(threads: 2) { path throws(Diagnostic) in Array((files[path] ?? "").utf8) }
  }

  private static func count(
    _ grid: PopulationGrid, _ layer: LoadedTerritories, _ method: PopulationGrid.Method
  ) throws(Diagnostic) -> GridCount {
    try GridCount(
      grid, method: method, zones: try PlaneZones.make(layer, workCRS: nil, threads: 2),
      count: layer.codes.count, threads: 2)
  }

  @Test func identifiersNameSquares() {
    let square = GridSquare("CRS3035RES200mN3082800E3829600")
    #expect(square?.crs == CRS("EPSG:3035"))
    #expect(
      square?.polygon.envelope == Envelope(minX: 3_829_600, minY: 3_082_800, maxX: 3_829_800, maxY: 3_083_000)
    )
    for bad in ["", "CRS3035RES200mN3082800", "CRS3035RES0mN1E1", "CRS3035RES200mN1E1x", "CRSRESmNE"] {
      #expect(GridSquare(bad) == nil)
    }
    #expect(GridSquare("CRS3035RES200mN99999999999999999999E1") == nil)
  }

  /// The squares of a table are those of its identifiers, and a repeated one is refused.
  @Test func tablesOfIdentifiersAreGrids() throws {
    let files = [
      "g.csv": "idcar_200m,ind\nCRS3035RES200mN3082800E3829600,12.5\nCRS3035RES200mN3083000E3829600,\n",
      "r.csv": "id,ind\nCRS3035RES200mN3082800E3829600,1\nCRS3035RES200mN3082800E3829600,1\n",
      "n.csv": "id,ind\nCRS3035RES200mN3082800E3829600,-1\n", "t.csv": "id,ind\na,1\n",
    ]
    let session = Self.session(files)
    let grid = try PopulationGrid.load(PopulationGrid.Options(path: "g.csv"), session: session)
    #expect(grid.crs == CRS("EPSG:3035"))
    #expect(grid.people == [12.5, nil])
    #expect(grid.centres == [3_829_700, 3_082_900, 3_829_700, 3_083_100])
    #expect(session.warnings.map(\.code) == ["grid.missing"])
    for (path, code) in [("r.csv", "grid.repeated"), ("n.csv", "grid.number"), ("t.csv", "grid.no-square")] {
      #expect {
        try PopulationGrid.load(PopulationGrid.Options(path: path), session: session)
      } throws: { ($0 as? Diagnostic)?.code == code }
    }
  }

  @Test func pointsCountByCentreOnly() throws {
    let point =
      "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"ind\":3},"
      + "\"geometry\":{\"type\":\"Point\",\"coordinates\":[2,47]}}]}"
    let session = Self.session(["p.geojson": point])
    #expect {
      try PopulationGrid.load(PopulationGrid.Options(path: "p.geojson"), session: session)
    } throws: { ($0 as? Diagnostic)?.code == "grid.points" }
    let grid = try PopulationGrid.load(
      PopulationGrid.Options(path: "p.geojson", method: .center), session: session)
    #expect(grid.total == 3)
  }

  /// Population of the communes of the Nord by the 200 m grid of Lille.
  ///
  /// Oracle: GeoPandas' overlay of the same files in EPSG:2154. The grid ends within Villeneuve-d'Ascq, Croix,
  /// Roubaix and others, so that only communes that it holds whole can be compared with legal populations.
  @Test(.enabled(if: RealData.isPresent)) func lilleBy200Metres() throws {
    let session = LoadSession(threads: 4)
    let layer = try TerritoryLoader.load(
      TerritoryOptions(
        paths: [RealData.path("communes-2024/dep59.geojson")], key: "code_territoire", keyPrefix: "com"),
      session: session)
    let grid = try PopulationGrid.load(
      PopulationGrid.Options(path: RealData.path("population-grid/lille-carreaux-200m.geojson")),
      session: session)
    #expect((grid.count, grid.total) == (2554, 476_108))
    let legal = try PopulationLoader.load(
      RealData.path("commune-tables/population-municipale-2022-geo2024.csv"), key: "COM", value: "PMUN",
      session: session)
    let area = try Self.count(grid, layer, .area)
    #expect(abs(area.inside + area.outside - 476_108) < 1e-6)
    #expect(area.outside == 0 && area.repeated == 0)
    func people(_ code: String) -> Double {
      layer.codes.firstIndex(of: code).map { area.populations[$0] } ?? -1
    }
    for (code, expected) in [
      ("59350", 196_246.951398), ("59009", 56_314.030280), ("59328", 27_145.202193), ("59512", 55.492635),
    ] {
      #expect(abs(people(code) - expected) < 0.01)
    }
    #expect(area.populations.count { $0 > 0 } == 36)
    // Lille counts Hellemmes and Lomme in its legal population of 238,695, of which the grid has 82 %.
    let share = people("59350") / (legal.byCode["59350"] ?? 0)
    #expect((0.82...0.823).contains(share))
    let center = try Self.count(grid, layer, .center)
    #expect(center.inside == 476_108 && center.outside == 0)
    #expect(center.populations[layer.codes.firstIndex(of: "59350") ?? 0] == 195_805)
  }

  /// The 1 km grid of Corse. Oracle: GeoPandas on the same files. 7 % of the people of the squares lie at sea where
  /// they are spread evenly; by centres 4 %.
  @Test(.enabled(if: RealData.isPresent)) func corseBySquareKilometres() throws {
    let session = LoadSession(threads: 4)
    let france = try TerritoryLoader.load(
      TerritoryOptions(
        paths: [RealData.path("communes-2018/communes-france-2018.geojson.gz")], key: "code"),
      session: session)
    var geometry = GeometryColumn()
    var codes: [String] = []
    let ranked = france.owners.indices.sorted { france.owners[$0] < france.owners[$1] }
    for feature in ranked {
      let code = france.codes[Int(france.owners[feature])]
      guard code.hasPrefix("2A") || code.hasPrefix("2B") else { continue }
      geometry.append(polygons: france.geometry.polygons(of: feature))
      codes.append(code)
    }
    let layer = LoadedTerritories(
      geometry: geometry, owners: codes.indices.map { Int32($0) }, codes: codes,
      names: codes.map { _ in nil },
      crs: france.crs, source: france.source)
    #expect(layer.codes.count == 360)
    let grid = try PopulationGrid.load(
      PopulationGrid.Options(
        path: RealData.path("population-grid/carr_corse_1km_2015_crs3035.gpkg"), value: "Ind"),
      session: session)
    #expect((grid.count, grid.total) == (2994, 270_859))
    let area = try Self.count(grid, layer, .area)
    #expect(abs(area.inside - 252_597.97) < 1)
    #expect(abs(area.inside + area.outside - 270_859) < 1e-6)
    func people(_ code: String) -> Double {
      layer.codes.firstIndex(of: code).map { area.populations[$0] } ?? -1
    }
    for (code, expected) in [("2A004", 45_399.937), ("2B033", 29_337.487), ("2A247", 12_891.059)] {
      #expect(abs(people(code) - expected) < 0.1)
    }
    let center = try Self.count(grid, layer, .center)
    #expect(abs(center.inside - 260_292) < 1e-6)
    #expect(abs(center.inside + center.outside - 270_859) < 1e-6)
    let legal = try PopulationLoader.load(
      RealData.path("commune-tables/population-municipale-2022-geo2024.csv"), key: "COM", value: "PMUN",
      session: session)
    let differences = layer.codes.indices.compactMap { index -> (code: String, people: Double)? in
      legal.byCode[layer.codes[index]].map { (layer.codes[index], area.populations[index] - $0) }
    }
    let worst = differences.sorted { $0.people < $1.people }.prefix(3).map(\.code)
    #expect(worst == ["2A004", "2B033", "2B096"])
    #expect(differences.max { $0.people < $1.people }?.code == "2A247")
  }
}
