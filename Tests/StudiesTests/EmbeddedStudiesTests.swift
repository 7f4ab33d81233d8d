import Coverage
import GeoModel
import Reports
import Studies
import Testing

/// The studies that come with Maillage: what they ask, and figures worked out apart with pandas, SciPy and pyproj
/// from the same tables.
@Suite struct EmbeddedStudiesTests {
  private static func run(
    _ name: String, _ change: (inout StudyFile) -> Void = { _ in }
  ) throws(Diagnostic) -> (results: StudyResults, files: [String: String]) {
    let session = LoadSession(threads: 4, hashes: true)
    var study = try StudyReader.load(name, environment: GeoData.environment, session: session)
    change(&study.file)
    let results = try StudyResults(study, environment: GeoData.environment, session: session)
    var files: [String: String] = [:]
    for file in try StudyOutputs(results, session: session).files {
      files[file.name] = String(decoding: file.bytes, as: UTF8.self)
    }
    return (results, files)
  }

  private func figure(_ results: StudyResults, _ type: String, _ key: String) -> FigureTable.Figure? {
    results.analyses.first { $0.type == type }?.figures.first { $0.key == key }?.value
  }

  @Test func theyAnswerTheQuestions() throws {
    let studies = try StudyReader.embedded(environment: GeoData.environment, session: LoadSession(threads: 1))
    #expect(
      studies.map(\.name) == ["hauts-de-france", "france", "grand-est", "meurthe-et-moselle", "occitanie"])
    let asked = Set(studies.flatMap { $0.file.analyses.compactMap(\.question) })
    #expect(asked == ["Q1", "Q2", "Q3", "Q4", "Q8", "Q9", "Q10", "Q11"])
    for study in studies {
      #expect(!study.file.checks.isEmpty && !study.file.sources.isEmpty)
      #expect(study.file.analyses.allSatisfy { $0.asked != nil })
    }
  }

  /// Six EPCI without a project: four whole ones, two that the département holds in part.
  @Test func meurtheEtMoselle() throws {
    let (results, files) = try Self.run("meurthe-et-moselle")
    #expect(results.job == nil && results.inputs.layer.codes.count == 591)
    #expect(figure(results, "communes_sans_projet", "communes_sans_projet") == .count(145))
    #expect(figure(results, "communes_sans_projet", "population_sans_projet") == .number(137_783))
    #expect(figure(results, "communes_sans_projet", "population_un_projet") == .number(538_050))
    #expect(figure(results, "communes_sans_projet", "population_plusieurs_projets") == .number(57_065))
    #expect(figure(results, "taux", "projets") == .number(4))
    for result in results.analyses {
      #expect(result.section.balances.allSatisfy { $0.isBalanced }, "\(result.section.heading)")
    }
    let table = try #require(files["communes-sans-projet-epci.csv"])
    #expect(
      table.contains(
        "200041515,Communauté de communes du Bassin de Pont-à-Mousson,40203,31,false,31,0,0,0,40203"))
    #expect(files["rapport.md"]?.contains("Bilan des masses") == true)
    #expect(results.checks.allSatisfy { $0.isPassed })
  }

  @Test func meetingsOfTheHautsDeFrance() throws {
    let (results, _) = try Self.run("hauts-de-france") {
      $0.coverages = []
      $0.checks.removeAll { check in
        if case .sitesPerTerritory = check { return false } else { return true }
      }
    }
    #expect(figure(results, "sites_dans_leur_territoire", "dedans_par_commune") == .count(7))
    #expect(figure(results, "distances", "territoires_pole_au_dela") == .count(20))
    #expect(figure(results, "distances", "population_pole_au_dela") == .number(512_450))
    #expect(figure(results, "distances", "territoires_moyenne_au_dela") == .count(19))
    #expect(figure(results, "distances", "population_communes_au_dela") == .number(582_955))
    let table = try #require(results.analyses.first { $0.type == "distances" }?.section.tables.first)
    let row = try #require(table.rows.first { $0[0] == .text("02163") })
    func metres(_ key: String) -> Double? {
      table.columns.firstIndex { $0.key == key }.flatMap { row[$0].number }
    }
    // Charly-sur-Marne: Chantilly is nearest, Guise is its own.
    #expect(isWithin(1e-8, metres("distance_pole_m"), of: 62_880.752244))
    #expect(isWithin(1e-8, metres("distance_moyenne_m"), of: 63_602.563458))
    #expect(isWithin(1e-8, metres("distance_pole_propre_m"), of: 103_643.326647))
    #expect(isWithin(1e-8, metres("distance_moyenne_propre_m"), of: 104_978.081527))
    #expect(figure(results, "populations_comparees", "population_retenue") == .number(5_987_457))
    #expect(figure(results, "populations_comparees", "population_imprimee") == .number(5_387_457))
    let euros = results.analyses.first { $0.section.question == "Q3" }?.figures.first {
      $0.key == "fir_euros_par_habitant"
    }
    #expect(isWithin(1e-9, euros?.value.number, of: 2_600_000 / 5_998_916.0))
    // Participants and projects by TAS are not published: unknown, never zero.
    let rates = try #require(results.analyses.first { $0.section.question == "Q9" })
    #expect(
      rates.figures.contains { $0.key == "cnr_projets_par_habitant" || $0.key == "cnr_projets_pour_100k" })
    #expect(rates.section.answer.count { $0.text.contains("n.d.") } == 2)
    #expect(results.checks.count == 2 && results.checks.allSatisfy { $0.isPassed })
  }

  @Test func basinsOfOccitanie() throws {
    let (results, files) = try Self.run("occitanie") {
      $0.coverages = []
      $0.checks = []
    }
    #expect(figure(results, "distances", "population_pole_au_dela") == .number(99_310))
    #expect(figure(results, "distances", "population_moyenne_au_dela") == .number(84_582))
    #expect(figure(results, "territoires_sans_site", "territoires_sans_site") == .count(51))
    #expect(figure(results, "territoires_sans_site", "population_sans_site") == .number(509_495))
    #expect(figure(results, "taux", "msp") == .number(372) && figure(results, "taux", "cpts") == .number(82))
    let report = try #require(files["rapport.md"])
    #expect(report.contains("sièges de CPTS") && report.contains("communes qu’elle liste"))
  }

  /// Every commune has land, a feature and a mark on the map, islands of a commune each among them.
  @Test func islandsStay() throws {
    let islands = [
      "56069", "56085", "56086", "56088", "56152", "56241", "29083", "29084", "29155", "22016", "85113",
      "17004",
    ]
    let (results, files) = try Self.run("france") {
      $0.territories.filter = "departement in (22, 29, 56, 85, 17)"
      $0.coverages = []
      $0.analyses = []
      $0.checks.removeAll { check in
        if case .everyTerritoryDrawn = check { return false } else { return true }
      }
    }
    #expect(results.checks.count == 1 && results.checks.allSatisfy { $0.isPassed })
    let layer = results.inputs.layer
    let zone = try #require(results.zones.first)
    for island in islands {
      let index = try #require(layer.codes.firstIndex(of: island), "\(island)")
      let local = try #require(zone.members.firstIndex(of: index))
      #expect(zone.polygons[local].area > 0.3e6, "\(island)")
      let feature = "\"code\":\"\(island)\""
      #expect(files["territoires.geojson"]?.contains(feature) == true)
      #expect(files["carte.svg"]?.contains("<title>\(island) ") == true, "\(island)")
    }
  }
}
