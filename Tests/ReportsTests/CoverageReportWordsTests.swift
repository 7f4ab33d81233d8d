import Testing

@testable import Reports

@Suite struct CoverageReportWordsTests {
  @Test func peopleAgreeWithTheirNumber() {
    let said = [nil, 0, 0.2, 0.5, 1.4, 1.5, 139_249, Double.nan].map { FrenchWords.people($0) }
    #expect(
      said == [
        "un nombre d’habitants inconnu", "aucun habitant", "moins d’un habitant", "1\u{A0}habitant",
        "1\u{A0}habitant", "2\u{A0}habitants", "139\u{202F}249\u{A0}habitants",
        "un nombre d’habitants inconnu",
      ])
    #expect(FrenchWords.livingThere(0) == "aucun habitant n’y vit")
    #expect(FrenchWords.livingThere(1) == "1\u{A0}habitant y vit")
    #expect(FrenchWords.livingThere(2) == "2\u{A0}habitants y vivent")
  }

  @Test func countsAreNoneOneOrSeveral() {
    #expect(
      [0, 1, 2].map(FrenchWords.gaps) == [
        "aucune zone blanche", "1\u{A0}zone blanche", "2\u{A0}zones blanches",
      ])
    #expect(FrenchWords.territories(1_200) == "1\u{202F}200\u{A0}territoires")
    #expect(MeshNoun(plural: "communes").count(0) == "aucune commune")
    #expect(MeshNoun(plural: "cantons").count(0) == "aucun canton")
  }

  @Test func listsEndWithAnd() {
    #expect(FrenchWords.list([]) == "")
    #expect(FrenchWords.list(["A"]) == "A")
    #expect(FrenchWords.list(["A", "B"]) == "A et B")
    #expect(FrenchWords.list(["A", "B", "C"]) == "A, B et C")
    #expect(FrenchWords.list(["A", "B", "C"], limit: 2) == "A, B et 1\u{A0}autre")
    #expect(FrenchWords.list(["A", "B", "C", "D"], limit: 2) == "A, B et 2\u{A0}autres")
  }

  @Test func placesAreNorthOrSouthEastOrWest() {
    #expect(
      FrenchWords.place(longitude: -0.0312, latitude: 42.73214) == "42,7321°\u{202F}N, 0,0312°\u{202F}O")
    #expect(FrenchWords.place(longitude: 55.5, latitude: -21.1) == "21,1000°\u{202F}S, 55,5000°\u{202F}E")
  }

  @Test func punctuationKeepsToItsWord() {
    #expect(
      FrenchTypography.text("« Oui » : a ; b ? c ! d, e")
        == "«\u{A0}Oui\u{A0}»\u{A0}: a\u{202F}; b\u{202F}? c\u{202F}! d, e")
    #expect(FrenchTypography.text("") == "")
    #expect(FrenchTypography.text(" ") == " ")
    let prose: Prose = "x : \(code: "a : b")"
    #expect(FrenchTypography.prose(prose).text == "x\u{A0}: a : b")
  }

  @Test func articlesFollowTheNoun() {
    #expect(
      ["communes", "cantons", "IRIS"].map { MeshNoun(plural: $0).the }
        == [
          "la commune", "le canton", "l’IRIS",
        ])
  }

  @Test func unknownColumnsAreLeftOut() {
    let table = TableBlock(
      columns: [.text("Nom"), .number("Gens"), .number("Part")],
      rows: [["A", "n.d.", "n.d."], ["B", "n.d.", "1 %"]], totals: [["", "", "1 %"]])
    #expect(
      table.withoutUnknownColumns
        == TableBlock(
          columns: [.text("Nom"), .number("Part")], rows: [["A", "n.d."], ["B", "1 %"]],
          totals: [["", "1 %"]]))
  }

  /// No plain space stands before double punctuation, no typewriter apostrophe is left.
  @Test func theReportIsTypeset() {
    let document = CoverageReport.document(from: sampleFacts())
    let text = TextRenderer(width: 100_000).render(document)
    for wrong in [" :", " ;", " ?", " !", "« ", " »", "'", "  :"] {
      #expect(!text.split(separator: "\n").contains { $0.hasText(wrong) && !$0.hasPrefix("!") }, "\(wrong)")
    }
    #expect(
      MarkdownRenderer().render(document).hasPrefix(
        "# Les zones blanches des maisons de santé en Occitanie\n"))
  }
}

extension Substring {
  fileprivate func hasText(_ text: String) -> Bool { indices.contains { self[$0...].hasPrefix(text) } }
}
