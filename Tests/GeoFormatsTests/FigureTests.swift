import GeoFormats
import GeoModel
import Testing

@Suite struct FigureTests {
  @Test(arguments: [
    ("0", 0), ("12", 12), ("1 234,5", 1234.5), ("1\u{A0}234,5", 1234.5),
    ("1\u{202F}234\u{202F}567", 1_234_567),
    ("12\u{2009}345", 12345), ("\u{2212}3,5", -3.5), ("-3,5", -3.5), ("12,5 %", 12.5), ("12,5\u{A0}%", 12.5),
    ("12,5\u{202F}%", 12.5), ("12%", 12), (" 7 ", 7), ("1e3", 1000), ("\u{2212}1 234", -1234),
    ("100 000,25", 100_000.25),
  ])
  func numbers(text: String, value: Double) {
    #expect(Figure(text, decimal: .comma) == .number(value))
  }

  @Test(arguments: [
    "1 23", "12 34,5", "1234 567", "1 2345", "1,2,3", "1.234,5", "--1", "x", "12 x", "1  234", "%", "inf",
    "0x1",
    "5 000-", "1 234 5", "-",
  ])
  func textsThatAreNoNumber(text: String) {
    #expect(Figure(text, decimal: .comma) == .notANumber)
  }

  @Test func missingSecretAndZeroAreThreeThings() {
    for text in ["", " ", "\u{A0}", "nd", "N.D.", "n/a", "NA", "N/A - résultat non disponible", "///", "…"] {
      #expect(Figure(text) == .missing)
    }
    for text in ["s", "S", "secret", "Secret statistique", "N/A - secret statistique"] {
      #expect(Figure(text) == .secret)
    }
    for text in ["ns", "n.s.", "NS"] { #expect(Figure(text) == .notSignificant) }
    #expect(Figure("0") == .number(0) && Figure("s0") == .notANumber)
  }

  private func column(_ cells: [String]) -> FigureColumn {
    var column = TextColumn(name: "c")
    for cell in cells { column.append(cell) }
    return FigureColumn(column)
  }

  @Test func oneSignForAColumn() {
    let commas = column(["1 234,5", "s", "1,234", "7"])
    #expect(commas.sign == .comma && !commas.isAmbiguous && commas[0] == .number(1234.5))
    #expect(commas[1] == .secret && commas[2] == .number(1.234) && commas[3] == .number(7))
    let points = column(["1.5", "2,5"])
    #expect(points.sign == .point && points[1] == .notANumber && !points.isAmbiguous)
    #expect(column(["1", "s", "Paris, 3e"]).sign == .point)
    #expect(column(["0,125", "3"]).sign == .comma)
  }

  @Test func thousandsOrDecimals() {
    let found = column(["7", "1,234", "56,789"])
    #expect(found.isAmbiguous && found.firstComma == 1)
    var cells = TextColumn(name: "c")
    cells.append("1,234")
    let told = FigureColumn(cells, decimal: .comma)
    #expect(!told.isAmbiguous && told[0] == .number(1.234))
  }
}
