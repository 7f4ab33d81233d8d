import GeoModel

/// Arcs whose simplified drawing spoils a ring: too few positions, too little area, or the line of another arc.
struct ArcDefects {
  private(set) var arcs: [Int]

  init(_ table: ArcTable, _ layer: GeometryColumn, _ isKept: [Bool]) {
    var isWrong = [Bool](repeating: false, count: table.arcCount)
    let simplified = table.arcs { isKept[$0] }
    let after = simplified.geometry(like: layer)
    for feature in 0..<layer.count where layer.kinds[feature].isPolygonal {
      for group in layer.groups(of: feature) {
        for part in layer.parts(ofGroup: group) where !Self.isSound(layer, after, part) {
          for signed in table.arcs(ofPart: part) { isWrong[Int(signed >= 0 ? signed : ~signed)] = true }
        }
      }
    }
    Self.markTwins(table, isKept, &isWrong)
    arcs = isWrong.indices.filter { isWrong[$0] }
  }

  private static func isSound(_ before: GeometryColumn, _ after: GeometryColumn, _ part: Int) -> Bool {
    let own = RingArea.signed(before.coordinates, before.positions(ofPart: part))
    let range = after.positions(ofPart: part)
    let area = RingArea.signed(after.coordinates, range)
    guard own != 0 else { return true }
    let share = Simplification.minimumAreaShare
    return range.count >= 4 && area / own >= share && area / own <= 1 / share
  }

  /// Marks arcs that are drawn with the same straight line as another one.
  private static func markTwins(_ table: ArcTable, _ isKept: [Bool], _ isWrong: inout [Bool]) {
    var lines: [(key: UInt64, arc: Int32)] = []
    for arc in 0..<table.arcCount {
      var last: Int32 = -1
      for place in table.range(of: arc) where isKept[place] {
        let vertex = table.arcVertices[place]
        if last >= 0 {
          lines.append(
            (UInt64(UInt32(min(last, vertex))) << 32 | UInt64(UInt32(max(last, vertex))), Int32(arc)))
        }
        last = vertex
      }
    }
    lines.sort { ($0.key, $0.arc) < ($1.key, $1.arc) }
    for (a, b) in zip(lines, lines.dropFirst()) where a.key == b.key && a.arc != b.arc {
      isWrong[Int(a.arc)] = true
      isWrong[Int(b.arc)] = true
    }
  }
}
