import Coverage
import GeoModel
import Reports
import Studies
import Testing

/// Each analysis on four squares, against figures worked out by hand.
@Suite struct AnalysisTests {
  private func analysis(_ members: String) throws -> AnalysisResult {
    let run = try FourSquares.run(FourSquares.study("\"analyses\": [ { \(members) } ]"))
    let result = try #require(run.results.analyses.first)
    #expect(result.section.balances.allSatisfy { $0.isBalanced })
    return result
  }

  private func figure(_ result: AnalysisResult, _ key: String) -> FigureTable.Figure? {
    result.figures.first { $0.key == key }?.value
  }

  /// The cell of a row by the row's code.
  private func cell(_ table: FigureTable, _ code: String, _ key: String) -> FigureTable.Figure? {
    guard let column = table.columns.firstIndex(where: { $0.key == key }),
      let row = table.rows.first(where: { $0.first == .text(code) })
    else { return nil }
    return row[column]
  }

  /// From 18001, 18002, 18003 and 18004 the nearest of two is at 0, 10, 10 and 0 km; the own one of 18003, which
  /// lies in zone N, at 20 km.
  @Test func distances() throws {
    let result = try analysis(
      "\"type\": \"distances\", \"niveau\": \"bassin\", \"sites\": \"deux\", \"au_dela\": \"6km\"")
    let table = try #require(result.section.tables.first)
    #expect(isWithin(1e-6, cell(table, "18001", "distance_moyenne_m")?.number, of: 200 * 10_000 / 300.0))
    #expect(isWithin(1e-6, cell(table, "18004", "distance_moyenne_m")?.number, of: 300 * 10_000 / 700.0))
    #expect(
      isWithin(1e-6, cell(table, "18004", "distance_moyenne_propre_m")?.number, of: 300 * 20_000 / 700.0))
    for code in ["18001", "18004"] {
      #expect((cell(table, code, "distance_pole_m")?.number ?? 1) < 0.001)
      #expect(cell(table, code, "pole") == .text(code))
    }
    // The composition of bassin 18004 has a commune that the layer has not.
    #expect(cell(table, "18001", "tronque") == .flag(false) && cell(table, "18004", "tronque") == .flag(true))
    #expect(
      cell(table, "18001", "au_dela") == .text("moyenne") && cell(table, "18004", "au_dela") == .text("non"))
    #expect(cell(table, "18004", "zone_du_pole") == .text("S"))
    // 18002 and 18003 are farther than 6 km.
    #expect(figure(result, "population_communes_au_dela") == .number(500))
    #expect(figure(result, "territoires_moyenne_au_dela") == .count(1))
    #expect(figure(result, "population_moyenne_au_dela") == .number(300))
    #expect(figure(result, "territoires_pole_au_dela") == .count(0))
  }

  /// Codes such as N are those of no commune: no pole, and it is said.
  @Test func distancesWithoutPoles() throws {
    let result = try analysis("\"type\": \"distances\", \"niveau\": \"zone\", \"sites\": \"deux\"")
    let table = try #require(result.section.tables.first)
    #expect(!table.columns.contains { $0.key == "distance_pole_m" })
    // (100 × 0 + 200 × 10 + 300 × 10) ÷ 600 km
    #expect(isWithin(1e-6, cell(table, "N", "distance_moyenne_m")?.number, of: 5_000_000 / 600))
    #expect(result.section.method.contains { $0.text.contains("n’ont pas de pôle") })
  }

  @Test func sitesInTheirTerritory() throws {
    let result = try analysis("\"type\": \"sites_dans_leur_territoire\", \"sites\": \"tous\"")
    let table = try #require(result.section.tables.first)
    let by = table.columns.firstIndex { $0.key == "dedans_par_commune" } ?? 0
    let contour = table.columns.firstIndex { $0.key == "dedans_par_contour" } ?? 0
    #expect(table.rows.map { $0[by] } == [.flag(true), .flag(true), .flag(false), .flag(true), .flag(false)])
    // d belongs to 18004 by its code and stands in 18002.
    #expect(
      table.rows.map { $0[contour] } == [.flag(true), .flag(true), .flag(false), .flag(false), .flag(false)])
    #expect(figure(result, "dehors_par_commune") == .count(2))
    #expect(result.section.answer[0].text.contains("2 sur 5 sont hors de leur territoire (c et e)"))
  }

  /// Bounds of a Poisson mean after one event: 0.0253 and 5.5716; after three: 0.6187 and 8.7673.
  @Test func counts() throws {
    let result = try analysis(
      "\"type\": \"taux\", \"niveau\": \"zone\", \"mesures\": [ { \"sites\": \"tous\", \"pour\": 1000 } ]")
    let table = try #require(result.section.tables.first)
    #expect(cell(table, "N", "tous") == .count(1) && cell(table, "S", "tous") == .count(3))
    #expect(isWithin(1e-9, cell(table, "N", "tous_pour_1k")?.number, of: 1000 / 600.0))
    #expect(isWithin(1e-4, cell(table, "N", "tous_ic95_bas")?.number, of: 0.025318 / 600 * 1000))
    #expect(isWithin(1e-4, cell(table, "N", "tous_ic95_haut")?.number, of: 5.571643 / 600 * 1000))
    #expect(isWithin(1e-4, cell(table, "S", "tous_ic95_haut")?.number, of: 8.767273 / 400 * 1000))
    // e works for a zone that is not there: counted, in no territory.
    #expect(figure(result, "tous") == .number(5) && figure(result, "tous_hors_niveau") == .number(1))
  }

  /// By commune: sums of a column, one value unknown.
  @Test func sums() throws {
    let result = try analysis(
      """
      "type": "taux", "niveau": "bassin",
      "mesures": [ { "sites": "tous", "colonne": "participants", "unite": "participants" } ]
      """)
    let table = try #require(result.section.tables.first)
    // a and e in 18001; b and d in 18004; c has no value.
    #expect(cell(table, "18001", "participants") == .number(17))
    #expect(cell(table, "18004", "participants") == .number(38))
    #expect(isWithin(1e-9, cell(table, "18001", "participants_par_habitant")?.number, of: 17 / 300.0))
    #expect(!table.columns.contains { $0.key.contains("ic95") })
    #expect(
      result.section.method.contains {
        $0.text.contains("1 ligne sans valeur") || $0.text.contains("1\u{A0}ligne sans valeur")
      })
  }

  /// Amounts by territory: what is not published stays unknown, and no total rate is made of a part.
  @Test func amounts() throws {
    let result = try analysis(
      """
      "type": "taux", "niveau": "zone", "mesures": [ { "fichier": "montants.csv", "valeur": "euros",
        "filtre": "annee=2023", "unite": "euros", "libelle": "FIR" } ]
      """)
    let table = try #require(result.section.tables.first)
    #expect(cell(table, "N", "euros") == .number(1200) && cell(table, "S", "euros") == .missing)
    #expect(cell(table, "N", "euros_par_habitant") == .number(2))
    #expect(cell(table, "S", "euros_par_habitant") == .missing)
    #expect(figure(result, "euros_hors_niveau") == .number(50))
    #expect(result.section.answer[0].text.contains("2,00\u{202F}euros par habitant"))
  }

  /// An amount of a whole territory is not divided by the people of a part of it.
  @Test func amountsOfTruncatedTerritories() throws {
    let run = try FourSquares.run(
      FourSquares.study(
        """
        "analyses": [ { "type": "taux", "niveau": "bassin", "mesures": [ { "fichier": "par-bassin.csv",
          "cle": "bassin", "valeur": "euros", "unite": "euros" } ] } ]
        """), more: ["m/par-bassin.csv": "bassin,euros\n18001,600\n18004,700\n"])
    let table = try #require(run.results.analyses[0].section.tables.first)
    #expect(cell(table, "18001", "euros_par_habitant") == .number(2))
    #expect(cell(table, "18004", "euros") == .number(700))
    #expect(cell(table, "18004", "euros_par_habitant") == .missing)
  }

  /// A project counts in every territory that its own touches.
  @Test func projectsByTerritory() throws {
    let result = try analysis(
      """
      "type": "taux", "niveau": "tout", "mesures": [ { "id": "projets", "pour": 1000,
        "appartenance": { "fichier": "projets.csv", "par": "projet" } } ]
      """)
    let table = try #require(result.section.tables.first)
    #expect(cell(table, "FR", "projets") == .count(2))
    #expect(isWithin(1e-9, cell(table, "FR", "projets_pour_1k")?.number, of: 2))
    #expect(result.section.method.contains { $0.text.contains("1 du fichier sans commune dans l’étude") })
  }

  @Test func comparedPopulations() throws {
    let result = try analysis(
      """
      "type": "populations_comparees", "niveau": "zone", "fichier": "imprimees.csv", "imprimee": "imprimee",
      "retenue": "retenue", "note": "note", "sites": "deux"
      """)
    let table = try #require(result.section.tables.first)
    #expect(cell(table, "N", "population_imprimee") == .number(1000))
    #expect(cell(table, "N", "population_retenue") == .number(600))
    #expect(cell(table, "N", "population_legale") == .number(600))
    #expect(cell(table, "N", "ecart") == .number(0))
    #expect(cell(table, "S", "ecart") == .number(100))
    #expect(isWithin(1e-9, cell(table, "S", "ecart_relatif")?.number, of: 1 / 3.0))
    #expect(isWithin(1e-9, cell(table, "N", "taux_pour_100k_imprimee")?.number, of: 100))
    #expect(isWithin(1e-9, cell(table, "S", "taux_pour_100k_legale")?.number, of: 250))
    #expect(figure(result, "population_retenue") == .number(900))
    #expect(table.marked.count == 1)
    #expect(result.section.answer.contains { $0.text.contains("Un chiffre de trop") })
  }

  @Test func communesWithoutProject() throws {
    let result = try analysis(
      """
      "type": "communes_sans_projet", "niveaux": ["epci"],
      "appartenance": { "fichier": "projets.csv", "par": "projet" }
      """)
    #expect(figure(result, "communes_sans_projet") == .count(2))
    #expect(figure(result, "population_sans_projet") == .number(700))
    #expect(figure(result, "communes_un_projet") == .count(1))
    #expect(figure(result, "communes_plusieurs_projets") == .count(1))
    let table = result.section.tables[0]
    #expect(cell(table, "100", "communes_sans_projet") == .count(0))
    #expect(cell(table, "200", "population_sans_projet") == .number(300))
    #expect(cell(table, "100", "projets") == .text("p;q"))
    #expect(result.files.map(\.name).contains("communes-sans-projet.geojson"))
  }

  /// Keyed by EPCI: every commune of the EPCI is listed.
  @Test func compositionByEPCI() throws {
    let result = try analysis(
      """
      "type": "communes_sans_projet",
      "appartenance": { "fichier": "projets-epci.csv", "cle": "epci", "cle_niveau": "epci", "par": "projet" }
      """)
    #expect(figure(result, "communes_sans_projet") == .count(1))
    #expect(figure(result, "population_sans_projet") == .number(300))
    #expect(result.section.method.contains { $0.text.contains("999") })
  }

  @Test func publishedFigures() throws {
    let result = try analysis(
      """
      "type": "chiffres", "fichier": "chiffres.csv", "attribution": "attribution", "qualificatif": "qualificatif"
      """)
    let rows = result.section.tables[0].rows
    #expect(rows.count == 3 && rows[2][0] == .text("non attribué"))
    #expect(rows[1].contains(.text("plus de\u{A0}1\u{202F}100")))
    #expect(figure(result, "non_attribues") == .count(1))
  }

  @Test func territoriesWithoutSite() throws {
    let result = try analysis(
      "\"type\": \"territoires_sans_site\", \"niveau\": \"epci\", \"sites\": \"deux\"")
    #expect(figure(result, "codes_sans_site") == .text("200"))
    #expect(figure(result, "population_sans_site") == .number(300))
  }
}
