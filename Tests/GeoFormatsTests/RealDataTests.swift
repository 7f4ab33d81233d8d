import GeoFormats
import GeoModel
import TestSupport
import Testing

@Suite(.enabled(if: RealData.isPresent, "no real data beside the package"))
struct RealDataTests {
  private func table(_ name: String) throws -> ReadTable {
    guard case .table(let read) = try DataFile.read(RealData.path(name)).content else {
      throw Diagnostic("test", Phrase(verbatim: "not a table"))
    }
    return read
  }

  private func layer(_ name: String) throws -> ReadLayer {
    guard case .layer(let read) = try DataFile.read(RealData.path(name)).content else {
      throw Diagnostic("test", Phrase(verbatim: "not a layer"))
    }
    return read
  }

  private func points(_ read: ReadTable) throws -> PointTable {
    let choice = try #require(ColumnRoles(read.table).coordinates)
    return PointTable(
      read.table, columns: choice.columns, inDegrees: choice.crs == .wgs84, delimiter: read.dialect.delimiter)
  }

  @Test func communesOfOccitanie() throws {
    var geometry = GeometryColumn()
    for code in ["09", "11", "12", "30", "31", "32", "34", "46", "48", "65", "66", "81", "82"] {
      let read = try layer("communes-2024/dep\(code).geojson")
      #expect(read.warnings.isEmpty && read.layer.crs == .wgs84)
      let codes = try #require(read.layer.attributes.columns.first { $0.name == "code_territoire" })
      #expect((0..<read.layer.count).allSatisfy { codes[$0].hasPrefix("com\(code)") })
      geometry.append(read.layer.geometry)
    }
    #expect(geometry.count == 4453 && geometry.kinds.allSatisfy { $0.isPolygonal })
  }

  @Test func establishmentsOfOccitanie() throws {
    let read = try table("finess-occitanie/etablissements_occitanie.csv")
    #expect(
      read.table.rowCount == 10_007 && read.dialect.delimiter == UInt8(ascii: ";") && read.warnings.isEmpty)
    let found = try points(read)
    #expect(found.rowsLocated == 10_004 && found.decimalSign == .point)
    let numbers = found.rejects.map { read.table.columns[0][$0.row] }
    #expect(Set(numbers) == ["310037510", "310037528", "300023165"])
    #expect(found.rejects.allSatisfy { $0.code == "row.no-coordinate" })
    let houses = try RowFilter(parsing: "categetab=603").bind(to: read.table).mask(read.table)
    #expect(houses.filter { $0 }.count == 372)
  }

  @Test func decimalCommas() throws {
    let read = try table("formats/csv-decimal-comma/avp_corporels.csv")
    let found = try points(read)
    #expect(read.table.rowCount == 55_302 && found.decimalSign == .comma && found.rejects.isEmpty)
    #expect(found.positions[0] == 4.72572 && found.positions[1] == 44.55942)
  }

  @Test func badCoordinates() throws {
    let read = try table("formats/csv-bad-coordinates/geodae.csv")
    let found = try points(read)
    #expect(read.table.rowCount == 129_539)
    #expect(found.rejects.count == 16 && found.rejects.allSatisfy { $0.code == "row.out-of-range" })
  }

  @Test func vaccinationCentres() throws {
    let read = try table("vaccination-centres/centres-vaccination-2021-01.csv")
    #expect(read.table.rowCount == 854 && read.dialect.lineEnding == .crlf)
    #expect(try points(read).rejects.count == 2)
  }

  @Test func windowsEncoding() throws {
    let read = try table("insee-appartenance/table-appartenance-geo-communes-2017-latin1.csv")
    #expect(read.table.rowCount == 35_416 && read.dialect.encoding == .cp1252)
    #expect(read.table.columns[1][0] == "L'Abergement-Clémenciat")
  }

  @Test func cartoSante() throws {
    let read = try table("cartosante-bassins-de-vie/health.csv")
    #expect(read.table.names.prefix(2) == ["Code", "Libellé"] && read.dialect.headerLine == 3)
    #expect(read.warnings.map(\.code) == ["table.titles"] && read.table.lines[0] == 4)
    let figures = read.table.columns.dropFirst(2).map { FigureColumn($0) }
    let secrets = figures.map { column in (0..<column.count).filter { column[$0] == .secret }.count }
    #expect(secrets.contains(157))
    #expect(!figures.contains { column in (0..<column.count).contains { column[$0] == .notANumber } })
  }

  @Test func postalCodesHaveBothCoordinatesInOneColumn() throws {
    let found = try points(try table("commune-tables/laposte_hexasmal.csv"))
    #expect(
      found.rejects.count == 270 && found.positions[0] == 5.65781475272 && found.positions[1] == 46.2054981558
    )
  }

  @Test(arguments: [
    ("formats/geojson-crs-member/strasbourg-communes.geojson", 33, "EPSG:4326"),
    ("bpe-sante-troyes-2020/BPE_TCM_2020_avec_X_Y_sante_test.geojson", 407, "EPSG:2154"),
    ("formats/geojson-degenerate/comleg-hdf.json", 3_809, "EPSG:4326"),
    ("departements-regions-2018/departements-avec-outre-mer.geojson", 101, "EPSG:4326"),
    ("epci-2022-anct/fr-drom-4326-pur-style1-epci.geojson", 1_357, "EPSG:4326"),
    ("population-grid/lille-carreaux-200m.geojson", 2_554, "EPSG:4326"),
  ])
  func featuresOfLayers(name: String, count: Int, crs: String) throws {
    let read = try layer(name)
    #expect(read.layer.count == count && read.layer.crs.code == crs)
    #expect(read.layer.attributes.rowCount == count)
  }
}
