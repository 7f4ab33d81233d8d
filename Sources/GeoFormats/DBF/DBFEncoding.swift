import GeoModel
import GeoNative

/// How the texts of a `.dbf` are encoded.
struct DBFEncoding: Equatable {
  /// As it is said to users: `utf-8`, `cp1252`, `cp850`.
  let name: String
  /// Unicode of the bytes 0x80 to 0xFF; nil for UTF-8.
  private let high: [UInt16]?

  static let utf8 = DBFEncoding(name: "utf-8", high: nil)
  static let cp1252 = DBFEncoding(name: "cp1252", high: windows)
  static let latin1 = DBFEncoding(name: "latin-1", high: (0x80...0xFF).map { UInt16($0) })
  static let latin9 = DBFEncoding(name: "latin-9", high: withEuro)
  static let cp850 = DBFEncoding(name: "cp850", high: multilingualDOS)
  static let cp437 = DBFEncoding(name: "cp437", high: originalDOS)

  private init(name: String, high: [UInt16]?) {
    self.name = name
    self.high = high
  }

  init?(_ encoding: TextEncoding) {
    switch encoding.rawValue {
    case "utf-8": self = .utf8
    case "latin-1": self = .latin1
    case "cp1252": self = .cp1252
    default: return nil
    }
  }

  /// What a `.cpg` says; nil where it is not known: `UTF-8`, `1252`, `ANSI 1252`, `ISO 88591`, `ISO-8859-1`, `OEM 850`.
  init?(codePage bytes: [UInt8]) {
    let text = NameMatch.folded(String(decoding: bytes.prefix(64), as: UTF8.self))
    let words = text.split { !$0.isLetter && !$0.isNumber }.joined()
    switch words {
    case "utf8", "65001", "cp65001": self = .utf8
    case "88591", "iso88591", "latin1", "28591", "l1": self = .latin1
    case "885915", "iso885915", "latin9", "28605": self = .latin9
    case _ where words.hasSuffix("1252"): self = .cp1252
    case _ where words.hasSuffix("850"): self = .cp850
    case _ where words.hasSuffix("437"): self = .cp437
    case "ansi", "windows": self = .cp1252
    default: return nil
    }
  }

  /// What the language byte of the header says; nil for 0, for those that are not known, and for 0x57, which writers
  /// of any encoding put there.
  init?(languageByte: UInt8) {
    switch languageByte {
    case 0x03, 0x58, 0x59: self = .cp1252
    case 0x02, 0x0A, 0x0D, 0x10, 0x12, 0x14, 0x16, 0x18, 0x1A, 0x1D, 0x25, 0x37: self = .cp850
    case 0x01, 0x09, 0x0B, 0x0F, 0x11, 0x15, 0x19, 0x1B: self = .cp437
    default: return nil
    }
  }

  /// Adds a text to the cell being written; false where a byte has no meaning.
  ///
  /// A field may end inside a character of UTF-8: what is left of it is then left out.
  func append(_ bytes: [UInt8], _ range: Range<Int>, to column: inout TextColumn) -> Bool {
    guard let high else {
      var at = range.lowerBound
      while at < range.upperBound {
        let length = TextEncoding.sequenceLength(bytes, at)
        if length == 0 || at + length > range.upperBound {
          guard Self.isCutCharacter(bytes[at..<range.upperBound]) else { return false }
          break
        }
        at += length
      }
      column.appendBytes(bytes[range.lowerBound..<at])
      return true
    }
    for index in range {
      let byte = bytes[index]
      guard byte >= 0x80 else {
        column.appendBytes(CollectionOfOne(byte))
        continue
      }
      let scalar = high[Int(byte) - 0x80]
      guard scalar != 0, let character = Unicode.Scalar(scalar) else { return false }
      column.appendBytes(UTF8.encode(character) ?? UTF8.encodedReplacementCharacter)
    }
    return true
  }

  /// True for the beginning of a character of UTF-8 whose end is missing.
  private static func isCutCharacter(_ rest: ArraySlice<UInt8>) -> Bool {
    guard let first = rest.first, (0xC2...0xF4).contains(first), rest.count < 4 else { return false }
    let wanted = first < 0xE0 ? 2 : (first < 0xF0 ? 3 : 4)
    return rest.count < wanted && rest.dropFirst().allSatisfy { $0 & 0xC0 == 0x80 }
  }

  /// The encoding that the bytes of the texts have: UTF-8 where all are, else one of Windows or of DOS by where the
  /// letters with accents lie.
  static func detected(_ high: HighBytes) -> DBFEncoding {
    if high.isUTF8 { return .utf8 }
    return high.low > high.letters ? .cp850 : .cp1252
  }

  /// The bytes above 0x7F of the texts of a table.
  struct HighBytes {
    var isUTF8 = true
    var isASCII = true
    /// 0x80 to 0x9F: accents in DOS, quotes and dashes in Windows.
    var low = 0
    /// 0xC0 and above: accents in Windows, frames in DOS.
    var letters = 0

    mutating func add(_ bytes: [UInt8], _ range: Range<Int>) {
      var all: UInt8 = 0
      for index in range { all |= bytes[index] }
      guard all >= 0x80 else { return }
      isASCII = false
      addHigh(bytes, range)
    }

    private mutating func addHigh(_ bytes: [UInt8], _ range: Range<Int>) {
      for index in range where bytes[index] >= 0x80 {
        if bytes[index] < 0xA0 { low += 1 }
        if bytes[index] >= 0xC0 { letters += 1 }
      }
      guard isUTF8 else { return }
      var at = range.lowerBound
      while at < range.upperBound {
        let length = TextEncoding.sequenceLength(bytes, at)
        guard length > 0, at + length <= range.upperBound else {
          isUTF8 = isCutCharacter(bytes[at..<range.upperBound]) && at > range.lowerBound
          return
        }
        at += length
      }
    }
  }

  private static let windows: [UInt16] =
    [
      0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,
      0x017D,
      0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,
      0x017E, 0x0178,
    ] + (0xA0...0xFF).map { UInt16($0) }

  /// ISO 8859-15: eight characters are others than in ISO 8859-1.
  private static let withEuro: [UInt16] = (0x80...0xFF).map { byte in
    switch byte {
    case 0xA4: 0x20AC
    case 0xA6: 0x0160
    case 0xA8: 0x0161
    case 0xB4: 0x017D
    case 0xB8: 0x017E
    case 0xBC: 0x0152
    case 0xBD: 0x0153
    case 0xBE: 0x0178
    default: UInt16(byte)
    }
  }

  private static func table(_ characters: String) -> [UInt16] {
    characters.unicodeScalars.map { UInt16(truncatingIfNeeded: $0.value) }
  }

  private static let multilingualDOS = table(
    "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤"
      + "ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{AD}±‗¾¶§÷¸°¨·¹³²■\u{A0}")

  private static let originalDOS = table(
    "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀"
      + "αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{A0}")
}
