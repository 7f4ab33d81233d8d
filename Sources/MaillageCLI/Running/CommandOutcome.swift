public import GeoFormats
public import GeoModel
import Reports

/// What a command says of its work: the text for people, and the keys for scripts.
public struct CommandOutcome: Sendable {
  enum Line: Sendable {
    case text(Phrase)
    case figure(label: Phrase, value: Phrase)
  }

  private(set) var lines: [Line] = []
  private(set) var members: [(key: String, value: JSONValue)] = []
  /// False where a check failed or a layer is not valid: the program exits with 1.
  public var isSuccess = true
  /// True where a part of the work could not be done, as its errors said: the program exits with 2.
  public var isIncomplete = false

  public init() {}

  /// A line of text in the summary.
  public mutating func text(_ phrase: Phrase) { lines.append(.text(phrase)) }

  /// A figure of the summary; figures that follow each other are aligned.
  public mutating func figure(_ label: Phrase, _ value: Phrase) {
    lines.append(.figure(label: label, value: value))
  }

  /// A figure printed by `FrenchNumber`, which English readers see as they write it.
  public mutating func figure(_ label: Phrase, _ value: String) { figure(label, Phrase(figure: value)) }

  /// A key of the JSON object, in the order of the calls; French, ASCII, the unit in the name.
  public mutating func json(_ key: String, _ value: JSONValue) { members.append((key, value)) }

  /// The summary, one line a text or figure, ended by a newline; empty where there is nothing to say.
  func summary(in language: Language) -> String {
    var result = ""
    var index = 0
    while index < lines.count {
      guard case .figure = lines[index] else {
        if case .text(let phrase) = lines[index] { result += phrase.text(in: language) + "\n" }
        index += 1
        continue
      }
      var block: [(label: String, value: String)] = []
      while index < lines.count, case .figure(let label, let value) = lines[index] {
        block.append((label.text(in: language), value.text(in: language)))
        index += 1
      }
      let width = block.map(\.label.count).max() ?? 0
      for figure in block {
        let gap = String(repeating: " ", count: width - figure.label.count + 2)
        result += "  \(figure.label)\(gap)\(figure.value)\n"
      }
    }
    return result
  }
}
