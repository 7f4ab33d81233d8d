public import GeoModel
public import GeoNative

/// Slivers between territories given to one of them, so that the level has no hole that nobody claims.
public enum SliverFill {
  /// Each sliver goes to the lowest code among the territories that it touches (within 1 cm).
  ///
  /// - Parameter slivers: enclosed places that no territory claims.
  /// - Returns: what was filled, by code and area, in the order of the codes.
  public static func fill(
    _ territories: inout Territories, slivers: [MultiPolygon], threads: Int
  ) throws(GEOSError) -> [(code: String, areaSquareMetres: Double)] {
    let touchMetres = 0.01
    let polygons = territories.polygons
    let boxes = polygons.map { $0.envelope.expanded(by: touchMetres) }
    let grid = CandidateGrid(boxes)
    let owners = try ParallelMap.map(
      count: slivers.count, threads: threads, worker: { () throws(GEOSError) in GEOSSession() }
    ) { (session, index) throws(GEOSError) -> Int? in
      let box = slivers[index].envelope
      for other in grid.boxes(near: box) where boxes[other].intersects(box) {
        if try session.isWithin(touchMetres, slivers[index], polygons[other]) { return other }
      }
      return nil
    }
    var given: [Int: [Int]] = [:]
    for (sliver, owner) in owners.enumerated() {
      if let owner { given[owner, default: []].append(sliver) }
    }
    let changed = given.keys.sorted()
    let parts = changed.map { territory in (given[territory] ?? []).map { slivers[$0] } }
    let filled = try ParallelMap.map(
      count: changed.count, threads: threads, worker: { () throws(GEOSError) in GEOSSession() }
    ) { (session, index) throws(GEOSError) -> MultiPolygon in
      let own = polygons[changed[index]]
      return try session.union([own] + parts[index], grid: GapComponents.gridMetres)
    }
    for (index, territory) in changed.enumerated() { territories.polygons[territory] = filled[index] }
    return changed.indices.flatMap { index in
      parts[index].map { (territories.codes[changed[index]], $0.area) }
    }
  }
}
