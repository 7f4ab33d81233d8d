import Coverage
import GeoFormats
import GeoModel
import Studies
import Testing

/// The study that `maillage run` runs without an argument, on the embedded data.
@Suite struct HautsDeFranceTests {
  private struct Study: Sendable {
    var results: StudyResults
    var files: [(name: String, bytes: [UInt8])]
    var warnings: [Diagnostic]
  }

  private static let loaded = Loaded { () throws(Diagnostic) in try load() }

  /// The first of its distances only: the others are computed alike.
  private static func load() throws(Diagnostic) -> Study {
    let session = LoadSession(threads: 4, hashes: true)
    var study = try StudyReader.load(nil, environment: GeoData.environment, session: session)
    study.file.coverages.removeSubrange(1...)
    let results = try StudyResults(study, environment: GeoData.environment, session: session)
    return Study(
      results: results, files: try StudyOutputs(results, session: session).files, warnings: session.warnings)
  }

  @Test func meshAndPeople() throws {
    let study = try Self.loaded.get()
    let results = study.results
    #expect(results.inputs.layer.codes.count == 3788 && results.inputs.layer.isApproximate)
    let job = try #require(results.job)
    #expect(job.result.population == 5_998_916)
    #expect(results.zones.map(\.crs.code) == ["EPSG:2154"])
    #expect(study.warnings.isEmpty)
    // The area of the région by its own cells, within 1 % of the 32,002 km² of its contours.
    #expect(isWithin(0.01, job.result.landSquareMetres / 1e6, of: 32_002))
  }

  /// Each belongs to its commune by code, wherever the approximate contours run.
  @Test func sitesBelongToTheirCommunes() throws {
    let results = try Self.loaded.get().results
    let join = try #require(results.assignment)
    let sites = try #require(results.sites)
    #expect(join.read == 49 && join.assigned == 49 && join.byCode == 49 && join.isBalanced)
    for site in 0..<49 {
      #expect(results.inputs.layer.codes[join.territories[site]] == sites.codes[site])
    }
  }

  @Test func levels() throws {
    let results = try Self.loaded.get().results
    #expect(
      results.levels.map(\.level) == ["tas", "territoire", "arrondissement", "bassin_de_vie", "region"])
    #expect(results.levels.map(\.rows.count) == [7, 6, 26, 154, 1])
    for level in results.levels {
      #expect(level.rows.allSatisfy { $0.name != nil })
      #expect(level.rows.count { $0.isTruncated } == (level.level == "bassin_de_vie" ? 25 : 0))
      #expect(level.rows.reduce(0) { $0 + $1.communes } == 3788)
      #expect(level.rows.reduce(0) { $0 + ($1.population ?? 0) } == 5_998_916)
    }
    for indicators in results.indicators { #expect(indicators.total.sites == 49) }
  }

  @Test func thereIsAGapToShow() throws {
    let result = try #require(try Self.loaded.get().results.job).result
    #expect(!result.gaps.isEmpty && result.count(.uncovered) > 100)
    let share = (result.uncoveredPopulation ?? 0) / (result.population ?? 1)
    #expect((0.03...0.08).contains(share))
    #expect(result.gaps.allSatisfy { ($0.gap.farthest?.distanceMetres ?? 0) > 20_000 })
    // The sea is no land outside the data, other régions are.
    #expect(
      (result.edgeSquareMetres ?? 0) > 0 && (result.edgeSquareMetres ?? 0) < result.uncoveredSquareMetres)
  }

  @Test func everyOutputSaysThatContoursAreApproximate() throws {
    let files = try Self.loaded.get().files
    #expect(
      files.map(\.name) == [
        "territoires.geojson", "zones-blanches.geojson", "niveau-tas.geojson", "sites.geojson",
        "sites-reunions.geojson", "indicateurs.csv", "sites-dans-leur-territoire-reunions.csv",
        "distances-bassin-de-vie-reunions.csv",
        "populations-territoire.csv", "taux-tas-reunions.csv", "taux-region-fir-euros.csv",
        "acces-bassin-de-vie-urgences.csv", "acces-tas-urgences.csv", "acces-urgences.csv",
        "acces-territoire-urgences.csv", "acces-arrondissement-urgences.csv", "acces-region-urgences.csv",
        "inegalites-mailles-urgences.csv", "inegalites-mailles-urgences-par-tas.csv",
        "foyers-mailles-urgences.csv", "lorenz-mailles-urgences.csv", "voisinage-mailles-urgences.csv",
        "chiffres-publies.csv", "carte.svg", "rapport.txt", "rapport.md",
      ])
    // These depend on no contour: points of communes, populations, printed figures.
    let others = [
      "distances-", "populations-", "taux-", "chiffres-", "acces-", "inegalites-", "lorenz-",
    ]
    for file in files where !others.contains(where: file.name.hasPrefix) {
      #expect(String(decoding: file.bytes, as: UTF8.self).contains("approché"), "\(file.name)")
    }
  }

  /// The class of a commune is the colour of its place on the map, and every figure lies within its class.
  @Test func everyFigureLiesWithinItsClass() throws {
    for (name, key, count) in [
      ("territoires.geojson", "part_couverte", 3788), ("niveau-tas.geojson", "taux_pour_100k", 7),
    ] {
      let bytes = try #require(try Self.loaded.get().files.first { $0.name == name }?.bytes)
      let json = try JSONValue(parsing: bytes, source: name)
      guard case .array(let features) = json["features"] ?? .null,
        case .array(let legend) = json["legende"] ?? .null
      else { return #expect(Bool(false), "\(name)") }
      #expect(features.count == count)
      var found = Array(repeating: 0, count: legend.count)
      for feature in features {
        let properties = try #require(feature["properties"])
        guard case .int(let index) = properties["classe"] ?? .null else { return #expect(Bool(false)) }
        found[index - 1] += 1
        let entry = legend[index - 1]
        for member in ["classe_min", "classe_max", "classe_libelle", "couleur"] {
          #expect(properties[member] == entry[member])
        }
        let value = try #require(Self.number(properties[key]))
        let (low, high) = (Self.number(entry["classe_min"]) ?? .nan, Self.number(entry["classe_max"]) ?? .nan)
        #expect(low <= value && (value < high || (value == high && index == legend.count)))
      }
      #expect(legend.map { $0["territoires"] } == found.map { .int($0) })
    }
  }

  private static func number(_ value: JSONValue?) -> Double? {
    switch value {
    case .int(let count): Double(count)
    case .number(let number, _): number
    default: nil
    }
  }
}
