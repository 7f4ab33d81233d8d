import Coverage
import GeoModel
import Testing

@testable import Studies

/// The APL from files to figures, on the places and times of `AccessSample`.
@Suite struct AplJobTests {
  private static let ages = [
    // Standardised by hand: 1,400 acts of 500 people in all at 2 and 6 acts.
    "ages.csv": "code;libelle;0-59 ans;60 ans et +\na;A;80;20\nb;B;200;0\nc;C;100;200\n",
    "conso.csv": "classe;consommation\n0-59 ans;2,5\n60 ans et +;5\n",
    "medecins.csv": "commune,age,etp\nm,40,2\nm,65,1\nn,66,4\nn,,2\n",
    "lieux.csv": "from,to,minutes\na,m,5\na,n,15\nb,m,12\nb,n,8\nc,n,18\n",
  ]

  private func computation(
    _ population: AplPopulation.Source, supply: String = "offre.csv", times: String = "temps.csv",
    files: [String: String] = [:], change: (inout AplComputation.Options) -> Void = { _ in }
  ) throws -> AplComputation {
    var access = AccessSample.options(times: times)
    access.supply.path = supply
    (access.supply.x, access.supply.y) = supply == "offre.csv" ? ("x", "y") : (nil, nil)
    access.supplyKey = supply == "offre.csv" ? "id" : "commune"
    access.decay = try #require(DecayText.parse("apl", closure: .right))
    var options = AplComputation.Options(access: access)
    options.population = population
    change(&options)
    return try AplComputation(
      options, session: AccessSample.session(Self.ages.merging(files) { $1 }))
  }

  private func source(mean: Double? = nil, _ path: String = "ages.csv") throws -> AplPopulation.Source {
    let consumption = try AgeConsumption.load("conso.csv", session: AccessSample.session(Self.ages))
    return .ages(AgeTableOptions(path: path), consumption, mean: mean)
  }

  @Test func computedWithAges() throws {
    let result = try computation(try source())
    // Acts: 80 × 2.5 + 20 × 5 = 300; 500; 250 + 1,000 = 1,250. Of 600 people 2,050: ū = 3.41666…
    let standardised = [300.0, 500, 1250].map { $0 / (2050.0 / 600) }
    for (found, wanted) in zip(result.population.values, standardised) {
      #expect(abs((found ?? 0) - wanted) < 1e-10)
    }
    #expect(result.population.ageDifference == 0)
    #expect(abs(result.population.standardisation?.relativeChange ?? 1) < 1e-12)
    // Weights: a–s1 1, a–s2 2/3, b–s1 2/3, b–s2 1, c–s2 1/3.
    let first = 3 / (standardised[0] + standardised[1] * 2 / 3)
    let second = 6 / (standardised[0] * 2 / 3 + standardised[1] + standardised[2] / 3)
    let wanted = [first + second * 2 / 3, first * 2 / 3 + second, second / 3]
    for (found, wanted) in zip(result.places.series[0].values, wanted) {
      #expect(abs((found ?? 0) - wanted) < 1e-15)
    }
    let balance = try #require(result.places.series[0].balance)
    #expect(balance.reachedSupply == 9 && abs(balance.relativeError) < 1e-12)
    let job = AplJob(result.places, computation: result, threshold: 0.02)
    #expect(job.isStandardised && job.distributions[0].people == 600)
    #expect(abs((job.distributions[0].mean ?? 0) - 9.0 / 600) < 1e-15)
  }

  @Test func aToldMeanAndPer() throws {
    let result = try computation(try source(mean: 5)) { $0.per = 1000 }
    #expect(result.population.values == [60, 100, 250] && result.population.isMeanTold)
    // 3 / (60 + 200/3) + 6 / (40 + 100 + 250/3) × 2/3, by 1,000.
    let wanted = 1000 * (3 / (60 + 200 / 3.0) + 6 / (140 + 250 / 3.0) * 2 / 3)
    #expect(abs((result.places.series[0].values[0] ?? 0) - wanted) < 1e-10)
    #expect(abs((result.places.series[0].balance?.relativeError ?? 1)) < 1e-12)
  }

  @Test func professionalsOver65() throws {
    // m: 2 + 1 of 40 and 65 years; n: 4 of 66 years, 2 of unknown age.
    let kept = try computation(.crude, supply: "medecins.csv", times: "lieux.csv") {
      $0.professionals.age = "age"
    }
    #expect(kept.places.series.map(\.name) == ["apl", "apl_65_ans_et_moins"])
    #expect(kept.professionals?.older == [2] && kept.professionals?.unknown == [3])
    #expect(kept.places.series.map { $0.balance?.reachedSupply } == [9, 5])
    // R_m = 3 / (100 + 400/3); R_n = 6 or 2 / (200/3 + 200 + 100).
    let (m, n) = (3 / (100 + 400 / 3.0), 1 / (300 + 200 / 3.0))
    #expect(abs((kept.places.series[0].values[0] ?? 0) - (m + 6 * n * 2 / 3)) < 1e-15)
    #expect(abs((kept.places.series[1].values[0] ?? 0) - (m + 2 * n * 2 / 3)) < 1e-15)
    #expect(abs((kept.places.series[1].values[2] ?? 0) - 2 * n / 3) < 1e-15)
    let dropped = try computation(.crude, supply: "medecins.csv", times: "lieux.csv") {
      $0.professionals.age = "age"
      $0.professionals.keepsUnknown = false
      $0.professionals.maximumAge = 62
    }
    #expect(dropped.places.series[1].name == "apl_62_ans_et_moins")
    #expect(dropped.places.series[1].balance?.reachedSupply == 2)
  }

  @Test func agesFromYearsOfBirth() throws {
    let files = ["medecins.csv": "commune,naissance,etp\nm,1983,2\nm,1958,1\nn,1957,4\nn,nd,2\n"]
    let result = try computation(.crude, supply: "medecins.csv", times: "lieux.csv", files: files) {
      $0.professionals.birthYear = "naissance"
      $0.professionals.year = 2023
    }
    #expect(result.professionals?.ages == [40, 65, 66, nil])
    let error = #expect(throws: Diagnostic.self) {
      try computation(.crude, supply: "medecins.csv", times: "lieux.csv", files: files) {
        $0.professionals.age = "naissance"
      }
    }
    #expect(error?.code == "apl.age" && error?.found == "1983" && error?.location.line == 2)
  }

  @Test func missingAgesAreNoZero() throws {
    // b has no age, and d is not in the demand; where nobody lives, ages are not needed.
    let files = [
      "demande.csv": "code,x,y,population\na,600000,6650000,100\nb,610000,6650000,200\nc,620000,6650000,0\n",
      "ages.csv":
        "code,0-59 ans,60 ans et +,75 ans et +,population\na,80,20,3,100\nb,s,10,1,200\nd,1,1,1,2\n",
    ]
    let session = AccessSample.session(Self.ages.merging(files) { $1 })
    var access = AccessSample.options(times: "temps.csv")
    access.decay = .linear(limit: 20)
    var options = AplComputation.Options(access: access)
    options.population = try source()
    let result = try AplComputation(options, session: session)
    #expect(result.population.values == [100, nil, 0])
    #expect(result.places.reasons.map { $0?.french } == [nil, "âges inconnus", nil])
    // c has nobody and yet an APL: s2 alone, 18 minutes away, for the 100 of a at 15 minutes: 6 / 25 × 0.1.
    #expect(abs((result.places.series[0].values[2] ?? 0) - 0.024) < 1e-15)
    #expect(
      AccessSample.lines(AplFiles.places(AplJob(result.places, computation: result, threshold: nil)))[2]
        == "b,200,,,âges inconnus")
    #expect(session.warnings.map(\.code).contains("apl.ages-columns"))
    #expect(
      session.warnings.first { $0.code == "apl.ages-columns" }?.found == "75 ans et +")
  }

  @Test func errorsHaveAPlace() throws {
    func fails(_ files: [String: String], _ code: String, _ line: Int?) {
      let error = #expect(throws: Diagnostic.self) {
        let session = AccessSample.session(Self.ages.merging(files) { $1 })
        let consumption = try AgeConsumption.load("conso.csv", session: session)
        _ = try computation(
          .ages(AgeTableOptions(path: "ages.csv"), consumption, mean: nil), files: files)
      }
      #expect(error?.code == code && error?.location.line == line, "\(String(describing: error))")
    }
    fails(["conso.csv": "classe,conso\n0-59 ans,2\n60 ans et +,beaucoup\n"], "apl.consumption", 3)
    fails(["conso.csv": "classe,conso\n0-59 ans,2\n0-59 ANS,3\n"], "apl.consumption-class", 3)
    fails(["conso.csv": "classe,conso,note\n0-59 ans,2,x\n"], "apl.consumption-columns", nil)
    fails(["conso.csv": "classe,conso\n0-59 ans,2\n75 ans,3\n"], "column.unknown", nil)
    fails(["conso.csv": "classe,conso\n0-59 ans,0\n60 ans et +,0\n"], "apl.no-consumption", nil)
    fails(["ages.csv": "code,0-59 ans,60 ans et +\na,1,2\na,1,3\n"], "ages.repeated", 3)
    fails(["ages.csv": "code,0-59 ans,60 ans et +\na,1,-2\n"], "ages.number", 2)
    #expect(AgeConsumption(parsing: "0-59=0.9, 60+=1.4")?.classes == ["0-59", "60+"])
    #expect(AgeConsumption(parsing: "0-59=0.9,60+=1.4")?.values == [0.9, 1.4])
    for text in ["", "a", "a=", "=1", "a=-1", "a=1,a=2", "a=1,"] {
      #expect(AgeConsumption(parsing: text) == nil, "\(text)")
    }
  }

  @Test func aColumnOfStandardisedPeople() throws {
    let files = [
      "demande.csv":
        "code,x,y,population,std\na,600000,6650000,100,90\nb,610000,6650000,200,\nc,620000,6650000,300,310\n"
    ]
    let result = try computation(.column("std"), files: files)
    #expect(result.places.standardised == [90, nil, 310] && result.places.people == [100, 200, 300])
    #expect(result.places.reasons[1]?.french == "population standardisée inconnue")
    #expect(result.places.series[0].values[1] == nil)
  }

  @Test func arrondissementsStandForTheirCommune() throws {
    // Marseille is one place of the demand; its ages stand in 16 rows, of 10 and 20 people each.
    let rows = (13201...13216).map { "\($0),10,20" }
    let files = [
      "demande.csv": "code,x,y,population\n13055,600000,6650000,480\na,610000,6650000,30\n",
      "ages.csv": (["code,0-59 ans,60 ans et +"] + rows + ["a,20,10"]).joined(separator: "\n"),
      "temps.csv": "from,to,minutes\n13055,s1,5\na,s2,5\n",
    ]
    let result = try computation(try source(), files: files)
    #expect(result.population.standardisation?.people == [480, 30])
    let without = files.merging([
      "ages.csv": (["code,0-59 ans,60 ans et +"] + rows.dropLast() + ["a,1,2"])
        .joined(separator: "\n")
    ]) { $1 }
    #expect(try computation(try source(), files: without).population.values[0] == nil)

    let membership = Membership(level: "bv", levelOf: ["13055": "M", "13001": "A"])
    let byCommune = MembershipJoin.byArrondissement(membership, codes: ["13055", "13001"])
    #expect(byCommune.levelOf == membership.levelOf)
    let byPart = MembershipJoin.byArrondissement(membership, codes: ["13201", "13202", "13001"])
    #expect(byPart.levelOf["13201"] == "M" && byPart.levelOf["13055"] == nil && byPart.totals["M"] == 16)
  }
}
