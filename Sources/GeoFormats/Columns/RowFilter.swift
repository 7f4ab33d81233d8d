public import GeoModel

/// A condition on attributes: `field = value`, `field != value`, `field in (a, 'b c')`, joined by `and`.
///
/// Texts are compared exactly, byte for byte: `01` is not `1`. Fields are bare, or between double quotes
/// where they hold blanks; values are bare, or between single or double quotes; a doubled quote stands for
/// one.
public struct RowFilter: Sendable, Equatable {
  struct Clause: Sendable, Equatable {
    var field: String
    var isNegated: Bool
    var values: [String]
  }

  /// As it was written.
  public let text: String
  let clauses: [Clause]

  /// Throws `filter.syntax`, which names `option` and the character concerned (from 1).
  public init(parsing text: String, option: String = "--where") throws(Diagnostic) {
    self.text = text
    var parser = RowFilterParser(text, option: option)
    clauses = try parser.parse()
  }

  /// The fields that it names, in their order.
  public var fields: [String] { clauses.map(\.field) }

  /// Finds the fields among a table's columns, by their exact name.
  ///
  /// - Parameter option: what the error tells to change.
  ///
  /// Throws `filter.column` for a field that the table does not have.
  public func bind(to table: Table, option: String = "--where") throws(Diagnostic) -> BoundRowFilter {
    var tests: [BoundRowFilter.Test] = []
    for clause in clauses {
      guard let index = table.index(of: clause.field) else {
        throw ColumnLookup.unknown(clause.field, in: table, code: "filter.column", option: option)
      }
      tests.append(
        BoundRowFilter.Test(
          column: index, isNegated: clause.isNegated, values: clause.values.map { Array($0.utf8) }))
    }
    return BoundRowFilter(tests: tests)
  }
}

/// A condition whose columns are known.
public struct BoundRowFilter: Sendable {
  struct Test: Sendable {
    var column: Int
    var isNegated: Bool
    var values: [[UInt8]]
  }

  let tests: [Test]

  /// True where a row of the table it was bound to satisfies the condition.
  public func matches(_ table: Table, row: Int) -> Bool {
    for test in tests where Self.contains(test.values, table.columns[test.column], row) == test.isNegated {
      return false
    }
    return true
  }

  /// The answer for every row.
  public func mask(_ table: Table) -> [Bool] {
    (0..<table.rowCount).map { matches(table, row: $0) }
  }

  private static func contains(_ values: [[UInt8]], _ column: TextColumn, _ row: Int) -> Bool {
    let range = column.byteRange(row)
    next: for value in values where value.count == range.count {
      var at = range.lowerBound
      for byte in value {
        if column.bytes[at] != byte { continue next }
        at += 1
      }
      return true
    }
    return false
  }
}

/// Columns by name, with a helpful refusal.
public enum ColumnLookup {
  /// Index of a column: its exact name, or the only one that is equal but for case, accents and separators.
  ///
  /// Throws `column.unknown`, which lists the columns and names the nearest.
  public static func index(
    of name: String, in table: Table, option: String
  ) throws(Diagnostic) -> Int {
    if let exact = table.index(of: name) { return exact }
    let folded = NameMatch.folded(name)
    let alike = table.columns.indices.filter { NameMatch.folded(table.columns[$0].name) == folded }
    if alike.count == 1 { return alike[0] }
    throw unknown(name, in: table, code: "column.unknown", option: option)
  }

  static func unknown(_ name: String, in table: Table, code: String, option: String) -> Diagnostic {
    let names = table.names
    let near = NameMatch.closest(to: name, among: names, limit: 1).first
    let shown = names.prefix(60).joined(separator: ", ") + (names.count > 60 ? ", …" : "")
    return Diagnostic(
      code, at: SourceLocation(file: table.source, field: name),
      Phrase(
        en: "\(option): there is no column of this name; the columns are: \(shown)",
        fr: "\(option) : aucune colonne de ce nom ; les colonnes sont : \(shown)"),
      hint: near.map { Phrase(verbatim: $0) })
  }
}
