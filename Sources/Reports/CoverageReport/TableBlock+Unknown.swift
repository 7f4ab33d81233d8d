extension TableBlock {
  func hasColumn(_ title: String) -> Bool { columns.contains { $0.title == title } }

  /// Without the columns where nothing at all is known.
  var withoutUnknownColumns: TableBlock {
    let known = columns.indices.filter { column in
      (rows + totals).contains { row in
        row.indices.contains(column) && !row[column].isEmpty && row[column] != FrenchNumber.missing
      }
    }
    func kept(_ row: [String]) -> [String] { known.filter { row.indices.contains($0) }.map { row[$0] } }
    var table = self
    table.columns = known.map { columns[$0] }
    table.rows = rows.map(kept)
    table.totals = totals.map(kept)
    return table
  }
}
