/// A document as GitHub flavoured Markdown: UTF-8, LF, one newline at the end.
///
/// Every character of the document's texts is shown as it is: what would be markup is escaped.
public struct MarkdownRenderer: Sendable {
  public var words: DocumentWords

  public init(words: DocumentWords = .french) { self.words = words }

  public func render(_ document: Document) -> String {
    var parts = ["# " + heading(document.title)]
    if let subtitle = document.subtitle, !subtitle.isEmpty {
      parts.append(MarkdownText.spans(Prose(subtitle)))
    }
    var last: ListKind?
    var isSecond = false
    for block in document.blocks {
      let kind = ListKind(block)
      isSecond = kind != nil && kind == last && !isSecond
      last = kind
      let part = text(block, isSecond: isSecond)
      if !part.isEmpty { parts.append(part) }
    }
    return parts.joined(separator: "\n\n") + "\n"
  }

  /// Markdown joins two lists of one kind that follow each other, unless their marks differ.
  private enum ListKind {
    case bullets, numbers

    init?(_ block: Block) {
      switch block {
      case .keyFigures, .bullets: self = .bullets
      case .numbered: self = .numbers
      default: return nil
      }
    }
  }

  private func text(_ block: Block, isSecond: Bool) -> String {
    let bullet = isSecond ? "* " : "- "
    switch block {
    case .heading(let level, let text):
      return String(repeating: "#", count: min(6, max(1, level) + 1)) + " " + heading(text)
    case .paragraph(let prose): return MarkdownText.spans(prose)
    case .keyFigures(let figures):
      return list(
        figures.map { figure in Prose([.plain(figure.label + words.colon), .strong(figure.value)]) },
        mark: { _ in bullet })
    case .table(let block): return table(block)
    case .bullets(let items): return list(items, mark: { _ in bullet })
    case .numbered(let items): return list(items, mark: { "\($0 + 1)\(isSecond ? ")" : ".") " })
    case .note(let prose): return quote(words.note, prose)
    case .warning(let prose): return quote(words.warning, prose)
    case .preformatted(let text): return fenced(text)
    case .figure(let file, let description):
      return "![\(MarkdownText.escape(description))](\(MarkdownText.link(file)))"
    }
  }

  /// A heading may not end with `#`, which Markdown would drop.
  private func heading(_ text: String) -> String {
    let escaped = MarkdownText.escape(text, atLineStart: true)
    return escaped.hasSuffix("#") ? String(escaped.dropLast()) + "\\#" : escaped
  }

  private func list(_ items: [Prose], mark: (Int) -> String) -> String {
    items.enumerated().map { mark($0) + MarkdownText.spans($1) }.joined(separator: "\n")
  }

  private func quote(_ word: String, _ prose: Prose) -> String {
    "> " + MarkdownText.strong(word) + words.colon + MarkdownText.spans(prose, atLineStart: false)
  }

  private func fenced(_ text: String) -> String {
    let lines = PlainText.lines(text)
    guard !lines.isEmpty else { return "" }
    let longest = lines.reduce(2) { max($0, MarkdownText.longestRun(of: "`", in: $1)) }
    let fence = String(repeating: "`", count: longest + 1)
    return ([fence + "text"] + lines + [fence]).joined(separator: "\n")
  }

  private func table(_ block: TableBlock) -> String {
    let table = block.squared
    guard !table.columns.isEmpty else { return "" }
    func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
    var parts: [String] = []
    if let caption = table.caption, !caption.isEmpty { parts.append(MarkdownText.strong(caption)) }
    var lines = [row(table.columns.map { MarkdownText.escape($0.title) })]
    lines.append(
      row(
        table.columns.map { column in
          switch column.alignment {
          case .left: "---"
          case .right: "---:"
          case .center: ":---:"
          }
        }))
    lines += table.rows.map { row($0.map { MarkdownText.escape($0) }) }
    lines += table.totals.map { row($0.map { MarkdownText.strong($0) }) }
    parts.append(lines.joined(separator: "\n"))
    if let note = table.note, !note.isEmpty { parts.append(MarkdownText.spans(Prose(note))) }
    return parts.joined(separator: "\n\n")
  }
}
