import GeoFormats
import GeoModel
import TestSupport
import Testing

/// Shapefiles of IGN; counts of the catalogue, positions, holes and areas as GDAL 3.12 reads them.
@Suite(.enabled(if: RealData.isPresent)) struct RealShapefileTests {
  @Test(
    arguments: [
      ("shapefile-lambert93-geofla/DEPARTEMENT", "EPSG:2154", 77, 19, 194_970, 15, 548_833_209_721.75287),
      ("shapefile-drom-admin-express/971/COMMUNE", "EPSG:32620", 23, 9, 18_310, 0, 1_635_645_879.5),
      ("shapefile-drom-admin-express/973/COMMUNE", "EPSG:2972", 20, 2, 32_372, 0, 83_824_668_123.5),
      ("shapefile-drom-admin-express/974/COMMUNE", "EPSG:2975", 23, 1, 18_300, 0, 2_503_156_796.0),
    ])
  func layers(
    name: String, crs: String, polygons: Int, multiPolygons: Int, positions: Int, holes: Int, area: Double
  ) throws {
    guard case .layer(let read) = try DataFile.read(RealData.path("formats/\(name).shp")).content else {
      Issue.record("not a layer")
      return
    }
    let column = read.layer.geometry
    #expect(read.layer.crs == CRS(crs) && read.format == "Shapefile")
    #expect(read.warnings.allSatisfy { $0.severity == .note })
    #expect(column.kinds.count { $0 == .polygon } == polygons)
    #expect(column.kinds.count { $0 == .multiPolygon } == multiPolygons)
    #expect(column.count == polygons + multiPolygons && read.layer.attributes.rowCount == column.count)
    #expect(column.coordinates.count == 2 * positions)
    #expect(column.partEnds.count - column.groupEnds.count == holes)
    let sum = (0..<column.count).reduce(0.0) { $0 + column.polygons(of: $1).area }
    #expect(abs(sum - area) < area * 1e-9)
  }

  @Test func attributes() throws {
    let content = try DataFile.read(
      RealData.path("formats/shapefile-drom-admin-express/971/COMMUNE.shp")
    ).content
    let table = content.table
    #expect(
      table.names == [
        "ID", "STATUT", "INSEE_COM", "NOM_COM", "INSEE_ARR", "NOM_DEP", "INSEE_DEP", "NOM_REG", "INSEE_REG",
        "CODE_EPCI", "NOM_COM_M", "POPULATION",
      ])
    #expect(table.columns.map { $0[0] }[2...4] == ["97110", "La Désirade", "2"])
    #expect(table.columns[11][0] == "1481" && table.columns[11].kind(0) == .number)
    #expect(table.columns[8][0] == "01")
  }
}
