public import GeoModel

/// A JSON value whose members keep their order.
public enum JSONValue: Sendable {
  case null
  case bool(Bool)
  case int(Int)
  /// `decimals`: fixed decimals with zeros trimmed; nil for the shortest text that reads back the same. NaN
  /// and infinities are written as null.
  case number(Double, decimals: Int? = nil)
  case string(String)
  case array([JSONValue])
  case object([(key: String, value: JSONValue)])

  /// Reads one document; integers that fit are `.int`, other numbers `.number` without decimals.
  ///
  /// Throws the `json.…` diagnostics.
  public init(parsing bytes: [UInt8], source: String) throws(Diagnostic) {
    var scanner = JSONScanner(bytes)
    do throws(JSONFault) {
      scanner.skipBlanks()
      guard scanner.at < bytes.count else { throw scanner.fault(.empty) }
      self = try scanner.scanValue()
      scanner.skipBlanks()
      guard scanner.at == bytes.count else { throw scanner.fault(.trailing) }
    } catch {
      throw error.diagnostic(bytes, source: source)
    }
  }

  /// A member of an object by its name (the last of them); nil for other values.
  public subscript(_ name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.key == name }?.value
  }

  /// The text of a string; nil for other values.
  public var text: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }
}

extension JSONValue: Equatable {
  public static func == (first: JSONValue, second: JSONValue) -> Bool {
    switch (first, second) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.int(let a), .int(let b)): a == b
    case (.number(let a, let m), .number(let b, let n)): a == b && m == n
    case (.string(let a), .string(let b)): a == b
    case (.array(let a), .array(let b)): a == b
    case (.object(let a), .object(let b)):
      a.count == b.count && zip(a, b).allSatisfy { $0.key == $1.key && $0.value == $1.value }
    default: false
    }
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int) { self = .int(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension JSONScanner {
  /// Reads one value of any kind.
  mutating func scanValue(depth: Int = 0) throws(JSONFault) -> JSONValue {
    switch try peek() {
    case UInt8(ascii: "\""): return .string(string(try scanText()))
    case UInt8(ascii: "{"):
      guard depth < Self.maximumDepth else { throw fault(.depth) }
      at += 1
      var members: [(key: String, value: JSONValue)] = []
      if try isEmpty(close: UInt8(ascii: "}")) { return .object([]) }
      repeat {
        let key = try scanKey()
        members.append((string(key), try scanValue(depth: depth + 1)))
      } while try continues(close: UInt8(ascii: "}"))
      return .object(members)
    case UInt8(ascii: "["):
      guard depth < Self.maximumDepth else { throw fault(.depth) }
      at += 1
      var values: [JSONValue] = []
      if try isEmpty(close: UInt8(ascii: "]")) { return .array([]) }
      repeat { values.append(try scanValue(depth: depth + 1)) } while try continues(close: UInt8(ascii: "]"))
      return .array(values)
    case UInt8(ascii: "-"), 48...57:
      let start = at
      let value = try scanNumber()
      return Int(String(decoding: bytes[start..<at], as: UTF8.self)).map { .int($0) } ?? .number(value)
    case UInt8(ascii: "t"):
      try expectWord("true")
      return .bool(true)
    case UInt8(ascii: "f"):
      try expectWord("false")
      return .bool(false)
    case UInt8(ascii: "n"):
      try expectWord("null")
      return .null
    default:
      try skipValue(depth: depth)
      return .null
    }
  }
}
