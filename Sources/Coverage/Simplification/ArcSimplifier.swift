import GeoModel

/// Chooses the vertices of an arc that stay.
///
/// Douglas–Peucker: the vertex farthest from the straight line between two that stay, stays too where it is farther
/// than the tolerance. A straight line that is near enough is only taken where no other vertex of the layer lies
/// between it and what it replaces, or on it (the condition of Saalfeld 1999, doi:10.1559/152304099782424901, with
/// the vertices of the whole layer): then no two borders that were apart meet, and nothing changes sides.
struct ArcSimplifier {
  let table: ArcTable
  let grid: CandidateGrid
  let scale: MetricScale
  /// The last chain in which each vertex stood.
  private var stamps: [Int32]
  private var stamp: Int32 = 0

  init(_ table: ArcTable, _ grid: CandidateGrid, _ scale: MetricScale) {
    self.table = table
    self.grid = grid
    self.scale = scale
    stamps = [Int32](repeating: 0, count: table.vertices.count)
  }

  /// True for the places of `table.arcVertices[range]` that stay; all of them with a tolerance of 0.
  mutating func kept(_ range: Range<Int>, toleranceMetres: Double) -> [Bool] {
    var isKept = [Bool](repeating: toleranceMetres <= 0, count: range.count)
    isKept[0] = true
    isKept[range.count - 1] = true
    guard toleranceMetres > 0, range.count > 2 else { return isKept }
    var open: [(Int, Int)] = []
    let last = range.upperBound - 1
    if table.arcVertices[range.lowerBound] == table.arcVertices[last] {
      // A closed arc keeps a triangle: its ends, what is farthest from them, and what is farthest from that line.
      guard range.count > 4 else { return [Bool](repeating: true, count: range.count) }
      let (middle, _) = farthest(range.lowerBound, last)
      let (first, firstMetres) = farthest(range.lowerBound, middle)
      let (second, secondMetres) = farthest(middle, last)
      let corner = firstMetres >= secondMetres ? first : second
      let places = [range.lowerBound, min(middle, corner), max(middle, corner), last]
      for (a, b) in zip(places, places.dropFirst()) { open.append((a, b)) }
      for place in places { isKept[place - range.lowerBound] = true }
    } else {
      open.append((range.lowerBound, last))
    }
    while let (a, b) = open.popLast() {
      guard b - a > 1 else { continue }
      let (split, metres) = farthest(a, b)
      if metres <= toleranceMetres && isFree(a, b) { continue }
      isKept[split - range.lowerBound] = true
      open.append((a, split))
      open.append((split, b))
    }
    return isKept
  }

  private func place(_ index: Int) -> (x: Double, y: Double) {
    let vertex = Int(table.arcVertices[index])
    return (table.vertices.x[vertex], table.vertices.y[vertex])
  }

  /// The place between two others that is farthest from the straight line between them; 0 m where none is between.
  private func farthest(_ a: Int, _ b: Int) -> (place: Int, metres: Double) {
    let (from, to) = (place(a), place(b))
    let unit = scale.metres(atY: (from.y + to.y) / 2)
    let (dx, dy) = ((to.x - from.x) * unit.x, (to.y - from.y) * unit.y)
    let squared = dx * dx + dy * dy
    var best = a + 1
    var bestSquared = -1.0
    for index in a + 1..<max(a + 1, b) {
      let at = place(index)
      let (px, py) = ((at.x - from.x) * unit.x, (at.y - from.y) * unit.y)
      let along = squared > 0 ? min(1, max(0, (px * dx + py * dy) / squared)) : 0
      let (ex, ey) = (px - along * dx, py - along * dy)
      let distance = ex * ex + ey * ey
      if distance > bestSquared {
        bestSquared = distance
        best = index
      }
    }
    return (best, max(0, bestSquared).squareRoot())
  }

  /// True where the straight line between two places can stand for the chain between them.
  private mutating func isFree(_ a: Int, _ b: Int) -> Bool {
    stamp += 1
    var box = Envelope()
    for index in a...b {
      stamps[Int(table.arcVertices[index])] = stamp
      let at = place(index)
      box.add(at.x, at.y)
    }
    for vertex in grid.boxes(near: box) where stamps[vertex] != stamp {
      let (x, y) = (table.vertices.x[vertex], table.vertices.y[vertex])
      if box.contains(x, y) && isBetween(x, y, a, b) { return false }
    }
    return true
  }

  /// True where a place lies inside, or on the edge of, the loop of a chain and the straight line back.
  private func isBetween(_ x: Double, _ y: Double, _ a: Int, _ b: Int) -> Bool {
    var winding = 0
    var from = place(b)
    for index in a...b {
      let to = place(index)
      defer { from = to }
      guard min(from.y, to.y) <= y && y <= max(from.y, to.y) else { continue }
      let side = Orientation.sign(ax: from.x, ay: from.y, bx: to.x, by: to.y, px: x, py: y)
      if side == 0 {
        if min(from.x, to.x) <= x && x <= max(from.x, to.x) { return true }
        continue
      }
      if from.y <= y {
        if to.y > y && side > 0 { winding += 1 }
      } else if to.y <= y && side < 0 {
        winding -= 1
      }
    }
    return winding != 0
  }
}
