import GeoFormats
import GeoModel
import TestSupport
import Testing

@Suite struct LayerWriterTests {
  private func read(_ text: String) throws -> FeatureLayer {
    try GeoJSONReader.read([UInt8](text), source: "t").layer
  }

  private func write(_ layer: FeatureLayer, _ style: LayerJSONWriter.Style = .collection) -> String {
    LayerJSONWriter.write(layer, style: style, threads: 2).bytes.text
  }

  @Test func valuesStayAsTheyAreWritten() throws {
    let text = #"""
      {"type":"FeatureCollection","features":[
      {"type":"Feature","id":"a\"b","geometry":{"type":"Point","coordinates":[2.123456789012345,-0.1]},"properties":{"entier":007e0,"n":1.50,"grand":123456789012345678901234567890,"vrai":true,"rien":null,"vide":"","liste":[1,{"x":" y "}],"texte":"é\\\n<script>|`"}},
      {"type":"Feature","id":12.0,"geometry":null,"properties":{"entier":-0,"n":2E5,"grand":0,"vrai":false,"rien":null,"vide":" ","liste":{},"texte":"../"}},
      {"type":"Feature","geometry":{"type":"LineString","coordinates":[[1e-7,1e300],[0.1,5]]},"properties":{"entier":null,"n":null,"grand":null,"vrai":null,"rien":null,"vide":null,"liste":null,"texte":null}}
      ]}

      """#.replacing("007e0", with: "7")
    let written = write(try read(text))
    #expect(written == text.replacing("1e-7", with: "0.0000001").replacing("1e300", with: "1e+300"))
  }

  @Test(arguments: [UInt64(1), 2, 3, 4, 5]) func layersComeBackEqual(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    var layer = RandomLayers.make(count: 300, random: &random)
    for crs in [CRS.wgs84, .lambert93] {
      layer.crs = crs
      let back = try read(write(layer))
      #expect(back == layer)
    }
  }

  @Test func threadsDoNotChangeTheBytes() {
    var random = SeededRandom(seed: 8)
    let layer = RandomLayers.make(count: 5000, random: &random)
    let one = LayerJSONWriter.write(layer, style: .collection, threads: 1)
    #expect(one == LayerJSONWriter.write(layer, style: .collection, threads: 4))
  }

  @Test func ringsAreWoundAndBeginWhereTheyDid() throws {
    let clockwise = #"[[[0,0],[0,9],[9,9],[9,0],[0,0]],[[1,1],[2,1],[2,2],[1,1]]]"#
    let layer = try read(#"{"type":"Polygon","coordinates":\#(clockwise)}"#)
    let text = write(layer)
    #expect(text.contains("[[[0,0],[9,0],[9,9],[0,9],[0,0]],[[1,1],[2,2],[2,1],[1,1]]]"))
  }

  @Test func sequencesHaveOneFeatureALine() throws {
    var random = SeededRandom(seed: 2)
    let layer = RandomLayers.make(count: 20, random: &random)
    let plain = write(layer, .sequence(recordSeparator: false))
    let separated = write(layer, .sequence(recordSeparator: true))
    let lines = plain.split(separator: "\n")
    #expect(lines.count == 20 && plain.hasSuffix("}\n"))
    #expect(separated == lines.map { "\u{1E}\($0)\n" }.joined())
    for (feature, line) in lines.enumerated() {
      let back = try read(String(line))
      #expect(back.geometry == layer.features([feature]).geometry)
    }
  }

  @Test func whatIsNoNumberBecomesAText() throws {
    var column = TextColumn(name: "n")
    for text in ["1.", " 2", "+3", ".5", "1e5", "NaN", "-1.25"] { column.append(text, kind: .number) }
    var geometry = GeometryColumn()
    for _ in 0..<column.count { geometry.appendNone() }
    let layer = FeatureLayer(
      geometry: geometry, attributes: Table(columns: [column]), crs: .wgs84, source: "t")
    let output = LayerJSONWriter.write(layer, style: .collection)
    #expect(output.coercedCells == 5)
    let back = try read(output.bytes.text).attributes.columns[0]
    #expect((0..<7).map { back[$0] } == ["1.", " 2", "+3", ".5", "1e5", "NaN", "-1.25"])
    #expect(back.kind(4) == .number && back.kind(5) == .text)
  }

  @Test func coordinatesThatAreNotFiniteAreCounted() {
    var geometry = GeometryColumn()
    geometry.append(point: Position(x: .infinity, y: 1))
    let layer = FeatureLayer(geometry: geometry, attributes: Table(), crs: .wgs84, source: "t")
    let output = LayerJSONWriter.write(layer, style: .collection)
    #expect(output.unwritableGeometries == 1 && output.bytes.text.contains("\"geometry\":null"))
  }

  @Test func wellKnownText() throws {
    let layer = try read(
      #"""
      {"type":"FeatureCollection","features":[
      {"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1,2.5]}},
      {"type":"Feature","properties":{},"geometry":{"type":"MultiPoint","coordinates":[[1,2],[3,4]]}},
      {"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[1,2],[3,4]]}},
      {"type":"Feature","properties":{},"geometry":{"type":"MultiLineString","coordinates":[[[1,2],[3,4]],[[5,6],[7,8]]]}},
      {"type":"Feature","properties":{},"geometry":{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]],[[[5,5],[6,5],[6,6],[5,5]]]]}},
      {"type":"Feature","properties":{},"geometry":null}]}
      """#)
    #expect(
      (0..<6).map { WKTWriter.text(layer.geometry, $0).text } == [
        "POINT (1 2.5)", "MULTIPOINT ((1 2), (3 4))", "LINESTRING (1 2, 3 4)",
        "MULTILINESTRING ((1 2, 3 4), (5 6, 7 8))",
        "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), ((5 5, 6 5, 6 6, 5 5)))", "",
      ])
  }

  @Test func pointsAreTwoColumnsOfACSV() throws {
    let layer = try read(
      #"""
      {"type":"FeatureCollection","features":[
      {"type":"Feature","id":"u","properties":{"id":"p","lon":"x"},"geometry":{"type":"Point","coordinates":[1.5,2]}},
      {"type":"Feature","properties":{"id":null,"lon":7},"geometry":null}]}
      """#)
    let output = LayerCSVWriter.write(layer, inDegrees: true)
    #expect(output.bytes.text == "id_objet,id,lon,lon_2,lat\nu,p,x,1.5,2\n,,7,,\n")
    #expect(output.geometryColumns == ["lon_2", "lat"])
    let excel = LayerCSVWriter.write(layer, inDegrees: false, excel: true)
    #expect(excel.bytes.text == "\u{FEFF}id_objet;id;lon;x;y\nu;p;x;1,5;2\n;;7;;\n")
  }

  @Test func spreadsheetsKeepCodesAndRunNothing() {
    var writer = CSVWriter(excel: true)
    for text in [
      "01004", "1004", "2A004", "0", "0.5", "12345678901234567", "1E05", "1e", "E05", "=1+1", "-1", "-1+1",
      "@x", "\tx", "\rx", "\nx", "+33 1", "01 02",
    ] {
      writer.cell(text)
    }
    #expect(
      writer.bytes.text == "\u{FEFF}" + #"""
        "=""01004""";1004;2A004;0;0.5;"=""12345678901234567""";"=""1E05""";1e;E05;'=1+1;-1;'-1+1;'@x;'
        """# + "\tx;\"'\rx\";\"'\nx\";'+33 1;01 02")
  }

  @Test func spreadsheetsSeeDecimalCommasInWholeColumns() {
    var prices = TextColumn(name: "prix")
    var versions = TextColumn(name: "version")
    for (price, version) in [("1.5", "1.10"), ("", "2"), ("-2", "2.0.1")] {
      prices.append(price)
      versions.append(version)
    }
    let output = LayerCSVWriter.write(Table(columns: [prices, versions]), excel: true)
    #expect(output.bytes.text == "\u{FEFF}prix;version\n1,5;1.10\n;2\n-2;2.0.1\n")
    // Doubles in full, of 22 characters here: access per inhabitant.
    var access = TextColumn(name: "acces")
    for text in ["1.3840215643405762e-05", "0.00018004592556070456", "0"] { access.append(text) }
    let full = LayerCSVWriter.write(Table(columns: [access]), excel: true)
    #expect(full.bytes.text == "\u{FEFF}acces\n1,3840215643405762e-05\n0,00018004592556070456\n0\n")
  }
}

/// Layers of every kind of geometry and value.
enum RandomLayers {
  static func make(count: Int, random: inout SeededRandom) -> FeatureLayer {
    var geometry = GeometryColumn()
    var columns = ["texte", "nombre", "mêlé \"x\""].map { TextColumn(name: $0) }
    var ids = TextColumn(name: "id")
    for feature in 0..<count {
      append(&geometry, &random)
      columns[0].append(text(&random))
      columns[1].append(number(&random), kind: .number)
      switch Int.random(in: 0..<5, using: &random) {
      case 0: columns[2].append([], kind: .missing)
      case 1: columns[2].append("true", kind: .boolean)
      case 2: columns[2].append(#"{"a":[1,"b c"]}"#, kind: .json)
      case 3: columns[2].append(number(&random), kind: .number)
      default: columns[2].append(text(&random))
      }
      if feature % 3 == 0 { ids.append([], kind: .missing) } else { ids.append("n\(feature)") }
    }
    var layer = FeatureLayer(
      geometry: geometry, attributes: Table(columns: [ids] + columns, source: "t"), ids: ids, crs: .wgs84,
      source: "t")
    layer.hasIDColumn = true
    return layer
  }

  private static func text(_ random: inout SeededRandom) -> String {
    let pieces = ["a", "é", "\"", "\\", "\n", "\u{1}", "<", "😀", "'", " ", "\u{2028}"]
    return (0..<Int.random(in: 0...6, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
      .joined()
  }

  private static func number(_ random: inout SeededRandom) -> String {
    ["1", "-2.50", "3e5", "0.1", "12345678901234567890"].randomElement(using: &random) ?? "0"
  }

  private static func coordinate(_ random: inout SeededRandom) -> Double {
    let value = Double.random(in: -90...90, using: &random)
    return Bool.random(using: &random) ? value : (value * 1e5).rounded() / 1e5
  }

  private static func append(_ column: inout GeometryColumn, _ random: inout SeededRandom) {
    func part(_ count: Int) {
      for _ in 0..<count {
        column.coordinates.append(coordinate(&random))
        column.coordinates.append(coordinate(&random))
      }
      column.partEnds.append(column.coordinates.count / 2)
    }
    func square(isHole: Bool) {
      let (x, y) = (coordinate(&random), coordinate(&random))
      let ring = [x, y, x + 1, y, x + 1, y + 1, x, y + 1, x, y]
      let flat = isHole ? [x, y, x, y + 1, x + 1, y + 1, x + 1, y, x, y] : ring
      column.coordinates.append(contentsOf: flat)
      column.partEnds.append(column.coordinates.count / 2)
    }
    let kind = GeometryKind(rawValue: UInt8.random(in: 0...6, using: &random)) ?? .none
    switch kind {
    case .none: return column.appendNone()
    case .point: part(1)
    case .multiPoint, .lineString: part(Int.random(in: 2...5, using: &random))
    case .multiLineString: for _ in 0..<3 { part(2) }
    case .polygon, .multiPolygon:
      for group in 0..<(kind == .polygon ? 1 : 3) {
        square(isHole: false)
        square(isHole: true)
        if group < 2 && kind == .multiPolygon { column.groupEnds.append(column.partEnds.count) }
      }
    }
    column.groupEnds.append(column.partEnds.count)
    column.featureEnds.append(column.groupEnds.count)
    column.kinds.append(kind)
  }
}
