import GeoModel

/// The lines and rings of a layer cut where borders meet or part, as numbers of vertices.
///
/// A vertex is a node where two paths leave it towards different neighbours, and at the ends of lines. Between
/// nodes, what is drawn exactly alike by several territories is one arc. A ring without a node is one closed arc
/// from its lowest vertex (by x, then y), so that an enclave and the hole around it are the same arc.
struct ArcTable: Sendable {
  private(set) var vertices: VertexTable
  /// Vertices of the arcs, one arc after the other.
  private(set) var arcVertices: [Int32] = []
  private(set) var arcEnds: [Int] = []
  /// See `SharedArcs`.
  private(set) var partArcs: [Int32] = []
  private(set) var partEnds: [Int] = []
  /// Positions that repeat the one before, left out.
  private(set) var repeatedPositions = 0
  private var lookup: ArcLookup

  var arcCount: Int { arcEnds.count }

  func range(of arc: Int) -> Range<Int> { (arc == 0 ? 0 : arcEnds[arc - 1])..<arcEnds[arc] }

  func arcs(ofPart part: Int) -> ArraySlice<Int32> {
    partArcs[(part == 0 ? 0 : partEnds[part - 1])..<partEnds[part]]
  }

  /// How many parts walk each arc.
  var useCounts: [Int] {
    var counts = [Int](repeating: 0, count: arcCount)
    for signed in partArcs { counts[Int(signed >= 0 ? signed : ~signed)] += 1 }
    return counts
  }

  init(_ geometry: GeometryColumn) {
    let positions = geometry.coordinates.count / 2
    vertices = VertexTable(capacity: positions)
    lookup = ArcLookup(capacity: positions)
    arcVertices.reserveCapacity(positions / 2)
    let paths = Self.paths(of: geometry, &vertices)
    repeatedPositions = paths.repeated
    let isNode = Self.nodes(paths, vertexCount: vertices.count)
    for part in paths.ends.indices {
      let range = (part == 0 ? 0 : paths.ends[part - 1])..<paths.ends[part]
      if !range.isEmpty { cut(paths.vertices[range], isRing: paths.isRing[part], isNode) }
      partEnds.append(partArcs.count)
    }
  }

  /// All arcs with all their vertices.
  var arcs: SharedArcs { arcs { _ in true } }

  /// Arcs with the vertices that `isKept` takes, by their place in `arcVertices`.
  func arcs(where isKept: (Int) -> Bool) -> SharedArcs {
    var result = SharedArcs(coordinates: [], arcEnds: [], partArcs: partArcs, partEnds: partEnds)
    for arc in 0..<arcCount {
      for place in range(of: arc) where isKept(place) {
        let vertex = Int(arcVertices[place])
        result.coordinates.append(vertices.x[vertex])
        result.coordinates.append(vertices.y[vertex])
      }
      result.arcEnds.append(result.coordinates.count / 2)
    }
    return result
  }

  // MARK: Paths

  fileprivate struct Paths {
    var vertices: [Int32] = []
    /// End of each part of the layer; points have no path.
    var ends: [Int] = []
    /// Rings do not repeat their first vertex.
    var isRing: [Bool] = []
    var repeated = 0
  }

  private static func paths(of geometry: GeometryColumn, _ table: inout VertexTable) -> Paths {
    var paths = Paths()
    paths.vertices.reserveCapacity(geometry.coordinates.count / 2)
    for feature in 0..<geometry.count {
      let kind = geometry.kinds[feature]
      let hasPaths = kind.isPolygonal || kind == .lineString || kind == .multiLineString
      for group in geometry.groups(of: feature) {
        for part in geometry.parts(ofGroup: group) {
          if hasPaths {
            paths.add(
              geometry.coordinates, geometry.positions(ofPart: part), isRing: kind.isPolygonal, &table)
          }
          paths.ends.append(paths.vertices.count)
          paths.isRing.append(kind.isPolygonal)
        }
      }
    }
    return paths
  }

  /// Vertices from which paths leave towards different neighbours, and ends of lines.
  private static func nodes(_ paths: Paths, vertexCount: Int) -> [Bool] {
    var low = [Int32](repeating: -1, count: vertexCount)
    var high = low
    var isNode = [Bool](repeating: false, count: vertexCount)
    var start = 0
    for part in paths.ends.indices {
      let end = paths.ends[part]
      for at in start..<end {
        let vertex = Int(paths.vertices[at])
        guard paths.isRing[part] || (at > start && at < end - 1) else {
          isNode[vertex] = true
          continue
        }
        let before = paths.vertices[at > start ? at - 1 : end - 1]
        let after = paths.vertices[at < end - 1 ? at + 1 : start]
        let (a, b) = (min(before, after), max(before, after))
        if low[vertex] < 0 {
          (low[vertex], high[vertex]) = (a, b)
        } else if low[vertex] != a || high[vertex] != b {
          isNode[vertex] = true
        }
      }
      start = end
    }
    return isNode
  }

  // MARK: Cutting

  private mutating func cut(_ path: ArraySlice<Int32>, isRing: Bool, _ isNode: [Bool]) {
    guard isRing else {
      var start = path.startIndex
      for at in path.indices.dropFirst() where isNode[Int(path[at])] {
        add(Array(path[start...at]))
        start = at
      }
      if path.count == 1 { add([path[start], path[start]]) }
      return
    }
    guard let first = path.firstIndex(where: { isNode[Int($0)] }) else {
      let lowest = path.indices.min { precedes(path[$0], path[$1]) } ?? path.startIndex
      return add(Array(path[lowest...]) + Array(path[...lowest]))
    }
    var arc: [Int32] = [path[first]]
    for at in Array(path.indices[(first + 1)...]) + Array(path.indices[...first]) {
      arc.append(path[at])
      if isNode[Int(path[at])] {
        add(arc)
        arc = [path[at]]
      }
    }
  }

  private func precedes(_ a: Int32, _ b: Int32) -> Bool {
    (vertices.x[Int(a)], vertices.y[Int(a)]) < (vertices.x[Int(b)], vertices.y[Int(b)])
  }

  /// Adds an arc to the part being cut; one that is there already, in either direction, is used again.
  private mutating func add(_ arc: [Int32]) {
    let isBackwards = Self.isBackwards(arc)
    let canonical = isBackwards ? arc.reversed() : arc
    let (known, slot) = lookup.find(canonical, arcVertices, arcEnds)
    var index = known
    if index < 0 {
      index = arcEnds.count
      lookup.fill(slot, with: index)
      arcVertices.append(contentsOf: canonical)
      arcEnds.append(arcVertices.count)
    }
    partArcs.append(isBackwards ? ~Int32(index) : Int32(index))
  }

  /// True where the arc read backwards comes first in the order of vertices.
  private static func isBackwards(_ arc: [Int32]) -> Bool {
    for (a, b) in zip(arc, arc.reversed()) where a != b { return b < a }
    return false
  }
}

extension ArcTable.Paths {
  mutating func add(
    _ coordinates: [Double], _ range: Range<Int>, isRing: Bool, _ table: inout VertexTable
  ) {
    let start = vertices.count
    for index in range {
      let vertex = table.id(coordinates[2 * index], coordinates[2 * index + 1])
      if vertices.count > start && vertices[vertices.count - 1] == vertex {
        repeated += 1
        continue
      }
      vertices.append(vertex)
    }
    if isRing && vertices.count > start + 1 && vertices[start] == vertices[vertices.count - 1] {
      vertices.removeLast()
    }
  }
}

/// Numbers of arcs by their vertices.
private struct ArcLookup: Sendable {
  private var slots: [Int32]
  private let mask: Int

  init(capacity: Int) {
    let size = HashSize.of(capacity)
    slots = Array(repeating: -1, count: size)
    mask = size - 1
  }

  /// The number of an arc, or −1 and the slot where it goes.
  func find(_ arc: [Int32], _ vertices: [Int32], _ ends: [Int]) -> (index: Int, slot: Int) {
    var hash = UInt64(arc.count)
    for vertex in arc { hash = HashSize.mix(hash, UInt64(UInt32(bitPattern: vertex))) }
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] >= 0 {
      let index = Int(slots[slot])
      let known = vertices[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
      if known.elementsEqual(arc) { return (index, slot) }
      slot = (slot + 1) & mask
    }
    return (-1, slot)
  }

  mutating func fill(_ slot: Int, with index: Int) { slots[slot] = Int32(index) }
}
