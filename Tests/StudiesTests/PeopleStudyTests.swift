import Coverage
import GeoModel
import Reports
import Studies
import Testing

/// People of uncovered land by area, at the main place or by squares, in studies of four squares.
@Suite struct PeopleStudyTests {
  /// A square of 1 km round each middle, and one in a corner of 18001.
  private static let grid: [String: String] = {
    func square(_ x: Int, _ y: Int, _ people: String) -> String {
      """
      {"type":"Feature","properties":{"ind":\(people)},"geometry":{"type":"Polygon","coordinates":[[[\(x),\(y)],\
      [\(x + 1000),\(y)],[\(x + 1000),\(y + 1000)],[\(x),\(y + 1000)],[\(x),\(y)]]]}}
      """
    }
    let squares = [
      square(604_500, 6_654_500, "90"), square(614_500, 6_654_500, "200"), square(624_500, 6_654_500, "300"),
      square(634_500, 6_654_500, "400"), square(600_000, 6_650_000, "10"), square(590_000, 6_654_500, "7"),
    ]
    let crs = "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:2154\"}}"
    return [
      "m/carreaux.geojson":
        "{\"type\":\"FeatureCollection\",\(crs),\"features\":[\(squares.joined(separator: ","))]}"
    ]
  }()

  private func run(
    _ populations: String, _ rest: String = ""
  ) throws -> (results: StudyResults, files: [String: String], names: [String]) {
    let study = FourSquares.study(
      "\"couvertures\": [ { \"sites\": \"deux\", \"distance\": \"3km\" } ]\(rest)"
    )
    .replacing("{ \"fichier\": \"populations.csv\" }", with: populations)
    return try FourSquares.run(study, more: Self.grid)
  }

  /// The discs hold 90 and 400 of the 1000 people of the squares; 7 more live outside.
  @Test func squares() throws {
    let run = try run("{ \"fichier\": \"populations.csv\", \"carreaux\": \"carreaux.geojson\" }")
    let people = try #require(run.results.people)
    let coverage = try #require(run.results.job?.result)
    #expect(
      people.method == .grid && people.rows(coverage).map(\.method.word) == ["surface", "points", "carreaux"])
    #expect(isWithin(1e-9, coverage.uncoveredPopulation, of: 510))
    let rows = people.rows(coverage)
    // Discs of 256 sides: a little less than 9π km² of the 100 km² of two squares.
    #expect(isWithin(1e-3, rows[0].uncovered, of: 1000 - 500 * 0.09 * Double.pi))
    let report = try #require(run.files["rapport.md"])
    #expect(report.contains("Et si les habitants sont comptés autrement"))
    #expect(report.contains("dans leurs carreaux (étude) | 1\u{202F}000 | 510"))
    #expect(report.contains("1\u{202F}007\u{202F}hab. = 1\u{202F}000 dans les territoires + 7 dehors"))
    #expect(!report.contains("ne pas publier"))
  }

  /// Without a table the squares are the population of everything.
  @Test func squaresAlone() throws {
    let run = try run(
      "{ \"carreaux\": { \"fichier\": \"carreaux.geojson\", \"valeur\": \"ind\" }, \"methode\": \"centre\" }")
    #expect(run.results.inputs.populations == [100, 200, 300, 400])
    #expect(run.results.frames.first { $0.key == "bassin" }?.populations == [300, 700])
    #expect(isWithin(1e-9, run.results.job?.result.uncoveredPopulation, of: 510))
  }

  @Test func byArea() throws {
    let run = try run(
      "{ \"fichier\": \"populations.csv\", \"carreaux\": \"carreaux.geojson\" }",
      ", \"methode_population\": \"surface\"")
    #expect(run.results.people?.method == .area)
    #expect(isWithin(1e-3, run.results.job?.result.uncoveredPopulation, of: 1000 - 500 * 0.09 * Double.pi))
  }

  @Test(arguments: [
    ("{ \"fichier\": \"populations.csv\", \"methode\": \"centre\" }", "", "populations.carreaux"),
    ("{ \"carreaux\": \"carreaux.geojson\", \"methode\": \"milieu\" }", "", "populations.methode"),
    ("{ \"carreaux\": \"carreaux.geojson\", \"valeur\": \"ind\" }", "", "populations.fichier"),
    ("{ \"carreaux\": \"carreaux.geojson\" }", ", \"methode_population\": \"points\"", "methode_population"),
    ("{ \"fichier\": \"populations.csv\" }", ", \"methode_population\": \"carreaux\"", "methode_population"),
  ])
  func refused(_ populations: String, _ rest: String, _ field: String) {
    let error = #expect(throws: Diagnostic.self) { try run(populations, rest) }
    #expect(error?.code == "study.invalid" && error?.location.field == field)
  }

  /// The smoothed rate and the funnel of a study are those of `maillage indicators`.
  @Test func ratesLikeIndicators() throws {
    let run = try FourSquares.run(
      FourSquares.study(
        """
        "analyses": [ { "type": "taux", "niveau": "bassin", "lissage": true, "entonnoir": true,
          "mesures": [ { "sites": "tous", "pour": 1000 } ] } ]
        """))
    let results = run.results
    let job = try IndicatorJob(
      results.inputs.layer, sites: results.inputs.siteSets[0], populations: results.inputs.populations,
      membership: results.inputs.memberships.first { $0.level == "bassin" }, base: 1000, threads: 1)
    let extras = IndicatorExtras(job, smooth: true, funnel: true)
    let expected = String(decoding: IndicatorTable.csv(job.indicators, extras: extras), as: UTF8.self)
      .split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let own = try #require(run.files["taux-bassin-tous.csv"])
      .split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let names = ["taux_lisse": "tous_pour_1k_lisse"]
    for column in [
      "taux_lisse", "funnel95_bas", "funnel95_haut", "funnel998_bas", "funnel998_haut", "funnel",
      "rapport_total",
    ] {
      let there = try #require(expected[0].firstIndex { $0 == column })
      let here = try #require(own[0].firstIndex { $0 == names[column] ?? "tous_\(column)" })
      for row in 1...2 { #expect(own[row][here] == expected[row][there], "\(column)") }
    }
    #expect(run.files["rapport.md"]?.contains("Entonnoir") == true)
  }
}
