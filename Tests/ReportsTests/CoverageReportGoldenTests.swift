import Reports
import Testing

@Suite struct CoverageReportGoldenTests {
  @Test func show() {
    print(TextRenderer().render(CoverageReport.document(from: sampleFacts(), mapFile: "carte.svg")))
  }
}
