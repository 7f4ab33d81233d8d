import GeoModel

/// Joins the loops of the cells of one territory into polygons: sides that two of them share cancel out.
enum TessellationRings {
  private struct Side: Hashable {
    let from: Int
    let to: Int
  }

  static func polygons(of loops: [[Int]], at positions: [Position]) -> MultiPolygon {
    if loops.count == 1, loops[0].count > 2, Set(loops[0]).count == loops[0].count {
      return MultiPolygon(shell: closed(loops[0], at: positions))
    }
    var shells: [[Int]] = []
    var holes: [[Int]] = []
    for ring in rings(of: loops, at: positions) {
      let area = signedArea(ring, at: positions)
      if area > 0 { shells.append(ring) } else if area < 0 { holes.append(ring) }
    }
    return assemble(shells, holes, at: positions)
  }

  /// Simple rings, the territory on their left.
  private static func rings(of loops: [[Int]], at positions: [Position]) -> [[Int]] {
    var kept = Set<Side>()
    var ordered: [Side] = []
    for loop in loops where loop.count > 2 {
      for (k, from) in loop.enumerated() {
        let side = Side(from: from, to: loop[k + 1 == loop.count ? 0 : k + 1])
        if kept.remove(Side(from: side.to, to: side.from)) == nil {
          kept.insert(side)
          ordered.append(side)
        }
      }
    }
    var leaving: [Int: [Int]] = [:]
    for side in ordered where kept.contains(side) { leaving[side.from, default: []].append(side.to) }
    var result: [[Int]] = []
    for side in ordered where kept.contains(side) {
      var path = [side.from]
      var next = side.to
      remove(side, from: &leaving, &kept)
      while true {
        // Back at a corner of the path: what lies between is a ring, the rest goes on.
        if let start = path.lastIndex(of: next) {
          result.append(Array(path[start...]))
          path.removeSubrange(start...)
          if path.isEmpty, leaving[next]?.isEmpty ?? true { break }
        }
        guard
          let to = firstClockwise(
            of: leaving[next] ?? [], at: next, comingFrom: path.last, positions)
        else { break }
        path.append(next)
        remove(Side(from: next, to: to), from: &leaving, &kept)
        next = to
      }
    }
    return result
  }

  private static func remove(_ side: Side, from leaving: inout [Int: [Int]], _ kept: inout Set<Side>) {
    kept.remove(side)
    if let index = leaving[side.from]?.firstIndex(of: side.to) { leaving[side.from]?.remove(at: index) }
  }

  /// Of several sides leaving a corner, the first one clockwise from where we come: it bounds the same land.
  private static func firstClockwise(
    of candidates: [Int], at corner: Int, comingFrom previous: Int?, _ positions: [Position]
  ) -> Int? {
    guard candidates.count > 1, let previous else { return candidates.first }
    let back = direction(corner, previous, positions)
    func turn(_ candidate: Int) -> Double {
      clockwiseTurn(back, direction(corner, candidate, positions))
    }
    return candidates.min { turn($0) < turn($1) }
  }

  private static func direction(_ from: Int, _ to: Int, _ positions: [Position]) -> Position {
    Position(x: positions[to].x - positions[from].x, y: positions[to].y - positions[from].y)
  }

  /// A number from 0 to 4 that grows with the clockwise angle from one direction to another.
  private static func clockwiseTurn(_ a: Position, _ b: Position) -> Double {
    let cosine = a.x * b.x + a.y * b.y
    let sine = a.y * b.x - a.x * b.y
    let total = abs(cosine) + abs(sine)
    guard total > 0 else { return 4 }
    if sine >= 0 { return cosine >= 0 ? sine / total : 1 - cosine / total }
    return cosine < 0 ? 2 - sine / total : 3 + cosine / total
  }

  private static func assemble(
    _ shells: [[Int]], _ holes: [[Int]], at positions: [Position]
  ) -> MultiPolygon {
    var result = MultiPolygon()
    for (index, shell) in shells.enumerated() {
      append(shell, at: positions, to: &result)
      for hole in holes where shells.count == 1 || owner(of: hole, shells, positions) == index {
        append(hole, at: positions, to: &result)
      }
      result.polygonEnds.append(result.ringEnds.count)
    }
    return result
  }

  /// The smallest shell around a hole.
  private static func owner(of hole: [Int], _ shells: [[Int]], _ positions: [Position]) -> Int? {
    let inside = shells.indices.filter { index in
      let corners = Set(shells[index])
      guard let free = hole.first(where: { !corners.contains($0) }) else { return true }
      return contains(shells[index], positions[free], positions)
    }
    return inside.min { signedArea(shells[$0], at: positions) < signedArea(shells[$1], at: positions) }
  }

  private static func contains(_ ring: [Int], _ place: Position, _ positions: [Position]) -> Bool {
    var isInside = false
    for (k, corner) in ring.enumerated() {
      let a = positions[corner]
      let b = positions[ring[k + 1 == ring.count ? 0 : k + 1]]
      if (a.y > place.y) != (b.y > place.y),
        place.x < (b.x - a.x) * (place.y - a.y) / (b.y - a.y) + a.x
      {
        isInside.toggle()
      }
    }
    return isInside
  }

  private static func signedArea(_ ring: [Int], at positions: [Position]) -> Double {
    guard let first = ring.first else { return 0 }
    let origin = positions[first]
    var twice = 0.0
    for (k, corner) in ring.enumerated() {
      let a = positions[corner]
      let b = positions[ring[k + 1 == ring.count ? 0 : k + 1]]
      twice += (a.x - origin.x) * (b.y - origin.y) - (b.x - origin.x) * (a.y - origin.y)
    }
    return twice / 2
  }

  private static func closed(_ ring: [Int], at positions: [Position]) -> [Position] {
    ring.map { positions[$0] } + ring.prefix(1).map { positions[$0] }
  }

  private static func append(_ ring: [Int], at positions: [Position], to result: inout MultiPolygon) {
    for place in closed(ring, at: positions) {
      result.coordinates.append(place.x)
      result.coordinates.append(place.y)
    }
    result.ringEnds.append(result.coordinates.count / 2)
  }
}
