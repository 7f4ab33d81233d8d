public import GeoModel
public import GeoNative

/// Whole territories grouped into connected pieces.
public enum ConnectedGroups {
  /// Territories that share a border, or come within 1 cm of each other, are one group; slivers between them are
  /// filled.
  ///
  /// - Returns: the union of each group, and the indices of its members, ascending; by lowest member.
  public static func of(
    _ territories: [MultiPolygon], sliverWidthMetres: Double, threads: Int
  ) throws(GEOSError) -> [(polygons: MultiPolygon, members: [Int])] {
    let touchMetres = 0.01
    let boxes = territories.map { $0.envelope.expanded(by: touchMetres) }
    let grid = CandidateGrid(boxes)
    let touching = try ParallelMap.map(
      count: territories.count, threads: threads, worker: { () throws(GEOSError) in GEOSSession() }
    ) { (session, index) throws(GEOSError) -> [Int] in
      var found: [Int] = []
      for other in grid.boxes(near: boxes[index]) where other > index && boxes[other].intersects(boxes[index])
      {
        if try session.isWithin(touchMetres, territories[index], territories[other]) { found.append(other) }
      }
      return found
    }
    var sets = DisjointSets(count: territories.count)
    for (index, others) in touching.enumerated() {
      for other in others { sets.unite(index, other) }
    }
    var members: [Int: [Int]] = [:]
    for index in territories.indices { members[sets.root(of: index), default: []].append(index) }
    let groups = members.keys.sorted().map { members[$0] ?? [] }
    let polygons = try ParallelMap.map(count: groups.count, threads: threads) {
      (group: Int) throws(GEOSError) -> MultiPolygon in
      let union = try TerritoryUnion.union(
        groups[group].map { territories[$0] }, grid: GapComponents.gridMetres, threads: 1)
      return try Dissolve.withoutSlivers(union, widthMetres: sliverWidthMetres).0
    }
    return zip(polygons, groups).map { ($0, $1) }
  }
}
