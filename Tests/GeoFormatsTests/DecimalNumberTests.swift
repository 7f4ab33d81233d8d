import TestSupport
import Testing

@testable import GeoFormats

@Suite struct DecimalNumberTests {
  private func scan(_ text: String) -> Double? {
    let bytes = Array(text)
    var position = 0
    guard let value = DecimalNumber.scanJSON(bytes, &position, end: bytes.count) else { return nil }
    return position == bytes.count ? value : nil
  }

  @Test(arguments: [
    "0", "-0", "1", "-1.5", "0.1", "9007199254740992", "9007199254740993", "9007199254740993.0",
    "48.493197142005599", "4.0314939544000001", "776435.550000000046566", "1e22", "1e23", "1E-22", "123e-20",
    "2.2250738585072011e-308", "4.9e-324", "2e-324", "1.7976931348623157e308", "0.000000000000000000000001",
    "0.30000000000000004", "8.5e+3", "12345678901234567890", "99999999999999999999999999", "1e-400",
    "0.1234567890123456789012345",
  ])
  func hardNumbersEqualThoseOfTheLibrary(text: String) {
    #expect(scan(text)?.bitPattern == Double(text)?.bitPattern)
    #expect(DecimalNumber.parse(text)?.bitPattern == Double(text)?.bitPattern)
  }

  @Test func randomNumbersEqualThoseOfTheLibrary() {
    var generator = SeededRandom(seed: 20_240_101)
    for _ in 0..<200_000 {
      let digits = Int.random(in: 1...20, using: &generator)
      var text = Bool.random(using: &generator) ? "-" : ""
      text += String(
        UInt64.random(in: 0...9, using: &generator) == 0 ? 0 : UInt64.random(in: 1...999, using: &generator))
      text += "."
      for _ in 0..<digits { text += String(Int.random(in: 0...9, using: &generator)) }
      if Int.random(in: 0..<8, using: &generator) == 0 {
        text += "e\(Int.random(in: -30...30, using: &generator))"
      }
      #expect(scan(text) == Double(text), "\(text)")
      #expect(DecimalNumber.parse(text) == Double(text), "\(text)")
    }
  }

  @Test(arguments: [
    "", "-", "+1", ".5", "5.", "01", "-01", "1e", "1e+", "1.e3", "0x10", "nan", "inf", "1e400", "--1",
  ])
  func jsonRefuses(text: String) {
    #expect(scan(text) == nil)
  }

  @Test(arguments: [
    ("+1.5", 1.5), (".5", 0.5), ("5.", 5), ("-.25", -0.25), ("007", 7), ("1e3", 1000), ("5.e2", 500),
    ("+.5e1", 5),
  ])
  func tablesAccept(text: String, value: Double) {
    #expect(DecimalNumber.parse(text) == value)
  }

  @Test(arguments: [
    "", " 1", "1 ", "nan", "NaN", "inf", "-inf", "infinity", "0x1p3", "1e400", "-1e400", "+-1", "1,5",
    "1.2.3", ".", "+", "e5",
    "1_000", "½",
  ])
  func tablesRefuse(text: String) {
    #expect(DecimalNumber.parse(text) == nil)
  }

  @Test func decimalCommaOnRequest() {
    let comma = UInt8(ascii: ",")
    #expect(DecimalNumber.parse("44,5594200000", decimalSign: comma) == 44.55942)
    #expect(DecimalNumber.parse("-0,30000000000000004", decimalSign: comma) == -0.30000000000000004)
    #expect(DecimalNumber.parse("44.5", decimalSign: comma) == nil)
    #expect(DecimalNumber.parse("44,5") == nil)
  }

  @Test func aRangeOutsideTheBytesIsNoNumber() {
    #expect(DecimalNumber.parse(Array("12"), in: 0..<3) == nil)
  }
}
