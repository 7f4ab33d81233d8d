public import GeoModel

/// Columns that hold the coordinates of a table's rows.
public enum CoordinateColumns: Sendable, Equatable {
  /// Indices of two columns: x (east, longitude) and y (north, latitude).
  case pair(x: Int, y: Int)
  /// Index of one column that holds both, as `48.85,2.35`, `48.85 2.35` or `48.85;2.35`.
  case combined(Int, latitudeFirst: Bool)
}

/// Coordinate columns recognised in a table.
public struct CoordinateChoice: Sendable, Equatable {
  public var columns: CoordinateColumns
  /// The CRS that the names or the values tell: degrees, or Lambert-93 metres; nil where they do not.
  public var crs: CRS?
  /// Why they were taken, to be printed.
  public var reason: Phrase

  public init(columns: CoordinateColumns, crs: CRS?, reason: Phrase) {
    self.columns = columns
    self.crs = crs
    self.reason = reason
  }

  /// Longitude and latitude are preferred to plane coordinates unless `preferPlane`; a combined column
  /// comes last.
  init?(_ table: Table, folded: [String], preferPlane: Bool) {
    // A longitude is in degrees, whatever its column holds: metres there are a defect, not a choice.
    let degrees = Self.pair(ColumnNames.degreePairs, table, folded, crs: .wgs84)
    let plane = Self.pair(ColumnNames.planePairs, table, folded, crs: nil)
    if let pair = preferPlane ? plane ?? degrees : degrees ?? plane {
      self = pair
      return
    }
    for (name, latitudeFirst) in ColumnNames.combined {
      guard let index = folded.firstIndex(of: name) else { continue }
      let own = table.columns[index].name
      let order = latitudeFirst ? "latitude, longitude" : "longitude, latitude"
      self.init(
        columns: .combined(index, latitudeFirst: latitudeFirst), crs: .wgs84,
        reason: Phrase(
          en: "column \"\(own)\" recognised as \(order)", fr: "colonne « \(own) » reconnue comme \(order)"))
      return
    }
    return nil
  }

  /// - Parameter told: the CRS that the names tell; nil where only the values can.
  private static func pair(
    _ pairs: [(x: String, y: String)], _ table: Table, _ folded: [String], crs told: CRS?
  ) -> CoordinateChoice? {
    for pair in pairs {
      guard let x = folded.firstIndex(of: pair.x), let y = folded.firstIndex(of: pair.y) else { continue }
      let (xName, yName) = (table.columns[x].name, table.columns[y].name)
      let crs = told ?? guessedCRS(table.columns[x], table.columns[y])
      let unit: Phrase =
        switch crs {
        case .some(.wgs84):
          Phrase(en: "longitude and latitude in degrees", fr: "longitude et latitude en degrés")
        case .some: Phrase(en: "Lambert-93 metres (EPSG:2154)", fr: "mètres Lambert-93 (EPSG:2154)")
        case nil: Phrase(en: "coordinates", fr: "coordonnées")
        }
      return CoordinateChoice(
        columns: .pair(x: x, y: y), crs: crs,
        reason: Phrase(
          en: "columns \"\(xName)\" and \"\(yName)\" recognised as \(unit.english)",
          fr: "colonnes « \(xName) » et « \(yName) » reconnues comme \(unit.french)"))
    }
    return nil
  }

  /// What the first thousand values that are numbers can be: all degrees, or nearly all within Lambert-93's
  /// France.
  private static func guessedCRS(_ x: TextColumn, _ y: TextColumn) -> CRS? {
    var seen = 0
    var degrees = 0
    var lambert = 0
    for row in 0..<min(x.count, y.count, 1000) {
      guard let east = number(x, row), let north = number(y, row) else { continue }
      seen += 1
      if east.magnitude <= 180 && north.magnitude <= 90 { degrees += 1 }
      if PlausibleRange.looksLikeLambert93(east, north) { lambert += 1 }
    }
    guard seen > 0 else { return nil }
    if degrees * 10 >= seen * 9 { return .wgs84 }
    return lambert * 10 >= seen * 9 ? .lambert93 : nil
  }

  private static func number(_ column: TextColumn, _ row: Int) -> Double? {
    let range = CoordinateText.trimmed(column.bytes, column.byteRange(row))
    return DecimalNumber.parse(column.bytes, in: range)
      ?? DecimalNumber.parse(column.bytes, in: range, decimalSign: UInt8(ascii: ","))
  }
}

/// What coordinates can be.
enum PlausibleRange {
  /// Mainland France and Corsica with a margin, in EPSG:2154 metres.
  static func looksLikeLambert93(_ x: Double, _ y: Double) -> Bool {
    x >= -400_000 && x <= 1_400_000 && y >= 6_000_000 && y <= 7_300_000
  }

  static func contains(_ x: Double, _ y: Double, inDegrees: Bool) -> Bool {
    // No plane CRS goes beyond twice the Earth's girth.
    inDegrees ? x.magnitude <= 180 && y.magnitude <= 90 : x.magnitude <= 1e8 && y.magnitude <= 1e8
  }
}

/// Texts of coordinates.
enum CoordinateText {
  /// The range without blanks at its ends (no-break spaces included).
  static func trimmed(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end {
      if bytes[start] == 0x20 || bytes[start] == 9 || bytes[start] == 10 || bytes[start] == 13 {
        start += 1
      } else if start + 1 < end && bytes[start] == 0xC2 && bytes[start + 1] == 0xA0 {
        start += 2
      } else {
        break
      }
    }
    while end > start {
      let last = bytes[end - 1]
      if last == 0x20 || last == 9 || last == 10 || last == 13 {
        end -= 1
      } else if end - start >= 2 && last == 0xA0 && bytes[end - 2] == 0xC2 {
        end -= 2
      } else {
        break
      }
    }
    return start..<end
  }

  /// The two halves of a combined coordinate; nil where there are not exactly two.
  ///
  /// Cut at `;`, else at a blank, else at the only comma; commas beside a blank belong to the cut.
  static func halves(_ bytes: [UInt8], _ range: Range<Int>) -> (Range<Int>, Range<Int>)? {
    let text = bytes[range]
    let cut =
      text.firstIndex(of: UInt8(ascii: ";")) ?? text.firstIndex(of: UInt8(ascii: " "))
      ?? text.firstIndex(of: UInt8(ascii: ","))
    guard let cut else { return nil }
    var first = trimmed(bytes, range.lowerBound..<cut)
    if first.count > 1 && bytes[first.upperBound - 1] == UInt8(ascii: ",") {
      first = first.lowerBound..<first.upperBound - 1
    }
    var second = trimmed(bytes, cut + 1..<range.upperBound)
    if bytes[cut] == UInt8(ascii: " ") && second.count > 1 && bytes[second.lowerBound] == UInt8(ascii: ",") {
      second = trimmed(bytes, second.lowerBound + 1..<second.upperBound)
    }
    return first.isEmpty || second.isEmpty ? nil : (first, second)
  }
}
