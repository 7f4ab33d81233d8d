import GeoModel
import Testing

@Suite struct GeoModelTests {
  @Test(arguments: [
    ("15km", 15_000.0), ("800 m", 800), ("1.5 km", 1500), ("15\u{202F}KM", 15_000),
  ]) func lengths(text: String, metres: Double) {
    #expect(Measure.lengthMetres(text) == metres)
  }

  @Test(arguments: ["15", "km", "-3km", "15 miles", "", "1,5km", "nan m", "1e400km"]) func notLengths(
    text: String
  ) {
    #expect(Measure.lengthMetres(text) == nil)
  }

  @Test(arguments: [
    ("30min", 30.0), ("7.5 min", 7.5), ("100000min", 100_000), ("100001min", nil), ("0min", nil), ("2h", nil),
    ("-1min", nil), ("30", nil),
  ]) func times(text: String, minutes: Double?) {
    #expect(Measure.minutes(text) == minutes)
  }

  @Test(arguments: [("1km2", 1e6), ("0 km2", 0), ("2 ha", 2e4), ("50m²", 50)]) func areas(
    text: String, value: Double
  ) {
    #expect(Measure.areaSquareMetres(text) == value)
  }

  @Test(arguments: [
    ("EPSG:2154", "EPSG:2154"), ("2154", "EPSG:2154"), ("epsg:4326", "EPSG:4326"),
    ("urn:ogc:def:crs:EPSG::2154", "EPSG:2154"), ("urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326"),
    ("IGNF:LAMB93", "IGNF:LAMB93"), ("urn:ogc:def:crs:ESRI::102110", "ESRI:102110"),
  ]) func crsCodes(text: String, code: String) {
    #expect(CRS(parsing: text)?.code == code)
  }

  @Test(arguments: ["", "IGNF:LAMB 93", "EPSG:abc", "EPSG:", "ESRI:x", "urn:ogc:def:crs:XYZ::1", "XYZ:2154"])
  func notCRSCodes(
    text: String
  ) {
    #expect(CRS(parsing: text) == nil)
  }

  @Test(arguments: [
    (2.35, 48.85, "EPSG:2154"), (9.1, 42.0, "EPSG:2154"), (-61.5, 16.2, "EPSG:5490"),
    (-61.0, 14.6, "EPSG:5490"),
    (-52.3, 4.9, "EPSG:2972"), (55.5, -21.1, "EPSG:2975"), (45.2, -12.8, "EPSG:4471"),
    (-56.2, 46.8, "EPSG:4467"),
  ]) func legalSystems(longitude: Double, latitude: Double, code: String) {
    #expect(LegalCRS(longitude: longitude, latitude: latitude)?.crs.code == code)
  }

  @Test func swappedParisIsOutsideFrance() {
    #expect(LegalCRS(longitude: 48.85, latitude: 2.35) == nil)
  }

  @Test func areasAndParts() {
    // A square of 10 with a hole of 2 × 2 and an island of 1 × 1 far from the origin.
    let far = 6_000_000.0
    func ring(_ x: Double, _ y: Double, _ side: Double) -> [Double] {
      [x, y, x + side, y, x + side, y + side, x, y + side, x, y]
    }
    let shape = MultiPolygon(
      coordinates: ring(far, far, 10) + ring(far + 4, far + 4, 2) + ring(far + 20, far, 1),
      ringEnds: [5, 10, 15], polygonEnds: [2, 3])
    #expect(shape.area == 97)
    #expect(shape.area(ofPolygon: 0) == 96)
    #expect(shape.polygon(1).area == 1)
    #expect(shape.envelope == Envelope(minX: far, minY: far, maxX: far + 21, maxY: far + 10))
    var column = GeometryColumn()
    column.appendNone()
    column.append(polygons: shape)
    column.append(point: Position(x: 1, y: 2))
    #expect(column.polygons(of: 1) == shape)
    #expect(column.kinds == [.none, .multiPolygon, .point])
    #expect(column.point(of: 2) == Position(x: 1, y: 2))
    var twice = column
    twice.append(column)
    #expect(twice.count == 6 && twice.polygons(of: 4) == shape && twice.polygons(of: 3).isEmpty)
  }

  @Test func columnsKeepTextAndKinds() {
    var column = TextColumn(name: "code")
    column.append("01004")
    column.append("", kind: .missing)
    column.append("été", kind: .text)
    #expect(column.count == 3 && column[0] == "01004" && column[2] == "été" && column.isEmpty(1))
    #expect(column.kind(0) == .text && column.kind(1) == .missing)
  }

  @Test func diagnosticsSayAllTheyKnow() {
    let diagnostic = Diagnostic(
      "csv.number", at: SourceLocation(file: "a.csv", line: 3, field: "lat"),
      Phrase(en: "not a number", fr: "pas un nombre"), found: "48,85\n",
      expected: Phrase(en: "a number", fr: "un nombre"),
      hint: Phrase(en: "--decimal comma", fr: "--decimal comma"))
    #expect(diagnostic.location.text(in: .english) == "a.csv:3: field \"lat\"")
    #expect(
      diagnostic.text(in: .english)
        == "not a number: found \"48,85\\n\"; expected a number. Try: --decimal comma.")
    #expect(
      diagnostic.text(in: .french)
        == "pas un nombre : trouvé \"48,85\\n\" ; attendu : un nombre. Essayez : --decimal comma.")
  }
}
