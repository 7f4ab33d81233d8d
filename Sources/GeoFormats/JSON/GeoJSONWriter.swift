public import GeoModel
import GeoNative

/// One feature to write.
public struct GeoJSONFeature: Sendable {
  public enum Geometry: Sendable {
    case none
    case point(Position)
    case polygons(MultiPolygon)
  }

  public var geometry: Geometry
  public var properties: [(key: String, value: JSONValue)]

  public init(geometry: Geometry, properties: [(key: String, value: JSONValue)]) {
    self.geometry = geometry
    self.properties = properties
  }
}

/// GeoJSON by RFC 7946: longitude and latitude in degrees, no `crs`, shells counter-clockwise and holes
/// clockwise, one feature a line.
///
/// Positions are rounded to `decimals`; those that then repeat the one before are left out. Rings that
/// collapse (under three distinct positions, or no area) are left out and counted; a polygon whose shell
/// collapses goes with its holes, and a feature without any polygon left gets a null geometry.
public struct GeoJSONWriter: Sendable {
  public let decimals: Int
  /// Rings left out because rounding left nothing of them.
  public private(set) var collapsedRings = 0
  /// Features whose geometry became null for that reason.
  public private(set) var collapsedFeatures = 0
  private var buffer: ByteBuffer
  private var count = 0

  /// - Parameter members: members of the collection before its features, such as `name` or `avertissement`.
  public init(decimals: Int = 7, members: [(key: String, value: JSONValue)] = [], capacity: Int = 0) {
    self.decimals = max(0, min(15, decimals))
    buffer = ByteBuffer(capacity: capacity)
    buffer.append("{\"type\":\"FeatureCollection\",")
    for member in members where !["type", "features", "crs"].contains(member.key) {
      JSONValue.write(member.key, to: &buffer)
      buffer.append(":")
      member.value.write(to: &buffer)
      buffer.append(",")
    }
    buffer.append("\"features\":[")
  }

  /// Features that one thread writes at a time; their number never changes the bytes.
  private static let pieceSize = 512

  /// A whole collection.
  public static func write(
    _ features: [GeoJSONFeature], decimals: Int = 7, members: [(key: String, value: JSONValue)] = [],
    threads: Int = 1
  ) -> (bytes: [UInt8], collapsedRings: Int) {
    var writer = GeoJSONWriter(decimals: decimals, members: members)
    let pieces = (features.count + pieceSize - 1) / pieceSize
    let written = ParallelMap.map(count: pieces, threads: threads) { (piece: Int) throws(Never) in
      let range = piece * pieceSize..<min(features.count, (piece + 1) * pieceSize)
      var part = GeoJSONWriter(decimals: decimals, startingAt: range.lowerBound)
      for feature in features[range] { part.append(feature) }
      return part
    }
    writer.buffer.reserve(written.reduce(8) { $0 + $1.buffer.count })
    for part in written {
      writer.buffer.append(bytes: part.buffer.bytes)
      writer.count = part.count
      writer.collapsedRings += part.collapsedRings
    }
    return (writer.finish(), writer.collapsedRings)
  }

  /// Features after `count` others, without the collection round them.
  private init(decimals: Int, startingAt count: Int) {
    self.decimals = max(0, min(15, decimals))
    self.count = count
    buffer = ByteBuffer()
  }

  public mutating func append(_ feature: GeoJSONFeature) {
    buffer.append(count == 0 ? "\n" : ",\n")
    count += 1
    buffer.append("{\"type\":\"Feature\",\"geometry\":")
    switch feature.geometry {
    case .none: buffer.append("null")
    case .point(let position):
      if position.x.isFinite && position.y.isFinite {
        buffer.append("{\"type\":\"Point\",\"coordinates\":")
        append(position.x, position.y)
        buffer.append("}")
      } else {
        buffer.append("null")
      }
    case .polygons(let polygons): append(polygons)
    }
    buffer.append(",\"properties\":")
    JSONValue.object(feature.properties).write(to: &buffer)
    buffer.append("}")
  }

  /// The whole text; nothing may be appended afterwards.
  public mutating func finish() -> [UInt8] {
    buffer.append(count == 0 ? "]}\n" : "\n]}\n")
    return buffer.bytes
  }

  private mutating func append(_ polygons: MultiPolygon) {
    var kept: [[[Double]]] = []
    for polygon in 0..<polygons.polygonCount {
      var rings: [[Double]] = []
      for (order, ring) in polygons.rings(ofPolygon: polygon).enumerated() {
        let range = polygons.positions(ofRing: ring)
        let positions = polygons.coordinates[2 * range.lowerBound..<2 * range.upperBound]
        if let rounded = RoundedRing.make(positions, decimals: decimals, counterClockwise: order == 0) {
          rings.append(rounded)
        } else if order == 0 {
          collapsedRings += polygons.rings(ofPolygon: polygon).count
          break
        } else {
          collapsedRings += 1
        }
      }
      if !rings.isEmpty { kept.append(rings) }
    }
    guard !kept.isEmpty else {
      if !polygons.isEmpty { collapsedFeatures += 1 }
      return buffer.append("null")
    }
    let isMulti = kept.count > 1
    buffer.append("{\"type\":\"\(isMulti ? "MultiPolygon" : "Polygon")\",\"coordinates\":")
    if isMulti { buffer.append("[") }
    for (index, rings) in kept.enumerated() {
      if index > 0 { buffer.append(",") }
      buffer.append("[")
      for (order, ring) in rings.enumerated() {
        if order > 0 { buffer.append(",") }
        append(ring: ring)
      }
      buffer.append("]")
    }
    buffer.append(isMulti ? "]}" : "}")
  }

  private mutating func append(ring: [Double]) {
    buffer.append("[")
    for i in stride(from: 0, to: ring.count, by: 2) {
      if i > 0 { buffer.append(UInt8(ascii: ",")) }
      append(ring[i], ring[i + 1])
    }
    buffer.append("]")
  }

  private mutating func append(_ x: Double, _ y: Double) {
    buffer.append(UInt8(ascii: "["))
    buffer.append(x, decimals: decimals, trimmed: true)
    buffer.append(UInt8(ascii: ","))
    buffer.append(y, decimals: decimals, trimmed: true)
    buffer.append(UInt8(ascii: "]"))
  }
}

/// A ring as it will be written.
enum RoundedRing {
  /// Rounded positions without repeats, closed, wound as asked; nil where nothing is left of the ring.
  static func make(_ positions: ArraySlice<Double>, decimals: Int, counterClockwise: Bool) -> [Double]? {
    let power = PowersOfTen.double(decimals)
    var ring: [Double] = []
    ring.reserveCapacity(positions.count)
    var i = positions.startIndex
    while i + 1 < positions.endIndex {
      // Both sides of the rounding go through the same product, so that equal texts are equal numbers.
      let x = (positions[i] * power).rounded() / power
      let y = (positions[i + 1] * power).rounded() / power
      i += 2
      guard x.isFinite && y.isFinite else { return nil }
      if ring.count >= 2 && ring[ring.count - 2] == x && ring[ring.count - 1] == y { continue }
      ring.append(x)
      ring.append(y)
    }
    guard ring.count >= 6 else { return nil }
    if ring[0] != ring[ring.count - 2] || ring[1] != ring[ring.count - 1] {
      ring.append(ring[0])
      ring.append(ring[1])
    }
    guard ring.count >= 8 else { return nil }
    let area = twiceArea(ring)
    guard area.magnitude > 0.5 / (power * power) else { return nil }
    return (area > 0) == counterClockwise ? ring : reversed(ring)
  }

  /// Twice the signed area; a ring on the grid has a multiple of the squared step, so that less than half
  /// is none.
  private static func twiceArea(_ ring: [Double]) -> Double {
    var sum = 0.0
    for i in stride(from: 2, to: ring.count - 2, by: 2) {
      sum += (ring[i] - ring[0]) * (ring[i + 3] - ring[1]) - (ring[i + 2] - ring[0]) * (ring[i + 1] - ring[1])
    }
    return sum
  }

  private static func reversed(_ ring: [Double]) -> [Double] {
    var result: [Double] = []
    result.reserveCapacity(ring.count)
    for i in stride(from: ring.count - 2, through: 0, by: -2) {
      result.append(ring[i])
      result.append(ring[i + 1])
    }
    return result
  }
}
