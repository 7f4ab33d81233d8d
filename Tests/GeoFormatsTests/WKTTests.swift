import GeoFormats
import GeoModel
import Testing

@Suite struct WKTTests {
  private func layer(_ text: String, crs: CRS? = nil) throws -> ReadLayer? {
    let options = LayerOptions(crs: crs)
    guard case .layer(let read) = try DataFile.parse(Array(text), source: "t.csv", layer: options) else {
      return nil
    }
    return read
  }

  @Test func everyKind() throws {
    let read = try #require(
      try layer(
        """
        id;wkt
        1;POINT(1 2)
        2;"  multipoint ((1 2),(3 4)) "
        3;MULTIPOINT(1 2, 3 4, 5 6)
        4;LINESTRING Z (0 0 9, 1 1 9)
        5;MULTILINESTRING((0 0,1 1),(2 2,3 3,4 4))
        6;POLYGON((0 0,4 0,4 4,0 4,0 0),(1 1,2 1,2 2,1 1))
        7;MULTIPOLYGON(((0 0,1 0,1 1,0 0)),((5 5,6 5,6 6,5 5)))
        8;POLYGON EMPTY
        9;
        10;POINTZ(1e1 -2.5 3)
        11;POINT(1)

        """))
    let column = read.layer.geometry
    #expect(
      column.kinds == [
        .point, .multiPoint, .multiPoint, .lineString, .multiLineString, .polygon, .multiPolygon, .none,
        .none,
        .point, .none,
      ])
    #expect(column.partEnds == [1, 3, 6, 8, 10, 13, 18, 22, 26, 30, 31])
    #expect(column.groupEnds == [1, 2, 3, 4, 6, 8, 9, 10, 11])
    #expect(column.featureEnds == [1, 2, 3, 4, 5, 6, 8, 8, 8, 9, 9])
    #expect(column.coordinates.prefix(2) == [1, 2] && read.layer.crs == .wgs84)
    #expect(read.layer.attributes.names == ["id"] && read.layer.attributes.lines.last == 12)
    #expect(read.warnings.map(\.code) == ["csv.wkt", "csv.extra-dimensions", "csv.wkt-unreadable"])
    #expect(read.warnings[2].location.line == 12)
  }

  @Test func textsThatAreNoGeometry() throws {
    let bad = [
      "POINT(1)", "POINT(1 2 3 4 5)", "POINT(1 2", "POINT(1 2))", "POINT 1 2", "POLYGON((0 0,1 0,1 1))",
      "POLYGON((0 0,1 0,1 1,0 2))", "POLYGON(0 0,1 0,1 1,0 0)", "LINESTRING(0 0,,1 1)", "POINT(nan 1)",
      "GEOMETRYCOLLECTION(POINT(1 2))", "MULTIPOLYGON((0 0,1 0,1 1,0 0))", "POINT(1 2) x", "CIRCLE(1 2)",
      "POINT()",
    ]
    let text = "wkt;n\nPOINT(1 2);0\n" + bad.map { "\"\($0)\";1\n" }.joined() + "POINT(3 4);2\n"
    // The first cells decide; a first column of twenty texts would not be geometry.
    let sorted = "wkt;n\n" + String(repeating: "POINT(1 2);0\n", count: 20) + text.dropFirst(6)
    let read = try #require(try layer(sorted))
    #expect(read.layer.geometry.kinds.filter { $0 == .none }.count == bad.count)
    #expect(read.layer.geometry.coordinates.count == 2 * 22)
    #expect(read.warnings.last?.message.english.hasPrefix("15 ") == true)
    #expect(read.warnings.last?.location.line == 23)
  }

  @Test func systems() throws {
    #expect(try layer("geom\n\"SRID=2975;POINT(330000 7690000)\"\n")?.layer.crs.code == "EPSG:2975")
    #expect(try layer("geometry\nPOINT(700000 6600000)\n")?.layer.crs == .lambert93)
    let unknown = diagnostic { _ = try layer("geom\nPOINT(330000 7690000)\n") }
    #expect(unknown?.code == "csv.wkt-crs" && unknown?.hint?.english == "--crs EPSG:n")
    #expect(
      try layer("geom\nPOINT(330000 7690000)\n", crs: CRS("EPSG:2975"))?.layer.crs.code == "EPSG:2975")
    // PostGIS writes 0 where no system is known: the positions are looked at.
    #expect(try layer("geom\n\"SRID=0;POINT(2 48)\"\n")?.layer.crs == .wgs84)
    let none = diagnostic { _ = try layer("geom\n\"SRID=2152154;POINT(2 48)\"\n") }
    #expect(none?.code == "csv.wkt-crs" && none?.found == "SRID=2152154")
    let two = diagnostic { _ = try layer("geom\n\"SRID=2154;POINT(1 2)\"\n\"SRID=4326;POINT(1 2)\"\n") }
    #expect(two?.code == "csv.wkt-crs" && two?.location.line == 3)
    // A column of this name that holds other things is a column.
    #expect(try layer("geom;a\nx;1\n") == nil)
  }
}
