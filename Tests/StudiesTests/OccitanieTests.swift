import Coverage
import GeoFormats
import GeoModel
import Studies
import Testing

/// The figures of Occitanie, on real communes, legal populations and FINESS.
@Suite(.enabled(if: GeoData.isPresent, "no real data beside the package"))
struct OccitanieTests {
  @Test func establishmentsAreReadAndLocated() throws {
    let sites = try Occitanie.shared.get().establishments
    #expect(sites.count == 10_007 && sites.locatedCount == 10_004 && sites.rejectedCount == 3)
    let numbers = sites.rejects.map { sites.table.columns[0][$0.row] }
    #expect(numbers == ["310037510", "310037528", "300023165"])
    #expect(try Occitanie.shared.get().houses.count == 372)
  }

  /// Longitudes and latitudes computed from Lambert-93 are those of the file.
  @Test func projectionAgreesWithTheFile() throws {
    let sites = try Occitanie.shared.get().establishments
    let longitude = try #require(sites.table.index(of: "longitude"))
    let latitude = try #require(sites.table.index(of: "latitude"))
    var worst = 0.0
    for site in 0..<sites.count where sites.isLocated(site) {
      let row = sites.rows[site]
      let x = try #require(Double(sites.table.columns[longitude][row]))
      let y = try #require(Double(sites.table.columns[latitude][row]))
      worst = max(worst, (sites.lonLat[2 * site] - x).magnitude, (sites.lonLat[2 * site + 1] - y).magnitude)
    }
    #expect(worst < 1e-7)
  }

  @Test func joinAgreesWithTheFilesOwnCodes() throws {
    let data = try Occitanie.shared.get()
    let join = try SiteAssignment(data.establishments, in: data.layer, threads: Occitanie.threads)
    #expect(join.isBalanced && join.read == 10_007 && join.rejected == 3)
    #expect(join.assigned == 10_004 && join.outside == 0 && join.ambiguous == 0)
    let own = try #require(data.establishments.table.index(of: "code_insee"))
    let agreed = (0..<data.establishments.count).count { site in
      let territory = join.territories[site]
      return territory >= 0
        && data.layer.codes[territory]
          == data.establishments.table.columns[own][data.establishments.rows[site]]
    }
    #expect(agreed == 9982)
  }

  @Test func zonesBlanchesAt15Kilometres() throws {
    let data = try Occitanie.shared.get()
    let session = LoadSession(threads: Occitanie.threads)
    let around = try EmbeddedLand.find(
      inside: Set(data.layer.codes), environment: GeoData.environment, session: session)
    let result = try data.gaps(within: 15_000, landOutside: around).result
    #expect(result.zones.map(\.crs.code) == ["EPSG:2154"])
    #expect(isWithin(0.001, result.uncoveredSquareMetres / 1e6, of: 6520))
    #expect(result.population == 6_080_731)
    #expect(isWithin(0.005, result.uncoveredPopulation, of: 139_249))
    #expect((128...134).contains(result.count(.uncovered)))
    #expect(result.count(.uncovered) + result.count(.partial) + result.count(.covered) == 4453)
    #expect(isWithin(0.00005, result.landSquareMetres / 1e6, of: 73_399.1))
    #expect(isWithin(0.01, result.overlapSquareMetres / 1e6, of: 7.7))
    #expect(result.sliverCount == 1071 && isWithin(0.01, result.sliverSquareMetres / 1e6, of: 8.0))
    // Llívia, a part of Spain.
    #expect(result.holeCount == 1 && isWithin(0.02, result.holeSquareMetres / 1e6, of: 13))
    // What real contours of the neighbouring régions give; these are drawn from points.
    #expect(isWithin(0.1, result.edgeSquareMetres.map { $0 / 1e6 }, of: 2226))
    let edgePeople = try #require(result.edgePopulation)
    #expect((0.28...0.42).contains(edgePeople / (result.uncoveredPopulation ?? 0)))
    // Nothing is lost between the whole and its objects.
    let gaps = result.gaps.reduce(0) { $0 + $1.gap.areaSquareMetres } + result.residues.areaSquareMetres
    #expect(isWithin(1e-9, gaps, of: result.uncoveredSquareMetres))
    let people =
      result.gaps.reduce(0) { $0 + ($1.gap.population ?? 0) } + (result.residues.population ?? 0)
    #expect(isWithin(1e-9, people, of: result.uncoveredPopulation ?? 0))
  }

  @Test func zonesBlanchesAt10Kilometres() throws {
    let result = try Occitanie.shared.get().gaps(within: 10_000).result
    #expect(isWithin(0.001, result.uncoveredSquareMetres / 1e6, of: 23_109))
    #expect(isWithin(0.005, result.uncoveredPopulation, of: 499_821))
    #expect((545...551).contains(result.count(.uncovered)))
    #expect(result.edgeSquareMetres == nil && result.edgePopulation == nil)
  }

  /// One commune crosses itself in its file: mended, and said.
  @Test func theInvalidCommuneIsSaid() throws {
    let warnings = try Occitanie.shared.get().warnings.filter { $0.code == "territories.repaired" }
    #expect(warnings.map(\.location.featureCode) == ["65275"])
    #expect(warnings.first?.location.file?.hasSuffix("dep65.geojson") == true)
  }

  @Test func bassinsDeVie() throws {
    let indicators = try Occitanie.shared.get().indicators(by: "BV2022")
    let bassins = indicators.rows.filter { !$0.code.isEmpty }
    let empty = indicators.withoutSite
    #expect(bassins.count == 228)
    #expect(empty.complete.count + empty.truncated.count == 69 && empty.population == 574_246)
    #expect(empty.truncated.count == 18)
    #expect(empty.complete.count == 51 && empty.completePopulation == 509_495)
    #expect(indicators.total.sites == 372 && indicators.total.population == 6_080_731)
    #expect(bassins.reduce(0) { $0 + $1.communes } == 4453)
    #expect(bassins.allSatisfy { !$0.isTruncated || $0.rank == nil })
  }

  @Test(arguments: [("12", 11.797), ("32", 3.114), ("48", 10.457)])
  func ratesOfDepartements(_ code: String, _ rate: Double) throws {
    let row = try #require(try Occitanie.shared.get().indicators(by: "DEP").rows.first { $0.code == code })
    #expect(((row.rate ?? 0) - rate).magnitude < 0.0005)
    #expect((row.lower ?? 0) < rate && rate < (row.upper ?? 0) && !row.isTruncated)
  }
}
