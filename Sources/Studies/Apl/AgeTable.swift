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
  /// Codes of places of the demand that the table does not hold.
  var absent: [String]

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
    var table = AgeTable(ages: [], absent: codes.filter { rowOf[$0] == nil })
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
          guard let row = rowOf[code], case .number(let value) = cells[row] else { return nil }
          return value
        })
    }
    CodeJoin.report(
      rowOf.keys.sorted(), of: options.path, role: "Population par âge", to: codes, isComplete: true,
      session: session)
    return table
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
