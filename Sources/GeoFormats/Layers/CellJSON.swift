import GeoModel

/// Cells of a column as JSON, as they were read.
enum CellJSON {
  /// Writes a cell: texts between quotes, numbers with their own digits, lists and objects as they stand, a missing
  /// value as null.
  ///
  /// A cell that is called a number, a boolean or JSON and is not becomes a text; false is then returned.
  @discardableResult
  static func write(_ column: TextColumn, _ row: Int, to buffer: inout ByteBuffer) -> Bool {
    let range = column.byteRange(row)
    let kind = column.kind(row)
    switch kind {
    case .missing: buffer.append("null")
    case .text: JSONValue.write(column.bytes, range, to: &buffer)
    case .number, .boolean, .json:
      guard isValue(column.bytes, range, kind) else {
        JSONValue.write(column.bytes, range, to: &buffer)
        return false
      }
      buffer.append(bytes: column.bytes[range])
    }
    return true
  }

  private static func isValue(_ bytes: [UInt8], _ range: Range<Int>, _ kind: CellKind) -> Bool {
    switch kind {
    case .number:
      var at = range.lowerBound
      return DecimalNumber.scanJSON(bytes, &at, end: range.upperBound) != nil && at == range.upperBound
    case .boolean:
      return bytes[range].elementsEqual("true".utf8) || bytes[range].elementsEqual("false".utf8)
    default:
      guard let first = bytes[range].first, first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else {
        return false
      }
      var scanner = JSONScanner(Array(bytes[range]))
      do throws(JSONFault) {
        try scanner.skipValue()
      } catch {
        return false
      }
      return scanner.at == range.count
    }
  }
}

extension JSONValue {
  /// A text in UTF-8 between quotes; characters outside ASCII are kept.
  static func write(_ bytes: [UInt8], _ range: Range<Int>, to buffer: inout ByteBuffer) {
    buffer.append(UInt8(ascii: "\""))
    var start = range.lowerBound
    for at in range {
      let byte = bytes[at]
      if byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\") { continue }
      buffer.append(bytes: bytes[start..<at])
      buffer.append(escaped: byte)
      start = at + 1
    }
    buffer.append(bytes: bytes[start..<range.upperBound])
    buffer.append(UInt8(ascii: "\""))
  }
}
