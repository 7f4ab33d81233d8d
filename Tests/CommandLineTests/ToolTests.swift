import GeoFormats
import GeoModel
import Testing

@testable import MaillageCLI

@Suite struct ToolTests {
  private static let bad = Diagnostic(
    "csv.field-count", at: SourceLocation(file: "sites.csv", line: 12, field: "x"),
    Phrase(en: "too few fields", fr: "pas assez de champs"), found: "3")

  private static func warning(_ line: Int) -> Diagnostic {
    Diagnostic(
      "site.no-place", severity: .warning, at: SourceLocation(file: "sites.csv", line: line),
      Phrase(en: "no place", fr: "pas de lieu"))
  }

  /// One JSON object without its blanks; throws where the text is anything else.
  private func compact(_ text: String) throws -> String {
    try JSONValue(parsing: Array(text.utf8), source: "output").compactText
  }

  @Test func aSummaryGoesToTheOutput() {
    let run = Demo.run([]) { _ in
      var outcome = CommandOutcome()
      outcome.text(Phrase(en: "Sites joined", fr: "Sites rattachés"))
      outcome.figure(Phrase(en: "read", fr: "lus"), "10\u{202F}007")
      outcome.figure(Phrase(en: "rejected", fr: "rejetés"), "3")
      outcome.json("sites_lus", .string("x"))
      return outcome
    }
    #expect(run.status == 0)
    #expect(run.output == "Sites joined\n  read      10,007\n  rejected  3\n")
    #expect(run.error == "")
  }

  @Test func quietDropsTheSummaryAndNotesButNotWarnings() {
    let run = Demo.run(["--quiet"]) { context in
      context.note(Phrase(en: "note", fr: "note"))
      context.warn(Self.warning(3))
      var outcome = CommandOutcome()
      outcome.text(Phrase(en: "done", fr: "fait"))
      return outcome
    }
    #expect(run.output == "")
    #expect(run.error == "sites.csv:3: warning: no place.\n")
  }

  @Test func dataOnTheOutputSendsTheSummaryToErrors() {
    let run = Demo.run(["-o", "-"], input: "bytes") { context in
      try context.write(try context.read("-"), to: "-")
      var outcome = CommandOutcome()
      outcome.text(Phrase(en: "done", fr: "fait"))
      return outcome
    }
    #expect(run.output == "bytes")
    #expect(run.error == "done\n")
  }

  @Test func jsonIsOneObjectWithTheWarnings() throws {
    let run = Demo.run(["--json"]) { context in
      context.warn(Self.warning(3))
      var outcome = CommandOutcome()
      outcome.text(Phrase(en: "done", fr: "fait"))
      outcome.json("territoire", .string("62"))
      return outcome
    }
    #expect(run.status == 0)
    #expect(
      try compact(run.output) == """
        {"version":"\(MaillageVersion.current)","commande":"demo","avertissements":[{"code":"site.no-place",\
        "message":"no place.","fichier":"sites.csv","ligne":3,"objet":null,"champ":null,"valeur":null}],\
        "territoire":"62"}
        """)
    #expect(run.error == "sites.csv:3: warning: no place.\n")
  }

  @Test func badDataIsTwoWithItsPlace() {
    let english = Demo.run([]) { _ in throw Self.bad }
    #expect(english.status == 2)
    #expect(english.output == "")
    #expect(english.error == "sites.csv:12: error: field \"x\": too few fields: found \"3\".\n")
    let french = Demo.run(["--lang", "fr"]) { _ in throw Self.bad }
    #expect(french.error == "sites.csv:12: erreur : champ \"x\" : pas assez de champs : trouvé \"3\".\n")
  }

  @Test func badDataAsJSON() throws {
    let run = Demo.run(["--json"]) { context in
      context.warn(Self.warning(3))
      throw Self.bad
    }
    #expect(run.status == 2)
    #expect(
      try compact(run.output) == """
        {"version":"\(MaillageVersion.current)","commande":"demo","erreur":{"code":"csv.field-count",\
        "message":"too few fields: found \\"3\\".","fichier":"sites.csv","ligne":12,"objet":null,"champ":"x",\
        "valeur":"3"},"avertissements":[{"code":"site.no-place","message":"no place.","fichier":"sites.csv",\
        "ligne":3,"objet":null,"champ":null,"valeur":null}]}
        """)
  }

  @Test func usageErrorsOfACommandNameItsHelp() {
    let run = Demo.run(["--within", "15"]) { context in
      _ = try context.options.length("within")
      return CommandOutcome()
    }
    #expect(run.status == 64)
    #expect(run.error.hasPrefix("maillage: error: option --within: bad value: found \"15\";"))
    #expect(run.error.hasSuffix("\nHelp: maillage demo --help\n"))
  }

  @Test func jsonAndDataCannotShareTheOutput() {
    let run = Demo.run(["--json", "-o", "-"]) { _ in CommandOutcome() }
    #expect(run.status == 64)
    #expect(run.output.contains("\"code\": \"usage.output-with-json\""))
    let late = Demo.run(["--json"]) { context in
      try context.write([], to: "-")
      return CommandOutcome()
    }
    #expect(late.status == 64)
  }

  @Test func aReaderThatLeftIsNoError() {
    let run = Demo.run(["--json"]) { _ in
      throw Diagnostic("file.pipe", Phrase(en: "closed", fr: "fermé"))
    }
    #expect(run.status == 141)
    #expect(run.output + run.error == "")
  }

  /// A standard output without room.
  private struct FullConsole: Console {
    let memory = MemoryConsole()
    func writeOutput(_ bytes: [UInt8]) throws(Diagnostic) {
      throw Diagnostic(
        "file.write", at: SourceLocation(file: "-"), Phrase(en: "disk full", fr: "disque plein"))
    }
    func writeError(_ bytes: [UInt8]) { memory.writeError(bytes) }
    func readInput() throws(Diagnostic) -> [UInt8] { [] }
    var errorIsTerminal: Bool { false }
  }

  @Test(arguments: [["--help"], ["demo", "--territories", "t"], ["demo", "--territories", "t", "--json"]])
  func anOutputThatCannotBeWrittenIsTwo(_ arguments: [String]) {
    let console = FullConsole()
    let command = Demo.command { _ in
      var outcome = CommandOutcome()
      outcome.text(Phrase(en: "done", fr: "fait"))
      return outcome
    }
    #expect(Tool(commands: [command]).run(arguments: arguments, environment: [:], console: console) == 2)
    #expect(console.memory.error == "maillage: error: disk full.\n")
  }

  @Test func aFailedCheckIsOne() {
    let run = Demo.run([]) { _ in
      var outcome = CommandOutcome()
      outcome.isSuccess = false
      return outcome
    }
    #expect(run.status == 1)
  }

  @Test func strictFailsOnWarningsAndRejectedRows() {
    #expect(Demo.run(["--strict"]) { _ in CommandOutcome() }.status == 0)
    let warned = Demo.run(["--strict"]) { context in
      context.warn(Self.warning(3))
      return CommandOutcome()
    }
    #expect(warned.status == 1)
    #expect(warned.error.contains("--strict"))
    let rejected = Demo.run(["--strict"]) { context in
      context.countRejectedRows(1)
      return CommandOutcome()
    }
    #expect(rejected.status == 1)
    let lenient = Demo.run([]) { context in
      context.countRejectedRows(1)
      return CommandOutcome()
    }
    #expect(lenient.status == 0)
  }

  @Test func manyWarningsOfOneKindAreCounted() {
    let run = Demo.run([]) { context in
      for line in 1...332 { context.warn(Self.warning(line)) }
      return CommandOutcome()
    }
    let lines = run.error.split(separator: "\n")
    #expect(lines.count == 21)
    #expect(lines.last == "maillage: warning: … and 312 more (site.no-place)")
  }

  @Test func commonOptionsMayComeFirst() {
    let console = MemoryConsole()
    let command = Demo.command { context in
      var outcome = CommandOutcome()
      outcome.text(Phrase(en: "\(context.threads) threads", fr: "\(context.threads) fils"))
      return outcome
    }
    let arguments = ["--lang", "fr", "--threads=2", "demo", "--territories", "t"]
    #expect(Tool(commands: [command]).run(arguments: arguments, environment: [:], console: console) == 0)
    #expect(console.output == "2 fils\n")
  }

  @Test func anOptionOfACommandDoesNotComeFirst() {
    let console = MemoryConsole()
    let tool = Tool(commands: [Demo.command { _ in CommandOutcome() }])
    #expect(tool.run(arguments: ["--within", "15km", "demo"], environment: [:], console: console) == 64)
    #expect(console.error == "maillage: error: unknown option --within.\nHelp: maillage --help\n")
  }

  @Test func helpComesBeforeErrors() {
    let run = Demo.run(["--nonsense", "--help"]) { _ in throw Self.bad }
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("maillage demo: tries the framework\n"))
  }

  @Test func versionNamesTheLibraries() {
    let console = MemoryConsole()
    let tool = Tool(commands: []) { [LibraryVersion(name: "GEOS", version: "3.11.1")] }
    #expect(tool.run(arguments: ["--version"], environment: [:], console: console) == 0)
    #expect(console.output == "maillage \(MaillageVersion.current)\nGEOS 3.11.1\n")
  }

  @Test(arguments: [
    ([:], Language.english), (["LANG": "fr_FR.UTF-8"], .french), (["LANG": "fr", "LC_ALL": "C"], .english),
    (["LANG": "C", "LC_MESSAGES": "fr_BE"], .french), (["LANG": "en_GB", "LC_ALL": ""], .english),
  ])
  func theEnvironmentChoosesTheLanguage(_ environment: [String: String], _ language: Language) {
    #expect(MessageLanguage.fromEnvironment(environment) == language)
  }
}
