public import GeoModel
public import GeoNative

/// The land of a layer, counted once: what overlaps and what holes it has.
public struct TerritoryUnion: Sendable {
  /// The union; slivers and holes are holes of it.
  public var polygons: MultiPolygon
  public var areaSquareMetres: Double
  /// Σ of the territories' own areas minus the union: land claimed more than once, counted for each claim too many.
  public var overlapSquareMetres: Double
  /// Enclosed places that no territory claims and that are too narrow to be real.
  public var slivers: [MultiPolygon]
  /// Enclosed places that no territory claims and that are wide: an enclave, a lagoon.
  public var holes: [MultiPolygon]

  public var sliverSquareMetres: Double { slivers.reduce(0) { $0 + $1.area } }

  /// A hole is a sliver where its mean width, twice its area over its perimeter, is below `sliverWidthMetres`.
  public init(_ territories: [MultiPolygon], sliverWidthMetres: Double, threads: Int) throws(GEOSError) {
    polygons = try Self.union(territories, threads: threads)
    areaSquareMetres = polygons.area
    overlapSquareMetres = max(0, territories.reduce(0) { $0 + $1.area } - areaSquareMetres)
    slivers = []
    holes = []
    for polygon in 0..<polygons.polygonCount {
      for ring in polygons.rings(ofPolygon: polygon).dropFirst() {
        let hole = Self.reversedRing(ring, of: polygons)
        if hole.meanWidth < sliverWidthMetres { slivers.append(hole) } else { holes.append(hole) }
      }
    }
  }

  /// Unites polygons. Where they share their borders exactly, shared edges cancel and nothing is computed.
  ///
  /// Else GEOS unites them; very many in pieces of neighbours first, which never depend on the thread count.
  ///
  /// A region of 5,000 communes is one piece, so that its slivers are those that any GIS finds in its union.
  public static func union(
    _ territories: [MultiPolygon], grid gridMetres: Double = 0, threads: Int
  ) throws(GEOSError) -> MultiPolygon {
    if gridMetres == 0, let outline = EdgeDissolve.outline(of: territories),
      try GEOSSession().invalidity(of: outline) == nil
    {
      // Each place has as many territories over it as turns of the outline round it. A valid outline turns once at
      // most: so nothing overlaps, and it is the union.
      return outline
    }
    let pieceSize = 8192
    var level = neighbourOrder(territories).map { territories[$0] }
    while true {
      let current = level
      let pieces = (current.count + pieceSize - 1) / pieceSize
      guard pieces > 1 else {
        return try GEOSSession().union(current, grid: gridMetres)
      }
      level = try ParallelMap.map(
        count: pieces, threads: threads, worker: { () throws(GEOSError) in GEOSSession() }
      ) { (session, piece) throws(GEOSError) -> MultiPolygon in
        let range = piece * pieceSize..<min(current.count, (piece + 1) * pieceSize)
        return try session.union(Array(current[range]), grid: gridMetres)
      }
    }
  }

  /// Indices in strips from west to east, each from south to north, so that runs of them are neighbours.
  static func neighbourOrder(_ territories: [MultiPolygon]) -> [Int] {
    let centers = territories.map { $0.envelope.center }
    let byX = centers.indices.sorted { (centers[$0].x, $0) < (centers[$1].x, $1) }
    let strip = max(1, Int(Double(territories.count).squareRoot() * 16))
    return stride(from: 0, to: byX.count, by: strip).flatMap { start -> [Int] in
      byX[start..<min(byX.count, start + strip)].sorted { (centers[$0].y, $0) < (centers[$1].y, $1) }
    }
  }

  private static func reversedRing(_ ring: Int, of polygons: MultiPolygon) -> MultiPolygon {
    let shell = polygons.positions(ofRing: ring).reversed().map { polygons.position($0) }
    return MultiPolygon(shell: shell)
  }
}
