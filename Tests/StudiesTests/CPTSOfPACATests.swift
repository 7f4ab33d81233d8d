import Coverage
import GeoModel
import Studies
import Testing

/// Seven CPTS of PACA by the communes that they list, two of them by arrondissements of Marseille.
///
/// Expected figures were counted apart, from the sample, the communes of the six files and the legal populations:
/// 946 communes, of which 127 listed by one CPTS, none by several, Marseille in part (five of its sixteen
/// arrondissements, 248,910 inhabitants).
@Suite(.enabled(if: GeoData.isPresent, "no real data beside the package"))
struct CPTSOfPACATests {
  private static let loaded = Loaded { () throws(Diagnostic) in try load() }

  private static func load() throws(Diagnostic) -> MembershipJob {
    let session = LoadSession(threads: 4)
    let layer = try TerritoryLoader.load(
      GeoData.communes(["04", "05", "06", "13", "83", "84"]), session: session)
    let populations = try PopulationLoader.load(
      GeoData.populations, key: "COM", value: "PMUN", session: session)
    let listings = try CoverageMembershipLoader.load(
      CoverageMembershipLoader.Options(
        path: GeoData.path("cpts-paca-sample/cpts-communes.csv"), key: "commune", by: "cpts"),
      session: session)
    return try MembershipJob(
      layer, zones: try PlaneZones.make(layer, workCRS: nil, threads: 4), listings: listings,
      populations: PopulationJoin.join(populations, layer, path: GeoData.populations, session: session),
      partPopulations: populations.byCode, sliverWidthMetres: 250, threads: 4)
  }

  @Test func communes() throws {
    let coverage = try Self.loaded.get().coverage
    #expect(coverage.communes.count == 946)
    #expect(coverage.count(.none) == 818 && coverage.count(.one) == 127)
    #expect(coverage.count(.several) == 0 && coverage.count(.partial) == 1)
    #expect(coverage.unmatched.isEmpty && coverage.repeated == 0)
    let marseille = try #require(coverage.communes.first { $0.state == .partial })
    #expect(marseille.coverages == ["CPTS Actes Santé", "CPTS Activ Santé (Marseille 4-5)"])
    #expect(marseille.people?.one == 248_910 && marseille.people?.none == 877_215 - 248_910)
  }

  @Test func people() throws {
    let people = try #require(try Self.loaded.get().coverage.people)
    #expect(people.none == 4_502_206 && people.one == 668_106 && people.several == 0)
    #expect(people.none + people.one + people.several == 5_170_312)
  }

  /// Gaps are made of whole communes, each in one gap.
  @Test func gapsHoldEveryUnlistedCommuneOnce() throws {
    let job = try Self.loaded.get()
    let gaps = job.objects.filter { $0.state == .none }
    #expect(gaps.count == job.objects.count && !gaps.isEmpty)
    let members = gaps.flatMap(\.communes)
    #expect(members.count == 818 && Set(members).count == 818)
    #expect(gaps.reduce(0) { $0 + ($1.population ?? 0) } == 3_873_901)
  }
}
