import GeoModel

/// Reads the position of one row.
struct CoordinateReader {
  struct Defect {
    var code: String
    var field: String
    var value: String
    var reason: Phrase
  }

  enum Result {
    case position(Double, Double)
    case defect(Defect)
  }

  let sign: DecimalSign
  let inDegrees: Bool

  func pair(_ x: TextColumn, _ y: TextColumn, _ row: Int) -> Result {
    let xRange = CoordinateText.trimmed(x.bytes, x.byteRange(row))
    let yRange = CoordinateText.trimmed(y.bytes, y.byteRange(row))
    if xRange.isEmpty || yRange.isEmpty { return .defect(noCoordinate(xRange.isEmpty ? x : y, row)) }
    guard let east = DecimalNumber.parse(x.bytes, in: xRange, decimalSign: sign.byte) else {
      return .defect(notANumber(x, row, xRange))
    }
    guard let north = DecimalNumber.parse(y.bytes, in: yRange, decimalSign: sign.byte) else {
      return .defect(notANumber(y, row, yRange))
    }
    guard PlausibleRange.contains(east, north, inDegrees: inDegrees) else {
      let isX = inDegrees ? east.magnitude > 180 : east.magnitude > 1e8
      return .defect(outOfRange(isX ? x : y, row, east, north))
    }
    return .position(east, north)
  }

  func combined(_ column: TextColumn, _ row: Int, latitudeFirst: Bool) -> Result {
    let range = CoordinateText.trimmed(column.bytes, column.byteRange(row))
    if range.isEmpty { return .defect(noCoordinate(column, row)) }
    guard let (first, second) = CoordinateText.halves(column.bytes, range),
      let a = DecimalNumber.parse(column.bytes, in: first, decimalSign: sign.byte),
      let b = DecimalNumber.parse(column.bytes, in: second, decimalSign: sign.byte)
    else { return .defect(notTwoNumbers(column, row)) }
    let (x, y) = latitudeFirst ? (b, a) : (a, b)
    guard PlausibleRange.contains(x, y, inDegrees: inDegrees) else {
      return .defect(outOfRange(column, row, x, y))
    }
    return .position(x, y)
  }

  /// A position that needs no reading.
  func checked(_ point: Position) -> Result {
    guard PlausibleRange.contains(point.x, point.y, inDegrees: inDegrees) else {
      let value = FixedDecimal.shortest(point.x) + " " + FixedDecimal.shortest(point.y)
      return .defect(
        Defect(
          code: "row.out-of-range", field: "geometry", value: value, reason: rangeReason(point.x, point.y)))
    }
    return .position(point.x, point.y)
  }

  private func noCoordinate(_ column: TextColumn, _ row: Int) -> Defect {
    Defect(
      code: "row.no-coordinate", field: column.name, value: column[row],
      reason: Phrase(en: "no coordinate", fr: "pas de coordonnée"))
  }

  private func notANumber(_ column: TextColumn, _ row: Int, _ range: Range<Int>) -> Defect {
    let value = column[row]
    let other: DecimalSign = sign == .comma ? .point : .comma
    if DecimalNumber.parse(column.bytes, in: range, decimalSign: other.byte) != nil {
      let quoted = Diagnostic.quoted(value)
      return Defect(
        code: "row.decimal-sign", field: column.name, value: value,
        reason: sign == .point
          ? Phrase(
            en: "\(quoted) has a decimal comma where a decimal point was announced",
            fr: "\(quoted) a une virgule décimale alors qu'un point décimal était annoncé")
          : Phrase(
            en: "\(quoted) has a decimal point where a decimal comma was announced",
            fr: "\(quoted) a un point décimal alors qu'une virgule décimale était annoncée"))
    }
    return Defect(
      code: "row.not-a-number", field: column.name, value: value,
      reason: Phrase(en: "not a number", fr: "pas un nombre"))
  }

  private func notTwoNumbers(_ column: TextColumn, _ row: Int) -> Defect {
    Defect(
      code: "row.not-a-number", field: column.name, value: column[row],
      reason: Phrase(
        en: "not two numbers such as 48.85,2.35", fr: "pas deux nombres comme 48.85,2.35"))
  }

  private func outOfRange(_ column: TextColumn, _ row: Int, _ x: Double, _ y: Double) -> Defect {
    Defect(code: "row.out-of-range", field: column.name, value: column[row], reason: rangeReason(x, y))
  }

  private func rangeReason(_ x: Double, _ y: Double) -> Phrase {
    guard inDegrees else { return Phrase(en: "outside any plane CRS", fr: "hors de tout système plan") }
    let reason = Phrase(
      en: "outside ±180° of longitude or ±90° of latitude",
      fr: "hors de ±180° de longitude ou de ±90° de latitude")
    guard PlausibleRange.looksLikeLambert93(x, y) else { return reason }
    return Phrase(
      en: reason.english + "; it looks like Lambert-93 metres: try --crs EPSG:2154",
      fr: reason.french + " ; cela ressemble à des mètres Lambert-93 : essayez --crs EPSG:2154")
  }
}

extension CoordinateReader.Defect {
  /// A feature that is not a point.
  init(kind: GeometryKind) {
    self.init(
      code: kind == .none ? "row.no-coordinate" : "row.not-a-point", field: "geometry", value: kind.name,
      reason: kind == .none
        ? Phrase(en: "no coordinate", fr: "pas de coordonnée")
        : Phrase(en: "not a point but a \(kind.name)", fr: "pas un point mais un \(kind.name)"))
  }
}
