import Coverage
import GeoModel
import Studies
import Testing

/// Four communes of 100, 200, 300 and 400 people; zone N has the first three, S the last and one outside the data.
@Suite struct StandardisationJobTests {
  private let session = AgeTableTests.session(
    FourSquares.files.merging([
      "m/ages.csv": "code,0-64,65+\n18001,80,20\n18002,120,80\n18003,200,100\n18004,250,150\n",
      "m/ages-zones.csv": "zone,0-64,65+\nN,400,200\nS,500,300\n",
      "m/deces.csv": "code,0-64,65+\n18001,1,2\n18002,0,3\n18003,2,2\n18004,1,9\n75056,4,4\n",
    ]) { $1 })

  private struct Loaded {
    var layer: LoadedTerritories
    var zones: Membership
    var populations: [Double?]
    var events: AgeTable
    var job: IndicatorJob
  }

  private func load(secret: Int? = nil) throws -> Loaded {
    let layer = try TerritoryLoader.load(
      TerritoryOptions(paths: ["m/carres.geojson"], key: "code"), session: session)
    let zones = try MembershipLoader.load("m/niveaux.csv", key: "code", by: "zone", session: session)
    let populations: [Double?] = [100, 200, 300, 400]
    let events = try AgeTable.load(
      "m/deces.csv", key: nil, option: "--events", content: .events, wanted: [], session: session)
    let counts = try EventCounts(events, in: layer, session: session)
    #expect(counts.of == [3, 3, 4, 10] && counts.outside == 8 && counts.read == 28)
    let job = try IndicatorJob(
      layer, sites: nil, populations: populations, membership: zones, base: 1000,
      measure: .events(counts.of, outside: counts.outside), secret: secret, threads: 1)
    return Loaded(layer: layer, zones: zones, populations: populations, events: events, job: job)
  }

  private func standardise(
    _ loaded: Loaded, _ path: String, key: String? = nil, _ method: AgeStandardisation.Method = .direct
  ) throws -> StandardisationJob {
    let ages = try AgeTable.load(
      path, key: key, option: "--ages", content: .people, wanted: [], session: session)
    return try StandardisationJob(
      StandardisationJob.Request(method, ages: ages, events: .table(loaded.events)), of: loaded.job,
      in: loaded.layer, membership: loaded.zones, populations: loaded.populations, session: session)
  }

  /// N: 400 and 200 people, 3 and 7 deaths; standard 650 and 350: 0.65 × 3/400 + 0.35 × 7/200.
  @Test func agesOfCommunesSumByZone() throws {
    let loaded = try load()
    let job = try standardise(loaded, "m/ages.csv")
    #expect(!job.areOfLevel && job.result.standard == [650, 350])
    #expect(loaded.job.indicators.rows.map(\.code) == ["N", "S", ""])
    let rate = try #require(job.result.figures[0].rate)
    #expect(abs(rate.value - (0.65 * 3 / 400 + 0.35 * 7 / 200)) < 1e-15)
    // S holds a commune that the data have not: both sides are of the part in the data.
    #expect(job.result.figures[1].reason == nil)
    // The whole of the data is its own standard: the crude rate of its 20 deaths.
    #expect(abs((job.total?.rate?.value ?? 0) - 20.0 / 1000) < 1e-15)
    #expect(job.agreement.places == 4 && job.agreement.apart.isEmpty && job.agreement.ages == 1000)
  }

  /// Ages by zone are of the whole of S, its deaths of the part in the data.
  @Test func agesOfZonesAreKnownByTheirCodes() throws {
    let job = try standardise(load(), "m/ages-zones.csv", key: "zone")
    #expect(job.areOfLevel && job.result.standard == [900, 500])
    #expect(job.result.figures[0].rate != nil)
    #expect(job.result.figures[1].reason == .truncated && job.result.figures[1].rate == nil)
    #expect(job.agreement.places == 1)
  }

  /// What is withheld gives nothing to the reference, and the total has no figure.
  @Test func secretCountsDoNotShow() throws {
    let loaded = try load(secret: 11)
    let reasons = loaded.job.indicators.rows.map { $0.secrecy }
    // N and S have 10 deaths each: the total would tell, and no table can be published.
    #expect(!loaded.job.indicators.isSecretKept && reasons == [nil, nil, nil])
    var rows = loaded.job
    rows.indicators.rows[0].secrecy = .primary
    var hidden = loaded
    hidden.job = rows
    let job = try standardise(hidden, "m/ages.csv", .indirect)
    // S alone: 1 of 250, 9 of 150.
    #expect(job.result.rates == [1.0 / 250, 9.0 / 150] && job.total == nil)
    #expect(job.result.figures[1].ratio?.value == 1)
    #expect(job.published.count == 1)
  }

  @Test func agesOfElsewhereAreRefused() throws {
    let loaded = try load()
    let error = #expect(throws: Diagnostic.self) { try standardise(loaded, "m/niveaux.csv") }
    #expect(error?.code == "ages.no-class")
    let other = AgeTableTests.session(["a.csv": "code,0-64,65+\n99001,1,2\n"])
    let ages = try AgeTable.load(
      "a.csv", key: nil, option: "--ages", content: .people, wanted: [], session: other)
    let refused = #expect(throws: Diagnostic.self) {
      try StandardisationJob(
        StandardisationJob.Request(.direct, ages: ages, events: .table(loaded.events)), of: loaded.job,
        in: loaded.layer, membership: loaded.zones, populations: [], session: other)
    }
    #expect(refused?.code == "ages.no-match")
  }
}

/// Maisons de santé of Occitanie by bassin de vie; the oracle is pandas and SciPy's chi-square quantiles.
@Suite(.enabled(if: GeoData.isPresent, "no real data"))
struct RatesOfOccitanieTests {
  private func membership(_ level: String) throws -> Membership {
    try MembershipLoader.load(
      GeoData.path("insee-appartenance/appartenance-2024-communes.csv"), key: "CODGEO", by: level,
      session: LoadSession(threads: Occitanie.threads))
  }

  @Test(arguments: [
    ("DEP", ["30061", "31107", "31582"], ["30007", "34172"], 100),
    ("REG", ["09167", "12096", "12119", "30061", "30334"], ["30007", "31555", "34172"], 35),
  ])
  func beside(_ level: String, _ above: [String], _ below: [String], _ across: Int) throws {
    let data = try Occitanie.shared.get()
    let bassins = try membership("BV2022")
    let job = try IndicatorJob(
      data.layer, sites: data.houses, populations: data.populations, membership: bassins, base: 100_000,
      threads: Occitanie.threads)
    let upper = ComparisonJob(
      .level(try membership(level)), key: "k", of: job, in: data.layer, populations: data.populations,
      membership: bassins)
    let rows = job.indicators.rows.filter { !$0.code.isEmpty }
    let figures = rows.map(upper.figure)
    func codes(_ word: UpperComparison.Word) -> [String] {
      zip(rows, figures).filter { $1.word == word }.map(\.0.code)
    }
    #expect(codes(.above) == above && codes(.below) == below)
    #expect(codes(.comparable).count == 228 - above.count - below.count)
    #expect(upper.holders?.across.count == across && upper.truncated.isEmpty)
    // Foix: 3 maisons for 21,514 inhabitants, 1.083 times the rate of the Ariège.
    let foix = try #require(rows.firstIndex { $0.code == "09122" })
    if level == "DEP" {
      #expect(figures[foix].upper == "09" && abs((figures[foix].ratio ?? 0) - 1.083_055) < 1e-6)
      #expect(abs((figures[foix].lower ?? 0) - 0.223_352) < 1e-6)
      #expect(abs((figures[foix].higher ?? 0) - 3.165_147) < 1e-6)
    }
  }

  /// Where every commune has the same share of each age, no age explains anything: both standardised rates are crude.
  @Test(arguments: AgeStandardisation.Method.allCases)
  func oneStructureEverywhere(_ method: AgeStandardisation.Method) throws {
    let data = try Occitanie.shared.get()
    let bassins = try membership("BV2022")
    let job = try IndicatorJob(
      data.layer, sites: data.houses, populations: data.populations, membership: bassins, base: 100_000,
      threads: Occitanie.threads)
    var text = "code,0-19,20-64,65+\n"
    for (code, population) in zip(data.layer.codes, data.populations) {
      let people = population ?? 0
      text += "\(code),\(people * 0.25),\(people * 0.5),\(people * 0.25)\n"
    }
    let session = AgeTableTests.session(["ages.csv": text])
    let ages = try AgeTable.load(
      "ages.csv", key: nil, option: "--ages", content: .people, wanted: [], session: session)
    let request = StandardisationJob.Request(
      method, ages: ages, events: .classes((0..<data.houses.count).map { $0 % 3 }))
    let result = try StandardisationJob(
      request, of: job, in: data.layer, membership: bassins, populations: data.populations, session: session)
    #expect(result.agreement.apart.isEmpty && result.agreement.places == 4453)
    #expect(abs((result.total?.rate?.value ?? 0) * 1e5 - 6.117_685_521_7) < 1e-9)
    for (row, figure) in zip(job.indicators.rows, result.result.figures) where !row.code.isEmpty {
      let rate = try #require(figure.rate?.value)
      #expect(abs(rate * 1e5 - (row.rate ?? -1)) < 1e-9, "\(row.code)")
    }
  }
}

/// Four communes by zone: N has the first three, S the last.
@Suite struct ComparisonSecrecyTests {
  private func told(
    _ events: [Double?], by column: String = "zone", secret: Int
  ) throws -> (uppers: [String], territories: [String]) {
    let session = AgeTableTests.session(FourSquares.files)
    let layer = try TerritoryLoader.load(
      TerritoryOptions(paths: ["m/carres.geojson"], key: "code"), session: session)
    let job = try IndicatorJob(
      layer, sites: nil, populations: [100, 200, 300, 400], membership: nil, base: 1000,
      measure: .events(events, outside: 0), secret: secret, threads: 1)
    #expect(job.indicators.isSecretKept)
    let upper = try MembershipLoader.load("m/niveaux.csv", key: "code", by: column, session: session)
    let comparison = ComparisonJob(
      .level(upper), key: column, of: job, in: layer, populations: [100, 200, 300, 400], membership: nil)
    return ComparisonJob.told(by: [comparison], of: job, in: layer, membership: nil, secret: secret)
  }

  @Test func whatTheLargerTerritoryTells() throws {
    // 1 and 2 share N, and can change places.
    #expect(try told([1, 2, 9, 9], secret: 3) == ([], []))
    // 2 and 2 with 7 beside them: the 7 is withheld too, in N with them.
    #expect(try told([2, 2, 7, 9], secret: 3) == ([], []))
    // The lone 1 of S is the count of S, which is below the limit itself.
    #expect(try told([2, 8, 9, 1], secret: 3) == (["zone S"], ["18001", "18004"]))
    // Bassins hold two communes each: 1 + 9 less the 9 is the 1.
    #expect(try told([1, 9, 2, 8], by: "bassin", secret: 3) == ([], ["18001", "18003"]))
  }
}
