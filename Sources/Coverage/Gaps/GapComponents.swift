import GeoModel
import GeoNative

/// Uncovered pieces put together: those that share a border, or that touch the same sliver, are one gap.
struct GapComponents: Sendable {
  struct Group: Sendable {
    var polygons: MultiPolygon
    var areaSquareMetres: Double
    var pieces: [Int]
  }

  var groups: [Group]
  /// Area of all groups; where territories overlap, land counts once.
  var areaSquareMetres: Double

  /// Pieces cut by the same disc meet on this grid, whatever the last bits of the cut.
  static let gridMetres = 0.001

  /// - Parameter bridges: slivers between territories; they join pieces and count for nothing.
  init(_ pieces: UncoveredPieces, bridges: [MultiPolygon], threads: Int) throws(GEOSError) {
    let components = try Self.united(pieces.all.map(\.polygon), threads: threads)
    var sets = DisjointSets(count: components.count)
    try Self.join(components, across: bridges, &sets, threads: threads)

    var column = GeometryColumn()
    for component in components { column.append(polygons: component) }
    let locator = PointLocator(
      geometry: column, owners: (0..<Int32(components.count)).map { $0 }, threads: threads)
    let all = pieces.all
    let owners = try ParallelMap.map(
      count: all.count, threads: threads, worker: { () throws(GEOSError) in GEOSSession() }
    ) { (session, index) throws(GEOSError) -> Int in
      guard let place = try session.interiorPlace(of: all[index].polygon) else { return -1 }
      return Int(locator.locate(x: place.x, y: place.y).territory)
    }
    var members: [Int: [Int]] = [:]
    for component in components.indices { members[sets.root(of: component), default: []].append(component) }
    var groupOfRoot: [Int: Int] = [:]
    groups = members.keys.sorted().enumerated().map { rank, root in
      groupOfRoot[root] = rank
      var polygons = MultiPolygon()
      for component in members[root] ?? [] { polygons.append(components[component]) }
      return Group(polygons: polygons, areaSquareMetres: polygons.area, pieces: [])
    }
    for (piece, owner) in owners.enumerated() {
      if owner >= 0, let group = groupOfRoot[sets.root(of: owner)] {
        groups[group].pieces.append(piece)
      } else {
        // Thinner than the grid: it vanished from the union, but its people are counted.
        groups.append(Group(polygons: MultiPolygon(), areaSquareMetres: 0, pieces: [piece]))
      }
    }
    for group in groups.indices { groups[group].areaSquareMetres *= Self.factor(groups[group].pieces, all) }
    areaSquareMetres = groups.reduce(0) { $0 + $1.areaSquareMetres }
  }

  /// The polygons of the union of pieces. Pieces whose boxes are apart are united on different threads.
  private static func united(_ pieces: [MultiPolygon], threads: Int) throws(GEOSError) -> [MultiPolygon] {
    // The grid moves a vertex by less than its step.
    let boxes = pieces.map { $0.envelope.expanded(by: gridMetres) }
    let grid = CandidateGrid(boxes)
    var sets = DisjointSets(count: pieces.count)
    for index in pieces.indices {
      for other in grid.boxes(near: boxes[index]) where other > index && boxes[other].intersects(boxes[index])
      {
        sets.unite(index, other)
      }
    }
    var members: [Int: [Int]] = [:]
    for index in pieces.indices { members[sets.root(of: index), default: []].append(index) }
    let groups = members.keys.sorted().map { members[$0] ?? [] }
    let unions = try ParallelMap.map(count: groups.count, threads: threads) {
      (group: Int) throws(GEOSError) -> MultiPolygon in
      try TerritoryUnion.union(groups[group].map { pieces[$0] }, grid: gridMetres, threads: 1)
    }
    return unions.flatMap { union in (0..<union.polygonCount).map { union.polygon($0) } }
  }

  /// Ellipsoidal over plane area of a group, 1 for plane areas.
  private static func factor(_ members: [Int], _ pieces: [UncoveredPieces.Piece]) -> Double {
    let plane = members.reduce(0) { $0 + pieces[$1].areaSquareMetres / pieces[$1].factor }
    guard plane > 0 else { return 1 }
    return members.reduce(0) { $0 + pieces[$1].areaSquareMetres } / plane
  }

  private static func join(
    _ components: [MultiPolygon], across bridges: [MultiPolygon], _ sets: inout DisjointSets, threads: Int
  ) throws(GEOSError) {
    let touchMetres = 0.01
    let grid = CandidateGrid(components.map { $0.envelope.expanded(by: touchMetres) })
    let envelopes = components.map { $0.envelope.expanded(by: touchMetres) }
    let touching = try ParallelMap.map(
      count: bridges.count, threads: threads, worker: { () throws(GEOSError) in GEOSSession() }
    ) { (session, index) throws(GEOSError) -> [Int] in
      let box = bridges[index].envelope
      let near = grid.boxes(near: box).filter { envelopes[$0].intersects(box) }
      // A sliver that meets one component joins nothing.
      guard near.count > 1 else { return [] }
      var touched: [Int] = []
      for component in near where try session.isWithin(touchMetres, bridges[index], components[component]) {
        touched.append(component)
      }
      return touched
    }
    for group in touching {
      for other in group.dropFirst() { sets.unite(group[0], other) }
    }
  }
}

/// Groups of indices; the root of a group is its lowest index.
struct DisjointSets: Sendable {
  private var parents: [Int]

  init(count: Int) { parents = Array(0..<count) }

  mutating func root(of index: Int) -> Int {
    var root = index
    while parents[root] != root { root = parents[root] }
    var walk = index
    while parents[walk] != root { (walk, parents[walk]) = (parents[walk], root) }
    return root
  }

  mutating func unite(_ a: Int, _ b: Int) {
    let (first, second) = (root(of: a), root(of: b))
    parents[max(first, second)] = min(first, second)
  }
}
