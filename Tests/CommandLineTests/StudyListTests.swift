import Foundation
import GeoFormats
import Testing

@testable import MaillageCLI

/// What the embedded studies are, and names that are none.
@Suite struct StudyListTests {
  private func run(_ arguments: String...) -> (status: Int32, output: String, error: String) {
    let package = GoldenCase.root.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path
    let console = MemoryConsole(input: [])
    let status = MaillageTool.run(
      arguments: arguments, environment: ["MAILLAGE_GEODATA": package + "/GeoData"], console: console)
    return (status, console.output, console.error)
  }

  @Test func listForPeople() {
    let run = run("run", "--list", "--lang", "fr")
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("hauts-de-france (par défaut)\n"))
    for name in ["france", "grand-est", "meurthe-et-moselle", "occitanie"] {
      #expect(run.output.contains("\n\(name)\n"))
    }
    #expect(run.output.contains("    Q10. Quelles communes ne sont dans le territoire d’aucun projet"))
  }

  @Test func listForScripts() throws {
    let run = run("run", "--list", "--json")
    #expect(run.status == 0)
    let value = try JSONValue(parsing: Array(run.output.utf8), source: "json")
    guard case .array(let studies)? = value["etudes"] else {
      Issue.record("no list")
      return
    }
    #expect(studies.count == 5 && studies[0]["nom"]?.text == "hauts-de-france")
    #expect(studies[0]["par_defaut"] == .bool(true) && studies[1]["par_defaut"] == .bool(false))
    guard case .array(let questions)? = studies[0]["questions"] else {
      Issue.record("no questions")
      return
    }
    #expect(questions.contains { $0["numero"]?.text == "Q4" && $0["type"]?.text == "populations_comparees" })
  }

  @Test func unknownName() {
    let run = run("run", "ocitanie", "--lang", "en")
    #expect(run.status == 2)
    #expect(run.error.contains("meurthe-et-moselle") && run.error.contains("Try: occitanie"))
  }
}
