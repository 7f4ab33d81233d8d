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
    /// Inhabitants counted in the piece; nil where people are shared out by area.
    var people: Double?
    /// Those near land outside the data, by the share of the piece's area there.
    var edgePeople: Double {
      guard let people, areaSquareMetres > 0 else { return 0 }
      return people * min(1, edgeSquareMetres / areaSquareMetres)
    }
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

  /// People in each piece, by where they are known to be.
  func people(_ located: LocatedPeople, threads: Int) throws(GEOSError) -> [Double] {
    try located.people(in: all.map(\.polygon), threads: threads)
  }

  mutating func count(_ people: [Double]) {
    for index in all.indices { all[index].people = people[index] }
  }
}
