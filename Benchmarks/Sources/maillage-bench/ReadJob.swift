import GeoFormats
import GeoModel
import GeoNative

/// communes.geojson from the disk to geometries and attributes, on one thread.
enum ReadJob {
  static func run(_ data: BenchmarkData, _ threads: Int) throws -> JobAnswer {
    let (seconds, layer) = try ContinuousClock.best(of: 3) {
      try GeoJSONReader.read(try ByteFile.read(data.geojson), source: "communes.geojson").layer
    }
    let names = layer.attributes.index(of: "nom").map { layer.attributes.columns[$0].bytes.count } ?? 0
    return JobAnswer(
      seconds: seconds, threads: 1,
      figures: [
        ("features", .int(layer.count)), ("vertices", .int(layer.geometry.coordinates.count / 2)),
        ("coordinate_sum", .number(layer.geometry.coordinates.reduce(0, +), decimals: 3)),
        ("name_bytes", .int(names)),
      ])
  }
}
