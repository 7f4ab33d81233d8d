import GeoModel
import GeoNative

/// The uncovered parts of territories, one polygon each.
struct UncoveredPieces: Sendable {
  struct Piece: Sendable {
    var territory: Int
    var polygon: MultiPolygon
    var areaSquareMetres: Double
    /// Ellipsoidal over plane area, 1 for plane areas.
    var factor: Double
    /// Part within the threshold of land outside the data.
    var edgeSquareMetres = 0.0
  }

  private(set) var all: [Piece] = []

  /// - Parameter factors: ellipsoidal over plane area of each territory; empty for plane areas.
  init(_ uncovered: [MultiPolygon], factors: [Double] = []) {
    for (territory, polygons) in uncovered.enumerated() {
      for index in 0..<polygons.polygonCount {
        let polygon = polygons.polygon(index)
        let factor = factors.isEmpty ? 1 : factors[territory]
        all.append(
          Piece(
            territory: territory, polygon: polygon, areaSquareMetres: polygon.area * factor, factor: factor))
      }
    }
  }

  /// Measures how much of each piece lies in a zone.
  mutating func measureEdge(_ zone: MultiPolygon, threads: Int) throws(GEOSError) {
    let zoneEnvelope = zone.envelope
    let pieces = all
    let measured = try ParallelMap.map(
      count: pieces.count, threads: threads, worker: { () throws(GEOSError) in GEOSSession() }
    ) { (session, index) throws(GEOSError) -> Double in
      guard !zone.isEmpty, zoneEnvelope.intersects(pieces[index].polygon.envelope) else { return 0 }
      let rest = try session.difference(pieces[index].polygon, minus: [zone])
      return max(0, pieces[index].areaSquareMetres - rest.area * pieces[index].factor)
    }
    for (index, area) in measured.enumerated() { all[index].edgeSquareMetres = area }
  }
}
