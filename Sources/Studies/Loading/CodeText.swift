import GeoModel

/// Codes as users type them.
enum CodeText {
  /// The code without blanks at its ends, no-break spaces included; the same text where there are none.
  static func trimmed(_ text: String) -> String {
    guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last,
      isBlank(first) || isBlank(last)
    else { return text }
    var scalars = text.unicodeScalars[...]
    while let scalar = scalars.first, isBlank(scalar) { scalars = scalars.dropFirst() }
    while let scalar = scalars.last, isBlank(scalar) { scalars = scalars.dropLast() }
    return String(String.UnicodeScalarView(scalars))
  }

  /// The bytes of a code without ASCII blanks at its ends.
  static func trimmedRange(_ column: TextColumn, _ row: Int) -> Range<Int> {
    var range = column.byteRange(row)
    while let first = range.first, column.bytes[first] <= 0x20 { range = first + 1..<range.upperBound }
    while let last = range.last, column.bytes[last] <= 0x20 { range = range.lowerBound..<last }
    return range
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    [" ", "\t", "\n", "\r", "\u{A0}", "\u{202F}"].contains(scalar)
  }

  /// Says that blanks were taken off the codes of a column; nothing where there are none.
  static func warn(_ column: TextColumn, path: String, _ session: LoadSession) {
    var count = 0
    var example: String?
    for row in 0..<column.count {
      let range = column.byteRange(row)
      // Blanks begin or end with one of these bytes in UTF-8.
      guard let first = column.bytes[range].first, let last = column.bytes[range].last,
        first <= 0x20 || first == 0xC2 || first == 0xE2 || last <= 0x20 || last == 0xA0 || last == 0xAF
      else { continue }
      let text = column[row]
      guard trimmed(text) != text else { continue }
      count += 1
      example = example ?? text
    }
    guard count > 0 else { return }
    session.warn(
      Diagnostic(
        "codes.blanks", at: SourceLocation(file: path, field: column.name),
        Phrase(
          en: "blanks taken off codes: \(count)", fr: "espaces ôtés autour de codes : \(count)"),
        found: example))
  }
}
