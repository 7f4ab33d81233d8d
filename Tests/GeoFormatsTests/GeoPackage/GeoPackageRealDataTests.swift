import GeoFormats
import GeoModel
import GeoNative
import TestSupport
import Testing

@Suite(.enabled(if: RealData.isPresent)) struct GeoPackageRealDataTests {
  private func layer(_ name: String) throws -> FeatureLayer {
    guard case .layer(let read) = try DataFile.read(RealData.path(name)).content else {
      throw TestPackage.NotALayer()
    }
    #expect(read.warnings.isEmpty)
    return read.layer
  }

  /// One publication of 407 practitioners in three files.
  @Test func thePlacesOfThreeFilesAgreeToAMillimetre() throws {
    let folder = "bpe-sante-troyes-2020/BPE_TCM_2020_avec_X_Y_sante_test"
    let geojson = try layer(folder + ".geojson")
    let plane = try layer(folder + ".gpkg")
    let degrees = try layer(folder + "_4326.gpkg")
    #expect([geojson.count, plane.count, degrees.count] == [407, 407, 407])
    #expect([geojson.crs, plane.crs, degrees.crs] == [.lambert93, .lambert93, .wgs84])
    #expect(geojson.geometry.kinds.allSatisfy { $0 == .point })
    var carried = degrees.geometry.coordinates
    #expect(try CoordinateTransformer(from: .wgs84, to: .lambert93).transform(&carried) == 0)
    // The files may have their rows in different orders.
    func sorted(_ coordinates: [Double]) -> [(Double, Double)] {
      (0..<407).map { (coordinates[2 * $0], coordinates[2 * $0 + 1]) }.sorted {
        ($0.0.rounded(), $0.1) < ($1.0.rounded(), $1.1)
      }
    }
    let (a, b, c) = (
      sorted(geojson.geometry.coordinates), sorted(plane.geometry.coordinates), sorted(carried)
    )
    for index in 0..<407 {
      for other in [b, c] {
        #expect(abs(a[index].0 - other[index].0) < 0.001 && abs(a[index].1 - other[index].1) < 0.001)
      }
    }
    #expect(plane.attributes.names.count == 17 && plane.attributes.columns[0][406] == "407")
  }

  /// INSEE, données carroyées: the squares of Corsica and their inhabitants.
  @Test func theGridOfCorsica() throws {
    let grid = try layer("population-grid/carr_corse_1km_2015_crs3035.gpkg")
    #expect(grid.count == 2_994 && grid.crs == CRS("EPSG:3035"))
    #expect(grid.geometry.kinds.allSatisfy { $0 == .multiPolygon })
    let people = try #require(grid.attributes.index(of: "Ind").map { grid.attributes.columns[$0] })
    let sum = (0..<grid.count).reduce(0) { $0 + (Double(people[$1]) ?? .nan) }
    #expect(Int(sum.rounded()) == 270_859)
    let areas = (0..<grid.count).map { grid.geometry.polygons(of: $0).area }
    #expect(areas.allSatisfy { abs($0 - 1e6) < 1 })
    let back = try TestPackage.layer(
      try GeoPackageWriter.bytes(of: [GeoPackageContent(grid, name: "grille")]).bytes)
    #expect(back.layer.geometry == grid.geometry && back.layer.crs == grid.crs)
    for (column, own) in zip(back.layer.attributes.columns, grid.attributes.columns) {
      #expect(column == own)
    }
  }
}
