import GeoModel
import GeoNative
import TestSupport
import Testing

@testable import Coverage

@Suite struct DissolveTests {
  private func dissolve(_ squares: [MultiPolygon], _ levelOf: [String?], width: Double = 50) throws
    -> Dissolve
  {
    try Dissolve(
      Shapes.territories(squares), levelOf: levelOf, names: ["r": "Ring"], sliverWidthMetres: width,
      threads: 2)
  }

  @Test func sharedEdgesCancel() throws {
    let outline = try #require(EdgeDissolve.outline(of: Shapes.squares(columns: 4, rows: 3, side: 10)))
    #expect(outline.polygonCount == 1 && outline.ringCount == 1 && outline.area == 1200)
    // Nothing is computed: the corners on the outline stay, those inside vanish.
    #expect(outline.positionCount == 15)
    #expect(outline.signedArea(ofRing: 0) > 0)
  }

  @Test func windingOfTheInputDoesNotMatter() throws {
    let squares = Shapes.squares(columns: 3, rows: 3, side: 10).enumerated().map { index, square in
      index.isMultiple(of: 2)
        ? square
        : MultiPolygon(shell: square.positions(ofRing: 0).reversed().map { square.position($0) })
    }
    #expect(EdgeDissolve.outline(of: squares)?.area == 900)
  }

  @Test func holesAndTouchingCorners() throws {
    // A ring of eight squares round a hole.
    var ring = Shapes.squares(columns: 3, rows: 3, side: 10)
    ring.remove(at: 4)
    let around = try #require(EdgeDissolve.outline(of: ring))
    #expect(around.polygonCount == 1 && around.ringCount == 2 && around.area == 800)
    // Two squares that meet at a corner are two polygons.
    let corner = try #require(
      EdgeDissolve.outline(of: [Shapes.rectangle(0, 0, 10, 10), Shapes.rectangle(10, 10, 20, 20)]))
    #expect(corner.polygonCount == 2 && corner.area == 200)
    // A hole that touches the shell at a corner, and two holes that touch each other.
    let session = GEOSSession()
    for missing in [[0], [5, 10], [1, 4], [5, 6, 9], [5, 10, 3]] {
      let squares = Shapes.squares(columns: 4, rows: 4, side: 10).enumerated()
        .filter { !missing.contains($0.offset) }.map(\.element)
      let outline = try #require(EdgeDissolve.outline(of: squares))
      #expect(try session.invalidity(of: outline) == nil, "without \(missing)")
      #expect(outline.area == Double(squares.count) * 100)
      #expect(try session.union(squares).polygonCount == outline.polygonCount, "without \(missing)")
    }
  }

  @Test(arguments: [UInt64(1), 2, 3, 4, 5]) func agreesWithGEOSOnRandomLevels(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let squares = Shapes.squares(columns: 15, rows: 15, side: 10)
    let levelOf = squares.map { _ in String(Int.random(in: 0..<4, using: &random)) }
    let levels = try dissolve(squares, levelOf, width: 0)
    let session = GEOSSession()
    #expect(levels.unitedByGEOS.isEmpty && levels.filledHoles.isEmpty)
    for (index, code) in levels.territories.codes.enumerated() {
      let members = squares.indices.filter { levelOf[$0] == code }.map { squares[$0] }
      let union = try session.union(members)
      let outline = levels.territories.polygons[index]
      #expect(try session.invalidity(of: outline) == nil)
      #expect(outline.area == union.area && outline.polygonCount == union.polygonCount)
      #expect(outline.ringCount == union.ringCount)
      #expect(try session.difference(outline, minus: [union]).isEmpty)
    }
  }

  @Test func slivers() throws {
    // Two squares 10 m short of each other in a ring round a hole of 1 km.
    var squares = Shapes.squares(columns: 3, rows: 3, side: 1000)
    squares.remove(at: 4)
    squares.append(Shapes.rectangle(10_000, 0, 11_000, 1000))
    let levelOf: [String?] = Array(repeating: "r", count: 8) + [nil]
    let levels = try dissolve(squares, levelOf)
    #expect(levels.territories.codes == ["r"] && levels.territories.names == ["Ring"])
    #expect(levels.territories.polygons[0].ringCount == 2 && levels.territories.polygons[0].area == 8e6)
    let filled = try dissolve(squares, levelOf, width: 600)
    #expect(filled.territories.polygons[0].ringCount == 1 && filled.territories.polygons[0].area == 9e6)
    #expect(filled.filledHoles.map(\.areaSquareMetres) == [1e6])
  }

  @Test func anotherTerritoryInAHoleIsNotCovered() throws {
    // The square in the middle is another territory: its hole stays, however wide the slivers may be.
    let squares = Shapes.squares(columns: 3, rows: 3, side: 100)
    let levels = try dissolve(squares, squares.indices.map { $0 == 4 ? "b" : "a" }, width: 1000)
    #expect(levels.territories.polygons.map(\.area) == [80_000, 10_000])
    #expect(levels.filledHoles.isEmpty)
  }

  @Test func overlapsGoToGEOS() throws {
    let levels = try dissolve(
      [Shapes.rectangle(0, 0, 10, 10), Shapes.rectangle(5, 0, 15, 10), Shapes.rectangle(20, 0, 30, 10)],
      ["a", "a", "b"])
    #expect(levels.unitedByGEOS == ["a"])
    #expect(levels.territories.polygons.map(\.area) == [150, 100])
  }

  @Test func equalPolygonsOverlap() throws {
    let square = Shapes.rectangle(0, 0, 10, 10)
    #expect(EdgeDissolve.outline(of: [square, square]) == nil)
    let levels = try dissolve([square, square], ["a", "a"])
    #expect(levels.territories.polygons[0].area == 100)
  }
}

@Suite struct SliverFillTests {
  @Test func sliversGoToTheLowestCodeThatTheyTouch() throws {
    // Two squares 10 m apart, closed by two others: the strip between them belongs to nobody.
    var territories = Shapes.territories([
      Shapes.rectangle(0, 0, 5000, 5000), Shapes.rectangle(5010, 0, 10_000, 5000),
      Shapes.rectangle(0, -1000, 10_000, 0), Shapes.rectangle(0, 5000, 10_000, 6000),
    ])
    let before = try TerritoryUnion(territories.polygons, sliverWidthMetres: 50, threads: 1)
    #expect(before.slivers.count == 1)
    let filled = try SliverFill.fill(&territories, slivers: before.slivers, threads: 2)
    #expect(filled.map(\.code) == ["100"] && filled.map(\.areaSquareMetres) == [50_000])
    #expect(territories.polygons[0].area == 25_050_000)
    let after = try TerritoryUnion(territories.polygons, sliverWidthMetres: 50, threads: 1)
    #expect(after.slivers.isEmpty && after.overlapSquareMetres < 1e-3)
  }
}
