import Coverage
import GeoModel
import GeoNative
import Reports
import Studies
import Testing

/// Inequality and coverage in minutes in studies of four squares, against figures worked out by hand.
@Suite struct InequalityStudyTests {
  private static let access = """
    { "type": "acces", "id": "maisons", "niveau": "bassin", "sites": "deux", "portee": "12km" }
    """

  private func figure(_ result: AnalysisResult, _ key: String) -> FigureTable.Figure? {
    result.figures.first { $0.key == key }?.value
  }

  /// 300 people have 1/300 each and 700 have 1/700: 30 % of them have half of the supply.
  @Test func ofAccess() throws {
    let run = try FourSquares.run(
      FourSquares.study(
        """
        "analyses": [ \(Self.access), { "type": "inegalites", "acces": "maisons", "groupes": "bassin",
          "permutations": 99, "graine": 7 } ]
        """))
    let result = run.results.analyses[1]
    #expect(isWithin(1e-12, figure(result, "gini")?.number, of: 0.2))
    #expect(isWithin(1e-12, figure(result, "hoover")?.number, of: 0.2))
    let theil = 0.5 * Double.logarithm(0.5 / 0.3) + 0.5 * Double.logarithm(0.5 / 0.7)
    #expect(isWithin(1e-12, figure(result, "theil")?.number, of: theil))
    #expect(isWithin(1e-12, figure(result, "theil_entre")?.number, of: theil))
    #expect(abs(figure(result, "theil_dans")?.number ?? 1) < 1e-15)
    // Nobody is above the ninth decile.
    #expect(figure(result, "palma") == .missing)
    #expect(isWithin(1e-12, figure(result, "moyenne")?.number, of: 200))
    // A row of four, z = (1, 1, −1, −1): the lags are 1, 0, 0, −1, and z'z is 4.
    #expect(isWithin(1e-12, figure(result, "moran_i")?.number, of: 0.5))
    #expect(figure(result, "graine") == .text("7") && figure(result, "permutations") == .count(99))
    let lorenz = try #require(run.files["lorenz-mailles-maisons.csv"])
    #expect(lorenz.split(separator: "\n").count == 6 && lorenz.hasSuffix(",1,1\n"))
    #expect(run.files["voisinage-mailles-maisons.csv"]?.contains("18002,Commune 2,") == true)
    let report = try #require(run.files["rapport.md"])
    #expect(report.contains("100\u{202F}% de l’inégalité (Theil) est entre les groupes"))
    #expect(report.contains("99 permutations, graine 7"))
  }

  /// Of a rate by level: a and e are in bassin 18001 (300 people), b, c and d in 18004 (700).
  @Test func ofRates() throws {
    let run = try FourSquares.run(
      FourSquares.study(
        """
        "analyses": [ { "type": "inegalites", "niveau": "bassin", "mesure": { "sites": "tous" } } ]
        """))
    let result = run.results.analyses[0]
    #expect(isWithin(1e-12, figure(result, "gini")?.number, of: 0.7 - 3 / 5.0))
    #expect(isWithin(1e-9, figure(result, "moyenne")?.number, of: 500))
    #expect(result.section.answer.contains { $0.text.contains("n.d. (il demande trois territoires") })
  }

  /// The values of a table, ranked by another: those of rank 2 and 1 hold all and nothing.
  @Test func ofATable() throws {
    let run = try FourSquares.run(
      FourSquares.study(
        """
        "analyses": [ { "type": "inegalites", "niveau": "bassin", "fichier": "chiffres2.csv", "cle": "bassin",
          "valeur": "v", "classement": { "fichier": "chiffres2.csv", "cle": "bassin", "valeur": "r",
          "libelle": "le revenu" } } ]
        """), more: ["m/chiffres2.csv": "bassin,v,r\n18001,1,2\n18004,0,1\n"])
    let result = run.results.analyses[0]
    // Mid-ranks 0.35 and 0.85, y/μ = 0 and 1/0.3: 2 × (0.7 × −0.15 × −1 + 0.3 × 0.35 × (1/0.3 − 1)).
    #expect(isWithin(1e-12, figure(result, "concentration")?.number, of: 0.7))
    #expect(result.section.answer.contains { $0.text.contains("selon le revenu : +0,700") })
  }

  /// 18003 is 40 min from b, 18004 is in no row.
  @Test func minutesByMatrix() throws {
    let run = try FourSquares.run(
      FourSquares.study(
        """
        "couvertures": [ { "sites": "deux", "duree": "15min", "temps": "temps.csv", "cle": "nom" } ]
        """), more: ["m/temps.csv": "de,vers,minutes\n18001,a,3\n18002,a,14\n18003,b,40\n"])
    let job = try #require(run.results.times.first?.job)
    #expect(job.states.map(\.rawValue) == ["couvert", "couvert", "non_couvert", "inconnu"])
    #expect(run.names.contains("zones-blanches-minutes.geojson"))
    let report = try #require(run.files["rapport.md"])
    #expect(
      report.contains("1 commune est à plus de 15\u{202F}min de tout site")
        || report.contains("1\u{A0}commune est à plus de 15\u{202F}min de tout site"))
    #expect(report.contains("= 300 couverts + 300 non couverts + 400 de communes inconnues"))
    #expect(!report.contains("ne pas publier ces chiffres"))
  }

  /// The layer of the values that the map shows has their unit, which the legend's heading may leave out.
  @Test(arguments: [
    (access, "pour 100\u{202F}000 habitants"),
    ("{ \"type\": \"acces\", \"niveau\": \"bassin\", \"sites\": \"deux\", \"methode\": \"nearest\" }", "km"),
    (
      "{ \"type\": \"inegalites\", \"niveau\": \"bassin\", \"mesure\": { \"sites\": \"tous\" } }",
      "pour 100\u{202F}000 habitants"
    ),
    ("{ \"type\": \"territoires_sans_site\", \"niveau\": \"bassin\", \"sites\": \"deux\" }", "sites"),
  ])
  func unitsOfTheMapsLayer(_ analysis: String, _ unit: String) throws {
    let run = try FourSquares.run(FourSquares.study("\"analyses\": [ \(analysis) ]"))
    let layers = run.files.filter { $0.value.contains("\"colonne\":\"valeur\"") }
    #expect(layers.count == 1)
    #expect(layers.allSatisfy { $0.value.contains("\"unite\":\"\(unit)\"") })
  }

  /// The same times in other units give the same results, to the byte of every file but the report, which names its inputs.
  @Test(arguments: [("s", 60.0), ("h", 1 / 60.0), ("min", 1)])
  func unitsOfAMatrix(_ unit: String, _ factor: Double) throws {
    func run(_ unit: String, _ factor: Double) throws -> [String: String] {
      let rows = [("18001,a", 3.0), ("18002,a", 12), ("18003,b", 42)].map { "\($0),\($1 * factor)\n" }
        .joined()
      let times = unit.isEmpty ? "" : ", \"unite_temps\": \"\(unit)\""
      return try FourSquares.run(
        FourSquares.study(
          """
          "couvertures": [ { "sites": "deux", "duree": "15min", "cle": "nom",
            "temps": { "fichier": "temps.csv", "de": "de", "vers": "vers", "minutes": "t"\(times) } } ],
          "analyses": [ { "type": "acces", "niveau": "bassin", "sites": "deux", "methode": "nearest", "cle": "nom",
            "temps": { "fichier": "temps.csv", "minutes": "t"\(times) } } ]
          """), more: ["m/temps.csv": "de,vers,t\n" + rows]
      ).files
    }
    let (minutes, other) = (try run("", 1), try run(unit, factor))
    #expect(other["acces-deux.csv"]?.contains("18003,Commune 3,") == true && other.count == minutes.count)
    for name in minutes.keys.sorted() where !name.hasPrefix("rapport") {
      #expect(minutes[name] == other[name], "\(name)")
    }
  }

  /// A file that serves twice is one input; two of one name in two folders are two, with their own sizes and hashes.
  @Test func matricesAmongTheInputs() throws {
    let rows = "de,vers,minutes\n18001,a,3\n18002,a,14\n18003,b,40\n"
    func matrices(_ first: String, _ second: String) throws -> [Int] {
      let run = try FourSquares.run(
        FourSquares.study(
          """
          "couvertures": [ { "sites": "deux", "duree": "15min", "temps": "\(first)", "cle": "nom" } ],
          "analyses": [ { "type": "acces", "niveau": "bassin", "sites": "deux", "methode": "nearest", "cle": "nom",
            "temps": "\(second)" } ]
          """), more: ["m/x/temps.csv": rows, "m/y/temps.csv": rows + "18004,b,5\n"])
      let lines = try #require(run.files["rapport.md"]).split(separator: "\n")
      let sizes = lines.filter { $0.hasPrefix("| temps.csv | ") }.compactMap {
        Int($0.split(separator: " ")[3])
      }
      #expect(lines.count { $0.hasSuffix("  temps.csv") } == sizes.count)
      return sizes
    }
    #expect(try matrices("x/temps.csv", "x/temps.csv") == [rows.utf8.count])
    #expect(
      try matrices("x/temps.csv", "y/temps.csv") == [rows.utf8.count, rows.utf8.count + 10])
  }

  /// 30 minutes at 24 km/h on a road 2 times as long are 6 km.
  @Test func estimatedMinutes() throws {
    func run(_ coverage: String) throws -> (results: StudyResults, files: [String: String], names: [String]) {
      try FourSquares.run(FourSquares.study("\"couvertures\": [ \(coverage) ]"))
    }
    let minutes = try run("{ \"sites\": \"deux\", \"duree\": \"30min\", \"vitesse\": 24, \"detour\": 2 }")
    let metres = try run("{ \"sites\": \"deux\", \"distance\": \"6km\" }")
    #expect(minutes.files["zones-blanches.geojson"] == metres.files["zones-blanches.geojson"])
    let report = try #require(minutes.files["rapport.md"])
    #expect(report.contains("6\u{202F}km (30 min estimées)") && report.contains("à 24 km/h"))
  }

  /// What a study must not say, with the path of the member.
  @Test(arguments: [
    ("\"type\": \"acces\", \"niveau\": \"bassin\"", "analyses[0].portee"),
    ("\"type\": \"acces\", \"niveau\": \"bassin\", \"portee\": \"30min\"", "analyses[0].portee"),
    (
      "\"type\": \"acces\", \"niveau\": \"bassin\", \"portee\": \"9km\", \"detour\": 1.2",
      "analyses[0].vitesse"
    ),
    ("\"type\": \"acces\", \"niveau\": \"bassin\", \"decroissance\": \"apl\"", "analyses[0].decroissance"),
    (
      "\"type\": \"acces\", \"niveau\": \"bassin\", \"decroissance\": \"lineaire:3\"",
      "analyses[0].decroissance"
    ),
    (
      "\"type\": \"acces\", \"niveau\": \"bassin\", \"portee\": \"9km\", \"methode\": \"2sfc\"",
      "analyses[0].methode"
    ),
    (
      "\"type\": \"acces\", \"niveau\": \"bassin\", \"portee\": \"9km\", \"hors_etude\": \"oui\"",
      "analyses[0].hors_etude"
    ),
    (
      "\"type\": \"acces\", \"niveau\": \"bassin\", \"portee\": \"9km\", \"unite\": \"ETP\"",
      "analyses[0].capacite"
    ),
    ("\"type\": \"acces\", \"niveau\": \"bassin\", \"portee\": \"9km\", \"porte\": 1", "analyses[0].porte"),
    (
      "\"type\": \"acces\", \"niveau\": \"bassin\", \"portee\": \"9min\", \"vitesse\": 50, \"temps\": \"t.csv\"",
      "analyses[0].vitesse"
    ),
    ("\"type\": \"acces\", \"niveau\": \"basin\", \"portee\": \"9km\"", "analyses[0].niveau"),
    ("\"type\": \"inegalites\"", "analyses[0]"),
    ("\"type\": \"inegalites\", \"acces\": \"rien\"", "analyses[0].acces"),
    ("\"type\": \"inegalites\", \"acces\": \"a\", \"fichier\": \"b\"", "analyses[0].fichier"),
    ("\"type\": \"inegalites\", \"acces\": \"a\", \"valeur\": \"b\"", "analyses[0].fichier"),
    ("\"type\": \"inegalites\", \"acces\": \"a\", \"permutations\": 1.5", "analyses[0].permutations"),
  ])
  func refused(_ members: String, _ field: String) {
    let error = #expect(throws: Diagnostic.self) {
      try FourSquares.run(FourSquares.study("\"analyses\": [ { \(members) } ]"))
    }
    #expect(error?.code == "study.invalid" && error?.location.field == field)
  }

  @Test(arguments: [
    ("\"duree\": \"15min\"", "couvertures[0].vitesse"),
    ("\"duree\": \"15km\", \"vitesse\": 50", "couvertures[0].duree"),
    ("\"distance\": \"5km\", \"vitesse\": 50", "couvertures[0].duree"),
    ("\"distance\": \"5km\", \"duree\": \"5min\", \"vitesse\": 50", "couvertures[0].duree"),
    (
      "\"duree\": \"5min\", \"temps\": { \"fichier\": \"t.csv\", \"intrazonal\": -1 }",
      "couvertures[0].temps.intrazonal"
    ),
    (
      "\"duree\": \"5min\", \"temps\": { \"fichier\": \"t.csv\", \"unite_temps\": \"sec\" }",
      "couvertures[0].temps.unite_temps"
    ),
    (
      "\"duree\": \"5min\", \"temps\": { \"fichier\": \"t.csv\", \"unite_temps\": 60 }",
      "couvertures[0].temps.unite_temps"
    ),
    ("\"distance\": \"5km\", \"temps\": \"t.csv\"", "couvertures[0].distance"),
  ])
  func refusedCoverages(_ members: String, _ field: String) {
    let error = #expect(throws: Diagnostic.self) {
      try FourSquares.run(FourSquares.study("\"couvertures\": [ { \"sites\": \"deux\", \(members) } ]"))
    }
    #expect(error?.code == "study.invalid" && error?.location.field == field)
  }
}
