/// A run of text of one kind.
public enum Span: Sendable, Equatable {
  case plain(String)
  case strong(String)
  /// An option, a column, a hash: shown as it is typed.
  case code(String)

  /// The characters, without their kind.
  public var text: String {
    switch self {
    case .plain(let text), .strong(let text), .code(let text): text
    }
  }
}

/// Text with strong and code runs, written as a string literal:
///
///     "Il reste \(strong: "139 249 hab.") sans site à moins de 15 km (\(code: "--within 15km"))."
///
/// Nothing in it is markup: renderers escape every character, whether it came from the program or from data.
public struct Prose: Sendable, Equatable, ExpressibleByStringInterpolation {
  public var spans: [Span]

  public init(_ spans: [Span]) { self.spans = spans }
  public init(_ text: String) { spans = [.plain(text)] }
  public init(stringLiteral value: String) { spans = [.plain(value)] }
  public init(stringInterpolation: Interpolation) { spans = stringInterpolation.spans }

  /// The characters, without their kind.
  public var text: String { spans.map(\.text).joined() }

  public static func + (left: Prose, right: Prose) -> Prose { Prose(left.spans + right.spans) }

  public struct Interpolation: StringInterpolationProtocol {
    var spans: [Span] = []

    public init(literalCapacity: Int, interpolationCount: Int) {}

    public mutating func appendLiteral(_ literal: String) { appendPlain(literal) }
    public mutating func appendInterpolation(_ value: some CustomStringConvertible) {
      appendPlain(value.description)
    }
    public mutating func appendInterpolation(strong text: String) { spans.append(.strong(text)) }
    public mutating func appendInterpolation(code text: String) { spans.append(.code(text)) }
    public mutating func appendInterpolation(_ prose: Prose) { spans.append(contentsOf: prose.spans) }

    private mutating func appendPlain(_ text: String) {
      guard !text.isEmpty else { return }
      if case .plain(let before) = spans.last {
        spans[spans.count - 1] = .plain(before + text)
      } else {
        spans.append(.plain(text))
      }
    }
  }
}
