public import GeoModel
import GeoFormats

/// What a column holds, in one pass over its cells.
public struct FieldFacts: Sendable, Equatable {
  /// What all values of a column are.
  public enum Kind: String, Sendable {
    case empty = "vide"
    case integer = "entier"
    case number = "nombre"
    case commaNumber = "nombre_a_virgule"
    case boolean = "booleen"
    case date = "date"
    /// Digits that begin with 0: a number would lose it.
    case code = "code"
    case text = "texte"
    case json = "json"
    case mixed = "mixte"
  }

  public let name: String
  public private(set) var kind = Kind.empty
  public private(set) var count: Int
  /// Cells that are null, absent or empty.
  public private(set) var missing = 0
  /// The first different values.
  public private(set) var examples: [String] = []
  /// Characters of the longest value.
  public private(set) var longest = 0

  static let exampleCount = 3
  private static let exampleLength = 40

  public init(_ column: TextColumn, count: Int) {
    name = column.name
    self.count = count
    var shapes = CellShapes()
    for row in 0..<column.count {
      let range = column.byteRange(row)
      let kind = column.kind(row)
      guard kind != .missing, !range.isEmpty else {
        missing += 1
        continue
      }
      shapes.add(column.bytes, range, kind)
      var characters = 0
      for at in range where column.bytes[at] & 0xC0 != 0x80 { characters += 1 }
      longest = max(longest, characters)
      if examples.count < Self.exampleCount { addExample(column, range) }
    }
    kind = shapes.kind
  }

  private mutating func addExample(_ column: TextColumn, _ range: Range<Int>) {
    let text = String(decoding: column.bytes[range], as: UTF8.self)
    let short = text.count > Self.exampleLength ? text.prefix(Self.exampleLength) + "…" : text[...]
    if !examples.contains(String(short)) { examples.append(String(short)) }
  }
}

/// The kinds that all cells seen so far can have.
struct CellShapes {
  private var seen = 0
  private var kinds: [CellKind: Int] = [:]
  private var isInteger = true
  private var isNumber = true
  private var isCommaNumber = true
  private var isBoolean = true
  private var isDate = true
  private var hasLeadingZero = false

  mutating func add(_ bytes: [UInt8], _ range: Range<Int>, _ kind: CellKind) {
    seen += 1
    kinds[kind, default: 0] += 1
    guard kind == .text || kind == .number else { return }
    // Once a column holds words, only words are left to be found.
    guard isInteger || isNumber || isCommaNumber || isBoolean || isDate else { return }
    let hasOnlyDigits = bytes[range].allSatisfy { (48...57).contains($0) }
    if hasOnlyDigits {
      if range.count > 1 && bytes[range.lowerBound] == 48 { hasLeadingZero = true }
    } else if isInteger {
      let isSigned = bytes[range.lowerBound] == UInt8(ascii: "-") && range.count > 1
      isInteger = isSigned && bytes[range].dropFirst().allSatisfy { (48...57).contains($0) }
    }
    if isNumber && !hasOnlyDigits { isNumber = DecimalNumber.parse(bytes, in: range) != nil }
    if isCommaNumber && !hasOnlyDigits {
      isCommaNumber = DecimalNumber.parse(bytes, in: range, decimalSign: UInt8(ascii: ",")) != nil
    }
    if isBoolean { isBoolean = Self.isBoolean(bytes[range]) }
    if isDate { isDate = Self.isDate(bytes[range]) }
  }

  var kind: FieldFacts.Kind {
    guard seen > 0 else { return .empty }
    if kinds.count > 1 { return .mixed }
    if kinds[.boolean] != nil { return .boolean }
    if kinds[.json] != nil { return .json }
    let isText = kinds[.text] != nil
    if isInteger { return hasLeadingZero && isText ? .code : .integer }
    if isNumber { return .number }
    if isCommaNumber { return .commaNumber }
    if isBoolean && isText { return .boolean }
    if isDate && isText { return .date }
    return .text
  }

  private static func isBoolean(_ text: ArraySlice<UInt8>) -> Bool {
    ["true", "false", "vrai", "faux", "oui", "non"].contains { word in
      word.utf8.count == text.count && zip(word.utf8, text).allSatisfy { $0 == $1 | 0x20 }
    }
  }

  /// `2024-01-31`, `31/01/2024`, either with a time behind it.
  private static func isDate(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.count >= 10 else { return false }
    let head = Array(text.prefix(10))
    let shape = head.map { (48...57).contains($0) ? UInt8(ascii: "9") : $0 }
    guard shape == Array("9999-99-99".utf8) || shape == Array("99/99/9999".utf8) else { return false }
    guard let next = text.dropFirst(10).first else { return true }
    return next == UInt8(ascii: "T") || next == UInt8(ascii: " ")
  }
}
