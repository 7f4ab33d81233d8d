import Coverage
import GeoFormats
import GeoModel
import GeoNative

/// The inputs, read and projected before any job is timed.
struct BenchmarkData {
  /// Path of communes.geojson, which one job reads again.
  let geojson: String
  /// Path of points.csv, which one job reads again.
  let csv: String
  let communes: FeatureLayer
  let codes: [String]
  /// Lambert-93, mended.
  let territories: [MultiPolygon]
  /// Longitude and latitude.
  let points: [Double]
  /// Lambert-93.
  let communePlaces: [Double]
  let sites: [Double]

  init(folder: String, threads: Int) throws {
    geojson = folder + "/communes.geojson"
    csv = folder + "/points.csv"
    communes = try GeoJSONReader.read(try ByteFile.read(geojson), source: "communes.geojson").layer
    let layer = communes
    guard let key = layer.attributes.index(of: "code") else {
      throw Diagnostic(
        "bench.column", Phrase(en: "communes.geojson has no code", fr: "communes.geojson sans code"))
    }
    codes = (0..<layer.count).map { layer.attributes.columns[key][$0] }
    var plane = layer.geometry
    plane.coordinates = try Reprojection.transform(
      plane.coordinates, from: .wgs84, to: .lambert93, threads: threads)
    var polygons = (0..<plane.count).map { plane.polygons(of: $0) }
    _ = try Repair.mend(&polygons, threads: threads)
    territories = polygons
    points = try Self.places(csv)
    communePlaces = try Reprojection.transform(
      try Self.places(folder + "/communes.csv"), from: .wgs84, to: .lambert93, threads: threads)
    sites = try Reprojection.transform(
      try Self.places(folder + "/sites.csv"), from: .wgs84, to: .lambert93, threads: threads)
  }

  private static func places(_ path: String) throws -> [Double] {
    let table = try CSVReader.read(try ByteFile.read(path), source: path).table
    guard let lon = table.index(of: "lon"), let lat = table.index(of: "lat") else {
      throw Diagnostic(
        "bench.column", Phrase(en: "\(path) has no lon and lat", fr: "\(path) sans lon ni lat"))
    }
    return (0..<table.rowCount).flatMap {
      [Double(table.columns[lon][$0]) ?? .nan, Double(table.columns[lat][$0]) ?? .nan]
    }
  }
}
