/// A table of figures: one declaration gives its report, its CSV and its JSON.
public struct FigureTable: Sendable {
  /// One cell, before it is formatted; lengths in metres, shares from 0 to 1.
  public enum Figure: Sendable, Equatable {
    case text(String)
    case count(Int)
    case number(Double)
    case flag(Bool)
    /// Not known: empty in data files, "n.d." in a report.
    case missing

    public init(_ value: String?) { self = value.map { .text($0) } ?? .missing }
    public init(_ value: Int?) { self = value.map { .count($0) } ?? .missing }
    public init(_ value: Double?) { self = value.flatMap { $0.isFinite ? .number($0) : nil } ?? .missing }
    public init(_ value: Bool?) { self = value.map { .flag($0) } ?? .missing }

    public var number: Double? {
      switch self {
      case .count(let value): Double(value)
      case .number(let value): value
      default: nil
      }
    }
  }

  /// How a report prints a column, and with how many decimals a data file does.
  public enum Kind: Sendable, Equatable {
    case text
    case count
    /// Whole inhabitants in a report.
    case people
    /// Metres in data, kilometres in a report.
    case length
    /// A share from 0 to 1 in data, a percentage in a report.
    case share
    /// The same with its sign, for a change.
    case change
    case number(decimals: Int)
    case flag

    /// Decimals of a data file.
    public var decimals: Int {
      switch self {
      case .text, .count, .flag: 0
      case .people: 3
      case .length: 1
      case .share, .change: 8
      case .number: 6
      }
    }
  }

  public struct Column: Sendable, Equatable {
    /// In data files: French, ASCII, snake_case, the unit in the name; empty for what only a report shows.
    public var key: String
    /// In a report; nil for what stands in the data files only.
    public var title: String?
    public var kind: Kind

    public init(_ key: String, _ title: String?, _ kind: Kind = .text) {
      self.key = key
      self.title = title
      self.kind = kind
    }
  }

  public var columns: [Column]
  public var rows: [[Figure]] = []
  public var totals: [[Figure]] = []
  public var caption: String?
  public var note: String?
  /// Rows that a report prints, in its order; nil for all of them in theirs.
  public var shown: [Int]?
  /// Rows whose first cell bears a `*` in a report, which the note explains.
  public var marked: Set<Int> = []
  /// True where its figures depend on contours, which may be approximate.
  public var dependsOnContours = false
  /// Name of the CSV, without its extension.
  public var name: String

  public init(_ name: String, _ columns: [Column]) {
    self.name = name
    self.columns = columns
  }

  /// As many rows as `shown` or all of them, at most `limit`, for a report.
  public func block(limit: Int = .max) -> TableBlock {
    let visible = columns.indices.filter { columns[$0].title != nil }
    let chosen = shown ?? Array(rows.indices)
    let order = chosen.prefix(limit)
    func cells(_ row: [Figure]) -> [String] {
      visible.map { row.indices.contains($0) ? text(row[$0], columns[$0].kind) : "" }
    }
    var notes = note.map { [$0] } ?? []
    let count = FrenchWords.numbers
    if order.count < chosen.count {
      notes.append(
        "\(count.integer(order.count)) lignes sur \(count.integer(chosen.count)) ; le fichier \(name).csv a tout."
      )
    } else if order.count < rows.count {
      notes.append("Les \(count.integer(rows.count)) lignes sont dans le fichier \(name).csv.")
    }
    return TableBlock(
      caption: caption,
      columns: visible.map { index in
        let column = columns[index]
        let title = column.title ?? ""
        return [.text, .flag].contains(column.kind) ? .text(title) : .number(title)
      },
      rows: order.map { index in
        var row = cells(rows[index])
        if marked.contains(index), !row.isEmpty { row[0] += "\u{A0}*" }
        return row
      }, totals: totals.map(cells),
      note: notes.isEmpty ? nil : notes.joined(separator: " "))
  }

  private func text(_ figure: Figure, _ kind: Kind) -> String {
    let numbers = FrenchNumber.typographic
    if case .text(let text) = figure { return text }
    if case .flag(let flag) = figure { return flag ? "oui" : "non" }
    guard let value = figure.number else { return FrenchNumber.missing }
    switch kind {
    case .people: return numbers.decimal(value, decimals: 0)
    case .length: return numbers.decimal(value / 1000, decimals: 1)
    case .share: return numbers.percent(value)
    case .change: return numbers.percent(value, signed: true)
    case .number(let decimals): return numbers.decimal(value, decimals: decimals)
    case .text, .count, .flag: return numbers.short(value, decimals: 0)
    }
  }
}
