import GeoModel
import GeoNative

/// Geometries in well-known binary: ISO 13249-3 with its codes of 1000, 2000 and 3000 for Z and M, and the flags
/// of EWKB, in both byte orders.
///
/// - Z and M are left out, an empty geometry is `.none`, an open ring is closed.
/// - A collection of one kind of geometry is read as the multigeometry of this kind; a triangle is a polygon.
/// - Counts are checked against the bytes before room is made for what they announce.
public struct WellKnownBinary {
  /// Collections inside collections.
  static let maximumDepth = 32

  /// What a geometry was besides its positions.
  struct Traits {
    var hasExtraDimensions = false
    var isEmpty = false
    var closedRings = 0
    var isCollection = false
  }

  private enum Family { case none, points, lines, polygons }

  private var at: Int
  private var family = Family.none
  private var isMulti = false
  private var traits = Traits()
  private var mark: GeometryMark

  private init(at: Int, _ column: GeometryColumn) {
    self.at = at
    mark = GeometryMark(column)
  }

  /// Appends the geometry that begins at `offset` as one more feature; on a fault the column stays as it was.
  static func append(
    _ bytes: Span<UInt8>, from offset: Int, to column: inout GeometryColumn
  ) throws(WKBFault) -> Traits {
    var reader = WellKnownBinary(at: offset, column)
    do throws(WKBFault) {
      try reader.geometry(bytes, &column, depth: 0, within: nil)
      reader.finish(&column)
      return reader.traits
    } catch {
      reader.mark.restore(&column)
      throw error
    }
  }

  /// One geometry; `parent` is the type of the multigeometry that it is a member of.
  private mutating func geometry(
    _ bytes: Span<UInt8>, _ column: inout GeometryColumn, depth: Int, within parent: UInt32?
  ) throws(WKBFault) {
    guard depth <= Self.maximumDepth else { throw .depth }
    guard bytes.count - at >= 5 else { throw .truncated }
    let order = bytes[at]
    guard order <= 1 else { throw .byteOrder(order) }
    at += 1
    let isLittle = order == 1
    let code = try word(bytes, isLittle)
    if code & 0x2000_0000 != 0 { _ = try word(bytes, isLittle) }
    let plain = code & 0x0FFF_FFFF
    let type = plain % 1000
    guard plain < 4000, type > 0 else { throw .unknownType(plain) }
    let extra =
      (code & 0x8000_0000 != 0 || plain / 1000 & 1 == 1 ? 1 : 0)
      + (code & 0x4000_0000 != 0 || plain / 1000 & 2 == 2 ? 1 : 0)
    if extra > 0 { traits.hasExtraDimensions = true }
    if let parent, parent != 7, type + 3 != parent { throw .wrongMember(type) }
    let dimensions = 2 + extra
    switch type {
    case 1: try point(bytes, &column, dimensions, isLittle)
    case 2:
      try join(.lines)
      try line(bytes, &column, dimensions, isLittle)
    case 3, 17:
      try join(.polygons)
      try polygon(bytes, &column, dimensions, isLittle)
    case 4...7:
      if type == 7 { traits.isCollection = true }
      isMulti = true
      // The shortest member is an empty one: byte order, type and count.
      let members = try count(bytes, isLittle, size: 9)
      for _ in 0..<members { try geometry(bytes, &column, depth: depth + 1, within: type) }
    case 8...16: throw .curve(type)
    default: throw .unknownType(plain)
    }
  }

  private mutating func join(_ other: Family) throws(WKBFault) {
    guard family == .none || family == other else { throw .mixedCollection }
    family = other
  }

  private mutating func point(
    _ bytes: Span<UInt8>, _ column: inout GeometryColumn, _ dimensions: Int, _ isLittle: Bool
  ) throws(WKBFault) {
    guard bytes.count - at >= 8 * dimensions else { throw .truncated }
    let isFinite = BinaryPositions.append(
      1, dimensions: dimensions, of: bytes, at: at, littleEndian: isLittle, to: &column.coordinates)
    at += 8 * dimensions
    if isFinite { return try join(.points) }
    // An empty point has NaN for coordinates.
    let last = column.coordinates.count
    guard column.coordinates[last - 1].isNaN && column.coordinates[last - 2].isNaN else { throw .notFinite }
    column.coordinates.removeLast(2)
  }

  private mutating func line(
    _ bytes: Span<UInt8>, _ column: inout GeometryColumn, _ dimensions: Int, _ isLittle: Bool
  ) throws(WKBFault) {
    let positions = try count(bytes, isLittle, size: 8 * dimensions)
    guard positions > 0 else { return }
    guard
      BinaryPositions.append(
        positions, dimensions: dimensions, of: bytes, at: at, littleEndian: isLittle, to: &column.coordinates)
    else { throw .notFinite }
    at += positions * 8 * dimensions
    column.partEnds.append(column.coordinates.count / 2)
  }

  private mutating func polygon(
    _ bytes: Span<UInt8>, _ column: inout GeometryColumn, _ dimensions: Int, _ isLittle: Bool
  ) throws(WKBFault) {
    let rings = try count(bytes, isLittle, size: 4)
    let before = column.partEnds.count
    for _ in 0..<rings {
      let first = column.coordinates.count
      try line(bytes, &column, dimensions, isLittle)
      let end = column.coordinates.count
      guard end > first else {
        // Holes without a shell would become shells.
        guard rings == 1 else { throw .shortRing(0) }
        continue
      }
      guard end - first >= 8 else { throw .shortRing((end - first) / 2) }
      guard
        column.coordinates[first] != column.coordinates[end - 2]
          || column.coordinates[first + 1] != column.coordinates[end - 1]
      else { continue }
      column.coordinates.append(column.coordinates[first])
      column.coordinates.append(column.coordinates[first + 1])
      column.partEnds[column.partEnds.count - 1] += 1
      traits.closedRings += 1
    }
    if column.partEnds.count > before { column.groupEnds.append(column.partEnds.count) }
  }

  /// Closes the feature's entry in the column.
  private mutating func finish(_ column: inout GeometryColumn) {
    guard column.coordinates.count / 2 > mark.firstPosition else {
      traits.isEmpty = true
      return column.appendNone()
    }
    switch family {
    case .none: break
    case .points:
      column.partEnds.append(column.coordinates.count / 2)
      column.groupEnds.append(column.partEnds.count)
      column.kinds.append(isMulti ? .multiPoint : .point)
    case .lines:
      column.groupEnds.append(column.partEnds.count)
      column.kinds.append(isMulti ? .multiLineString : .lineString)
    case .polygons:
      column.kinds.append(isMulti ? .multiPolygon : .polygon)
    }
    column.featureEnds.append(column.groupEnds.count)
  }

  private mutating func word(_ bytes: Span<UInt8>, _ isLittle: Bool) throws(WKBFault) -> UInt32 {
    guard let value = bytes.word(at: at, littleEndian: isLittle) else { throw .truncated }
    at += 4
    return value
  }

  /// A count of things of at least `size` bytes each.
  private mutating func count(_ bytes: Span<UInt8>, _ isLittle: Bool, size: Int) throws(WKBFault) -> Int {
    let value = Int(try word(bytes, isLittle))
    guard value <= (bytes.count - at) / size else { throw .truncated }
    return value
  }
}

extension Span<UInt8> {
  /// Four bytes as an integer; nil where they are not all there.
  func word(at offset: Int, littleEndian: Bool) -> UInt32? {
    guard offset >= 0, offset <= count - 4 else { return nil }
    var value: UInt32 = 0
    for i in 0..<4 { value |= UInt32(self[offset + i]) << UInt32(littleEndian ? 8 * i : 24 - 8 * i) }
    return value
  }
}
