import GeoModel

/// The walk through a GeoJSON document; remembers where it is for the messages.
struct GeoJSONParser {
  /// Where the walk is.
  enum Place {
    case root, feature, geometry, coordinates, properties
    case property(JSONScanner.Text)
  }

  /// Something that was put right: how often, and the first feature concerned.
  struct Tally {
    var count = 0
    var feature = 0
    mutating func add(_ more: Int = 1, feature: Int) {
      guard more > 0 else { return }
      if count == 0 { self.feature = feature }
      count += more
    }
  }

  var scanner: JSONScanner
  var column = GeometryColumn()
  var properties = PropertyColumns()
  var identifiers = TextColumn(name: "id")
  var hasIdentifiers = false
  /// Feature being read, from 1; 0 outside features.
  var feature = 0
  var place = Place.root
  var crsValue: Int?

  var dropped = Tally()
  var lastDropped = 0
  var closed = Tally()
  var repeated = Tally()
  var empty = Tally()

  /// Collections that became one multigeometry.
  var collections = Tally()
  /// True of features one after the other instead of a collection.
  private(set) var isSequence = false

  /// State of the geometry being read.
  var hasExtraNumbers = false
  var partOffsets: [Int] = []

  init(_ bytes: [UInt8]) {
    scanner = JSONScanner(bytes)
    column.coordinates.reserveCapacity(bytes.count / 10)
  }

  /// One document, or a sequence of features and geometries one after the other (RFC 8142, with record
  /// separators or with lines alone).
  mutating func parseDocument() throws(JSONFault) {
    skipSeparators()
    guard scanner.at < scanner.bytes.count else { throw scanner.fault(.empty) }
    var kind = try parseOne()
    skipSeparators()
    while scanner.at < scanner.bytes.count {
      guard kind != .collection, scanner.bytes[scanner.at] == UInt8(ascii: "{") else {
        throw scanner.fault(.trailing)
      }
      isSequence = true
      let start = scanner.at
      if kind == .feature {
        try parseFeature(isDocument: true)
      } else {
        kind = try parseOne()
        guard kind != .collection else { throw scanner.fault(.trailing, at: start) }
      }
      skipSeparators()
    }
    place = .root
    feature = 0
  }

  private enum DocumentKind { case collection, feature, geometry }

  /// Blanks and the record separators of sequences.
  private mutating func skipSeparators() {
    scanner.skipBlanks()
    while scanner.at < scanner.bytes.count && scanner.bytes[scanner.at] == 0x1E {
      isSequence = true
      scanner.at += 1
      scanner.skipBlanks()
    }
  }

  private mutating func parseOne() throws(JSONFault) -> DocumentKind {
    let start = scanner.at
    var type: JSONScanner.Text?
    var hasFeatures = false
    place = .root
    feature = 0
    try scanner.expect(UInt8(ascii: "{"))
    if try !scanner.isEmpty(close: UInt8(ascii: "}")) {
      repeat {
        let key = try scanner.scanKey()
        if scanner.matches(key, "type"), try scanner.peek() == UInt8(ascii: "\"") {
          let text = try scanner.scanText()
          // What follows is for another reader.
          if scanner.matches(text, "Topology") { throw scanner.fault(.topology, at: text.start - 1) }
          if scanner.matches(text, "Feature"), !hasFeatures {
            scanner.at = start
            try parseFeature(isDocument: true)
            return .feature
          }
          type = text
        } else if scanner.matches(key, "features") {
          if hasFeatures { forgetFeatures() }
          hasFeatures = true
          try parseFeatures()
        } else {
          if scanner.matches(key, "crs") {
            scanner.skipBlanks()
            crsValue = scanner.at
          }
          try scanner.skipValue(depth: 1)
        }
      } while try scanner.continues(close: UInt8(ascii: "}"))
    }
    let end = scanner.at
    guard let type else { throw scanner.fault(.typeMissing, at: start) }
    if scanner.matches(type, "FeatureCollection") {
      guard hasFeatures else { throw scanner.fault(.featuresMissing, at: start) }
      return .collection
    }
    guard !hasFeatures && Self.singles.contains(scanner.string(type)) else {
      throw scanner.fault(.unknownType, at: type.start - 1)
    }
    scanner.at = start
    feature = column.count + 1
    try parseGeometry()
    try finishFeature(identifier: nil)
    scanner.at = end
    return .geometry
  }

  /// Of two lists of features in one collection, the last wins.
  private mutating func forgetFeatures() {
    column = GeometryColumn()
    properties = PropertyColumns()
    identifiers = TextColumn(name: "id")
    hasIdentifiers = false
    (dropped, closed, empty) = (Tally(), Tally(), Tally())
    repeated.add(feature: 0)
  }

  /// Documents of one geometry.
  private static let singles: Set<String> = [
    "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon",
    "GeometryCollection",
  ]

  private mutating func parseFeatures() throws(JSONFault) {
    guard try scanner.peek() == UInt8(ascii: "[") else { throw scanner.fault(.notAnArray) }
    scanner.at += 1
    if try scanner.isEmpty(close: UInt8(ascii: "]")) { return }
    repeat { try parseFeature() } while try scanner.continues(close: UInt8(ascii: "]"))
    place = .root
    feature = 0
  }

  /// - Parameter isDocument: true outside a collection, where a `crs` may stand in the feature.
  private mutating func parseFeature(isDocument: Bool = false) throws(JSONFault) {
    feature = column.count + 1
    place = .feature
    guard try scanner.peek() == UInt8(ascii: "{") else { throw scanner.fault(.notAnObject) }
    let start = scanner.at
    scanner.at += 1
    var hasType = false
    var hasGeometry = false
    var hasProperties = false
    var identifier: Range<Int>?
    var mark = GeometryMark(column)
    if try !scanner.isEmpty(close: UInt8(ascii: "}")) {
      repeat {
        let key = try scanner.scanKey()
        if scanner.matches(key, "geometry") {
          if hasGeometry {
            repeated.add(feature: feature)
            mark.restore(&column)
          }
          hasGeometry = true
          mark = GeometryMark(column)
          try parseGeometry()
        } else if scanner.matches(key, "properties") {
          if hasProperties {
            repeated.add(feature: feature)
            properties.discardFeature()
          }
          hasProperties = true
          try parseProperties()
        } else if scanner.matches(key, "type") {
          hasType = true
          guard try scanner.peek() == UInt8(ascii: "\"") else { throw scanner.fault(.unknownType) }
          let type = try scanner.scanText()
          guard scanner.matches(type, "Feature") else {
            throw scanner.fault(.unknownType, at: type.start - 1)
          }
        } else if scanner.matches(key, "id") {
          if identifier != nil { repeated.add(feature: feature) }
          identifier = try scanIdentifier()
        } else {
          if isDocument && scanner.matches(key, "crs") {
            scanner.skipBlanks()
            crsValue = crsValue ?? scanner.at
          }
          try scanner.skipValue(depth: 2)
        }
        place = .feature
      } while try scanner.continues(close: UInt8(ascii: "}"))
    }
    guard hasType else { throw scanner.fault(.typeMissing, at: start) }
    if !hasGeometry { appendEmpty() }
    try finishFeature(identifier: identifier)
  }

  mutating func appendEmpty() {
    column.appendNone()
    empty.add(feature: feature)
  }

  /// The place of a text or a number, escapes kept as they are read later; nil for other values.
  private mutating func scanIdentifier() throws(JSONFault) -> Range<Int>? {
    let byte = try scanner.peek()
    let start = scanner.at
    try scanner.skipValue(depth: 2)
    let isUsable = byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "-") || (byte >= 48 && byte <= 57)
    return isUsable ? start..<scanner.at : nil
  }

  private mutating func finishFeature(identifier: Range<Int>?) throws(JSONFault) {
    try properties.closeFeature(scanner)
    if let identifier {
      hasIdentifiers = true
      if scanner.bytes[identifier.lowerBound] == UInt8(ascii: "\"") {
        let text = JSONScanner.Text(
          start: identifier.lowerBound + 1, end: identifier.upperBound - 1, hasEscapes: true)
        identifiers.append(scanner.unescaped(text))
      } else {
        identifiers.append(scanner.bytes[identifier], kind: .number)
      }
    } else {
      identifiers.append([], kind: .missing)
    }
  }

  private mutating func parseProperties() throws(JSONFault) {
    place = .properties
    if try scanner.peek() == UInt8(ascii: "n") { return try scanner.expectWord("null") }
    guard scanner.bytes[scanner.at] == UInt8(ascii: "{") else { throw scanner.fault(.notAnObject) }
    scanner.at += 1
    if try scanner.isEmpty(close: UInt8(ascii: "}")) { return }
    repeat {
      let key = try scanner.scanKey()
      place = .property(key)
      if try properties.scan(key, &scanner) { repeated.add(feature: feature) }
    } while try scanner.continues(close: UInt8(ascii: "}"))
  }
}

/// Lengths of a column's arrays, to go back to.
struct GeometryMark {
  private let coordinates: Int
  private let parts: Int
  private let groups: Int
  private let features: Int

  init(_ column: GeometryColumn) {
    coordinates = column.coordinates.count
    parts = column.partEnds.count
    groups = column.groupEnds.count
    features = column.kinds.count
  }

  var firstPosition: Int { coordinates / 2 }
  var firstPart: Int { parts }
  var firstGroup: Int { groups }
  var firstFeature: Int { features }

  func restore(_ column: inout GeometryColumn) {
    column.coordinates.removeLast(column.coordinates.count - coordinates)
    column.partEnds.removeLast(column.partEnds.count - parts)
    column.groupEnds.removeLast(column.groupEnds.count - groups)
    column.featureEnds.removeLast(column.featureEnds.count - features)
    column.kinds.removeLast(column.kinds.count - features)
  }
}
