/// A column of a table in a document.
public struct TableColumn: Sendable, Equatable {
  public enum Alignment: Sendable, Equatable { case left, right, center }

  public var title: String
  public var alignment: Alignment

  public init(_ title: String, _ alignment: Alignment = .left) {
    self.title = title
    self.alignment = alignment
  }

  public static func text(_ title: String) -> TableColumn { TableColumn(title, .left) }
  public static func number(_ title: String) -> TableColumn { TableColumn(title, .right) }
}

/// A table of texts that are already formatted.
///
/// A row with fewer cells than columns is completed with empty ones; one with more widens the table, so that
/// no cell is ever lost.
public struct TableBlock: Sendable, Equatable {
  public var caption: String?
  public var columns: [TableColumn]
  public var rows: [[String]]
  /// Rows set apart under the others: totals.
  public var totals: [[String]]
  public var note: String?

  public init(
    caption: String? = nil, columns: [TableColumn], rows: [[String]], totals: [[String]] = [],
    note: String? = nil
  ) {
    self.caption = caption
    self.columns = columns
    self.rows = rows
    self.totals = totals
    self.note = note
  }

  /// The same table with every row as long as the columns, and every text on one line.
  var squared: TableBlock {
    let width = (rows + totals).reduce(columns.count) { max($0, $1.count) }
    func square(_ row: [String]) -> [String] {
      row.map(PlainText.oneLine) + Array(repeating: "", count: width - row.count)
    }
    var table = self
    table.columns = columns.map { TableColumn(PlainText.oneLine($0.title), $0.alignment) }
    table.columns += Array(repeating: TableColumn(""), count: width - columns.count)
    table.rows = rows.map(square)
    table.totals = totals.map(square)
    return table
  }
}
