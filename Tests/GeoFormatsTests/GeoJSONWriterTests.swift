import GeoModel
import TestSupport
import Testing

@testable import GeoFormats

@Suite struct GeoJSONWriterTests {
  private func ring(_ values: [Double]) -> MultiPolygon {
    MultiPolygon(coordinates: values, ringEnds: [values.count / 2], polygonEnds: [1])
  }

  @Test func oneFeatureALine() {
    let features = [
      GeoJSONFeature(
        geometry: .point(Position(x: 2.123456789, y: 48.5)),
        properties: [("nom", .string("L'\"Île\"")), ("n", .int(3)), ("taux", .number(.nan))]),
      GeoJSONFeature(geometry: .none, properties: []),
    ]
    let text = GeoJSONWriter.write(features, members: [("name", "essai"), ("crs", "no")]).bytes.text
    #expect(
      text == """
        {"type":"FeatureCollection","name":"essai","features":[
        {"type":"Feature","geometry":{"type":"Point","coordinates":[2.1234568,48.5]},"properties":{"nom":"L'\\"Île\\"","n":3,"taux":null}},
        {"type":"Feature","geometry":null,"properties":{}}
        ]}

        """)
  }

  @Test func windingByRFC7946() throws {
    let clockwise = MultiPolygon(
      coordinates: [0, 0, 0, 9, 9, 9, 9, 0, 0, 0, 1, 1, 2, 1, 2, 2, 1, 1], ringEnds: [5, 9], polygonEnds: [2])
    let written = GeoJSONWriter.write([GeoJSONFeature(geometry: .polygons(clockwise), properties: [])])
    let back = try GeoJSONReader.read(written.bytes, source: "w").layer.geometry.polygons(of: 0)
    #expect(back.signedArea(ofRing: 0) == 81 && back.signedArea(ofRing: 1) == -0.5)
    #expect(written.collapsedRings == 0)
  }

  @Test func collapsedRingsAreCounted() throws {
    let small = 1e-9
    let shell: [Double] = [0, 0, 1, 0, 1, 1, 0, 0]
    let hole: [Double] = [0.5, 0.1, 0.5 + small, 0.1, 0.5, 0.1 + small, 0.5, 0.1]
    let flat: [Double] = [5, 5, 6, 5, 7, 5, 5, 5]
    let polygons = MultiPolygon(
      coordinates: shell + hole + flat + hole, ringEnds: [4, 8, 12, 16], polygonEnds: [2, 4])
    let written = GeoJSONWriter.write([GeoJSONFeature(geometry: .polygons(polygons), properties: [])])
    #expect(written.collapsedRings == 3)
    let back = try GeoJSONReader.read(written.bytes, source: "w").layer
    #expect(back.geometry.kinds == [.polygon] && back.geometry.polygons(of: 0).ringCount == 1)
    var writer = GeoJSONWriter()
    writer.append(GeoJSONFeature(geometry: .polygons(ring(flat)), properties: []))
    #expect(writer.finish().text.contains("\"geometry\":null") && writer.collapsedFeatures == 1)
  }

  @Test func repeatedPositionsAreLeftOut() throws {
    let polygon = ring([0, 0, 1e-9, 0, 1, 0, 1, 1e-9, 1, 1, 1e-9, 1e-9, 0, 0])
    let written = GeoJSONWriter.write([GeoJSONFeature(geometry: .polygons(polygon), properties: [])])
    let back = try GeoJSONReader.read(written.bytes, source: "w").layer.geometry
    #expect(back.coordinates == [0, 0, 1, 0, 1, 1, 0, 0])
  }

  @Test func randomPolygonsRoundTrip() throws {
    var generator = SeededRandom(seed: 11)
    for _ in 0..<300 {
      var polygons = MultiPolygon()
      for part in 0..<Int.random(in: 1...3, using: &generator) {
        let count = Int.random(in: 3...12, using: &generator)
        var positions: [Position] = []
        for i in 0..<count {
          let angle = (Double(i) + Double.random(in: 0..<0.8, using: &generator)) / Double(count) * 6.283
          let radius = Double.random(in: 0.01...0.4, using: &generator)
          // A crude circle is enough: the order of the angles makes the ring simple.
          let (c, s) = Self.direction(angle)
          positions.append(Position(x: Double(part) + radius * c, y: 45 + radius * s))
        }
        positions.append(positions[0])
        polygons.append(MultiPolygon(shell: positions))
      }
      let written = GeoJSONWriter.write([GeoJSONFeature(geometry: .polygons(polygons), properties: [])])
      let back = try GeoJSONReader.read(written.bytes, source: "w")
      #expect(back.warnings.isEmpty)
      let read = back.layer.geometry.polygons(of: 0)
      #expect(read.polygonCount == polygons.polygonCount)
      #expect(abs(read.area - polygons.area) < 1e-6)
    }
  }

  private static func direction(_ angle: Double) -> (Double, Double) {
    let t = (angle - 3.1415) / 4
    let q = 1 + t * t
    // Rational points of the circle, their angle growing with t.
    return ((1 - t * t) / q, 2 * t / q)
  }
}
