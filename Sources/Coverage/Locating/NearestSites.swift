public import GeoModel
import GeoNative

/// The nearest of many places in the plane: a balanced k-d tree in flat arrays.
///
/// A value that any number of threads may share. Of places at the same distance the lowest index is the nearest,
/// so that the answer never depends on the tree.
public struct NearestSites: Sendable {
  /// x, y of the places in tree order, and their indices.
  private var tree: [Double]
  private var order: [Int32]
  private static let leafSize = 8

  public var count: Int { order.count }
  public var isEmpty: Bool { order.isEmpty }

  /// - Parameter places: flat x, y, finite.
  public init(_ places: [Double]) {
    let count = places.count / 2
    order = (0..<Int32(count)).map { $0 }
    tree = []
    Self.sort(&order, places)
    tree.reserveCapacity(places.count)
    for index in order {
      tree.append(places[2 * Int(index)])
      tree.append(places[2 * Int(index) + 1])
    }
  }

  /// Orders indices so that the middle of every range splits it, by x at even depths and by y at odd ones.
  private static func sort(_ order: inout [Int32], _ places: [Double]) {
    var stack: [(Int, Int, Int)] = [(0, order.count, 0)]
    while let (low, high, axis) = stack.popLast() {
      guard high - low > leafSize else { continue }
      let middle = (low + high) / 2
      select(&order, low, high, middle) { a, b in
        let first = places[2 * Int(a) + axis]
        let second = places[2 * Int(b) + axis]
        return first < second || (first == second && a < b)
      }
      stack.append((low, middle, 1 - axis))
      stack.append((middle + 1, high, 1 - axis))
    }
  }

  /// Quickselect: puts the element of rank `rank` of the range in its place.
  private static func select(
    _ order: inout [Int32], _ from: Int, _ to: Int, _ rank: Int, _ precedes: (Int32, Int32) -> Bool
  ) {
    var low = from
    var high = to - 1
    while low < high {
      let pivot = order[low + (high - low) / 2]
      var i = low
      var j = high
      while i <= j {
        while precedes(order[i], pivot) { i += 1 }
        while precedes(pivot, order[j]) { j -= 1 }
        if i <= j {
          order.swapAt(i, j)
          i += 1
          j -= 1
        }
      }
      if rank <= j {
        high = j
      } else if rank >= i {
        low = i
      } else {
        return
      }
    }
  }

  /// The nearest place and its distance in the unit of the coordinates; nil where there is none.
  public func nearest(x: Double, y: Double) -> (index: Int, distance: Double)? {
    guard !order.isEmpty else { return nil }
    var best = Best()
    search(0, order.count, 0, x, y, &best)
    return (Int(best.index), best.squared.squareRoot())
  }

  private struct Best {
    var squared = Double.infinity
    var index = Int32.max
  }

  private func search(_ low: Int, _ high: Int, _ axis: Int, _ x: Double, _ y: Double, _ best: inout Best) {
    if high - low <= Self.leafSize {
      for slot in low..<high { consider(slot, x, y, &best) }
      return
    }
    let middle = (low + high) / 2
    let offset = (axis == 0 ? x : y) - tree[2 * middle + axis]
    if offset < 0 {
      search(low, middle, 1 - axis, x, y, &best)
      if offset * offset <= best.squared {
        consider(middle, x, y, &best)
        search(middle + 1, high, 1 - axis, x, y, &best)
      }
    } else {
      search(middle + 1, high, 1 - axis, x, y, &best)
      if offset * offset <= best.squared {
        consider(middle, x, y, &best)
        search(low, middle, 1 - axis, x, y, &best)
      }
    }
  }

  @inline(__always)
  private func consider(_ slot: Int, _ x: Double, _ y: Double, _ best: inout Best) {
    let dx = tree[2 * slot] - x
    let dy = tree[2 * slot + 1] - y
    let squared = dx * dx + dy * dy
    if squared < best.squared || (squared == best.squared && order[slot] < best.index) {
      best.squared = squared
      best.index = order[slot]
    }
  }

  /// Indices, ascending, of the places at most `distance` away from a box.
  public func indices(within distance: Double, of box: Envelope) -> [Int] {
    var found: [Int] = []
    var stack: [(Int, Int, Int)] = [(0, order.count, 0)]
    while let (low, high, axis) = stack.popLast() {
      if high - low <= Self.leafSize {
        for slot in low..<high where box.distance(to: tree[2 * slot], tree[2 * slot + 1]) <= distance {
          found.append(Int(order[slot]))
        }
        continue
      }
      let middle = (low + high) / 2
      let split = tree[2 * middle + axis]
      if box.distance(to: tree[2 * middle], tree[2 * middle + 1]) <= distance {
        found.append(Int(order[middle]))
      }
      if (axis == 0 ? box.minX : box.minY) - distance <= split { stack.append((low, middle, 1 - axis)) }
      if (axis == 0 ? box.maxX : box.maxY) + distance >= split { stack.append((middle + 1, high, 1 - axis)) }
    }
    return found.sorted()
  }

  /// Distances from many places, each to its nearest; flat x, y in.
  public func nearest(of places: [Double], threads: Int) -> [(index: Int, distance: Double)] {
    guard !order.isEmpty else { return [] }
    let count = places.count / 2
    let chunk = 4096
    let pieces = ParallelMap.map(count: (count + chunk - 1) / chunk, threads: threads) { piece in
      (piece * chunk..<min(count, (piece + 1) * chunk)).map { index -> (index: Int, distance: Double) in
        nearest(x: places[2 * index], y: places[2 * index + 1]) ?? (-1, .infinity)
      }
    }
    return Array(pieces.joined())
  }
}
