import Coverage
import GeoModel
import GeoNative
import TestSupport
import Testing

@testable import Studies

/// Published and computed APL on real places; figures by pandas, SciPy and pyproj.
@Suite(.enabled(if: RealData.isPresent)) struct AplOfFranceTests {
  private static let health = "cartosante-bassins-de-vie/health.csv"

  private func isClose(_ a: Double?, _ b: Double) -> Bool { a.map { abs($0 / b - 1) < 1e-9 } ?? false }

  private func published(_ column: String? = nil) throws -> AplPlaces {
    var options = AplTable.Options(path: RealData.path(Self.health))
    options.apl = column
    return try AplTable.load(options, session: LoadSession(threads: 2))
  }

  @Test func cartoSante() throws {
    var places = try published()
    #expect(places.count == 1709 && places.series[0].words.french == "APL Médecins généralistes 2023")
    #expect(places.series[0].values.count { $0 != nil } == 1705)
    #expect(places.reasons.count { $0?.french == "non disponible" } == 4)
    let session = LoadSession(threads: 2)
    var options = AplPeople.Options(path: RealData.package + "/GeoData/tables/communes.csv")
    (options.key, options.value) = ("bassin_de_vie", "population")
    try AplPeople.load(options, session: session).give(to: &places, path: options.path, session: session)
    let figures = AplJob(places, threshold: 2.5).distributions[0]
    #expect(isClose(figures.meanOfPlaces, 3.3092668621700874))
    #expect(isClose(figures.meanByPeople, 3.7527733439844755))
    #expect(figures.people == 67_743_598 && figures.peopleBelow == 4_994_238 && figures.placesBelow == 279)
    #expect(figures.deciles == [2.6, 3.1, 3.4, 3.4, 3.5, 3.8, 4.2, 4.6, 5])
    #expect(isClose(figures.lowestTenth, 2.202665627532805))
    #expect(isClose(figures.highestTenth, 5.482763847293735))
    // 49126 is a bassin of other years than the table of communes.
    #expect(figures.placesWithoutPeople == 1)
  }

  @Test func secretCellsAreNoZero() throws {
    let places = try published("Part des bénéf. en ALD dans la pop 2024")
    #expect(places.reasons.count { $0?.french == "secret" } == 157)
    #expect(places.series[0].values.count { $0 != nil } == 1552)
    #expect(places.series[0].values.allSatisfy { $0 != 0 })
  }

  @Test func maisonsDeSanteOfOccitanie() throws {
    let communes = RealData.package + "/GeoData/tables/communes.csv"
    var demand = SiteOptions(path: communes)
    demand.filter = "region=76"
    var supply = SiteOptions(path: RealData.path("finess-occitanie/etablissements_occitanie.csv"))
    supply.filter = "categetab=603"
    var access = AccessJob.Options(demand: demand, supply: supply)
    access.supplyKey = "numero_finess_etablissement"
    access.cost = .estimatedMinutes(.planar, .init(kilometresPerHour: 50, detour: 1.3))
    access.decay = try #require(DecayText.parse("apl", closure: .right))
    var options = AplComputation.Options(access: access)
    options.per = 100_000
    let session = LoadSession(threads: 4)
    let computation = try AplComputation(options, session: session)
    let membership = try MembershipLoader.load(
      communes, key: nil, by: "bassin_de_vie", session: session)
    var job = AplJob(computation.places, computation: computation, threshold: nil, membership: membership)
    #expect(!job.isStandardised)
    let balance = try #require(job.places.series[0].balance)
    #expect(balance.reachedSupply == 372 && abs(balance.relativeError) < 1e-12)
    #expect(isClose(job.distributions[0].mean, 6.117685521691389))
    let deciles = [
      1.967656654442935, 2.5013986001370725, 3.5467079303042732, 3.734278651239531, 4.583694976207832,
      5.66304706923219, 6.95040845574894, 8.812160470362974, 11.793459241265026,
    ]
    for (found, wanted) in zip(job.distributions[0].deciles, deciles) { #expect(isClose(found, wanted)) }
    let zones = try #require(job.zones)
    #expect(zones.count == 228 && zones.count { $0.isTruncated } == 35)
    let wanted = [
      "09122": 15.34571666064569, "09160": 5.189966266780828, "07334": 0.8262363921703703,
    ]
    for zone in zones {
      if let value = wanted[zone.code] { #expect(isClose(zone.series[0].mean, value)) }
    }
    job.compare(withPublished: try published(), level: .zones)
    let comparison = try #require(job.published?.comparison)
    #expect(comparison.matched.count == 193 && comparison.onlyPublished.count == 1481)
    #expect(isClose(comparison.meanDifference, 4.29134411212822))
    #expect(isClose(comparison.meanAbsoluteDifference, 5.074781974903829))
    #expect(
      comparison.largest?.code == "65295" && isClose(comparison.largest?.difference, 25.768904436509878))
    #expect(isClose(comparison.correlation, -0.2513170805641319))
  }
}
