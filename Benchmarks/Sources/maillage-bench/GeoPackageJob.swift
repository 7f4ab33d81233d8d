import GeoFormats
import GeoModel
import GeoNative

/// communes.gpkg from the disk to geometries and attributes, on one thread; made from communes.geojson where it is
/// not there yet.
enum GeoPackageJob {
  static func run(_ data: BenchmarkData, _ threads: Int) throws -> JobAnswer {
    let path = data.geojson.dropLast("geojson".count) + "gpkg"
    if !FileSystem.exists(String(path)) {
      let written = try GeoPackageWriter.bytes(of: [GeoPackageContent(data.communes, name: "communes")])
      try OutputFile.write(written.bytes, to: String(path), overwrite: false)
    }
    let (seconds, content) = try ContinuousClock.best(of: 3) {
      try GeoPackageReader.read(try ByteFile.read(String(path)), source: "communes.gpkg")
    }
    guard case .layer(let read) = content else {
      throw Diagnostic(
        "bench.layer", Phrase(en: "communes.gpkg is a table", fr: "communes.gpkg est une table"))
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
