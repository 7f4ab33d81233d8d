import GeoModel

/// A place inside polygons where a name reads well.
enum LabelPlace {
  /// The middle of the widest part of the largest polygon, preferring its middle height; nil without one.
  static func inside(_ polygons: MultiPolygon) -> Position? {
    var best: (area: Double, index: Int)?
    for index in 0..<polygons.polygonCount {
      let area = polygons.area(ofPolygon: index)
      if area.isFinite && area > best?.area ?? 0 { best = (area, index) }
    }
    guard let best else { return nil }
    let shape = polygons.polygon(best.index)
    let box = shape.envelope
    var choice: (score: Double, place: Position)?
    let steps = 15
    for step in 1..<steps {
      let part = Double(step) / Double(steps)
      let y = box.minY + part * box.height
      let crossings = crossings(of: shape, at: y)
      for pair in stride(from: 0, to: crossings.count - 1, by: 2) {
        let width = crossings[pair + 1] - crossings[pair]
        let score = width * (1 - abs(part - 0.5))
        if score > choice?.score ?? 0 {
          choice = (score, Position(x: (crossings[pair] + crossings[pair + 1]) / 2, y: y))
        }
      }
    }
    return choice?.place
  }

  /// Where a horizontal line meets the rings, from west to east.
  private static func crossings(of shape: MultiPolygon, at y: Double) -> [Double] {
    var result: [Double] = []
    for ring in 0..<shape.ringCount {
      let range = shape.positions(ofRing: ring)
      for index in range.dropLast() {
        let a = shape.position(index)
        let b = shape.position(index + 1)
        if (a.y <= y) != (b.y <= y) { result.append(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x)) }
      }
    }
    return result.sorted()
  }
}
