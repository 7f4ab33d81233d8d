/// One label and its value, among the first figures of a report.
public struct KeyFigure: Sendable, Equatable {
  public var label: String
  public var value: String

  public init(_ label: String, _ value: String) {
    self.label = label
    self.value = value
  }
}

/// A part of a document.
public enum Block: Sendable, Equatable {
  /// Level 1 is a chapter; the document's own title stands above it. Levels go down to 4.
  case heading(level: Int, String)
  case paragraph(Prose)
  case keyFigures([KeyFigure])
  case table(TableBlock)
  case bullets([Prose])
  case numbered([Prose])
  case note(Prose)
  case warning(Prose)
  /// Lines kept as they are: a command, a hash list.
  case preformatted(String)
  /// A picture beside the document, by its file name, with what it shows in words.
  case figure(file: String, description: String)
}

/// A report before it is text or Markdown.
///
/// All texts are taken as they are: no markup, whatever characters they hold.
public struct Document: Sendable, Equatable {
  public var title: String
  public var subtitle: String?
  public var blocks: [Block]

  public init(title: String, subtitle: String? = nil, blocks: [Block] = []) {
    self.title = title
    self.subtitle = subtitle
    self.blocks = blocks
  }

  public mutating func heading(_ text: String, level: Int = 1) {
    blocks.append(.heading(level: level, text))
  }

  public mutating func paragraph(_ prose: Prose) { blocks.append(.paragraph(prose)) }

  public mutating func keyFigures(_ figures: [KeyFigure]) { blocks.append(.keyFigures(figures)) }

  public mutating func table(
    _ caption: String? = nil, columns: [TableColumn], rows: [[String]], totals: [[String]] = [],
    note: String? = nil
  ) {
    blocks.append(
      .table(TableBlock(caption: caption, columns: columns, rows: rows, totals: totals, note: note)))
  }

  public mutating func bullets(_ items: [Prose]) { blocks.append(.bullets(items)) }

  public mutating func numbered(_ items: [Prose]) { blocks.append(.numbered(items)) }

  public mutating func note(_ prose: Prose) { blocks.append(.note(prose)) }

  public mutating func warning(_ prose: Prose) { blocks.append(.warning(prose)) }

  public mutating func preformatted(_ text: String) { blocks.append(.preformatted(text)) }

  public mutating func figure(_ file: String, _ description: String) {
    blocks.append(.figure(file: file, description: description))
  }
}

/// The few words that renderers add by themselves.
public struct DocumentWords: Sendable, Equatable {
  public var note: String
  public var warning: String
  public var figure: String
  /// Between a label and what follows it: ` : ` in French (the first space is a no-break one).
  public var colon: String

  public init(note: String, warning: String, figure: String, colon: String) {
    self.note = note
    self.warning = warning
    self.figure = figure
    self.colon = colon
  }

  public static let french = DocumentWords(
    note: "Note", warning: "Attention", figure: "Figure", colon: "\u{A0}: ")
  public static let english = DocumentWords(note: "Note", warning: "Warning", figure: "Figure", colon: ": ")
}
