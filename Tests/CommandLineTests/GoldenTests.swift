import Foundation
import Testing

/// Every folder of `Cases/`, run in process and compared byte for byte.
///
/// `RECORD_GOLDEN=1 swift test --filter GoldenTests` writes what the program gives now, and fails, so that a
/// recording is always looked at.
@Suite struct GoldenTests {
  static let isRecording = ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1"

  @Test func casesAreFound() {
    #expect(GoldenCase.all.count >= 5)
  }

  @Test(arguments: GoldenCase.all)
  func run(_ golden: GoldenCase) throws {
    let result = try golden.run()
    if Self.isRecording {
      try golden.record(result)
      Issue.record("recorded \(golden.name); run again without RECORD_GOLDEN")
      return
    }
    let expected = try golden.expected()
    for name in GoldenCase.textNames {
      compare("\(golden.name)/\(name)", result.texts[name], expected.texts[name])
    }
    for name in Set(result.files.keys).union(expected.files.keys).sorted() {
      compare("\(golden.name)/expected.files/\(name)", result.files[name], expected.files[name])
    }
  }

  /// Fails with the first line that differs.
  private func compare(_ name: String, _ found: Data?, _ expected: Data?) {
    guard found != expected else { return }
    guard let found else {
      Issue.record("\(name): not written by the run")
      return
    }
    guard let expected else {
      Issue.record("\(name): written by the run, but not expected")
      return
    }
    let foundLines = lines(found)
    let expectedLines = lines(expected)
    let first = zip(foundLines, expectedLines).enumerated().first { $0.element.0 != $0.element.1 }
    let index = first?.offset ?? min(foundLines.count, expectedLines.count)
    let show = { (lines: [String]) in index < lines.count ? "\"\(lines[index])\"" : "no such line" }
    Issue.record("\(name):\(index + 1): found \(show(foundLines)), expected \(show(expectedLines))")
  }

  private func lines(_ data: Data) -> [String] {
    String(decoding: data, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
  }
}
