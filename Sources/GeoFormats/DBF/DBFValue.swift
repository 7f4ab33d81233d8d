import GeoModel
import GeoNative

/// A number written in a `.dbf`.
enum DBFNumber {
  case missing
  /// Stars: the number was too long for its field.
  case overflow
  /// A number of JSON, as it stands.
  case number(Range<Int>)
  /// The same number as JSON writes it: `.5`, `+5` and `5.` are none there.
  case mended([UInt8])
  /// Anything else, and numbers with leading zeros, which are codes.
  case text(Range<Int>)

  init(_ bytes: [UInt8], _ cell: Range<Int>) {
    var start = cell.lowerBound
    var end = cell.upperBound
    while start < end, Self.isPadding(bytes[start]) { start += 1 }
    while end > start, Self.isPadding(bytes[end - 1]) { end -= 1 }
    guard start < end else {
      self = .missing
      return
    }
    let range = start..<end
    if bytes[start] == UInt8(ascii: "*") {
      self = bytes[range].allSatisfy { $0 == UInt8(ascii: "*") } ? .overflow : .text(range)
      return
    }
    if Self.isJSON(bytes, range) {
      self = .number(range)
      return
    }
    let mended = Self.mended(bytes[range])
    self = Self.isJSON(mended, 0..<mended.count) ? .mended(mended) : .text(range)
  }

  private static func isPadding(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0 || byte == 9 }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

  private static func isJSON(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    var at = range.lowerBound
    let end = range.upperBound
    func digits(_ at: inout Int) -> Int {
      let start = at
      while at < end, isDigit(bytes[at]) { at += 1 }
      return at - start
    }
    if at < end, bytes[at] == UInt8(ascii: "-") { at += 1 }
    let first = at
    let whole = digits(&at)
    guard whole > 0, whole == 1 || bytes[first] != UInt8(ascii: "0") else { return false }
    if at < end, bytes[at] == UInt8(ascii: ".") {
      at += 1
      guard digits(&at) > 0 else { return false }
    }
    if at < end, bytes[at] | 0x20 == UInt8(ascii: "e") {
      at += 1
      if at < end, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") { at += 1 }
      guard digits(&at) > 0 else { return false }
    }
    return at == end
  }

  private static func mended(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var rest = text
    if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
      rest.removeFirst()
      if sign == UInt8(ascii: "-") { result.append(sign) }
    }
    if rest.first == UInt8(ascii: "."), rest.count > 1 { result.append(UInt8(ascii: "0")) }
    result.append(contentsOf: rest)
    if result.last == UInt8(ascii: ".") { result.removeLast() }
    return result
  }
}

/// A value of the other types, as text.
struct DBFValue {
  let text: [UInt8]
  let kind: CellKind

  /// Nil where the cell is empty or has no meaning in its type.
  init?(_ bytes: [UInt8], _ cell: Range<Int>, type: UInt8, isLevel7: Bool) {
    switch type {
    case UInt8(ascii: "D"): self.init(text: Self.date(bytes[cell]), kind: .text)
    case UInt8(ascii: "L"): self.init(text: Self.logical(bytes[cell]), kind: .boolean)
    case UInt8(ascii: "I"), UInt8(ascii: "+"):
      guard cell.count == 4, let low = LittleEndian.uint32(bytes, at: cell.lowerBound) else { return nil }
      // dBase 7 writes the highest byte first and turns the sign, so that bytes sort as numbers.
      let value = isLevel7 ? Int32(bitPattern: low.byteSwapped ^ 0x8000_0000) : Int32(bitPattern: low)
      self.init(text: Array(String(value).utf8), kind: .number)
    case UInt8(ascii: "O"), UInt8(ascii: "B"):
      guard cell.count == 8, let low = LittleEndian.uint64(bytes, at: cell.lowerBound) else { return nil }
      var bits = low
      if type == UInt8(ascii: "O") && isLevel7 {
        let high = low.byteSwapped
        bits = high >> 63 == 1 ? high ^ 1 << 63 : ~high
      }
      let value = Double(bitPattern: bits)
      self.init(text: value.isFinite ? Array(FixedDecimal.shortest(value).utf8) : nil, kind: .number)
    case UInt8(ascii: "Y"):
      guard cell.count == 8, let low = LittleEndian.uint64(bytes, at: cell.lowerBound) else { return nil }
      self.init(text: Self.currency(Int64(bitPattern: low)), kind: .number)
    case UInt8(ascii: "T"), UInt8(ascii: "@"):
      guard cell.count == 8, var day = LittleEndian.uint32(bytes, at: cell.lowerBound),
        var time = LittleEndian.uint32(bytes, at: cell.lowerBound + 4)
      else { return nil }
      if isLevel7 {
        // Milliseconds since the first day of our era, as a double turned like numbers are.
        guard let low = LittleEndian.uint64(bytes, at: cell.lowerBound) else { return nil }
        let high = low.byteSwapped
        let value = Double(bitPattern: high >> 63 == 1 ? high ^ 1 << 63 : ~high)
        guard value.isFinite, value > 86_400_000, value < 4e14 else { return nil }
        let days = (value / 86_400_000).rounded(.down)
        day = UInt32(days) + 1_721_425
        time = UInt32(value - days * 86_400_000)
      }
      self.init(text: Self.moment(day: day, milliseconds: time), kind: .text)
    default: return nil
    }
  }

  private init?(text: [UInt8]?, kind: CellKind) {
    guard let text else { return nil }
    self.text = text
    self.kind = kind
  }

  static func isBlank(_ bytes: [UInt8], _ cell: Range<Int>) -> Bool {
    bytes[cell].allSatisfy { $0 == 0x20 || $0 == 0 || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "0") }
  }

  private static func date(_ cell: ArraySlice<UInt8>) -> [UInt8]? {
    let digits = Array(cell)
    guard digits.count == 8, digits.allSatisfy({ $0 >= 48 && $0 <= 57 }), digits.contains(where: { $0 != 48 })
    else { return nil }
    let dash = UInt8(ascii: "-")
    return Array(digits[0..<4]) + [dash] + Array(digits[4..<6]) + [dash] + Array(digits[6..<8])
  }

  private static func logical(_ cell: ArraySlice<UInt8>) -> [UInt8]? {
    switch cell.first {
    case UInt8(ascii: "T"), UInt8(ascii: "t"), UInt8(ascii: "Y"), UInt8(ascii: "y"): Array("true".utf8)
    case UInt8(ascii: "F"), UInt8(ascii: "f"), UInt8(ascii: "N"), UInt8(ascii: "n"): Array("false".utf8)
    default: nil
    }
  }

  /// Ten-thousandths as a decimal number.
  private static func currency(_ value: Int64) -> [UInt8] {
    let (whole, rest) = value.magnitude.quotientAndRemainder(dividingBy: 10_000)
    var text = (value < 0 ? "-" : "") + String(whole)
    if rest != 0 {
      let digits = String(rest)
      text += "." + String(repeating: "0", count: 4 - digits.count) + digits
      while text.utf8.last == UInt8(ascii: "0") { text.removeLast() }
    }
    return Array(text.utf8)
  }

  /// A Julian day and the milliseconds since its midnight, as `2024-01-31T12:00:00`.
  ///
  /// Calendar: Fliegel and Van Flandern, Communications of the ACM 11 (1968), 657.
  private static func moment(day: UInt32, milliseconds: UInt32) -> [UInt8]? {
    guard day >= 1_721_426, day <= 5_373_484, milliseconds < 86_400_000 else { return nil }
    var l = Int(day) + 68_569
    let n = 4 * l / 146_097
    l -= (146_097 * n + 3) / 4
    let i = 4_000 * (l + 1) / 1_461_001
    l -= 1_461 * i / 4 - 31
    let j = 80 * l / 2_447
    let dayOfMonth = l - 2_447 * j / 80
    l = j / 11
    let month = j + 2 - 12 * l
    let year = 100 * (n - 49) + i + l
    // FoxPro's clock is often a millisecond short of the second.
    let seconds = (Int(milliseconds) + 1) / 1_000
    func padded(_ value: Int, _ width: Int) -> String {
      let text = String(value)
      return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
    let date = "\(padded(year, 4))-\(padded(month, 2))-\(padded(dayOfMonth, 2))"
    let time = "\(padded(seconds / 3_600 % 24, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
    return Array("\(date)T\(time)".utf8)
  }
}
