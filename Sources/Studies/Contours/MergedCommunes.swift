import Coverage
import GeoModel
import GeoNative

/// Communes that became one after the table's year: their common contour is shared out between them.
enum MergedCommunes {
  /// The part of a contour that is nearer to each place than to the others; empty where two places are one.
  ///
  /// The outline keeps its own positions to the bit, so that it still meets its neighbours.
  ///
  /// - Parameters:
  ///   - polygons: longitude and latitude.
  ///   - places: one a commune, as many as there are communes, two or more.
  static func shares(
    of polygons: MultiPolygon, among places: [Position], session: GEOSSession
  ) throws(GEOSError) -> [MultiPolygon] {
    let outline = polygons.envelope
    // Degrees of longitude as long as those of latitude; cells are straight in both.
    let stretch = Double.cosine(outline.center.y * Double.pi / 180)
    var box = Envelope()
    for (x, y) in [(outline.minX, outline.minY), (outline.maxX, outline.maxY)] { box.add(x * stretch, y) }
    for place in places { box.add(place.x * stretch, place.y) }
    var cells = try session.voronoiCells(
      of: places.flatMap { [$0.x * stretch, $0.y] }, within: box.expanded(by: 0.1))
    for index in stride(from: 0, to: cells.coordinates.count, by: 2) { cells.coordinates[index] /= stretch }
    guard cells.polygonCount == places.count else { return [] }
    // GEOS gives cells in an order of its own: a cell is that of the place inside it.
    var column = GeometryColumn()
    for index in 0..<cells.polygonCount { column.append(polygons: cells.polygon(index)) }
    let locator = PointLocator(geometry: column, owners: (0..<Int32(column.count)).map { $0 })
    var shares: [MultiPolygon] = []
    for place in places {
      let cell = locator.locate(x: place.x, y: place.y).territory
      guard cell >= 0 else { return [] }
      shares.append(try session.intersection(polygons, with: [cells.polygon(Int(cell))]))
    }
    return shares
  }
}
