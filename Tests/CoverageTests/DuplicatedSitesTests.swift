import GeoModel
import GeoNative
import TestSupport
import Testing

@testable import Coverage

/// Sites that stand twice at one place cover what one of them covers.
@Suite struct DuplicatedSitesTests {
  @Test func aHoleBetweenDoubledSitesIsFound() throws {
    var random = SeededRandom(seed: 7)
    let session = GEOSSession()
    for _ in 0..<200 {
      let center = Position(
        x: .random(in: 200_000...1_000_000, using: &random),
        y: .random(in: 6_200_000...7_000_000, using: &random))
      let turn = Double.random(in: 0...1, using: &random)
      var sites: [Double] = []
      for corner in 0..<3 {
        let angle = (Double(corner) / 3 + turn) * 2 * .pi
        let distance = Double.random(in: 15_300...15_700, using: &random)
        sites += [center.x + distance * .cosine(angle), center.y + distance * .sine(angle)]
      }
      let corners = [(-1.0, -1.0), (1, -1), (1, 1), (-1, 1), (-1, -1)]
      let square = MultiPolygon(
        shell: corners.map { Position(x: center.x + 4000 * $0.0, y: center.y + 4000 * $0.1) })
      let once = try Reach(places: sites, metres: 15_000, segments: 64).uncovered(
        of: square, session: session)
      let twice = try Reach(places: sites + sites, metres: 15_000, segments: 64)
        .uncovered(of: square, session: session)
      #expect(abs(once.area - twice.area) < 1)
    }
  }

  @Test func flatPolygonsDoNotTrap() {
    for height in [0, Double.leastNonzeroMagnitude, 1e-300, 1e-40] {
      let flat = MultiPolygon(
        shell: [
          Position(x: 0, y: 0), Position(x: 1, y: 0), Position(x: 1, y: height), Position(x: 0, y: 0),
        ])
      var column = GeometryColumn()
      column.append(polygons: flat)
      let locator = PointLocator(geometry: column, owners: [0])
      #expect(locator.locate(x: 0.5, y: 0).isOnBoundary)
      #expect(locator.locate(x: 0.5, y: 1).territory == -1)
    }
  }
}
