/// The cell of one site while it is being cut: a convex polygon in coordinates relative to the site.
///
/// Edge k goes from vertex k to the next one; its label is the site beyond it, or a negative number for a
/// side of the box that the cell starts with.
struct TessellationCell: Sendable {
  struct Vertex: Sendable {
    var x = 0.0
    var y = 0.0
    /// Site beyond the edge that begins here.
    var label = 0
  }

  private(set) var count = 0
  /// Distance of the farthest vertex from the site.
  private(set) var radius = 0.0
  /// The site that left nothing of the cell.
  private(set) var emptiedBy: Int?
  /// Only the first `count` are of the cell; the rest is room.
  private var vertices: [Vertex]
  private var spare: [Vertex]
  private var sides: [Double]

  init() {
    vertices = Array(repeating: Vertex(), count: 64)
    spare = vertices
    sides = Array(repeating: 0, count: 64)
  }

  var isEmpty: Bool { count == 0 }

  /// The corners alone, to be kept.
  var corners: [Vertex] { Array(vertices[..<count]) }

  func label(_ k: Int) -> Int { vertices[k].label }

  mutating func start(halfSide: Double) {
    vertices[0] = Vertex(x: -halfSide, y: -halfSide, label: -1)
    vertices[1] = Vertex(x: halfSide, y: -halfSide, label: -2)
    vertices[2] = Vertex(x: halfSide, y: halfSide, label: -3)
    vertices[3] = Vertex(x: -halfSide, y: halfSide, label: -4)
    count = 4
    radius = halfSide * 2.0.squareRoot()
    emptiedBy = nil
  }

  /// Keeps the places nearer, in power, to this site than to another one at (dx, dy) from it.
  ///
  /// Power is the squared distance less the weight (F. Aurenhammer, Power diagrams, SIAM J. Comput. 16, 1987):
  /// 2 (dx, dy)·p ≤ dx² + dy² + own weight − other's weight.
  mutating func cut(by other: Int, dx: Double, dy: Double, weightDifference: Double) {
    let squared = dx * dx + dy * dy
    let limit = (squared + weightDifference) / 2
    // The cut passes beyond the farthest vertex.
    if limit > 0, limit * limit >= squared * radius * radius { return }
    if 2 * count > spare.count { makeRoom() }
    guard Self.measure(vertices, count, dx, dy, limit, &sides) else { return }
    let (kept, farthest) = Self.clip(vertices, count, sides, other, &spare)
    swap(&vertices, &spare)
    count = kept
    radius = farthest.squareRoot()
    if kept < 3 {
      count = 0
      radius = 0
      emptiedBy = other
    }
  }

  /// A cut adds one vertex, or with the noise of rounding one for each vertex.
  private mutating func makeRoom() {
    let more = Array(repeating: Vertex(), count: vertices.count)
    vertices += more
    spare += more
    sides += Array(repeating: 0, count: sides.count)
  }

  /// How far each vertex lies beyond the cut; true where one does.
  private static func measure(
    _ vertices: [Vertex], _ count: Int, _ dx: Double, _ dy: Double, _ limit: Double, _ sides: inout [Double]
  ) -> Bool {
    let from = vertices.span
    var beyond = sides.mutableSpan
    var isCut = false
    for k in 0..<count {
      let side = dx * from[k].x + dy * from[k].y - limit
      beyond[k] = side
      if side > 0 { isCut = true }
    }
    return isCut
  }

  /// Writes what the cut leaves to `spare`: how many vertices, and the greatest squared distance of one.
  private static func clip(
    _ vertices: [Vertex], _ count: Int, _ sides: [Double], _ other: Int, _ spare: inout [Vertex]
  ) -> (count: Int, farthest: Double) {
    let from = vertices.span
    let beyond = sides.span
    var to = spare.mutableSpan
    var kept = 0
    var farthest = 0.0
    for k in 0..<count {
      let n = k + 1 == count ? 0 : k + 1
      let here = beyond[k]
      let there = beyond[n]
      let vertex = from[k]
      if here <= 0 {
        to[kept] = vertex
        kept += 1
        farthest = max(farthest, vertex.x * vertex.x + vertex.y * vertex.y)
        guard there > 0 else { continue }
        // The cut begins here; on a vertex that lies on the cut, the edge has no length and is left out.
        if here == 0 {
          to[kept - 1].label = other
          continue
        }
      } else if there >= 0 {
        continue
      }
      let t = here / (here - there)
      let x = vertex.x + t * (from[n].x - vertex.x)
      let y = vertex.y + t * (from[n].y - vertex.y)
      to[kept] = Vertex(x: x, y: y, label: here > 0 ? vertex.label : other)
      kept += 1
      farthest = max(farthest, x * x + y * y)
    }
    return (kept, farthest)
  }

  /// Area and centroid of the cell, the centroid relative to the site.
  var moments: (area: Double, x: Double, y: Double) {
    var twice = 0.0
    var mx = 0.0
    var my = 0.0
    for k in 0..<count {
      let (a, b) = edge(k)
      let cross = a.x * b.y - b.x * a.y
      twice += cross
      mx += cross * (a.x + b.x)
      my += cross * (a.y + b.y)
    }
    guard twice > 0 else { return (0, 0, 0) }
    return (twice / 2, mx / (3 * twice), my / (3 * twice))
  }

  /// True where a place, relative to the site, is inside.
  func contains(_ px: Double, _ py: Double) -> Bool {
    guard !isEmpty else { return false }
    for k in 0..<count {
      let (a, b) = edge(k)
      if (a.x - px) * (b.y - py) - (b.x - px) * (a.y - py) <= 0 { return false }
    }
    return true
  }

  func edgeLength(_ k: Int) -> Double {
    let (a, b) = edge(k)
    return ((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y)).squareRoot()
  }

  private func edge(_ k: Int) -> (Vertex, Vertex) {
    (vertices[k], vertices[k + 1 == count ? 0 : k + 1])
  }
}
