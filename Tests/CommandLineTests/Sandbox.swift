import Foundation
import Testing

@testable import MaillageCLI

/// A folder of inputs and a folder of outputs for one run, removed with it.
final class Sandbox {
  struct Run {
    var status: Int32
    var output: String
    var error: String
  }

  let root: URL
  var input: URL { root.appendingPathComponent("in") }
  var output: URL { root.appendingPathComponent("out") }
  static let fixtures =
    GoldenCase.root.deletingLastPathComponent().deletingLastPathComponent().path + "/Fixtures"

  init() throws {
    root = FileManager.default.temporaryDirectory.appendingPathComponent("maillage-\(UUID().uuidString)")
    for folder in [input, output] {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
  }

  deinit { try? FileManager.default.removeItem(at: root) }

  func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: input.appendingPathComponent(name))
  }

  /// Copies fixtures into the folder of inputs.
  func copyFixtures(_ names: String...) throws {
    for name in names {
      try FileManager.default.copyItem(
        at: URL(fileURLWithPath: Self.fixtures).appendingPathComponent(name),
        to: input.appendingPathComponent(name))
    }
  }

  /// Runs a command line; `{in}`, `{out}` and `{fixtures}` stand for the folders.
  func run(_ arguments: [String], stdin: String = "") -> Run {
    let places = [("{in}", input.path), ("{out}", output.path), ("{fixtures}", Self.fixtures)]
    let console = MemoryConsole(input: Array(stdin.utf8))
    let status = MaillageTool.run(
      arguments: arguments.map { argument in
        places.reduce(argument) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
      },
      environment: [:], console: console)
    return Run(status: status, output: console.output, error: console.error)
  }

  /// Files left in the folder of outputs, hidden ones included, with their content.
  func files() throws -> [String: Data] {
    var result: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: output.path) {
      let file = output.appendingPathComponent(name)
      if (try file.resourceValues(forKeys: [.isRegularFileKey])).isRegularFile == true {
        result[name] = try Data(contentsOf: file)
      }
    }
    return result
  }
}
