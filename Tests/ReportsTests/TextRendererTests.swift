import Reports
import Testing

@Suite struct TextRendererTests {
  @Test func everyBlockHasItsShape() {
    let expected = """
      Zones blanches
      ══════════════
      Occitanie, maisons de santé


      La réponse
      ──────────

      Il reste 139 249 hab. à plus de 15 km d’une maison de santé, soit 2,3 % de la
      région.

        Surface non couverte .......  6 520,3 km²
        Communes sans couverture ...          131

      Territoires
      -----------

      Les plus mal couverts
      ───────────────────────────────────
      Bassin de vie     Habitants    Part
      ───────────────────────────────────
      Lombez                9 870  12,1 %
      Mauléon-Barousse        812   100 %
      ───────────────────────────────────
      Total                10 682
      ───────────────────────────────────
      Part de la population.

      - Contours : IGN
      - Population : INSEE

      1. Lire
      2. Joindre

        Note: Un tiers de la surface est au bord.

      ! Warning: Trois lignes rejetées.

          maillage gaps \\
            --within 15km

      Figure: Carte de la part couverte (carte.svg)

      """
    #expect(TextRenderer(words: .english).render(sampleDocument()) == expected)
  }

  @Test func theColonOfAFrenchWordStaysWithIt() {
    let text = TextRenderer().render(Document(title: "T", blocks: [.warning("x")]))
    #expect(text == "T\n═\n\n! Attention\u{A0}: x\n")
  }

  @Test func proseNeverPassesTheWidthNorBreaksANumber() {
    var report = Document(title: String(repeating: "zones ", count: 30))
    let figure = FrenchNumber.typographic.integer(1_003_987, unit: "hab.")
    report.paragraph(Prose(String(repeating: "Il y a \(figure) ici. ", count: 20)))
    report.bullets([Prose(String(repeating: "mot ", count: 60))])
    report.warning(Prose(String(repeating: "mot ", count: 60)))
    let lines = TextRenderer(width: 60).render(report).split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 60 })
    #expect(lines.contains { $0.contains(figure) })
    #expect(lines.joined(separator: " ").split(separator: " ").count { $0.hasPrefix("1\u{202F}003") } == 20)
  }

  @Test func wideTablesFoldTheirTextAndKeepTheirNumbers() {
    let name = "Communauté de communes des deux vallées et du plateau de la haute montagne"
    var report = Document(title: "T")
    report.table(
      columns: [.text("Territoire"), .text("Département"), .number("Population non couverte")],
      rows: [[name, "Alpes-de-Haute-Provence", "1\u{202F}003\u{202F}987"]])
    let text = TextRenderer(width: 60).render(report)
    let lines = text.split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 60 })
    #expect(text.contains("1\u{202F}003\u{202F}987"))
    for word in name.split(separator: " ") { #expect(text.contains(word)) }
  }

  @Test func raggedRowsLoseNoCell() {
    var report = Document(title: "T")
    report.table(columns: [.text("A"), .text("B")], rows: [["seul"], ["x", "y", "en trop"]])
    let text = TextRenderer().render(report)
    #expect(text.contains("seul"))
    #expect(text.contains("en trop"))
  }

  @Test func controlCharactersOfDataNeverReachTheTerminal() {
    let hostile = "Mou\u{1B}[31mlins\r\nsur\tAllier\u{202E}\u{7}"
    var report = Document(title: hostile, subtitle: hostile)
    report.paragraph(Prose(hostile))
    report.table(hostile, columns: [.text(hostile)], rows: [[hostile]])
    report.keyFigures([KeyFigure(hostile, hostile)])
    report.preformatted(hostile)
    for text in [TextRenderer().render(report), MarkdownRenderer().render(report)] {
      #expect(
        text.unicodeScalars.allSatisfy {
          $0 == "\n" || ($0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value))
        })
      #expect(!text.unicodeScalars.contains("\u{202E}"))
    }
  }

  @Test func emptyPartsLeaveNoTrace() {
    var report = Document(title: "T", subtitle: "")
    report.bullets([])
    report.keyFigures([])
    report.preformatted("")
    #expect(TextRenderer().render(report) == "T\n═\n")
    #expect(MarkdownRenderer().render(report) == "# T\n")
  }
}
