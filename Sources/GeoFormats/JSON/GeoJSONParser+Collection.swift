import GeoModel

extension GeoJSONParser {
  /// Collections inside collections.
  static let maximumCollections = 16

  /// Reads the members of a collection, and puts them together as one multigeometry.
  ///
  /// Points, lines and polygons together are no geometry that a layer can hold: `collection`.
  mutating func parseCollection(_ mark: GeometryMark, start: Int, depth: Int) throws(JSONFault) {
    guard try scanner.peek() == UInt8(ascii: "[") else { throw scanner.fault(.notAnArray) }
    scanner.at += 1
    if try !scanner.isEmpty(close: UInt8(ascii: "]")) {
      repeat { try parseGeometry(depth: depth + 1) } while try scanner.continues(close: UInt8(ascii: "]"))
    }
    place = .geometry
    let kinds = column.kinds[mark.firstFeature...].filter { $0 != .none }
    guard let family = kinds.first?.family else {
      mark.restore(&column)
      if depth == 0 { appendEmpty() } else { column.appendNone() }
      return
    }
    guard kinds.allSatisfy({ $0.family == family }) else { throw scanner.fault(.collection, at: start) }
    if depth == 0 { collections.add(feature: feature) }
    if family != .multiPolygon {
      column.groupEnds.removeLast(column.groupEnds.count - mark.firstGroup)
      if family == .multiPoint {
        column.partEnds.removeLast(column.partEnds.count - mark.firstPart)
        column.partEnds.append(column.coordinates.count / 2)
      }
      column.groupEnds.append(column.partEnds.count)
    }
    column.featureEnds.removeLast(column.featureEnds.count - mark.firstFeature)
    column.kinds.removeLast(column.kinds.count - mark.firstFeature)
    column.featureEnds.append(column.groupEnds.count)
    column.kinds.append(family)
  }
}

extension GeometryKind {
  /// The multigeometry that geometries of this kind make.
  fileprivate var family: GeometryKind {
    switch self {
    case .none: .none
    case .point, .multiPoint: .multiPoint
    case .lineString, .multiLineString: .multiLineString
    case .polygon, .multiPolygon: .multiPolygon
    }
  }
}
