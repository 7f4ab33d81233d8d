import GeoModel
import GeoNative
import TestSupport
import Testing

@testable import Coverage

@Suite struct FarthestPlaceTests {
  @Test(arguments: [UInt64(1), 2, 3, 4, 5, 6]) func nothingIsFartherOnAFineGrid(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let star = Shapes.star(corners: 23, radius: 10_000, random: &random)
    let places = (0..<2 * Int(seed) * 3).map { _ in Double.random(in: -12_000...12_000, using: &random) }
    let sites = NearestSites(places)
    let vertices = try VoronoiVertices.of(places, around: star.envelope)
    let found = try #require(
      FarthestPlace.find(in: star, sites: sites, places: places, voronoiVertices: vertices))
    // The place itself has that distance and lies in the closed polygon.
    let nearest = try #require(sites.nearest(x: found.place.x, y: found.place.y))
    #expect(nearest.index == found.site && nearest.distance == found.distanceMetres)
    let locator = PointLocator(Shapes.territories([star]))
    var best = 0.0
    for row in -100...100 {
      for column in -100...100 {
        let (x, y) = (Double(column) * 100, Double(row) * 100)
        guard locator.locate(x: x, y: y).territory >= 0 else { continue }
        best = max(best, sites.nearest(x: x, y: y)?.distance ?? 0)
      }
    }
    #expect(best <= found.distanceMetres + 1e-6, "seed \(seed)")
    // No point of the grid is more than 71 m from its neighbour: the maximum cannot be much larger.
    #expect(found.distanceMetres - best < 150)
  }

  @Test func coveredTerritoryIsSurelyCoveredOnlyWhereGEOSAgrees() throws {
    var random = SeededRandom(seed: 77)
    let session = GEOSSession()
    var sure = 0
    for _ in 0..<400 {
      let star = Shapes.star(corners: 12, radius: 3000, random: &random)
      let places = (0..<14).map { _ in Double.random(in: -5000...5000, using: &random) }
      let reach = Reach(places: places, metres: 3500, segments: 32)
      let isCovered = try session.difference(star, minus: (0..<7).map { reach.disc($0) }).isEmpty
      let isSure = reach.isSurelyCovered(star, by: Array(0..<7))
      if isSure { sure += 1 }
      #expect(!isSure || isCovered)
    }
    #expect(sure > 20)
  }
}
