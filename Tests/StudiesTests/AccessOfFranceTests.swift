import Coverage
import GeoModel
import GeoNative
import TestSupport
import Testing

@testable import Studies

/// Access of all communes to the hospitals of France, by bassin de vie.
@Suite struct AccessOfFranceTests {
  @Test(.enabled(if: RealData.isPresent))
  func hospitalsByBassinDeVie() throws {
    var options = AccessJob.Options(
      demand: SiteOptions(path: RealData.package + "/GeoData/tables/communes.csv"),
      supply: SiteOptions(path: RealData.path("hospitals-eurostat-2020/FR.csv")))
    options.supplyKey = "id"
    options.method = .enhanced
    options.decay = .linear(limit: 30_000)
    let job = try AccessJob(options, session: LoadSession(threads: 4))
    #expect(job.supply.count == 5368)
    let balance = try #require(job.balance)
    // All but two reach somebody; they are in Saint-Pierre-et-Miquelon, which has no commune in the table.
    #expect(balance.unreached.map { job.supply.keys[$0] } == ["970500013", "970500039"])
    #expect(abs(balance.relativeError) < 1e-12)

    let table = job.demand.sites.table
    let level = try #require(table.index(of: "bassin_de_vie"))
    var sums: [String: (people: Double, supply: Double)] = [:]
    for index in 0..<job.demand.count {
      guard let access = job.model.access[index], let people = job.demand.figures[index] else { continue }
      let code = table.columns[level][job.demand.sites.rows[index]]
      let sum = sums[code] ?? (0, 0)
      sums[code] = (sum.people + people, sum.supply + people * access)
    }
    // A mean weighted by inhabitants keeps the total: Σ P × mean = hospitals in reach.
    let total = sums.values.reduce(0) { $0 + $1.supply }
    #expect(abs(total / 5366 - 1) < 1e-9)
    let ranked = sums.map { (code: $0.key, per100k: $0.value.supply / $0.value.people * 100_000) }
      .sorted { $0.per100k < $1.per100k }
    #expect(ranked.count == 1707)
    // Mayotte, Lacanau, Guyane (Kourou, Saint-Laurent), valleys of the Pyrénées (Laruns, Luz), Corse (Penta-di-Casinca),
    // the Haut-Doubs, the Camargue: one hospital for many people, or places far from every town.
    #expect(
      ranked.prefix(10).map(\.code) == [
        "97608", "97611", "33214", "97304", "64320", "97311", "2B207", "65295", "25356", "13096",
      ])
  }
}
