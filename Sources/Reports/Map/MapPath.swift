import GeoModel

/// Polygons as SVG path data, simplified for the page only.
///
/// Every vertex is moved to a grid of 0.1 page unit, the same for all territories, so a border drawn from both
/// sides stays one line; what then coincides or stands on a straight line is dropped. A part smaller than one
/// unit becomes a square of 1.4, so that no island vanishes.
struct MapPath {
  private let frame: MapFrame
  private(set) var bytes: [UInt8] = []
  private var ring: [GridPoint] = []

  /// A place on the page in tenths of a unit.
  struct GridPoint: Equatable {
    var x: Int
    var y: Int
  }

  /// Under this extent in both directions (tenths), a shell is drawn as a square of `dot`.
  private static let smallest = 10
  private static let dot = 14

  init(frame: MapFrame) { self.frame = frame }

  /// The path data of all polygons; empty where there is nothing to draw.
  static func data(_ polygons: MultiPolygon, in frame: MapFrame) -> [UInt8] {
    guard frame.scale > 0 else { return [] }
    var path = MapPath(frame: frame)
    for polygon in 0..<polygons.polygonCount {
      for (index, ring) in polygons.rings(ofPolygon: polygon).enumerated() {
        path.load(polygons, ring: ring)
        if index > 0 {
          if path.ring.count > 2 { path.writeRing() }
        } else if let dot = path.dotPlace {
          path.writeDot(at: dot)
          break
        } else if path.ring.count > 1 {
          path.writeRing()
        }
      }
    }
    return path.bytes
  }

  private mutating func load(_ polygons: MultiPolygon, ring index: Int) {
    ring.removeAll(keepingCapacity: true)
    for position in polygons.positions(ofRing: index) {
      let place = polygons.position(position)
      guard place.x.isFinite, place.y.isFinite else { continue }
      let page = frame.page(place)
      let point = GridPoint(x: Self.tenths(page.x), y: Self.tenths(page.y))
      if ring.last == point { continue }
      while ring.count > 1 && Self.isBetween(ring[ring.count - 1], ring[ring.count - 2], point) {
        ring.removeLast()
      }
      ring.append(point)
    }
    while ring.count > 1 && ring.first == ring.last { ring.removeLast() }
  }

  private static func tenths(_ value: Double) -> Int { Int((min(1e7, max(-1e7, value)) * 10).rounded()) }

  /// Whether `middle` stands on the straight way from `start` to `end`.
  private static func isBetween(_ middle: GridPoint, _ start: GridPoint, _ end: GridPoint) -> Bool {
    let (ax, ay) = (middle.x - start.x, middle.y - start.y)
    let (bx, by) = (end.x - middle.x, end.y - middle.y)
    return ax * by == ay * bx && ax * bx + ay * by > 0
  }

  /// The middle of a ring too small to be seen.
  private var dotPlace: GridPoint? {
    guard let first = ring.first else { return nil }
    var (minX, minY, maxX, maxY) = (first.x, first.y, first.x, first.y)
    for point in ring {
      minX = min(minX, point.x)
      minY = min(minY, point.y)
      maxX = max(maxX, point.x)
      maxY = max(maxY, point.y)
    }
    guard maxX - minX < Self.smallest && maxY - minY < Self.smallest else { return nil }
    return GridPoint(x: (minX + maxX) / 2, y: (minY + maxY) / 2)
  }

  private mutating func writeDot(at place: GridPoint) {
    bytes.append(UInt8(ascii: "M"))
    write(place.x - Self.dot / 2, then: place.y - Self.dot / 2)
    bytes.append(contentsOf: "h1.4v1.4h-1.4z".utf8)
  }

  private mutating func writeRing() {
    bytes.append(UInt8(ascii: "M"))
    var last = ring[0]
    write(last.x, then: last.y)
    bytes.append(UInt8(ascii: "l"))
    for (index, point) in ring.dropFirst().enumerated() {
      let step = GridPoint(x: point.x - last.x, y: point.y - last.y)
      if index > 0 && step.x >= 0 { bytes.append(UInt8(ascii: " ")) }
      write(step.x, then: step.y)
      last = point
    }
    bytes.append(UInt8(ascii: "z"))
  }

  private mutating func write(_ x: Int, then y: Int) {
    write(x)
    if y >= 0 { bytes.append(UInt8(ascii: " ")) }
    write(y)
  }

  private mutating func write(_ tenths: Int) {
    if tenths < 0 { bytes.append(UInt8(ascii: "-")) }
    let magnitude = abs(tenths)
    if magnitude >= 10 || magnitude == 0 { bytes.append(contentsOf: String(magnitude / 10).utf8) }
    if magnitude % 10 != 0 {
      bytes.append(UInt8(ascii: "."))
      bytes.append(UInt8(ascii: "0") + UInt8(magnitude % 10))
    }
  }
}
