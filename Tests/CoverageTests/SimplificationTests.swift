import GeoModel
import GeoNative
import TestSupport
import Testing

@testable import Coverage

@Suite struct SimplificationTests {
  private let plane = MetricScale.plane(metresPerUnit: 1)

  private func simplify(
    _ polygons: [MultiPolygon], _ metres: Double, threads: Int = 2
  ) throws -> (polygons: [MultiPolygon], Simplification) {
    let result = try Simplification(
      Wiggles.column(polygons), toleranceMetres: metres, scale: plane, threads: threads)
    return ((0..<result.geometry.count).map { result.geometry.polygons(of: $0) }, result)
  }

  /// A coverage of 36 territories with wiggly borders, enclaves and islands, at several tolerances.
  @Test(arguments: [UInt64(1), 2, 3, 4], [20.0, 100, 400, 3000])
  func coverageStaysCoverage(seed: UInt64, metres: Double) throws {
    var random = SeededRandom(seed: seed)
    let before = Wiggles.coverage(columns: 6, rows: 6, side: 1000, steps: 24, random: &random)
    let (after, result) = try simplify(before, metres)
    let session = GEOSSession()
    for (index, polygons) in after.enumerated() {
      #expect(try session.invalidity(of: polygons) == nil, "territory \(index)")
      #expect(polygons.polygonCount == before[index].polygonCount, "parts of \(index)")
      #expect(polygons.ringCount == before[index].ringCount, "rings of \(index)")
      for ring in 0..<polygons.ringCount {
        let share = polygons.signedArea(ofRing: ring) / before[index].signedArea(ofRing: ring)
        #expect(share >= 0.5 && share <= 2, "ring \(ring) of \(index)")
      }
      // No border lies farther from where it was than the tolerance.
      for position in 0..<before[index].positionCount {
        #expect(polygons.distanceToOutline(from: before[index].position(position)) <= metres + 1e-9)
      }
    }
    // Borders are shared to the bit: dissolving leaves the outer outline only, with the area of the sum.
    let outline = try #require(EdgeDissolve.outline(of: after))
    #expect(outline.ringCount == EdgeDissolve.outline(of: before)?.ringCount)
    let sum = after.reduce(0) { $0 + $1.area }
    #expect(abs(outline.area / sum - 1) < 1e-12)
    #expect(abs(try session.union(after).area / sum - 1) < 1e-12)
    #expect(result.positionsAfter == after.reduce(0) { $0 + $1.positionCount })
    #expect(result.positionsAfter < result.positionsBefore)
  }

  @Test func threadsDoNotChangeTheResult() throws {
    var random = SeededRandom(seed: 9)
    let before = Wiggles.coverage(columns: 8, rows: 8, side: 1000, steps: 40, random: &random)
    #expect(try simplify(before, 150, threads: 1).polygons == simplify(before, 150, threads: 4).polygons)
  }

  @Test func straightBordersLoseTheirMiddles() throws {
    // A vertex in the middle of a straight border that two squares share.
    let left = MultiPolygon(
      coordinates: [0, 0, 10, 0, 10, 5, 10, 10, 0, 10, 0, 0], ringEnds: [6], polygonEnds: [1])
    let right = MultiPolygon(
      coordinates: [10, 0, 20, 0, 20, 10, 10, 10, 10, 5, 10, 0], ringEnds: [6], polygonEnds: [1])
    let (after, result) = try simplify([left, right], 1)
    #expect(after.map(\.positionCount) == [5, 5] && after.map(\.area) == [100, 100])
    #expect(result.arcs == 3 && result.sharedArcs == 1)
  }

  @Test func nothingVanishes() throws {
    // An island, an enclave and a lens between two borders, all far smaller than the tolerance.
    let island = Shapes.rectangle(500, 500, 501, 501)
    let enclave = Shapes.rectangle(50, 50, 51, 51)
    let hole: [Double] = [50, 50, 50, 51, 51, 51, 51, 50, 50, 50]
    let around = MultiPolygon(
      coordinates: [0, 0, 100, 0, 100, 50, 100, 100, 0, 100, 0, 0] + hole, ringEnds: [6, 11],
      polygonEnds: [2])
    let lens = MultiPolygon(
      coordinates: [100, 0, 101, 50, 100, 100, 100, 50, 100, 0], ringEnds: [5], polygonEnds: [1])
    let beside = MultiPolygon(
      coordinates: [100, 0, 200, 0, 200, 100, 100, 100, 101, 50, 100, 0], ringEnds: [6], polygonEnds: [1])
    let before = [island, enclave, around, lens, beside]
    let (after, result) = try simplify(before, 1000)
    let session = GEOSSession()
    for (old, new) in zip(before, after) {
      #expect(try session.invalidity(of: new) == nil)
      #expect(new.ringCount == old.ringCount && new.area >= old.area / 2)
    }
    #expect(abs(try session.union(after).area / after.reduce(0) { $0 + $1.area } - 1) < 1e-12)
    #expect(result.refinedArcs > 0)
  }

  @Test func aBorderDoesNotPassOverAnIsland() throws {
    // A bay of 100 m with an island in it: the coast may not be drawn straight across.
    let coast = MultiPolygon(
      coordinates: [0, 0, 400, 0, 400, 300, 250, 300, 250, 200, 150, 200, 150, 300, 0, 300, 0, 0],
      ringEnds: [9], polygonEnds: [1])
    let island = Shapes.rectangle(190, 240, 210, 260)
    let session = GEOSSession()
    let (together, _) = try simplify([coast, island], 150)
    #expect(try !session.interiorsMeet(together[0], together[1]))
    // Without the island nothing is in the way.
    let (alone, _) = try simplify([coast], 150)
    #expect(try session.interiorsMeet(alone[0], island))
  }

  @Test func overlapsOfTheInputAreNoObstacle() throws {
    // Two stars that cross each other, and a bow tie.
    var random = SeededRandom(seed: 3)
    let star = Shapes.star(corners: 200, radius: 1000, random: &random)
    var other = star
    for index in other.coordinates.indices where index.isMultiple(of: 2) { other.coordinates[index] += 333 }
    let tie = MultiPolygon(
      coordinates: [5000, 0, 6000, 1000, 6000, 0, 5500, -1, 5000, 1000, 5000, 0], ringEnds: [6],
      polygonEnds: [1])
    let (after, _) = try simplify([star, other, tie], 300)
    let session = GEOSSession()
    #expect(try session.invalidity(of: after[0]) == nil && session.invalidity(of: after[1]) == nil)
    #expect(after[0].positionCount < star.positionCount && after[2].ringCount == 1)
  }

  @Test func linesKeepTheirEndsAndPointsTheirPlace() throws {
    var layer = GeometryColumn()
    layer.append(point: Position(x: 7, y: 8))
    layer.coordinates += [0, 0, 5, 0.5, 10, 0, 10, 5, 10.2, 10]
    layer.partEnds.append(layer.coordinates.count / 2)
    layer.groupEnds.append(2)
    layer.featureEnds.append(2)
    layer.kinds.append(.lineString)
    layer.appendNone()
    let result = try Simplification(layer, toleranceMetres: 1, scale: plane, threads: 1)
    #expect(result.geometry.coordinates == [7, 8, 0, 0, 10, 0, 10.2, 10])
    #expect(result.geometry.kinds == layer.kinds)
  }

  @Test func degreesAreMeasuredInMetres() {
    for latitude in [-21.0, 0, 14, 42, 51] {
      let unit = MetricScale.degrees.metres(atY: latitude)
      let here = Position(x: 2, y: latitude)
      let east = Geodesic.distanceMetres(here, Position(x: 2.01, y: latitude))
      let north = Geodesic.distanceMetres(
        Position(x: 2, y: latitude - 0.005), Position(x: 2, y: latitude + 0.005))
      #expect(abs(unit.x * 0.01 / east - 1) < 1e-6 && abs(unit.y * 0.01 / north - 1) < 1e-6)
    }
  }
}

/// Coverages with wiggly borders.
enum Wiggles {
  static func column(_ polygons: [MultiPolygon]) -> GeometryColumn {
    var column = GeometryColumn()
    for value in polygons { column.append(polygons: value) }
    return column
  }

  /// Cells whose borders wander inside a cone at each corner, so that none meets another; every third has an enclave,
  /// which is a territory of its own, and every fourth an island.
  static func coverage(
    columns: Int, rows: Int, side: Double, steps: Int, random: inout SeededRandom
  ) -> [MultiPolygon] {
    func chain(_ x: Double, _ y: Double, isAcross: Bool) -> [Position] {
      (0...steps).map { step in
        let share = Double(step) / Double(steps)
        let reach = 0.4 * side * min(share, 1 - share)
        let off = reach > 0 ? Double.random(in: -reach...reach, using: &random) : 0
        return isAcross
          ? Position(x: x + share * side, y: y + off) : Position(x: x + off, y: y + share * side)
      }
    }
    func chains(_ columns: Int, _ rows: Int, isAcross: Bool) -> [[Position]] {
      (0..<columns * rows).map {
        chain(Double($0 % columns) * side, Double($0 / columns) * side, isAcross: isAcross)
      }
    }
    let across = chains(columns, rows + 1, isAcross: true)
    let up = chains(columns + 1, rows, isAcross: false)
    var result: [MultiPolygon] = []
    var enclaves: [MultiPolygon] = []
    for cell in 0..<columns * rows {
      let (column, row) = (cell % columns, cell / columns)
      let south = across[row * columns + column]
      let east = up[row * (columns + 1) + column + 1]
      let north = across[(row + 1) * columns + column].reversed()
      let west = up[row * (columns + 1) + column].reversed()
      let ring = south + east.dropFirst() + north.dropFirst() + west.dropFirst()
      var polygon = MultiPolygon(shell: ring)
      if cell % 3 == 0 {
        let middle = Position(x: (Double(column) + 0.5) * side, y: (Double(row) + 0.5) * side)
        let enclave = star(middle, radius: 0.05 * side, steps: steps, random: &random)
        enclaves.append(enclave)
        let reversed = MultiPolygon(
          shell: (0..<enclave.positionCount).reversed().map { enclave.position($0) })
        polygon.coordinates += reversed.coordinates
        polygon.ringEnds.append(polygon.coordinates.count / 2)
        polygon.polygonEnds = [2]
      }
      if cell % 4 == 0 {
        let away = Position(x: -2000 - Double(cell) * 500, y: Double(cell) * 300)
        polygon.append(star(away, radius: 0.03 * side, steps: steps, random: &random))
      }
      result.append(polygon)
    }
    return result + enclaves
  }

  private static func star(
    _ middle: Position, radius: Double, steps: Int, random: inout SeededRandom
  ) -> MultiPolygon {
    var ring = (0..<steps).map { step -> Position in
      let angle = 2 * Double.pi * Double(step) / Double(steps)
      let length = radius * Double.random(in: 0.5...1, using: &random)
      return Position(x: middle.x + length * Double.cosine(angle), y: middle.y + length * Double.sine(angle))
    }
    ring.append(ring[0])
    return MultiPolygon(shell: ring)
  }
}
