import Coverage
import GeoFormats
import GeoModel
import Reports
import Studies
import Testing

/// Studies that look at no distance, and what their files refuse.
@Suite struct StudyWithoutCoverageTests {
  private static let membership = """
    "analyses": [ { "type": "communes_sans_projet", "question": "Q10", "titre": "Sans projet",
      "appartenance": { "fichier": "projets.csv", "par": "projet" }, "niveaux": ["bassin"] } ],
    "controles": [ { "type": "mailles_dessinees" } ]
    """

  @Test func membershipOnly() throws {
    let run = try FourSquares.run(FourSquares.study(Self.membership, sites: ""))
    #expect(
      run.names == [
        "territoires.geojson", "niveau-bassin.geojson", "communes-sans-projet-bassin.csv",
        "communes-et-projets.csv", "communes-sans-projet.geojson", "carte.svg", "rapport.txt", "rapport.md",
      ])
    // The map shows the communes: they have its classes, and the level has no figure to class.
    let communes = try #require(run.files["territoires.geojson"])
    #expect(communes.contains("\"classe_libelle\":\"plusieurs projets\""))
    #expect(try #require(run.files["niveau-bassin.geojson"]).contains("\"legende\"") == false)
    let report = try #require(run.files["rapport.md"])
    let brief = try #require(report.firstRange(of: "## La réponse"))
    let section = try #require(report.firstRange(of: "## Q10. Sans projet"))
    #expect(brief.lowerBound < section.lowerBound)
    #expect(report.contains("700 habitants") || report.contains("700\u{A0}habitants"))
    #expect(!report.contains("Zones blanches") && !report.contains("n.d."))
    let map = try #require(run.files["carte.svg"])
    #expect(map.contains("aucun projet") && map.contains("plusieurs projets"))
    #expect(run.results.checks.allSatisfy { $0.isPassed })
  }

  /// The sites come with the rates of every level, and no column of a coverage.
  @Test func sitesOnly() throws {
    let run = try FourSquares.run(FourSquares.study("\"controles\": []"))
    let table = try #require(run.files["indicateurs.csv"])
    #expect(!table.contains("surface_non_couverte_km2") && table.contains("\nbassin,18001,"))
    #expect(run.names.contains("sites.geojson") && run.names.contains("sites-deux.geojson"))
    let territories = try #require(run.files["territoires.geojson"])
    #expect(territories.contains("\"sites_deux\":1") && territories.contains("\"sites_tous\":2"))
  }

  /// A coverage names its sites; the others stand beside it.
  @Test func coverageOfASetOfSites() throws {
    let run = try FourSquares.run(
      FourSquares.study(
        """
        "couvertures": [ { "sites": "deux", "distance": "6km" }, { "sites": "tous", "distance": "6km" } ],
        "controles": [ { "type": "sites_par_territoire", "niveau": "epci", "sites": "deux", "minimum": 1 },
          { "type": "sites_par_territoire", "niveau": "epci", "sites": "tous", "minimum": 1 },
          { "type": "sites_hors_territoire", "sites": "tous", "maximum": 0 } ]
        """))
    // Two discs of 6 km inscribed in two squares of 10 km, their middles 30 km apart.
    let land = run.results.job?.result.landSquareMetres ?? 0
    #expect(isWithin(1e-9, land, of: 4e8))
    #expect(run.results.others.map(\.siteSet) == [0])
    #expect(run.results.checks.map(\.isPassed) == [false, true, true])
    #expect(run.results.checks[0].faults == ["200 (0)"])
    #expect(run.files["rapport.md"]?.contains("ou d’autres sites") == true)
  }

  @Test(arguments: [
    ("\"analyses\": [ { \"type\": \"distance\", \"niveau\": \"bassin\" } ]", "analyses[0].type", "distances"),
    ("\"analyses\": [ { \"type\": \"distances\", \"niveu\": \"bassin\" } ]", "analyses[0].niveu", "niveau"),
    ("\"analyses\": [ { \"type\": \"distances\", \"niveau\": \"basin\" } ]", "analyses[0].niveau", "bassin"),
    (
      "\"analyses\": [ { \"type\": \"distances\", \"niveau\": \"bassin\", \"sites\": \"dex\" } ]",
      "analyses[0].sites", "deux"
    ),
    ("\"couvertures\": [ { \"sites\": \"dex\", \"distance\": \"5km\" } ]", "couvertures[0].sites", "deux"),
    (
      "\"controles\": [ { \"type\": \"population_couverte\", \"minimum\": 0.5 } ]", "controles[0]", "distance"
    ),
    ("\"sorties\": { \"carte\": \"Q9\" }", "sorties.carte", ""),
  ])
  func faultsHaveTheirPlace(_ rest: String, _ field: String, _ named: String) throws {
    let error = #expect(throws: Diagnostic.self) { try FourSquares.run(FourSquares.study(rest)) }
    #expect(error?.location.field == field)
    let told = [error?.expected?.french, error?.hint?.french, error?.message.french].compactMap { $0 }
    #expect(named.isEmpty || told.contains { $0.contains(named) })
  }

  @Test func twoSetsWithOneName() throws {
    let sites = "[ { \"fichier\": \"sites.csv\" }, { \"fichier\": \"deux.csv\" } ]"
    let error = #expect(throws: Diagnostic.self) {
      try FourSquares.run(FourSquares.study("\"controles\": []", sites: sites))
    }
    #expect(error?.code == "study.invalid" && error?.found == "sites")
  }

  /// Sites that work for territories of a level that is not there.
  @Test func ownersWithoutALevel() throws {
    let sites = "{ \"fichier\": \"deux.csv\", \"appartient\": \"region\" }"
    let error = #expect(throws: Diagnostic.self) {
      try FourSquares.run(FourSquares.study("\"controles\": []", sites: sites))
    }
    #expect(error?.location.field == "sites.appartient" && error?.found == "region")
  }

  @Test func anAmountThatIsNoNumber() throws {
    let error = #expect(throws: Diagnostic.self) {
      try FourSquares.run(
        FourSquares.study(
          """
          "analyses": [ { "type": "taux", "niveau": "zone", "mesures": [ { "fichier": "faux.csv",
            "valeur": "euros", "unite": "euros" } ] } ]
          """), more: ["m/faux.csv": "zone,euros\nN,douze\n"])
    }
    #expect(error?.code == "measure.number" && error?.location.line == 2 && error?.found == "douze")
  }
}
