import GeoModel
import Testing

@testable import Reports

@Suite struct LabelPlaceTests {
  @Test func theNameStandsInsideAHorseshoe() throws {
    let shape = MultiPolygon(
      shell: [(0, 0), (30, 0), (30, 30), (20, 30), (20, 10), (10, 10), (10, 30), (0, 30), (0, 0)].map {
        Position(x: $0.0, y: $0.1)
      })
    let place = try #require(LabelPlace.inside(shape))
    #expect(!(place.x > 10 && place.x < 20 && place.y > 10))
    #expect(place.x > 0 && place.x < 30 && place.y > 0 && place.y < 30)
  }

  @Test func withoutAnAreaThereIsNoPlace() {
    #expect(LabelPlace.inside(MultiPolygon()) == nil)
    #expect(LabelPlace.inside(MultiPolygon(shell: [])) == nil)
  }
}
