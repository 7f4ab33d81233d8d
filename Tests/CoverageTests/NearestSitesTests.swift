import Coverage
import GeoModel
import TestSupport
import Testing

@Suite struct NearestSitesTests {
  @Test(arguments: [1, 2, 7, 9, 100, 1000]) func agreesWithBruteForce(count: Int) throws {
    var random = SeededRandom(seed: UInt64(count))
    // A coarse lattice makes ties frequent.
    let places = (0..<2 * count).map { _ in Double(Int.random(in: 0...20, using: &random)) }
    let tree = NearestSites(places)
    for _ in 0..<500 {
      let x = Double(Int.random(in: -5...25, using: &random))
      let y = Double(Int.random(in: -5...25, using: &random))
      let squares = (0..<count).map { index -> Double in
        let (dx, dy) = (places[2 * index] - x, places[2 * index + 1] - y)
        return dx * dx + dy * dy
      }
      let best = try #require(squares.min())
      let found = try #require(tree.nearest(x: x, y: y))
      #expect(found.index == squares.firstIndex(of: best))
      #expect(found.distance == best.squareRoot())
    }
  }

  @Test func findsAllWithinADistanceOfABox() {
    var random = SeededRandom(seed: 5)
    let places = (0..<600).map { _ in Double.random(in: 0...100, using: &random) }
    let tree = NearestSites(places)
    for _ in 0..<200 {
      let x = Double.random(in: 0...100, using: &random)
      let y = Double.random(in: 0...100, using: &random)
      let box = Envelope(minX: x, minY: y, maxX: x + 10, maxY: y + 5)
      let expected = (0..<300).filter { box.distance(to: places[2 * $0], places[2 * $0 + 1]) <= 12 }
      #expect(tree.indices(within: 12, of: box) == expected)
    }
  }

  @Test func noSitesNoAnswer() {
    #expect(NearestSites([]).nearest(x: 0, y: 0) == nil)
  }
}
