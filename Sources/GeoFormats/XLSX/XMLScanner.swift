import GeoModel

/// Tags and texts of an XML document one after the other, as places of its bytes.
///
/// Enough for the parts of a workbook: UTF-8, elements, attributes, the five named entities and numbered ones,
/// CDATA. A document type is refused, so that there is no entity to expand and nothing to fetch.
struct XMLScanner {
  enum Token {
    /// A start tag: its name without prefix, the place of its attributes, true where it closes itself.
    case open(Range<Int>, attributes: Range<Int>, isEmpty: Bool)
    case close(Range<Int>)
    /// Text between tags, not decoded.
    case text(Range<Int>)
    case cdata(Range<Int>)
    case end
  }

  let bytes: [UInt8]
  let source: String
  private(set) var at = 0

  init(_ bytes: [UInt8], source: String) throws(Diagnostic) {
    self.source = source
    switch TextEncoding.mark(bytes)?.name {
    case "UTF-8"?: self.bytes = Array(bytes[3...])
    case "UTF-16LE"?: self.bytes = try TextEncoding.utf16le.decode(bytes, source: source)
    case "UTF-16BE"?: self.bytes = try TextEncoding.utf16be.decode(bytes, source: source)
    default: self.bytes = bytes
    }
  }

  /// Throws `xlsx.xml` where the document is broken, and `xlsx.doctype`.
  mutating func next() throws(Diagnostic) -> Token {
    let count = bytes.count
    while at < count {
      guard bytes[at] == UInt8(ascii: "<") else {
        let start = at
        while at < count && bytes[at] != UInt8(ascii: "<") { at &+= 1 }
        return .text(start..<at)
      }
      guard at + 1 < count else { throw broken("<") }
      switch bytes[at + 1] {
      case UInt8(ascii: "/"):
        let start = at + 2
        at = try find(">", from: start)
        let name = localName(start..<at)
        at += 1
        return .close(name)
      case UInt8(ascii: "?"): at = try find("?>", from: at + 2) + 2
      case UInt8(ascii: "!"):
        if has("<!--") {
          at = try find("-->", from: at + 4) + 3
        } else if has("<![CDATA[") {
          let start = at + 9
          at = try find("]]>", from: start) + 3
          return .cdata(start..<at - 3)
        } else {
          throw Diagnostic(
            "xlsx.doctype", at: SourceLocation(file: source),
            Phrase(
              en: "the workbook declares a document type, which no workbook needs: it is refused",
              fr: "le classeur déclare un type de document, dont aucun classeur n'a besoin : il est refusé"))
        }
      default: return try open()
      }
    }
    return .end
  }

  private mutating func open() throws(Diagnostic) -> Token {
    let start = at + 1
    var i = start
    while i < bytes.count, !Self.endsName(bytes[i]) { i &+= 1 }
    let name = localName(start..<i)
    let attributes = i
    var quote: UInt8 = 0
    while i < bytes.count {
      let byte = bytes[i]
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        break
      }
      i &+= 1
    }
    guard i < bytes.count, !name.isEmpty else { throw broken("<") }
    let isEmpty = bytes[i - 1] == UInt8(ascii: "/")
    at = i + 1
    return .open(name, attributes: attributes..<(isEmpty ? max(attributes, i - 1) : i), isEmpty: isEmpty)
  }

  private static func endsName(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/")
  }

  /// The name behind a prefix, without blanks at its end.
  private func localName(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while end > start && bytes[end - 1] <= 0x20 { end -= 1 }
    for i in start..<end where bytes[i] == UInt8(ascii: ":") { start = i + 1 }
    return start..<end
  }

  private func has(_ text: StaticString) -> Bool {
    bytes[at...].starts(with: text.description.utf8)
  }

  private func find(_ text: String, from start: Int) throws(Diagnostic) -> Int {
    let wanted = Array(text.utf8)
    var i = start
    while i + wanted.count <= bytes.count {
      if bytes[i] == wanted[0] && bytes[i..<i + wanted.count].elementsEqual(wanted) { return i }
      i &+= 1
    }
    throw broken(text)
  }

  func broken(_ what: String) -> Diagnostic {
    Diagnostic(
      "xlsx.xml", at: SourceLocation(file: source),
      Phrase(
        en: "the XML of the workbook is cut or broken", fr: "le XML du classeur est coupé ou abîmé"),
      found: what)
  }

  // MARK: Names, attributes, texts

  @inline(__always)
  func matches(_ range: Range<Int>, _ name: StaticString) -> Bool {
    guard range.count == name.utf8CodeUnitCount else { return false }
    return name.withUTF8Buffer { text in
      for offset in 0..<text.count where unsafe bytes[range.lowerBound &+ offset] != text[offset] {
        return false
      }
      return true
    }
  }

  /// The place of an attribute's value by its local name; nil without it.
  func attribute(_ name: StaticString, in range: Range<Int>) -> Range<Int>? {
    var i = range.lowerBound
    while i < range.upperBound {
      while i < range.upperBound && (bytes[i] <= 0x20 || bytes[i] == UInt8(ascii: "/")) { i &+= 1 }
      let start = i
      while i < range.upperBound && bytes[i] != UInt8(ascii: "=") && bytes[i] > 0x20 { i &+= 1 }
      let own = localName(start..<i)
      while i < range.upperBound && bytes[i] != UInt8(ascii: "\"") && bytes[i] != UInt8(ascii: "'") {
        i &+= 1
      }
      guard i < range.upperBound else { return nil }
      let quote = bytes[i]
      let value = i + 1
      i = value
      while i < range.upperBound && bytes[i] != quote { i &+= 1 }
      if matches(own, name) { return value..<i }
      i &+= 1
    }
    return nil
  }

  func string(_ range: Range<Int>) -> String {
    var result: [UInt8] = []
    append(range, to: &result)
    return String(decoding: result, as: UTF8.self)
  }

  func integer(_ range: Range<Int>) -> Int? {
    guard (1...9).contains(range.count) else { return nil }
    var value = 0
    for i in range {
      guard bytes[i] >= 48 && bytes[i] <= 57 else { return nil }
      value = value * 10 + Int(bytes[i] - 48)
    }
    return value
  }

  /// Adds a text with its entities decoded; an unknown one stays as it is. Line ends become LF.
  func append(_ range: Range<Int>, to result: inout [UInt8]) {
    var i = range.lowerBound
    while i < range.upperBound {
      let byte = bytes[i]
      if byte == UInt8(ascii: "&"), let (scalar, end) = entity(i, range.upperBound) {
        result.append(contentsOf: String(scalar).utf8)
        i = end
      } else {
        if byte != 13 { result.append(byte) }
        i &+= 1
      }
    }
  }

  private func entity(_ start: Int, _ end: Int) -> (Unicode.Scalar, Int)? {
    guard let stop = bytes[start..<min(end, start + 12)].firstIndex(of: UInt8(ascii: ";")) else { return nil }
    let name = String(decoding: bytes[start + 1..<stop], as: UTF8.self)
    let scalar: Unicode.Scalar?
    switch name {
    case "amp": scalar = "&"
    case "lt": scalar = "<"
    case "gt": scalar = ">"
    case "quot": scalar = "\""
    case "apos": scalar = "'"
    default:
      guard name.hasPrefix("#") else { return nil }
      let digits = name.dropFirst()
      let value = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
      scalar = value.flatMap(Unicode.Scalar.init)
    }
    return scalar.map { ($0, stop + 1) }
  }
}
