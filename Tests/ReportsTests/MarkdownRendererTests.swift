import Reports
import Testing

@Suite struct MarkdownRendererTests {
  private let renderer = MarkdownRenderer(words: .english)

  @Test func everyBlockHasItsShape() {
    let expected = """
      # Zones blanches

      Occitanie, maisons de santé

      ## La réponse

      Il reste **139 249 hab.** à plus de 15 km d’une maison de santé, soit 2,3 % de la région.

      - Surface non couverte: **6 520,3 km²**
      - Communes sans couverture: **131**

      ### Territoires

      **Les plus mal couverts**

      | Bassin de vie | Habitants | Part |
      | --- | ---: | ---: |
      | Lombez | 9 870 | 12,1 % |
      | Mauléon-Barousse | 812 | 100 % |
      | **Total** | **10 682** |  |

      Part de la population.

      - Contours : IGN
      - Population : INSEE

      1. Lire
      2. Joindre

      > **Note**: Un tiers de la surface est au bord.

      > **Warning**: Trois lignes rejetées.

      ```text
      maillage gaps \\
        --within 15km
      ```

      ![Carte de la part couverte](carte.svg)

      """
    #expect(renderer.render(sampleDocument()) == expected)
  }

  /// What Markdown shows for a paragraph that holds only this text.
  private func paragraph(_ prose: Prose) -> String {
    let text = renderer.render(Document(title: "T", blocks: [.paragraph(prose)]))
    return String(text.dropFirst("# T\n\n".count).dropLast())
  }

  @Test(arguments: [
    ("a|b", "a\\|b"), ("*x* _y_", "\\*x\\* \\_y\\_"), ("part_couverte", "part_couverte"),
    ("[l](u)", "\\[l\\](u)"), ("<b>", "\\<b\\>"), ("a `c`", "a \\`c\\`"), ("# titre", "\\# titre"),
    ("- point", "\\- point"), ("1. un", "1\\. un"), ("2024) an", "2024\\) an"), ("3 km", "3 km"),
    ("a # b - c 1. d", "a # b - c 1. d"), ("C:\\temp", "C:\\\\temp"), ("&lt;", "\\&lt;"), ("A & B", "A & B"),
    (":tada:", "\\:tada:"), ("EPSG:2154", "EPSG:2154"), ("$x$", "\\$x\\$"), ("~~x~~", "\\~\\~x\\~\\~"),
    ("---", "\\---"), ("deux\nlignes", "deux lignes"),
  ])
  func markupOfDataIsShownAsItIs(_ text: String, _ expected: String) {
    #expect(paragraph(Prose(text)) == expected)
  }

  @Test func strongRunsStayStrongBesideLettersAndSpaces() {
    #expect(paragraph("a \(strong: "b") c") == "a **b** c")
    #expect(paragraph("a\(strong: " b ")c") == "a **b** c")
    #expect(paragraph("a\(strong: "(b)")c") == "a<strong>(b)</strong>c")
    #expect(paragraph("\(strong: "13 %"), soit") == "**13 %**, soit")
    #expect(paragraph("\(strong: "*")") == "**\\***")
  }

  @Test func codeKeepsItsBackticks() {
    #expect(paragraph("\(code: "--by dep")") == "`--by dep`")
    #expect(paragraph("\(code: "a`b")") == "``a`b``")
    #expect(paragraph("\(code: "`a")") == "`` `a ``")
  }

  @Test func cellsNeverBreakTheirTable() {
    var report = Document(title: "T")
    report.table(columns: [.text("a|b"), .number("n")], rows: [["x|y\nz", "1"], ["\\|", "2"], ["3"]])
    let lines = renderer.render(report).split(separator: "\n").dropFirst()
    #expect(
      Array(lines) == ["| a\\|b | n |", "| --- | ---: |", "| x\\|y z | 1 |", "| \\\\\\| | 2 |", "| 3 |  |"])
  }

  @Test func aFenceIsLongerThanWhatItHolds() {
    let text = renderer.render(Document(title: "T", blocks: [.preformatted("```\nrm\n````")]))
    #expect(text == "# T\n\n`````text\n```\nrm\n````\n`````\n")
  }

  @Test func listsThatFollowEachOtherStayApart() {
    let text = renderer.render(
      Document(title: "T", blocks: [.bullets(["a"]), .bullets(["b"]), .numbered(["c"]), .numbered(["d"])]))
    #expect(text == "# T\n\n- a\n\n* b\n\n1. c\n\n1) d\n")
  }

  @Test func fileNamesBecomeLinksThatHold() {
    let text = renderer.render(
      Document(title: "T", blocks: [.figure(file: "la carte (é).svg", description: "]x")]))
    #expect(text == "# T\n\n![\\]x](la%20carte%20%28%C3%A9%29.svg)\n")
  }

  @Test func headingsKeepTheirCharacters() {
    let text = renderer.render(Document(title: "C#", blocks: [.heading(level: 9, "1. Un #")]))
    #expect(text == "# C\\#\n\n###### 1\\. Un \\#\n")
  }
}
