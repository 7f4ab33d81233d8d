import Coverage
import GeoFormats
import GeoModel
import Studies
import Testing

/// Studies that reach overseas, on the embedded data.
@Suite struct OverseasTests {
  private struct Study: Sendable {
    var results: StudyResults
    var files: [(name: String, bytes: [UInt8])]

    func text(_ name: String) -> String {
      String(decoding: files.first { $0.name == name }?.bytes ?? [], as: UTF8.self)
    }
  }

  private static let corsicaAndOverseas = Loaded { () throws(Diagnostic) in
    try load("region in (94, 01, 02, 03, 04, 06)")
  }

  /// The embedded study of the Hauts-de-France, with other communes and the emergency departments of France.
  private static func load(_ filter: String) throws(Diagnostic) -> Study {
    let session = LoadSession(threads: 4, hashes: true)
    var study = try StudyReader.load(nil, environment: GeoData.environment, session: session)
    study.file.coverages.removeSubrange(1...)
    study.file.territories.filter = filter
    study.file.siteSets.removeSubrange(1...)
    study.file.siteSets[0].filter = nil
    study.file.analyses = []
    study.file.levels = []
    study.file.outputs.mainLevel = nil
    study.file.checks = []
    let results = try StudyResults(study, environment: GeoData.environment, session: session)
    return Study(results: results, files: try StudyOutputs(results, session: session).files)
  }

  @Test func eachPartHasItsOwnPlane() throws {
    let results = try Self.corsicaAndOverseas.get().results
    let counts = Dictionary(uniqueKeysWithValues: results.zones.map { ($0.crs.code, $0.members.count) })
    // Corse; Guyane; La Réunion; Mayotte; Guadeloupe and Martinique.
    #expect(
      counts == [
        "EPSG:2154": 360, "EPSG:2972": 22, "EPSG:2975": 24, "EPSG:4471": 17, "EPSG:5490": 32 + 34,
      ])
    let coverage = try #require(results.job).result
    #expect(coverage.territories.count == 489)
    // Saint-Martin and Saint-Barthélemy are in no commune of the table; nothing is lost.
    let join = try #require(results.assignment)
    #expect(join.isBalanced && join.read == 624)
    #expect(coverage.gaps.allSatisfy { $0.gap.areaSquareMetres > 0 })
    // Where care is known, Guyane is the farthest: Saül and the south are hundreds of kilometres from any.
    let farthest = coverage.gaps.compactMap(\.gap.farthest?.distanceMetres).max() ?? 0
    #expect((250_000...400_000).contains(farthest))
  }

  @Test func layersHoldThemAtTheirTruePlace() throws {
    let study = try Self.corsicaAndOverseas.get()
    let layer = try GeoJSONReader.read(
      study.files.first { $0.name == "territoires.geojson" }?.bytes ?? [], source: "territoires.geojson"
    ).layer
    let key = try #require(layer.attributes.index(of: "code"))
    let bounds: [(prefix: String, box: Envelope)] = [
      ("971", Envelope(minX: -61.9, minY: 15.8, maxX: -60.9, maxY: 16.6)),
      ("972", Envelope(minX: -61.3, minY: 14.3, maxX: -60.7, maxY: 15)),
      ("973", Envelope(minX: -54.8, minY: 1.9, maxX: -51.4, maxY: 6)),
      ("974", Envelope(minX: 55.1, minY: -21.5, maxX: 55.9, maxY: -20.8)),
      ("976", Envelope(minX: 44.9, minY: -13.1, maxX: 45.4, maxY: -12.6)),
    ]
    var found: [String: Int] = [:]
    for feature in 0..<layer.count {
      let code = layer.attributes.columns[key][feature]
      guard let (prefix, box) = bounds.first(where: { code.hasPrefix($0.prefix) }) else { continue }
      let own = layer.geometry.envelope(of: feature)
      #expect(box.contains(own.minX, own.minY) && box.contains(own.maxX, own.maxY), "\(code)")
      found[prefix, default: 0] += 1
    }
    #expect(found == ["971": 32, "972": 34, "973": 22, "974": 24, "976": 17])
  }

  @Test func theMapHasAnInsetForEach() throws {
    let svg = try Self.corsicaAndOverseas.get().text("carte.svg")
    for name in ["Guadeloupe", "Martinique", "Guyane", "La Réunion", "Mayotte"] {
      #expect(svg.contains(">\(name)</text>"), "\(name)")
    }
    #expect(svg.contains("m-frame-5") && !svg.contains("m-frame-6"))
    #expect(svg.contains("Chaque encart est à sa propre échelle"))
    // Every commune is drawn, small islands too: each path has the commune's name and share.
    for commune in ["97110 La Désirade", "97130 Terre-de-Bas", "97131 Terre-de-Haut", "97601 Acoua"] {
      #expect(svg.contains("<title>\(commune) : "), "\(commune)")
    }
  }

  @Test func aRegionOverseasIsTheMainMap() throws {
    let study = try Self.load("region=04")
    #expect(study.results.zones.map(\.crs.code) == ["EPSG:2975"])
    let svg = study.text("carte.svg")
    #expect(!svg.contains("m-frame-1") && !svg.contains("encart"))
    #expect(svg.contains("<title>97424 Cilaos : "))
    // La Réunion has 2,512 km².
    #expect(isWithin(0.02, study.results.job?.result.landSquareMetres, of: 2512e6))
  }
}
