import Coverage
import GeoFormats
import GeoModel

/// From each commune's point to the nearest of the sites, in Lambert-93; the tree is built within the time.
enum NearestJob {
  static func run(_ data: BenchmarkData, _ threads: Int) throws -> JobAnswer {
    let (seconds, found) = ContinuousClock.best(of: 5) {
      NearestSites(data.sites).nearest(of: data.communePlaces, threads: threads)
    }
    let sum = found.reduce(0) { $0 + $1.distance }
    return JobAnswer(
      seconds: seconds, threads: threads,
      figures: [
        ("mean_m", .number(sum / Double(found.count), decimals: 3)),
        ("max_m", .number(found.map(\.distance).max() ?? .nan, decimals: 3)),
      ])
  }
}
