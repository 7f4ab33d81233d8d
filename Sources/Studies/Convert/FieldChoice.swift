import GeoFormats
import GeoModel

/// The fields of an output: which, in what order, under what names.
struct FieldChoice {
  let select: [String]?
  let renames: [(old: String, new: String)]
  let prefix: String

  var isEmpty: Bool { select == nil && renames.isEmpty && prefix.isEmpty }

  /// - Throws: `column.unknown`, and `fields.repeated` where two fields would have one name.
  func apply(to layer: inout FeatureLayer) throws(Diagnostic) {
    guard !isEmpty else { return }
    let table = layer.attributes
    // The copy of the identifiers is a field only where it is named.
    if layer.hasIDColumn {
      let copy = table.columns[0]
      let name = copy.name
      let isNamed = (select ?? []).contains(name) || renames.contains { $0.old == name }
      if isNamed {
        layer.hasIDColumn = false
      } else {
        layer.attributes.columns.removeFirst()
      }
      try apply(to: &layer.attributes)
      if !isNamed && layer.attributes.index(of: name) == nil {
        layer.attributes.columns.insert(copy, at: 0)
      } else {
        layer.hasIDColumn = false
      }
      return
    }
    try apply(to: &layer.attributes)
  }

  func apply(to table: inout Table) throws(Diagnostic) {
    var names: [Int: String] = [:]
    for rename in renames {
      names[try ColumnLookup.index(of: rename.old, in: table, option: "--rename")] = rename.new
    }
    var indices = Array(table.columns.indices)
    if let select {
      indices = []
      for name in select { indices.append(try ColumnLookup.index(of: name, in: table, option: "--select")) }
    }
    var columns: [TextColumn] = []
    for index in indices {
      var column = table.columns[index]
      column.name = prefix + (names[index] ?? column.name)
      guard !columns.contains(where: { $0.name == column.name }) else {
        throw Diagnostic(
          "fields.repeated", at: SourceLocation(file: table.source, field: column.name),
          Phrase(en: "two fields would have this name", fr: "deux champs auraient ce nom"),
          hint: Phrase(verbatim: "--rename, --select"))
      }
      columns.append(column)
    }
    table.columns = columns
  }
}
