import Coverage
import GeoModel
import GeoNative
import Testing

@testable import Studies

/// Access from files to figures, on places whose distances are known by heart.
@Suite struct AccessJobTests {
  @Test func twoStepWithinTenKilometres() throws {
    // s1 is reached by a and b: 3 / 300; s2 by a, b and c: 6 / 600.
    let job = try AccessJob(AccessSample.options(limit: 10_000), session: AccessSample.session())
    #expect(job.model.access == [0.02, 0.02, 0.01])
    #expect(job.balance?.distributedSupply == 9)
    #expect(
      AccessSample.lines(AccessTable.csv(job)) == [
        "code,acces,acces_pour_100k,motif", "a,0.02,2000,", "b,0.02,2000,", "c,0.01,1000,",
      ])
  }

  @Test func aCostAtTheLimitBelongsByTheClosure() throws {
    var options = AccessSample.options(limit: 10_000)
    options.closure = .left
    // Only a reaches s1, only b s2.
    let job = try AccessJob(options, session: AccessSample.session())
    #expect(job.model.access == [0.03, 0.03, 0])
  }

  @Test func nearestGivesTheDistanceAndTheSupply() throws {
    let job = try AccessJob(AccessSample.options(.nearest), session: AccessSample.session())
    #expect(
      AccessSample.lines(AccessTable.csv(job)) == [
        "code,acces,acces_pour_100k,distance_m,site,motif", "a,0,,0,s1,", "b,0,,0,s2,", "c,10000,,10000,s2,",
      ])
  }

  @Test func whatIsOutOfReachOrUnknownSaysWhy() throws {
    let near = try AccessJob(AccessSample.options(.nearest, limit: 5_000), session: AccessSample.session())
    #expect(AccessSample.lines(AccessTable.csv(near)).last == "c,,,,,aucune offre à portée")
    let session = AccessSample.session([
      "demande.csv": "code,x,y,population\na,600000,6650000,\nb,610000,6650000,0\nc,,,300\n"
    ])
    let job = try AccessJob(AccessSample.options(limit: 10_000), session: session)
    // Nobody reaches either supply: b has no inhabitant, so its access is 0, not missing.
    #expect(
      AccessSample.lines(AccessTable.csv(job)).dropFirst() == [
        "a,,,population inconnue", "b,0,0,", "c,,,sans position",
      ])
    #expect(job.balance?.unreached == [0, 1])
  }

  @Test func aMatrixNeedsNoCoordinates() throws {
    let files = [
      "demande.csv": "code,population\na,100\nb,200\nc,300\n", "offre.csv": "id,etp\ns1,3\ns2,6\n",
    ]
    var options = AccessSample.options(times: "temps.csv", limit: 20)
    (options.demand.x, options.demand.y, options.supply.x, options.supply.y) = (nil, nil, nil, nil)
    let job = try AccessJob(options, session: AccessSample.session(files))
    let located = try AccessJob(
      AccessSample.options(times: "temps.csv", limit: 20), session: AccessSample.session())
    #expect(job.model.access == located.model.access && job.demand.isLocated == [false, false, false])
    options.cost = .metres(.planar)
    let error = #expect(throws: Diagnostic.self) {
      try AccessJob(options, session: AccessSample.session(files))
    }
    #expect(error?.code == "sites.coordinates")
  }

  @Test func minutesAreEstimatedFromDistances() throws {
    // 10 km × 1.2 at 60 km/h are 12 minutes.
    var options = AccessSample.options(.nearest, limit: 12.5)
    options.cost = .estimatedMinutes(.planar, .init(kilometresPerHour: 60, detour: 1.2))
    let job = try AccessJob(options, session: AccessSample.session())
    #expect(
      AccessSample.lines(AccessTable.csv(job)).first == "code,acces,acces_pour_100k,duree_min,site,motif")
    #expect(abs((job.model.access[2] ?? 0) - 12) < 1e-9)
  }

  @Test func withAMatrixAKeyIsEnough() throws {
    // The same figures as with coordinates, which a matrix has no use for.
    let keys = [
      "demande.csv": "code,population\na,100\nb,200\nc,300\n",
      "offre.csv": "id,nom,etp\ns1,Un,3\ns2,Deux,6\n",
    ]
    var options = AccessSample.options(.enhanced, times: "temps.csv")
    options.decay = try #require(DecayText.parse("apl", closure: .right))
    let located = try AccessJob(options, session: AccessSample.session())
    (options.demand, options.supply) = (SiteOptions(path: "demande.csv"), SiteOptions(path: "offre.csv"))
    let session = AccessSample.session(keys)
    let job = try AccessJob(options, session: session)
    #expect(job.model.access == located.model.access && job.model.access.allSatisfy { $0 != nil })
    #expect(AccessTable.csv(job) == AccessTable.csv(located))
    #expect(session.warnings.isEmpty && job.demand.sites.rejects.isEmpty)
    #expect(job.demand.isLocated == [false, false, false])
    let explanation = try AccessExplanation(of: "b", in: job)
    #expect(explanation.breakdown.sum == job.model.access[1])
    // Places without a position among others are no rejects either, and bad coordinates do no harm.
    let some = try AccessJob(
      options,
      session: AccessSample.session(
        keys.merging(["demande.csv": "code,lon,lat,population\na,2.5,47,100\nb,,,200\nc,x,y,300\n"]) { $1 }))
    #expect(some.model.access == located.model.access && some.demand.sites.rejects.isEmpty)
    // Distances cannot do without.
    options.cost = .metres(.planar)
    options.decay = .none
    options.limit = 1_000
    #expect(fails(options, keys).code == "sites.coordinates")
  }

  @Test func decimalCommasAreRead() throws {
    let session = AccessSample.session([
      "offre.csv": "id;nom;x;y;etp\ns1;Un;600000;6650000;1,5\ns2;Deux;610000;6650000;6\n",
      "demande.csv": "code;x;y;population\na;600000;6650000;1 000\nb;610000;6650000;200\n",
    ])
    let job = try AccessJob(AccessSample.options(limit: 10_000), session: session)
    #expect(job.demand.figures == [1000, 200] && job.supply.figures == [1.5, 6])
    let unsure = "id;nom;x;y;etp\ns1;Un;600000;6650000;1,500\n"
    #expect(
      fails(AccessSample.options(limit: 10_000), ["offre.csv": unsure])
        == ("access.decimal-sign", 2, "etp", "1,500"))
  }

  private func fails(
    _ options: AccessJob.Options, _ files: [String: String] = [:]
  ) -> (code: String, line: Int?, field: String?, found: String?) {
    let error = #expect(throws: Diagnostic.self) {
      try AccessJob(options, session: AccessSample.session(files))
    }
    return (error?.code ?? "", error?.location.line, error?.location.field, error?.found)
  }

  @Test func errorsHaveAPlace() {
    let options = AccessSample.options(limit: 10_000)
    let twice = "code,x,y,population\na,600000,6650000,100\na,610000,6650000,200\n"
    #expect(fails(options, ["demande.csv": twice]) == ("access.key-twice", 3, "code", "a"))
    let minus = "code,x,y,population\na,600000,6650000,100\nb,610000,6650000,-2\n"
    #expect(fails(options, ["demande.csv": minus]) == ("access.figure", 3, "population", "-2"))
    let word = "id,nom,x,y,etp\ns1,Un,600000,6650000,trois\n"
    #expect(fails(options, ["offre.csv": word]) == ("access.figure", 2, "etp", "trois"))
    let none = "id,nom,x,y,etp\ns1,Un,600000,6650000,\n"
    #expect(fails(options, ["offre.csv": none]).code == "access.no-capacity")
    #expect(fails(AccessSample.options()).code == "access.limit")
    let nobody = "code,x,y\na,600000,6650000\n"
    #expect(fails(options, ["demande.csv": nobody]).code == "access.population")
    var unknown = options
    unknown.population = "gens"
    #expect(fails(unknown).code == "column.unknown")
  }

  @Test(arguments: [
    AccessModel.Method.twoStep, .enhanced, .threeStep, .modifiedHuff, .balanced, .gravity, .cumulative,
  ])
  func anExplanationAddsUpToTheLastBit(_ method: AccessModel.Method) throws {
    var options = AccessSample.options(method, limit: 15_000)
    options.decay = .gaussian(sigma: 7_000)
    let job = try AccessJob(options, session: AccessSample.session())
    for (code, access) in zip(["a", "b", "c"], job.model.access) {
      let explanation = try AccessExplanation(of: code, in: job)
      #expect(explanation.breakdown.sum == access)
      #expect(explanation.breakdown.parts.isEmpty == false)
    }
  }

  @Test func anExplanationShowsWhoCompetes() throws {
    // c reaches s2 alone, with a and b: 600 people; weights 1 − x / 20 km: 0.5, 1, 0.5 make 400 people.
    var options = AccessSample.options(.enhanced)
    options.decay = .linear(limit: 20_000)
    let job = try AccessJob(options, session: AccessSample.session())
    let explanation = try AccessExplanation(of: "c", in: job)
    // s1 stands 20 km away, where the weight is 0.
    #expect(
      AccessSample.lines(ExplanationTable(explanation, of: job).csv()) == [
        "offre,nom,distance_m,capacite,poids_demande,poids_acces,lieux_a_portee,population_a_portee,"
          + "population_ponderee,ratio,apport,apport_pour_100k,part",
        "s1,Un,20000,3,0,0,3,600,200,0.015,0,0,0", "s2,Deux,10000,6,0.5,0.5,3,600,400,0.015,0.0075,750,1",
      ])
    let unknown = #expect(throws: Diagnostic.self) { try AccessExplanation(of: "d", in: job) }
    #expect(unknown?.code == "explain.code" && unknown?.found == "d")
    let nearest = try AccessJob(AccessSample.options(.nearest), session: AccessSample.session())
    let refused = #expect(throws: Diagnostic.self) { try AccessExplanation(of: "c", in: nearest) }
    #expect(refused?.code == "explain.method")
  }
}
