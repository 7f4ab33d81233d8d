import Foundation
import Testing

@testable import MaillageCLI

/// A command line and all that it must produce, in a folder of `Cases/`.
///
/// `args` holds one argument a line; `env` (KEY=VALUE a line) and `stdin` may be absent. In `args` and in what is
/// expected, `{tmp}` stands for the folder of outputs, `{case}` for the case's folder, `{fixtures}` for
/// `Tests/Fixtures`. `expected.files/` holds all the files that the run leaves in `{tmp}`.
struct GoldenCase: CustomTestStringConvertible, Sendable {
  let name: String
  let folder: URL

  var testDescription: String { name }

  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Cases")

  static let all: [GoldenCase] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
    return names.sorted().filter { !$0.hasPrefix(".") }
      .map { GoldenCase(name: $0, folder: root.appendingPathComponent($0)) }
  }()

  /// What a run gave, its paths replaced by placeholders.
  struct Result: Equatable {
    var texts: [String: Data]
    var files: [String: Data]
  }

  static let textNames = ["expected.stdout", "expected.stderr", "expected.exit"]

  func run() throws -> Result {
    let temporary = FileManager.default.temporaryDirectory
      .appendingPathComponent("maillage-golden-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: temporary, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: temporary) }
    let places = [
      ("{tmp}", temporary.path), ("{case}", folder.path),
      ("{fixtures}", Self.root.deletingLastPathComponent().deletingLastPathComponent().path + "/Fixtures"),
    ]
    let arguments = try lines("args").map { line in
      places.reduce(line) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
    }
    let console = MemoryConsole(input: [UInt8](Self.data(folder.appendingPathComponent("stdin"))))
    let status = MaillageTool.run(arguments: arguments, environment: try environment(), console: console)
    // Libraries differ from one machine to another.
    let masks =
      places + CommandRegistry.libraries().map { ("\($0.name) {version}", "\($0.name) \($0.version)") }
    let masked = { (data: Data) in
      masks.reduce(data) { Self.replace($1.1, with: $1.0, in: $0) }
    }
    return Result(
      texts: [
        "expected.stdout": masked(Data(console.outputBytes)),
        "expected.stderr": masked(Data(console.error.utf8)), "expected.exit": Data("\(status)\n".utf8),
      ],
      files: try Self.files(in: temporary).mapValues(masked))
  }

  func expected() throws -> Result {
    var texts: [String: Data] = [:]
    for name in Self.textNames { texts[name] = Self.data(folder.appendingPathComponent(name)) }
    return Result(texts: texts, files: try Self.files(in: folder.appendingPathComponent("expected.files")))
  }

  /// Makes a result the expected one.
  func record(_ result: Result) throws {
    for (name, data) in result.texts { try data.write(to: folder.appendingPathComponent(name)) }
    let files = folder.appendingPathComponent("expected.files")
    if FileManager.default.fileExists(atPath: files.path) { try FileManager.default.removeItem(at: files) }
    for (name, data) in result.files {
      let file = files.appendingPathComponent(name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try data.write(to: file)
    }
  }

  /// Lines of a file of the case; none where it is absent, which only `env` may be.
  private func lines(_ name: String) throws -> [String] {
    let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return lines.last == "" ? Array(lines.dropLast()) : lines
  }

  private func environment() throws -> [String: String] {
    guard FileManager.default.fileExists(atPath: folder.appendingPathComponent("env").path) else {
      return [:]
    }
    var result: [String: String] = [:]
    for line in try lines("env") {
      let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 { result[String(parts[0])] = String(parts[1]) }
    }
    return result
  }

  private static func data(_ file: URL) -> Data { (try? Data(contentsOf: file)) ?? Data() }

  private static func files(in folder: URL) throws -> [String: Data] {
    guard FileManager.default.fileExists(atPath: folder.path) else { return [:] }
    var result: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      let file = folder.appendingPathComponent(name)
      if (try file.resourceValues(forKeys: [.isRegularFileKey])).isRegularFile == true {
        result[name] = try Data(contentsOf: file)
      }
    }
    return result
  }

  private static func replace(_ path: String, with placeholder: String, in data: Data) -> Data {
    let wanted = Data(path.utf8)
    var result = Data()
    var rest = data[...]
    while let range = rest.range(of: wanted) {
      result += rest[..<range.lowerBound] + Data(placeholder.utf8)
      rest = rest[range.upperBound...]
    }
    return result + rest
  }
}
