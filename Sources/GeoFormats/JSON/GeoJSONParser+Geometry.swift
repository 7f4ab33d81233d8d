import GeoModel

extension GeoJSONParser {
  /// Reads a geometry, or null, and closes the feature's entry in the column.
  mutating func parseGeometry(depth: Int = 0) throws(JSONFault) {
    place = .geometry
    if try scanner.peek() == UInt8(ascii: "n") {
      try scanner.expectWord("null")
      return column.appendNone()
    }
    guard scanner.bytes[scanner.at] == UInt8(ascii: "{") else { throw scanner.fault(.notAnObject) }
    let start = scanner.at
    scanner.at += 1
    let mark = GeometryMark(column)
    var kind: GeometryKind?
    var isCollection = false
    var members: Int?
    var level: Int?
    var coordinatesStart = start
    if try !scanner.isEmpty(close: UInt8(ascii: "}")) {
      repeat {
        let key = try scanner.scanKey()
        if scanner.matches(key, "coordinates") {
          if level != nil {
            repeated.add(feature: feature)
            mark.restore(&column)
          }
          place = .coordinates
          scanner.skipBlanks()
          coordinatesStart = scanner.at
          level = try scanCoordinates()
          place = .geometry
        } else if scanner.matches(key, "type") {
          kind = try scanKind()
          isCollection = kind == nil
        } else if scanner.matches(key, "geometries") {
          scanner.skipBlanks()
          members = scanner.at
          try scanner.skipValue(depth: 3 + depth)
        } else {
          try scanner.skipValue(depth: 3)
        }
      } while try scanner.continues(close: UInt8(ascii: "}"))
    }
    if isCollection {
      guard let members else { throw scanner.fault(.membersMissing, at: start) }
      guard depth < Self.maximumCollections else { throw scanner.fault(.depth, at: start) }
      mark.restore(&column)
      let end = scanner.at
      scanner.at = members
      try parseCollection(mark, start: start, depth: depth)
      scanner.at = end
      return
    }
    guard let kind else { throw scanner.fault(.geometryTypeMissing, at: start) }
    guard let level else { throw scanner.fault(.coordinatesMissing, at: start) }
    place = .coordinates
    try finish(kind, level: level, mark: mark, start: coordinatesStart)
    // Once a feature, however many members its collection has.
    if hasExtraNumbers && (dropped.count == 0 || lastDropped != feature) {
      dropped.add(feature: feature)
      lastDropped = feature
    }
  }

  /// The kind that a type names; nil for a collection.
  private mutating func scanKind() throws(JSONFault) -> GeometryKind? {
    guard try scanner.peek() == UInt8(ascii: "\"") else { throw scanner.fault(.unknownType) }
    let type = try scanner.scanText()
    for kind in [GeometryKind.polygon, .multiPolygon, .point, .multiPoint, .lineString, .multiLineString]
    where scanner.matches(type, kind.name) {
      return kind
    }
    if scanner.matches(type, "GeometryCollection") { return nil }
    throw scanner.fault(.unknownType, at: type.start - 1)
  }

  /// Closes a geometry whose coordinates were read with `level` brackets around each position (0: none).
  private mutating func finish(
    _ kind: GeometryKind, level: Int, mark: GeometryMark, start: Int
  ) throws(JSONFault) {
    guard level > 0 else {
      mark.restore(&column)
      return appendEmpty()
    }
    guard level == kind.level else { throw scanner.fault(.nesting, at: start, detail: Int(kind.rawValue)) }
    if level == 1 { column.partEnds.append(column.coordinates.count / 2) }
    if level <= 2 {
      if level == 2 && column.partEnds.count == mark.firstPart {
        column.partEnds.append(column.coordinates.count / 2)
      }
      column.groupEnds.append(column.partEnds.count)
    }
    if kind.isPolygonal { try checkRings(mark) }
    column.featureEnds.append(column.groupEnds.count)
    column.kinds.append(kind)
  }

  private mutating func checkRings(_ mark: GeometryMark) throws(JSONFault) {
    var first = mark.firstPosition
    var open = 0
    for part in mark.firstPart..<column.partEnds.count {
      let end = column.partEnds[part]
      if end - first < 4 {
        throw scanner.fault(.ringShort, at: partOffsets[part - mark.firstPart], detail: end - first)
      }
      if !isClosed(first, end) { open += 1 }
      first = end
    }
    if open > 0 {
      closeRings(mark)
      closed.add(open, feature: feature)
    }
  }

  private func isClosed(_ first: Int, _ end: Int) -> Bool {
    column.coordinates[2 * first] == column.coordinates[2 * end - 2]
      && column.coordinates[2 * first + 1] == column.coordinates[2 * end - 1]
  }

  /// Repeats the first position at the end of the rings that do not.
  private mutating func closeRings(_ mark: GeometryMark) {
    var tail: [Double] = []
    var first = mark.firstPosition
    for part in mark.firstPart..<column.partEnds.count {
      let end = column.partEnds[part]
      tail.append(contentsOf: column.coordinates[2 * first..<2 * end])
      if !isClosed(first, end) {
        tail.append(column.coordinates[2 * first])
        tail.append(column.coordinates[2 * first + 1])
      }
      first = end
      column.partEnds[part] = mark.firstPosition + tail.count / 2
    }
    column.coordinates.removeLast(column.coordinates.count - 2 * mark.firstPosition)
    column.coordinates.append(contentsOf: tail)
  }
}

extension GeometryKind {
  /// Brackets around each position in GeoJSON.
  fileprivate var level: Int {
    switch self {
    case .none: 0
    case .point: 1
    case .multiPoint, .lineString: 2
    case .polygon, .multiLineString: 3
    case .multiPolygon: 4
    }
  }
}
