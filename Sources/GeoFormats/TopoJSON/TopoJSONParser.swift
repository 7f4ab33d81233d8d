import GeoModel

/// The walk through a topology: first its members' places and its arcs, then the objects of one layer.
struct TopoJSONParser {
  struct NamedObject {
    var name: String
    /// Where its value begins.
    var offset: Int
  }

  /// Something that was put right: how often, and the first feature concerned.
  struct Tally {
    var count = 0
    var feature = 0
    mutating func add(feature: Int) {
      if count == 0 { self.feature = feature }
      count += 1
    }
  }

  var scanner: JSONScanner
  private(set) var objects: [NamedObject] = []
  private(set) var crsValue: Int?

  /// Decoded arcs: flat x, y, and the end of each arc, counted in positions.
  private(set) var arcs: [Double] = []
  private(set) var arcEnds: [Int] = []
  private var scale = (x: 1.0, y: 1.0)
  private var translate = (x: 0.0, y: 0.0)
  private var isQuantized = false

  var column = GeometryColumn()
  var properties = PropertyColumns()
  var identifiers = TextColumn(name: "id")
  var hasIdentifiers = false
  /// Feature being read, from 1; 0 outside features.
  var feature = 0

  var dropped = Tally()
  var short = Tally()
  var apart = Tally()
  var closed = Tally()
  var empty = Tally()
  var opened = Tally()

  init(_ bytes: [UInt8]) { scanner = JSONScanner(bytes) }

  /// Positions that the objects of a layer may come to: a border has two sides, and a file made to fill memory names
  /// one arc a million times.
  var maximumPositions: Int { 1 << 22 + 16 * (arcs.count / 2) }
  /// Positions taken from arcs so far, those of rings that were left out again included.
  var expandedPositions = 0

  /// Cells of the table, and bytes of properties that members of collections inherit, at most.
  var maximumCells: Int { 1 << 26 + 4 * scanner.bytes.count }
  /// Bytes of properties read again for members that inherit them.
  var inheritedBytes = 0

  mutating func parseDocument() throws(JSONFault) {
    scanner.skipBlanks()
    guard scanner.at < scanner.bytes.count else { throw scanner.fault(.empty) }
    guard scanner.bytes[scanner.at] == UInt8(ascii: "{") else { throw scanner.fault(.notAnObject) }
    let start = scanner.at
    var places: [String: Int] = [:]
    try eachMember { (parser, key) throws(JSONFault) in
      let name = parser.scanner.string(key)
      parser.scanner.skipBlanks()
      places[name] = parser.scanner.at
      try parser.scanner.skipValue(depth: 1)
    }
    scanner.skipBlanks()
    guard scanner.at == scanner.bytes.count else { throw scanner.fault(.trailing) }
    crsValue = places["crs"]
    if let place = places["transform"] { try parseTransform(place) }
    guard let arcs = places["arcs"] else { throw scanner.fault(.arcsMissing, at: start) }
    try parseArcs(arcs)
    guard let objects = places["objects"] else { throw scanner.fault(.objectsMissing, at: start) }
    scanner.at = objects
    guard try scanner.peek() == UInt8(ascii: "{") else { throw scanner.fault(.notAnObject) }
    try eachMember { (parser, key) throws(JSONFault) in
      parser.scanner.skipBlanks()
      parser.objects.append(NamedObject(name: parser.scanner.string(key), offset: parser.scanner.at))
      try parser.scanner.skipValue(depth: 2)
    }
  }

  /// Calls `body` on each member of the object that begins here; the value is to be passed over.
  mutating func eachMember(
    _ body: (inout TopoJSONParser, JSONScanner.Text) throws(JSONFault) -> Void
  ) throws(JSONFault) {
    try scanner.expect(UInt8(ascii: "{"))
    if try scanner.isEmpty(close: UInt8(ascii: "}")) { return }
    repeat {
      let key = try scanner.scanKey()
      try body(&self, key)
    } while try scanner.continues(close: UInt8(ascii: "}"))
  }

  /// Calls `body` on each element of the list that begins here.
  mutating func eachElement(
    _ body: (inout TopoJSONParser) throws(JSONFault) -> Void
  ) throws(JSONFault) {
    guard try scanner.peek() == UInt8(ascii: "[") else { throw scanner.fault(.notAnArray) }
    scanner.at += 1
    if try scanner.isEmpty(close: UInt8(ascii: "]")) { return }
    repeat { try body(&self) } while try scanner.continues(close: UInt8(ascii: "]"))
  }

  private mutating func parseTransform(_ place: Int) throws(JSONFault) {
    scanner.at = place
    if try scanner.peek() == UInt8(ascii: "n") { return try scanner.expectWord("null") }
    guard scanner.bytes[scanner.at] == UInt8(ascii: "{") else { throw scanner.fault(.notAnObject) }
    var hasScale = false
    var hasTranslate = false
    try eachMember { (parser, key) throws(JSONFault) in
      if parser.scanner.matches(key, "scale") {
        parser.scale = try parser.scanPosition()
        hasScale = true
      } else if parser.scanner.matches(key, "translate") {
        parser.translate = try parser.scanPosition()
        hasTranslate = true
      } else {
        try parser.scanner.skipValue(depth: 2)
      }
    }
    guard hasScale && hasTranslate && scale.x != 0 && scale.y != 0 else {
      throw scanner.fault(.transform, at: place)
    }
    isQuantized = true
  }

  /// The first two numbers of a list of numbers.
  mutating func scanPosition() throws(JSONFault) -> (x: Double, y: Double) {
    guard try scanner.peek() == UInt8(ascii: "[") else { throw scanner.fault(.notAnArray) }
    let start = scanner.at
    scanner.at += 1
    if try scanner.isEmpty(close: UInt8(ascii: "]")) { throw scanner.fault(.positionShort, at: start) }
    _ = try scanner.peek()
    let x = try scanner.scanNumber()
    guard try scanner.continues(close: UInt8(ascii: "]")) else {
      throw scanner.fault(.positionShort, at: start)
    }
    _ = try scanner.peek()
    let y = try scanner.scanNumber()
    while try scanner.continues(close: UInt8(ascii: "]")) {
      _ = try scanner.peek()
      _ = try scanner.scanNumber()
      hasExtraNumbers = true
    }
    return (x, y)
  }

  /// True where a third number was met; arcs are shared, so it is said once for the file.
  private(set) var hasExtraNumbers = false

  private mutating func parseArcs(_ place: Int) throws(JSONFault) {
    scanner.at = place
    try eachElement { (parser) throws(JSONFault) in
      let start = parser.scanner.at
      var (x, y) = (0.0, 0.0)
      try parser.eachElement { (parser) throws(JSONFault) in
        parser.scanner.skipBlanks()
        let offset = parser.scanner.at
        let step = try parser.scanPosition()
        if parser.isQuantized {
          x += step.x
          y += step.y
        } else {
          (x, y) = step
        }
        try parser.appendArcPosition(parser.place(x, y), at: offset)
      }
      guard parser.arcs.count / 2 > (parser.arcEnds.last ?? 0) else {
        throw parser.scanner.fault(.emptyArray, at: start)
      }
      parser.arcEnds.append(parser.arcs.count / 2)
    }
  }

  private mutating func appendArcPosition(
    _ position: (x: Double, y: Double), at offset: Int
  ) throws(JSONFault) {
    guard position.x.isFinite && position.y.isFinite else { throw scanner.fault(.coordinateKind, at: offset) }
    arcs.append(position.x)
    arcs.append(position.y)
  }

  /// The place of a position on the file's grid.
  func place(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
    isQuantized ? (x * scale.x + translate.x, y * scale.y + translate.y) : (x, y)
  }
}
