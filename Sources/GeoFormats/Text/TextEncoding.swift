import GeoModel

/// Encodings of text files, and their conversion to UTF-8.
public enum TextEncoding: String, Sendable, CaseIterable {
  case utf8 = "utf-8"
  case latin1 = "latin-1"
  case cp1252
  case utf16le = "utf-16le"
  case utf16be = "utf-16be"

  /// Reads `utf-8`, `utf8`, `latin-1`, `latin1`, `iso-8859-1`, `cp1252`, `windows-1252`, `utf-16le`,
  /// `utf-16be`; nil for others.
  public init?(parsing name: String) {
    switch NameMatch.folded(name) {
    case "utf_8", "utf8": self = .utf8
    case "latin_1", "latin1", "iso_8859_1", "iso8859_1": self = .latin1
    case "cp1252", "windows_1252", "windows1252", "ansi": self = .cp1252
    case "utf_16le", "utf16le": self = .utf16le
    case "utf_16be", "utf16be": self = .utf16be
    default: return nil
    }
  }

  /// Length of the UTF-8 sequence at `index`, 0 where it is not one (overlong forms and surrogates are not).
  static func sequenceLength(_ bytes: [UInt8], _ index: Int) -> Int {
    let first = bytes[index]
    if first < 0x80 { return 1 }
    guard index + 1 < bytes.count, first >= 0xC2, first <= 0xF4 else { return 0 }
    let second = bytes[index + 1]
    if first < 0xE0 { return second & 0xC0 == 0x80 ? 2 : 0 }
    let low: UInt8 = first == 0xE0 ? 0xA0 : (first == 0xF0 ? 0x90 : 0x80)
    let high: UInt8 = first == 0xED ? 0x9F : (first == 0xF4 ? 0x8F : 0xBF)
    guard second >= low, second <= high, index + 2 < bytes.count, bytes[index + 2] & 0xC0 == 0x80 else {
      return 0
    }
    if first < 0xF0 { return 3 }
    return index + 3 < bytes.count && bytes[index + 3] & 0xC0 == 0x80 ? 4 : 0
  }

  /// Place of the first byte that is not UTF-8; nil where all are.
  static func firstInvalid(_ bytes: [UInt8]) -> Int? {
    var at = 0
    let count = bytes.count
    while at < count {
      at = skipASCII(bytes, at)
      guard at < count else { return nil }
      let length = sequenceLength(bytes, at)
      if length == 0 { return at }
      at &+= length
    }
    return nil
  }

  /// The first place from `start` on that is not ASCII, 32 bytes at a time; the end where all is.
  static func skipASCII(_ bytes: [UInt8], _ start: Int) -> Int {
    let raw = unsafe bytes.span.bytes
    var at = start
    while at &+ 32 <= bytes.count {
      let words = unsafe raw.unsafeLoadUnaligned(fromUncheckedByteOffset: at, as: SIMD4<UInt64>.self)
      if (words[0] | words[1] | words[2] | words[3]) & 0x8080_8080_8080_8080 != 0 { break }
      at &+= 32
    }
    while at < bytes.count && bytes[at] < 0x80 { at &+= 1 }
    return at
  }

  /// The encoding that a byte order mark announces and the mark's length; nil without a mark.
  static func mark(_ bytes: [UInt8]) -> (name: String, length: Int)? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return ("UTF-8", 3) }
    if bytes.starts(with: [0xFF, 0xFE]) { return ("UTF-16LE", 2) }
    if bytes.starts(with: [0xFE, 0xFF]) { return ("UTF-16BE", 2) }
    return nil
  }

  /// UTF-8 bytes of a text in this encoding, without its mark; the first byte that has no meaning is an error
  /// (`text.encoding`).
  func decode(_ bytes: [UInt8], source: String) throws(Diagnostic) -> [UInt8] {
    switch self {
    case .utf8:
      guard let place = Self.firstInvalid(bytes) else {
        return Self.mark(bytes) == nil ? bytes : Array(bytes[3...])
      }
      throw undecodable(bytes, place, source)
    case .latin1, .cp1252:
      var result: [UInt8] = []
      result.reserveCapacity(bytes.count + bytes.count / 16)
      if let place = append(bytes, 0..<bytes.count, to: &result) { throw undecodable(bytes, place, source) }
      return result
    case .utf16le, .utf16be:
      return try UTF16Text.decode(bytes, isBigEndian: self == .utf16be, source: source)
    }
  }

  /// Adds a range of Latin-1 or Windows-1252 bytes as UTF-8; the place of the first byte without a meaning,
  /// nil where all have one.
  func append(_ bytes: [UInt8], _ range: Range<Int>, to result: inout [UInt8]) -> Int? {
    var index = range.lowerBound
    while true {
      let letter = min(Self.skipASCII(bytes, index), range.upperBound)
      result.append(contentsOf: bytes[index..<letter])
      guard letter < range.upperBound else { return nil }
      index = letter + 1
      let byte = bytes[letter]
      var scalar = UInt16(byte)
      if self == .cp1252 && byte < 0xA0 {
        scalar = Self.cp1252High[Int(byte) - 0x80]
        guard scalar != 0 else { return letter }
      }
      if scalar < 0x800 {
        result.append(UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6))
      } else {
        result.append(UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12))
        result.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
      }
      result.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
    }
  }

  static func utf16Refusal(_ name: String, source: String) -> Diagnostic {
    Diagnostic(
      "text.utf16", at: SourceLocation(file: source),
      Phrase(
        en: "the file is in \(name), which is not read", fr: "le fichier est en \(name), qui n'est pas lu"),
      hint: Phrase(
        en: "save it as UTF-8 (in Excel: \"CSV UTF-8\")", fr: "l'enregistrer en UTF-8 (Excel : « CSV UTF-8 »)"
      ))
  }

  func undecodable(_ bytes: [UInt8], _ place: Int, _ source: String) -> Diagnostic {
    let value = "0x" + String(bytes[place], radix: 16, uppercase: true)
    return Diagnostic(
      "text.encoding", at: SourceLocation(file: source, line: JSONFault.line(of: place, in: bytes)),
      Phrase(
        en: "the byte \(value) has no meaning in \(rawValue)",
        fr: "l'octet \(value) n'a pas de sens en \(rawValue)"),
      hint: Phrase(
        en: "another --encoding, or saving the file as UTF-8",
        fr: "un autre --encoding, ou enregistrer le fichier en UTF-8"))
  }

  /// Characters of 0x80 to 0x9F; 0 for the five bytes without one.
  private static let cp1252High: [UInt16] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,
    0x017D, 0,
    0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,
    0x017E,
    0x0178,
  ]
}
