import Coverage
import GeoModel
import Testing

@Suite struct MembershipCoverageTests {
  private typealias Listing = MembershipCoverage.Listing

  @Test func noneOneAndSeveral() {
    let coverage = MembershipCoverage(
      codes: ["a", "b", "c", "d"], populations: [10, 20, 30, nil],
      listings: [
        Listing(coverage: "X", commune: "b"), Listing(coverage: "X", commune: "c"),
        Listing(coverage: "Y", commune: "c"), Listing(coverage: "Y", commune: "c"),
        Listing(coverage: "Y", commune: "z"), Listing(coverage: "X", commune: "d"),
      ], partPopulations: [:])
    #expect(coverage.communes.map(\.state) == [.none, .one, .several, .one])
    #expect(coverage.communes[2].coverages == ["X", "Y"])
    #expect(coverage.unmatched.map(\.commune) == ["z"])
    #expect(coverage.repeated == 1)
    #expect(coverage.people?.none == 10 && coverage.people?.one == 20 && coverage.people?.several == 30)
    #expect(coverage.communes[3].people == nil)
  }

  @Test func partsOfACommuneCountByPart() {
    // A city of 100 with three parts of 30, 30 and 40; X lists the first, X and Y the second.
    let parts = ["p1": 30.0, "p2": 30.0, "p3": 40.0]
    func coverage(_ listings: [Listing]) -> MembershipCoverage {
      MembershipCoverage(codes: ["city"], populations: [100], listings: listings, partPopulations: parts)
    }
    let partial = coverage([Listing(coverage: "X", commune: "city", part: "p1")])
    #expect(partial.communes[0].state == .partial)
    #expect(partial.people?.none == 70 && partial.people?.one == 30 && partial.people?.several == 0)
    let overlap = coverage([
      Listing(coverage: "X", commune: "city", part: "p1"),
      Listing(coverage: "X", commune: "city", part: "p2"),
      Listing(coverage: "Y", commune: "city", part: "p2"),
    ])
    #expect(overlap.communes[0].state == .several)
    #expect(overlap.people?.none == 40 && overlap.people?.one == 30 && overlap.people?.several == 30)
    // Two of them in different parts do not overlap.
    let apart = coverage([
      Listing(coverage: "X", commune: "city", part: "p1"),
      Listing(coverage: "Y", commune: "city", part: "p3"),
    ])
    #expect(apart.communes[0].state == .partial && apart.people?.one == 70)
    let unknown = coverage([Listing(coverage: "X", commune: "city", part: "p9")])
    #expect(unknown.communes[0].people == nil)
  }

  @Test func connectedGroupsAreFoundAcrossSlivers() throws {
    let squares = [
      Shapes.rectangle(0, 0, 1000, 1000), Shapes.rectangle(1000, 0, 2000, 1000),
      Shapes.rectangle(5000, 0, 6000, 1000), Shapes.rectangle(6000.005, 0, 7000, 1000),
    ]
    let groups = try ConnectedGroups.of(squares, sliverWidthMetres: 50, threads: 3)
    #expect(groups.map(\.members) == [[0, 1], [2, 3]])
    #expect(abs(groups[0].polygons.area - 2e6) < 1 && groups[0].polygons.polygonCount == 1)
  }

  @Test func twoPlaneZonesMakeOneResult() throws {
    let squares = Shapes.squares(columns: 2, rows: 1, side: 5000)
    func analysis(_ site: Double) throws -> GapAnalysis {
      try GapAnalysis(
        squares, reach: Reach(places: [site, 2500], metres: 3000, segments: 64), populations: [100, 300],
        landOutside: nil, options: .init(minimumGapSquareMetres: 0))
    }
    let zones = [
      PlaneZone(crs: .lambert93, members: [0, 3], polygons: squares, repairs: []),
      PlaneZone(crs: CRS("EPSG:2975"), members: [1, 2], polygons: squares, repairs: []),
    ]
    let analyses = [try analysis(2500), try analysis(7500)]
    let result = CoverageResult(zones: zones, analyses: analyses, count: 4)
    #expect(result.territories.map(\.population) == [100, 100, 300, 300])
    #expect(result.territories[3].state == .partial && result.population == 800)
    #expect(result.landSquareMetres == 1e8)
    #expect(result.gaps.allSatisfy { $0.gap.territories.allSatisfy { $0.index < 4 } })
    let people = result.gaps.map { $0.gap.population ?? 0 }
    #expect(people == people.sorted(by: >))
    #expect(abs(people.reduce(0, +) - (result.uncoveredPopulation ?? 0)) < 1e-6)
    // The second zone's gaps are told by the layer's indices.
    #expect(
      result.gaps.filter { $0.zone == 1 }.allSatisfy {
        $0.gap.territories.allSatisfy { [1, 2].contains($0.index) }
      })
  }
}
