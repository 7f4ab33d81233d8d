import GeoFormats
import GeoModel
import Testing

@Suite struct ShapefileReaderTests {
  private static let square = [0.0, 0, 0, 2, 2, 2, 2, 0, 0, 0]
  private static let names = SampleDBF(
    [.init(name: "NOM", type: "C", length: 8)], [["a"], ["b"], ["c"]])

  @Test func everyKind() throws {
    var shapes = SampleShapes()
    shapes.records = [
      SampleShapes.point(1, 2), SampleShapes.multiPoint([1, 2, 3, 4]), SampleShapes.parts(3, [[0, 0, 1, 1]]),
      SampleShapes.parts(3, [[0, 0, 1, 1], [2, 2, 3, 3, 4, 4]]), SampleShapes.parts(5, [Self.square]),
      SampleShapes.null, SampleShapes.point(.nan, .nan), SampleShapes.parts(5, []),
    ]
    let read = try readShapes(shapes.shp)
    let column = read.layer.geometry
    #expect(
      column.kinds == [
        .point, .multiPoint, .lineString, .multiLineString, .polygon, .none, .none, .none,
      ])
    #expect(column.point(of: 0) == Position(x: 1, y: 2))
    #expect(column.polygons(of: 4).area == 4)
    #expect(column.featureEnds == [1, 2, 3, 4, 5, 5, 5, 5] && column.partEnds == [1, 3, 5, 7, 10, 15])
    #expect(read.warningCodes == ["shapefile.no-table", "shapefile.empty-geometry"])
    #expect(read.layer.crs == .lambert93 && read.format == "Shapefile")
  }

  @Test func altitudesAndMeasuresAreLeftOut() throws {
    var shapes = SampleShapes(kind: 15)
    shapes.records = [
      SampleShapes.point(1, 2, kind: 11, more: [9, 8]), SampleShapes.point(1, 2, kind: 21, more: [9]),
      SampleShapes.parts(15, [Self.square], more: [Double](repeating: 7, count: 14)),
      SampleShapes.parts(13, [[0, 0, 1, 1]], more: [0, 9, 1, 2]),
      SampleShapes.parts(23, [[0, 0, 1, 1]], more: [0, 9, 1, 2]),
    ]
    let read = try readShapes(shapes.shp)
    #expect(read.layer.geometry.kinds == [.point, .point, .polygon, .lineString, .lineString])
    #expect(read.warningCodes.contains("shapefile.extra-dimensions"))
    #expect(read.warnings.first { $0.code == "shapefile.extra-dimensions" }?.location.feature == 1)
  }

  @Test func surfacesInSpaceAreRefused() {
    var shapes = SampleShapes(kind: 31)
    #expect(diagnostic { _ = try readShapes(shapes.shp) }?.code == "shapefile.multipatch")
    shapes.kind = 5
    shapes.records = [SampleShapes.parts(31, [Self.square])]
    #expect(diagnostic { _ = try readShapes(shapes.shp) }?.code == "shapefile.multipatch")
  }

  @Test func theIndexPrevailsWhereItIsSound() throws {
    var shapes = SampleShapes(kind: 1)
    shapes.records = [SampleShapes.point(1, 1), SampleShapes.point(2, 2), SampleShapes.point(3, 3)]
    let plain = try readShapes(shapes.shp, dbf: Self.names.bytes, shx: shapes.shx())
    #expect(plain.warningCodes == [] && plain.layer.geometry.coordinates == [1, 1, 2, 2, 3, 3])
    let turned = try readShapes(shapes.shp, dbf: Self.names.bytes, shx: shapes.shx(order: [2, 0, 1]))
    #expect(turned.layer.geometry.coordinates == [3, 3, 1, 1, 2, 2])
    #expect(turned.warningCodes == ["shapefile.index-order"])

    shapes.padding = 6
    #expect(diagnostic { _ = try readShapes(shapes.shp, dbf: Self.names.bytes) }?.code == "shapefile.record")
    let padded = try readShapes(shapes.shp, dbf: Self.names.bytes, shx: shapes.shx())
    #expect(padded.layer.geometry.coordinates == [1, 1, 2, 2, 3, 3])
    #expect(padded.layer.attributes.columns[0][2] == "c")
  }

  @Test func anIndexOfAnotherFileIsNotUsed() throws {
    var shapes = SampleShapes(kind: 1)
    shapes.records = [SampleShapes.point(1, 1), SampleShapes.point(2, 2)]
    // The same record a thousand times would make a small file large.
    for index in [
      [UInt8](), shapes.shx(order: [0, 0, 0, 0, 0, 0, 0, 0, 0]),
      Array(shapes.shx().dropLast(8)) + [1, 2, 3, 4, 5, 6, 7, 8],
    ] {
      let read = try readShapes(shapes.shp, shx: index)
      #expect(read.layer.count == 2 && read.warningCodes.contains("shapefile.index"))
    }
  }

  @Test func damagedFiles() {
    var shapes = SampleShapes()
    shapes.records = [SampleShapes.parts(5, [Self.square])]
    let whole = shapes.shp
    for length in [3, 50, 99] {
      let code = diagnostic { _ = try readShapes(Array(whole[..<length])) }?.code
      #expect(code == (length == 3 ? "shapefile.signature" : "shapefile.truncated"))
    }
    let cut = diagnostic { _ = try readShapes(Array(whole[..<(whole.count - 4)])) }
    #expect(cut?.code == "shapefile.truncated")
    #expect(cut?.message.english.contains("\(whole.count - 4) bytes and announces \(whole.count)") == true)
    // Four billion parts, four billion positions, a part that begins nowhere.
    for place in [100 + 8 + 36, 100 + 8 + 40, 100 + 8 + 44] {
      var bytes = whole
      bytes.replaceSubrange(place..<place + 4, with: [0xFF, 0xFF, 0xFF, 0xFF])
      let found = diagnostic { _ = try readShapes(bytes) }
      #expect(found?.code == "shapefile.record" && found?.location.feature == 1)
    }
    var infinite = shapes
    infinite.records = [SampleShapes.parts(5, [[0, 0, 0, .infinity, 2, 2, 0, 0]])]
    #expect(diagnostic { _ = try readShapes(infinite.shp) }?.code == "shapefile.coordinate")
    #expect(
      diagnostic { _ = try readShapes(whole, dbf: Self.names.bytes) }?.message.english.contains(
        "1 shapes and the .dbf 3 rows") == true)
  }

  @Test func bytesAfterTheRecords() throws {
    var shapes = SampleShapes(kind: 1)
    shapes.records = [SampleShapes.point(1, 1)]
    let read = try readShapes(shapes.shp + [1, 2, 3])
    #expect(read.layer.count == 1 && read.warningCodes.contains("shapefile.trailing"))
  }

  @Test func deletedRowsGoWithTheirShapes() throws {
    var shapes = SampleShapes(kind: 1)
    shapes.records = [SampleShapes.point(1, 1), SampleShapes.point(2, 2), SampleShapes.point(3, 3)]
    var names = Self.names
    names.deleted = [1]
    let read = try readShapes(shapes.shp, dbf: names.bytes)
    #expect(read.layer.geometry.coordinates == [1, 1, 3, 3] && read.layer.attributes.rowCount == 2)
    #expect(read.layer.attributes.columns[0][1] == "c" && read.warningCodes == ["dbf.deleted"])
  }

  @Test func systems() throws {
    var shapes = SampleShapes(kind: 1)
    shapes.records = [SampleShapes.point(1, 1)]
    #expect(diagnostic { _ = try readShapes(shapes.shp, crs: nil) }?.code == "crs.missing")
    #expect(
      diagnostic { _ = try readShapes(shapes.shp, prj: "LOCAL_CS[\"plan\"]", crs: nil) }?.code
        == "crs.unidentified")
    let degrees =
      #"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],"#
      + #"PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#
    let read = try readShapes(shapes.shp, prj: degrees, crs: nil)
    #expect(read.layer.crs == .wgs84)
    #expect(read.warnings.contains { $0.code == "crs.found" && $0.severity == .note })
    #expect(try readShapes(shapes.shp, prj: degrees).layer.crs == .lambert93)
  }
}
