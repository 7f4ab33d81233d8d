import Coverage
import GeoFormats
import GeoModel
import GeoNative

/// The uncovered part of every commune beyond 15 km of a site, then of every département.
enum CoverageJob {
  static func run(_ data: BenchmarkData, _ threads: Int) throws -> JobAnswer {
    let (seconds, answer) = try ContinuousClock.best(of: 3) { () throws -> (Double, Int, Int) in
      let reach = Reach(places: data.sites, metres: 15_000, segments: 32)
      let uncovered = try reach.uncovered(of: data.territories, threads: threads)
      var covered = 0
      var groups: [String: [MultiPolygon]] = [:]
      var area = 0.0
      for (index, rest) in uncovered.enumerated() {
        let restArea = rest.area
        area += restArea
        if 1 - restArea / data.territories[index].area > 0.999999 { covered += 1 }
        if !rest.isEmpty { groups[String(data.codes[index].prefix(2)), default: []].append(rest) }
      }
      let pieces = groups.keys.sorted().map { groups[$0] ?? [] }
      let departements = try ParallelMap.map(count: pieces.count, threads: threads) {
        index throws(GEOSError) -> Double in try GEOSSession().union(pieces[index]).area
      }
      return (area, covered, departements.count { $0 > 0 })
    }
    return JobAnswer(
      seconds: seconds, threads: threads,
      figures: [
        ("uncovered_km2", .number(answer.0 / 1e6, decimals: 3)), ("communes_fully_covered", .int(answer.1)),
        ("gap_departements", .int(answer.2)),
      ])
  }
}
