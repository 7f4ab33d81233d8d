import Foundation
import Testing

@testable import MaillageCLI

/// What `run` may overwrite.
@Suite struct RunFolderTests {
  private static let names = [
    "territoires.geojson", "zones-blanches.geojson", "niveau-bassin.geojson", "sites.geojson",
    "indicateurs.csv", "carte.svg", "rapport.txt", "rapport.md",
  ]

  private func run(_ sandbox: Sandbox, _ extra: String...) -> Sandbox.Run {
    sandbox.run(["run", "{fixtures}/etude.json", "-o", "{out}/r", "--quiet"] + extra)
  }

  @Test func ownResultsAreReplaced() throws {
    let sandbox = try Sandbox()
    #expect(run(sandbox).status == 0)
    let first = try sandbox.files()
    #expect(Set(first.keys) == Set((Self.names + [".maillage.json"]).map { "r/\($0)" }))
    #expect(first.values.allSatisfy { !$0.isEmpty })
    #expect(run(sandbox).status == 0)
    #expect(try sandbox.files() == first)
  }

  @Test func aChangedResultIsKept() throws {
    let sandbox = try Sandbox()
    #expect(run(sandbox).status == 0)
    let report = sandbox.output.appendingPathComponent("r/rapport.md")
    try Data("annoté\n".utf8).write(to: report)
    let before = try sandbox.files()
    let refused = run(sandbox)
    #expect(refused.status == 2)
    #expect(refused.error.contains("r/rapport.md: error: ") && refused.error.contains("--force"))
    #expect(try sandbox.files() == before)
    #expect(run(sandbox, "--force").status == 0)
    #expect(try sandbox.files()["r/rapport.md"] != Data("annoté\n".utf8))
  }

  @Test func aFileOfSomeoneElseIsKept() throws {
    let sandbox = try Sandbox()
    try FileManager.default.createDirectory(
      at: sandbox.output.appendingPathComponent("r"), withIntermediateDirectories: true)
    try Data("dessin".utf8).write(to: sandbox.output.appendingPathComponent("r/carte.svg"))
    let refused = run(sandbox, "--lang", "fr")
    #expect(refused.status == 2 && refused.error.contains("r/carte.svg: erreur : "))
    #expect(try sandbox.files() == ["r/carte.svg": Data("dessin".utf8)])
  }

  /// A column of the sites may be called as one of ours.
  @Test func ownColumnsKeepTheirNames() throws {
    let sandbox = try Sandbox()
    try sandbox.copyFixtures("degres.geojson", "cabinets-communes.csv", "alentours.geojson")
    try sandbox.write(
      Array(
        """
        { "titre": "Essai", "territoires": { "fichiers": ["degres.geojson"], "alentours": ["alentours.geojson"] },
          "sites": { "fichier": "cabinets-communes.csv" }, "couvertures": [{ "distance": "5km" }] }
        """.utf8), to: "e.json")
    #expect(sandbox.run(["run", "{in}/e.json", "-o", "{out}"]).status == 0)
    let sites = String(decoding: try #require(try sandbox.files()["sites.geojson"]), as: UTF8.self)
    #expect(sites.contains("\"territoire\":\"x\"") && sites.contains("\"territoire_2\":\"18101\""))
  }

  /// A folder in the place of a late result: the earlier ones are not left behind.
  @Test func oneResultThatCannotBeWrittenLeavesNone() throws {
    let sandbox = try Sandbox()
    try FileManager.default.createDirectory(
      at: sandbox.output.appendingPathComponent("r/rapport.md"), withIntermediateDirectories: true)
    let failed = run(sandbox, "--force")
    #expect(failed.status == 2 && failed.error.contains("r/rapport.md: error: "))
    #expect(try sandbox.files().isEmpty)
  }

  /// A defect found late leaves the earlier results as they were.
  @Test func aFailureLeavesEarlierResults() throws {
    let sandbox = try Sandbox()
    #expect(run(sandbox).status == 0)
    let before = try sandbox.files()
    let failed = sandbox.run(["run", "{fixtures}/etude-niveau-inconnu.json", "-o", "{out}/r", "--force"])
    #expect(failed.status == 2)
    #expect(try sandbox.files() == before)
  }
}

/// The same bytes whatever the thread count.
@Suite struct DeterminismTests {
  @Test func ofAStudy() throws {
    var first: [String: Data]?
    for threads in ["1", "2", "7"] {
      let sandbox = try Sandbox()
      let run = sandbox.run([
        "run", "{fixtures}/etude.json", "-o", "{out}/r", "--quiet", "--threads", threads,
      ])
      #expect(run.status == 0)
      let files = try sandbox.files()
      #expect(files == first ?? files)
      first = files
    }
  }

  @Test func ofGaps() throws {
    var first: [String: Data]?
    for threads in ["1", "2", "7"] {
      let sandbox = try Sandbox()
      let run = sandbox.run([
        "gaps", "--territories", "{fixtures}/carres.geojson", "--sites", "{fixtures}/sites.csv", "--crs",
        "EPSG:2154",
        "--within", "4km", "--population", "{fixtures}/populations.csv", "--around",
        "{fixtures}/alentours.geojson",
        "-o", "{out}/z", "--territories-output", "{out}/t", "--json", "--threads", threads,
      ])
      #expect(run.status == 0)
      var files = try sandbox.files()
      files["stdout"] = Data(run.output.utf8)
      #expect(files == first ?? files)
      first = files
    }
  }
}
