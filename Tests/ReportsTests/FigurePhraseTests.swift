import GeoModel
import Reports
import Testing

@Suite struct FigurePhraseTests {
  @Test(arguments: [
    ("6\u{202F}520,3\u{202F}km²", "6,520.3 km²"),
    ("1\u{202F}003\u{202F}987\u{202F}hab.", "1,003,987 inhabitants"),
    ("13,2\u{202F}%", "13.2%"), ("n.d.", "n/a"), ("\u{2212}1,5\u{202F}m", "-1.5 m"), ("0", "0"),
    ("12, 0,2\u{202F}km²", "12, 0.2 km²"), ("60395 Méru (42\u{202F}km)", "60395 Méru (42 km)"),
  ]) func english(french: String, english: String) {
    let phrase = Phrase(figure: french)
    #expect(phrase.english == english && phrase.french == french)
  }
}
