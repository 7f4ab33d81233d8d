import Foundation
import Testing

@testable import MaillageCLI

/// What `run` may overwrite.
@Suite struct RunFolderTests {
  private static let names = [
    "territoires.geojson", "zones-blanches.geojson", "sites.geojson", "indicateurs.csv", "carte.svg",
    "rapport.txt", "rapport.md",
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

/// The program itself, as a process of its own.
@Suite(.enabled(if: Program.isBuilt, "the program is not beside the tests"))
struct ProgramTests {
  /// From another folder, by another path: the same bytes; without `-o`, a folder named after the study.
  @Test func theFolderItRunsFromChangesNothing() throws {
    let sandbox = try Sandbox()
    try sandbox.copyFixtures(
      "etude.json", "carres.geojson", "alentours.geojson", "populations.csv", "composition.csv",
      "bassins.csv",
      "sites.csv")
    let absolute = sandbox.input.appendingPathComponent("etude.json").path
    #expect(try Program.run([absolute], in: sandbox.output).status == 0)
    let first = try sandbox.files()
    #expect(first.count == 8 && first.keys.allSatisfy { $0.hasPrefix("resultats-etude/") })
    let inside = try Program.run(["etude.json", "-o", "../out/deux"], in: sandbox.input)
    #expect(inside.status == 0, "\(inside.error)")
    #expect(try Program.run(["in/etude.json", "-o", "out/trois"], in: sandbox.root).status == 0)
    let all = try sandbox.files()
    for (name, data) in first {
      for folder in ["deux", "trois"] {
        #expect(
          all[name.replacingOccurrences(of: "resultats-etude", with: folder)] == data, "\(folder): \(name)")
      }
    }
  }

  @Test func aStudyMayComeFromTheStandardInputOfItsFolder() throws {
    let sandbox = try Sandbox()
    try sandbox.copyFixtures(
      "etude.json", "carres.geojson", "alentours.geojson", "populations.csv", "composition.csv",
      "bassins.csv",
      "sites.csv")
    let study = sandbox.input.appendingPathComponent("etude.json")
    let run = try Program.run(["-", "-o", "../out/r"], in: sandbox.input, input: study)
    #expect(run.status == 0, "\(run.error)")
    #expect(try sandbox.files().count == 8)
  }

  /// Without its data, a moved program says what to do; told where they are, it finds them.
  @Test func aMovedProgramAsksForItsData() throws {
    let sandbox = try Sandbox()
    let moved = sandbox.input.appendingPathComponent("maillage")
    try FileManager.default.copyItem(at: Program.url, to: moved)
    let run = try Program.run(["-o", "r"], in: sandbox.output, program: moved)
    #expect(run.status == 2)
    #expect(run.error.contains("MAILLAGE_GEODATA"))
    #expect(try sandbox.files().isEmpty)
  }
}

/// The built executable.
enum Program {
  static let url: URL = {
    // The tests run from their own executable, or from a helper that is given their library.
    let candidates =
      CommandLine.arguments + [Bundle.main.executablePath ?? ""]
      + Bundle.allBundles.map(\.bundlePath)
    for path in candidates where path.contains("/.build/") || path.contains(".xctest") {
      let program = URL(fileURLWithPath: path).deletingLastPathComponent().appendingPathComponent("maillage")
      if FileManager.default.isExecutableFile(atPath: program.path) { return program }
    }
    return URL(fileURLWithPath: "/absent")
  }()

  static var isBuilt: Bool {
    let isBuilt = FileManager.default.isExecutableFile(atPath: url.path)
    if !isBuilt { print("skipped: the program is not beside the tests") }
    return isBuilt
  }

  /// Runs `maillage run` with arguments, in a folder.
  static func run(
    _ arguments: [String], in folder: URL, program: URL = url, input: URL? = nil
  ) throws -> (status: Int32, error: String) {
    let process = Process()
    process.executableURL = program
    process.arguments = ["run", "--quiet", "--lang", "en"] + arguments
    process.currentDirectoryURL = folder
    var environment = ProcessInfo.processInfo.environment
    environment["MAILLAGE_GEODATA"] = nil
    process.environment = environment
    process.standardInput = try input.map { try FileHandle(forReadingFrom: $0) } ?? FileHandle.nullDevice
    let errors = Pipe()
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text)
  }
}
