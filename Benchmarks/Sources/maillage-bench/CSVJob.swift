import GeoFormats
import GeoModel
import GeoNative

/// points.csv from the disk to a table and positions, on one thread.
enum CSVJob {
  static func run(_ data: BenchmarkData, _ threads: Int) throws -> JobAnswer {
    let (seconds, answer) = try ContinuousClock.best(of: 3) {
      let table = try CSVReader.read(try ByteFile.read(data.csv), source: "points.csv").table
      guard let columns = ColumnRoles(table).coordinates?.columns else {
        throw Diagnostic("bench", Phrase(verbatim: "no coordinates"))
      }
      return (table, PointTable(table, columns: columns, inDegrees: true).positions)
    }
    let (table, positions) = answer
    return JobAnswer(
      seconds: seconds, threads: 1,
      figures: [
        ("rows", .int(table.rowCount)), ("columns", .int(table.columns.count)),
        ("coordinate_sum", .number(positions.reduce(0, +), decimals: 3)),
      ])
  }
}
