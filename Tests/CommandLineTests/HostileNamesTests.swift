import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Names from data that would be markup, formulas or paths anywhere but in data.
@Suite struct HostileNamesTests {
  private static let names = [
    "<script>alert('1')</script>", "a|b`c`", "# [lien](http://x) ![](y)", "=HYPERLINK(\"x\")", "../../passwd",
    "/etc/passwd", "ligne\u{2028}une\u{202E}deux",
  ]

  /// The fixtures of a study with hostile names in the place of theirs.
  private func sandbox() throws -> Sandbox {
    let sandbox = try Sandbox()
    try sandbox.copyFixtures("alentours.geojson", "populations.csv", "bassins.csv", "composition.csv")
    func place(_ name: String, _ old: [String]) throws {
      let file = URL(fileURLWithPath: Sandbox.fixtures).appendingPathComponent(name)
      var text = try String(contentsOf: file, encoding: .utf8)
      for (word, hostile) in zip(old, Self.names) {
        let isJSON = !name.hasSuffix(".csv")
        let escaped = hostile.replacingOccurrences(of: "\"", with: isJSON ? "\\\"" : "\"\"")
        #expect(text.contains(word))
        text = text.replacingOccurrences(of: word, with: isJSON ? escaped : "\"\(escaped)\"")
      }
      try sandbox.write(Array(text.utf8), to: name)
    }
    try place(
      "carres.geojson", ["Saint-Août", "Lignères", "Châteaumeillant", "Bœuf-le-Petit", "Le Grand Chêne"])
    try place("sites.csv", ["Maison de santé du Chêne", "Sur la limite", "Dans deux territoires"])
    try place("bassins.csv", ["Bassin du Sud", "Bassin vide", "Bassin du Nord", "Bassin inconnu"])
    try place(
      "etude.json",
      ["Carrés : à plus de 6 km d’une maison de santé", "territoires inventés", "habitants inventés"])
    return sandbox
  }

  @Test func aStudyShowsThemAsTheyAre() throws {
    let sandbox = try sandbox()
    let run = sandbox.run(["run", "{in}/etude.json", "-o", "{out}/r", "--excel"])
    #expect(run.status == 0, "\(run.error)")
    let files = try sandbox.files()
    #expect(
      Set(files.keys) == [
        "r/.maillage.json", "r/carte.svg", "r/indicateurs.csv", "r/niveau-bassin.geojson", "r/rapport.md",
        "r/rapport.txt",
        "r/sites.geojson", "r/territoires.geojson", "r/zones-blanches.geojson",
      ])
    let svg = try #require(files["r/carte.svg"])
    let parser = XMLParser(data: svg)
    #expect(parser.parse())
    #expect(!String(decoding: svg, as: UTF8.self).contains("<script"))
    let report = String(decoding: try #require(files["r/rapport.md"]), as: UTF8.self)
    #expect(report.contains("\\<script\\>") && !report.contains("a|b`"))
    #expect(!report.replacingOccurrences(of: "\\<", with: "").contains("<"))
    let layer = try JSONSerialization.jsonObject(with: try #require(files["r/territoires.geojson"]))
    let features = (layer as? [String: Any])?["features"] as? [[String: Any]] ?? []
    let found = Set(features.compactMap { ($0["properties"] as? [String: Any])?["nom"] as? String })
    #expect(found.isSuperset(of: Self.names.prefix(5)))
    let table = String(decoding: try #require(files["r/indicateurs.csv"]), as: UTF8.self)
    #expect(table.hasPrefix("\u{FEFF}niveau;code;nom;"))
    // No terminal control or direction mark reaches the screen.
    #expect(!run.output.unicodeScalars.contains("\u{202E}") && !run.error.unicodeScalars.contains("\u{202E}"))
  }

  @Test func aSpreadsheetRunsNone() throws {
    let sandbox = try sandbox()
    let run = sandbox.run(["convert", "{in}/carres.geojson", "{out}/x.csv", "--select", "nom", "--excel"])
    #expect(run.status == 0, "\(run.error)")
    let table = String(decoding: try #require(try sandbox.files()["x.csv"]), as: UTF8.self)
    #expect(table.contains("\n\"'=HYPERLINK(\"\"x\"\")\";"))
  }

  @Test func fieldsAndLayersOfAnyName() throws {
    let sandbox = try Sandbox()
    let fields = Self.names.map { name in
      String(decoding: (try? JSONSerialization.data(withJSONObject: [name])) ?? Data(), as: UTF8.self)
        .dropFirst().dropLast() + ":1"
    }
    let text =
      "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[2,47]},\"properties\":{\"a\":0,"
      + fields.joined(separator: ",") + "}}"
    try sandbox.write(Array(text.utf8), to: "../in/x';DROP TABLE--.geojson")
    for ending in ["geojson", "topojson", "gpkg", "csv"] {
      let run = sandbox.run(["convert", "{in}/x';DROP TABLE--.geojson", "{out}/a';b--.\(ending)"])
      #expect(run.status == 0, "\(run.error)")
      let again = sandbox.run(["info", "{out}/a';b--.\(ending)", "--json"])
      let facts = try JSONSerialization.jsonObject(with: Data(again.output.utf8)) as? [String: Any]
      #expect(again.status == 0 && facts?["objets_lus"] as? Int == 1, "\(ending): \(again.error)")
      let layers = facts?["couches"] as? [[String: Any]] ?? []
      let names = (layers.first?["champs"] as? [[String: Any]] ?? []).compactMap { $0["nom"] as? String }
      #expect(Set(names).isSuperset(of: Self.names), "\(ending): \(names)")
    }
    #expect(try sandbox.files().count == 4)
  }
}
