/// Numbers printed with a fixed count of decimals, or with as few digits as read back the same.
///
/// Rule: the exact binary value is rounded to the nearest decimal, and an exact tie goes away from zero
/// (0.125 → 0.13; 1.005, whose binary value is below the tie, → 1.00). `-0` is never printed. From 2^64 up
/// the shortest digits that read back the same are printed, then zeros. A value that is not finite prints
/// nothing.
public enum FixedDecimal {
  /// - Parameters:
  ///   - decimals: from 0 to 15; other counts are brought into this range.
  ///   - trimmed: leaves out zeros at the end, and the decimal sign where nothing follows it.
  ///   - sign: the decimal sign, `.` unless told.
  public static func append(
    _ value: Double, decimals: Int, trimmed: Bool = false, sign: UInt8 = UInt8(ascii: "."),
    to bytes: inout [UInt8]
  ) {
    guard value.isFinite else { return }
    let places = max(0, min(15, decimals))
    let magnitude = value.magnitude
    guard magnitude < 18_446_744_073_709_551_616 else {
      return appendHuge(value, decimals: trimmed ? 0 : places, sign: sign, to: &bytes)
    }
    var whole = UInt64(magnitude)
    // Powers of ten up to 1e15 are exact.
    let power = PowersOfTen.double(places)
    var fraction = rounded(magnitude - Double(whole), times: power)
    let unit = UInt64(power)
    if fraction >= unit {
      fraction -= unit
      whole += 1
    }
    if value < 0 && (whole != 0 || fraction != 0) { bytes.append(UInt8(ascii: "-")) }
    append(whole, to: &bytes)
    guard places > 0, !(trimmed && fraction == 0) else { return }
    bytes.append(sign)
    append(fraction, digits: places, to: &bytes)
    if trimmed {
      while bytes.last == UInt8(ascii: "0") { bytes.removeLast() }
    }
  }

  /// A number with a fixed count of decimals, as text.
  public static func text(_ value: Double, decimals: Int, trimmed: Bool = false) -> String {
    var bytes: [UInt8] = []
    append(value, decimals: decimals, trimmed: trimmed, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Shortest text that reads back as the same number, without an exponent below 2^53; no `-0`, no `.0`.
  public static func shortest(_ value: Double) -> String {
    guard value.isFinite else { return "" }
    if value == value.rounded() && value.magnitude < 9_007_199_254_740_992 { return String(Int(value)) }
    return value.description
  }

  /// `value` × `power` to the nearest integer, ties up, as if the product were exact. `value` is below 1.
  @inline(__always)
  private static func rounded(_ value: Double, times power: Double) -> UInt64 {
    let product = value * power
    let base = UInt64(product)
    let rest = product - Double(base)
    if rest < 0.5 { return base }
    if rest > 0.5 { return base + 1 }
    // On the tie, the error of the product decides.
    return (-product).addingProduct(value, power) < 0 ? base : base + 1
  }

  /// Digits of an integer.
  static func append(_ value: UInt64, to bytes: inout [UInt8]) {
    var count = 1
    var bound: UInt64 = 10
    while count < 20 && value >= bound {
      count += 1
      if count < 20 { bound *= 10 }
    }
    append(value, digits: count, to: &bytes)
  }

  /// The last `digits` digits of an integer, with leading zeros.
  private static func append(_ value: UInt64, digits: Int, to bytes: inout [UInt8]) {
    guard digits <= 8 else {
      append(value / 100_000_000, digits: digits - 8, to: &bytes)
      return append(value % 100_000_000, digits: 8, to: &bytes)
    }
    var text = eightDigits(value) &>> UInt64(8 &* (8 &- digits))
    for _ in 0..<digits {
      bytes.append(UInt8(truncatingIfNeeded: text))
      text &>>= 8
    }
  }

  /// The eight ASCII digits of a value below 10^8, the first in the lowest byte.
  ///
  /// The value is halved three times at once (10^4, 10^2, 10) by multiplications in the lanes of one word.
  private static func eightDigits(_ value: UInt64) -> UInt64 {
    let high = value / 10_000
    var word = high | (value &- high &* 10_000) &<< 32
    let hundreds = (word &* 10_486) &>> 20 & 0x0000_007F_0000_007F
    word = hundreds | (word &- hundreds &* 100) &<< 16
    let tens = (word &* 103) &>> 10 & 0x000F_000F_000F_000F
    word = tens | (word &- tens &* 10) &<< 8
    return word | 0x3030_3030_3030_3030
  }

  private static func appendHuge(_ value: Double, decimals: Int, sign: UInt8, to bytes: inout [UInt8]) {
    var digits: [UInt8] = []
    var exponent = 0
    var hasPoint = false
    let text = value.magnitude.description
    let mark = text.firstIndex(of: "e") ?? text.endIndex
    for byte in text[..<mark].utf8 {
      if byte == UInt8(ascii: ".") {
        hasPoint = true
      } else {
        digits.append(byte)
        if hasPoint { exponent -= 1 }
      }
    }
    exponent += Int(text[mark...].dropFirst()) ?? 0
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    if exponent < 0 { digits.removeLast(min(digits.count, -exponent)) }
    bytes.append(contentsOf: digits)
    bytes.append(contentsOf: repeatElement(48, count: max(0, exponent)))
    if decimals > 0 {
      bytes.append(sign)
      bytes.append(contentsOf: repeatElement(48, count: decimals))
    }
  }
}
