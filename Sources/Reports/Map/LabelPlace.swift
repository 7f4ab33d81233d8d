import GeoModel

/// A place inside polygons where a name reads well.
enum LabelPlace {
  /// About the place of the largest polygon that is farthest from its outline; nil without one.
  ///
  /// Tried on level lines, at the quarters of each stretch inside: near enough for a text, and quick.
  static func inside(_ polygons: MultiPolygon) -> Position? {
    var best: (area: Double, index: Int)?
    for index in 0..<polygons.polygonCount {
      let area = polygons.area(ofPolygon: index)
      if area.isFinite && area > best?.area ?? 0 { best = (area, index) }
    }
    guard let best else { return nil }
    let shape = polygons.polygon(best.index)
    let box = shape.envelope
    var choice: (room: Double, place: Position)?
    let steps = 16
    for step in 1..<steps {
      let y = box.minY + Double(step) / Double(steps) * box.height
      let crossings = crossings(of: shape, at: y)
      for pair in stride(from: 0, to: crossings.count - 1, by: 2) {
        let width = crossings[pair + 1] - crossings[pair]
        let known = choice?.room ?? 0
        if width / 2 <= known { continue }
        for quarter in [0.5, 0.25, 0.75] {
          let place = Position(x: crossings[pair] + quarter * width, y: y)
          let room = squaredDistance(from: place, to: shape).squareRoot()
          if room > choice?.room ?? 0 { choice = (room, place) }
        }
      }
    }
    return choice?.place
  }

  private static func squaredDistance(from place: Position, to shape: MultiPolygon) -> Double {
    var least = Double.infinity
    for ring in 0..<shape.ringCount {
      for index in shape.positions(ofRing: ring).dropLast() {
        let a = shape.position(index)
        let b = shape.position(index + 1)
        let (dx, dy) = (b.x - a.x, b.y - a.y)
        let length = dx * dx + dy * dy
        let along = length > 0 ? ((place.x - a.x) * dx + (place.y - a.y) * dy) / length : 0
        let part = min(1, max(0, along))
        let (ex, ey) = (a.x + part * dx - place.x, a.y + part * dy - place.y)
        least = min(least, ex * ex + ey * ey)
      }
    }
    return least
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
