import GeoModel
import Reports
import Studies
import Testing

/// The APL of a table in a study of four squares: 100, 200, 300 and 400 inhabitants.
@Suite struct AplStudyTests {
  private static let tables = [
    "m/apl.csv":
      "code,apl,standardisee,note\n18001,2.5,120,\n18002,2.4,180,\n18003,4,330,\n18004,s,390,\n75056,9,1,\n",
    "m/avant.csv": "code;apl\n18001;2,4\n18002;2,6\n18003;4,0\n",
    "m/bassins.csv": "bassin,apl\n18001,2.4\n18004,3\n",
  ]

  private func run(_ members: String) throws -> (
    results: StudyResults, files: [String: String], names: [String]
  ) {
    try FourSquares.run(
      FourSquares.study("\"analyses\": [ { \"type\": \"apl\", \(members) } ]"), more: Self.tables)
  }

  private func figure(_ result: AnalysisResult, _ key: String) -> FigureTable.Figure? {
    result.figures.first { $0.key == key }?.value
  }

  @Test func byTerritoryWithTheYearBefore() throws {
    let run = try run(
      """
      "niveau": "bassin", "libelle": "généralistes",
      "table": { "fichier": "apl.csv", "standardisee": "standardisee" }, "precedente": { "fichier": "avant.csv" }
      """)
    let result = run.results.analyses[0]
    // (2.5 × 120 + 2.4 × 180 + 4 × 330) ÷ 630, and 200 of the 600 people whose APL is known: 2.5 is not under 2.5.
    #expect(isWithin(1e-12, figure(result, "apl_moyenne")?.number, of: 2052 / 630.0))
    #expect(isWithin(1e-12, figure(result, "apl_moyenne_pond_population_totale")?.number, of: 1930 / 600.0))
    #expect(figure(result, "population_sous_seuil") == .number(200))
    #expect(isWithin(1e-12, figure(result, "part_population_sous_seuil")?.number, of: 1 / 3.0))
    #expect(figure(result, "lieux_sans_apl") == .count(1) && figure(result, "codes_hors_etude") == .count(1))
    #expect(figure(result, "decile_1") == .number(2.4) && figure(result, "decile_9") == .number(4))
    // 18002 falls under the threshold, 18001 leaves it.
    #expect(figure(result, "population_passee_sous_seuil") == .number(200))
    #expect(figure(result, "population_sortie_du_seuil") == .number(100))
    #expect(result.section.balances.allSatisfy { $0.isBalanced })
    #expect(
      run.files["apl-bassin.csv"] == """
        code,nom,population,population_standardisee,tronque,apl,apl_pond_population_totale,population_sous_seuil,\
        part_population_sous_seuil,lieux_sans_apl
        18001,18001,300,300,false,2.44,2.433333,200,0.66666667,0
        18004,18004,700,720,true,4,4,0,0,1
        ,Ensemble,600,630,,3.257143,3.216667,200,0.33333333,1

        """)
    let places = try #require(run.files["apl-mailles.csv"])
    #expect(places.contains("18002,Commune 2,200,180,false,2.4,,2.6,-0.2,passe_sous_seuil\n"))
    #expect(places.contains("18004,Commune 4,400,390,false,,secret,,,\n"))
    let report = try #require(run.files["rapport.md"])
    #expect(
      report.contains("3,26 consultations par an et par habitant, pondérée par la population standardisée"))
  }

  @Test func ofTheTerritoriesThemselves() throws {
    let run = try run(
      "\"lieux\": \"bassin\", \"table\": { \"fichier\": \"bassins.csv\", \"cle\": \"bassin\" }, \"seuil\": 3")
    let result = run.results.analyses[0]
    // Without standardised people the study's own 300 and 700 weigh, and it is said.
    #expect(isWithin(1e-12, figure(result, "apl_moyenne")?.number, of: (2.4 * 300 + 3 * 700) / 1000))
    #expect(figure(result, "ponderation") == .text("population_totale"))
    #expect(figure(result, "population_sous_seuil") == .number(300))
    #expect(result.section.method.contains { $0.text.contains("n’est pas la règle de la DREES") })
  }

  @Test(arguments: [
    ("\"table\": { \"fichier\": \"apl.csv\", \"apl\": \"rien\" }", "rien", "apl"),
    ("\"table\": { \"fichier\": \"apl.csv\" }, \"niveau\": \"canton\"", "canton", "analyses[0].niveau"),
    (
      "\"table\": { \"fichier\": \"bassins.csv\" }, \"lieux\": \"bassin\", \"niveau\": \"tout\"", "tout",
      "analyses[0].niveau"
    ),
    ("\"table\": { \"fichier\": \"apl.csv\", \"ligne_entete\": 0 }", "0", "analyses[0].table.ligne_entete"),
  ])
  func faultsAreNamed(_ members: String, _ found: String, _ place: String) {
    let error = #expect(throws: Diagnostic.self) { try run(members) }
    #expect((error?.found ?? error?.location.field) == found, "\(String(describing: error))")
    #expect(
      error?.location.field == place || error?.hint?.french.contains(place) == true
        || error?.message.french.contains(place) == true, "\(String(describing: error))")
  }
}
