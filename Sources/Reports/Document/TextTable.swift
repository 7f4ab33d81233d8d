/// A table as lines of text: columns set apart by two spaces, rules above and below the titles.
struct TextTable {
  let table: TableBlock
  let width: Int
  private let widths: [Int]

  /// Columns keep the width of their longest cell where the page allows; else the widest columns of text give
  /// way, and their cells go on over several lines. Numbers are never broken.
  init(_ block: TableBlock, width: Int) {
    let table = block.squared
    self.table = table
    self.width = width
    let every = [table.columns.map(\.title)] + table.rows + table.totals
    var widths = table.columns.indices.map { column in every.reduce(0) { max($0, $1[column].count) } }
    let least = table.columns.indices.map { column in
      let cells =
        table.columns[column].alignment == .right ? [table.columns[column].title] : every.map { $0[column] }
      let body =
        table.columns[column].alignment == .right ? (table.rows + table.totals).map { $0[column] } : []
      let longestWord = cells.reduce(1) { longest, cell in
        cell.split(separator: " ").reduce(longest) { max($0, $1.count) }
      }
      return min(widths[column], body.reduce(longestWord) { max($0, $1.count) })
    }
    func total() -> Int { widths.reduce(0, +) + 2 * max(0, widths.count - 1) }
    while total() > width {
      let candidates = widths.indices.filter { widths[$0] > least[$0] }
      guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { break }
      widths[widest] -= 1
    }
    self.widths = widths
  }

  var lines: [String] {
    let rule = String(repeating: "─", count: widths.reduce(0, +) + 2 * max(0, widths.count - 1))
    var lines: [String] = []
    if let caption = table.caption, !caption.isEmpty { lines += PlainText.wrap(caption, width: width) }
    lines.append(rule)
    if table.columns.contains(where: { !$0.title.isEmpty }) {
      lines += row(table.columns.map(\.title), bottomAligned: true)
      lines.append(rule)
    }
    for cells in table.rows { lines += row(cells) }
    if !table.totals.isEmpty {
      if !table.rows.isEmpty { lines.append(rule) }
      for cells in table.totals { lines += row(cells) }
    }
    lines.append(rule)
    if let note = table.note, !note.isEmpty { lines += PlainText.wrap(note, width: width) }
    return lines
  }

  private func row(_ cells: [String], bottomAligned: Bool = false) -> [String] {
    let parts = cells.indices.map { column in
      cells[column].count <= widths[column]
        ? [cells[column]] : PlainText.wrap(cells[column], width: widths[column])
    }
    let height = parts.reduce(1) { max($0, $1.count) }
    return (0..<height).map { line in
      let texts = parts.indices.map { column in
        let index = bottomAligned ? line - (height - parts[column].count) : line
        let text = parts[column].indices.contains(index) ? parts[column][index] : ""
        return PlainText.pad(text, to: widths[column], table.columns[column].alignment)
      }
      return PlainText.trimmingEnd(texts.joined(separator: "  "))
    }
  }
}
