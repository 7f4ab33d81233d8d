/// What a feature's geometry is.
public enum GeometryKind: UInt8, Sendable {
  case none, point, multiPoint, lineString, multiLineString, polygon, multiPolygon

  public var isPolygonal: Bool { self == .polygon || self == .multiPolygon }
  public var name: String {
    switch self {
    case .none: "null"
    case .point: "Point"
    case .multiPoint: "MultiPoint"
    case .lineString: "LineString"
    case .multiLineString: "MultiLineString"
    case .polygon: "Polygon"
    case .multiPolygon: "MultiPolygon"
    }
  }
}

/// The geometries of a layer in flat arrays: feature → groups → parts → positions.
///
/// A polygon is one group of rings, a multipolygon several; lines are one group whose parts are the lines;
/// points one group with one part. `partEnds` counts positions, `groupEnds` parts, `featureEnds` groups.
public struct GeometryColumn: Sendable, Equatable {
  public var coordinates: [Double] = []
  public var partEnds: [Int] = []
  public var groupEnds: [Int] = []
  public var featureEnds: [Int] = []
  public var kinds: [GeometryKind] = []

  public init() {}

  public var count: Int { kinds.count }

  public func groups(of feature: Int) -> Range<Int> {
    (feature == 0 ? 0 : featureEnds[feature - 1])..<featureEnds[feature]
  }
  public func parts(ofGroup group: Int) -> Range<Int> {
    (group == 0 ? 0 : groupEnds[group - 1])..<groupEnds[group]
  }
  public func positions(ofPart part: Int) -> Range<Int> {
    (part == 0 ? 0 : partEnds[part - 1])..<partEnds[part]
  }

  /// All positions of a feature, as a range of positions.
  public func positions(of feature: Int) -> Range<Int> {
    let groups = groups(of: feature)
    guard let first = groups.first, let last = groups.last else { return 0..<0 }
    let parts = parts(ofGroup: first).lowerBound..<parts(ofGroup: last).upperBound
    guard let firstPart = parts.first, let lastPart = parts.last else { return 0..<0 }
    return positions(ofPart: firstPart).lowerBound..<positions(ofPart: lastPart).upperBound
  }

  public func envelope(of feature: Int) -> Envelope {
    let range = positions(of: feature)
    return Envelope(of: coordinates[2 * range.lowerBound..<2 * range.upperBound])
  }

  /// The polygons of a feature; empty for other kinds.
  public func polygons(of feature: Int) -> MultiPolygon {
    guard kinds[feature].isPolygonal else { return MultiPolygon() }
    var result = MultiPolygon()
    for group in groups(of: feature) {
      for part in parts(ofGroup: group) {
        let range = positions(ofPart: part)
        result.coordinates.append(contentsOf: coordinates[2 * range.lowerBound..<2 * range.upperBound])
        result.ringEnds.append(result.coordinates.count / 2)
      }
      result.polygonEnds.append(result.ringEnds.count)
    }
    return result
  }

  /// The place of a point feature; nil for other kinds.
  public func point(of feature: Int) -> Position? {
    guard kinds[feature] == .point else { return nil }
    let first = positions(of: feature).lowerBound
    return Position(x: coordinates[2 * first], y: coordinates[2 * first + 1])
  }

  public mutating func appendNone() {
    kinds.append(.none)
    featureEnds.append(groupEnds.count)
  }

  public mutating func append(point: Position) {
    coordinates.append(point.x)
    coordinates.append(point.y)
    partEnds.append(coordinates.count / 2)
    groupEnds.append(partEnds.count)
    featureEnds.append(groupEnds.count)
    kinds.append(.point)
  }

  public mutating func append(polygons: MultiPolygon) {
    guard !polygons.isEmpty else { return appendNone() }
    for polygon in 0..<polygons.polygonCount {
      for ring in polygons.rings(ofPolygon: polygon) {
        let range = polygons.positions(ofRing: ring)
        coordinates.append(contentsOf: polygons.coordinates[2 * range.lowerBound..<2 * range.upperBound])
        partEnds.append(coordinates.count / 2)
      }
      groupEnds.append(partEnds.count)
    }
    featureEnds.append(groupEnds.count)
    kinds.append(polygons.polygonCount == 1 ? .polygon : .multiPolygon)
  }

  /// Adds all features of another column, in order.
  public mutating func append(_ other: GeometryColumn) {
    let positions = coordinates.count / 2
    let parts = partEnds.count
    let groups = groupEnds.count
    coordinates.append(contentsOf: other.coordinates)
    partEnds.append(contentsOf: other.partEnds.lazy.map { $0 + positions })
    groupEnds.append(contentsOf: other.groupEnds.lazy.map { $0 + parts })
    featureEnds.append(contentsOf: other.featureEnds.lazy.map { $0 + groups })
    kinds.append(contentsOf: other.kinds)
  }
}
