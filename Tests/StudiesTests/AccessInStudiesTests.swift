import Coverage
import GeoModel
import Reports
import TestSupport
import Testing

@testable import Studies

/// Access in studies: on four squares by hand, and on the embedded tables against the job of the command.
@Suite struct AccessInStudiesTests {
  private func run(
    _ analyses: String, more: [String: String] = [:]
  ) throws -> (results: StudyResults, files: [String: String], names: [String]) {
    let run = try FourSquares.run(FourSquares.study("\"analyses\": [ \(analyses) ]"), more: more)
    for analysis in run.results.analyses {
      #expect(analysis.section.balances.allSatisfy { $0.isBalanced }, "\(analysis.section.heading)")
    }
    return run
  }

  private func figure(_ result: AnalysisResult, _ key: String) -> FigureTable.Figure? {
    result.figures.first { $0.key == key }?.value
  }

  private func cell(_ table: FigureTable, _ code: String, _ key: String) -> FigureTable.Figure? {
    guard let column = table.columns.firstIndex(where: { $0.key == key }),
      let row = table.rows.first(where: { $0.first == .text(code) })
    else { return nil }
    return row[column]
  }

  /// a stands in 18001, b in 18004; 12 km reach the next square. a serves 100 + 200, b 300 + 400 inhabitants:
  /// A = 1/300 in the first two, 1/700 in the others.
  @Test func twoStep() throws {
    let run = try run(
      """
      { "type": "acces", "niveau": "bassin", "niveau_superieur": "tout", "sites": "deux", "portee": "12km" }
      """)
    let result = run.results.analyses[0]
    let table = try #require(result.section.tables.first)
    #expect(isWithin(1e-9, cell(table, "18001", "acces_pour_100k")?.number, of: 100_000 / 300.0))
    #expect(isWithin(1e-9, cell(table, "18004", "acces_pour_100k")?.number, of: 100_000 / 700.0))
    // Two sites for 1000 inhabitants: 200 in all; 333.3 is two thirds more.
    #expect(isWithin(1e-9, figure(result, "moyenne_acces_pour_100k")?.number, of: 200))
    #expect(isWithin(1e-9, cell(table, "18001", "ecart_ensemble")?.number, of: 2 / 3.0))
    #expect(isWithin(1e-9, cell(table, "18001", "ecart_niveau_superieur")?.number, of: 2 / 3.0))
    #expect(figure(result, "offre") == .number(2) && figure(result, "offres_sans_demande") == .count(0))
    #expect(isWithin(1e-12, figure(result, "somme_population_acces")?.number, of: 2))
    #expect(result.section.answer[0].text.contains("200,00 pour 100\u{202F}000 habitants"))
    let places = try #require(run.files["acces-deux.csv"])
    #expect(places.hasPrefix("code,nom,population,bassin,zone,epci,tout,acces,acces_pour_100k,motif\n"))
    #expect(places.contains("18002,Commune 2,200,18001,N,100,FR,0.0033333333333333335,333.33333333333337,"))
    // A table for every other level.
    #expect(run.files.keys.contains("acces-zone-deux.csv") && run.files.keys.contains("acces-epci-deux.csv"))
    #expect(run.files["rapport.md"]?.contains("2 en tout = 2 aux habitants de l’étude") == true)
  }

  /// Within 5 km nobody of 18002 and 18003 has anything, and half of the inhabitants go without.
  @Test func nobodyInReach() throws {
    let run = try run(
      "{ \"type\": \"acces\", \"niveau\": \"mailles\", \"sites\": \"deux\", \"portee\": \"5km\" }")
    let result = run.results.analyses[0]
    #expect(figure(result, "population_sans_acces") == .number(500))
    #expect(
      result.section.answer[0].text.contains("500\u{A0}habitants (50,0\u{202F}%) n’ont aucun site à portée"))
  }

  /// Capacities 12 and 30 of a and b; the steps of 10 km and 20 km in minutes at 60 km/h without detour.
  @Test func capacitiesAndMinutes() throws {
    let run = try run(
      """
      { "type": "acces", "niveau": "zone", "sites": "tous", "filtre": "nom in (a, b)", "capacite": "participants",
        "unite": "places", "vitesse": 60, "detour": 1, "methode": "e2sfca", "decroissance": "5:1,15:0.5" }
      """)
    let result = run.results.analyses[0]
    // R_a = 12 / (100 + 200 × 0.5) = 0.06; R_b = 30 / (400 + 300 × 0.5) = 30/550.
    let mean = (100 * 0.06 + 200 * 0.03 + 300 * 0.5 * 30 / 550) / 600
    let table = try #require(result.section.tables.first)
    #expect(isWithin(1e-9, cell(table, "N", "acces_pour_100k")?.number, of: mean * 100_000))
    #expect(figure(result, "unite_cout") == .text("min") && figure(result, "offre") == .number(42))
    #expect(result.section.method.contains { $0.text.contains("minutes estimées à 60 km/h") })
    #expect(run.files["rapport.md"]?.contains("42 places = 42 aux habitants de l’étude") == true)
  }

  /// A matrix from each square to the sites by their names.
  @Test func matrix() throws {
    let run = try run(
      """
      { "type": "acces", "niveau": "mailles", "sites": "deux", "cle": "nom", "methode": "nearest",
        "temps": { "fichier": "temps.csv", "de": "depart", "vers": "arrivee", "minutes": "min" } }
      """, more: ["m/temps.csv": "depart,arrivee,min\n18001,a,3\n18002,a,14\n18003,a,40\n18003,b,12\n"])
    let result = run.results.analyses[0]
    let table = try #require(result.section.tables.first)
    #expect(cell(table, "18003", "duree_moyenne_min") == .number(12))
    #expect(cell(table, "18004", "duree_moyenne_min") == .missing)
    // No row of the matrix begins in 18004: nothing is known of it.
    #expect(figure(result, "population_sans_acces") == .number(0))
    #expect(figure(result, "population_acces_inconnu") == .number(400))
    #expect(
      isWithin(1e-9, figure(result, "moyenne_duree_moyenne_min")?.number, of: (300 + 2800 + 3600) / 600.0))
    #expect(result.section.method.contains { $0.text.contains("1\u{A0}commune et aucun site sans ligne") })
  }

  /// A site just outside the squares: left out, or counted.
  @Test func sitesOutside() throws {
    let sites = "nom,x,y\na,605000,6655000\nloin,598000,6655000\n"
    func answer(_ choice: String) throws -> AnalysisResult {
      try run(
        """
        { "type": "acces", "niveau": "bassin", "portee": "12km", "hors_etude": "\(choice)",
          "offre": { "fichier": "dehors.csv", "crs": "EPSG:2154", "libelle": "maisons", "nom": "nom" } }
        """, more: ["m/dehors.csv": sites]
      ).results.analyses[0]
    }
    let without = try answer("sans")
    #expect(figure(without, "offre") == .number(1) && figure(without, "lieux_offre_hors_etude") == .count(0))
    #expect(
      without.section.method.contains { $0.text.contains("1\u{A0}site hors de l’étude est laissé de côté") })
    let with = try answer("offre")
    #expect(
      figure(with, "offre") == .number(2) && figure(with, "lieux_offre_hors_etude_a_portee") == .count(1))
    // Codes 18001 and so on are communes of the Cher, whose neighbours would count: the table has them all.
    let all = try answer("offre_et_demande")
    #expect(figure(all, "hors_etude") == .text("offre_et_demande"))
  }

  /// A commune outside at exactly the reach is within it or not, as for supplies.
  @Test func theEdgeFollowsTheClosure() throws {
    func study(_ reach: String, _ closure: String) throws -> StudyResults {
      try run(
        """
        { "type": "acces", "niveau": "bassin", "sites": "deux", "portee": "\(reach)", "intervalles": "\(closure)",
          "hors_etude": "offre_et_demande" }
        """
      ).results
    }
    let results = try study("12km", "right")
    let surroundings = results.inputs.surroundings
    let points = try #require(surroundings)
    let outside = points.codes.indices.filter { !results.inputs.layer.codes.contains(points.codes[$0]) }
    let there = AccessPlaces.at(
      outside.flatMap { [points.lonLat[2 * $0], points.lonLat[2 * $0 + 1]] },
      keys: outside.map { points.codes[$0] }, figures: [], path: "")
    let access = try #require(results.analyses[0].access)
    let places = try access.job.demand.inPlanes(workCRS: nil, threads: 1).subset(access.demandOf)
    let costs = DistanceCosts.nearest(
      of: places, to: try there.inPlanes(workCRS: nil, threads: 1),
      measure: .planar, threads: 1
    ).costs
    let least = try #require(costs.min())
    let place = try #require(costs.firstIndex(of: least))
    let populations = results.inputs.populations
    let people = try #require(populations[place])
    #expect(costs.count == 4 && least > 1 && costs.count { $0 == least } == 1)
    #expect(figure(try study("\(least)m", "right").analyses[0], "population_au_bord") == .number(people))
    #expect(figure(try study("\(least)m", "left").analyses[0], "population_au_bord") == .number(0))
  }

  /// The same figures as `maillage access` on the same files, to the bit, with the communes around.
  @Test func sameAsTheCommand() throws {
    let session = LoadSession(threads: 4)
    var study = try StudyReader.load("hauts-de-france", environment: GeoData.environment, session: session)
    study.file.coverages = []
    study.file.checks = []
    study.file.analyses = study.file.analyses.filter { ["acces", "inegalites"].contains($0.type) }
    let results = try StudyResults(study, environment: GeoData.environment, session: session)
    let access = try #require(results.analyses[0].access)
    var options = AccessJob.Options(
      demand: SiteOptions(path: RealData.package + "/GeoData/tables/communes.csv"),
      supply: SiteOptions(path: RealData.package + "/GeoData/tables/urgences-france.csv"))
    (options.demandKey, options.supplyKey) = ("code", "finess")
    (options.method, options.decay) = (.enhanced, .linear(limit: 30_000))
    let job = try AccessJob(options, session: LoadSession(threads: 1))
    let own = Dictionary(uniqueKeysWithValues: zip(job.demand.keys, job.model.access))
    let values = access.values
    #expect(values.count == 3788)
    for (index, code) in results.inputs.layer.codes.enumerated() where values[index] != own[code] {
      Issue.record("\(code): \(String(describing: values[index]))")
    }
    #expect(job.balance == access.job.balance)
    let balance = try #require(results.analyses[0].section.balances.first)
    #expect(balance.total == 624 && abs(balance.difference) < 1e-9)
    // 15,409 people live in communes farther than 30 km from all 624.
    #expect(figure(results.analyses[0], "population_sans_acces") == .number(15_409))
    #expect(figure(results.analyses[0], "territoire_plus_bas") == .text("62364"))
    let inequality = results.analyses[1]
    #expect(figure(inequality, "comptes") == .count(3788))
    let direct = try InequalityJob(
      results.inputs.layer, values: values, populations: results.inputs.populations,
      membership: results.inputs.memberships.first { $0.level == "tas" }, ranking: nil, options: .init(),
      threads: 1)
    #expect(figure(inequality, "gini") == .init(direct.inequality?.gini))
    #expect(figure(inequality, "theil_entre") == .init(direct.parts?.between))
    #expect(figure(inequality, "moran_i") == .init(direct.moran?.index))
    #expect(figure(inequality, "moran_p") == .init(direct.moran?.permutationProbability))
    for result in results.analyses {
      #expect(result.section.balances.allSatisfy { $0.isBalanced }, "\(result.section.heading)")
    }
  }
}
