import GeoModel
import Testing

@Suite struct ExactDecimalTests {
  private func text(_ text: String, sign: String = ".") -> String? {
    ExactDecimal(Array(text.utf8), decimalSign: sign.utf8.first ?? 0)?.text
  }

  @Test func numbersKeepTheirDigits() {
    for (written, printed) in [
      ("0", "0"), ("12", "12"), ("-3", "-3"), ("+7", "7"), ("0.30", "0.3"), ("-0.05", "-0.05"), ("5.", "5"),
      (".5", "0.5"), ("00012", "12"), ("123456789012345678901234567", "123456789012345678901234567"),
    ] { #expect(text(written) == printed) }
    #expect(text("12,5", sign: ",") == "12.5")
  }

  @Test func otherTextsAreNoNumbers() {
    for written in ["", "-", ".", "1e3", "1 000", "s", "1-", "--1", "1.2.3", "12,5", "nan"] {
      #expect(text(written) == nil, "\(written)")
    }
    #expect(text(String(repeating: "9", count: 28)) == nil)
  }

  @Test func unitsAreExact() throws {
    let tenth = try #require(ExactDecimal(Array("0.1".utf8)))
    let fifth = try #require(ExactDecimal(Array("0.2".utf8)))
    #expect(ExactDecimal(units: tenth.units + fifth.units, decimals: 1).text == "0.3")
    #expect(tenth.units(decimals: 3) == 100)
    #expect(tenth.units(decimals: 0) == nil)
    #expect(ExactDecimal(units: Int128.max, decimals: 0).units(decimals: 1) == nil)
  }
}
