import GeoModel
import Testing

@testable import Coverage

@Suite("Rings of a territory from the loops of its cells")
struct TessellationRingsTests {
  /// Corners of a lattice of unit squares, five a row.
  private let positions = (0..<25).map { Position(x: Double($0 % 5), y: Double($0 / 5)) }

  private func square(_ column: Int, _ row: Int) -> [Int] {
    let low = row * 5 + column
    return [low, low + 1, low + 6, low + 5]
  }

  @Test func twoSquaresJoin() {
    let joined = TessellationRings.polygons(of: [square(0, 0), square(1, 0)], at: positions)
    #expect(joined.polygonCount == 1)
    #expect(joined.ringCount == 1)
    #expect(joined.area == 2)
    #expect(joined.positionCount == 7)
  }

  @Test func squaresApartAreTwoPolygons() {
    let apart = TessellationRings.polygons(of: [square(0, 0), square(3, 2)], at: positions)
    #expect(apart.polygonCount == 2)
    #expect(apart.area == 2)
  }

  @Test func squaresThatTouchAtACornerAreTwoPolygons() {
    let touching = TessellationRings.polygons(of: [square(0, 0), square(1, 1)], at: positions)
    #expect(touching.polygonCount == 2)
    #expect(touching.ringCount == 2)
    #expect(touching.area == 2)
  }

  @Test func aRingOfSquaresHasAHole() {
    let loops = (0..<9).filter { $0 != 4 }.map { square($0 % 3, $0 / 3) }
    let ring = TessellationRings.polygons(of: loops, at: positions)
    #expect(ring.polygonCount == 1)
    #expect(ring.ringCount == 2)
    #expect(ring.area == 8)
    #expect(ring.signedArea(ofRing: 0) == 9)
    #expect(ring.signedArea(ofRing: 1) == -1)
  }

  @Test func holesThatTouchEachOtherStayTwo() {
    let loops = (0..<16).filter { $0 != 5 && $0 != 10 }.map { square($0 % 4, $0 / 4) }
    let ring = TessellationRings.polygons(of: loops, at: positions)
    #expect(ring.polygonCount == 1)
    #expect(ring.ringCount == 3)
    #expect(ring.area == 14)
  }

  @Test func aHoleGoesToTheShellAroundIt() {
    let far = (0..<25).map { Position(x: Double($0 % 5) + 100, y: Double($0 / 5)) }
    let loops = (0..<9).filter { $0 != 4 }.map { square($0 % 3, $0 / 3) }
    let away = loops.map { $0.map { $0 + 25 } }
    let both = TessellationRings.polygons(of: loops + away, at: positions + far)
    #expect(both.polygonCount == 2)
    #expect(both.area(ofPolygon: 0) == 8)
    #expect(both.area(ofPolygon: 1) == 8)
  }

  @Test func aSpikeIsLeftOut() {
    let spiked = TessellationRings.polygons(of: [[0, 1, 2, 1, 6, 5]], at: positions)
    #expect(spiked.ringCount == 1)
    #expect(spiked.area == 1)
  }
}
