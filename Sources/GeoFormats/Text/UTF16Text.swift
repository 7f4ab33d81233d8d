import GeoModel

/// UTF-16 text, as Excel saves "Unicode text".
enum UTF16Text {
  /// UTF-8 bytes of the text without its mark.
  ///
  /// Throws `text.encoding` for half a character: a surrogate without its other half, or an odd last byte.
  static func decode(_ bytes: [UInt8], isBigEndian: Bool, source: String) throws(Diagnostic) -> [UInt8] {
    func unit(_ at: Int) -> UInt32 {
      let (first, second) = (UInt32(bytes[at]), UInt32(bytes[at + 1]))
      return isBigEndian ? first << 8 | second : second << 8 | first
    }
    let end = bytes.count & ~1
    var at = 0
    if end >= 2 && unit(0) == 0xFEFF { at = 2 }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count / 2 + bytes.count / 16)
    var line = 1
    while at < end {
      var scalar = unit(at)
      let start = at
      at += 2
      if scalar < 0x80 {
        if scalar == 10 { line += 1 }
        result.append(UInt8(truncatingIfNeeded: scalar))
        continue
      }
      if scalar & 0xF800 == 0xD800 {
        guard scalar < 0xDC00, at < end, unit(at) & 0xFC00 == 0xDC00 else {
          throw broken(start, line, source)
        }
        scalar = 0x10000 + (scalar & 0x3FF) << 10 + unit(at) & 0x3FF
        at += 2
      }
      append(scalar, to: &result)
    }
    if end < bytes.count { throw broken(end, line, source) }
    return result
  }

  private static func append(_ scalar: UInt32, to result: inout [UInt8]) {
    func byte(_ lead: UInt32, _ shift: UInt32) -> UInt8 {
      UInt8(
        truncatingIfNeeded: lead | (shift == 0 || lead == 0x80 ? scalar >> shift & 0x3F : scalar >> shift))
    }
    if scalar < 0x800 {
      result.append(byte(0xC0, 6))
    } else {
      if scalar < 0x10000 {
        result.append(byte(0xE0, 12))
      } else {
        result.append(byte(0xF0, 18))
        result.append(byte(0x80, 12))
      }
      result.append(byte(0x80, 6))
    }
    result.append(byte(0x80, 0))
  }

  private static func broken(_ place: Int, _ line: Int, _ source: String) -> Diagnostic {
    Diagnostic(
      "text.encoding", at: SourceLocation(file: source, line: line),
      Phrase(
        en: "half a UTF-16 character at byte \(place): the file is cut or damaged",
        fr: "la moitié d'un caractère UTF-16 à l'octet \(place) : le fichier est coupé ou abîmé"))
  }
}
