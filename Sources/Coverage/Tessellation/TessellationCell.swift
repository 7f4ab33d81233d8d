/// The cell of one site while it is being cut: a convex polygon in coordinates relative to the site.
///
/// Edge k goes from vertex k to the next one; `labels[k]` is the site beyond it, or a negative number for a
/// side of the box that the cell starts with.
struct TessellationCell {
  private(set) var x: [Double] = []
  private(set) var y: [Double] = []
  private(set) var labels: [Int] = []
  /// Distance of the farthest vertex from the site.
  private(set) var radius = 0.0
  /// The site that left nothing of the cell.
  private(set) var emptiedBy: Int?
  private var nextX: [Double] = []
  private var nextY: [Double] = []
  private var nextLabels: [Int] = []
  private var sides: [Double] = []

  var isEmpty: Bool { labels.isEmpty }

  mutating func start(halfSide: Double) {
    x.removeAll(keepingCapacity: true)
    y.removeAll(keepingCapacity: true)
    labels.removeAll(keepingCapacity: true)
    x.append(contentsOf: [-halfSide, halfSide, halfSide, -halfSide])
    y.append(contentsOf: [-halfSide, -halfSide, halfSide, halfSide])
    labels.append(contentsOf: [-1, -2, -3, -4])
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
    var isCut = false
    sides.removeAll(keepingCapacity: true)
    for k in 0..<x.count {
      let side = dx * x[k] + dy * y[k] - limit
      sides.append(side)
      if side > 0 { isCut = true }
    }
    guard isCut else { return }
    nextX.removeAll(keepingCapacity: true)
    nextY.removeAll(keepingCapacity: true)
    nextLabels.removeAll(keepingCapacity: true)
    let count = x.count
    for k in 0..<count {
      let n = k + 1 == count ? 0 : k + 1
      let here = sides[k]
      let there = sides[n]
      if here <= 0 {
        nextX.append(x[k])
        nextY.append(y[k])
        nextLabels.append(labels[k])
        guard there > 0 else { continue }
        // The cut begins here; on a vertex that lies on the cut, the edge has no length and is left out.
        if here == 0 {
          nextLabels[nextLabels.count - 1] = other
          continue
        }
      } else if there >= 0 {
        continue
      }
      let t = here / (here - there)
      nextX.append(x[k] + t * (x[n] - x[k]))
      nextY.append(y[k] + t * (y[n] - y[k]))
      nextLabels.append(here > 0 ? labels[k] : other)
    }
    if nextLabels.count < 3 {
      nextX.removeAll(keepingCapacity: true)
      nextY.removeAll(keepingCapacity: true)
      nextLabels.removeAll(keepingCapacity: true)
      emptiedBy = other
    }
    swap(&x, &nextX)
    swap(&y, &nextY)
    swap(&labels, &nextLabels)
    var farthest = 0.0
    for k in 0..<x.count { farthest = max(farthest, x[k] * x[k] + y[k] * y[k]) }
    radius = farthest.squareRoot()
  }

  /// Area and centroid of the cell, the centroid relative to the site.
  var moments: (area: Double, x: Double, y: Double) {
    var twice = 0.0
    var mx = 0.0
    var my = 0.0
    for k in 0..<x.count {
      let n = k + 1 == x.count ? 0 : k + 1
      let cross = x[k] * y[n] - x[n] * y[k]
      twice += cross
      mx += cross * (x[k] + x[n])
      my += cross * (y[k] + y[n])
    }
    guard twice > 0 else { return (0, 0, 0) }
    return (twice / 2, mx / (3 * twice), my / (3 * twice))
  }

  /// True where a place, relative to the site, is inside.
  func contains(_ px: Double, _ py: Double) -> Bool {
    guard !isEmpty else { return false }
    for k in 0..<x.count {
      let n = k + 1 == x.count ? 0 : k + 1
      if (x[k] - px) * (y[n] - py) - (x[n] - px) * (y[k] - py) <= 0 { return false }
    }
    return true
  }

  func edgeLength(_ k: Int) -> Double {
    let n = k + 1 == x.count ? 0 : k + 1
    return ((x[n] - x[k]) * (x[n] - x[k]) + (y[n] - y[k]) * (y[n] - y[k])).squareRoot()
  }
}
