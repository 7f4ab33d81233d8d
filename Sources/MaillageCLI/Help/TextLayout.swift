/// Words in lines of a fixed width.
enum TextLayout {
  /// Columns of the help text, whatever the terminal, so that it can be quoted and compared.
  static let width = 92

  /// Lines of at most `width` columns; a longer word has a line of its own. Never empty.
  static func wrap(_ text: String, width: Int = width) -> [String] {
    var lines: [String] = []
    for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var line = ""
      var columns = 0
      for word in paragraph.split(separator: " ") {
        let length = word.count
        // French signs that follow a space stay with the word before them.
        let sticks = length == 1 && [":", ";", "?", "!", "»"].contains(word)
        if columns > 0 && columns + 1 + length > width && !sticks {
          lines.append(line)
          line = ""
          columns = 0
        }
        if columns > 0 {
          line += " "
          columns += 1
        }
        line += word
        columns += length
      }
      lines.append(line)
    }
    return lines
  }

  /// Lines of a command line, broken before options only, so that a value stays with its option.
  static func wrapCommand(_ text: String, width: Int) -> [String] {
    var glued = ""
    for word in text.split(separator: " ") {
      let begins = word.hasPrefix("-") || word.hasPrefix("[") || word.hasPrefix("(")
      if !glued.isEmpty { glued += begins ? " " : "\u{A0}" }
      glued += word
    }
    return wrap(glued, width: width).map { line in
      line.split(separator: "\u{A0}").joined(separator: " ")
    }
  }

  /// A term and its explanation side by side, the explanation on the next line when the term is long.
  static func entry(_ term: String, _ explanation: String, column: Int) -> [String] {
    let indent = String(repeating: " ", count: column)
    let wrapped = wrap(explanation, width: width - column)
    if 2 + term.count + 2 > column { return ["  \(term)"] + wrapped.map { indent + $0 } }
    let head = "  \(term)" + String(repeating: " ", count: column - 2 - term.count)
    return [head + (wrapped.first ?? "")] + wrapped.dropFirst().map { indent + $0 }
  }

  /// Column where explanations start: after the longest term that is not above `limit`.
  static func column(for terms: [String], limit: Int) -> Int {
    (terms.map(\.count).filter { $0 <= limit }.max() ?? 0) + 4
  }
}
