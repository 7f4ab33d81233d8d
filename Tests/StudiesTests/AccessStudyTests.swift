import Coverage
import GeoModel
import GeoNative
import TestSupport
import Testing

@testable import Studies

/// A study and its neighbours: a (100) and b (200) with s1 (3) and s2 (6), then c (300) with s3 (12), 10 km apart on a line.
@Suite struct AccessStudyTests {
  private static let files = [
    "demande.csv":
      "code,x,y,population,region\na,600000,6650000,100,1\nb,610000,6650000,200,1\nc,620000,6650000,300,2\n",
    "offre.csv":
      "id,nom,x,y,etp,reg\ns1,Un,600000,6650000,3,1\ns2,Deux,610000,6650000,6,1\ns3,Trois,620000,6650000,12,2\n",
    "temps.csv": "from,to,minutes\na,s1,5\na,s2,9\nb,s1,9\nb,s2,5\nb,s3,10\nc,s3,5\nc,s2,10\na,c,30\n",
  ]

  private func job(_ options: AccessJob.Options) throws -> AccessJob {
    try AccessJob(options, session: AccessSample.session(Self.files))
  }

  private func near(
    _ job: AccessJob, _ study: AccessStudy?,
    environment: [String: String] = ["MAILLAGE_GEODATA": "/nowhere"]
  ) throws -> AccessEdge {
    try AccessEdge(
      job, study: study, environment: environment, session: AccessSample.session(Self.files))
  }

  @Test func theFigureWithAndWithoutNeighbours() throws {
    let job = try job(AccessSample.options(limit: 10_000))
    // s1: 3 / 300; s2: 6 / 600, c included; s3: 12 / 500, b and c.
    #expect(job.model.access == [0.01 + 0.01, 0.01 + 0.01 + 0.024, 0.01 + 0.024])
    let study = try AccessStudy("region=1", supply: nil, in: job, threads: 2)
    #expect(study.places == [0, 1] && study.supplies == [0, 1] && !study.suppliesAreTold)
    // Alone: s1: 3 / 300; s2: 6 / 300.
    #expect(try study.accessAlone(job, threads: 2) == [0.03, 0.03])
    // c is 10 km from b, 20 km from a.
    let edge = try near(job, study)
    #expect(edge.source == .neighbours && edge.isNear == [false, true])
    let territories = AccessTerritories(job, study: study, membership: nil)
    let levels = AccessLevels(
      job, territories, alone: try study.accessAlone(job, threads: 2), edge: edge,
      classes: .fixed([2500, 3000]))
    #expect(
      AccessSample.lines(AccessLevelTable(levels, of: job).csv()) == [
        "code,nom,lieux,population,population_sans_acces,acces,acces_pour_100k,classe,part_population_au_bord,"
          + "acces_sans_voisins,acces_sans_voisins_pour_100k,ecart,ecart_pour_100k,classe_sans_voisins,"
          + "lieux_sans_valeur,tronque,motif",
        // 3,000 is the bound of the upper class itself.
        "a,,1,100,0,0.02,2000,1,0,0.03,3000,-0.009999999999999998,-999.9999999999999,3,0,false,",
        "b,,1,200,0,0.044,4400,3,1,0.03,3000,0.013999999999999999,1399.9999999999998,3,0,false,",
      ])
    #expect(levels.peopleAtEdge?.near == 200 && levels.peopleAtEdge?.known == 300)
    #expect(levels.changesAlone?.up.territories == 1 && levels.changesAlone?.down.territories == 0)
  }

  @Test func theEdgeFollowsTheClosure() throws {
    var options = AccessSample.options(limit: 10_000)
    options.closure = .left
    let job = try job(options)
    let study = try AccessStudy("region=1", supply: nil, in: job, threads: 1)
    #expect(try near(job, study).isNear == [false, false])
  }

  @Test func suppliesAreToldOrThoseOfTheNearestPlace() throws {
    let job = try job(AccessSample.options(limit: 10_000))
    let told = try AccessStudy("region=1", supply: "reg=2", in: job, threads: 1)
    #expect(told.supplies == [2] && told.suppliesAreTold)
    // A supply half-way between a place of the study and a neighbour goes to the lower code.
    let middle = "id,nom,x,y,etp\ns1,Un,615000,6650000,3\ns2,Deux,615001,6650000,3\ns3,Sans lieu,,,1\n"
    var files = ["offre.csv": middle]
    files["demande.csv"] = Self.files["demande.csv"]
    let between = try AccessJob(AccessSample.options(limit: 10_000), session: AccessSample.session(files))
    let study = try AccessStudy("region=1", supply: nil, in: between, threads: 1)
    #expect(study.supplies == [0] && study.suppliesWithoutPlace == [2])
    files["demande.csv"] =
      "code,x,y,population,region\nd,600000,6650000,100,1\nz,610000,6650000,200,1\nc,620000,6650000,300,2\n"
    let other = try AccessJob(AccessSample.options(limit: 10_000), session: AccessSample.session(files))
    #expect(try AccessStudy("region=1", supply: nil, in: other, threads: 1).supplies == [])
  }

  @Test func aConditionThatHoldsForNoneOrAllIsRefused() throws {
    let job = try job(AccessSample.options(limit: 10_000))
    func fails(_ condition: String, _ supply: String? = nil) -> Diagnostic? {
      #expect(throws: Diagnostic.self) { try AccessStudy(condition, supply: supply, in: job, threads: 1) }
    }
    #expect(fails("region=9")?.code == "access.study")
    #expect(fails("region in (1, 2)")?.hint?.english.hasPrefix("without --study") == true)
    #expect(fails("pays=1")?.code == "filter.column")
    #expect(fails("region=1", "pays=1")?.message.english.hasPrefix("--supply-study:") == true)
  }

  @Test(arguments: AccessModel.Method.allCases)
  func withAndWithoutNeighboursAreRunsOfTheirOwn(_ method: AccessModel.Method) throws {
    var random = SeededRandom(seed: 20_261_128)
    var demand = "code,x,y,population,region\n"
    for index in 0..<80 {
      let (x, y) = (Int.random(in: 0...40, using: &random), Int.random(in: 0...40, using: &random))
      let people = index % 11 == 3 ? "" : String(Int.random(in: 0...3000, using: &random))
      demand += "\(1000 + index),\(600_000 + 1000 * x),\(6_650_000 + 1000 * y),\(people),\(x < 20 ? 1 : 2)\n"
    }
    var supply = "id,nom,x,y,etp,reg\n"
    for index in 0..<30 {
      let (x, y) = (Int.random(in: 0...40, using: &random), Int.random(in: 0...40, using: &random))
      supply += "s\(index),S,\(600_000 + 1000 * x),\(6_650_000 + 1000 * y),"
      supply += "\(Int.random(in: 1...9, using: &random)),\(x < 20 ? 1 : 2)\n"
    }
    for limit in method == .nearest ? [nil, 6_000.0] : [9_000.0] {
      var options = AccessSample.options(method, limit: limit)
      options.decay = .linear(limit: 12_000)
      if limit == nil { options.decay = .none }
      let session = { AccessSample.session(["demande.csv": demand, "offre.csv": supply]) }
      let whole = try AccessJob(options, session: session())
      let study = try AccessStudy("region=1", supply: "reg=1", in: whole, threads: 3)
      let alone = try study.accessAlone(whole, threads: 3)
      var filtered = options
      (filtered.demand.filter, filtered.supply.filter) = ("region=1", "reg=1")
      let own = try AccessJob(filtered, session: session())
      #expect(alone.map { $0?.bitPattern } == own.model.access.map { $0?.bitPattern })
      #expect(own.demand.keys == study.places.map { whole.demand.keys[$0] })
      // What is written is the lines of the whole, restricted.
      let lines = AccessSample.lines(AccessTable.csv(whole))
      #expect(
        AccessSample.lines(AccessTable.csv(whole, places: study.places))
          == [lines[0]] + study.places.map { lines[$0 + 1] })
    }
  }

  @Test func aMatrixTellsTheEdgeByItsRows() throws {
    var options = AccessSample.options(times: "temps.csv", limit: 10)
    let job = try job(options)
    let study = try AccessStudy("region=1", supply: "reg=1", in: job, threads: 1)
    // b–s3 takes 10 minutes, a–c 30.
    #expect(try near(job, study).isNear == [false, true])
    #expect(try near(job, study).source == .matrix)
    // Without a study, c is a place of the demand: no row leads to a place outside the files but a–c, which is not one.
    let all = try near(job, nil)
    #expect(all.source == nil && all.reason != nil && all.isNear == [nil, nil, nil])
    options.limit = 30
    let far = try self.job(options)
    #expect(try near(far, study).isNear == [true, true])
    options.closure = .left
    #expect(try near(try self.job(options), study).isNear == [false, true])
    // Without a condition a supply goes with the place that reaches it soonest: s2 from b (5), not c (10); s3 from c (5).
    let soonest = try AccessStudy("region=1", supply: nil, in: far, threads: 1)
    #expect(soonest.supplies == [0, 1] && soonest.suppliesWithoutPlace == [])
    // Rows to a stranger, and a place without any row.
    let rows = "from,to,minutes\na,s1,5\na,z,10\nb,s2,5\nb,z,\nb,y,11\n"
    let session = { AccessSample.session(Self.files.merging(["temps.csv": rows]) { $1 }) }
    let strange = try AccessJob(AccessSample.options(times: "temps.csv", limit: 10), session: session())
    let edge = try AccessEdge(strange, study: nil, environment: [:], session: session())
    #expect(edge.source == .matrix && edge.isNear == [true, false, nil])
    // The unit and the decimal sign are those of the matrix: 600.5 s are more than 10 minutes, 600 are not.
    let seconds = "from;to;duree_s\na;s1;300\na;z;600,5\nb;z;600\n"
    if case .minutes(var times) = options.cost {
      times.unit = .seconds
      options.cost = .minutes(times)
    }
    (options.limit, options.closure) = (10, .right)
    let other = { AccessSample.session(Self.files.merging(["temps.csv": seconds]) { $1 }) }
    let inSeconds = try AccessEdge(
      try AccessJob(options, session: other()), study: nil, environment: [:], session: other())
    #expect(inSeconds.isNear == [false, true, nil])
  }

  @Test func withoutABoundOrCodesTheEdgeIsNotKnown() throws {
    let nearest = try job(AccessSample.options(.nearest))
    let unbounded = try near(nearest, nil)
    #expect(unbounded.source == nil && unbounded.reason?.english == "nothing bounds the reach")
    // a, b and c are no codes of communes.
    let geoData = ["MAILLAGE_GEODATA": RealData.package + "/GeoData"]
    let job = try job(AccessSample.options(limit: 10_000))
    let edge = try AccessEdge(job, study: nil, environment: geoData, session: LoadSession(threads: 2))
    #expect(edge.source == nil && edge.reason?.english.contains("2024") == true)
    let levels = AccessLevels(job, AccessTerritories(job, study: nil, membership: nil), edge: edge)
    #expect(levels.peopleAtEdge == nil)
    let lost = try near(job, nil)
    #expect(lost.source == nil && lost.reason != nil)
  }

  @Test func territoriesHaveTheMeanOfTheirPeople() throws {
    let files = [
      "demande.csv":
        "code,x,y,population\na,600000,6650000,100\nb,610000,6650000,200\nc,620000,6650000,300\n"
        + "d,600000,6650000,\ne,600000,6650000,0\nf,700000,6650000,50\n",
      "offre.csv": Self.files["offre.csv"] ?? "",
    ]
    let job = try AccessJob(AccessSample.options(limit: 10_000), session: AccessSample.session(files))
    let membership = Membership(
      level: "bv", levelOf: ["a": "2", "b": "2", "c": "1", "d": "3", "e": "4", "z": "1"],
      names: ["2": "Deux"])
    let levels = AccessLevels(job, AccessTerritories(job, study: nil, membership: membership))
    // 2: (100 × 0.02 + 200 × 0.044) / 300 = 0.036. z is missing from 1; f is in no territory.
    #expect(
      AccessSample.lines(AccessLevelTable(levels, of: job).csv()) == [
        "code,nom,lieux,population,population_sans_acces,acces,acces_pour_100k,part_population_au_bord,"
          + "lieux_sans_valeur,tronque,motif",
        "1,,1,300,0,0.034,3400.0000000000005,,0,true,", "2,Deux,2,300,0,0.036,3599.9999999999995,,0,false,",
        "3,,1,,,,,,1,false,aucun lieu d’accès connu", "4,,1,0,0,,,,0,false,aucun habitant",
      ])
    #expect(levels.territories.levelOf == [1, 1, 0, 2, 3, -1])
    // By distance: d has one, and weighs nothing; nothing is within 5 km of f and of c.
    let near = try AccessJob(
      AccessSample.options(.nearest, limit: 5_000), session: AccessSample.session(files))
    let distances = AccessLevels(
      near,
      AccessTerritories(
        near, study: nil,
        membership: Membership(level: "bv", levelOf: ["a": "1", "f": "1", "d": "2", "f2": "3", "e": "4"])))
    #expect(
      AccessSample.lines(AccessLevelTable(distances, of: near).csv()).dropFirst() == [
        "1,,2,150,50,0,,,0,false,", "2,,1,,,,,,0,false,population inconnue",
        "4,,1,0,0,,,,0,false,aucun habitant",
      ])
    let far = AccessLevels(
      near, AccessTerritories(near, study: nil, membership: Membership(level: "bv", levelOf: ["f": "1"])))
    #expect(
      AccessSample.lines(AccessLevelTable(far, of: near).csv()).last
        == "1,,1,50,50,,,,0,false,aucune offre à portée")
    // Without a level each place is its own territory, and e has the access that it would have.
    let places = AccessLevels(job, AccessTerritories(job, study: nil, membership: nil))
    #expect(
      AccessSample.lines(AccessLevelTable(places, of: job).csv()).suffix(3) == [
        "d,,1,,,,,,1,false,population inconnue", "e,,1,0,0,0.02,2000,,0,false,",
        "f,,1,50,50,0,0,,0,false,",
      ])
  }
}
