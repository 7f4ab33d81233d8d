import Coverage
import GeoFormats
import GeoModel

/// Where people by place and age class are read from.
public struct AgeTableOptions: Sendable {
  public var path: String
  public var key: String?
  public var layer: String?
  public var headerLine: Int?

  public init(path: String) { self.path = path }
}

/// People by place and age class, from a table with one column a class.
struct AgeTable {

  /// By class, then by place; nil where unknown.
  var ages: [[Double?]]

  /// - Parameter classes: the columns to read; each must be there.
  /// - Throws: `Diagnostic` for a class without a column, a code that stands twice and a text that is no number of people.
  static func load(
    _ options: AgeTableOptions, classes: [String], codes: [String], session: LoadSession
  ) throws(Diagnostic) -> AgeTable {
    let read = try CodeTable.load(
      options.path, key: options.key, layer: options.layer, role: "Population par âge", option: "--ages-key",
      csv: CSVOptions(headerLine: options.headerLine), session: session)
    var columns: [Int] = []
    for name in classes {
      columns.append(try ColumnLookup.index(of: name, in: read.table, option: "--ages"))
    }
    warnOfOthers(read, columns, session)
    var rowOf: [String: Int] = [:]
    for row in 0..<read.table.rowCount {
      let code = read.code(row)
      guard rowOf.updateValue(row, forKey: code) == nil else {
        throw Diagnostic(
          "apl.ages-twice", at: read.place(row, field: read.key),
          Phrase(en: "this code stands twice", fr: "ce code figure deux fois"), found: code)
      }
    }
    // Ages of Paris, Lyon and Marseille are often given by arrondissement only.
    var parts: [String: [Int]] = [:]
    for (commune, first, last) in PopulationLoader.arrondissements where rowOf[commune] == nil {
      let rows = (first...last).compactMap { rowOf[String($0)] }
      if rows.count == last - first + 1 { parts[commune] = rows }
    }
    var table = AgeTable(ages: [])
    for column in columns {
      let cells = FigureColumn(read.table.columns[column])
      try AccessPlaces.requireSureSign(cells, read.table, column, options.path)
      for row in 0..<read.table.rowCount {
        switch cells[row] {
        case .number(let value) where value >= 0 && value.isFinite: continue
        case .missing, .secret, .notSignificant: continue
        default:
          throw Diagnostic(
            "apl.ages", at: read.place(row, field: column),
            Phrase(en: "this is not a number of people", fr: "ce n’est pas un nombre d’habitants"),
            found: read.table.columns[column][row])
        }
      }
      table.ages.append(
        codes.map { code in
          guard let rows = rowOf[code].map({ [$0] }) ?? parts[code] else { return nil }
          return sum(rows.map { cells[$0] })
        })
    }
    report(rowOf.keys.sorted(), codes, options.path, session)
    return table
  }

  /// Nil where one is unknown.
  private static func sum(_ figures: [Figure]) -> Double? {
    figures.reduce(0) { total, figure in
      guard let total, case .number(let value) = figure else { return nil }
      return total + value
    }
  }

  private static func report(_ keys: [String], _ codes: [String], _ path: String, _ session: LoadSession) {
    let match = CodeJoin.report(
      keys, of: path, role: "Population par âge", to: codes, isComplete: true, session: session)
    guard !match.withoutKey.isEmpty else { return }
    session.warn(
      Diagnostic(
        "apl.ages-unmatched", at: SourceLocation(file: path),
        Phrase(
          en: "places of demand without ages: \(match.withoutKey.count)",
          fr: "lieux de demande sans âges : \(match.withoutKey.count)"),
        found: match.withoutKey.prefix(5).joined(separator: ", "),
        hint: CodeJoin.hint(match, keys, codes, path, session)))
  }

  /// A column of numbers that is no class may be a class that the consumption forgets.
  private static func warnOfOthers(_ read: CodeTable, _ columns: [Int], _ session: LoadSession) {
    let total = ColumnRoles(read.table).population?.index
    let others = read.table.columns.indices.filter { index in
      guard index != read.key, index != total, !columns.contains(index) else { return false }
      let cells = FigureColumn(read.table.columns[index])
      var hasNumber = false
      for row in 0..<cells.count {
        switch cells[row] {
        case .notANumber: return false
        case .number: hasNumber = true
        default: continue
        }
      }
      return hasNumber
    }
    guard !others.isEmpty else { return }
    session.warn(
      Diagnostic(
        "apl.ages-columns", at: SourceLocation(file: read.path),
        Phrase(
          en: "columns of numbers without a consumption, left out: \(others.count)",
          fr: "colonnes de nombres sans consommation, laissées de côté : \(others.count)"),
        found: others.prefix(5).map { read.table.columns[$0].name }.joined(separator: ", ")))
  }
}
