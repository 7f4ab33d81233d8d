/// A place: x east or longitude, y north or latitude, in the unit of the layer's CRS.
public struct Position: Sendable, Equatable, Hashable {
  public var x: Double
  public var y: Double

  public init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }

  /// Plane distance, in the unit of the coordinates.
  public func distance(to other: Position) -> Double {
    ((x - other.x) * (x - other.x) + (y - other.y) * (y - other.y)).squareRoot()
  }
}

/// An axis-parallel box; empty until a position is added.
public struct Envelope: Sendable, Equatable {
  public var minX = Double.infinity
  public var minY = Double.infinity
  public var maxX = -Double.infinity
  public var maxY = -Double.infinity

  public init() {}

  public init(minX: Double, minY: Double, maxX: Double, maxY: Double) {
    self.minX = minX
    self.minY = minY
    self.maxX = maxX
    self.maxY = maxY
  }

  /// The box of flat coordinates (x0 y0 x1 y1 …).
  public init(of coordinates: some Sequence<Double>) {
    var isX = true
    for value in coordinates {
      if isX {
        minX = Swift.min(minX, value)
        maxX = Swift.max(maxX, value)
      } else {
        minY = Swift.min(minY, value)
        maxY = Swift.max(maxY, value)
      }
      isX.toggle()
    }
  }

  public var isEmpty: Bool { minX > maxX }
  public var width: Double { maxX - minX }
  public var height: Double { maxY - minY }
  public var center: Position { Position(x: (minX + maxX) / 2, y: (minY + maxY) / 2) }

  @inlinable
  public mutating func add(_ x: Double, _ y: Double) {
    if x < minX { minX = x }
    if x > maxX { maxX = x }
    if y < minY { minY = y }
    if y > maxY { maxY = y }
  }

  public mutating func add(_ other: Envelope) {
    guard !other.isEmpty else { return }
    add(other.minX, other.minY)
    add(other.maxX, other.maxY)
  }

  /// True where the closed boxes share a point.
  @inlinable
  public func intersects(_ other: Envelope) -> Bool {
    minX <= other.maxX && other.minX <= maxX && minY <= other.maxY && other.minY <= maxY
  }

  @inlinable
  public func contains(_ x: Double, _ y: Double) -> Bool {
    x >= minX && x <= maxX && y >= minY && y <= maxY
  }

  public func expanded(by margin: Double) -> Envelope {
    Envelope(minX: minX - margin, minY: minY - margin, maxX: maxX + margin, maxY: maxY + margin)
  }

  /// Distance from a place to the box; 0 inside.
  @inlinable
  public func distance(to x: Double, _ y: Double) -> Double {
    let dx = Swift.max(0, Swift.max(minX - x, x - maxX))
    let dy = Swift.max(0, Swift.max(minY - y, y - maxY))
    return (dx * dx + dy * dy).squareRoot()
  }
}
