public import GeoFormats
public import GeoModel

/// A table read by a code column: populations, compositions, names.
public struct CodeTable: Sendable {
  public var table: Table
  public var key: Int
  public var path: String

  /// - Parameters:
  ///   - key: the column of the codes; nil to recognise it.
  ///   - layer: that of a file which holds several.
  ///   - repairing: false to leave codes as they are, for a caller that knows which exist.
  public static func load(
    _ path: String, key: String?, layer: String? = nil, role: String, source: String? = nil, option: String,
    csv: CSVOptions = CSVOptions(), repairing: Bool = true, session: LoadSession
  ) throws(Diagnostic) -> CodeTable {
    // Only the attributes are read: where they are does not matter.
    let options = LayerOptions(name: layer, crs: .wgs84)
    let content = try session.read([path], role: role, source: source, csv: csv, layer: options)[0]
    var table = content.table
    if let key {
      let index = try ColumnLookup.index(of: key, in: table, option: option)
      CodeText.warn(table.columns[index], path: path, session)
      if repairing { CodeRepair.apply(to: &table.columns[index], path: path, session) }
      return CodeTable(table: table, key: index, path: path)
    }
    guard let found = ColumnRoles(table).code?.index else {
      throw Diagnostic(
        "table.key", at: SourceLocation(file: path),
        Phrase(
          en:
            "no column is known as the commune's code; the columns are: \(table.names.joined(separator: ", "))",
          fr: "aucune colonne connue comme code de commune ; les colonnes sont : "
            + table.names.joined(separator: ", ")),
        hint: Phrase(verbatim: option))
    }
    let name = table.columns[found].name
    session.note(Phrase(en: "\(path): the code is \"\(name)\"", fr: "\(path) : le code est « \(name) »"))
    session.describe(role: role, "code « \(name) »")
    CodeText.warn(table.columns[found], path: path, session)
    if repairing { CodeRepair.apply(to: &table.columns[found], path: path, session) }
    return CodeTable(table: table, key: found, path: path)
  }

  /// The rows that satisfy a condition.
  func keeping(_ filter: String) throws(Diagnostic) -> CodeTable {
    let mask = try RowFilter(parsing: filter).bind(to: table).mask(table)
    guard mask.contains(true) else {
      throw Diagnostic(
        "table.none", at: SourceLocation(file: path),
        Phrase(en: "no row satisfies the condition", fr: "aucune ligne ne remplit la condition"),
        found: filter)
    }
    var kept = Table(columns: table.columns.map { TextColumn(name: $0.name) }, source: table.source)
    for row in 0..<table.rowCount where mask[row] {
      for index in table.columns.indices {
        let column = table.columns[index]
        kept.columns[index].append(column.bytes[column.byteRange(row)], kind: column.kind(row))
      }
      if !table.lines.isEmpty { kept.lines.append(table.lines[row]) }
    }
    return CodeTable(table: kept, key: key, path: path)
  }

  /// The code of a row, without blanks at its ends.
  public func code(_ row: Int) -> String { CodeText.trimmed(table.columns[key][row]) }

  public func column(_ name: String, option: String) throws(Diagnostic) -> Int {
    try ColumnLookup.index(of: name, in: table, option: option)
  }

  public func place(_ row: Int, field: Int) -> SourceLocation {
    SourceLocation(
      file: path, line: table.lines.isEmpty ? nil : Int(table.lines[row]),
      feature: table.lines.isEmpty ? row + 1 : nil, field: table.columns[field].name)
  }
}
