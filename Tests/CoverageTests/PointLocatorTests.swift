import CGEOS
import Coverage
import GeoModel
import TestSupport
import Testing

@testable import GeoNative

/// GEOS's own answer: 1 inside, 0 on the boundary, -1 outside.
private func sideByGEOS(_ x: Double, _ y: Double, _ polygon: MultiPolygon, _ session: GEOSSession) throws
  -> Int
{
  let figure = try session.make(polygon)
  let point = try session.owned(
    GEOSGeom_createPointFromXY_r(session.handle, x, y), "GEOSGeom_createPointFromXY_r")
  if GEOSIntersects_r(session.handle, figure.pointer, point.pointer) != 1 { return -1 }
  return GEOSTouches_r(session.handle, figure.pointer, point.pointer) == 1 ? 0 : 1
}

@Suite struct PointLocatorTests {
  @Test(arguments: [UInt64(1), 2, 3, 4, 5, 6, 7, 8]) func agreesWithGEOS(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let session = GEOSSession()
    let star = Shapes.star(corners: Int(5 + seed * 13), radius: 1000, random: &random)
    let locator = PointLocator(Shapes.territories([star]))
    for _ in 0..<2000 {
      let x = Double.random(in: -1000...1000, using: &random)
      let y = Double.random(in: -1000...1000, using: &random)
      let answer = locator.locate(x: x, y: y)
      let mine = answer.territory < 0 ? -1 : (answer.isOnBoundary ? 0 : 1)
      #expect(try mine == sideByGEOS(x, y, star, session), "seed \(seed), \(x) \(y)")
    }
  }

  /// Corners, and places within a few last bits of an edge, where a plain determinant is wrong.
  @Test(arguments: [UInt64(11), 12, 13]) func agreesWithGEOSNearEdges(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let session = GEOSSession()
    let star = Shapes.star(corners: 31, radius: 1, random: &random)
    let locator = PointLocator(Shapes.territories([star]))
    var onBoundary = 0
    for position in 0..<star.positionCount - 1 {
      let a = star.position(position)
      let b = star.position(position + 1)
      for step in 0...10 {
        let t = Double(step) / 10
        var x = a.x + t * (b.x - a.x)
        let y = a.y + t * (b.y - a.y)
        for _ in 0..<3 {
          let answer = locator.locate(x: x, y: y)
          let mine = answer.territory < 0 ? -1 : (answer.isOnBoundary ? 0 : 1)
          let theirs = try sideByGEOS(x, y, star, session)
          #expect(mine == theirs, "seed \(seed), \(x) \(y)")
          if theirs == 0 { onBoundary += 1 }
          x = x.nextUp
        }
      }
    }
    #expect(onBoundary >= star.positionCount - 2)
  }

  @Test func latticeOnAPartitionIsCountedOnce() {
    // 49 places on the corners, sides and inside of 3 × 3 squares: each has exactly one territory.
    let locator = PointLocator(Shapes.territories(Shapes.squares(columns: 3, rows: 3, side: 2)))
    let places = (0...6).flatMap { row in (0...6).flatMap { [Double($0), Double(row)] } }
    let join = SpatialJoin(places, in: locator, threads: 2)
    #expect(join.counts.assigned == 49 && join.counts.outside == 0 && join.counts.ambiguous == 0)
    #expect(join.counts.onBoundary == 40)
    // The place that four squares share goes to the lowest code.
    #expect(locator.locate(x: 2, y: 2).territory == 0)
    #expect(locator.locate(x: 4, y: 4).territory == 4)
  }

  @Test func overlapIsAmbiguousAndGoesToTheLowestCode() {
    let locator = PointLocator(
      Shapes.territories([Shapes.rectangle(5, 0, 15, 10), Shapes.rectangle(0, 0, 10, 10)]))
    let answer = locator.locate(x: 7, y: 5)
    #expect(answer == PointLocator.Answer(territory: 0, isOnBoundary: false, isAmbiguous: true))
    let join = SpatialJoin([7, 5, 2, 5, 12, 5, 20, 5, 10, 5, .nan, .nan], in: locator, threads: 1)
    #expect(
      join.counts.assigned == 3 && join.counts.ambiguous == 1 && join.counts.outside == 1
        && join.counts.onBoundary == 1)
    #expect(join.answers.map(\.territory) == [0, 1, 0, -1, 0, -1])
  }

  @Test func threadCountChangesNothing() {
    var random = SeededRandom(seed: 99)
    let squares = Shapes.squares(columns: 60, rows: 60, side: 10)
    let places = (0..<100_000).flatMap { _ in
      [Double.random(in: -20...620, using: &random).rounded(), Double.random(in: -20...620, using: &random)]
    }
    let one = SpatialJoin(places, in: PointLocator(Shapes.territories(squares), threads: 1), threads: 1)
    let many = SpatialJoin(places, in: PointLocator(Shapes.territories(squares), threads: 7), threads: 7)
    #expect(one.answers == many.answers)
  }

  @Test func emptyLayerHoldsNothing() {
    let locator = PointLocator(Shapes.territories([]))
    #expect(locator.locate(x: 0, y: 0).territory == -1)
  }

  @Test func boxesThatCoverEverythingTakeNoMemory() {
    // 20,000 equal squares would stand 20,000 times in each of 40,000 cells.
    let grid = CandidateGrid(
      Array(repeating: Envelope(minX: 0, minY: 0, maxX: 10, maxY: 10), count: 20_000))
    #expect(grid.boxes(near: Envelope(minX: 5, minY: 5, maxX: 6, maxY: 6)).count == 20_000)
    #expect(grid.boxes(near: Envelope(minX: 11, minY: 5, maxX: 12, maxY: 6)).isEmpty)
  }
}
