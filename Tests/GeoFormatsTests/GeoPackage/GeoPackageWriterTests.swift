import GeoFormats
import GeoModel
import GeoNative
import Testing

@Suite struct GeoPackageWriterTests {
  private let document = #"""
    {"type":"FeatureCollection","features":[
    {"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0,0],[2,0],[2,2],[0,2],[0,0]],[[0.5,0.5],[0.5,1],[1,1],[0.5,0.5]]]},
     "properties":{"code":"01004","n":9007199254740993,"r":0.1,"b":true,"mixte":1,"vide":null,"liste":[1,"é"]}},
    {"type":"Feature","geometry":null,"properties":{"code":"","n":-3,"r":12345678.9,"b":false,"mixte":"x"}},
    {"type":"Feature","geometry":{"type":"MultiPolygon","coordinates":[[[[5,5],[6,5],[6,6],[5,5]]],[[[-8,5],[-7,5],[-7,6],[-8,5]]]]},"properties":{"code":"2A001","r":1e300}},
    {"type":"Feature","geometry":{"type":"MultiPoint","coordinates":[[1,2],[3,4]]},"properties":null},
    {"type":"Feature","geometry":{"type":"Point","coordinates":[1.25,-2]},"properties":{"mixte":true}},
    {"type":"Feature","geometry":{"type":"LineString","coordinates":[[1,2],[3,4]]},"properties":{}},
    {"type":"Feature","geometry":{"type":"MultiLineString","coordinates":[[[1,2],[3,4]],[[0,0],[1,1]]]},"properties":{}}]}
    """#

  private func layer() throws -> FeatureLayer {
    try GeoJSONReader.read([UInt8](document), source: "d.geojson").layer
  }

  private func written(_ layer: FeatureLayer, name: String = "communes") throws -> GeoPackageWriter.Written {
    try GeoPackageWriter.bytes(of: [GeoPackageContent(layer, name: name)])
  }

  @Test func whatIsWrittenIsReadBack() throws {
    let layer = try layer()
    let read = try TestPackage.layer(try written(layer).bytes)
    #expect(read.layer.geometry == layer.geometry && read.layer.crs == .wgs84 && read.warnings.isEmpty)
    let table = read.layer.attributes
    #expect(table.names == ["fid"] + layer.attributes.names)
    for column in layer.attributes.columns where !["mixte", "liste"].contains(column.name) {
      let back = try #require(table.index(of: column.name).map { table.columns[$0] })
      for row in 0..<layer.count {
        #expect(back.kind(row) == column.kind(row))
        let isSame =
          column.kind(row) == .number ? Double(back[row]) == Double(column[row]) : back[row] == column[row]
        #expect(isSame, "\(column.name) \(row): \(back[row])")
      }
    }
    // Cells of several kinds, and lists, become texts.
    let mixed = try #require(table.index(of: "mixte").map { table.columns[$0] })
    #expect((0..<5).map { mixed[$0] } == ["1", "x", "", "", "true"] && mixed.kind(0) == .text)
    let list = try #require(table.index(of: "liste").map { table.columns[$0] })
    #expect(list[0] == #"[1,"é"]"# && list.kind(1) == .missing)
    #expect(try written(layer).warnings.map(\.code) == ["geopackage.mixed"])
  }

  @Test func aSecondTripChangesNothing() throws {
    let first = try TestPackage.layer(try written(try layer()).bytes).layer
    let second = try TestPackage.layer(try written(first).bytes).layer
    #expect(second == first)
    #expect(first.hasIDColumn && first.ids?[6] == "7")
    var copied = first
    copied.hasIDColumn = false
    #expect(try TestPackage.layer(try written(copied).bytes).layer == first)
  }

  @Test func identifiersOfGeoJSONAreThePrimaryKey() throws {
    func features(_ ids: [String]) -> String {
      let all = ids.map { #"{"type":"Feature","id":\#($0),"geometry":null,"properties":{"a":\#($0)}}"# }
      return #"{"type":"FeatureCollection","features":[\#(all.joined(separator: ","))]}"#
    }
    func trip(_ ids: [String]) throws -> (FeatureLayer, [String]) {
      let written = try written(try GeoJSONReader.read([UInt8](features(ids)), source: "d").layer)
      return (try TestPackage.layer(written.bytes).layer, written.warnings.map(\.code))
    }
    let (ascending, none) = try trip(["3", "10"])
    #expect(ascending.attributes.names == ["id", "a"] && none.isEmpty)
    #expect(ascending.ids.map { [$0[0], $0[1]] } == ["3", "10"])
    let (descending, order) = try trip(["10", "3"])
    #expect(descending.ids.map { [$0[0], $0[1]] } == ["3", "10"] && order == ["geopackage.order"])
    let (texts, said) = try trip([#""01004""#, #""2A001""#])
    #expect(texts.attributes.names == ["fid", "id", "a"] && said.isEmpty)
    #expect(texts.attributes.columns[1][1] == "2A001" && texts.ids?[1] == "2")
  }

  @Test func equalLayersGiveEqualBytes() throws {
    let layer = try layer()
    let bytes = try written(layer).bytes
    #expect(try written(layer).bytes == bytes)
    #expect(bytes.count % 4096 == 0)
  }

  /// What the standard asks of the file itself, read with SQL.
  @Test func theFileIsAGeoPackage() throws {
    var layer = try layer()
    layer.crs = .lambert93
    let bytes = try written(layer, name: "les \"communes\"").bytes
    #expect(Array(bytes[68..<72]) == Array("GPKG".utf8))
    let rows = try SQLiteDatabase.read(bytes, source: "f") { database throws(Diagnostic) -> [String] in
      do throws(SQLiteError) {
        var rows: [String] = []
        for sql in [
          "PRAGMA user_version", "PRAGMA integrity_check", "PRAGMA foreign_key_check",
          "SELECT srs_id, organization, organization_coordsys_id FROM gpkg_spatial_ref_sys ORDER BY srs_id",
          "SELECT substr(definition, 1, 26) FROM gpkg_spatial_ref_sys WHERE srs_id = 2154",
          "SELECT table_name, data_type, last_change, min_x, min_y, max_x, max_y, srs_id FROM gpkg_contents",
          "SELECT * FROM gpkg_geometry_columns", "SELECT extension_name, scope FROM gpkg_extensions",
          "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'",
          "SELECT id, minx, maxx, miny, maxy FROM \"rtree_les \"\"communes\"\"_geom\" WHERE maxx < 0",
          "SELECT count(*) FROM \"rtree_les \"\"communes\"\"_geom\"",
        ] {
          let statement = try database.statement(sql)
          while try statement.step() {
            rows.append(
              (0..<statement.columnCount).map { statement.text($0) ?? "NULL" }.joined(separator: "|"))
          }
        }
        return rows
      } catch {
        throw error.diagnostic(at: SourceLocation())
      }
    }
    #expect(
      rows == [
        "10300", "ok", "-1|NONE|-1", "0|NONE|0", "2154|EPSG|2154", "4326|EPSG|4326",
        "PROJCS[\"RGF93 v1 / Lambert",
        "les \"communes\"|features|1970-01-01T00:00:00.000Z|-8.0|-2.0|6.0|6.0|2154",
        "les \"communes\"|geom|GEOMETRY|2154|0|0", "gpkg_rtree_index|write-only", "6", "6",
      ])
  }

  @Test func anIdentifierIsKeptAndNamesAreSettled() throws {
    var table = Table(source: "t")
    for (name, cells) in [
      ("FID", ["7", "3"]), ("geom", ["a", "b"]), ("Nom", ["c", "d"]), ("nom", ["e", "f"]), ("", ["g", "h"]),
    ] {
      var column = TextColumn(name: name)
      for cell in cells { column.append(cell, kind: name == "FID" ? .number : .text) }
      table.columns.append(column)
    }
    var geometry = GeometryColumn()
    geometry.append(point: Position(x: 1, y: 2))
    geometry.append(point: Position(x: 3, y: 4))
    let layer = FeatureLayer(geometry: geometry, attributes: table, crs: .wgs84, source: "t")
    let written = try GeoPackageWriter.bytes(of: [
      GeoPackageContent(layer, name: "gpkg_x"), GeoPackageContent(table, name: "Couche_gpkg_x"),
      GeoPackageContent(Table(columns: [TextColumn(name: "a")], source: "v"), name: ""),
    ])
    #expect(
      written.warnings.map(\.code)
        == Array(repeating: "geopackage.layer-renamed", count: 3)
        + ["geopackage.renamed", "geopackage.order", "geopackage.renamed", "geopackage.order"])
    let layers = try GeoPackageReader.layers(written.bytes, source: "f")
    #expect(layers.map(\.name) == ["couche_gpkg_x", "Couche_gpkg_x_2", "couche"])
    let read = try TestPackage.layer(written.bytes, name: "couche_gpkg_x").layer
    #expect(read.attributes.names == ["FID", "geom", "Nom", "nom_2", "champ_5"])
    // Rows come in the order of their identifiers.
    #expect((0..<2).map { read.attributes.columns[0][$0] } == ["3", "7"])
    #expect(read.geometry.point(of: 1) == Position(x: 1, y: 2))
    #expect(try TestPackage.table(written.bytes, name: "couche").table.rowCount == 0)
  }

  @Test func numbersThatADoubleCannotHoldStayText() throws {
    let text = #"{"type":"Feature","geometry":null,"properties":{"n":12345678901234567890}}"#
    let layer = try GeoJSONReader.read([UInt8](text), source: "d").layer
    let back = try TestPackage.layer(try written(layer).bytes).layer.attributes
    #expect(back.columns[1][0] == "12345678901234567890")
  }

  @Test func coordinatesMustBeNumbers() throws {
    var layer = try layer()
    layer.geometry.coordinates[3] = .nan
    let error = diagnostic { _ = try written(layer) }
    #expect(error?.code == "geopackage.coordinates" && error?.location.feature == 1)
    layer = try self.layer()
    layer.crs = CRS("EPSG:1")
    #expect(diagnostic { _ = try written(layer) }?.code == "proj.failure")
  }
}
