import Coverage
import GeoFormats
import GeoModel
import GeoNative

/// Communes to départements, in Lambert-93.
enum DissolveJob {
  static func run(_ data: BenchmarkData, _ threads: Int) throws -> JobAnswer {
    let mesh = Territories(
      codes: data.codes, names: data.codes.map { _ in nil }, polygons: data.territories, crs: .lambert93)
    let levelOf = data.codes.map { Optional(String($0.prefix(2))) }
    let (seconds, levels) = try ContinuousClock.best(of: 3) {
      try Dissolve(mesh, levelOf: levelOf, names: [:], sliverWidthMetres: 250, threads: threads)
    }
    let area = levels.territories.polygons.reduce(0) { $0 + $1.area }
    return JobAnswer(
      seconds: seconds, threads: threads,
      figures: [
        ("departements", .int(levels.territories.count)), ("area_km2", .number(area / 1e6, decimals: 3)),
        (
          "interior_rings",
          .int(levels.territories.polygons.reduce(0) { $0 + $1.ringCount - $1.polygonCount })
        ),
        ("united_by_geos", .int(levels.unitedByGEOS.count)),
      ])
  }
}
