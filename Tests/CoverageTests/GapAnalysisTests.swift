import Coverage
import GeoModel
import GeoNative
import TestSupport
import Testing

@Suite struct GapAnalysisTests {
  private static let options = GapAnalysis.Options(minimumGapSquareMetres: 0, sliverWidthMetres: 50)

  @Test func oneDiscOnOneSquare() throws {
    // A disc of 5 km in the middle of a square of 20 km: the rest is one gap of 400 km² minus the disc.
    let square = Shapes.rectangle(0, 0, 20_000, 20_000)
    let reach = Reach(places: [10_000, 10_000], metres: 5000, segments: 64)
    let analysis = try GapAnalysis(
      [square], reach: reach, populations: [4000], landOutside: nil, options: Self.options)
    let disc = reach.disc(0).area
    // Area of the regular 256-gon in a circle of 5 km.
    #expect(abs(disc - 128 * 25e6 * Double.sine(2 * .pi / 256)) < 1e-3)
    #expect(analysis.gaps.count == 1)
    #expect(abs(analysis.uncoveredSquareMetres - (4e8 - disc)) < 100)
    let population = try #require(analysis.uncoveredPopulation)
    #expect(abs(population - 4000 * (4e8 - disc) / 4e8) < 1e-9)
    // The four corners are equally far: half the diagonal.
    let farthest = try #require(analysis.gaps[0].farthest)
    #expect(abs(farthest.distanceMetres - 200_000_000.squareRoot()) < 1e-9)
  }

  @Test(arguments: [UInt64(21), 22, 23, 24]) func coveredAndGapMakeTheTerritory(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let squares = Shapes.squares(columns: 12, rows: 9, side: 3000)
    let places = (0..<16).map { _ in Double.random(in: 0...36_000, using: &random) }
    let reach = Reach(places: places, metres: 4500, segments: 32)
    let populations: [Double?] = squares.map { _ in Double(Int.random(in: 0...2000, using: &random)) }
    let analysis = try GapAnalysis(
      squares, reach: reach, populations: populations, landOutside: nil, options: Self.options)
    // Oracle: one global union and one intersection by GEOS. Gaps stand on a grid of 1 mm, hence the 10 m².
    let session = GEOSSession()
    let all = try session.union(squares)
    let covered = try session.intersection(all, with: (0..<reach.count).map { reach.disc($0) })
    #expect(abs(analysis.land.areaSquareMetres - 12 * 9 * 9e6) < 1e-3)
    #expect(abs(analysis.coveredSquareMetres - covered.area) < 10)
    #expect(abs(analysis.gaps.reduce(0) { $0 + $1.areaSquareMetres } - analysis.uncoveredSquareMetres) < 1e-3)
    let people = analysis.gaps.reduce(0) { $0 + ($1.population ?? 0) }
    #expect(abs(people - (analysis.uncoveredPopulation ?? -1)) < 1e-6)
    for gap in analysis.gaps {
      let sum = gap.territories.reduce(0) { $0 + $1.areaSquareMetres }
      #expect(abs(sum - gap.areaSquareMetres) < 10)
    }
  }

  @Test func threadCountChangesNothing() throws {
    let squares = Shapes.squares(columns: 20, rows: 20, side: 1000)
    let reach = Reach(places: [3100, 4200, 15_000, 15_500, 9000, 2000], metres: 3000, segments: 32)
    func run(_ threads: Int) throws -> GapAnalysis {
      var options = Self.options
      options.threads = threads
      return try GapAnalysis(
        squares, reach: reach, populations: squares.map { _ in 10 }, landOutside: [], options: options)
    }
    let one = try run(1)
    let many = try run(6)
    #expect(one.gaps.map(\.polygons) == many.gaps.map(\.polygons))
    #expect(one.territories.map(\.uncoveredSquareMetres) == many.territories.map(\.uncoveredSquareMetres))
  }

  @Test func sliversAndOverlapsAreToldApart() throws {
    // Two squares 10 m apart for 4 km, closed by two others: an enclosed sliver; and one overlap of 100 m.
    let squares = [
      Shapes.rectangle(0, 0, 5000, 5000), Shapes.rectangle(5010, 0, 10_000, 5000),
      Shapes.rectangle(0, -1000, 10_000, 0), Shapes.rectangle(0, 4900, 10_000, 6000),
    ]
    let union = try TerritoryUnion(squares, sliverWidthMetres: 50, threads: 2)
    #expect(union.slivers.count == 1 && union.holes.isEmpty)
    #expect(abs(union.sliverSquareMetres - 10 * 4900) < 1e-6)
    #expect(abs(union.overlapSquareMetres - 100 * 9990) < 1e-3)
    let reach = Reach(places: [100_000, 100_000], metres: 1000, segments: 32)
    let analysis = try GapAnalysis(
      squares, reach: reach, populations: [], landOutside: nil, options: Self.options)
    // The sliver is no gap and adds no area.
    #expect(analysis.gaps.count == 1)
    #expect(abs(analysis.uncoveredSquareMetres - union.areaSquareMetres) < 10)
    #expect(analysis.population == nil)
  }

  @Test func aSliverDoesNotCutAGapInTwo() throws {
    // Between two uncovered squares there is nothing but a sliver, closed at both ends by covered ones.
    let squares = [
      Shapes.rectangle(0, 0, 5000, 10_000), Shapes.rectangle(5010, 0, 10_010, 10_000),
      Shapes.rectangle(0, -20_000, 10_010, 0), Shapes.rectangle(0, 10_000, 10_010, 30_000),
    ]
    let reach = Reach(places: [5005, -15_000, 5005, 25_000], metres: 18_000, segments: 128)
    let analysis = try GapAnalysis(
      squares, reach: reach, populations: [], landOutside: nil, options: Self.options)
    #expect(analysis.land.slivers.count == 1)
    let middle = analysis.gaps.filter { $0.territories.contains { $0.index < 2 } }
    #expect(middle.count == 1 && middle.first?.polygons.polygonCount == 2)
  }

  @Test func aWideHoleIsKept() throws {
    var ring = Shapes.rectangle(0, 0, 10_000, 10_000)
    ring.coordinates += Shapes.rectangle(4000, 4000, 6000, 6000).coordinates
    ring.ringEnds.append(10)
    ring.polygonEnds = [2]
    let union = try TerritoryUnion([ring], sliverWidthMetres: 250, threads: 1)
    #expect(union.slivers.isEmpty && union.holes.count == 1 && union.areaSquareMetres == 96e6)
  }

  @Test func smallPiecesAreCountedApartButAnIslandIsKept() throws {
    let squares = [
      Shapes.rectangle(0, 0, 10_000, 10_000),
      // An island of 0.25 km², far from the site.
      Shapes.rectangle(50_000, 0, 50_500, 500),
    ]
    let reach = Reach(places: [5000, 5000], metres: 7000, segments: 64)
    var options = Self.options
    options.minimumGapSquareMetres = 1e6
    let analysis = try GapAnalysis(
      squares, reach: reach, populations: [100, 10], landOutside: nil, options: options)
    // Four corners of some 0.005 km² are left out, the island is not.
    #expect(analysis.residues.count == 4)
    #expect(analysis.gaps.count == 1 && analysis.gaps[0].territories.map(\.index) == [1])
    let total = analysis.gaps[0].areaSquareMetres + analysis.residues.areaSquareMetres
    #expect(abs(total - analysis.uncoveredSquareMetres) < 1e-6)
  }

  @Test func edgeIsWhatLiesNearLandOutside() throws {
    // A square of 10 km, no site, land outside along its east side: the strip within 2 km is the edge.
    let square = Shapes.rectangle(0, 0, 10_000, 10_000)
    let reach = Reach(places: [1e6, 1e6], metres: 2000, segments: 32)
    let outside = Shapes.rectangle(9500, 0, 20_000, 10_000)
    let analysis = try GapAnalysis(
      [square], reach: reach, populations: [1000], landOutside: [outside], options: Self.options)
    let edge = try #require(analysis.gaps[0].edgeSquareMetres)
    #expect(abs(edge - 2000 * 10_000) < 1)
    #expect(abs((analysis.territories[0].edgePopulation ?? 0) - 1000 * edge / 1e8) < 1e-9)
    let unknown = try GapAnalysis(
      [square], reach: reach, populations: [1000], landOutside: nil, options: Self.options)
    #expect(unknown.gaps[0].edgeSquareMetres == nil)
  }

  @Test func noSiteLeavesEverythingUncovered() throws {
    let analysis = try GapAnalysis(
      Shapes.squares(columns: 2, rows: 1, side: 1000), reach: Reach(places: [], metres: 1000, segments: 32),
      populations: [1, nil], landOutside: nil, options: Self.options)
    #expect(analysis.uncoveredSquareMetres == 2e6 && analysis.gaps.count == 1)
    #expect(analysis.territories.map(\.state) == [.uncovered, .uncovered])
    #expect(analysis.uncoveredPopulation == 1)
    #expect(analysis.gaps[0].farthest == nil)
  }
}
