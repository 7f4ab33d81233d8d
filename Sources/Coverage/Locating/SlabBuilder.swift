import GeoModel

/// Sorts the edges of polygons into horizontal slabs of equal height.
struct SlabBuilder: Sendable {
  private(set) var outlines: [(envelope: Envelope, slabCount: Int32)] = []
  private(set) var slabEnds: [UInt32] = []
  private(set) var edges: [UInt32] = []
  /// Edges that a slab holds on average, beside those that cross it.
  private static let edgesPerSlab = 4

  static func slabsPerUnit(_ envelope: Envelope, _ count: Int32) -> Double {
    envelope.height > 0 ? Double(count) / envelope.height : 0
  }

  /// Slab of a latitude. It never decreases as y grows, so an edge lies in all slabs from its lower to its upper end
  /// and no tolerance is needed.
  @inline(__always)
  static func slab(of y: Double, _ envelope: Envelope, _ count: Int32, _ slabsPerUnit: Double) -> Int {
    let slab = (y - envelope.minY) * slabsPerUnit
    // Not a number where the height overflows or is next to nothing: the first slab then holds every edge.
    return slab >= Double(count) ? Int(count) - 1 : (slab > 0 ? Int(slab) : 0)
  }

  mutating func add(_ rings: Range<Int>, ringEnds: [Int], coordinates: [Double]) {
    var envelope = Envelope()
    let first = rings.lowerBound == 0 ? 0 : ringEnds[rings.lowerBound - 1]
    let end = rings.isEmpty ? first : ringEnds[rings.upperBound - 1]
    for position in first..<end { envelope.add(coordinates[2 * position], coordinates[2 * position + 1]) }
    let count = Int32(max(1, (end - first) / Self.edgesPerSlab))
    let scale = Self.slabsPerUnit(envelope, count)
    outlines.append((envelope, count))
    guard first < end else {
      slabEnds.append(contentsOf: repeatElement(UInt32(edges.count), count: Int(count)))
      return
    }

    // Count, then place: two passes and no list for each slab.
    var cursor = [UInt32](repeating: 0, count: Int(count) + 1)
    forEachEdge(rings, ringEnds) { position in
      let (low, high) = Self.slabs(of: position, coordinates, envelope, count, scale)
      for slab in low...high { cursor[slab + 1] += 1 }
    }
    let base = UInt32(edges.count)
    for slab in 0..<Int(count) { cursor[slab + 1] += cursor[slab] }
    slabEnds.append(contentsOf: cursor.dropFirst().lazy.map { $0 + base })
    edges.append(contentsOf: repeatElement(0, count: Int(cursor[Int(count)])))
    forEachEdge(rings, ringEnds) { position in
      let (low, high) = Self.slabs(of: position, coordinates, envelope, count, scale)
      for slab in low...high {
        edges[Int(base + cursor[slab])] = UInt32(position)
        cursor[slab] += 1
      }
    }
  }

  @inline(__always)
  private func forEachEdge(_ rings: Range<Int>, _ ringEnds: [Int], _ body: (Int) -> Void) {
    for ring in rings {
      let start = ring == 0 ? 0 : ringEnds[ring - 1]
      guard ringEnds[ring] - start >= 2 else { continue }
      for position in start..<ringEnds[ring] - 1 { body(position) }
    }
  }

  @inline(__always)
  private static func slabs(
    of position: Int, _ coordinates: [Double], _ envelope: Envelope, _ count: Int32, _ scale: Double
  ) -> (Int, Int) {
    let a = slab(of: coordinates[2 * position + 1], envelope, count, scale)
    let b = slab(of: coordinates[2 * position + 3], envelope, count, scale)
    return a < b ? (a, b) : (b, a)
  }
}
