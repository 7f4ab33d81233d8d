import GeoModel

/// The outline of polygons that share their borders exactly: what two of them share cancels, the rest is stitched
/// into rings. No coordinate is computed, so what was shared with a neighbour stays shared.
struct EdgeDissolve {
  private var vertices: VertexTable
  private var edges: EdgeTable

  /// The outline, or nil where two polygons have an edge in the same direction: they overlap.
  ///
  /// Shells come out counter-clockwise and holes clockwise, each ring simple; polygons that meet at a corner only
  /// are several polygons.
  static func outline(of polygons: [MultiPolygon]) -> MultiPolygon? {
    var dissolve = EdgeDissolve(positions: polygons.reduce(0) { $0 + $1.positionCount })
    for value in polygons where !dissolve.add(value) { return nil }
    return RingAssembly(dissolve.rings()).polygons
  }

  private init(positions: Int) {
    vertices = VertexTable(capacity: positions)
    edges = EdgeTable(capacity: positions)
  }

  private mutating func add(_ value: MultiPolygon) -> Bool {
    for polygon in 0..<value.polygonCount {
      for (rank, ring) in value.rings(ofPolygon: polygon).enumerated() {
        let area = value.signedArea(ofRing: ring)
        guard area != 0 else { continue }
        // The inside lies on the left of every edge.
        let isForward = (area > 0) == (rank == 0)
        let range = value.positions(ofRing: ring)
        var last = vertices.id(
          value.coordinates[2 * range.lowerBound], value.coordinates[2 * range.lowerBound + 1])
        for position in range.dropFirst() {
          let next = vertices.id(value.coordinates[2 * position], value.coordinates[2 * position + 1])
          if next == last { continue }
          guard isForward ? edges.add(from: last, to: next) : edges.add(from: next, to: last) else {
            return false
          }
          last = next
        }
      }
    }
    return true
  }

  /// Simple closed rings of flat coordinates, in the order of their first edge.
  private func rings() -> [[Double]] {
    let left = edges.remaining
    var outgoing = Outgoing(left, vertexCount: vertices.count)
    var placeOnPath = [Int32](repeating: -1, count: vertices.count)
    var path: [Int32] = []
    var rings: [[Double]] = []
    for edge in left.indices where !outgoing.isUsed[edge] {
      var current = edge
      path.removeAll(keepingCapacity: true)
      while true {
        outgoing.isUsed[current] = true
        let from = left[current].from
        placeOnPath[Int(from)] = Int32(path.count)
        path.append(from)
        let to = left[current].to
        if placeOnPath[Int(to)] >= 0 {
          // The path meets itself: cut the loop off, so that every ring is simple.
          let start = Int(placeOnPath[Int(to)])
          rings.append(coordinates(of: path[start...]))
          for vertex in path[start...] { placeOnPath[Int(vertex)] = -1 }
          path.removeLast(path.count - start)
          if path.isEmpty { break }
          placeOnPath[Int(to)] = -1
        }
        guard let next = outgoing.next(at: to, from: path.last ?? from, vertices) else { break }
        current = next
      }
      for vertex in path { placeOnPath[Int(vertex)] = -1 }
    }
    return rings
  }

  private func coordinates(of loop: ArraySlice<Int32>) -> [Double] {
    var flat: [Double] = []
    flat.reserveCapacity(2 * loop.count + 2)
    for vertex in loop {
      flat.append(vertices.x[Int(vertex)])
      flat.append(vertices.y[Int(vertex)])
    }
    flat.append(flat[0])
    flat.append(flat[1])
    return flat
  }
}

/// Boundary edges by the vertex that they leave.
private struct Outgoing {
  private let edges: [DirectedEdge]
  private let order: [Int32]
  private let starts: [Int32]
  var isUsed: [Bool]

  init(_ edges: [DirectedEdge], vertexCount: Int) {
    self.edges = edges
    isUsed = Array(repeating: false, count: edges.count)
    var cursor = [Int32](repeating: 0, count: vertexCount + 1)
    for edge in edges { cursor[Int(edge.from) + 1] += 1 }
    for vertex in 0..<vertexCount { cursor[vertex + 1] += cursor[vertex] }
    starts = cursor
    var order = [Int32](repeating: 0, count: edges.count)
    for (index, edge) in edges.enumerated() {
      order[Int(cursor[Int(edge.from)])] = Int32(index)
      cursor[Int(edge.from)] += 1
    }
    self.order = order
  }

  /// The unused edge that leaves a vertex; of several, the one that bounds the same wedge of the inside, which is the
  /// first one clockwise from where the path came.
  func next(at vertex: Int32, from last: Int32, _ vertices: VertexTable) -> Int? {
    var best: Int?
    var bestAngle = Double.infinity
    for slot in starts[Int(vertex)]..<starts[Int(vertex) + 1] {
      let edge = Int(order[Int(slot)])
      guard !isUsed[edge] else { continue }
      if best == nil && slot + 1 == starts[Int(vertex) + 1] { return edge }
      let angle = vertices.clockwiseAngle(at: vertex, from: last, to: edges[edge].to)
      if angle < bestAngle {
        best = edge
        bestAngle = angle
      }
    }
    return best
  }
}
