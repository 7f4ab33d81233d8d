/// Decimal numbers read from bytes, equal to what `strtod` gives.
///
/// Up to 2^53 and 22 decimals, one exact integer and one exact power of ten are combined by a single
/// operation, which rounds once. Up to 19 digits, an exact division of integers is rounded by hand.
/// Everything else goes through `Double(String)`.
public enum DecimalNumber {
  private static let integerPowers: [UInt64] = {
    var powers: [UInt64] = [1]
    for _ in 0..<19 { powers.append(powers[powers.count - 1] * 10) }
    return powers
  }()

  /// The number at `position` by JSON's grammar; `position` moves behind it.
  ///
  /// Nil where there is none, or where it is beyond the largest double; `position` does not move then.
  @inline(__always)
  static func scanJSON(_ bytes: [UInt8], _ position: inout Int, end: Int) -> Double? {
    var at = position
    var isNegative = false
    if at < end && bytes[at] == UInt8(ascii: "-") {
      isNegative = true
      at &+= 1
    }
    let first = at
    var mantissa: UInt64 = 0
    while at < end {
      let digit = bytes[at] &- 48
      guard digit < 10 else { break }
      mantissa = mantissa &* 10 &+ UInt64(digit)
      at &+= 1
    }
    var digits = at &- first
    if digits == 0 || (digits > 1 && bytes[first] == 48) { return nil }
    var decimals = 0
    if at < end && bytes[at] == UInt8(ascii: ".") {
      at &+= 1
      let start = at
      while at < end {
        let digit = bytes[at] &- 48
        guard digit < 10 else { break }
        mantissa = mantissa &* 10 &+ UInt64(digit)
        at &+= 1
      }
      decimals = at &- start
      if decimals == 0 { return nil }
      digits &+= decimals
    }
    if (at < end && bytes[at] | 0x20 == UInt8(ascii: "e")) || digits > 19 || decimals > 22 {
      return slow(bytes, &position, at: at, end: end)
    }
    position = at
    if mantissa > 1 << 53 {
      let value = quotient(mantissa, decimals)
      return isNegative ? -value : value
    }
    let value = Double(mantissa) / PowersOfTen.double(decimals)
    return isNegative ? -value : value
  }

  /// The whole of `range` as a number of a table: a sign `+` or `-`, digits, `decimalSign` with digits
  /// before or after it, an exponent. Nil for anything else (blanks, `nan`, `inf`, hexadecimal, two signs)
  /// and beyond the largest double.
  public static func parse(
    _ bytes: [UInt8], in range: Range<Int>, decimalSign: UInt8 = UInt8(ascii: ".")
  ) -> Double? {
    var at = range.lowerBound
    let end = range.upperBound
    guard at >= 0, end <= bytes.count, at < end else { return nil }
    var isNegative = false
    if bytes[at] == UInt8(ascii: "-") || bytes[at] == UInt8(ascii: "+") {
      isNegative = bytes[at] == UInt8(ascii: "-")
      at += 1
    }
    let first = at
    var mantissa: UInt64 = 0
    while at < end, bytes[at] &- 48 < 10 {
      mantissa = mantissa &* 10 &+ UInt64(bytes[at] &- 48)
      at += 1
    }
    var digits = at - first
    var decimals = 0
    var signPlace = -1
    if at < end && bytes[at] == decimalSign {
      signPlace = at
      at += 1
      while at < end, bytes[at] &- 48 < 10 {
        mantissa = mantissa &* 10 &+ UInt64(bytes[at] &- 48)
        at += 1
      }
      decimals = at - signPlace - 1
      digits += decimals
    }
    guard digits > 0 else { return nil }
    if at == end && digits <= 19 && decimals <= 22 {
      let value =
        mantissa <= 1 << 53 ? Double(mantissa) / PowersOfTen.double(decimals) : quotient(mantissa, decimals)
      return isNegative ? -value : value
    }
    guard let stop = skipExponent(bytes, at, end: end), stop == end else { return nil }
    var text = Array(bytes[first..<end])
    if signPlace >= 0 {
      // A digit on both sides of the sign, as `Double(String)` wants it.
      text[signPlace - first] = UInt8(ascii: ".")
      if decimals == 0 { text.remove(at: signPlace - first) }
      if signPlace == first { text.insert(48, at: 0) }
    }
    guard let value = convert(text[...]) else { return nil }
    return isNegative ? -value : value
  }

  /// The whole of a text; see `parse(_:in:decimalSign:)`.
  public static func parse(_ text: String, decimalSign: UInt8 = UInt8(ascii: ".")) -> Double? {
    let bytes = Array(text.utf8)
    return parse(bytes, in: 0..<bytes.count, decimalSign: decimalSign)
  }

  /// `mantissa` / 10^`decimals` rounded to the nearest double, ties to even; 2^53 < mantissa, decimals ≤ 19.
  ///
  /// Both are scaled to 64 bits, so that their quotient has 63 or 64 exact bits and a remainder.
  @inline(never)
  private static func quotient(_ mantissa: UInt64, _ decimals: Int) -> Double {
    let divisor = integerPowers[decimals]
    let up = mantissa.leadingZeroBitCount
    let down = divisor.leadingZeroBitCount
    let scaled = mantissa << UInt64(up)
    let (quotient, remainder) = (divisor << UInt64(down)).dividingFullWidth((scaled >> 1, scaled << 63))
    let excess = 11 - quotient.leadingZeroBitCount
    var significand = quotient >> UInt64(excess)
    let rest = quotient & (1 << UInt64(excess) - 1)
    let half: UInt64 = 1 << UInt64(excess - 1)
    if rest > half || (rest == half && (remainder != 0 || significand & 1 == 1)) { significand += 1 }
    return Double(sign: .plus, exponent: excess + down - up - 63, significand: Double(significand))
  }

  @inline(never)
  private static func slow(_ bytes: [UInt8], _ position: inout Int, at: Int, end: Int) -> Double? {
    guard let stop = skipExponent(bytes, at, end: end), let value = convert(bytes[position..<stop]) else {
      return nil
    }
    position = stop
    return value
  }

  /// The end of an optional exponent; nil where it has no digit.
  private static func skipExponent(_ bytes: [UInt8], _ start: Int, end: Int) -> Int? {
    guard start < end, bytes[start] | 0x20 == UInt8(ascii: "e") else { return start }
    var at = start + 1
    if at < end && (bytes[at] == UInt8(ascii: "-") || bytes[at] == UInt8(ascii: "+")) { at += 1 }
    let first = at
    while at < end, bytes[at] &- 48 < 10 { at += 1 }
    return at == first ? nil : at
  }

  /// Text whose grammar was checked; nil beyond the largest double.
  private static func convert(_ text: ArraySlice<UInt8>) -> Double? {
    guard let value = Double(String(decoding: text, as: UTF8.self)), value.isFinite else { return nil }
    return value
  }
}
