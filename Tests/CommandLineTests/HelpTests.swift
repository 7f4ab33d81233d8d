import GeoModel
import Testing

@testable import MaillageCLI

@Suite struct HelpTests {
  @Test(arguments: Language.allCases)
  func helpNamesEveryOptionWithinTheWidth(_ language: Language) {
    let text = CommandHelp(spec: Demo.spec, language: language).text()
    let lines = text.split(separator: "\n").map(String.init)
    for option in Demo.spec.options { #expect(lines.contains { $0.hasPrefix("  \(option.label)") }) }
    #expect(lines.allSatisfy { $0.count <= TextLayout.width && !$0.hasSuffix(" ") })
  }

  @Test func defaultsAndRequiredOptionsAreSaid() {
    let text = CommandHelp(spec: Demo.spec, language: .english).text()
    #expect(text.contains("area (default: 1km2)"))
    #expect(text.contains("territories (required)"))
    #expect(text.contains("maillage demo [options] --territories F… [STUDY]"))
  }

  @Test func wordsAreWrappedAndFrenchSignsStay() {
    #expect(TextLayout.wrap("un deux trois", width: 8) == ["un deux", "trois"])
    #expect(TextLayout.wrap("abcd efgh : i", width: 9) == ["abcd efgh :", "i"])
    #expect(TextLayout.wrap("", width: 9) == [""])
    #expect(TextLayout.wrap("abcdefghijkl m", width: 5) == ["abcdefghijkl", "m"])
  }

  @Test func aCommandLineIsBrokenBeforeOptions() {
    #expect(
      TextLayout.wrapCommand("maillage gaps --where 'a = 1' -o out.csv", width: 22)
        == ["maillage gaps", "--where 'a = 1'", "-o out.csv"])
  }

  @Test func aCommandDropsOptionsAndReplacesThem() {
    let spec = CommandSpec(
      "x", Phrase(verbatim: "x"),
      options: [CommonOptions.output(Phrase(en: "folder", fr: "dossier"), value: "DIR", required: true)],
      dropping: ["threads"])
    #expect(spec.option(named: "threads") == nil)
    #expect(spec.options.filter { $0.name == "output" }.map(\.valueName) == ["DIR"])
    #expect(spec.option(short: "o")?.isRequired == true)
  }
}
