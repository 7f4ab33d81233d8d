import Coverage
import GeoFormats
import GeoModel
import GeoNative
import TestSupport
import Testing

@testable import Studies

@Suite struct ConvertJobTests {
  /// Converts bytes, which stand for a file of any name.
  private func convert(
    _ text: String, name: String = "in.geojson", to format: OutputFormat, excel: Bool = false,
    quantize: Int? = nil, _ change: (inout ConvertOptions) -> Void = { _ in }
  ) throws -> (job: ConvertJob, output: ConvertOutput, session: LoadSession) {
    let bytes = Array(text.utf8)
    let session = LoadSession(threads: 2) { _ throws(Diagnostic) in bytes }
    var options = ConvertOptions(path: name)
    change(&options)
    let job = try ConvertJob(options, format: format, session: session) { _ in }
    var writing = ConvertOutput.Options(format: format, fileName: "dossier/sortie.x")
    writing.excel = excel
    writing.quantize = quantize
    return (job, try ConvertOutput(job, writing, session: session), session)
  }

  private func refusal(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch {
      return (error as? Diagnostic)?.code
    }
  }

  private let mixed = #"""
    {"type":"FeatureCollection","features":[
    {"type":"Feature","id":3,"properties":{"code":"01004","n":1.50,"v":true,"x":{"a":[1]}},"geometry":{"type":"Polygon","coordinates":[[[2,47],[2.5,47],[2.5,47.5],[2,47.5],[2,47]],[[2.1,47.1],[2.1,47.2],[2.2,47.2],[2.2,47.1],[2.1,47.1]]]}},
    {"type":"Feature","id":5,"properties":{"code":"2A004","n":null,"v":false,"x":[]},"geometry":{"type":"Polygon","coordinates":[[[2.1,47.1],[2.2,47.1],[2.2,47.2],[2.1,47.2],[2.1,47.1]]]}},
    {"type":"Feature","id":7,"properties":{"code":"|`<script>","n":7,"v":null,"x":null},"geometry":{"type":"MultiLineString","coordinates":[[[2.5,47],[2.5,47.5]],[[3,48],[4,49]]]}},
    {"type":"Feature","id":9,"properties":{"code":"","n":-2e3,"v":null,"x":null},"geometry":{"type":"Point","coordinates":[2.3,47.3]}},
    {"type":"Feature","id":11,"properties":{"code":null,"n":0,"v":null,"x":null},"geometry":{"type":"MultiPoint","coordinates":[[2,47],[5.25,46.125]]}},
    {"type":"Feature","id":13,"properties":{"code":"z","n":0,"v":null,"x":null},"geometry":null}
    ]}
    """#

  @Test func topologyComesBackAsTheSameLayer() throws {
    let written = try convert(mixed, to: .topojson)
    let before = try GeoJSONReader.read(Array(mixed.utf8), source: "in").layer
    let after = try TopoJSONReader.read(written.output.bytes, source: "in").layer
    #expect(after.ids == before.ids && after.attributes == before.attributes && after.hasIDColumn)
    #expect(after.geometry.kinds == before.geometry.kinds && after.crs == before.crs)
    #expect(after.geometry.groupEnds == before.geometry.groupEnds)
    for feature in [2, 3, 4] {
      #expect(after.geometry.features([feature]) == before.geometry.features([feature]))
    }
    for feature in [0, 1] {
      let (old, new) = (before.geometry.polygons(of: feature), after.geometry.polygons(of: feature))
      #expect(old.area == new.area && old.ringCount == new.ringCount)
      #expect(Set(positions(old)) == Set(positions(new)))
    }
    // The enclave and its hole, the square's outline cut at the line that follows it, the line's two parts.
    #expect(written.output.arcs == 4)
  }

  private func positions(_ polygons: MultiPolygon) -> [Position] {
    (0..<polygons.positionCount).map { polygons.position($0) }
  }

  @Test func geoPackageAndSequenceKeepValuesAndOrder() throws {
    let before = try GeoJSONReader.read(Array(mixed.utf8), source: "in").layer
    let package = try convert(mixed, to: .gpkg)
    guard case .layer(let read) = try GeoPackageReader.read(package.output.bytes, source: "in") else {
      Issue.record("no layer")
      return
    }
    #expect(read.layer.geometry == before.geometry && read.layer.crs == .wgs84)
    let table = read.layer.attributes
    #expect(table.names == ["id", "code", "n", "v", "x"])
    #expect((0..<6).map { table.columns[0][$0] } == ["3", "5", "7", "9", "11", "13"])
    #expect(read.layer.ids == before.ids && read.layer.hasIDColumn)
    #expect((0..<6).map { table.columns[1][$0] } == ["01004", "2A004", "|`<script>", "", "", "z"])
    #expect(table.columns[1].kind(3) == .text && table.columns[1].kind(4) == .missing)
    #expect(table.columns[3][0] == "true" && table.columns[4][0] == #"{"a":[1]}"#)
  }

  @Test func quantizedCoordinatesAreOnTheGridOrRefused() throws {
    let squares = #"""
      {"type":"FeatureCollection","features":[
      {"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1.04,0],[1,1],[0,1],[0,0]]]}},
      {"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[1.04,0],[10,0],[10,10],[1,1],[1.04,0]]]}}]}
      """#
    let output = try convert(squares, to: .topojson, quantize: 101).output
    let text = String(decoding: output.bytes, as: UTF8.self)
    #expect(text.contains(#""transform":{"scale":[0.1,0.1],"translate":[0,0]}"#))
    let back = try TopoJSONReader.read(output.bytes, source: "in").layer.geometry
    #expect(back.polygons(of: 0).area == 1 && back.coordinates.contains(10))
    #expect(refusal { _ = try convert(squares, to: .topojson, quantize: 3) } == "convert.quantize")
  }

  @Test func rowsOfATableAreKept() throws {
    let table = "code;lon;lat\n01004;5.3;45.9\n1;;\n2;x;45\n3;400;45\n"
    let (job, output, session) = try convert(table, name: "t.csv", to: .geojson)
    #expect(job.read == 4 && job.written == 4 && job.withoutGeometry == 3)
    #expect(session.warnings.map(\.code) == ["rows.rejected", "convert.no-geometry"])
    #expect(String(decoding: output.bytes, as: UTF8.self).contains(#""code":"01004""#))
    // A CSV of a CSV is its cells.
    let same = try convert(table, name: "t.csv", to: .csv) { $0.filter = "code != 1" }
    #expect(
      String(decoding: same.output.bytes, as: UTF8.self) == "code,lon,lat\n01004,5.3,45.9\n2,x,45\n3,400,45\n"
    )
    #expect(same.job.filteredOut == 1 && same.job.read == 4)
  }

  @Test func fieldsAreChosenAndNamed() throws {
    let named = try convert(mixed, to: .csv) {
      $0.select = ["n", "code"]
      $0.renames = [("n", "nombre")]
      $0.prefix = "w_"
    }
    let header = String(decoding: named.output.bytes.prefix { $0 != 10 }, as: UTF8.self)
    #expect(header == "id,w_nombre,w_code,wkt")
    #expect(refusal { _ = try convert(mixed, to: .csv) { $0.select = ["absent"] } } == "column.unknown")
    #expect(
      refusal { _ = try convert(mixed, to: .csv) { $0.renames = [("n", "code")] } } == "fields.repeated")
    // An identifier that is named is a field like others.
    let identified = try convert(mixed, to: .geojson) { $0.select = ["id"] }
    #expect(String(decoding: identified.output.bytes, as: UTF8.self).contains(#""properties":{"id":3}"#))
  }

  @Test func coordinatesOutOfTheirSystem() throws {
    let metres = #"{"type":"Point","coordinates":[650000,6860000]}"#
    #expect(refusal { _ = try convert(metres, to: .geojson) } == "crs.not-degrees")
    let told = try convert(metres, to: .geojsonseq) { $0.crs = .lambert93 }
    #expect(told.session.notes.count == 1 && told.job.sourceCRS == .lambert93)
    guard case .layer(let layer) = told.job.content else { return }
    let place = try #require(layer.geometry.point(of: 0))
    #expect(abs(place.x - 2.3187906) < 1e-6 && abs(place.y - 48.8381101) < 1e-6)
    // A pole has no place in Lambert-93.
    let pole = #"{"type":"Point","coordinates":[0,-90]}"#
    let lost = try convert(pole, to: .geojson) { $0.targetCRS = .lambert93 }
    #expect(lost.job.untransformed == 1 && lost.job.withoutGeometry == 1)
    #expect(lost.session.warnings.map(\.code) == ["convert.not-carried"])
    let unsaid = try convert(metres, to: .topojson) {
      $0.crs = .lambert93
      $0.targetCRS = .lambert93
    }
    #expect(unsaid.session.warnings.map(\.code) == ["convert.crs-unsaid"])
    #expect(try TopoJSONReader.read(unsaid.output.bytes, source: "in").layer.crs == .lambert93)
  }

  @Test(.enabled(if: RealData.isPresent), arguments: [100.0, 1000])
  func communesOfTheSommeStayACoverage(metres: Double) throws {
    let path = RealData.path("communes-2018/hauts-de-france/communes-80-somme.geojson")
    let before = try GeoJSONReader.read(try ByteFile.read(path), source: path).layer
    let result = try Simplification(
      before.geometry, toleranceMetres: metres, scale: .degrees, threads: 4)
    let session = GEOSSession()
    var polygons: [MultiPolygon] = []
    for feature in 0..<before.count {
      let (old, new) = (before.geometry.polygons(of: feature), result.geometry.polygons(of: feature))
      #expect(try session.invalidity(of: new) == nil, "feature \(feature)")
      #expect(new.polygonCount == old.polygonCount && new.ringCount == old.ringCount)
      polygons.append(new)
    }
    let sum = polygons.reduce(0) { $0 + $1.area }
    let own = (0..<before.count).reduce(0) { $0 + before.geometry.polygons(of: $1).area }
    #expect(abs(try session.union(polygons).area / sum - 1) < 1e-12)
    // The change of the sum is that of the outline: 0.0012 % at 100 m, 0.9 % at 1 km.
    #expect(abs(sum / own - 1) < (metres > 500 ? 0.02 : 0.0001))
    #expect(result.positionsBefore == 35_377 && result.positionsAfter < (metres > 500 ? 6_500 : 21_000))
  }
}
