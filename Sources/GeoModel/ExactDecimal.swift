/// A decimal number kept as an integer and a count of decimals, so that sums have no rounding.
public struct ExactDecimal: Sendable, Equatable {
  /// The number times 10^`decimals`.
  public private(set) var units: Int128
  public private(set) var decimals: Int

  /// Most digits that are read; sums of billions of such numbers still fit.
  public static let maximumDigits = 27

  public static let zero = ExactDecimal(units: 0, decimals: 0)

  public init(units: Int128, decimals: Int) {
    self.units = units
    self.decimals = decimals
  }

  /// A sign, digits, `decimalSign` and digits; nil for anything else, blanks and exponents included.
  public init?(_ text: some Collection<UInt8>, decimalSign: UInt8 = UInt8(ascii: ".")) {
    var value: Int128 = 0
    var (digits, places, hasSign) = (0, 0, false)
    for (index, byte) in text.enumerated() {
      switch byte {
      case UInt8(ascii: "-") where index == 0, UInt8(ascii: "+") where index == 0: continue
      case 48...57:
        value = value * 10 + Int128(byte - 48)
        digits += 1
        if hasSign { places += 1 }
      case decimalSign where !hasSign: hasSign = true
      default: return nil
      }
      guard digits <= Self.maximumDigits else { return nil }
    }
    guard digits > 0 else { return nil }
    units = text.first == UInt8(ascii: "-") ? -value : value
    decimals = places
  }

  /// The units where the number is written with `places` decimals; nil where that needs fewer or is too large.
  public func units(decimals places: Int) -> Int128? {
    guard places >= decimals else { return nil }
    var result = units
    for _ in decimals..<places {
      let (product, overflow) = result.multipliedReportingOverflow(by: 10)
      guard !overflow else { return nil }
      result = product
    }
    return result
  }

  /// Digits without zeros behind the decimal sign: `3`, `0.3`, `-12.05`.
  public var text: String {
    var digits = String(units.magnitude)
    guard decimals > 0 else { return units < 0 ? "-" + digits : digits }
    if digits.utf8.count <= decimals {
      digits = String(repeating: "0", count: decimals + 1 - digits.utf8.count) + digits
    }
    var fraction = String(digits.suffix(decimals))
    while fraction.hasSuffix("0") { fraction.removeLast() }
    let whole = String(digits.dropLast(decimals))
    let sign = units < 0 ? "-" : ""
    return fraction.isEmpty ? sign + whole : "\(sign)\(whole).\(fraction)"
  }

  /// The nearest double.
  public var double: Double { Double(text) ?? .nan }
}
