import GeoNative

struct DirectedEdge: Sendable {
  var from: Int32
  var to: Int32
}

/// Numbers for positions; two positions are one vertex where both coordinates are the same to the bit.
struct VertexTable {
  private(set) var x: [Double] = []
  private(set) var y: [Double] = []
  private var slots: [Int32]
  private let mask: Int

  var count: Int { x.count }

  init(capacity: Int) {
    let size = HashSize.of(capacity)
    slots = Array(repeating: -1, count: size)
    mask = size - 1
    x.reserveCapacity(capacity / 2)
    y.reserveCapacity(capacity / 2)
  }

  mutating func id(_ px: Double, _ py: Double) -> Int32 {
    var slot = Int(truncatingIfNeeded: HashSize.mix(px.bitPattern, py.bitPattern)) & mask
    while true {
      let id = slots[slot]
      if id < 0 {
        let new = Int32(x.count)
        slots[slot] = new
        x.append(px)
        y.append(py)
        return new
      }
      if x[Int(id)] == px && y[Int(id)] == py { return id }
      slot = (slot + 1) & mask
    }
  }

  /// Angle in 0…2π, turning clockwise round a vertex, from one neighbour to another; a full turn for the same one.
  func clockwiseAngle(at vertex: Int32, from: Int32, to: Int32) -> Double {
    let (vx, vy) = (x[Int(vertex)], y[Int(vertex)])
    let (ax, ay) = (x[Int(from)] - vx, y[Int(from)] - vy)
    let (bx, by) = (x[Int(to)] - vx, y[Int(to)] - vy)
    let angle = Double.arcTangent(y: ay * bx - ax * by, x: ax * bx + ay * by)
    return angle > 0 ? angle : angle + 2 * .pi
  }
}

/// Directed edges; an edge and its reverse cancel.
struct EdgeTable {
  private var edges: [DirectedEdge] = []
  private var isAlive: [Bool] = []
  private var slots: [Int32]
  private let mask: Int

  init(capacity: Int) {
    let size = HashSize.of(capacity)
    slots = Array(repeating: -1, count: size)
    mask = size - 1
    edges.reserveCapacity(capacity)
    isAlive.reserveCapacity(capacity)
  }

  /// False where the same edge is there already: two polygons lie on the same side of it.
  mutating func add(from: Int32, to: Int32) -> Bool {
    if let reverse = find(from: to, to: from).edge, isAlive[reverse] {
      isAlive[reverse] = false
      return true
    }
    let (edge, slot) = find(from: from, to: to)
    if let edge {
      guard !isAlive[edge] else { return false }
      isAlive[edge] = true
      return true
    }
    slots[slot] = Int32(edges.count)
    edges.append(DirectedEdge(from: from, to: to))
    isAlive.append(true)
    return true
  }

  private func find(from: Int32, to: Int32) -> (edge: Int?, slot: Int) {
    let hash = HashSize.mix(UInt64(UInt32(bitPattern: from)), UInt64(UInt32(bitPattern: to)))
    var slot = Int(truncatingIfNeeded: hash) & mask
    while true {
      let index = slots[slot]
      if index < 0 { return (nil, slot) }
      let edge = edges[Int(index)]
      if edge.from == from && edge.to == to { return (Int(index), slot) }
      slot = (slot + 1) & mask
    }
  }

  /// What did not cancel, in the order it came.
  var remaining: [DirectedEdge] {
    edges.indices.filter { isAlive[$0] }.map { edges[$0] }
  }
}

/// Sizes and hashes of open tables.
enum HashSize {
  /// A power of two at least twice the number of entries.
  static func of(_ entries: Int) -> Int {
    var size = 64
    while size < 2 * entries { size *= 2 }
    return size
  }

  /// A well-spread hash of two words: the finalizer of SplitMix64 over their combination.
  static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
    var z = a &* 0x9E37_79B9_7F4A_7C15 ^ (b &+ 0xD1B5_4A32_D192_ED03) &* 0xC2B2_AE3D_27D4_EB4F
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
