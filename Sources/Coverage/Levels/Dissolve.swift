import GeoModel
public import GeoNative

/// Territories of a level from the polygons of a mesh.
public struct Dissolve: Sendable {
  /// The level's territories, in the CRS of the mesh.
  public var territories: Territories
  /// Enclosed places that no territory of the mesh claims, too narrow to be real, and filled.
  public var filledHoles: [(code: String, areaSquareMetres: Double)]
  /// Codes whose members do not share their borders exactly, united by GEOS.
  public var unitedByGEOS: [String]

  /// Unites the mesh by level code; mesh territories without a code are left out.
  ///
  /// Where the members of a code share their borders exactly, shared edges cancel and no coordinate changes; else
  /// GEOS unites them on a grid of 1 mm. Narrow holes that nobody claims are filled; wide ones, and those that hold
  /// another territory, are kept.
  ///
  /// - Parameters:
  ///   - mesh: valid polygons in a plane CRS.
  ///   - levelOf: level code of each mesh territory, or nil.
  ///   - names: names of the level's territories by code.
  ///   - sliverWidthMetres: mean width (twice the area over the perimeter) below which a hole is an artefact.
  public init(
    _ mesh: Territories, levelOf: [String?], names: [String: String], sliverWidthMetres: Double, threads: Int
  ) throws(GEOSError) {
    var members: [String: [Int]] = [:]
    for (index, code) in levelOf.enumerated() {
      if let code { members[code, default: []].append(index) }
    }
    let codes = members.keys.sorted()
    let groups = codes.map { members[$0] ?? [] }
    let polygons = mesh.polygons
    let outlines = try ParallelMap.map(
      count: codes.count, threads: threads, worker: { () throws(GEOSError) in GEOSSession() }
    ) { (session, index) throws(GEOSError) -> (MultiPolygon, isExact: Bool) in
      try Self.outline(of: groups[index].map { polygons[$0] }, session)
    }
    let boxes = polygons.map(\.envelope)
    let grid = CandidateGrid(boxes)
    let cleaned = try ParallelMap.map(
      count: codes.count, threads: threads, worker: { () throws(GEOSError) in GEOSSession() }
    ) { (session, index) throws(GEOSError) -> (MultiPolygon, [Double]) in
      let own = Set(groups[index])
      return try Self.withoutSlivers(outlines[index].0, widthMetres: sliverWidthMetres) {
        (hole) throws(GEOSError) -> Bool in
        let box = hole.envelope
        for other in grid.boxes(near: box) where boxes[other].intersects(box) && !own.contains(other) {
          if try session.interiorsMeet(hole, polygons[other]) { return true }
        }
        return false
      }
    }
    territories = Territories(
      codes: codes, names: codes.map { names[$0] }, polygons: cleaned.map(\.0), crs: mesh.crs)
    filledHoles = zip(codes, cleaned).flatMap { code, result in result.1.map { (code, $0) } }
    unitedByGEOS = codes.indices.filter { !outlines[$0].isExact }.map { codes[$0] }
  }

  private static func outline(
    of members: [MultiPolygon], _ session: GEOSSession
  ) throws(GEOSError) -> (MultiPolygon, isExact: Bool) {
    if let outline = EdgeDissolve.outline(of: members), try session.invalidity(of: outline) == nil {
      return (outline, true)
    }
    return (try TerritoryUnion.union(members, grid: GapComponents.gridMetres, threads: 1), false)
  }

  /// The polygons with their narrow holes filled, unless something claims them; and the areas filled.
  static func withoutSlivers(
    _ polygons: MultiPolygon, widthMetres: Double,
    isClaimed: (MultiPolygon) throws(GEOSError) -> Bool = { _ throws(GEOSError) in false }
  ) throws(GEOSError) -> (MultiPolygon, [Double]) {
    var result = MultiPolygon()
    var filled: [Double] = []
    for polygon in 0..<polygons.polygonCount {
      for (rank, ring) in polygons.rings(ofPolygon: polygon).enumerated() {
        let range = polygons.positions(ofRing: ring)
        let flat = Array(polygons.coordinates[2 * range.lowerBound..<2 * range.upperBound])
        let alone = MultiPolygon(coordinates: flat, ringEnds: [range.count], polygonEnds: [1])
        if rank > 0 && alone.meanWidth < widthMetres, try !isClaimed(alone) {
          filled.append(alone.area)
          continue
        }
        result.coordinates.append(contentsOf: flat)
        result.ringEnds.append(result.coordinates.count / 2)
      }
      result.polygonEnds.append(result.ringEnds.count)
    }
    return (result, filled)
  }
}
