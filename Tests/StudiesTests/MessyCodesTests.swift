import Coverage
import GeoModel
import Testing

@testable import Studies

@Suite struct MessyCodesTests {
  @Test(arguments: [
    (" 01001 ", "01001"), ("01001", "01001"), ("\u{A0}2A004\u{202F}", "2A004"), ("\t", ""), ("", ""),
    ("CPTS du Nord", "CPTS du Nord"),
  ]) func blanksAreTakenOff(text: String, code: String) {
    #expect(CodeText.trimmed(text) == code)
  }

  private func session(_ files: [String: String]) -> LoadSession {
    LoadSession(threads: 1) { path throws(Diagnostic) in
      guard let text = files[path] else {
        throw Diagnostic("file.missing", Phrase(en: "no such file", fr: "pas de tel fichier"), found: path)
      }
      return Array(text.utf8)
    }
  }

  @Test func blanksAreSaidAndTheCodesMatch() throws {
    let session = session([
      "pop.csv": "code,population\n 01001 ,10\n01002\u{A0},20\n01003,30\n",
      "levels.csv": "code;dep\n01001; A\n 01002;A \n",
    ])
    let populations = try PopulationLoader.load("pop.csv", key: nil, value: nil, session: session)
    #expect(populations.byCode == ["01001": 10, "01002": 20, "01003": 30])
    let levels = try MembershipLoader.load("levels.csv", key: "code", by: "dep", session: session)
    #expect(levels.levelOf == ["01001": "A", "01002": "A"] && levels.totals == ["A": 2])
    let warnings = session.warnings.filter { $0.code == "codes.blanks" }
    #expect(warnings.map(\.location.file) == ["pop.csv", "levels.csv"])
    #expect(warnings.first?.message.english == "blanks taken off codes: 2")
  }

  @Test(arguments: [
    (#"{"titre": "a", "titre": "b"}"#, "titre"),
    (#"{"a": [{"b": 1}, {"b": 1, "c": {"d": 1, "d": 2}}]}"#, "a[1].c.d"),
  ]) func aKeyThatStandsTwiceIsRefused(text: String, path: String) {
    let error = #expect(throws: Diagnostic.self) {
      try StudyReader.load("e.json", environment: [:], session: session(["e.json": text]))
    }
    #expect(error?.location.field == path)
  }

  @Test func aLayerWithoutFeaturesIsSaidToHaveNone() {
    let files = ["vide.geojson": #"{"type":"FeatureCollection","features":[]}"#]
    let error = #expect(throws: Diagnostic.self) {
      try TerritoryLoader.load(TerritoryOptions(paths: ["vide.geojson"]), session: session(files))
    }
    #expect(error?.code == "territories.none")
  }
}
