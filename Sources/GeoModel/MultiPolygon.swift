/// Polygons with flat coordinates: what analyses and GEOS exchange.
///
/// `coordinates` holds x0 y0 x1 y1 …; `ringEnds[r]` is the end of ring r, counted in positions;
/// `polygonEnds[p]` the end of polygon p, counted in rings. The first ring of a polygon is its shell, the
/// others are its holes; every ring repeats its first position at its end.
public struct MultiPolygon: Sendable, Equatable {
  public var coordinates: [Double]
  public var ringEnds: [Int]
  public var polygonEnds: [Int]

  public init() {
    coordinates = []
    ringEnds = []
    polygonEnds = []
  }

  public init(coordinates: [Double], ringEnds: [Int], polygonEnds: [Int]) {
    self.coordinates = coordinates
    self.ringEnds = ringEnds
    self.polygonEnds = polygonEnds
  }

  /// One polygon without holes from a closed ring of positions.
  public init(shell: [Position]) {
    self.init(coordinates: shell.flatMap { [$0.x, $0.y] }, ringEnds: [shell.count], polygonEnds: [1])
  }

  public var isEmpty: Bool { polygonEnds.isEmpty }
  public var polygonCount: Int { polygonEnds.count }
  public var ringCount: Int { ringEnds.count }
  public var positionCount: Int { coordinates.count / 2 }

  /// Rings of polygon `index`, its shell first.
  public func rings(ofPolygon index: Int) -> Range<Int> {
    (index == 0 ? 0 : polygonEnds[index - 1])..<polygonEnds[index]
  }

  /// Positions of ring `index`.
  public func positions(ofRing index: Int) -> Range<Int> {
    (index == 0 ? 0 : ringEnds[index - 1])..<ringEnds[index]
  }

  public func position(_ index: Int) -> Position {
    Position(x: coordinates[2 * index], y: coordinates[2 * index + 1])
  }

  public var envelope: Envelope { Envelope(of: coordinates) }

  /// Polygon `index` alone.
  public func polygon(_ index: Int) -> MultiPolygon {
    var one = MultiPolygon()
    one.appendPolygon(index, of: self)
    return one
  }

  public mutating func appendPolygon(_ index: Int, of other: MultiPolygon) {
    for ring in other.rings(ofPolygon: index) {
      let range = other.positions(ofRing: ring)
      coordinates.append(contentsOf: other.coordinates[2 * range.lowerBound..<2 * range.upperBound])
      ringEnds.append(coordinates.count / 2)
    }
    polygonEnds.append(ringEnds.count)
  }

  public mutating func append(_ other: MultiPolygon) {
    for index in 0..<other.polygonCount { appendPolygon(index, of: other) }
  }

  /// Signed area of ring `index` (positive when counter-clockwise), in squared units of the coordinates.
  public func signedArea(ofRing index: Int) -> Double {
    RingArea.signed(coordinates, positions(ofRing: index))
  }

  /// Area of polygon `index`: shell minus holes, whatever the winding.
  public func area(ofPolygon index: Int) -> Double {
    let rings = rings(ofPolygon: index)
    guard let shell = rings.first else { return 0 }
    return rings.dropFirst().reduce(abs(signedArea(ofRing: shell))) { $0 - abs(signedArea(ofRing: $1)) }
  }

  /// Area of all polygons, which are taken not to overlap.
  public var area: Double {
    (0..<polygonCount).reduce(0) { $0 + area(ofPolygon: $1) }
  }

  /// Length of all rings, in the unit of the coordinates.
  public var perimeter: Double {
    var length = 0.0
    for ring in 0..<ringCount {
      for index in positions(ofRing: ring).dropLast() {
        length += position(index).distance(to: position(index + 1))
      }
    }
    return length
  }

  /// Twice the area over the perimeter: the width of a long strip, a third to a half that of a compact figure.
  public var meanWidth: Double {
    let perimeter = perimeter
    return perimeter > 0 ? 2 * area / perimeter : 0
  }

  /// Shortest plane distance from a place to any ring; infinite without rings.
  public func distanceToOutline(from place: Position) -> Double {
    var best = Double.infinity
    for ring in 0..<ringCount {
      for index in positions(ofRing: ring).dropLast() {
        let (a, b) = (position(index), position(index + 1))
        let (dx, dy) = (b.x - a.x, b.y - a.y)
        let squared = dx * dx + dy * dy
        let along = squared > 0 ? ((place.x - a.x) * dx + (place.y - a.y) * dy) / squared : 0
        let t = Swift.min(1, Swift.max(0, along))
        best = Swift.min(best, place.distance(to: Position(x: a.x + t * dx, y: a.y + t * dy)))
      }
    }
    return best
  }
}

/// Areas of closed rings in flat coordinates.
public enum RingArea {
  /// Signed area of a ring (positive when counter-clockwise), in squared units of the coordinates.
  ///
  /// Shoelace formula relative to the ring's first position, so that large coordinates lose no digits.
  public static func signed(_ coordinates: [Double], _ range: Range<Int>) -> Double {
    guard range.count > 2 else { return 0 }
    let x0 = coordinates[2 * range.lowerBound]
    let y0 = coordinates[2 * range.lowerBound + 1]
    var twice = 0.0
    for i in range.lowerBound + 1..<range.upperBound - 1 {
      let ax = coordinates[2 * i] - x0
      let ay = coordinates[2 * i + 1] - y0
      let bx = coordinates[2 * i + 2] - x0
      let by = coordinates[2 * i + 3] - y0
      twice += ax * by - bx * ay
    }
    return twice / 2
  }
}
