import GeoModel
import GeoNative

/// Records of a `.shp` to geometries.
struct ShapeParser {
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

  let bytes: [UInt8]
  let source: String
  var column = GeometryColumn()
  /// Feature being read, from 1.
  var feature = 0

  var dropped = Tally()
  var closed = Tally()
  var empty = Tally()
  var short = Tally()
  var rewound = Tally()
  /// Steps that the nesting of rings may still take in the whole file.
  var budget = RingNesting.budget

  init(_ bytes: [UInt8], source: String) {
    self.bytes = bytes
    self.source = source
    LargeMemory.reserve(bytes.count / 8, in: &column.coordinates)
  }

  mutating func parse(_ content: Range<Int>) throws(Diagnostic) {
    feature += 1
    guard let code = LittleEndian.uint32(bytes, at: content.lowerBound), let kind = ShapeKind(rawValue: code)
    else { throw damage(content) }
    switch kind.plane {
    case .null: column.appendNone()
    case .point: try point(content)
    case .multiPoint: try multiPoint(content)
    case .line, .polygon: try parts(content, isPolygon: kind.plane == .polygon)
    default: throw ShapefileHeader.multiPatch(SourceLocation(file: source, feature: feature))
    }
    if kind != kind.plane { dropped.add(feature: feature) }
  }

  private mutating func point(_ content: Range<Int>) throws(Diagnostic) {
    guard content.count >= 20, let x = LittleEndian.double(bytes, at: content.lowerBound + 4),
      let y = LittleEndian.double(bytes, at: content.lowerBound + 12)
    else { throw damage(content) }
    // An empty point is written as two numbers that are none.
    guard x.isFinite && y.isFinite else { return appendEmpty() }
    column.append(point: Position(x: x, y: y))
  }

  mutating func appendEmpty() {
    column.appendNone()
    empty.add(feature: feature)
  }

  private mutating func multiPoint(_ content: Range<Int>) throws(Diagnostic) {
    guard let count = LittleEndian.uint32(bytes, at: content.lowerBound + 36),
      40 + 16 * Int(count) <= content.count
    else { throw damage(content) }
    guard count > 0 else { return appendEmpty() }
    try appendPositions(at: content.lowerBound + 40, count: Int(count), content)
    column.partEnds.append(column.coordinates.count / 2)
    column.groupEnds.append(column.partEnds.count)
    column.featureEnds.append(column.groupEnds.count)
    column.kinds.append(.multiPoint)
  }

  mutating func appendPositions(at place: Int, count: Int, _ content: Range<Int>) throws(Diagnostic) {
    guard place >= 0, place <= bytes.count, count <= (bytes.count - place) / 16 else { throw damage(content) }
    // A copy of the reference, since the span borrows while the column changes.
    let bytes = bytes
    let areFinite = BinaryPositions.append(
      count, dimensions: 2, of: bytes.span, at: place, littleEndian: true, to: &column.coordinates)
    guard areFinite else {
      throw Diagnostic(
        "shapefile.coordinate", at: location,
        Phrase(en: "a coordinate is not a number", fr: "une coordonnée n'est pas un nombre"))
    }
  }

  /// Lines, or the rings of polygons.
  private mutating func parts(_ content: Range<Int>, isPolygon: Bool) throws(Diagnostic) {
    let start = content.lowerBound
    guard let partCount = LittleEndian.uint32(bytes, at: start + 36).map(Int.init),
      let count = LittleEndian.uint32(bytes, at: start + 40).map(Int.init),
      44 + 4 * partCount + 16 * count <= content.count
    else { throw damage(content) }
    guard partCount > 0, count > 0 else { return appendEmpty() }
    var ends: [Int] = []
    ends.reserveCapacity(partCount)
    var last = 0
    for part in 0..<partCount {
      guard let first = LittleEndian.uint32(bytes, at: start + 44 + 4 * part).map(Int.init),
        part == 0 ? first == 0 : first >= last, first <= count
      else { throw damage(content) }
      if part > 0 { ends.append(first) }
      last = first
    }
    ends.append(count)
    let base = column.coordinates.count / 2
    try appendPositions(at: start + 44 + 4 * partCount, count: count, content)
    if isPolygon {
      try closePolygon(ends: ends, base: base)
    } else {
      closeLines(ends: ends, base: base)
    }
  }

  private mutating func closeLines(ends: [Int], base: Int) {
    var first = 0
    var tail: [Double]?
    let firstPart = column.partEnds.count
    for end in ends {
      if end - first < 2 {
        // What follows moves up over the part that is no line.
        if tail == nil { tail = Array(column.coordinates[2 * base..<2 * (base + first)]) }
        if end > first { short.add(feature: feature) }
      } else {
        tail?.append(contentsOf: column.coordinates[2 * (base + first)..<2 * (base + end)])
        column.partEnds.append(base + (tail.map { $0.count / 2 } ?? end))
      }
      first = end
    }
    if let tail {
      column.coordinates.removeLast(column.coordinates.count - 2 * base)
      column.coordinates.append(contentsOf: tail)
    }
    let lines = column.partEnds.count - firstPart
    guard lines > 0 else { return appendEmpty() }
    column.groupEnds.append(column.partEnds.count)
    column.featureEnds.append(column.groupEnds.count)
    column.kinds.append(lines == 1 ? .lineString : .multiLineString)
  }

  var location: SourceLocation { SourceLocation(file: source, feature: feature) }

  func damage(_ content: Range<Int>) -> Diagnostic {
    Diagnostic(
      "shapefile.record", at: location,
      Phrase(
        en: "the record announces more than its \(content.count) bytes hold",
        fr: "l'enregistrement annonce plus que n'en tiennent ses \(content.count) octets"),
      hint: Phrase(
        en: "copy or download all files of the shapefile again",
        fr: "copier ou télécharger à nouveau tous les fichiers du shapefile"))
  }
}
