import Foundation
import Testing

@testable import MaillageCLI

/// What the documents show is what the program prints.
@Suite struct DocumentationTests {
  @Test func theExamplesOfTheMethodsPrintWhatIsShown() throws {
    try check(try DocumentedExample.all(in: "Documentation/Methods.md"), atLeast: 10)
  }

  private func check(_ examples: [DocumentedExample], atLeast count: Int) throws {
    #expect(examples.count { $0.words.first == "maillage" } >= count)
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("maillage-documents-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for example in examples {
      let (output, error) = try example.run(in: folder)
      #expect(error.isEmpty, "line \(example.line): \(error)")
      let expected = example.output
      #expect(
        DocumentedExample.matches(output[...], expected[...]),
        "line \(example.line): found\n\(output.joined(separator: "\n"))\nexpected\n\(expected.joined(separator: "\n"))"
      )
    }
  }

  /// The table of the nine methods, on the places that the example before it gives.
  @Test func theTableOfTheMethodsOfAccessIsWhatTheyGive() throws {
    let document = try String(
      contentsOf: DocumentedExample.root.appendingPathComponent("Documentation/Methods.md"), encoding: .utf8)
    let files = try DocumentedExample.all(in: "Documentation/Methods.md")
      .filter { ["cat communes.csv", "cat medecins.csv", "cat temps.csv"].contains($0.command) }
    #expect(files.count == 3)
    let sandbox = try Sandbox()
    for file in files {
      try sandbox.write(
        Array((file.output.joined(separator: "\n") + "\n").utf8),
        to: String(file.command.dropFirst(4)))
    }
    let rows = document.split(separator: "\n").drop { !$0.hasPrefix("| `--method` | A | B | C |") }.dropFirst(
      2
    )
    .prefix { $0.hasPrefix("|") }
    #expect(rows.count == 9)
    for row in rows {
      let cells = row.split(separator: "|").map { $0.filter { $0 != " " && $0 != "`" } }
      let run = sandbox.run([
        "access", "--demand", "{in}/communes.csv", "--supply", "{in}/medecins.csv", "--capacity", "etp",
        "--times",
        "{in}/temps.csv", "--decay", "apl", "--method", cells[0], "-o", "-", "--quiet",
      ])
      let found = run.output.split(separator: "\n").dropFirst().map {
        $0.split(separator: ",", omittingEmptySubsequences: false)
      }
      let isShared = cells[0].hasSuffix("sfca") || cells[0] == "bfca"
      for (place, cell) in zip(found, cells[1...3]) {
        let value = try #require(Double(place[isShared ? 2 : 1]), "\(cells[0]): \(run.error)")
        let shown = try #require(Double(cell))
        #expect(abs(value - shown) <= 0.005, "\(cells[0]): \(value) is shown as \(shown)")
      }
    }
  }
}
