import GeoModel
import Testing

@testable import Reports

@Suite struct MapPathTests {
  private let frame = MapFrame(
    extent: Envelope(minX: 0, minY: 0, maxX: 10_000, maxY: 10_000),
    into: Envelope(minX: 0, minY: 0, maxX: 100, maxY: 100))

  private func data(_ polygons: MultiPolygon) -> String {
    String(decoding: MapPath.data(polygons, in: frame), as: UTF8.self)
  }

  @Test func yGoesDownOnThePage() {
    #expect(data(square(1000, 1000, 2000)) == "M10 90l20 0 0-20-20 0z")
  }

  @Test func verticesUnderATenthOfAUnitAreDropped() {
    var shell: [Position] = []
    for step in 0...1000 { shell.append(Position(x: Double(step) * 10, y: step % 2 == 0 ? 0 : 1)) }
    shell += [Position(x: 10_000, y: 5000), Position(x: 0, y: 5000), Position(x: 0, y: 0)]
    #expect(data(MultiPolygon(shell: shell)) == "M0 100l100 0 0-50-100 0z")
  }

  @Test func holesAreKeptUnlessTheyAreTooSmall() {
    var shape = square(0, 0, 5000)
    shape.coordinates += square(1000, 1000, 2000).coordinates + square(4000, 4000, 1).coordinates
    shape.ringEnds += [10, 15]
    shape.polygonEnds = [3]
    #expect(data(shape) == "M0 100l50 0 0-50-50 0zM10 90l20 0 0-20-20 0z")
  }

  @Test func aNeedleIsStillALine() {
    #expect(
      data(MultiPolygon(shell: [(0, 0), (5000, 1), (0, 2), (0, 0)].map { Position(x: $0.0, y: $0.1) }))
        == "M0 100l50 0z")
  }
}
