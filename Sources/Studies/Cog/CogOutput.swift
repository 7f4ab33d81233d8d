import Coverage
import GeoFormats
public import GeoModel

/// The table that was carried, as CSV.
public enum CogOutput {
  static let ownColumns = ["code_origine", "code", "evenement"]
  /// What stands in `evenement` for a code that is not carried.
  public static let unknownWord = "inconnu"

  /// Rows carried: `code_origine`, `code`, `evenement`, then the table's own columns; one row for each new code of
  /// a row. A row that is not carried has an empty `code`. Where columns are summed: one row for each new code,
  /// `code_origine` being the codes it is made of, apart by a blank.
  public static func csv(_ job: CogJob) -> [UInt8] {
    job.sums.map { summed($0) } ?? carried(job)
  }

  private static func carried(_ job: CogJob) -> [UInt8] {
    let table = job.table.table
    var writer = CSVWriter(capacity: table.columns.reduce(0) { $0 + $1.bytes.count } * 5 / 4)
    writer.row(ownColumns + names(table.names))
    for row in 0..<table.rowCount {
      let code = job.codeOfRow[row].map { job.codes[$0] }
      guard let code, let change = code.change else {
        writer.cell(code?.code ?? "")
        writer.emptyCell()
        writer.cell(unknownWord)
        writer.cells(table.columns.span, row: row)
        writer.endRow()
        continue
      }
      for target in code.targets {
        writer.cell(code.code)
        writer.cell(target)
        writer.cell(change.rawValue)
        writer.cells(table.columns.span, row: row)
        writer.endRow()
      }
    }
    return writer.bytes
  }

  private static func summed(_ sums: CogSums) -> [UInt8] {
    var writer = CSVWriter()
    writer.row(ownColumns + names(sums.columns.map(\.name)))
    for row in sums.rows {
      writer.cell(row.origins.joined(separator: " "))
      writer.cell(row.code)
      writer.cell(row.change.rawValue)
      for (column, value) in zip(sums.columns, row.values) {
        if let value { writer.cell(column.text(value)) } else { writer.emptyCell() }
      }
      writer.endRow()
    }
    return writer.bytes
  }

  /// Names of the table's own columns beside ours: `code` becomes `code_2`.
  private static func names(_ own: [String]) -> [String] {
    var taken = Set(ownColumns)
    for name in own where !ownColumns.contains(name) { taken.insert(name) }
    return own.map { name in
      guard ownColumns.contains(name) else { return name }
      var number = 2
      while taken.contains("\(name)_\(number)") { number += 1 }
      taken.insert("\(name)_\(number)")
      return "\(name)_\(number)"
    }
  }

  /// Rows that are not carried, with their line and the reason.
  public static func rejects(_ job: CogJob, language: Language) -> [UInt8] {
    RejectReport.file(job.rejects, of: job.table.table, language: language)
  }
}
