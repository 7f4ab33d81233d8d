import Foundation
import Testing

@testable import MaillageCLI

/// The examples of a document: `$ maillage …`, `$ cat F` and `$ head -n F` in its fenced blocks, with what they print.
///
/// They run in order in one folder that holds `GeoData`. `$ cat F` gives a file where there is none yet, and else
/// must show it. A line `…` stands for any lines. What goes to standard error is not shown.
struct DocumentedExample {
  var line: Int
  var command: String
  var output: [String]

  static let root = GoldenCase.root.deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Those of the sections of a document, or of all of it.
  static func all(in document: String, sections: [String]? = nil) throws -> [DocumentedExample] {
    let text = try String(contentsOf: root.appendingPathComponent(document), encoding: .utf8)
    var found: [DocumentedExample] = []
    var (isFenced, isContinued, isWanted) = (false, false, sections == nil)
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.hasPrefix("```") {
        isFenced.toggle()
      } else if !isFenced, line.hasPrefix("## "), let sections {
        isWanted = sections.contains(String(line.dropFirst(3)))
      } else if isFenced && isWanted {
        if line.hasPrefix("$ ") {
          found.append(DocumentedExample(line: index + 1, command: String(line.dropFirst(2)), output: []))
        } else if isContinued {
          found[found.count - 1].command += line
        } else if !found.isEmpty {
          found[found.count - 1].output.append(String(line))
        }
        isContinued = line.hasSuffix("\\") && (line.hasPrefix("$ ") || isContinued)
        if isContinued { found[found.count - 1].command.removeLast() }
      }
    }
    return found
  }

  /// The words of the command, with quotes taken off.
  var words: [String] {
    var words: [String] = []
    var word = ""
    var (isQuoted, isOpen) = (false, false)
    for character in command {
      switch character {
      case "'":
        isQuoted.toggle()
        isOpen = true
      case " " where !isQuoted:
        if isOpen { words.append(word) }
        (word, isOpen) = ("", false)
      default:
        word.append(character)
        isOpen = true
      }
    }
    return isOpen ? words + [word] : words
  }

  /// Runs the example in a folder; what it prints, and how it ended.
  func run(in folder: URL) throws -> (output: [String], error: String) {
    func path(_ word: String) -> URL {
      word.hasPrefix("GeoData/")
        ? Self.root.appendingPathComponent(word) : folder.appendingPathComponent(word)
    }
    let words = words
    if words[0] == "cat" || words[0] == "head" {
      let file = path(words[words.count - 1])
      if !FileManager.default.fileExists(atPath: file.path) {
        try Data((output.joined(separator: "\n") + "\n").utf8).write(to: file)
      }
      let lines = try String(contentsOf: file, encoding: .utf8)
        .split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
      return (words[0] == "head" ? Array(lines.prefix(Int(words[1].dropFirst()) ?? 10)) : lines, "")
    }
    let isFile = { (word: String) in
      word.hasPrefix("GeoData/") || word.contains("/") && !word.contains(":")
        || [".csv", ".geojson"].contains { word.hasSuffix($0) } || Self.folders.contains(word)
    }
    let console = MemoryConsole()
    let status = MaillageTool.run(
      arguments: words.dropFirst().map { isFile($0) ? path($0).path : $0 },
      environment: ["MAILLAGE_CACHE": "/nonexistent/maillage"], console: console)
    let lines = console.output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return (lines.last == "" ? Array(lines.dropLast()) : lines, status == 0 ? "" : console.error)
  }

  /// Folders that examples write to.
  private static let folders = ["mm"]

  /// Whether lines are those expected, where `…` stands for any.
  static func matches(_ lines: ArraySlice<String>, _ expected: ArraySlice<String>) -> Bool {
    guard let first = expected.first else { return lines.isEmpty }
    if first == "…" {
      return lines.indices.contains { matches(lines[$0...], expected.dropFirst()) }
        || matches([], expected.dropFirst())
    }
    return lines.first == first && matches(lines.dropFirst(), expected.dropFirst())
  }
}
