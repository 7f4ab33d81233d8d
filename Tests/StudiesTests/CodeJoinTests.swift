import Coverage
import GeoModel
import TestSupport
import Testing

@testable import Studies

/// Tables joined by code: what meets, what does not, and what to try.
@Suite struct CodeJoinTests {
  private func layer(_ codes: [String]) -> LoadedTerritories {
    LoadedTerritories(
      geometry: GeometryColumn(), owners: [], codes: codes, names: codes.map { _ in nil }, crs: .wgs84,
      source: "layer.geojson")
  }

  private func session() -> LoadSession { LoadSession(threads: 1, environment: GeoData.environment) }

  @Test func whatMeetsAndWhatDoesNotAddUp() {
    let match = KeyMatch(keys: ["b", "c", "b", "d"], territories: ["a", "b"])
    #expect(match.keyCount == 3 && match.territoryCount == 2 && match.matched == 1)
    #expect(match.withoutTerritory == ["c", "d"])
    #expect(match.withoutKey == ["a"])
    #expect(match.keyCount == match.matched + match.withoutTerritory.count)
  }

  @Test func bothSidesAreSaidAndKept() {
    let session = session()
    let people = PopulationJoin.join(
      Populations(byCode: ["01001": 5, "01002": 6, "99999": 7]), layer(["01001", "01002"]), path: "p.csv",
      session: session)
    #expect(people == [5, 6])
    #expect(session.warnings.isEmpty)
    #expect(session.joins.map(\.match.withoutTerritory) == [["99999"]])
    #expect(
      session.notes.map(\.english) == [
        "p.csv: 3 codes; 2 of 2 territories matched; codes without a territory: 1 (99999)"
      ])
  }

  @Test func lostZerosAreNamed() {
    let session = session()
    _ = PopulationJoin.join(
      Populations(byCode: ["1001": 5]), layer(["01001"]), path: "p.csv", session: session)
    #expect(session.warnings.first?.code == "population.no-match")
    #expect(session.warnings.first?.hint?.english.contains("leading zeros") == true)
  }

  @Test func codesOfAnotherYearAreNamedWithTheCommand() throws {
    let history = try CogFactsTests.facts.get().history
    let session = session()
    let table = history.codes(in: 2018).filter { $0.hasPrefix("49") }
    let communes = history.codes(in: 2024).filter { $0.hasPrefix("49") || $0.hasPrefix("85") }
    let people = Dictionary(uniqueKeysWithValues: table.map { ($0, 1.0) })
    _ = PopulationJoin.join(Populations(byCode: people), layer(communes), path: "p.csv", session: session)
    let hint = try #require(session.warnings.first?.hint?.english)
    #expect(hint.hasSuffix("maillage cog p.csv --from 2018 --to 2024"), "\(hint)")
  }

  @Test func arrondissementsMunicipauxMeetTheirCommune() {
    let session = session()
    let people = Dictionary(uniqueKeysWithValues: (75_101...75_120).map { (String($0), 1.0) })
    var populations = Populations(byCode: people)
    populations.byCode["75056"] = 20
    _ = PopulationJoin.join(populations, layer(["75056"]), path: "p.csv", session: session)
    #expect(session.joins.first?.match.withoutTerritory.isEmpty == true)
    #expect(session.joins.first?.match.keyCount == 1)
  }

  @Test func aLevelSaysItsCommunesInNoTerritory() {
    let session = session()
    let membership = Membership(
      level: "EPCI", levelOf: ["01001": "A", "01002": "B"], unassigned: ["01003"])
    MembershipJoin.report(membership, layer(["01001", "01003"]), path: "m.csv", session: session)
    #expect(session.joins.first?.match.withoutKey.isEmpty == true)
    #expect(session.joins.first?.match.withoutTerritory == ["01002"])
    #expect(session.warnings.map(\.found) == ["01003"])
  }

  @Test func populationsAreSummedByNewCode() throws {
    let session = session()
    let carrying = try CodeCarrying(from: 2024, to: 2025, session: session)
    let carried = try carrying.populations(
      Populations(byCode: ["93059": 30, "93066": 100, "49069": 7, "75101": 4, "A": 1]), path: "p.csv",
      session: session)
    #expect(carried.byCode == ["93066": 130, "49126": 7, "75101": 4, "A": 1])
    let refused = #expect(throws: Diagnostic.self) {
      try carrying.populations(Populations(byCode: ["15141": 1577]), path: "p.csv", session: session)
    }
    #expect(refused?.code == "cog.split-without-weights")
    #expect(throws: Diagnostic.self) { try CodeCarrying(from: 2011, to: 2024, session: session) }
  }

  @Test func levelsFollowTheirCommunes() throws {
    let session = session()
    let carrying = try CodeCarrying(
      from: 2024, territories: layer(try CogFactsTests.facts.get().history.codes(in: 2025)), session: session)
    let carried = carrying.membership(
      Membership(
        level: "epci",
        levelOf: [
          "15141": "HT", "93059": "A", "93066": "A", "59006": "A", "59070": "B", "01001": "C",
        ]), path: "m.csv", session: session)
    #expect(
      carried.levelOf == [
        "15031": "HT", "15035": "HT", "15047": "HT", "15141": "HT", "15171": "HT", "93066": "A",
        "01001": "C",
      ])
    #expect(carried.unassigned == ["59006"])
    #expect(session.warnings.map(\.code) == ["cog.two-levels"])
    let listings = carrying.listings(
      [.init(coverage: "CPTS", commune: "93059"), .init(coverage: "CPTS", commune: "15141")], path: "c.csv",
      session: session)
    #expect(listings.map(\.commune) == ["93066", "15031", "15035", "15047", "15141", "15171"])
  }
}
