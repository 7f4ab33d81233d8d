/// Texts escaped so that Markdown (CommonMark with GitHub's tables) shows them as they are.
enum MarkdownText {
  /// One line of plain text.
  ///
  /// - Parameter atLineStart: whether the text opens its line, where `#`, `-`, `1.` would mean a block.
  static func escape(_ raw: String, atLineStart: Bool = false) -> String {
    let text = Array(PlainText.oneLine(raw).unicodeScalars)
    var result = String.UnicodeScalarView()
    let first = text.firstIndex { $0 != " " } ?? 0
    let digits = text[first...].prefix { ("0"..."9").contains($0) }
    for (index, scalar) in text.enumerated() {
      let isEscaped =
        switch scalar {
        case "\\", "`", "*", "[", "]", "<", ">", "|", "~", "$": true
        case "_": !(isWord(text, index - 1) && isWord(text, index + 1))
        case "&": index + 1 < text.count && (text[index + 1] == "#" || isLetter(text[index + 1]))
        case "#", "+", "-", "=": atLineStart && index == first
        case ".", ")": atLineStart && !digits.isEmpty && index == digits.endIndex
        // `:name:` would become a picture, `http:` a link that swallows what follows.
        case ":": index + 1 < text.count && (isLetter(text[index + 1]) || text[index + 1] == "/")
        default: false
        }
      if isEscaped { result.append("\\") }
      result.append(scalar)
    }
    return String(result)
  }

  static func spans(_ prose: Prose, atLineStart: Bool = true) -> String {
    var result = ""
    let spans = prose.spans.filter { !$0.text.isEmpty }
    for (index, span) in spans.enumerated() {
      let opens = atLineStart && index == 0
      switch span {
      case .plain(let text): result += escape(text, atLineStart: opens)
      case .strong(let text):
        let next = index + 1 < spans.count ? spans[index + 1].text.unicodeScalars.first : nil
        result += strong(text, before: result.unicodeScalars.last, after: next)
      case .code(let text): result += code(text)
      }
    }
    return result
  }

  /// Bold, by asterisks where CommonMark's rules for their neighbours allow, else by the HTML element.
  static func strong(
    _ text: String, before: Unicode.Scalar? = nil, after: Unicode.Scalar? = nil
  ) -> String {
    let line = PlainText.oneLine(text)
    let inner = line.drop { $0 == " " }
    guard !inner.isEmpty else { return line }
    let core = PlainText.trimmingEnd(String(inner))
    let leading = PlainText.spaces(line.count - inner.count)
    let trailing = PlainText.spaces(inner.count - core.count)
    let scalars = core.unicodeScalars
    let opens =
      !leading.isEmpty || before.map { !isLetterOrDigit($0) } ?? true
      || scalars.first.map(isLetterOrDigit) == true
    let closes =
      !trailing.isEmpty || after.map { !isLetterOrDigit($0) } ?? true
      || scalars.last.map(isLetterOrDigit) == true
    let edgesAreText = ![scalars.first, scalars.last].contains { $0?.properties.isWhitespace == true }
    let escaped = escape(core)
    let marked = opens && closes && edgesAreText ? "**\(escaped)**" : "<strong>\(escaped)</strong>"
    return leading + marked + trailing
  }

  /// A code span: more backticks around it than it holds in a row.
  static func code(_ raw: String) -> String {
    let text = PlainText.oneLine(raw)
    guard text.contains(where: { $0 != " " }) else { return text }
    let fence = String(repeating: "`", count: longestRun(of: "`", in: text) + 1)
    let needsRoom = text.hasPrefix("`") || text.hasSuffix("`") || (text.hasPrefix(" ") && text.hasSuffix(" "))
    return fence + (needsRoom ? " \(text) " : text) + fence
  }

  static func longestRun(of mark: Character, in text: String) -> Int {
    var longest = 0
    var run = 0
    for character in text {
      run = character == mark ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }

  /// A relative link to a file, every byte that is not a plain one in %XX.
  static func link(_ path: String) -> String {
    var result = ""
    for byte in path.utf8 {
      let scalar = Unicode.Scalar(byte)
      if isLetterOrDigit(scalar) && byte < 0x80 || "-._~/".unicodeScalars.contains(scalar) {
        result.unicodeScalars.append(scalar)
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        result += "%" + (digits.count < 2 ? "0" : "") + digits
      }
    }
    return result
  }

  private static func isWord(_ text: [Unicode.Scalar], _ index: Int) -> Bool {
    text.indices.contains(index) && isLetterOrDigit(text[index])
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isAlphabetic }

  private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }
}
