import Testing

@testable import Reports

@Suite struct CoverageReportCompositionTests {
  private func composition(partial: Int = 1, overlaps: Int = 1) -> StudyFacts.Composition {
    let object = StudyFacts.Composition.Object(
      communes: 2, mainCommune: "Gap|Nord", areaSquareMetres: 3.2e7, population: 1500, coverages: ["A", "B"])
    return StudyFacts.Composition(
      noun: "CPTS", coverages: 7, communesNone: 818, communesOne: 127, communesSeveral: overlaps,
      communesPartial: partial, people: (4_502_206, 668_106, 1500),
      gaps: [
        StudyFacts.Composition.Object(
          communes: 814, mainCommune: "Nice", areaSquareMetres: 2.7511173596e10, population: 3_860_478,
          coverages: [])
      ], overlaps: Array(repeating: object, count: overlaps))
  }

  private func text(_ compositions: [StudyFacts.Composition]) -> String {
    var facts = sampleFacts()
    facts.compositions = compositions
    return TextRenderer().render(CoverageReport.document(from: facts))
      .replacing("\u{202F}", with: " ").replacing("\u{A0}", with: " ")
  }

  @Test func tellsWhoIsListed() {
    let report = text([composition()])
    #expect(report.contains("CPTS : qui est listé, qui ne l’est pas"))
    #expect(
      report.contains("il ne s’agit pas d’une distance") || report.contains("s’agit pas d’une distance"))
    #expect(report.contains("par aucune          818           4 502 206"))
    #expect(report.contains("en partie             1  répartis ci-dessus"))
    #expect(report.contains("Nice                     814  27 511,2  3 860 478"))
    #expect(report.contains("A et B"))
  }

  @Test func noOverlapNoTable() {
    let report = text([composition(partial: 0, overlaps: 0)])
    #expect(!report.contains("listées par plusieurs") && !report.contains("en partie"))
    #expect(!text([]).contains("qui est listé"))
  }

  @Test func tenOverlapsAndTheOthers() {
    #expect(text([composition(overlaps: 13)]).contains("Et 3 autres."))
  }

  @Test func namesNeverBreakTheTable() {
    var facts = sampleFacts()
    facts.compositions = [composition()]
    let markdown = MarkdownRenderer().render(CoverageReport.document(from: facts))
    #expect(markdown.contains("Gap\\|Nord"))
  }
}
