import Foundation
import Testing

@testable import MaillageCLI

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
    #expect(first.count == 9 && first.keys.allSatisfy { $0.hasPrefix("resultats-etude/") })
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
    #expect(try sandbox.files().count == 9)
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

  /// Beside the program, in `../share/maillage`, or where the environment says.
  @Test(arguments: ["bin/GeoData", "share/maillage", "ailleurs"])
  func aMovedProgramFindsItsData(_ place: String) throws {
    let sandbox = try Sandbox()
    let files = FileManager.default
    let moved = sandbox.root.appendingPathComponent("bin/maillage")
    let data = sandbox.root.appendingPathComponent(place)
    try files.createDirectory(at: moved.deletingLastPathComponent(), withIntermediateDirectories: true)
    try files.createDirectory(at: data.deletingLastPathComponent(), withIntermediateDirectories: true)
    try files.copyItem(at: Program.url, to: moved)
    try files.copyItem(
      at: GoldenCase.root.appendingPathComponent("../../../GeoData").standardizedFileURL, to: data)
    let variables = place == "ailleurs" ? ["MAILLAGE_GEODATA": data.path] : [:]
    // A study that is not embedded is answered with those that are.
    let run = try Program.run(["nulle-part"], in: sandbox.output, program: moved, environment: variables)
    #expect(run.status == 2)
    #expect(run.error.contains("hauts-de-france"), "\(run.error)")
  }

  @Test func aStandardOutputWithoutRoom() throws {
    let full = URL(fileURLWithPath: "/dev/full")
    guard FileManager.default.fileExists(atPath: full.path) else { return }
    let sandbox = try Sandbox()
    let run = try Program.run(
      [
        "--sites", Sandbox.fixtures + "/cabinets.csv", "--territories", Sandbox.fixtures + "/degres.geojson",
        "-o",
        "-",
      ], command: "join", in: sandbox.output, output: full)
    #expect(run.status == 2)
    #expect(run.error.contains("error: "))
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

  /// Runs a command, in a folder.
  static func run(
    _ arguments: [String], command: String = "run", in folder: URL, program: URL = url, input: URL? = nil,
    output: URL? = nil, environment variables: [String: String] = [:]
  ) throws -> (status: Int32, error: String) {
    let process = Process()
    process.executableURL = program
    process.arguments = [command, "--quiet", "--lang", "en"] + arguments
    process.currentDirectoryURL = folder
    var environment = ProcessInfo.processInfo.environment
    environment["MAILLAGE_GEODATA"] = variables["MAILLAGE_GEODATA"]
    environment["MAILLAGE_CACHE"] = "/nonexistent"
    process.environment = environment
    process.standardInput = try input.map { try FileHandle(forReadingFrom: $0) } ?? FileHandle.nullDevice
    let errors = Pipe()
    process.standardError = errors
    process.standardOutput = try output.map { try FileHandle(forWritingTo: $0) } ?? FileHandle.nullDevice
    try process.run()
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text)
  }
}
