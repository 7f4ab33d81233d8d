import GeoModel

extension TopoJSONParser {
  /// Collections within one another at most.
  static let maximumDepth = 32

  /// The places of a geometry's members.
  private struct Members {
    var type: JSONScanner.Text?
    var geometries: Int?
    var arcs: Int?
    var coordinates: Int?
    var properties: Int?
    var identifier: Range<Int>?
  }

  /// Reads the features of a layer.
  mutating func parseObject(at place: Int) throws(JSONFault) {
    scanner.at = place
    try parseGeometry(depth: 0, inherited: nil)
    feature = 0
  }

  private mutating func parseGeometry(depth: Int, inherited: Int?) throws(JSONFault) {
    let byte = try scanner.peek()
    let start = scanner.at
    if byte == UInt8(ascii: "n") {
      try scanner.expectWord("null")
      return try finishFeature(Members(), inherited) { (parser) throws(JSONFault) in
        parser.column.appendNone()
      }
    }
    guard byte == UInt8(ascii: "{") else { throw scanner.fault(.notAnObject) }
    let members = try scanMembers(depth: depth)
    let end = scanner.at
    defer { scanner.at = end }
    guard let type = members.type else {
      // `{"type": null}` is a geometry that is none.
      guard hasNullType(start) else { throw scanner.fault(.geometryTypeMissing, at: start) }
      return try finishFeature(members, inherited) { (parser) throws(JSONFault) in parser.column.appendNone()
      }
    }
    if scanner.matches(type, "GeometryCollection") {
      guard let geometries = members.geometries else { throw scanner.fault(.geometriesMissing, at: start) }
      guard depth < Self.maximumDepth else { throw scanner.fault(.depth, at: start) }
      if depth > 0 { opened.add(feature: column.count + 1) }
      scanner.at = geometries
      let inherited = members.properties ?? inherited
      return try eachElement { (parser) throws(JSONFault) in
        try parser.parseGeometry(depth: depth + 1, inherited: depth > 0 ? inherited : nil)
      }
    }
    feature = column.count + 1
    try finishFeature(members, inherited) { (parser) throws(JSONFault) in
      try parser.parseShape(type, members, start)
    }
  }

  private mutating func scanMembers(depth: Int) throws(JSONFault) -> Members {
    var members = Members()
    try eachMember { (parser, key) throws(JSONFault) in
      let byte = try parser.scanner.peek()
      let start = parser.scanner.at
      if parser.scanner.matches(key, "type"), byte == UInt8(ascii: "\"") {
        members.type = try parser.scanner.scanText()
        return
      }
      try parser.scanner.skipValue(depth: min(3 + depth, 200))
      let isText = byte == UInt8(ascii: "\"")
      if parser.scanner.matches(key, "geometries") {
        members.geometries = start
      } else if parser.scanner.matches(key, "arcs") {
        members.arcs = start
      } else if parser.scanner.matches(key, "coordinates") {
        members.coordinates = start
      } else if parser.scanner.matches(key, "properties") {
        members.properties = start
      } else if parser.scanner.matches(key, "id"),
        isText || byte == UInt8(ascii: "-") || (byte >= 48 && byte <= 57)
      {
        members.identifier = start..<parser.scanner.at
      }
    }
    return members
  }

  /// True where the object at a place has `"type": null`.
  private func hasNullType(_ start: Int) -> Bool {
    var probe = self
    probe.scanner.at = start
    var found = false
    try? probe.eachMember { (parser, key) throws(JSONFault) in
      if parser.scanner.matches(key, "type"), try parser.scanner.peek() == UInt8(ascii: "n") { found = true }
      try parser.scanner.skipValue(depth: 3)
    }
    return found
  }

  /// Adds the shape that `body` reads, and its properties and identifier as a row.
  private mutating func finishFeature(
    _ members: Members, _ inherited: Int?, _ body: (inout TopoJSONParser) throws(JSONFault) -> Void
  ) throws(JSONFault) {
    feature = column.count + 1
    try body(&self)
    if let place = members.properties ?? inherited {
      scanner.at = place
      if try scanner.peek() == UInt8(ascii: "n") {
        try scanner.expectWord("null")
      } else {
        try eachMember { (parser, key) throws(JSONFault) in
          _ = try parser.properties.scan(key, &parser.scanner)
        }
      }
    }
    if members.properties == nil, let inherited { inheritedBytes += scanner.at - inherited }
    try properties.closeFeature(scanner)
    // Features of a few bytes with properties of others, or with none of two thousand, would fill memory.
    guard inheritedBytes <= maximumCells, column.count * properties.columns.count <= maximumCells else {
      throw scanner.fault(.expansion, detail: maximumCells)
    }
    guard let identifier = members.identifier else { return identifiers.append([], kind: .missing) }
    hasIdentifiers = true
    if scanner.bytes[identifier.lowerBound] == UInt8(ascii: "\"") {
      let text = JSONScanner.Text(
        start: identifier.lowerBound + 1, end: identifier.upperBound - 1, hasEscapes: true)
      identifiers.append(scanner.unescaped(text))
    } else {
      identifiers.append(scanner.bytes[identifier], kind: .number)
    }
  }

  private mutating func parseShape(
    _ type: JSONScanner.Text, _ members: Members, _ start: Int
  ) throws(JSONFault) {
    switch scanner.string(type) {
    case "Polygon", "MultiPolygon":
      guard let arcs = members.arcs else { throw scanner.fault(.arcsMissing, at: start) }
      scanner.at = arcs
      try parsePolygons(isMulti: scanner.matches(type, "MultiPolygon"))
    case "LineString", "MultiLineString":
      guard let arcs = members.arcs else { throw scanner.fault(.arcsMissing, at: start) }
      scanner.at = arcs
      try parseLines(isMulti: scanner.matches(type, "MultiLineString"))
    case "Point", "MultiPoint":
      guard let coordinates = members.coordinates else { throw scanner.fault(.coordinatesMissing, at: start) }
      scanner.at = coordinates
      try parsePoints(isMulti: scanner.matches(type, "MultiPoint"))
    default: throw scanner.fault(.unknownType, at: type.start - 1)
    }
  }
}
