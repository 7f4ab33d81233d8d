import GeoModel
import Testing

@testable import GeoFormats

@Suite struct GeoJSONReaderTests {
  private func read(_ text: String) throws -> ReadLayer {
    try GeoJSONReader.read(Array(text), source: "c.geojson")
  }

  private func feature(_ geometry: String, properties: String = "{}") -> String {
    #"{"type":"Feature","geometry":\#(geometry),"properties":\#(properties)}"#
  }

  private func collection(_ features: [String]) -> String {
    #"{"type":"FeatureCollection","features":[\#(features.joined(separator: ","))]}"#
  }

  private let square = #"{"type":"Polygon","coordinates":[[[0,0],[2,0],[2,2],[0,2],[0,0]]]}"#

  @Test func allKinds() throws {
    let layer = try read(
      collection([
        feature(square), feature(#"{"type":"Point","coordinates":[1.5,-2]}"#),
        feature(
          #"{"type":"MultiPolygon","coordinates":[[[[0,0],[9,0],[9,9],[0,0]],[[1,1],[2,1],[2,2],[1,1]]],[[[20,0],[21,0],[21,1],[20,0]]]]}"#
        ),
        feature("null"), feature(#"{"type":"MultiPoint","coordinates":[[1,2],[3,4]]}"#),
        feature(#"{"type":"LineString","coordinates":[[1,2],[3,4]]}"#),
        feature(#"{"type":"MultiLineString","coordinates":[[[1,2],[3,4]],[[5,6],[7,8],[9,9]]]}"#),
      ])
    ).layer
    #expect(
      layer.geometry.kinds == [
        .polygon, .point, .multiPolygon, .none, .multiPoint, .lineString, .multiLineString,
      ])
    #expect(layer.geometry.polygons(of: 0).area == 4)
    #expect(layer.geometry.point(of: 1) == Position(x: 1.5, y: -2))
    let multi = layer.geometry.polygons(of: 2)
    #expect(multi.ringEnds == [4, 8, 12] && multi.polygonEnds == [2, 3])
    #expect(layer.geometry.positions(of: 3).isEmpty)
    #expect(layer.geometry.positions(of: 4).count == 2 && layer.geometry.groups(of: 4).count == 1)
    #expect(layer.geometry.parts(ofGroup: layer.geometry.groups(of: 6).lowerBound).count == 2)
    #expect(layer.geometry.positions(of: 6).count == 5)
    #expect(layer.crs == .wgs84 && layer.count == 7)
  }

  @Test func membersInAnyOrder() throws {
    let text = #"""
      {"features":[{"properties":{"code":"01"},"geometry":{"coordinates":[[[0,0],[2,0],[2,2],[0,0]]],"type":"Polygon"},
      "type":"Feature"}],"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::2154"}},"type":"FeatureCollection"}
      """#
    let layer = try read(text).layer
    #expect(layer.count == 1 && layer.crs == .lambert93 && layer.geometry.kinds == [.polygon])
    #expect(layer.attributes.columns[0][0] == "01")
  }

  @Test func aFeatureOrAGeometryAlone() throws {
    #expect(try read(feature(square, properties: #"{"nom":"A"}"#)).layer.attributes.names == ["nom"])
    #expect(try read(square).layer.count == 1)
    #expect(try read("\u{FEFF}" + square + "\n\n").layer.geometry.polygons(of: 0).area == 4)
    #expect(
      try read(#"{"coordinates":[3,4],"type":"Point"}"#).layer.geometry.point(of: 0) == Position(x: 3, y: 4))
    #expect(try read(collection([])).layer.count == 0)
  }

  @Test func propertiesAsColumns() throws {
    let layer = try read(
      collection([
        feature(
          "null", properties: #"{"nom":"L\u2019Île","n":1.50,"b":true,"o":{"a": [1, "x y"]},"z":null}"#),
        feature("null", properties: #"{"n":-2e3,"neuf":"x"}"#), feature("null", properties: "null"),
      ])
    ).layer
    let table = layer.attributes
    #expect(table.names == ["nom", "n", "b", "o", "z", "neuf"])
    #expect(table.rowCount == 3)
    let kinds = table.columns.map { column in (0..<3).map { column.kind($0) } }
    #expect(kinds[0] == [.text, .missing, .missing] && table.columns[0][0] == "L’Île")
    #expect(
      kinds[1] == [.number, .number, .missing] && table.columns[1][0] == "1.50"
        && table.columns[1][1] == "-2e3")
    #expect(kinds[2][0] == .boolean && table.columns[2][0] == "true")
    #expect(kinds[3][0] == .json && table.columns[3][0] == #"{"a":[1,"x y"]}"#)
    #expect(kinds[4] == [.missing, .missing, .missing] && table.columns[4][0] == "")
    #expect(kinds[5] == [.missing, .text, .missing])
  }

  @Test func featureIdentifiers() throws {
    let with = { (id: String, properties: String) in
      #"{"type":"Feature","id":\#(id),"geometry":null,"properties":\#(properties)}"#
    }
    let table = try read(collection([with("\"a\\n\"", #"{"n":1}"#), with("12", "{}")])).layer.attributes
    #expect(table.names == ["id", "n"] && table.columns[0][0] == "a\n" && table.columns[0][1] == "12")
    let own = try read(collection([with("\"a\"", #"{"id":"mine"}"#)])).layer.attributes
    #expect(own.names == ["id"] && own.columns[0][0] == "mine")
  }

  @Test func identifiersStandApartFromProperties() throws {
    let two = try read(
      collection([
        #"{"type":"Feature","id":"a","geometry":null,"properties":{"n":1}}"#,
        #"{"type":"Feature","id":7.0,"geometry":null,"properties":{"n":2}}"#,
        #"{"type":"Feature","geometry":null,"properties":{"n":3}}"#,
      ])
    ).layer
    let ids = try #require(two.ids)
    #expect((0..<3).map { ids[$0] } == ["a", "7.0", ""])
    #expect((0..<3).map { ids.kind($0) } == [.text, .number, .missing])
    #expect(two.hasIDColumn && two.attributes.columns[0] == ids)
    let own = try read(
      collection([#"{"type":"Feature","id":"a","geometry":null,"properties":{"id":"mine"}}"#])
    ).layer
    #expect(own.ids?[0] == "a" && !own.hasIDColumn && own.attributes.columns[0][0] == "mine")
    #expect(try read(collection([#"{"type":"Feature","geometry":null,"properties":{}}"#])).layer.ids == nil)
  }

  @Test func whatIsPutRightIsCounted() throws {
    let read = try read(
      collection([
        feature(square), feature(#"{"type":"Point","coordinates":[1,2,300]}"#),
        feature(
          #"{"type":"Polygon","coordinates":[[[0,0],[9,0],[9,9],[0,9]],[[1,1],[2,1],[2,2],[1,1]],[[3,3],[4,3],[4,4],[3,4]]]}"#
        ),
        feature(#"{"type":"Polygon","coordinates":[]}"#),
        feature("null", properties: #"{"a":1,"b":2,"a":3}"#),
      ]))
    let codes = read.warnings.map(\.code)
    #expect(
      codes == [
        "geojson.extra-dimensions", "geojson.ring-open", "geojson.empty-geometry", "geojson.duplicate-member",
      ])
    #expect(read.warnings.map(\.location.feature) == [2, 3, 4, 5])
    #expect(read.warnings.allSatisfy { $0.severity == .warning && $0.location.file == "c.geojson" })
    #expect(read.warnings[1].message.english.contains("2 ring"))
    let polygon = read.layer.geometry.polygons(of: 2)
    #expect(polygon.ringEnds == [5, 9, 14] && polygon.area == 81 - 0.5 - 1)
    #expect(read.layer.geometry.kinds[3] == .none)
    #expect(read.layer.attributes.columns[0][4] == "3")
  }

  @Test func repeatedGeometryLastWins() throws {
    let text =
      #"{"type":"Feature","geometry":\#(square),"geometry":{"type":"Point","coordinates":[9,9],"coordinates":[1,2]},"properties":{}}"#
    let read = try read(text)
    #expect(read.layer.geometry.kinds == [.point] && read.layer.geometry.coordinates == [1, 2])
    #expect(read.warnings.first?.code == "geojson.duplicate-member")
  }

  @Test(arguments: [
    (#"{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}}"#, "EPSG:4326"),
    (#"{"type":"name","properties":{"name":"EPSG:2154"}}"#, "EPSG:2154"),
    (#"{"type":"EPSG","properties":{"code":2975}}"#, "EPSG:2975"), ("null", "EPSG:4326"),
  ])
  func crsMember(crs: String, code: String) throws {
    let text = #"{"type":"FeatureCollection","crs":\#(crs),"features":[]}"#
    #expect(try read(text).layer.crs.code == code)
  }

  static let broken: [(geometry: String, code: String, field: String?)] = [
    (
      #"{"type":"Polygon","coordinates":[[[0,0],[1,0],[0,0]]]}"#, "geojson.ring-short", "geometry.coordinates"
    ),
    (
      #"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1]]]}"#, "geojson.ring-short", "geometry.coordinates"
    ),
    (#"{"type":"Point","coordinates":["1","2"]}"#, "geojson.coordinate-text", "geometry.coordinates"),
    (#"{"type":"Polygon","coordinates":[[["0","0"]]]}"#, "geojson.coordinate-text", "geometry.coordinates"),
    (#"{"type":"Point","coordinates":[1,NaN]}"#, "json.not-a-number", "geometry.coordinates"),
    (#"{"type":"Point","coordinates":[-Infinity,1]}"#, "json.not-a-number", "geometry.coordinates"),
    (#"{"type":"Point","coordinates":[1,null]}"#, "geojson.coordinate", "geometry.coordinates"),
    (#"{"type":"Point","coordinates":[1]}"#, "geojson.position-short", "geometry.coordinates"),
    (#"{"type":"Point","coordinates":[1e400,1]}"#, "json.number", "geometry.coordinates"),
    (
      #"{"type":"Polygon","coordinates":[[0,0],[1,0],[1,1],[0,0]]}"#, "geojson.nesting",
      "geometry.coordinates"
    ),
    (
      #"{"type":"MultiPolygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}"#, "geojson.nesting",
      "geometry.coordinates"
    ),
    (
      #"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[[0,0]]]]}"#, "geojson.nesting",
      "geometry.coordinates"
    ),
    (#"{"type":"Polygon","coordinates":[[[[[[[0,0]]]]]]]}"#, "geojson.nesting", "geometry.coordinates"),
    (#"{"type":"Polygon","coordinates":[[[0,0],[1,0],2]]}"#, "geojson.nesting", "geometry.coordinates"),
    (#"{"type":"Polygon","coordinates":[[]]}"#, "geojson.empty-array", "geometry.coordinates"),
    (#"{"type":"Polygon","coordinates":null}"#, "geojson.array", "geometry.coordinates"),
    (#"{"type":"Polygon","coordinates":[[[0,0],[1,0] [1,1],[0,0]]]}"#, "json.syntax", "geometry.coordinates"),
    (#"{"type":"Polygone","coordinates":[]}"#, "geojson.type", "geometry"),
    (#"{"type":3,"coordinates":[]}"#, "geojson.type", "geometry"),
    (#"{"coordinates":[1,2]}"#, "geojson.geometry-type-missing", "geometry"),
    (#"{"type":"Point"}"#, "geojson.coordinates-missing", "geometry"),
    (
      #"{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]},{"type":"LineString","coordinates":[[1,2],[3,4]]}]}"#,
      "geojson.collection", "geometry"
    ),
    (#"{"type":"GeometryCollection"}"#, "geojson.geometries-missing", "geometry"),
    (#"{"geometries":{},"type":"GeometryCollection"}"#, "geojson.array", "geometry"),
    ("[]", "geojson.object", "geometry"), ("12", "geojson.object", "geometry"),
  ]

  @Test(arguments: broken)
  func brokenGeometries(geometry: String, code: String, field: String?) {
    let text = "{\"type\":\"FeatureCollection\",\n\"features\":[\n\(feature(square)),\n\(feature(geometry))]}"
    let found = diagnostic { _ = try read(text) }
    #expect(found?.code == code)
    #expect(found?.location == SourceLocation(file: "c.geojson", line: 4, feature: 2, field: field))
  }

  @Test func everyTruncationIsNamed() {
    let text = Array(collection([feature(square, properties: #"{"nom":"é","o":[1,{"a":null}]}"#)]))
    for length in 1..<text.count {
      let found = diagnostic { _ = try GeoJSONReader.read(Array(text[..<length]), source: "t") }
      #expect(
        found?.code == "json.truncated" || found?.code == "json.encoding",
        "\(length): \(found?.code ?? "none")")
    }
  }

  @Test(arguments: [
    ("", "json.empty"), ("\u{FEFF} \n", "json.empty"), ("<!DOCTYPE html><html></html>", "geojson.not-json"),
    ("PK\u{3}\u{4}...", "geojson.not-json"), ("a;b\n1;2\n", "geojson.not-json"),
    ("[1,2]", "geojson.not-json"),
    ("{}", "geojson.type-missing"), (#"{"type":"Topology","objects":{}}"#, "geojson.topology"),
    (#"{"type":"FeatureCollection"}"#, "geojson.features-missing"),
    (#"{"type":"FeatureCollection","features":{}}"#, "geojson.array"),
    (#"{"type":"FeatureCollection","features":[1]}"#, "geojson.object"),
    (#"{"type":"FeatureCollection","features":[{"geometry":null,"properties":{}}]}"#, "geojson.type-missing"),
    (#"{"type":"FeatureCollection","features":[]} {}"#, "json.trailing"),
    (
      #"{"type":"FeatureCollection","features":[],"crs":{"type":"link","properties":{"href":"http://x"}}}"#,
      "geojson.crs"
    ),
    (
      #"{"type":"FeatureCollection","features":[],"crs":{"type":"name","properties":{"name":"Lambert"}}}"#,
      "geojson.crs"
    ),
  ])
  func brokenDocuments(text: String, code: String) {
    #expect(diagnostic { _ = try read(text) }?.code == code)
  }

  @Test func propertyDefectsNameTheProperty() {
    let found = diagnostic { _ = try read(collection([feature("null", properties: #"{"a":1,"pop":NaN}"#)])) }
    #expect(found?.code == "json.not-a-number" && found?.location.field == "properties.pop")
    #expect(found?.location.feature == 1)
    let latin = Array(#"{"features":[{"type":"Feature","properties":{"nom":""#) + [0xE9] + Array("\"}}]}")
    let encoding = diagnostic { _ = try GeoJSONReader.read(latin, source: "l") }
    #expect(encoding?.code == "json.encoding" && encoding?.location.field == "properties.nom")
    #expect(
      diagnostic { _ = try GeoJSONReader.read([0xFF, 0xFE, 0x7B, 0], source: "u") }?.code == "text.utf16")
  }

  @Test func deepPropertiesAreRefused() {
    let deep = String(repeating: "[", count: 100_000)
    #expect(
      diagnostic { _ = try read(collection([feature("null", properties: "{\"a\":\(deep)}")])) }?.code
        == "json.depth")
  }

  @Test func tooManyPropertiesAreRefused() {
    let members = (0...2000).map { "\"p\($0)\":1" }.joined(separator: ",")
    let found = diagnostic { _ = try read(collection([feature("null", properties: "{\(members)}")])) }
    #expect(found?.code == "geojson.properties")
  }

  /// A hundred properties once, then features without any: each asks for a hundred cells with a few bytes.
  @Test func cellsAreBounded() {
    let members = (0..<100).map { "\"p\($0)\":1" }.joined(separator: ",")
    let bytes = Array(
      collection(
        [feature("null", properties: "{\(members)}")]
          + Array(repeating: "{\"type\":\"Feature\"}", count: 2_000)
      ).utf8)
    var parser = GeoJSONParser(bytes)
    parser.properties.freeCells = 0
    do throws(JSONFault) {
      try parser.parseDocument()
      Issue.record("200,100 cells from \(bytes.count) bytes were read")
    } catch {
      #expect(error.diagnostic(bytes, source: "x").code == "geojson.cells")
    }
  }
}
