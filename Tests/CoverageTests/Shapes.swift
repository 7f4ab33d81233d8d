import Coverage
import GeoModel
import GeoNative
import TestSupport

/// Small figures for tests.
enum Shapes {
  static func rectangle(_ minX: Double, _ minY: Double, _ maxX: Double, _ maxY: Double) -> MultiPolygon {
    MultiPolygon(shell: [
      Position(x: minX, y: minY), Position(x: maxX, y: minY), Position(x: maxX, y: maxY),
      Position(x: minX, y: maxY), Position(x: minX, y: minY),
    ])
  }

  /// `columns` × `rows` squares of one side, row after row from the south-west.
  static func squares(columns: Int, rows: Int, side: Double, x: Double = 0, y: Double = 0) -> [MultiPolygon] {
    (0..<rows).flatMap { row -> [MultiPolygon] in
      (0..<columns).map { column -> MultiPolygon in
        let left = x + Double(column) * side
        let bottom = y + Double(row) * side
        return rectangle(left, bottom, left + side, bottom + side)
      }
    }
  }

  /// A star-shaped polygon with a hole of half its size.
  static func star(corners: Int, radius: Double, random: inout SeededRandom) -> MultiPolygon {
    func ring(_ scale: Double) -> [Double] {
      var flat: [Double] = []
      for corner in 0..<corners {
        let angle = 2 * Double.pi * Double(corner) / Double(corners)
        let length = scale * radius * Double.random(in: 0.6...1, using: &random)
        flat += [length * Double.cosine(angle), length * Double.sine(angle)]
      }
      return flat + flat.prefix(2)
    }
    let shell = ring(1)
    let hole = ring(0.5)
    return MultiPolygon(
      coordinates: shell + hole, ringEnds: [corners + 1, 2 * corners + 2], polygonEnds: [2])
  }

  static func territories(_ polygons: [MultiPolygon], codes: [String]? = nil) -> Territories {
    let codes = codes ?? polygons.indices.map { String(100 + $0) }
    return Territories(
      codes: codes, names: codes.map { _ in nil }, polygons: polygons, crs: .lambert93)
  }
}
