import GeoFormats
import GeoModel
import TestSupport
import Testing

@Suite struct TopoJSONReaderTests {
  /// Two squares that share an edge, a lake with an island in the first, by plain arcs.
  private static let plain = #"""
    {"objects":{"t":{"type":"GeometryCollection","geometries":[
    {"type":"Polygon","arcs":[[0,1],[3]],"id":"a","properties":{"nom":"é\u00e9","n":1}},
    {"type":"MultiPolygon","arcs":[[[-2,2]],[[4]]],"id":7,"properties":{"nom":"b"}},
    {"type":"LineString","arcs":[-3,1]},{"type":"MultiLineString","arcs":[[0],[2]]},
    {"type":"Point","coordinates":[5,6]},{"type":"MultiPoint","coordinates":[[5,6],[7,8]]},
    {"type":null},null]}},
    "arcs":[[[2,2],[0,2],[0,0],[2,0]],[[2,0],[2,2]],[[2,0],[4,0],[4,2],[2,2]],
    [[0.5,0.5],[0.5,1.5],[1.5,1.5],[0.5,0.5]],[[9,9],[9,8],[8,8],[9,9]]],
    "type":"Topology"}
    """#

  private func read(_ text: String, layer: String? = nil) throws -> ReadLayer {
    guard
      case .layer(let read) = try DataFile.parse(
        Array(text.utf8), source: "t.json", layer: LayerOptions(name: layer))
    else { throw Diagnostic("test", Phrase(verbatim: "not a layer")) }
    return read
  }

  private func code(_ text: String) -> String? { diagnostic { _ = try read(text) }?.code }

  @Test func geometries() throws {
    let read = try read(Self.plain)
    let column = read.layer.geometry
    #expect(
      column.kinds == [
        .polygon, .multiPolygon, .lineString, .multiLineString, .point, .multiPoint, .none, .none,
      ])
    #expect(column.polygons(of: 0).area == 3.5 && column.polygons(of: 0).ringCount == 2)
    #expect(column.polygons(of: 1).polygon(0).area == 4 && column.polygons(of: 1).polygonCount == 2)
    let line = column.positions(of: 2)
    #expect(
      Array(column.coordinates[2 * line.lowerBound..<2 * line.upperBound]) == [2, 2, 4, 2, 4, 0, 2, 0, 2, 2])
    #expect(column.point(of: 4) == Position(x: 5, y: 6))
    #expect(read.format == "TopoJSON" && read.warnings.isEmpty && read.layer.crs == .wgs84)
    let names = try #require(read.layer.attributes.index(of: "nom"))
    #expect(read.layer.attributes.columns[names][0] == "éé" && read.layer.attributes.rowCount == 8)
  }

  @Test func quantizedArcsAreSharedToTheBit() throws {
    let text = #"""
      {"type":"Topology","transform":{"scale":[0.1,0.3],"translate":[1.7,-2.9]},
      "arcs":[[[7,1],[0,3],[1,2]],[[8,6],[5,-2],[-6,-3]],[[7,1],[-3,3],[4,2]]],
      "objects":{"t":{"type":"GeometryCollection","geometries":[
      {"type":"Polygon","arcs":[[0,1]]},{"type":"Polygon","arcs":[[-1,2]]},{"type":"Point","coordinates":[3,4]}]}}}
      """#
    let column = try read(text).layer.geometry
    let first = column.polygons(of: 0).coordinates
    let second = column.polygons(of: 1).coordinates
    #expect(first.count == 10 && second.count == 10)
    // The arc as it stands in the first, backwards in the second.
    for position in 0..<3 {
      #expect(first[2 * position].bitPattern == second[4 - 2 * position].bitPattern)
      #expect(first[2 * position + 1].bitPattern == second[5 - 2 * position].bitPattern)
    }
    #expect(first[0] == 7 * 0.1 + 1.7 && first[3] == 4 * 0.3 + -2.9)
    #expect(column.point(of: 2) == Position(x: 3 * 0.1 + 1.7, y: 4 * 0.3 + -2.9))
  }

  @Test func layers() throws {
    let two =
      #"{"type":"Topology","arcs":[],"objects":{"a":{"type":"Point","coordinates":[1,2]},"Le b":null}}"#
    #expect(try TopoJSONReader.layers(Array(two.utf8), source: "t") == ["a", "Le b"])
    let asked = diagnostic { _ = try read(two) }
    #expect(asked?.code == "topojson.layer" && asked?.expected?.english.contains("\"Le b\"") == true)
    #expect(try read(two, layer: "a").layer.geometry.kinds == [.point])
    #expect(try read(two, layer: "le-b").layer.geometry.kinds == [.none])
    #expect(diagnostic { _ = try read(two, layer: "c") }?.code == "topojson.layer")
  }

  @Test func collectionsWithinCollections() throws {
    let text = #"""
      {"type":"Topology","arcs":[],"objects":{"t":{"type":"GeometryCollection","properties":{"x":0},"geometries":[
      {"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]},
      {"type":"Point","coordinates":[3,4],"properties":{"p":"b"}}],"properties":{"p":"a"}},
      {"type":"Point","coordinates":[5,6]}]}}}
      """#
    let read = try read(text)
    #expect(read.layer.geometry.coordinates == [1, 2, 3, 4, 5, 6])
    #expect(read.layer.attributes.names == ["p"])
    #expect((0..<3).map { read.layer.attributes.columns[0][$0] } == ["a", "b", ""])
    #expect(read.warningCodes == ["topojson.nested"])
    let open = #"{"type":"GeometryCollection","geometries":["#
    let deep =
      #"{"type":"Topology","arcs":[],"objects":{"t":"# + String(repeating: open, count: 60)
      + String(repeating: "]}", count: 60) + "}}"
    #expect(code(deep) == "json.depth")
    let deeper = #"{"type":"Topology","arcs":"# + String(repeating: "[", count: 100_000)
    #expect(code(deeper) == "json.depth")
  }

  @Test func whatQuantizationLeft() throws {
    let text = #"""
      {"type":"Topology","arcs":[[[1,1]],[[0,0],[0,1],[1,1],[0,0]],[[5,5],[6,6]],[[8,8],[9,8]],[[0,0],[0,1],[1,1]]],
      "objects":{"t":{"type":"GeometryCollection","geometries":[
      {"type":"Polygon","arcs":[[0]]},{"type":"Polygon","arcs":[[1],[0]]},{"type":"LineString","arcs":[2,3]},
      {"type":"Polygon","arcs":[[4]]},{"type":"Polygon","arcs":[]}]}}}
      """#
    let read = try read(text)
    #expect(read.layer.geometry.kinds == [.none, .polygon, .lineString, .polygon, .none])
    #expect(read.layer.geometry.polygons(of: 3).area == 0.5)
    #expect(
      read.warningCodes == [
        "topojson.part-short", "topojson.arcs-apart", "topojson.ring-open", "topojson.empty-geometry",
      ])
  }

  @Test func refusals() {
    func topology(_ object: String, arcs: String = "[[[0,0],[0,1],[1,1],[0,0]]]") -> String {
      #"{"type":"Topology","arcs":\#(arcs),"objects":{"t":\#(object)}}"#
    }
    for index in ["1", "-2", "0.5", "1e300", "99999999999999999999"] {
      let found = diagnostic { _ = try read(topology(#"{"type":"Polygon","arcs":[[\#(index)]]}"#)) }
      #expect(found?.code == "topojson.arc-index" && found?.found == index && found?.location.feature == 1)
    }
    #expect(code(topology(#"{"type":"Polygon"}"#)) == "topojson.arcs-missing")
    #expect(code(topology(#"{"type":"Point"}"#)) == "geojson.coordinates-missing")
    #expect(code(topology(#"{"type":"Cube","arcs":[]}"#)) == "geojson.type")
    #expect(code(topology(#"{"arcs":[]}"#)) == "geojson.geometry-type-missing")
    #expect(code(topology(#"{"type":"GeometryCollection"}"#)) == "topojson.geometries-missing")
    #expect(code(topology("null", arcs: "[[]]")) == "geojson.empty-array")
    #expect(code(topology("null", arcs: "[[[1]]]")) == "geojson.position-short")
    #expect(code(#"{"type":"Topology","objects":{}}"#) == "topojson.arcs-missing")
    #expect(code(#"{"type":"Topology","arcs":[]}"#) == "topojson.objects-missing")
    #expect(code(#"{"type":"Topology","arcs":[],"objects":{}}"#) == "topojson.layer")
    #expect(
      code(#"{"type":"Topology","transform":{"scale":[0,1],"translate":[0,0]},"arcs":[],"objects":{}}"#)
        == "topojson.transform")
    #expect(code(topology("null") + "x") == "json.trailing")
  }

  /// One arc of a thousand positions, named five thousand times.
  @Test func anArcNamedTooOftenFillsNoMemory() {
    let arc = (0..<1_000).map { "[\($0),0]" }.joined(separator: ",")
    let names = [String](repeating: "0", count: 5_000).joined(separator: ",")
    let text =
      #"{"type":"Topology","arcs":[[\#(arc)]],"objects":{"t":{"type":"LineString","arcs":[\#(names)]}}}"#
    #expect(code(text) == "topojson.expansion")
  }

  /// A text of a hundred thousand bytes inherited by three thousand points.
  @Test func aTextInheritedTooOftenFillsNoMemory() {
    let long = String(repeating: "x", count: 100_000)
    let points = [String](repeating: #"{"type":"Point","coordinates":[0,0]}"#, count: 3_000).joined(
      separator: ",")
    let inner = #"{"type":"GeometryCollection","properties":{"a":"\#(long)"},"geometries":[\#(points)]}"#
    let text =
      #"{"type":"Topology","arcs":[],"objects":{"t":{"type":"GeometryCollection","geometries":[\#(inner)]}}}"#
    #expect(code(text) == "topojson.expansion")
  }

  /// A long arc in a million rings that are left out again takes no room, and would take hours.
  @Test func workOfRingsLeftOutIsBounded() {
    let arc = "[" + (0..<3_000).map { "[\($0),\($0 % 7)]" }.joined(separator: ",") + "]"
    let rings = [String](repeating: "[1]", count: 3_000).joined(separator: ",")
    let text = """
      {"type":"Topology","arcs":[[[0,0],[1,1]],\(arc)],
      "objects":{"a":{"type":"Polygon","arcs":[[0],\(rings)]}}}
      """
    #expect(code(text) == "topojson.expansion")
  }

  /// Counts of the catalogue; rings, positions and areas as GDAL 3.12 reads them.
  @Test(
    .enabled(if: RealData.isPresent),
    arguments: [
      ("dep", 96, 5, 2, 4_952, 68.23563322040948), ("epci2018", 1_249, 15, 4, 45_329, 68.26499320537806),
      ("ze", 310, 12, 1, 21_929, 68.26993809629417),
    ])
  func realFiles(
    name: String, polygons: Int, multiPolygons: Int, holes: Int, positions: Int, area: Double
  ) throws {
    let path = RealData.path("formats/topojson/\(name)_wgs84_utf8.topojson")
    guard case .layer(let read) = try DataFile.read(path).content else {
      Issue.record("not a layer")
      return
    }
    let column = read.layer.geometry
    #expect(column.kinds.count { $0 == .polygon } == polygons)
    #expect(column.kinds.count { $0 == .multiPolygon } == multiPolygons)
    #expect(
      column.count == polygons + multiPolygons && column.partEnds.count - column.groupEnds.count == holes)
    #expect(column.coordinates.count == 2 * positions)
    let sum = (0..<column.count).reduce(0.0) { $0 + column.polygons(of: $1).area }
    #expect(abs(sum - area) < 1e-9)
  }
}
