import Foundation
import GeoModel
import Testing

@testable import MaillageCLI

/// A command line and all that it must produce, in a folder of `Cases/`.
///
/// `args` holds one argument a line; `env` (KEY=VALUE a line) and `stdin` may be absent. In these and in what is
/// expected, `{tmp}` stands for the folder of outputs, `{case}` for the case's folder, `{fixtures}` for
/// `Tests/Fixtures`. `before/` holds files put into `{tmp}` before the run. `expected.files/` holds all the files
/// that the run leaves in `{tmp}`; `masks`, which may be absent, names those that differ between versions of GEOS:
/// `NAME coordinates` leaves out the coordinates of a GeoJSON, `NAME content` all but the file's presence.
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
    let placed = { (line: String) in
      places.reduce(line) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
    }
    let arguments = try lines("args").map(placed)
    let before = folder.appendingPathComponent("before")
    for (name, data) in try Self.files(in: before) {
      try data.write(to: temporary.appendingPathComponent(name))
    }
    let console = MemoryConsole(input: [UInt8](Self.data(folder.appendingPathComponent("stdin"))))
    let variables = try environment().mapValues(placed)
    let status = MaillageTool.run(arguments: arguments, environment: variables, console: console)
    // Libraries differ from one machine to another.
    let own = MaillageVersion.current
    let masks =
      places + CommandRegistry.libraries().map { ("\($0.name) {version}", "\($0.name) \($0.version)") }
      + [
        ("\"version\": \"{version}\"", "\"version\": \"\(own)\""),
        ("Maillage {version}", "Maillage \(own)"),
      ]
    let masked = { (data: Data) in
      Self.withoutEPSGVersion(masks.reduce(data) { Self.replace($1.1, with: $1.0, in: $0) })
    }
    return Result(
      texts: [
        "expected.stdout": masked(Data(console.outputBytes)),
        "expected.stderr": masked(Data(console.error.utf8)), "expected.exit": Data("\(status)\n".utf8),
      ],
      files: try fileMasks(try Self.files(in: temporary).mapValues(masked)))
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

  /// Puts aside what `masks` names.
  private func fileMasks(_ files: [String: Data]) throws -> [String: Data] {
    guard FileManager.default.fileExists(atPath: folder.appendingPathComponent("masks").path) else {
      return files
    }
    var result = files
    for line in try lines("masks") {
      let words = line.split(separator: " ").map(String.init)
      guard words.count == 2, let data = files[words[0]] else { continue }
      let isContent = words[1] == "content"
      result[words[0]] = isContent ? Data("(content)\n".utf8) : Self.withoutCoordinates(data)
    }
    return result
  }

  /// A GeoJSON with `…` for its coordinates.
  private static func withoutCoordinates(_ data: Data) -> Data {
    var result: [UInt8] = []
    var depth = 0
    let key = Array("\"coordinates\":".utf8)
    for byte in data {
      if depth == 0 {
        result.append(byte)
        if byte == UInt8(ascii: "["), result.dropLast().suffix(key.count) == key[...] {
          depth = 1
          result += Array("…".utf8)
        }
        continue
      }
      if byte == UInt8(ascii: "[") { depth += 1 }
      if byte == UInt8(ascii: "]") { depth -= 1 }
      if depth == 0 { result.append(byte) }
    }
    return Data(result)
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

  /// The edition of PROJ's own table of systems, `EPSG v10.076`.
  private static func withoutEPSGVersion(_ data: Data) -> Data {
    guard let text = String(data: data, encoding: .utf8) else { return data }
    return Data(text.replacing(/EPSG v[0-9.]+/, with: "EPSG {version}").utf8)
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
