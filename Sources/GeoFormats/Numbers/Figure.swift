import GeoModel

/// What a cell of a table of figures says: French tables write numbers, and words where there is none.
///
/// A missing figure, a secret one and zero are three things.
public enum Figure: Sendable, Equatable {
  case number(Double)
  /// Empty, `nd`, `n.d.`, `NA`, `N/A - …`, `///`, `…`.
  case missing
  /// `s`, `secret`, `N/A - secret statistique`: known to the publisher, who withholds it.
  case secret
  /// `ns`: too few to mean anything.
  case notSignificant
  /// Anything else.
  case notANumber

  /// Reads a whole cell.
  ///
  /// A number may have groups of three digits parted by a space (U+0020, U+00A0, U+202F, U+2009), a minus
  /// sign U+2212, and a `%` behind it, which changes nothing of the value: `12,5 %` is 12.5.
  ///
  /// - Parameters:
  ///   - decimal: the sign of the column; `.auto` is a point.
  ///   - orPoint: true to take a point as well.
  public init(_ cell: String, decimal: DecimalSign = .point, orPoint: Bool = false) {
    let bytes = Array(cell.utf8)
    self.init(bytes, in: 0..<bytes.count, decimal: decimal, orPoint: orPoint)
  }

  public init(_ bytes: [UInt8], in range: Range<Int>, decimal: DecimalSign = .point, orPoint: Bool = false) {
    let plain = CoordinateText.trimmed(bytes, range)
    if plain.isEmpty {
      self = .missing
      return
    }
    let sign = decimal.byte
    if let value = DecimalNumber.parse(bytes, in: plain, decimalSign: sign) {
      self = .number(value)
      return
    }
    if let text = FigureText.plain(bytes, plain) {
      if let value = DecimalNumber.parse(text, in: 0..<text.count, decimalSign: sign) {
        self = .number(value)
        return
      }
      if orPoint, let value = DecimalNumber.parse(text, in: 0..<text.count) {
        self = .number(value)
        return
      }
    }
    self = FigureText.word(String(decoding: bytes[plain], as: UTF8.self))
  }
}

/// The writing of figures.
enum FigureText {
  /// The number without its groups, its percent sign and its typographic minus; nil where the groups are not
  /// of three digits.
  static func plain(_ bytes: [UInt8], _ range: Range<Int>) -> [UInt8]? {
    guard range.count <= 64 else { return nil }
    var text: [UInt8] = []
    var at = range.lowerBound
    var end = range.upperBound
    if bytes[end - 1] == UInt8(ascii: "%") {
      end = CoordinateText.trimmed(bytes, at..<end - 1).upperBound
      if let space = space(endingAt: end, bytes, from: at) { end -= space }
    }
    if end - at >= 3 && bytes[at] == 0xE2 && bytes[at + 1] == 0x88 && bytes[at + 2] == 0x92 {
      text.append(UInt8(ascii: "-"))
      at += 3
    }
    // Digits since the last space; -1 before any space and behind the decimal sign.
    var digits = 0
    var isGrouped = false
    var isFraction = false
    while at < end {
      let length = isFraction ? 0 : space(bytes, at, end)
      if length > 0 {
        guard isGrouped ? digits == 3 : (1...3).contains(digits) else { return nil }
        isGrouped = true
        digits = 0
        at += length
        continue
      }
      let byte = bytes[at]
      if byte >= 48 && byte <= 57 {
        digits += 1
      } else if byte == UInt8(ascii: ",") || byte == UInt8(ascii: ".") {
        if isGrouped && !isFraction && digits != 3 { return nil }
        isFraction = true
      } else if isGrouped || (byte != UInt8(ascii: "-") && byte != UInt8(ascii: "+")) {
        return nil
      }
      text.append(byte)
      at += 1
    }
    if isGrouped && !isFraction && digits != 3 { return nil }
    return text
  }

  /// Length of a space that parts groups of digits; 0 where there is none.
  private static func space(_ bytes: [UInt8], _ at: Int, _ end: Int) -> Int {
    if bytes[at] == 0x20 { return 1 }
    if at + 1 < end && bytes[at] == 0xC2 && bytes[at + 1] == 0xA0 { return 2 }
    guard at + 2 < end, bytes[at] == 0xE2, bytes[at + 1] == 0x80 else { return 0 }
    return bytes[at + 2] == 0xAF || bytes[at + 2] == 0x89 ? 3 : 0
  }

  private static func space(endingAt end: Int, _ bytes: [UInt8], from start: Int) -> Int? {
    guard end - start > 3, bytes[end - 3] == 0xE2, bytes[end - 2] == 0x80,
      bytes[end - 1] == 0xAF || bytes[end - 1] == 0x89
    else { return nil }
    return 3
  }

  static func word(_ text: String) -> Figure {
    let word = text.lowercased()
    switch word {
    case "nd", "n.d.", "n.d", "n/d", "na", "n.a.", "n/a", "nan", "null", "nc", "n.c.", "…", "...", "///", ":",
      "non disponible", "sans objet", "_z", "_u":
      return .missing
    case "s", "secret", "secret statistique", "confidentiel": return .secret
    case "ns", "n.s.", "n.s", "non significatif": return .notSignificant
    default:
      guard word.hasPrefix("n/a - ") else { return .notANumber }
      return word.contains("secret") ? .secret : .missing
    }
  }
}
