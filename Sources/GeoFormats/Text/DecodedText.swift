import GeoModel

/// A text brought to UTF-8, with how it was encoded.
struct DecodedText {
  var bytes: [UInt8]
  /// Length of the mark that `bytes` still begins with.
  var start: Int
  var encoding: TextEncoding
  var hasBOM: Bool
  var warnings: [Diagnostic] = []

  /// - Parameter forced: the encoding told by the user, which is not second-guessed; nor is one that a mark
  ///   announces.
  init(_ bytes: [UInt8], forced: TextEncoding?, source: String) throws(Diagnostic) {
    let mark = TextEncoding.mark(bytes)
    hasBOM = mark != nil
    start = 0
    if let mark, mark.name != "UTF-8" {
      encoding = mark.name == "UTF-16BE" ? .utf16be : .utf16le
      self.bytes = try encoding.decode(bytes, source: source)
      return
    }
    encoding = forced ?? .utf8
    guard encoding == .utf8 else {
      self.bytes = try encoding.decode(mark == nil ? bytes : Array(bytes[3...]), source: source)
      return
    }
    guard let place = TextEncoding.firstInvalid(bytes) else {
      self.bytes = bytes
      start = mark?.length ?? 0
      return
    }
    if forced != nil { throw TextEncoding.utf8.undecodable(bytes, place, source) }
    if mark != nil || MixedText.hasUTF8(bytes) {
      let mixed = try MixedText(mark == nil ? bytes : Array(bytes[3...]), source: source)
      self.bytes = mixed.bytes
      warnings.append(mixed.warning(source: source))
    } else {
      encoding = .cp1252
      self.bytes = try encoding.decode(bytes, source: source)
    }
  }
}

/// A text whose lines are not all UTF-8: registers put together from several systems.
private struct MixedText {
  var bytes: [UInt8] = []
  /// Lines that are not UTF-8, read as Windows-1252, and the first of them, from 1.
  var foreignCount = 0
  var firstForeign: [Int] = []

  /// True where a line has letters beyond ASCII, all in UTF-8.
  ///
  /// Letters of Europe and punctuation only: in Windows-1252 their bytes would be `Ã©` or `â€™`, which nobody
  /// writes, while `É»` is the UTF-8 of a letter that no French text has.
  static func hasUTF8(_ bytes: [UInt8]) -> Bool {
    var at = TextEncoding.skipASCII(bytes, 0)
    while at < bytes.count {
      // One line from its first letter on.
      var isForeign = false
      var hasLetters = false
      while at < bytes.count && bytes[at] != 10 && bytes[at] != 13 {
        let length = TextEncoding.sequenceLength(bytes, at)
        if length == 0 { isForeign = true }
        if length > 1 && ((0xC2...0xC5).contains(bytes[at]) || bytes[at] == 0xE2) { hasLetters = true }
        at += max(1, length)
      }
      if hasLetters && !isForeign { return true }
      at = TextEncoding.skipASCII(bytes, at)
    }
    return false
  }

  /// Throws `text.encoding` for a byte that has no meaning in Windows-1252 either.
  init(_ source: [UInt8], source name: String) throws(Diagnostic) {
    bytes.reserveCapacity(source.count + source.count / 16)
    var at = 0
    var line = 1
    while at < source.count {
      let start = at
      var isForeign = false
      while at < source.count && source[at] != 10 && source[at] != 13 {
        if source[at] < 0x80 {
          at += 1
          continue
        }
        let length = TextEncoding.sequenceLength(source, at)
        if length == 0 {
          isForeign = true
          at += 1
          continue
        }
        at += length
      }
      if isForeign {
        foreignCount += 1
        if firstForeign.count < 5 { firstForeign.append(line) }
        if let place = TextEncoding.cp1252.append(source, start..<at, to: &bytes) {
          throw TextEncoding.cp1252.undecodable(source, place, name)
        }
      } else {
        bytes.append(contentsOf: source[start..<at])
      }
      while at < source.count && (source[at] == 10 || source[at] == 13) {
        if source[at] == 10 || at + 1 == source.count || source[at + 1] != 10 { line += 1 }
        bytes.append(source[at])
        at += 1
      }
    }
  }

  func warning(source: String) -> Diagnostic {
    let lines = firstForeign.map(String.init).joined(separator: ", ") + (foreignCount > 5 ? ", …" : "")
    return Diagnostic(
      "text.mixed-encoding", severity: .warning, at: SourceLocation(file: source, line: firstForeign.first),
      Phrase(
        en: "\(foreignCount) line(s) are not UTF-8 as the others are, and were read as cp1252: \(lines)",
        fr:
          "\(foreignCount) ligne(s) ne sont pas en UTF-8 comme les autres, et ont été lues en cp1252 : \(lines)"
      ),
      hint: Phrase(
        en: "--encoding where the whole file has one", fr: "--encoding si tout le fichier n'en a qu'un"))
  }
}
