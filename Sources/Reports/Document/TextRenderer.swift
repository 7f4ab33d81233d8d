/// A document as plain text for a terminal or a mail: UTF-8, LF, prose wrapped, one newline at the end.
public struct TextRenderer: Sendable {
  /// Characters in a line of prose; a table whose numbers need more goes beyond.
  public var width: Int
  public var words: DocumentWords

  public init(width: Int = 80, words: DocumentWords = .french) {
    self.width = max(20, width)
    self.words = words
  }

  public func render(_ document: Document) -> String {
    var parts: [[String]] = [title(document)]
    parts += document.blocks.map(lines).filter { !$0.isEmpty }
    return parts.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private func title(_ document: Document) -> [String] {
    var lines = underlined(document.title, with: "═")
    if let subtitle = document.subtitle, !subtitle.isEmpty {
      lines += PlainText.wrap(subtitle, width: width)
    }
    return lines
  }

  private func lines(_ block: Block) -> [String] {
    switch block {
    case .heading(let level, let text):
      // One more blank line sets chapters apart.
      if level <= 1 { return [""] + underlined(text, with: "─") }
      return level == 2 ? underlined(text, with: "-") : PlainText.wrap("· " + text, width: width)
    case .paragraph(let prose): return PlainText.wrap(prose.text, width: width)
    case .keyFigures(let figures): return keyFigures(figures)
    case .table(let table): return TextTable(table, width: width).lines
    case .bullets(let items): return items.flatMap { hanging($0.text, mark: "- ") }
    case .numbered(let items):
      let room = String(items.count).count
      return items.enumerated().flatMap {
        hanging($1.text, mark: PlainText.pad("\($0 + 1)", to: room, .right) + ". ")
      }
    case .note(let prose): return hanging(words.note + words.colon + prose.text, mark: "  ")
    case .warning(let prose): return hanging(words.warning + words.colon + prose.text, mark: "! ")
    case .preformatted(let text):
      return PlainText.lines(text).map { PlainText.trimmingEnd("    " + $0) }
    case .figure(let file, let description):
      return hanging(words.figure + words.colon + description + " (\(file))", mark: "")
    }
  }

  private func underlined(_ text: String, with mark: String) -> [String] {
    let lines = PlainText.wrap(text, width: width)
    return lines + [String(repeating: mark, count: min(width, lines.reduce(1) { max($0, $1.count) }))]
  }

  /// Wrapped text whose lines after the first stand under the text of the first, not under its mark.
  private func hanging(_ text: String, mark: String) -> [String] {
    PlainText.wrap(text, width: width - mark.count).enumerated().map {
      ($0 == 0 ? mark : PlainText.spaces(mark.count)) + $1
    }
  }

  private func keyFigures(_ figures: [KeyFigure]) -> [String] {
    let labels = figures.map { PlainText.oneLine($0.label) }
    let values = figures.map { PlainText.oneLine($0.value) }
    let valueRoom = values.reduce(0) { max($0, $1.count) }
    let labelRoom = min(labels.reduce(0) { max($0, $1.count) } + 4, max(16, width - 5 - valueRoom))
    return labels.indices.flatMap { index in
      let wrapped = PlainText.wrap(labels[index], width: labelRoom)
      return wrapped.enumerated().map { line, label in
        let isLast = line == wrapped.count - 1
        let value = isLast ? "  " + PlainText.pad(values[index], to: valueRoom, .right) : ""
        let filler = isLast && label.count < labelRoom ? " " + dots(labelRoom - label.count - 1) : ""
        return PlainText.trimmingEnd("  " + label + filler + value)
      }
    }
  }

  private func dots(_ count: Int) -> String { String(repeating: ".", count: max(0, count)) }
}
