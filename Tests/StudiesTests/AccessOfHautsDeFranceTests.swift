import Coverage
import GeoModel
import GeoNative
import TestSupport
import Testing

@testable import Studies

/// Emergency departments within 30 km of the communes of the Hauts-de-France, with the rest of France as neighbours.
///
/// The figures are those of SciPy's k-d tree and pandas on the same tables in Lambert-93.
@Suite struct AccessOfHautsDeFranceTests {
  private static let communes = RealData.package + "/GeoData/tables/communes.csv"

  private func options(where filter: String? = nil) -> AccessJob.Options {
    var options = AccessJob.Options(
      demand: SiteOptions(path: Self.communes),
      supply: SiteOptions(path: RealData.package + "/GeoData/tables/urgences-france.csv"))
    (options.demand.filter, options.supply.filter) = (filter, filter)
    options.supplyKey = "finess"
    options.limit = 30_000
    return options
  }

  private func levels(
    _ job: AccessJob, _ study: AccessStudy?, _ session: LoadSession
  ) throws -> AccessLevels {
    let membership = try MembershipLoader.load(
      Self.communes, key: "code", by: "bassin_de_vie", session: session)
    return AccessLevels(
      job, AccessTerritories(job, study: study, membership: membership),
      alone: try study?.accessAlone(job, threads: session.threads),
      edge: try AccessEdge(
        job, study: study, environment: ["MAILLAGE_GEODATA": RealData.package + "/GeoData"],
        session: session),
      classes: .fixed(Self.quintiles))
  }

  /// A fifth of the people each, found with pandas.
  private static let quintiles = [
    0.5226756036394017, 0.7231978951394911, 0.8698165437835994, 0.9734638770262656,
  ]

  @Test func oneRegionWithItsNeighbours() throws {
    var ways: [AccessAlternative] = []
    for limit in [20_000.0, 40_000] {
      var options = options()
      options.limit = limit
      ways.append(AccessAlternative("within=\(Int(limit / 1000))km", options))
    }
    // A session reads a table once.
    let session = LoadSession(threads: 4)
    let sensitivity = try AccessSensitivity(options(), ways, session: session)
    let job = sensitivity.base
    let study = try AccessStudy("region=32", supply: nil, in: job, threads: 4)
    #expect(study.places.count == 3788 && study.supplies.count == 49)
    // The nearest commune says of every department what its own column says.
    let told = try AccessStudy("region=32", supply: "region=32", in: job, threads: 4)
    #expect(told.supplies == study.supplies)
    let levels = try levels(job, study, session)
    #expect(levels.peopleAtEdge?.near == 1_055_127)
    #expect(levels.edge?.placesBeyondRing == 0)
    #expect(levels.figures.count == 154)
    let alone = try #require(levels.accessAlone)
    func mean(_ access: [Double?]) -> Double {
      (AccessTotals(access, levels.territories.populations, job.options.method).mean ?? 0) * 100_000
    }
    #expect(abs(mean(study.places.map { job.model.access[$0] }) - 0.8215523301221245) < 1e-12)
    #expect(abs(mean(alone) - 0.8168142377722909) < 1e-12)
    #expect(levels.classes?.inner == Self.quintiles)
    #expect(try #require(levels.changesAlone).up == (14, 260_278))
    #expect(try #require(levels.changesAlone).down == (19, 321_027))
    let others = sensitivity.variants.compactMap { levels.changes(to: levels.figures(of: $0)) }
    #expect(others.map(\.up.people) == [1_575_387, 1_198_581])
    #expect(others.map(\.down.people) == [1_578_379, 1_905_206])
    #expect(others.map(\.up.territories) == [40, 39] && others.map(\.down.territories) == [49, 62])

    // Without the ring: the access of the filtered tables, to the bit.
    let own = try AccessJob(options(where: "region=32"), session: session)
    #expect(own.model.access.map { $0?.bitPattern } == alone.map { $0?.bitPattern })
    // And a way: its own run, to the bit.
    let narrow = try AccessJob(ways[0].options, session: session)
    #expect(
      narrow.model.access.map { $0?.bitPattern } == sensitivity.variants[0].access.map { $0?.bitPattern })
    #expect(narrow.costs.pairCount == sensitivity.variants[0].pairCount)
    // The same bytes on one thread.
    let single = try self.levels(job, study, LoadSession(threads: 1))
    #expect(AccessLevelTable(levels, of: job).csv() == AccessLevelTable(single, of: job).csv())
  }

  @Test func withoutNeighboursTheEdgeIsThatOfTheMissingCommunes() throws {
    let session = LoadSession(threads: 4)
    let job = try AccessJob(options(where: "region=32"), session: session)
    let levels = try levels(job, nil, session)
    #expect(levels.edge?.source == .communes)
    // The ring holds supplies too, each in a commune that is in the ring: the people near the edge are the same.
    #expect(levels.peopleAtEdge?.near == 1_055_127)
    // All France has no commune missing: nobody is near an edge, whatever lies beyond the border.
    let all = try AccessJob(options(), session: session)
    let edge = try AccessEdge(
      all, study: nil, environment: ["MAILLAGE_GEODATA": RealData.package + "/GeoData"],
      session: session)
    #expect(edge.source == .communes && !edge.isNear.contains(true))
  }

  @Test func aRingMayEndTooNear() throws {
    // The départements of the region and those to its west: those to its south and east are missing.
    let session = LoadSession(threads: 4)
    let job = try AccessJob(
      options(where: "departement in (02, 27, 59, 60, 62, 76, 80)"), session: session)
    let study = try AccessStudy("region=32", supply: nil, in: job, threads: 4)
    let levels = try levels(job, study, session)
    // SciPy: people within 30 km of a place of the ring, and places within 60 km of a commune that it lacks.
    #expect(levels.peopleAtEdge?.near == 327_374)
    #expect(levels.edge?.placesBeyondRing == 1593)
  }
}
