/// A finite number as decimal digits, so that rounding follows what is printed and not its binary neighbour.
///
/// The digits are the shortest ones that read back as the same number: 2.675 is rounded to 2.68, as a
/// spreadsheet does, although its binary value lies just below.
struct DecimalDigits: Sendable, Equatable {
  var isNegative: Bool
  /// Values 0…9, no leading zero; empty for zero.
  var digits: [UInt8]
  /// The number is 0.d1d2d3… × 10^exponent.
  var exponent: Int

  /// Nil for a number that is not finite.
  init?(_ value: Double) {
    guard value.isFinite else { return nil }
    isNegative = value < 0
    digits = []
    exponent = 0
    var shift = 0
    var afterPoint = false
    var scanned = value.description.utf8[...]
    while let byte = scanned.popFirst() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let digit = byte - UInt8(ascii: "0")
        if digits.isEmpty && digit == 0 {
          if afterPoint { exponent -= 1 }
        } else {
          digits.append(digit)
          if !afterPoint { exponent += 1 }
        }
      case UInt8(ascii: "."): afterPoint = true
      case UInt8(ascii: "e"), UInt8(ascii: "E"):
        shift = Int(Substring(scanned)) ?? 0
        scanned = scanned[scanned.endIndex...]
      default: break
      }
    }
    exponent += shift
    dropTrailingZeros()
  }

  init(_ value: Int) {
    isNegative = value < 0
    digits = String(value.magnitude).utf8.map { $0 - UInt8(ascii: "0") }
    exponent = digits.count
    if value == 0 { digits = [] }
    dropTrailingZeros()
  }

  var isZero: Bool { digits.isEmpty }

  /// Keeps `decimals` digits after the point, halves going away from zero.
  mutating func round(decimals: Int) {
    let kept = exponent + decimals
    guard kept < digits.count else { return }
    guard kept >= 0 else {
      digits = []
      exponent = 0
      return
    }
    let up = digits[kept] >= 5
    digits.removeSubrange(kept...)
    if up {
      var index = kept - 1
      while index >= 0 && digits[index] == 9 {
        digits[index] = 0
        index -= 1
      }
      if index >= 0 {
        digits[index] += 1
      } else {
        digits.insert(1, at: 0)
        exponent += 1
      }
    }
    dropTrailingZeros()
  }

  /// Digits before the point, "0" at least.
  var whole: [UInt8] {
    guard exponent > 0 else { return [0] }
    return (0..<exponent).map { $0 < digits.count ? digits[$0] : 0 }
  }

  /// The first `count` digits after the point.
  func fraction(_ count: Int) -> [UInt8] {
    (0..<max(0, count)).map { position in
      let index = exponent + position
      return digits.indices.contains(index) ? digits[index] : 0
    }
  }

  /// Digits after the point that are not needless zeros.
  var fractionLength: Int { max(0, digits.count - exponent) }

  private mutating func dropTrailingZeros() {
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty { exponent = 0 }
  }
}
