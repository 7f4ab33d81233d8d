public import GeoModel
public import GeoNative

/// The edge of a study: care just across it may cover what looks uncovered.
public enum StudyEdge {
  /// Every place within `metres` of land that the data do not hold.
  ///
  /// The outline of that land is simplified by 10 m at most before it is widened.
  ///
  /// - Parameters:
  ///   - landOutside: polygons that may overlap each other and the study's land.
  ///   - land: the study's land.
  public static func zone(
    _ landOutside: [MultiPolygon], land: MultiPolygon, metres: Double, segments: Int, threads: Int
  ) throws(GEOSError) -> MultiPolygon {
    let reach = land.envelope.expanded(by: metres)
    let near = landOutside.filter { $0.envelope.intersects(reach) }
    let session = GEOSSession()
    var outside = try TerritoryUnion.union(near, threads: threads)
    outside = try session.difference(outside, minus: [land])
    // What drawing leaves between two outlines of the same border is not land outside.
    outside = try session.simplified(Self.withoutCrumbs(outside), metres: 10)
    let pieces = outside
    let widened = try ParallelMap.map(
      count: pieces.polygonCount, threads: threads, worker: { () throws(GEOSError) in GEOSSession() }
    ) { (session, index) throws(GEOSError) -> MultiPolygon in
      try session.buffer(pieces.polygon(index), metres: metres, segments: segments)
    }
    return try TerritoryUnion.union(widened, threads: threads)
  }

  /// Only polygons of at least 1 km².
  private static func withoutCrumbs(_ polygons: MultiPolygon) -> MultiPolygon {
    var kept = MultiPolygon()
    for index in 0..<polygons.polygonCount where polygons.area(ofPolygon: index) >= 1e6 {
      kept.appendPolygon(index, of: polygons)
    }
    return kept
  }
}

/// The corners of the Voronoi cells of sites.
enum VoronoiVertices {
  /// Flat x, y; empty for fewer than two distinct sites.
  static func of(_ places: [Double], around envelope: Envelope) throws(GEOSError) -> [Double] {
    var distinct = Set<Position>()
    for index in 0..<places.count / 2 {
      distinct.insert(Position(x: places[2 * index], y: places[2 * index + 1]))
    }
    guard distinct.count > 1 else { return [] }
    let ordered = distinct.sorted { ($0.x, $0.y) < ($1.x, $1.y) }
    var corners = Set<Position>()
    let cells = try GEOSSession().voronoiCells(of: ordered.flatMap { [$0.x, $0.y] }, within: envelope)
    for index in 0..<cells.positionCount { corners.insert(cells.position(index)) }
    return corners.sorted { ($0.x, $0.y) < ($1.x, $1.y) }.flatMap { [$0.x, $0.y] }
  }
}
