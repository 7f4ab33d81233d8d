import GeoModel

/// How much a column looks like codes of communes (COG).
public struct CodeFacts: Sendable, Equatable {
  /// Five characters: `01004`, `2A004`.
  public private(set) var communes = 0
  /// Four digits: a spreadsheet may have taken the zero off `01004`.
  public private(set) var fourDigits = 0
  /// Digits, a point and zeros: a number made of a code, `1004.0`.
  public private(set) var decimals = 0
  public private(set) var others = 0

  init(_ column: TextColumn) {
    for row in 0..<column.count where !column.isEmpty(row) {
      let text = column.bytes[column.byteRange(row)]
      if Self.isCommune(text) {
        communes += 1
      } else if text.count == 4 && text.allSatisfy(Self.isDigit) {
        fourDigits += 1
      } else if Self.isDecimal(text) {
        decimals += 1
      } else {
        others += 1
      }
    }
  }

  /// True where codes of communes stand beside what has lost a zero or become a number.
  public var looksDamaged: Bool {
    decimals > 0 || (fourDigits > 0 && communes > 0 && others * 10 <= communes + fourDigits)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

  private static func isCommune(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.count == 5 else { return false }
    return text.enumerated().allSatisfy { place, byte in
      let isCorsican =
        place == 1 && (byte == UInt8(ascii: "A") || byte == UInt8(ascii: "B"))
        && text.first == UInt8(ascii: "2")
      return isDigit(byte) || isCorsican
    }
  }

  private static func isDecimal(_ text: ArraySlice<UInt8>) -> Bool {
    guard let point = text.firstIndex(of: UInt8(ascii: ".")), point > text.startIndex,
      point < text.endIndex - 1
    else { return false }
    return text[..<point].allSatisfy(isDigit) && text[(point + 1)...].allSatisfy { $0 == 48 }
  }
}
