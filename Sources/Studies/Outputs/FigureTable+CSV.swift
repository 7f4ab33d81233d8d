public import GeoFormats
public import Reports

extension FigureTable {
  /// All rows, then the totals.
  ///
  /// - Parameter isApproximate: adds a last column that says so of contours.
  func csv(isApproximate: Bool = false) -> [UInt8] {
    var writer = CSVWriter()
    writer.row(columns.map(\.key).filter { !$0.isEmpty } + (isApproximate ? ["contours"] : []))
    for row in rows + totals {
      for (index, column) in columns.enumerated() where !column.key.isEmpty {
        switch row.indices.contains(index) ? row[index] : .missing {
        case .text(let text): writer.cell(text)
        case .count(let count): writer.cell(count)
        case .number(let number): writer.cell(number, decimals: column.kind.decimals)
        case .flag(let flag): writer.cell(flag ? "true" : "false")
        case .missing: writer.emptyCell()
        }
      }
      if isApproximate { writer.cell("approchés") }
      writer.endRow()
    }
    return writer.bytes
  }
}

extension FigureTable.Figure {
  /// The same for `--json`.
  public var json: JSONValue {
    switch self {
    case .text(let text): .string(text)
    case .count(let count): .int(count)
    case .number(let number): .number(number, decimals: 6)
    case .flag(let flag): .bool(flag)
    case .missing: .null
    }
  }
}
