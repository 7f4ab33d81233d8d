import Foundation
import GeoFormats
import TestSupport
import Testing

@Suite struct FixedDecimalTests {
  @Test(arguments: [
    (0.125, 2, "0.13"), (-0.125, 2, "-0.13"), (1.005, 2, "1.00"), (0.5, 0, "1"), (2.5, 0, "3"),
    (-2.5, 0, "-3"),
    (-0.0, 3, "0.000"), (-0.0004, 3, "0.000"), (0.9999, 3, "1.000"), (9.995, 2, "9.99"),
    (123456789.123456789, 6, "123456789.123457"),
    (1e15, 1, "1000000000000000.0"), (1e22, 2, "10000000000000000000000.00"), (0, 0, "0"),
    (0.000_000_05, 7, "0.0000000"), (1e-300, 15, "0.000000000000000"),
    (1.5e20, 0, "150000000000000000000"),
  ])
  func knownTexts(value: Double, decimals: Int, text: String) {
    #expect(FixedDecimal.text(value, decimals: decimals) == text)
  }

  @Test(arguments: [(1.5, "1.5"), (2.0, "2"), (-0.0, "0"), (0.1000, "0.1"), (100.0, "100"), (-0.00001, "0")])
  func trimmedTexts(value: Double, text: String) {
    #expect(FixedDecimal.text(value, decimals: 4, trimmed: true) == text)
  }

  @Test func notFiniteIsNothing() {
    #expect(FixedDecimal.text(.nan, decimals: 2) == "" && FixedDecimal.text(.infinity, decimals: 2) == "")
    #expect(FixedDecimal.shortest(.nan) == "")
  }

  // The C library rounds the exact binary value too; it differs on exact ties only (to even), left out here.
  @Test func randomValuesEqualThoseOfPrintf() {
    var generator = SeededRandom(seed: 7)
    for _ in 0..<40_000 {
      let scale = Double([1, 100, 10_000, 7_000_000, 1e12].randomElement(using: &generator) ?? 1)
      let value = Double.random(in: -1...1, using: &generator) * scale
      let decimals = Int.random(in: 0...12, using: &generator)
      let tail = String(format: "%.70f", value).drop { $0 != "." }.dropFirst(decimals + 1)
      if tail.first == "5" && tail.dropFirst().allSatisfy({ $0 == "0" }) { continue }
      let expected = String(format: "%.\(decimals)f", value)
      let isZero = !expected.contains { $0 >= "1" && $0 <= "9" }
      let plain = isZero && expected.hasPrefix("-") ? String(expected.dropFirst()) : expected
      #expect(FixedDecimal.text(value, decimals: decimals) == plain, "\(value) \(decimals)")
    }
  }

  @Test func decimalTiesInBinaryFollowTheirExactValue() {
    for thousandths in stride(from: 5, to: 100_000, by: 10) {
      let value = Double(thousandths) / 1000
      let expected = String(format: "%.2f", value)
      let isExactTie = (value * 8).rounded() == value * 8
      guard !isExactTie else { continue }
      #expect(FixedDecimal.text(value, decimals: 2) == expected, "\(value)")
    }
  }

  @Test(arguments: [(3.0, "3"), (0.1, "0.1"), (-12.25, "-12.25"), (1e300, "1e+300"), (-0.0, "0")])
  func shortestTexts(value: Double, text: String) {
    #expect(FixedDecimal.shortest(value) == text)
  }
}
