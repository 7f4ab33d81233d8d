/// A strict scanner of JSON (RFC 8259) over bytes. Every method stops at the first defect.
struct JSONScanner {
  static let maximumDepth = 256

  /// A text between its quotes.
  struct Text {
    var start: Int
    var end: Int
    var hasEscapes: Bool
  }

  let bytes: [UInt8]
  var at: Int

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    at = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  func fault(_ reason: JSONFault.Reason, at offset: Int? = nil, detail: Int = 0) -> JSONFault {
    JSONFault(reason: reason, offset: offset ?? at, detail: detail)
  }

  @inline(__always)
  mutating func skipBlanks() {
    while at < bytes.count {
      let byte = bytes[at]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
      at &+= 1
    }
  }

  /// The next byte that is not blank; `at` is on it.
  @inline(__always)
  mutating func peek() throws(JSONFault) -> UInt8 {
    skipBlanks()
    guard at < bytes.count else { throw fault(.truncated) }
    return bytes[at]
  }

  mutating func expect(_ byte: UInt8) throws(JSONFault) {
    guard try peek() == byte else { throw fault(.syntax) }
    at += 1
  }

  /// After a member or an element: true for a comma, false for `close`.
  mutating func continues(close: UInt8) throws(JSONFault) -> Bool {
    let byte = try peek()
    guard byte == UInt8(ascii: ",") || byte == close else { throw fault(.syntax) }
    at += 1
    return byte == UInt8(ascii: ",")
  }

  /// After `{` or `[`: true where nothing is inside; `close` is then consumed.
  mutating func isEmpty(close: UInt8) throws(JSONFault) -> Bool {
    guard try peek() == close else { return false }
    at += 1
    return true
  }

  /// The name of a member and its colon.
  mutating func scanKey() throws(JSONFault) -> Text {
    let key = try scanText()
    try expect(UInt8(ascii: ":"))
    return key
  }

  mutating func scanText() throws(JSONFault) -> Text {
    guard try peek() == UInt8(ascii: "\"") else { throw fault(.syntax) }
    at += 1
    let start = at
    var hasEscapes = false
    while at < bytes.count {
      let byte = bytes[at]
      if byte == UInt8(ascii: "\"") {
        at += 1
        return Text(start: start, end: at - 1, hasEscapes: hasEscapes)
      }
      if byte == UInt8(ascii: "\\") {
        hasEscapes = true
        try skipEscape()
      } else if byte < 0x20 {
        throw fault(.controlCharacter)
      } else if byte < 0x80 {
        at &+= 1
      } else {
        let length = TextEncoding.sequenceLength(bytes, at)
        guard length > 0 else { throw fault(.encoding) }
        at += length
      }
    }
    throw fault(.truncated)
  }

  private mutating func skipEscape() throws(JSONFault) {
    guard at + 1 < bytes.count else { throw fault(.truncated, at: bytes.count) }
    switch bytes[at + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      at += 2
    case UInt8(ascii: "u"):
      let unit = try codeUnit(at + 2)
      if unit & 0xFC00 == 0xD800 {
        guard at + 7 < bytes.count else { throw fault(.truncated, at: bytes.count) }
        guard bytes[at + 6] == UInt8(ascii: "\\"), bytes[at + 7] == UInt8(ascii: "u"),
          try codeUnit(at + 8) & 0xFC00 == 0xDC00
        else { throw fault(.escape) }
        at += 12
      } else {
        guard unit & 0xFC00 != 0xDC00 else { throw fault(.escape) }
        at += 6
      }
    default: throw fault(.escape)
    }
  }

  private func codeUnit(_ start: Int) throws(JSONFault) -> UInt32 {
    guard start + 4 <= bytes.count else { throw fault(.truncated, at: bytes.count) }
    var unit: UInt32 = 0
    for byte in bytes[start..<start + 4] {
      switch byte {
      case 48...57: unit = unit << 4 | UInt32(byte - 48)
      case 65...70: unit = unit << 4 | UInt32(byte - 55)
      case 97...102: unit = unit << 4 | UInt32(byte - 87)
      default: throw fault(.escape)
      }
    }
    return unit
  }

  /// The characters of a text that was scanned.
  func string(_ text: Text) -> String {
    guard text.hasEscapes else { return String(decoding: bytes[text.start..<text.end], as: UTF8.self) }
    return String(decoding: unescaped(text), as: UTF8.self)
  }

  /// True where a text that was scanned is `name`.
  func matches(_ text: Text, _ name: String) -> Bool {
    if text.hasEscapes { return string(text) == name }
    guard text.end - text.start == name.utf8.count else { return false }
    var at = text.start
    for byte in name.utf8 {
      if bytes[at] != byte { return false }
      at += 1
    }
    return true
  }

  func unescaped(_ text: Text) -> [UInt8] {
    var result: [UInt8] = []
    var i = text.start
    while i < text.end {
      guard bytes[i] == UInt8(ascii: "\\") else {
        result.append(bytes[i])
        i += 1
        continue
      }
      switch bytes[i + 1] {
      case UInt8(ascii: "b"): result.append(8)
      case UInt8(ascii: "f"): result.append(12)
      case UInt8(ascii: "n"): result.append(10)
      case UInt8(ascii: "r"): result.append(13)
      case UInt8(ascii: "t"): result.append(9)
      case UInt8(ascii: "u"):
        var value = (try? codeUnit(i + 2)) ?? 0xFFFD
        if value & 0xFC00 == 0xD800, let low = try? codeUnit(i + 8) {
          value = 0x10000 + (value & 0x3FF) << 10 + low & 0x3FF
          i += 6
        }
        result.append(contentsOf: String(Unicode.Scalar(value) ?? "\u{FFFD}").utf8)
        i += 4
      default: result.append(bytes[i + 1])
      }
      i += 2
    }
    return result
  }

  mutating func scanNumber() throws(JSONFault) -> Double {
    if let value = DecimalNumber.scanJSON(bytes, &at, end: bytes.count) { return value }
    throw numberFault()
  }

  /// Why no number could be read at `at`.
  func numberFault() -> JSONFault {
    let rest = bytes[at..<min(bytes.count, at + 9)]
    let word = rest.first == UInt8(ascii: "-") ? rest.dropFirst() : rest
    if word.isEmpty { return fault(.truncated, at: bytes.count) }
    for name in ["NaN", "nan", "Infinity", "inf", "Inf"] where word.starts(with: name.utf8) {
      return fault(.notANumber)
    }
    let digits = bytes[at...].prefix { ($0 >= 48 && $0 <= 57) || [43, 45, 46, 69, 101].contains($0) }
    return fault(digits.endIndex == bytes.count ? .truncated : .number)
  }

  /// The bytes of `true`, `false` or `null`.
  mutating func expectWord(_ word: String) throws(JSONFault) {
    let rest = bytes[at..<min(bytes.count, at + word.utf8.count)]
    guard rest.elementsEqual(word.utf8) else {
      let isCut = rest.endIndex == bytes.count && word.utf8.starts(with: rest)
      throw isCut ? fault(.truncated, at: bytes.count) : numberFaultOrSyntax()
    }
    at += word.utf8.count
  }

  private func numberFaultOrSyntax() -> JSONFault {
    let found = numberFault()
    return found.reason == .notANumber ? found : fault(.syntax)
  }

  /// Passes over one value of any kind, checking it.
  mutating func skipValue(depth: Int = 0) throws(JSONFault) {
    switch try peek() {
    case UInt8(ascii: "\""): _ = try scanText()
    case UInt8(ascii: "{"):
      guard depth < Self.maximumDepth else { throw fault(.depth) }
      at += 1
      if try isEmpty(close: UInt8(ascii: "}")) { return }
      repeat {
        _ = try scanKey()
        try skipValue(depth: depth + 1)
      } while try continues(close: UInt8(ascii: "}"))
    case UInt8(ascii: "["):
      guard depth < Self.maximumDepth else { throw fault(.depth) }
      at += 1
      if try isEmpty(close: UInt8(ascii: "]")) { return }
      repeat { try skipValue(depth: depth + 1) } while try continues(close: UInt8(ascii: "]"))
    case UInt8(ascii: "t"): try expectWord("true")
    case UInt8(ascii: "f"): try expectWord("false")
    case UInt8(ascii: "n"): try expectWord("null")
    case UInt8(ascii: "-"), 48...57: _ = try scanNumber()
    default: throw numberFaultOrSyntax()
    }
  }
}
