import Coverage
import GeoFormats
import GeoModel
import GeoNative
import Studies

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Access to care, on communes.csv and sites.csv alone.
enum AccessJobs {
  static let all: [(name: String, run: @Sendable (String, Int) throws -> JobAnswer)] = [
    ("e2sfca", enhanced), ("nearest-access", nearest), ("access-national", national),
    ("access-times", { try times($0 + "/times.csv", $0, $1) }),
    ("access-times-gz", { try times($0 + "/times.csv.gz", $0, $1) }),
  ]

  private static let peersSteps = Decay.steps(
    [
      .init(limit: 10_000, weight: 1), .init(limit: 15_000, weight: 2 / 3.0),
      .init(limit: 20_000, weight: 1 / 3.0),
    ],
    .right)

  /// Communes to the sites: pairs within 20 km, then the enhanced two-step catchment by steps.
  static func enhanced(_ folder: String, _ threads: Int) throws -> JobAnswer {
    let (communes, sites) = try (
      Points(folder + "/communes.csv", "population"), Points(folder + "/sites.csv", "capacity")
    )
    return run(communes, sites, peersSteps, threads)
  }

  /// The same from every commune to every commune, the weight 1 − x / 20 km, with as much supply as inhabitants.
  static func national(_ folder: String, _ threads: Int) throws -> JobAnswer {
    let communes = try Points(folder + "/communes.csv", "population")
    return run(communes, communes, .linear(limit: 20_000), threads)
  }

  private static func run(_ demand: Points, _ supply: Points, _ decay: Decay, _ threads: Int) -> JobAnswer {
    let (time, result) = ProcessorTime.best(of: 7) {
      let costs = DistanceCosts.within(
        20_000, of: demand.places, to: supply.places, measure: .planar, threads: threads)
      let model = AccessModel(
        .enhanced, costs: costs, decay: decay, populations: demand.figures,
        isLocated: Array(repeating: true, count: demand.figures.count),
        capacities: supply.figures.map { $0 ?? 0 }, threads: threads)
      return (pairs: costs.pairCount, access: model.access)
    }
    return answer(time, threads, pairs: result.pairs, result.access, demand.figures)
  }

  /// Communes to the nearest of the sites, as the method `nearest` does it.
  static func nearest(_ folder: String, _ threads: Int) throws -> JobAnswer {
    let (communes, sites) = try (
      Points(folder + "/communes.csv", "population"), Points(folder + "/sites.csv", "capacity")
    )
    let (time, costs) = ProcessorTime.best(of: 7) {
      DistanceCosts.nearest(of: communes.places, to: sites.places, measure: .planar, threads: threads).costs
    }
    return JobAnswer(
      seconds: time.seconds, threads: threads,
      figures: [
        ("processor_seconds", .number(time.processor, decimals: 4)),
        ("mean_m", .number(costs.reduce(0, +) / Double(costs.count), decimals: 3)),
        ("max_m", .number(costs.max() ?? .nan, decimals: 3)),
      ])
  }

  /// From the file of a matrix to the access of every commune.
  private static func times(_ path: String, _ folder: String, _ threads: Int) throws -> JobAnswer {
    let communes = folder + "/communes.csv"
    let (time, job) = try ProcessorTime.best(of: 3) {
      var options = AccessJob.Options(
        demand: SiteOptions(path: communes), supply: SiteOptions(path: communes))
      (options.demandKey, options.supplyKey, options.capacity) = ("code", "code", "population")
      options.method = .enhanced
      options.decay = DecayText.parse("apl", closure: .right) ?? .none
      options.cost = .minutes(TravelTimes.Options(path: path))
      return try AccessJob(options, session: LoadSession(threads: threads))
    }
    var answer = answer(time, threads, pairs: job.costs.pairCount, job.model.access, job.demand.figures)
    answer.figures.append(("rows", .int(job.times?.rows ?? 0)))
    return answer
  }

  private static func answer(
    _ time: ProcessorTime, _ threads: Int, pairs: Int, _ access: [Double?], _ people: [Double?]
  ) -> JobAnswer {
    let sum = zip(access, people).reduce(0) { $0 + ($1.0 ?? 0) * ($1.1 ?? 0) }
    let total = people.reduce(0) { $0 + ($1 ?? 0) }
    return JobAnswer(
      seconds: time.seconds, threads: threads,
      figures: [
        ("processor_seconds", .number(time.processor, decimals: 4)),
        ("pairs", .int(pairs)), ("mean_per_100k", .number(sum / total * 100_000, decimals: 6)),
        ("max_per_100k", .number((access.compactMap { $0 }.max() ?? 0) * 100_000, decimals: 6)),
        ("zero_access", .int(access.count { $0 == 0 })),
      ])
  }

  /// Places in Lambert-93 with a figure each.
  private struct Points {
    var places: DistanceCosts.Places
    var figures: [Double?]

    init(_ path: String, _ name: String) throws {
      let table = try CSVReader.read(try ByteFile.read(path), source: path).table
      func column(_ name: String) throws -> [Double] {
        guard let column = table.index(of: name) else {
          throw Diagnostic("bench.column", Phrase(en: "\(path) has no \(name)", fr: "\(path) sans \(name)"))
        }
        return (0..<table.rowCount).map { Double(table.columns[column][$0]) ?? .nan }
      }
      let (longitudes, latitudes) = (try column("lon"), try column("lat"))
      let plane = try Reprojection.transform(
        zip(longitudes, latitudes).flatMap { [$0, $1] }, from: .wgs84, to: .lambert93, threads: 1)
      places = .init(plane: plane, lonLat: [], zones: Array(repeating: 0, count: table.rowCount))
      figures = try column(name)
    }
  }
}

/// The best of a few runs by the clock on the wall, and by that of the processor, which other programs disturb less.
struct ProcessorTime {
  var seconds = Double.infinity
  /// Of all threads together.
  var processor = Double.infinity

  static func best<Result>(of runs: Int, _ body: () throws -> Result) rethrows -> (ProcessorTime, Result) {
    var best = ProcessorTime()
    func run() throws -> Result {
      let (wall, processor) = (now(CLOCK_MONOTONIC), now(CLOCK_PROCESS_CPUTIME_ID))
      let result = try body()
      best.seconds = min(best.seconds, now(CLOCK_MONOTONIC) - wall)
      best.processor = min(best.processor, now(CLOCK_PROCESS_CPUTIME_ID) - processor)
      return result
    }
    for _ in 1..<runs { _ = try run() }
    let last = try run()
    return (best, last)
  }

  private static func now(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
