import GeoModel

/// Texts that a spreadsheet would change when it opens a CSV file, and what is written in their place.
enum SpreadsheetText {
  /// What stands for a text; nil where the text itself is safe.
  ///
  /// - A formula (a text that begins with `=` `+` `-` `@`, a tab, CR or LF, and is not a plain number) gets a `'`
  ///   before it, so that nothing is run.
  /// - A code that would be read as a number and come back different is written `="01004"`, which spreadsheets show
  ///   as the text 01004: digits that begin with 0, more than 15 digits, digits around an `E`.
  static func safe(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    guard let first = text.first else { return nil }
    switch first {
    case UInt8(ascii: "="), UInt8(ascii: "@"), 9, 10, 13: return [UInt8(ascii: "'")] + text
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      let digits = Array(text)
      let isNumber =
        DecimalNumber.parse(digits, in: 0..<digits.count) != nil
        || DecimalNumber.parse(digits, in: 0..<digits.count, decimalSign: UInt8(ascii: ",")) != nil
      return isNumber ? nil : [UInt8(ascii: "'")] + text
    case 48...57: return isDamagedAsNumber(text) ? Array("=\"".utf8) + text + [34] : nil
    default: return nil
    }
  }

  /// True for a code of digits that a spreadsheet would not give back.
  private static func isDamagedAsNumber(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.count > 1, text.count <= 64 else { return false }
    var exponents = 0
    for (place, byte) in text.enumerated() where !(48...57).contains(byte) {
      guard byte | 0x20 == UInt8(ascii: "e"), place < text.count - 1 else { return false }
      exponents += 1
    }
    if exponents > 0 { return exponents == 1 }
    return text.first == 48 || text.count > 15
  }
}

extension TextColumn {
  /// The column for a spreadsheet: where all its texts are plain numbers and one has a decimal point, they become
  /// numbers, which are written with decimal commas.
  func typedForSpreadsheet() -> TextColumn {
    var hasPoint = false
    for row in 0..<count where kind(row) == .text {
      let range = byteRange(row)
      guard let first = range.first else { continue }
      let digits = bytes[first] == UInt8(ascii: "-") ? first + 1 : first
      let hasLeadingZero =
        digits + 1 < range.upperBound && bytes[digits] == 48 && (48...57).contains(bytes[digits + 1])
      // A double in full takes up to 24 characters, such as -1.3840215643405762e-105.
      let isDecimal = bytes[range].contains(UInt8(ascii: "."))
      guard !hasLeadingZero, range.count <= (isDecimal ? 24 : 20),
        DecimalNumber.parse(bytes, in: range) != nil
      else {
        return self
      }
      if isDecimal { hasPoint = true }
    }
    guard hasPoint else { return self }
    var result = TextColumn(name: name)
    result.reserve(rows: count, bytes: bytes.count)
    for row in 0..<count {
      let range = byteRange(row)
      result.append(bytes[range], kind: kind(row) == .text && !range.isEmpty ? .number : kind(row))
    }
    return result
  }
}
