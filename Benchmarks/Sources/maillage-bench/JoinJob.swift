import Coverage
import GeoFormats
import GeoModel

/// One million points to the commune that holds each; the index is built within the time.
enum JoinJob {
  static func run(_ data: BenchmarkData, _ threads: Int) throws -> JobAnswer {
    let owners = (0..<Int32(data.communes.count)).map { $0 }
    let (seconds, join) = ContinuousClock.best(of: 3) {
      let locator = PointLocator(geometry: data.communes.geometry, owners: owners, threads: threads)
      return SpatialJoin(data.points, in: locator, threads: threads)
    }
    return JobAnswer(
      seconds: seconds, threads: threads,
      figures: [
        ("matched", .int(join.counts.assigned + join.counts.ambiguous)),
        ("boundary_or_overlap", .int(join.counts.onBoundary + join.counts.ambiguous)),
      ])
  }
}
