public import GeoModel
public import GeoNative

/// Where territories of one plane CRS overlap, and what they enclose that none of them claims.
public struct PartitionFindings: Sendable {
  /// A place shared by two territories, or claimed by none.
  public struct Flaw: Sendable {
    /// Indices of the territories: the two that overlap, or those that touch the hole; ascending.
    public var territories: [Int]
    public var polygons: MultiPolygon
    /// A place inside.
    public var place: Position
    public var areaSquareMetres: Double
    /// Twice the area over the perimeter.
    public var meanWidthMetres: Double
  }

  /// In the order of their two territories.
  public var overlaps: [Flaw]
  /// From the largest to the smallest.
  public var holes: [Flaw]
  /// Σ of the territories' areas, and that of their union.
  public var sumSquareMetres: Double
  public var unionSquareMetres: Double

  /// Below this an overlap is the rounding of coordinates.
  public static let noiseSquareMetres = 1e-4

  /// - Parameter polygons: valid; empty ones have no flaw.
  public init(_ polygons: [MultiPolygon], threads: Int) throws(GEOSError) {
    let union = try TerritoryUnion(polygons, sliverWidthMetres: 0, threads: threads)
    sumSquareMetres = polygons.reduce(0) { $0 + $1.area }
    unionSquareMetres = union.areaSquareMetres
    let boxes = polygons.map(\.envelope)
    let grid = CandidateGrid(boxes)
    overlaps = try Self.overlaps(polygons, boxes, grid, threads)
    let enclosed = union.holes.filter { $0.area > Self.noiseSquareMetres }
    let touchMetres = 0.01
    holes = try ParallelMap.map(
      count: enclosed.count, threads: threads, worker: { () throws(GEOSError) in GEOSSession() }
    ) { (session, index) throws(GEOSError) -> Flaw in
      let hole = enclosed[index]
      let box = hole.envelope.expanded(by: touchMetres)
      var touching: [Int] = []
      for other in grid.boxes(near: box) where boxes[other].intersects(box) {
        if try session.isWithin(touchMetres, hole, polygons[other]) { touching.append(other) }
      }
      return try Self.flaw(hole, touching, session)
    }
    holes.sort { ($1.areaSquareMetres, $0.place.x) < ($0.areaSquareMetres, $1.place.x) }
  }

  private static func overlaps(
    _ polygons: [MultiPolygon], _ boxes: [Envelope], _ grid: CandidateGrid, _ threads: Int
  ) throws(GEOSError) -> [Flaw] {
    // A valid outline of what is left when shared edges cancel turns once round each place: nothing overlaps.
    if let outline = EdgeDissolve.outline(of: polygons), try GEOSSession().invalidity(of: outline) == nil {
      return []
    }
    let found = try ParallelMap.map(
      count: polygons.count, threads: threads, worker: { () throws(GEOSError) in GEOSSession() }
    ) { (session, index) throws(GEOSError) -> [Flaw] in
      var flaws: [Flaw] = []
      for other in grid.boxes(near: boxes[index])
      where other > index && boxes[other].intersects(boxes[index]) {
        guard try session.interiorsMeet(polygons[index], polygons[other]) else { continue }
        let common = try session.intersection(polygons[index], with: [polygons[other]])
        guard common.area > noiseSquareMetres else { continue }
        flaws.append(try flaw(common, [index, other], session))
      }
      return flaws
    }
    return found.flatMap { $0 }
  }

  private static func flaw(
    _ polygons: MultiPolygon, _ territories: [Int], _ session: GEOSSession
  ) throws(GEOSError) -> Flaw {
    Flaw(
      territories: territories, polygons: polygons,
      place: try session.interiorPlace(of: polygons) ?? polygons.position(0),
      areaSquareMetres: polygons.area, meanWidthMetres: polygons.meanWidth)
  }
}
