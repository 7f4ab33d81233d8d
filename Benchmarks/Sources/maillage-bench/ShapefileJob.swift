import GeoFormats
import GeoModel
import GeoNative

/// communes.shp and its companions from the disk to geometries and attributes, on one thread; made by
/// `peers/shapefile.py --make`.
enum ShapefileJob {
  static func run(_ data: BenchmarkData, _ threads: Int) throws -> JobAnswer {
    let path = data.geojson.dropLast("geojson".count) + "shp"
    let (seconds, file) = try ContinuousClock.best(of: 3) { try DataFile.read(String(path)) }
    guard case .layer(let read) = file.content else {
      throw Diagnostic("bench.layer", Phrase(en: "communes.shp is a table", fr: "communes.shp est une table"))
    }
    let table = read.layer.attributes
    return JobAnswer(
      seconds: seconds, threads: 1,
      figures: [
        ("features", .int(read.layer.count)), ("vertices", .int(read.layer.geometry.coordinates.count / 2)),
        ("coordinate_sum", .number(read.layer.geometry.coordinates.reduce(0, +), decimals: 3)),
        ("name_bytes", .int(table.index(of: "nom").map { table.columns[$0].bytes.count } ?? 0)),
      ])
  }
}
