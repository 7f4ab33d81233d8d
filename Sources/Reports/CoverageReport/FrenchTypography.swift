/// No-break spaces where French punctuation asks for them.
enum FrenchTypography {
  /// The whole document; runs of code and lines kept as they are stay untouched.
  static func apply(_ document: Document) -> Document {
    var document = document
    document.title = text(document.title)
    document.subtitle = document.subtitle.map(text)
    document.blocks = document.blocks.map(block)
    return document
  }

  /// A no-break space before `:` and inside `« »`, a narrow one before `;`, `!` and `?`.
  static func text(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      guard scalar == " " else {
        result.append(scalar)
        continue
      }
      let next = index + 1 < scalars.count ? scalars[index + 1] : scalar
      let previous = index > 0 ? scalars[index - 1] : scalar
      switch next {
      case ":", "»": result.append("\u{A0}")
      case ";", "!", "?": result.append("\u{202F}")
      default: result.append(previous == "«" ? "\u{A0}" : scalar)
      }
    }
    return String(result)
  }

  static func prose(_ prose: Prose) -> Prose {
    Prose(
      prose.spans.map { span in
        switch span {
        case .plain(let text): .plain(self.text(text))
        case .strong(let text): .strong(self.text(text))
        case .code: span
        }
      })
  }

  private static func block(_ block: Block) -> Block {
    switch block {
    case .heading(let level, let text): .heading(level: level, self.text(text))
    case .paragraph(let prose): .paragraph(self.prose(prose))
    case .keyFigures(let figures):
      .keyFigures(figures.map { KeyFigure(text($0.label), text($0.value)) })
    case .table(let table): .table(self.table(table))
    case .bullets(let items): .bullets(items.map(prose))
    case .numbered(let items): .numbered(items.map(prose))
    case .note(let prose): .note(self.prose(prose))
    case .warning(let prose): .warning(self.prose(prose))
    case .figure(let file, let description): .figure(file: file, description: text(description))
    case .preformatted: block
    }
  }

  private static func table(_ table: TableBlock) -> TableBlock {
    TableBlock(
      caption: table.caption.map(text),
      columns: table.columns.map { TableColumn(text($0.title), $0.alignment) },
      rows: table.rows.map { $0.map(text) }, totals: table.totals.map { $0.map(text) },
      note: table.note.map(text))
  }
}
