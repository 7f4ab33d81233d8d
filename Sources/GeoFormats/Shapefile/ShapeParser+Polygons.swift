import GeoModel

extension ShapeParser {
  /// Makes polygons of the rings that were just added to the column.
  mutating func closePolygon(ends: [Int], base: Int) throws(Diagnostic) {
    if ends.count == 1, ends[0] >= 4, isClosed(base, base + ends[0]) {
      column.partEnds.append(base + ends[0])
      column.groupEnds.append(column.partEnds.count)
      column.featureEnds.append(column.groupEnds.count)
      column.kinds.append(.polygon)
      return
    }
    var rings: [Range<Int>] = []
    var first = 0
    var isWhole = true
    for end in ends {
      let range = base + first..<base + end
      if range.isEmpty {
        isWhole = false
      } else if range.count < 3 || (range.count == 3 && isClosed(range.lowerBound, range.upperBound)) {
        isWhole = false
        short.add(feature: feature)
      } else {
        if !isClosed(range.lowerBound, range.upperBound) { isWhole = false }
        rings.append(range)
      }
      first = end
    }
    let added = isWhole ? [] : Array(column.coordinates[(2 * base)...])
    if !isWhole {
      column.coordinates.removeLast(added.count)
      rings = rings.map { moveDown($0, from: added, base: base) }
    }
    guard !rings.isEmpty else { return appendEmpty() }
    try nest(rings, base: base)
  }

  /// Adds a ring again, closed.
  private mutating func moveDown(_ ring: Range<Int>, from added: [Double], base: Int) -> Range<Int> {
    let start = column.coordinates.count / 2
    column.coordinates.append(contentsOf: added[2 * (ring.lowerBound - base)..<2 * (ring.upperBound - base)])
    if !isClosed(start, column.coordinates.count / 2) {
      closed.add(feature: feature)
      column.coordinates.append(column.coordinates[2 * start])
      column.coordinates.append(column.coordinates[2 * start + 1])
    }
    return start..<column.coordinates.count / 2
  }

  private func isClosed(_ first: Int, _ end: Int) -> Bool {
    column.coordinates[2 * first] == column.coordinates[2 * end - 2]
      && column.coordinates[2 * first + 1] == column.coordinates[2 * end - 1]
  }

  /// Groups rings by shell, in the order of the shells, holes after their shell.
  private mutating func nest(_ rings: [Range<Int>], base: Int) throws(Diagnostic) {
    guard let nesting = RingNesting(column.coordinates, rings: rings, budget: &budget) else {
      throw Diagnostic(
        "shapefile.rings", at: location,
        Phrase(
          en: "its \(rings.count) rings lie within one another in too many ways to be told apart",
          fr: "ses \(rings.count) anneaux sont trop emboîtés pour être distingués"))
    }
    rewound.add(nesting.rewound, feature: feature)
    var holes: [[Int]] = Array(repeating: [], count: rings.count)
    var order: [Int] = []
    for (ring, shell) in nesting.shells.enumerated() {
      if let shell { holes[shell].append(ring) } else { order.append(ring) }
    }
    let sequence = order.flatMap { [$0] + holes[$0] }
    if sequence != Array(rings.indices) {
      let added = Array(column.coordinates[(2 * base)...])
      column.coordinates.removeLast(added.count)
      for ring in sequence {
        let range = rings[ring]
        let slice = added[2 * (range.lowerBound - base)..<2 * (range.upperBound - base)]
        column.coordinates.append(contentsOf: slice)
      }
    }
    var end = base
    for shell in order {
      for ring in [shell] + holes[shell] {
        end += rings[ring].count
        column.partEnds.append(end)
      }
      column.groupEnds.append(column.partEnds.count)
    }
    column.featureEnds.append(column.groupEnds.count)
    column.kinds.append(order.count == 1 ? .polygon : .multiPolygon)
  }
}
