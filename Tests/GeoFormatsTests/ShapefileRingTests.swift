import GeoFormats
import GeoModel
import TestSupport
import Testing

/// Which rings are shells and which are holes, whatever their order and winding.
@Suite struct ShapefileRingTests {
  /// Clockwise, as shells are in a shapefile.
  private func square(_ x: Double, _ y: Double, _ side: Double) -> [Double] {
    [x, y, x, y + side, x + side, y + side, x + side, y, x, y]
  }

  private func turned(_ ring: [Double]) -> [Double] {
    stride(from: ring.count - 2, through: 0, by: -2).flatMap { [ring[$0], ring[$0 + 1]] }
  }

  private func polygons(_ rings: [[Double]]) throws -> (MultiPolygon, [String]) {
    var shapes = SampleShapes()
    shapes.records = [SampleShapes.parts(5, rings)]
    let read = try readShapes(shapes.shp)
    let codes = read.warningCodes.filter { $0 != "shapefile.no-table" }
    return (read.layer.geometry.polygons(of: 0), codes)
  }

  @Test func holesInAnyOrderAndWinding() throws {
    let shell = square(0, 0, 10)
    let hole = turned(square(2, 2, 3))
    for rings in [
      [shell, hole], [hole, shell], [shell, turned(hole)], [turned(shell), turned(hole)],
      [turned(shell), hole],
      [turned(hole), turned(shell)],
    ] {
      let (found, codes) = try polygons(rings)
      #expect(found.polygonCount == 1 && found.ringCount == 2 && found.area == 91)
      #expect(abs(found.signedArea(ofRing: 0)) == 100)
      let isByTheRule = rings == [shell, hole] || rings == [hole, shell]
      #expect(codes == (isByTheRule ? [] : ["shapefile.winding"]))
    }
  }

  @Test func anIslandInALake() throws {
    let rings = [
      square(3, 3, 2), turned(square(1, 1, 8)), square(0, 0, 10), square(20, 0, 5), turned(square(21, 1, 1)),
    ]
    for seed in 0..<20 {
      var generator = SeededRandom(seed: UInt64(seed))
      let mixed = rings.shuffled(using: &generator).map { Bool.random(using: &generator) ? turned($0) : $0 }
      let (found, _) = try polygons(mixed)
      #expect(found.polygonCount == 3 && found.ringCount == 5, "seed \(seed)")
      // 100 − 64 + 4 + 25 − 1.
      #expect(found.area == 64, "seed \(seed)")
    }
    #expect(try polygons(rings).1.isEmpty)
  }

  @Test func ringsThatTouch() throws {
    // A hole that touches its shell in one position, and one that follows its edge.
    let shell = square(0, 0, 10)
    let corner = turned([0, 0, 3, 6, 6, 3, 0, 0])
    #expect(try polygons([corner, shell]).0.ringCount == 2)
    #expect(try polygons([corner, shell]).0.polygonCount == 1)
    let along = turned([0, 2, 0, 4, 3, 3, 0, 2])
    #expect(try polygons([shell, along]).0.polygonCount == 1)
    // Neighbours share an edge and stay two.
    #expect(try polygons([shell, square(10, 0, 10)]).0.polygonCount == 2)
    // One line twice: by winding.
    #expect(try polygons([shell, turned(shell)]).0.area == 0)
    #expect(try polygons([shell, shell]).0.polygonCount == 2)
  }

  @Test func openAndShortRings() throws {
    let (found, codes) = try polygons([
      Array(square(0, 0, 10).dropLast(2)), [1, 1, 2, 2], [], square(20, 0, 1),
    ])
    #expect(found.area == 101 && found.polygonCount == 2)
    #expect(codes == ["shapefile.ring-open", "shapefile.part-short"])
    #expect(found.coordinates.prefix(2) == found.coordinates[8..<10])
    #expect(try polygons([[0, 0, 1, 1, 0, 0]]).1 == ["shapefile.part-short", "shapefile.empty-geometry"])
  }

  /// A grid of squares with a hole each, in any order: the areas come out.
  @Test func manyRings() throws {
    var generator = SeededRandom(seed: 11)
    var rings: [[Double]] = []
    for row in 0..<30 {
      for place in 0..<30 {
        rings.append(square(Double(place) * 10, Double(row) * 10, 10))
        rings.append(turned(square(Double(place) * 10 + 2, Double(row) * 10 + 2, 4)))
      }
    }
    rings.shuffle(using: &generator)
    let (found, codes) = try polygons(rings)
    #expect(found.polygonCount == 900 && found.ringCount == 1_800 && found.area == 900 * 84)
    #expect(codes.isEmpty)
  }
}
