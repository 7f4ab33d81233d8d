import GeoModel

/// Well-known text (OGC 06-103r4) and the `SRID=` prefix of PostGIS, read into a column of geometries.
///
/// Third and fourth numbers of positions are left out; `EMPTY` is `.none`. A collection is not read.
struct WKTScanner {
  let bytes: [UInt8]
  private var at: Int
  private let end: Int
  private(set) var hasExtraNumbers = false

  init(_ bytes: [UInt8], in range: Range<Int>) {
    self.bytes = bytes
    at = range.lowerBound
    end = range.upperBound
  }

  /// True where a text begins as well-known text does.
  static func looksLike(_ bytes: [UInt8], in range: Range<Int>) -> Bool {
    var scanner = WKTScanner(bytes, in: range)
    _ = scanner.srid()
    let word = scanner.word()
    return kind(word) != nil || word == "GEOMETRYCOLLECTION"
  }

  private static let kinds: [(name: String, kind: GeometryKind)] = [
    ("POINT", .point), ("MULTIPOINT", .multiPoint), ("LINESTRING", .lineString),
    ("MULTILINESTRING", .multiLineString), ("POLYGON", .polygon), ("MULTIPOLYGON", .multiPolygon),
  ]

  /// The kind of a word, `POINTZ` as `POINT`.
  private static func kind(_ word: String) -> GeometryKind? {
    let base =
      word.hasSuffix("ZM") ? word.dropLast(2) : ["Z", "M"].contains(word.last) ? word.dropLast() : word[...]
    return kinds.first { $0.name == base }?.kind
  }

  /// Adds the geometry of the whole text; false, with the column as it was, where it is not one.
  mutating func scan(into column: inout GeometryColumn) -> Bool {
    let mark = GeometryMark(column)
    guard geometry(&column), atEnd() else {
      mark.restore(&column)
      return false
    }
    return true
  }

  /// The number of `SRID=2154;`; nil without one.
  mutating func srid() -> Int? {
    let start = at
    guard word() == "SRID", accept(UInt8(ascii: "=")) else {
      at = start
      return nil
    }
    var value = 0
    while at < end, bytes[at] >= 48, bytes[at] <= 57, value < 1_000_000 {
      value = value * 10 + Int(bytes[at] - 48)
      at += 1
    }
    guard accept(UInt8(ascii: ";")) else {
      at = start
      return nil
    }
    // PostGIS writes 0 where none is known.
    return value == 0 ? nil : value
  }

  private mutating func geometry(_ column: inout GeometryColumn) -> Bool {
    _ = srid()
    guard let kind = Self.kind(word()) else { return false }
    var next = word()
    if ["Z", "M", "ZM"].contains(next) { next = word() }
    if next == "EMPTY" {
      column.appendNone()
      return true
    }
    guard next.isEmpty else { return false }
    let isRead: Bool
    switch kind {
    case .point: isRead = list(&column, 1) && endGroup(&column)
    case .multiPoint, .lineString: isRead = list(&column, .max) && endGroup(&column)
    case .multiLineString: isRead = lists(&column, isRing: false)
    case .polygon: isRead = lists(&column, isRing: true)
    default:
      var isFirst = true
      guard accept(UInt8(ascii: "(")) else { return false }
      while isFirst || accept(UInt8(ascii: ",")) {
        isFirst = false
        guard lists(&column, isRing: true) else { return false }
      }
      isRead = accept(UInt8(ascii: ")"))
    }
    guard isRead else { return false }
    column.featureEnds.append(column.groupEnds.count)
    column.kinds.append(kind)
    return true
  }

  /// Rings or lines between brackets, one group.
  private mutating func lists(_ column: inout GeometryColumn, isRing: Bool) -> Bool {
    guard accept(UInt8(ascii: "(")) else { return false }
    repeat {
      let start = column.coordinates.count
      guard list(&column, .max) else { return false }
      let count = (column.coordinates.count - start) / 2
      if isRing {
        let last = column.coordinates.count - 2
        guard count >= 4, column.coordinates[start] == column.coordinates[last],
          column.coordinates[start + 1] == column.coordinates[last + 1]
        else { return false }
      }
    } while accept(UInt8(ascii: ","))
    return accept(UInt8(ascii: ")")) && endGroup(&column)
  }

  private func endGroup(_ column: inout GeometryColumn) -> Bool {
    column.groupEnds.append(column.partEnds.count)
    return true
  }

  /// Positions between brackets, each perhaps between its own, one part.
  private mutating func list(_ column: inout GeometryColumn, _ limit: Int) -> Bool {
    guard accept(UInt8(ascii: "(")) else { return false }
    var count = 0
    repeat {
      let isWrapped = accept(UInt8(ascii: "("))
      var numbers = 0
      while let value = number() {
        if numbers < 2 { column.coordinates.append(value) }
        numbers += 1
      }
      guard numbers >= 2, numbers <= 4 else { return false }
      if numbers > 2 { hasExtraNumbers = true }
      if isWrapped && !accept(UInt8(ascii: ")")) { return false }
      count += 1
    } while count < limit && accept(UInt8(ascii: ","))
    column.partEnds.append(column.coordinates.count / 2)
    return accept(UInt8(ascii: ")"))
  }

  private mutating func number() -> Double? {
    skipBlanks()
    let start = at
    while at < end, !Self.isBlank(bytes[at]), bytes[at] != UInt8(ascii: ","), bytes[at] != UInt8(ascii: ")"),
      bytes[at] != UInt8(ascii: "(")
    {
      at += 1
    }
    if let value = DecimalNumber.parse(bytes, in: start..<at) { return value }
    at = start
    return nil
  }

  /// Letters at the place, in capitals.
  private mutating func word() -> String {
    skipBlanks()
    var word = ""
    while at < end, bytes[at] & 0xDF >= 65, bytes[at] & 0xDF <= 90, word.utf8.count < 20 {
      word.unicodeScalars.append(Unicode.Scalar(bytes[at] & 0xDF))
      at += 1
    }
    return word
  }

  private mutating func accept(_ byte: UInt8) -> Bool {
    skipBlanks()
    guard at < end, bytes[at] == byte else { return false }
    at += 1
    return true
  }

  private mutating func atEnd() -> Bool {
    skipBlanks()
    return at == end
  }

  private mutating func skipBlanks() {
    while at < end && Self.isBlank(bytes[at]) { at += 1 }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 9 && byte <= 13) }
}
