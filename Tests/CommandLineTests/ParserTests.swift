import GeoModel
import Testing

@testable import MaillageCLI

@Suite struct ParserTests {
  private func parse(_ line: String) throws(UsageError) -> ParsedOptions {
    try ArgumentParser.parse(line.split(separator: " ").map(String.init), for: Demo.spec)
  }

  @Test func valuesFollowOrAreAttached() throws {
    let options = try parse("--territories a.geojson b.geojson --key=code --territories=c.geojson --json")
    #expect(options.strings("territories") == ["a.geojson", "b.geojson", "c.geojson"])
    #expect(options.string("key") == "code")
    #expect(options.flag("json"))
    #expect(!options.flag("quiet"))
    #expect(options.positionals.isEmpty)
  }

  @Test func dashNegativeNumbersAndAttachedDashesAreValues() throws {
    let options = try parse("--territories - --offset -2.5 --key=-x --min-area=0m2")
    #expect(options.strings("territories") == ["-"])
    #expect(try options.double("offset") == -2.5)
    #expect(options.string("key") == "-x")
    #expect(try options.area("min-area") == 0)
    #expect(try parse("--territories a --offset -.5").double("offset") == -0.5)
  }

  @Test func anAttachedValueMayHoldAnEqualsSign() throws {
    #expect(try parse("--territories a --key=a=b").string("key") == "a=b")
  }

  @Test func twoDashesEndTheOptions() throws {
    let options = try parse("--territories a -- --json")
    #expect(options.positionals == ["--json"])
    #expect(!options.flag("json"))
  }

  @Test func shortOptionsAndPositionals() throws {
    let options = try parse("study.json --territories a -o out.csv")
    #expect(options.positionals == ["study.json"])
    #expect(options.string("output") == "out.csv")
  }

  @Test func typedValues() throws {
    let options = try parse("--territories a --within 15km --decay linear --threads 3 --crs 2154")
    #expect(try options.length("within") == 15000)
    #expect(try options.choice("decay", as: Demo.Decay.self) == .linear)
    #expect(try options.int("threads", in: 1...8) == 3)
    #expect(try options.crs("crs") == .lambert93)
    #expect(try options.area("min-area") == 1e6)
    #expect(!options.isGiven("min-area"))
    #expect(try options.length("membership") == nil)
    #expect(try parse("--territories a").choice("decay", as: Demo.Decay.self) == .step)
  }

  @Test func theCanonicalCommandHoldsWhatChangesFigures() throws {
    let arguments = [
      "-o", "out.csv", "--threads", "3", "--decay", "linear", "--key", "it's", "/data/study.json",
      "--territories", "/data/a b.geojson", "c.geojson", "--json",
    ]
    #expect(
      try ArgumentParser.parse(arguments, for: Demo.spec).canonicalCommand
        == "maillage demo study.json --territories 'a b.geojson' c.geojson --key 'it'\\''s' --decay linear")
  }

  static let errors: [(line: String, code: String, english: String, french: String)] = [
    (
      "--territories a --withn 3km", "usage.unknown-option",
      "unknown option --withn: did you mean --within?",
      "option inconnue --withn : vouliez-vous dire --within ?"
    ),
    (
      "--territories a –within 3km", "usage.unknown-option",
      "unknown option –within: did you mean --within?",
      "option inconnue –within : vouliez-vous dire --within ?"
    ),
    (
      "--territories a -within 3km", "usage.unknown-option",
      "unknown option -within: did you mean --within?",
      "option inconnue -within : vouliez-vous dire --within ?"
    ),
    (
      "--territories a -oout.csv", "usage.unknown-option",
      "unknown option -oout.csv: did you mean -o out.csv?",
      "option inconnue -oout.csv : vouliez-vous dire -o out.csv ?"
    ),
    (
      "--territories a -o=out.csv", "usage.unknown-option",
      "unknown option -o=out.csv: did you mean -o out.csv?",
      "option inconnue -o=out.csv : vouliez-vous dire -o out.csv ?"
    ),
    (
      "--territories a --zzzzzzzz", "usage.unknown-option", "unknown option --zzzzzzzz.",
      "option inconnue --zzzzzzzz."
    ),
    (
      "--territories --json", "usage.missing-value",
      "option --territories needs a value (--territories F…): found \"--json\".",
      "il manque la valeur de l'option --territories (--territories F…) : trouvé \"--json\"."
    ),
    (
      "--territories a --key", "usage.missing-value", "option --key needs a value (--key FIELD).",
      "il manque la valeur de l'option --key (--key FIELD)."
    ),
    (
      "--territories a --key=", "usage.missing-value", "option --key needs a value (--key FIELD).",
      "il manque la valeur de l'option --key (--key FIELD)."
    ),
    (
      "--territories a --json=yes", "usage.unwanted-value", "option --json takes no value: found \"yes\".",
      "l'option --json ne prend pas de valeur : trouvé \"yes\"."
    ),
    (
      "--territories a --key x --key y", "usage.repeated-option",
      "option --key is given twice, with \"x\" and \"y\".",
      "option --key donnée deux fois, avec \"x\" et \"y\"."
    ),
    (
      "--territories a --decay linaer", "usage.bad-value",
      "option --decay: bad value: found \"linaer\"; expected step, linear or gaussian: did you mean linear?",
      "option --decay : valeur incorrecte : trouvé \"linaer\" ; attendu : step, linear ou gaussian : "
        + "vouliez-vous dire linear ?"
    ),
    (
      "--key x", "usage.missing-option", "missing option: --territories F…",
      "option manquante : --territories F…"
    ),
    (
      "--territories a -- s1 s2", "usage.unexpected-argument", "unexpected argument: found \"s2\".",
      "argument inattendu : trouvé \"s2\"."
    ),
  ]

  @Test(arguments: errors)
  func errorsNameTheOption(_ row: (line: String, code: String, english: String, french: String)) {
    let error = #expect(throws: UsageError.self) { try self.parse(row.line) }
    #expect(error?.code == row.code)
    #expect(error?.text(in: .english) == row.english)
    #expect(error?.text(in: .french) == row.french)
  }

  @Test func typedErrorsSayWhatIsExpected() throws {
    let options = try parse(
      "--territories a --within 15 --offset 1,5 --threads 0 --min-area 1km --crs Lambert")
    #expect(
      #expect(throws: UsageError.self) { try options.length("within") }?.text(in: .english)
        == "option --within: bad value: found \"15\"; expected a length and its unit, such as 15km or 800m.")
    #expect(
      #expect(throws: UsageError.self) { try options.double("offset") }?.text(in: .french)
        == "option --offset : valeur incorrecte : trouvé \"1,5\" ; attendu : un nombre, avec un point comme "
        + "signe décimal.")
    #expect(
      #expect(throws: UsageError.self) { try options.int("threads", in: 1...64) }?.text(in: .english)
        == "option --threads: bad value: found \"0\"; expected a whole number from 1 to 64.")
    #expect(#expect(throws: UsageError.self) { try options.area("min-area") }?.option == "--min-area")
    #expect(#expect(throws: UsageError.self) { try options.crs("crs") }?.found == "Lambert")
    #expect(
      #expect(throws: UsageError.self) { try options.required("key") }?.text(in: .english)
        == "missing option: --key FIELD.")
    #expect(throws: UsageError.self) { try self.parse("--territories a --within 0m").length("within") }
    #expect(throws: UsageError.self) { try self.parse("--territories a --offset nan").double("offset") }
  }

  @Test func optionsThatGoTogetherOrNot() throws {
    let none = try parse("--territories a")
    let one = try parse("--territories a --within 15km")
    let both = try parse("--territories a --within 15km --membership m.csv")
    #expect(try one.exactlyOne(of: ["within", "membership"]) == "within")
    #expect(
      #expect(throws: UsageError.self) { try none.exactlyOne(of: ["within", "membership"]) }?.text(
        in: .english)
        == "one of these options is needed: --within D or --membership F.")
    #expect(
      #expect(throws: UsageError.self) { try both.atMostOne(of: ["within", "membership"]) }?.text(in: .french)
        == "les options --within et --membership s'excluent.")
    #expect(
      #expect(throws: UsageError.self) { try both.require(["key"], with: "membership") }?.text(in: .english)
        == "option --membership needs --key FIELD.")
    #expect(throws: UsageError.self) { try one.allow(["within"], onlyWith: "key") }
    try none.require(["key"], with: "membership")
    try both.allow(["within"], onlyWith: "membership")
  }
}
