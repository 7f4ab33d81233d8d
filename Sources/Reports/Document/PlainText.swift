/// Texts from data made safe to print: no control character, no line break where one line is meant.
enum PlainText {
  /// Spaces for line breaks and tabs; other control characters and text direction marks become U+FFFD.
  static func oneLine(_ text: String) -> String {
    clean(text, keepingLines: false)
  }

  /// The lines of a text, each one clean; a last line break opens no empty line.
  static func lines(_ text: String) -> [String] {
    var lines = clean(text, keepingLines: true)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    while lines.last == "" { lines.removeLast() }
    return lines
  }

  private static func clean(_ text: String, keepingLines: Bool) -> String {
    var result = String.UnicodeScalarView()
    var afterReturn = false
    for scalar in text.unicodeScalars {
      defer { afterReturn = scalar == "\r" }
      switch scalar {
      case "\n" where afterReturn: break
      case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": result.append(keepingLines ? "\n" : " ")
      case "\t", "\u{0B}", "\u{0C}": result.append(" ")
      case "\0"..<" ", "\u{7F}"..<"\u{A0}", "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}":
        result.append("\u{FFFD}")
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// Lines of at most `width` characters, broken at plain spaces only; a longer word keeps its own line.
  static func wrap(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var length = 0
    for word in oneLine(text).split(separator: " ") {
      let count = word.count
      if length > 0 && length + 1 + count > width {
        lines.append(line)
        line = ""
        length = 0
      }
      if length > 0 {
        line += " "
        length += 1
      }
      line += word
      length += count
    }
    if length > 0 || lines.isEmpty { lines.append(line) }
    return lines
  }

  static func pad(_ text: String, to width: Int, _ alignment: TableColumn.Alignment) -> String {
    let missing = max(0, width - text.count)
    let left =
      switch alignment {
      case .left: 0
      case .right: missing
      case .center: missing / 2
      }
    return spaces(left) + text + spaces(missing - left)
  }

  static func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

  static func trimmingEnd(_ text: String) -> String {
    var text = text
    while text.last == " " { text.removeLast() }
    return text
  }
}
