import Foundation
import GeoFormats
import GeoModel
import Testing

@testable import MaillageCLI

/// Commands on GeoPackages: the same answers as on GeoJSON, the layer chosen by its option.
@Suite struct GeoPackageCommandTests {
  private let sandbox: Sandbox

  init() throws {
    sandbox = try Sandbox()
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: Sandbox.fixtures + "/degres.geojson")))
    let squares = try GeoJSONReader.read(bytes, source: "degres.geojson").layer
    var half = squares
    half.geometry = GeometryColumn()
    for _ in 0..<squares.count { half.geometry.append(point: Position(x: 2.5, y: 47.5)) }
    let one = try GeoPackageWriter.bytes(of: [
      GeoPackageContent(squares, name: "carrés"), GeoPackageContent(squares.attributes, name: "notes"),
    ])
    let two = try GeoPackageWriter.bytes(of: [
      GeoPackageContent(half, name: "points"), GeoPackageContent(squares, name: "carrés"),
    ])
    try sandbox.write(one.bytes, to: "one.gpkg")
    try sandbox.write(two.bytes, to: "two.gpkg")
  }

  private func join(_ territories: String, _ more: String..., to name: String) -> Sandbox.Run {
    sandbox.run(
      [
        "join", "--sites", "{fixtures}/cabinets.csv", "--territories", territories, "-o", "{out}/\(name)",
        "--lang", "en",
      ] + more)
  }

  @Test func aGeoPackageGivesWhatGeoJSONGives() throws {
    #expect(join("{fixtures}/degres.geojson", to: "a.csv").status == 0)
    let alone = join("{in}/one.gpkg", to: "b.csv")
    #expect(alone.status == 0 && alone.error.contains("the only one with geometries is read: \"carrés\""))
    #expect(join("{in}/two.gpkg", "--territories-layer", "carrés", to: "c.csv").status == 0)
    let files = try sandbox.files()
    #expect(files["a.csv"]?.isEmpty == false && files["b.csv"] == files["a.csv"])
    #expect(files["c.csv"] == files["a.csv"])
  }

  @Test func aChoiceIsAskedFor() throws {
    let none = join("{in}/two.gpkg", to: "o.csv")
    #expect(none.status == 2 && none.error.contains("one of \"points\", \"carrés\""))
    let wrong = join("{in}/two.gpkg", "--territories-layer", "carres2", to: "o.csv")
    #expect(wrong.status == 2 && wrong.error.contains("Try: --layer carrés"))
    // A defect names the layer and the feature.
    let points = join("{in}/two.gpkg", "--territories-layer", "points", to: "o.csv")
    #expect(points.status == 2 && points.error.contains("feature 1") && points.error.contains("Point"))
    #expect(try sandbox.files().isEmpty)
  }

  @Test func sitesFromALayer() throws {
    let run = sandbox.run([
      "join", "--sites", "{in}/two.gpkg", "--layer", "points", "--territories", "{fixtures}/degres.geojson",
      "--json",
    ])
    #expect(run.status == 0 && run.output.contains("\"sites_lus\":"))
  }

  @Test func aStudyNamesItsLayers() throws {
    let study = """
      {"titre": "Essai", "territoires": {"fichiers": ["two.gpkg"], "couche": "COUCHE", "cle": "code"},
       "niveaux": [],
       "sites": {"fichier": "two.gpkg", "couche": "points", "crs": "EPSG:4326"},
       "couvertures": [{"distance": "15km"}]}
      """
    for (name, layer) in [("e.json", "carrés"), ("f.json", "absente")] {
      try sandbox.write([UInt8](study.replacingOccurrences(of: "COUCHE", with: layer).utf8), to: name)
    }
    let run = sandbox.run(["run", "{in}/e.json", "-o", "{out}/r", "--lang", "en"])
    #expect(run.status == 0, "\(run.error)")
    let wrong = sandbox.run(["run", "{in}/f.json", "-o", "{out}/s", "--lang", "en"])
    #expect(wrong.status == 2 && wrong.error.contains("no such layer"))
  }
}
