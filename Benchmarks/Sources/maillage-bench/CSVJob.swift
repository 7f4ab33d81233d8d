import GeoFormats
import GeoModel
import GeoNative

/// points.csv from the disk to columns of text, on one thread.
enum CSVJob {
  static func run(_ data: BenchmarkData, _ threads: Int) throws -> JobAnswer {
    let (seconds, table) = try ContinuousClock.best(of: 3) {
      try CSVReader.read(try ByteFile.read(data.csv), source: "points.csv").table
    }
    return JobAnswer(
      seconds: seconds, threads: 1,
      figures: [
        ("rows", .int(table.rowCount)), ("columns", .int(table.columns.count)),
        ("characters", .int(table.columns.reduce(0) { $0 + $1.bytes.count })),
      ])
  }
}
