import GeoFormats
import GeoModel
import GeoNative

/// Runs the jobs of the peers' script on the same folder, and prints the same JSON lines.
@main
struct Main {
  static let jobs: [(name: String, run: @Sendable (BenchmarkData, Int) throws -> JobAnswer)] = [
    ("read", ReadJob.run), ("csv", CSVJob.run), ("join", JoinJob.run), ("nearest", NearestJob.run),
    ("dissolve", DissolveJob.run), ("coverage", CoverageJob.run), ("geopackage", GeoPackageJob.run),
    ("shapefile", ShapefileJob.run),
  ]

  static func main() throws {
    var arguments = Array(CommandLine.arguments.dropFirst())
    var threads = min(4, ParallelMap.availableCores)
    if let place = arguments.firstIndex(of: "--threads"), place + 1 < arguments.count {
      threads = max(1, Int(arguments[place + 1]) ?? threads)
      arguments.removeSubrange(place...place + 1)
    }
    let names = jobs.map(\.name) + AccessJobs.all.map(\.name)
    guard let folder = arguments.first, !folder.hasPrefix("-") else {
      print("usage: maillage-bench DIR [--threads N] [\(names.joined(separator: " | ")) …]")
      print("       maillage-bench tessellation FOLDER_OF_OFFICIAL_FILES GEODATA")
      return
    }
    if folder == "tessellation", arguments.count == 3 {
      return try TessellationMeasure(folder: arguments[1], geodata: arguments[2], threads: threads).run()
    }
    let wanted = arguments.dropFirst()
    if let unknown = wanted.first(where: { !names.contains($0) }) {
      print("no job \(unknown); the jobs are \(names.joined(separator: " "))")
      return
    }
    // These read what they need themselves, and are run only where they are named.
    for job in AccessJobs.all where wanted.contains(job.name) { say(job.name, try job.run(folder, threads)) }
    guard wanted.isEmpty || jobs.contains(where: { wanted.contains($0.name) }) else { return }
    let data = try BenchmarkData(folder: folder, threads: threads)
    for job in jobs where wanted.isEmpty || wanted.contains(job.name) {
      say(job.name, try job.run(data, threads))
    }
  }

  private static func say(_ job: String, _ answer: JobAnswer) {
    var members: [(key: String, value: JSONValue)] = [
      ("job", .string(job)), ("seconds", .number(answer.seconds, decimals: 4)),
    ]
    members += answer.figures
    members.append(("threads", .int(answer.threads)))
    print(JSONValue.object(members).compactText)
  }
}

/// Seconds of the work itself, and the figures that a peer must reproduce.
struct JobAnswer {
  var seconds: Double
  var threads: Int
  var figures: [(key: String, value: JSONValue)]
}

extension ContinuousClock {
  /// The best of a few runs, as the work is short beside the machine's noise.
  static func best<Result>(of runs: Int, _ body: () throws -> Result) rethrows -> (Double, Result) {
    let clock = ContinuousClock()
    var start = clock.now
    var result = try body()
    var best = clock.now - start
    for _ in 1..<runs {
      start = clock.now
      result = try body()
      best = min(best, clock.now - start)
    }
    return (Double(best.components.seconds) + Double(best.components.attoseconds) / 1e18, result)
  }
}
