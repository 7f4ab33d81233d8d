import GeoFormats
import GeoModel
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct GeoJSONSequenceTests {
  private func read(_ text: String) throws -> ReadLayer {
    guard case .layer(let read) = try DataFile.parse(Array(text), source: "c.geojson") else {
      throw Diagnostic("test", Phrase(verbatim: "not a layer"))
    }
    return read
  }

  private func feature(_ number: Int) -> String {
    #"{"type":"Feature","id":"f\#(number)","geometry":{"type":"Point","coordinates":[\#(number),1]},"properties":{"n":\#(number)}}"#
  }

  // MARK: Sequences

  @Test(arguments: [
    ("", "\n"), ("\u{1E}", "\n"), ("\u{1E}", ""), ("", "\r\n\r\n"), ("", " "), ("\u{FEFF}", "\n"),
  ])
  func featuresOneAfterTheOther(before: String, after: String) throws {
    let isMark = before == "\u{FEFF}"
    let text = (0..<5).map { (isMark && $0 > 0 ? "" : before) + feature($0) + after }.joined()
    let found = try read(text)
    #expect(found.format == "GeoJSONSeq" && found.warnings.isEmpty)
    #expect((0..<5).map { found.layer.geometry.point(of: $0)?.x } == [0, 1, 2, 3, 4])
    let table = found.layer.attributes
    #expect((0..<5).map { table.columns[1][$0] } == ["0", "1", "2", "3", "4"] && table.columns[0][4] == "f4")
  }

  @Test func geometriesOneAfterTheOther() throws {
    let found = try read(
      #"{"type":"Point","coordinates":[1,2]}"# + "\n" + #"{"coordinates":[3,4],"type":"Point"}"#)
    #expect(found.layer.geometry.coordinates == [1, 2, 3, 4] && found.layer.attributes.columns.isEmpty)
    let mixed = try read(#"{"type":"Point","coordinates":[1,2]}"# + "\n" + feature(7) + "\n" + feature(8))
    #expect(mixed.layer.count == 3 && mixed.layer.attributes.columns.last?[2] == "8")
  }

  @Test func brokenSequences() {
    let collection = #"{"type":"FeatureCollection","features":[]}"#
    for (text, code, line) in [
      (feature(1) + "\n" + collection, "geojson.type", 2),
      (collection + "\n" + feature(1), "json.trailing", 2),
      (#"{"type":"Point","coordinates":[1,2]}"# + "\n" + collection, "json.trailing", 2),
      (feature(1) + "\n[1]", "json.trailing", 2),
      (feature(1) + "\n\n" + #"{"type":"Feature","geom"#, "json.truncated", 3),
      ("\u{1E}\u{1E}\n", "json.empty", 2), (feature(1) + ",\n" + feature(2), "json.trailing", 1),
    ] {
      let found = diagnostic { _ = try read(text) }
      #expect(found?.code == code && found?.location.line == line, "\(text)")
    }
    let second = diagnostic { _ = try read(feature(1) + "\n" + feature(2).replacingNumber) }
    #expect(second?.code == "json.not-a-number" && second?.location.feature == 2)
  }

  // MARK: Collections of geometries

  private func geometry(_ members: String...) throws -> ReadLayer {
    try read(#"{"type":"GeometryCollection","geometries":[\#(members.joined(separator: ","))]}"#)
  }

  @Test func collectionsOfOneKind() throws {
    let ring = { (x: Int) in "[[\(x),0],[\(x + 1),0],[\(x + 1),1],[\(x),0]]" }
    let polygons = try geometry(
      #"{"type":"Polygon","coordinates":[\#(ring(0)),\#(ring(2))]}"#,
      #"{"type":"GeometryCollection","geometries":[{"type":"MultiPolygon","coordinates":[[\#(ring(4))],[\#(ring(6))]]}]}"#
    )
    #expect(polygons.layer.geometry.kinds == [.multiPolygon] && polygons.layer.geometry.featureEnds == [3])
    #expect(polygons.layer.geometry.polygons(of: 0).polygonEnds == [2, 3, 4])
    #expect(polygons.warnings.map(\.code) == ["geojson.collection"])
    let lines = try geometry(
      #"{"type":"LineString","coordinates":[[0,0],[1,1]]}"#,
      #"{"type":"MultiLineString","coordinates":[[[2,2],[3,3]],[[4,4],[5,5]]]}"#)
    #expect(lines.layer.geometry.kinds == [.multiLineString] && lines.layer.geometry.partEnds == [2, 4, 6])
    #expect(lines.layer.geometry.groupEnds == [3] && lines.layer.geometry.featureEnds == [1])
    let points = try geometry(
      #"{"type":"Point","coordinates":[1,2,9]}"#, "null",
      #"{"type":"MultiPoint","coordinates":[[3,4,9],[5,6]]}"#)
    #expect(points.layer.geometry.kinds == [.multiPoint] && points.layer.geometry.partEnds == [3])
    #expect(
      points.layer.geometry.groupEnds == [1] && points.layer.geometry.coordinates == [1, 2, 3, 4, 5, 6])
    #expect(points.warnings.map(\.code) == ["geojson.extra-dimensions", "geojson.collection"])
    #expect(points.warnings[0].message.english.hasPrefix("1 "))
    let empty = try geometry()
    #expect(empty.layer.geometry.kinds == [.none] && empty.warnings.map(\.code) == ["geojson.empty-geometry"])
  }

  @Test func collectionsAmongFeatures() throws {
    let member = #"{"type":"Point","coordinates":[3,4]}"#
    let found = try read(
      #"{"type":"FeatureCollection","features":["# + feature(1)
        + #",{"type":"Feature","geometry":{"geometries":[\#(member),\#(member)],"type":"GeometryCollection"},"properties":null},"#
        + feature(2) + "]}")
    #expect(found.layer.geometry.kinds == [.point, .multiPoint, .point])
    #expect(found.layer.geometry.point(of: 2) == Position(x: 2, y: 1))
    #expect(found.warnings.first?.location.feature == 2)
  }

  @Test func collectionsDeepInOneAnother() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: #"{"type":"GeometryCollection","geometries":["#, count: depth)
        + #"{"type":"Point","coordinates":[1,2]}"# + String(repeating: "]}", count: depth)
    }
    #expect(try read(nested(16)).layer.geometry.kinds == [.multiPoint])
    for depth in [17, 100, 200_000] {
      #expect(diagnostic { _ = try read(nested(depth)) }?.code == "json.depth")
    }
    let deep = String(repeating: "{\"a\":", count: 100_000)
    #expect(diagnostic { _ = try read(#"{"type":"Feature","foreign":\#(deep)"#) }?.code == "json.depth")
  }

  // MARK: Members

  @Test func membersThatAreNotOfTheFormat() throws {
    let text = """
      \u{FEFF}{"name":"x","bbox":[1,2,3,4],"type":"FeatureCollection","links":[{"a":null}],"features":[{"bbox":[0,0,1,1],
      "type":"Feature","geometry":{"bbox":[1,1,1,1],"type":"Point","coordinates":[1,2],"z":{"coordinates":[7,8]}},
      "properties":{"type":"Point","coordinates":[5,6]},"features":[]}],"timeStamp":"2024"}
      """
    let found = try read(text)
    #expect(found.layer.geometry.coordinates == [1, 2] && found.warnings.isEmpty)
    #expect(found.layer.attributes.names == ["type", "coordinates"])
  }

  @Test func membersGivenTwice() throws {
    let text =
      #"{"type":"FeatureCollection","features":["# + feature(1) + "," + feature(2) + #"],"features":["#
      + feature(3)
      + "]}"
    let found = try read(text)
    #expect(found.layer.count == 1 && found.layer.attributes.columns[1][0] == "3")
    #expect(found.warnings.map(\.code) == ["geojson.duplicate-member"])
    let ids = try read(#"{"type":"Feature","id":1,"id":"b","geometry":null,"properties":{}}"#)
    #expect(
      ids.layer.attributes.columns[0][0] == "b" && ids.warnings.map(\.code) == ["geojson.duplicate-member"])
  }

  @Test func utf16() throws {
    let text = "\u{FEFF}" + feature(3)
    let bytes = Array(text.utf16).flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    guard case .layer(let found) = try DataFile.parse(bytes, source: "c.geojson") else {
      Issue.record("not a layer")
      return
    }
    #expect(found.layer.geometry.point(of: 0) == Position(x: 3, y: 1))
  }

  @Test func systemOfAFeatureAlone() throws {
    let crs = #""crs":{"type":"name","properties":{"name":"EPSG:2154"}}"#
    for text in [
      #"{"type":"Feature",\#(crs),"geometry":null,"properties":null}"#,
      #"{"geometry":null,"properties":null,\#(crs),"type":"Feature"}"#,
      #"{\#(crs),"type":"Point","coordinates":[1,2]}"#,
    ] {
      #expect(try read(text).layer.crs == .lambert93)
    }
  }

  // MARK: Texts and numbers

  @Test func everyEscape() throws {
    func value(_ json: String) throws -> String {
      try read(#"{"type":"Feature","geometry":null,"properties":{"a":"\#(json)"}}"#).layer.attributes.columns[
        0][0]
    }
    #expect(try value(#"\"\\\/\b\f\n\r\t\u0000\u00e9\uFFFD"#) == "\"\\/\u{8}\u{C}\n\r\t\0é\u{FFFD}")
    for scalar in stride(from: UInt32(1), through: 0xFFFF, by: 257) {
      guard let character = Unicode.Scalar(scalar) else { continue }
      let hex = String(scalar, radix: 16)
      let escape = "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      #expect(try value(escape) == String(character))
    }
    for scalar: UInt32 in [0x10000, 0x1F3E5, 0x10FFFF] {
      let rest = scalar - 0x10000
      let (high, low) = (0xD800 + rest >> 10, 0xDC00 + rest & 0x3FF)
      let escape = "\\u" + String(high, radix: 16) + "\\u" + String(low, radix: 16, uppercase: true)
      #expect(try value(escape).unicodeScalars.map(\.value) == [scalar])
    }
    for bad in [
      #"\ud800"#, #"\udc00"#, #"\ud800x"#, #"\ud800\n"#, #"\ud800\ud800"#, #"\u12"#, #"\u12g4"#, #"\x"#,
      #"\U0041"#,
    ] {
      #expect(diagnostic { _ = try value(bad) }?.code == "json.escape", "\(bad)")
    }
    #expect(diagnostic { _ = try value("a\nb") }?.code == "json.control")
  }

  @Test func textsThatAreNotUTF8() {
    let start = Array(#"{"type":"Feature","geometry":null,"properties":{"a":""#)
    for bad: [UInt8] in [
      [0xE9], [0xC0, 0xAF], [0xC1, 0x81], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
      [0xF8, 0x88, 0x80, 0x80, 0x80], [0x80], [0xE2, 0x82], [0xFF],
    ] {
      let found = diagnostic { _ = try GeoJSONReader.read(start + bad + Array("\"}}"), source: "t") }
      #expect(found?.code == "json.encoding" && found?.location.field == "properties.a", "\(bad)")
    }
  }

  /// The C library's own reading of a number.
  private func library(_ text: String) -> Double { unsafe strtod(text, nil) }

  @Test func numbersAreThoseOfStrtod() throws {
    var texts = [
      "0", "-0", "0.0", "1e0", "1E+2", "1e-2", "-0.0e-0", "4.9406564584124654e-324",
      "2.4703282292062327e-324",
      "2.4703282292062328e-324", "2.2250738585072014e-308", "2.2250738585072011e-308",
      "1.7976931348623157e308",
      "1.7976931348623158e308", "179769313486231570000e288", "9007199254740993",
      "9007199254740992.9999999999",
      "9007199254740993.00000000000000000000000001",
      "0.500000000000000166533453693773481063544750213623046875",
      "3.518437208883201171875e13", "62.5364939768271845828", "8.10109172351e-10",
      "1.50000000000000011102230246251565",
      "5708990770823839207320493820740630171355185152001e-3",
      "0." + String(repeating: "0", count: 400) + "1e400",
      String(repeating: "1", count: 300), "1" + String(repeating: "0", count: 400) + "e-400", "5e-324",
      "1e-500",
      "6.631236846766476e-316", "1e22", "1e23", "123456789012345678901234567890e-10",
    ]
    var random = SeededRandom(seed: 7146)
    for _ in 0..<20_000 {
      var text = Bool.random(using: &random) ? "-" : ""
      text += String(
        UInt64.random(in: 0...UInt64.max, using: &random) >> UInt64.random(in: 0...63, using: &random))
      if Bool.random(using: &random) {
        text += "." + String(UInt64.random(in: 0...UInt64.max, using: &random))
      }
      if Int.random(in: 0..<3, using: &random) == 0 {
        text += "e\(Int.random(in: -290...260, using: &random))"
      }
      texts.append(text)
    }
    // Every double, written with 17 digits, is itself.
    for _ in 0..<5_000 {
      let value = Double(bitPattern: UInt64.random(in: 0..<0x7FF0_0000_0000_0000, using: &random))
      texts.append(value.description)
    }
    // Halfway between two neighbours, where one wrong bit shows.
    for _ in 0..<5_000 {
      let whole = UInt64.random(in: 1 << 53..<1 << 54, using: &random) | 1
      texts.append("\(whole)" + (Bool.random(using: &random) ? ".0000000000000000000000000000000001" : ""))
    }
    let positions = texts.map { "[\($0),0]" }.joined(separator: ",")
    let found = try read(#"{"type":"MultiPoint","coordinates":[\#(positions)]}"#).layer.geometry.coordinates
    for (index, text) in texts.enumerated() {
      #expect(found[2 * index].bitPattern == library(text).bitPattern, "\(text)")
    }
  }
}

extension String {
  fileprivate var replacingNumber: String {
    split(separator: "[2,1]", omittingEmptySubsequences: false).joined(separator: "[NaN,1]")
  }
}
