/// Which rings of a shapefile's polygon are shells, and which are holes of which shell.
///
/// Writers disagree on winding and order, so containment decides: a ring inside no other, or inside a hole, is a
/// shell. Winding (clockwise shells, in a shapefile) decides between rings that follow one and the same line.
struct RingNesting {
  /// Steps for one file; all the islands of Europe take a hundredth of them. A file made to exhaust patience does not
  /// get more.
  static let budget = 2_000_000_000

  /// For each ring the shell whose hole it is; nil for shells.
  private(set) var shells: [Int?]
  /// Rings whose winding says the contrary of their place.
  private(set) var rewound = 0

  private struct Ring {
    var first: Int
    var count: Int
    var minX = Double.infinity
    var minY = Double.infinity
    var maxX = -Double.infinity
    var maxY = -Double.infinity
    /// Twice the area, positive where counter-clockwise.
    var area = 0.0
    var depth = 0
    var parent: Int?
  }

  /// - Parameters:
  ///   - rings: positions of each closed ring in the flat `coordinates`.
  ///   - budget: steps that are left; nil is returned where they do not suffice.
  init?(_ coordinates: [Double], rings ranges: [Range<Int>], budget: inout Int) {
    var rings = ranges.map { Self.measured($0, coordinates) }
    // A ring that holds another begins no further east; where both begin alike, it is the larger.
    let order = rings.indices.sorted {
      let (a, b) = (rings[$0], rings[$1])
      if a.minX != b.minX { return a.minX < b.minX }
      if a.area.magnitude != b.area.magnitude { return a.area.magnitude > b.area.magnitude }
      return $0 < $1
    }
    var active: [Int] = []
    for index in order {
      let ring = rings[index]
      budget -= active.count
      guard budget > 0 else { return nil }
      active.removeAll { rings[$0].maxX < ring.minX }
      var parent: Int?
      for candidate in active {
        let other = rings[candidate]
        guard other.maxX >= ring.maxX, other.minY <= ring.minY, other.maxY >= ring.maxY,
          other.area.magnitude >= ring.area.magnitude,
          parent.map({ other.area.magnitude < rings[$0].area.magnitude }) ?? true
        else { continue }
        if Self.contains(other, ring, coordinates, &budget) { parent = candidate }
        guard budget > 0 else { return nil }
      }
      if let parent {
        rings[index].parent = parent
        rings[index].depth = rings[parent].depth + 1
      }
      active.append(index)
    }
    shells = rings.map { $0.depth.isMultiple(of: 2) ? nil : $0.parent }
    rewound = rings.count { $0.depth.isMultiple(of: 2) ? $0.area > 0 : $0.area < 0 }
  }

  private static func measured(_ range: Range<Int>, _ coordinates: [Double]) -> Ring {
    var ring = Ring(first: range.lowerBound, count: range.count)
    let (x0, y0) = (coordinates[2 * range.lowerBound], coordinates[2 * range.lowerBound + 1])
    var (ax, ay) = (0.0, 0.0)
    for index in range {
      let (x, y) = (coordinates[2 * index], coordinates[2 * index + 1])
      ring.minX = min(ring.minX, x)
      ring.minY = min(ring.minY, y)
      ring.maxX = max(ring.maxX, x)
      ring.maxY = max(ring.maxY, y)
      let (bx, by) = (x - x0, y - y0)
      ring.area += ax * by - bx * ay
      (ax, ay) = (bx, by)
    }
    return ring
  }

  /// True where `inner` lies inside `outer`: most of three of its positions that are not on the other's line, then of
  /// the middles of its edges; rings with the same line are one inside the other where they wind contrarily.
  private static func contains(
    _ outer: Ring, _ inner: Ring, _ coordinates: [Double], _ budget: inout Int
  ) -> Bool {
    for middles in [false, true] {
      var votes = 0
      let count = inner.count - 1
      let step = max(1, count / 3)
      // Places far apart first, then those between.
      for offset in 0..<step {
        for index in stride(from: offset, to: count, by: step) {
          let at = 2 * (inner.first + index)
          var (x, y) = (coordinates[at], coordinates[at + 1])
          if middles {
            x += (coordinates[at + 2] - x) / 2
            y += (coordinates[at + 3] - y) / 2
          }
          votes += side(x, y, of: outer, coordinates, &budget)
          if votes.magnitude == 2 { return votes > 0 }
          if budget <= 0 { return false }
        }
      }
      if votes != 0 { return votes > 0 }
    }
    return (inner.area > 0) != (outer.area > 0)
  }

  /// 1 inside the ring, -1 outside, 0 on its line.
  private static func side(
    _ x: Double, _ y: Double, of ring: Ring, _ coordinates: [Double], _ budget: inout Int
  ) -> Int {
    guard x >= ring.minX, x <= ring.maxX, y >= ring.minY, y <= ring.maxY else { return -1 }
    budget -= ring.count
    var inside = false
    var (ax, ay) = (coordinates[2 * ring.first], coordinates[2 * ring.first + 1])
    for index in ring.first + 1..<ring.first + ring.count {
      let (bx, by) = (coordinates[2 * index], coordinates[2 * index + 1])
      if (ay > y) != (by > y) {
        let cross = (bx - ax) * (y - ay) - (x - ax) * (by - ay)
        if cross == 0 { return 0 }
        if (cross > 0) == (by > ay) { inside.toggle() }
      } else if y == ay, y == by, min(ax, bx) <= x, x <= max(ax, bx) {
        return 0
      }
      if x == bx && y == by { return 0 }
      (ax, ay) = (bx, by)
    }
    return inside ? 1 : -1
  }
}
