extension JSONValue {
  /// The value on one line, without blanks.
  public var compactText: String {
    var buffer = ByteBuffer()
    write(to: &buffer)
    return String(decoding: buffer.bytes, as: UTF8.self)
  }

  /// The value on several lines, two blanks a level, without a line end behind.
  public var prettyText: String {
    var buffer = ByteBuffer()
    write(to: &buffer, indent: 0)
    return String(decoding: buffer.bytes, as: UTF8.self)
  }

  /// Adds the value's text; `indent` is the level of a pretty text, nil for a compact one.
  public func write(to buffer: inout ByteBuffer, indent: Int? = nil) {
    switch self {
    case .null: buffer.append("null")
    case .bool(let value): buffer.append(value ? "true" : "false")
    case .int(let value): buffer.append(value)
    case .number(let value, let decimals):
      if !value.isFinite {
        buffer.append("null")
      } else if let decimals {
        buffer.append(value, decimals: decimals, trimmed: true)
      } else {
        buffer.append(FixedDecimal.shortest(value))
      }
    case .string(let text): Self.write(text, to: &buffer)
    case .array(let values):
      Self.writeList(values.count, "[", "]", to: &buffer, indent: indent) { index, buffer, inner in
        values[index].write(to: &buffer, indent: inner)
      }
    case .object(let members):
      Self.writeList(members.count, "{", "}", to: &buffer, indent: indent) { index, buffer, inner in
        Self.write(members[index].key, to: &buffer)
        buffer.append(inner == nil ? ":" : ": ")
        members[index].value.write(to: &buffer, indent: inner)
      }
    }
  }

  private static func writeList(
    _ count: Int, _ open: String, _ close: String, to buffer: inout ByteBuffer, indent: Int?,
    element: (Int, inout ByteBuffer, Int?) -> Void
  ) {
    buffer.append(open)
    for index in 0..<count {
      if index > 0 { buffer.append(",") }
      newLine(indent.map { $0 + 1 }, to: &buffer)
      element(index, &buffer, indent.map { $0 + 1 })
    }
    if count > 0 { newLine(indent, to: &buffer) }
    buffer.append(close)
  }

  private static func newLine(_ indent: Int?, to buffer: inout ByteBuffer) {
    guard let indent else { return }
    buffer.append("\n")
    for _ in 0..<indent { buffer.append("  ") }
  }

  /// A text between quotes; characters outside ASCII are kept.
  static func write(_ text: String, to buffer: inout ByteBuffer) {
    buffer.append(UInt8(ascii: "\""))
    for byte in text.utf8 { buffer.append(escaped: byte) }
    buffer.append(UInt8(ascii: "\""))
  }
}

extension ByteBuffer {
  /// One byte of a JSON text, escaped where it must be.
  mutating func append(escaped byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): append("\\\"")
    case UInt8(ascii: "\\"): append("\\\\")
    case 8: append("\\b")
    case 9: append("\\t")
    case 10: append("\\n")
    case 12: append("\\f")
    case 13: append("\\r")
    case 0..<0x20:
      append("\\u00")
      for digit in [byte >> 4, byte & 15] { append(digit < 10 ? 48 + digit : 87 + digit) }
    default: append(byte)
    }
  }
}
