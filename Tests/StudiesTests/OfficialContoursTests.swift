import Coverage
import Foundation
import GeoModel
import GeoNative
import TestSupport
import Testing

@testable import Studies

/// Which contours a study of commune points is drawn with.
@Suite struct OfficialContoursTests {
  private typealias Bench = ContourFetchTests.Bench

  private struct Run {
    var results: StudyResults
    var files: [String: String]
    var warnings: [Diagnostic]
  }

  private func run(_ bench: Bench, _ choice: ContourChoice = .auto) throws(Diagnostic) -> Run {
    let session = LoadSession(threads: 2, hashes: true)
    let environment = bench.world.environment
    var study = try StudyReader.load("petite", environment: environment, session: session)
    study.file.territories.contours = choice
    let results = try StudyResults(study, environment: environment, session: session)
    var files: [String: String] = [:]
    for file in try StudyOutputs(results, session: session).files {
      files[file.name] = String(decoding: file.bytes, as: UTF8.self)
    }
    return Run(results: results, files: files, warnings: session.warnings)
  }

  private func fetched(_ codes: [String] = ["18", "36"]) throws -> Bench {
    let bench = try Bench()
    let server = try ContourWorld.server()
    #expect(try bench.fetch(bench.request(server.base, .commune, codes)).isComplete)
    return bench
  }

  @Test func withoutThemContoursAreApproximate() throws {
    let run = try run(try Bench())
    #expect(run.results.inputs.layer.isApproximate && run.results.inputs.layer.official == nil)
    #expect(run.warnings.isEmpty)
    #expect(run.files["rapport.txt"]?.contains("maillage run petite --approximate") == true)
  }

  @Test func withThemTheyAreUsedAndNamed() throws {
    let bench = try fetched()
    let run = try run(bench)
    let layer = run.results.inputs.layer
    let official = try #require(layer.official)
    #expect(!layer.isApproximate && layer.codes == ContourWorld.communes.map(\.code))
    #expect(layer.names[0] == "Commune 18001")
    #expect(official.departements == ["18", "36"] && official.millesime == "COG 2024")
    // The squares as they are: what pyproj and Shapely give for them in Lambert-93.
    #expect(isWithin(1e-9, run.results.job?.result.landSquareMetres, of: 505_465_541.395303))
    #expect(run.warnings.isEmpty)
    for (name, text) in run.files {
      #expect(!text.contains("approché"), "\(name)")
      if name.hasSuffix("geojson") {
        #expect(text.contains("\"contours\":\"officiels : \(official.source)\""))
      }
    }
    let report = try #require(run.files["rapport.md"])
    for manifest in official.manifests {
      #expect(report.contains("\(manifest.sha256)  \(manifest.unit.name).geojson"))
    }
    let base = try #require(official.manifests[0].url?.components(separatedBy: "/departements").first)
    #expect(
      report.contains("maillage geodata fetch --departement 18,36 --base-url \(base)\nmaillage run petite\n"))
    #expect(report.contains("Contours officiels") && report.contains(official.manifests[0].date.prefix(10)))
    #expect(run.files["carte.svg"]?.contains("Contours officiels") == true)
  }

  @Test func theyCanBeLeftAside() throws {
    let bench = try fetched()
    let forced = try run(bench, .approximate)
    #expect(forced.results.inputs.layer.isApproximate && forced.warnings.isEmpty)
    // The same bytes as where there are none.
    #expect(forced.files == (try run(try Bench())).files)
  }

  /// Never some of each.
  @Test func someAreNotEnough() throws {
    let bench = try fetched(["18"])
    let run = try run(bench)
    #expect(run.results.inputs.layer.isApproximate && run.results.inputs.layer.official == nil)
    #expect(run.warnings.map(\.code) == ["contours.partial"])
    #expect(run.warnings.first?.found == "36")
    #expect(run.warnings.first?.hint?.english == "maillage geodata fetch --departement 36")
    #expect(throws: Diagnostic.self) { try self.run(bench, .official) }
  }

  @Test func askedForTheyMustBeThere() throws {
    #expect(throws: Diagnostic.self) { try run(try Bench(), .official) }
    #expect(try run(try fetched(), .official).results.inputs.layer.official != nil)
  }

  @Test func anAlteredFileIsNotUsed() throws {
    let bench = try fetched()
    let path = bench.cache.file(ContourUnit(.commune, "36"))
    var bytes = try ByteFile.read(path)
    bytes[bytes.count - 60] ^= 1
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let run = try run(bench)
    #expect(run.results.inputs.layer.isApproximate && run.warnings.map(\.code) == ["contours.altered"])
    #expect(throws: Diagnostic.self) { try self.run(bench, .official) }
  }

  /// A world whose Cher is of another year.
  private func later(_ features: [String]) throws -> Bench {
    let bench = try Bench()
    let server = try ContourWorld.server { request in
      guard request.target.hasPrefix("/departements/18/") else { return nil }
      return .answer(200, Array(ContourWorld.collection(features).utf8))
    }
    #expect(try bench.fetch(bench.request(server.base)).isComplete)
    return bench
  }

  /// 18004 was merged into 18003, whose contour holds both: each gets the half that is nearer to its point.
  @Test(arguments: ["18003", "18999"])
  func communesMergedSinceShareOneContour(_ code: String) throws {
    let all = ContourWorld.communes(of: "18")
    let bench = try later([
      all[0].feature(), all[1].feature(), all[2].feature(geometry: all[2].polygon(widening: 1), code: code),
    ])
    let run = try run(bench)
    let layer = run.results.inputs.layer
    #expect(
      layer.official?.sharedCodes == ["18003", "18004"] && !layer.isApproximate && run.warnings.isEmpty)
    // What the squares are: the same contours as those of the table's year.
    let same = try self.run(try fetched()).results.inputs.layer
    let (ours, theirs) = (try layer.polygonsInLonLat(), try same.polygonsInLonLat())
    for (index, code) in layer.codes.enumerated() {
      #expect((ours[index].area - theirs[index].area).magnitude < 1e-12, "\(code)")
      let (a, b) = (ours[index].envelope, theirs[index].envelope)
      #expect(max((a.minX - b.minX).magnitude, (a.maxX - b.maxX).magnitude) < 1e-9, "\(code)")
    }
    #expect(isWithin(1e-6, run.results.job?.result.landSquareMetres, of: 505_465_541.395303))
    let report = try #require(run.files["rapport.md"])
    #expect(report.contains("18003 Commune 18003, 18004 Commune 18004"))
    let territories = try #require(run.files["territoires.geojson"])
    #expect(territories.components(separatedBy: "limite intérieure approchée").count == 3)
  }

  /// 18999 was taken from 18001 since, by the list of events: it goes back to it.
  @Test func aSplitIsUndoneByTheEvents() throws {
    let all = ContourWorld.communes(of: "18")
    let (west, east) = (
      "[2,47],[2.05,47],[2.05,47.1],[2,47.1],[2,47]", "[2.05,47],[2.1,47],[2.1,47.1],[2.05,47.1],[2.05,47]"
    )
    func polygon(_ ring: String) -> String { "{\"type\":\"Polygon\",\"coordinates\":[[\(ring)]]}" }
    // The place of 18001 is on the line between both: a little more to the west of it.
    let features = [
      all[0].feature(geometry: polygon(west.replacingOccurrences(of: "2.05", with: "2.06"))),
      all[0].feature(geometry: polygon(east.replacingOccurrences(of: "2.05", with: "2.06")), code: "18999"),
    ]
    let bench = try Bench()
    try bench.world.addHistory()
    let server = try ContourWorld.server { request in
      guard request.target.hasPrefix("/departements/18/") else { return nil }
      let rest = all.dropFirst().map { $0.feature() }
      return .answer(200, Array(ContourWorld.collection(features + rest).utf8))
    }
    let fetch = try bench.fetch(bench.request(server.base))
    #expect(fetch.isComplete && fetch.items[0].manifest?.years == [2025, 2026])
    #expect(fetch.items[0].manifest?.millesime == "COG 2026")
    #expect(fetch.items[1].manifest?.years == Array(2012...2026))
    #expect(fetch.items[1].manifest?.millesime == "COG 2024")
    let run = try run(bench)
    let layer = run.results.inputs.layer
    #expect(
      run.warnings.isEmpty && layer.official?.sharedCodes == [] && layer.official?.millesime == "COG 2026")
    #expect((try layer.polygonsInLonLat()[0].area - 0.01).magnitude < 1e-12)
    #expect(isWithin(1e-6, run.results.job?.result.landSquareMetres, of: 505_465_541.395303))
  }

  /// Land under a new code that no event explains was taken from a commune that cannot be told.
  @Test func aSplitThatNothingExplains() throws {
    let all = ContourWorld.communes(of: "18")
    let piece = "{\"type\":\"Polygon\",\"coordinates\":[[[1.9,47],[2,47],[2,47.1],[1.9,47.1],[1.9,47]]]}"
    let bench = try later(all.map { $0.feature() } + [all[0].feature(geometry: piece, code: "18999")])
    let run = try run(bench)
    #expect(run.results.inputs.layer.isApproximate && run.warnings.map(\.code) == ["contours.codes"])
    #expect(run.warnings.first?.found == "18999")
    #expect(throws: Diagnostic.self) { try self.run(bench, .official) }
  }

  /// Three places: what is nearer to each, the whole of it, once.
  @Test func sharesOfASquare() throws {
    let square = MultiPolygon(
      shell: [(0, 0), (0.4, 0), (0.4, 0.4), (0, 0.4), (0, 0)].map { Position(x: $0.0, y: $0.1) })
    let places = [Position(x: 0.1, y: 0.2), Position(x: 0.3, y: 0.1), Position(x: 0.3, y: 0.3)]
    let shares = try MergedCommunes.shares(of: square, among: places, session: GEOSSession())
    #expect(shares.count == 3)
    #expect((shares.reduce(0) { $0 + $1.area } - 0.16).magnitude < 1e-12)
    // The places with x = 0.3 are cut halfway, and are as large by symmetry.
    #expect(
      (shares[1].envelope.maxY - 0.2).magnitude < 1e-3 && (shares[2].envelope.minY - 0.2).magnitude < 1e-3)
    #expect((shares[1].area - shares[2].area).magnitude < 1e-6)
    #expect(
      try MergedCommunes.shares(of: square, among: [places[0], places[0]], session: GEOSSession()).isEmpty)
  }

  /// A filter needs only the départements that it keeps.
  @Test func aFilterNeedsItsOwn() throws {
    let bench = try fetched(["36"])
    let session = LoadSession(threads: 2)
    var study = try StudyReader.load("petite", environment: bench.world.environment, session: session)
    study.file.territories.filter = "code=36002"
    let inputs = try StudyInputs(study, environment: bench.world.environment, session: session)
    #expect(inputs.layer.codes == ["36002"] && inputs.layer.official?.departements == ["36"])
    #expect(inputs.layer.geometry.count == 1)
  }

  @Test(arguments: ["auto", "officiels", "approches"])
  func theKeyOfAStudy(_ word: String) throws {
    let bench = try fetched()
    let study = try #require(
      try? String(contentsOfFile: bench.world.root.path + "/geodata/studies/petite.json", encoding: .utf8))
    try bench.world.write(
      study.replacingOccurrences(
        of: "\"source\": \"communes", with: "\"contours\": \"\(word)\", \"source\": \"communes"),
      "geodata/studies/autre.json")
    let session = LoadSession(threads: 2)
    let loaded = try StudyReader.load("autre", environment: bench.world.environment, session: session)
    #expect(loaded.file.territories.contours == ContourChoice(rawValue: word))
    let inputs = try StudyInputs(loaded, environment: bench.world.environment, session: session)
    #expect(inputs.layer.isApproximate == (word == "approches"))
    #expect(try bench.world.isRefused(study, "\"contours\": \"\(word)s\", "))
    #expect(
      try bench.world.isRefused(
        study.replacingOccurrences(
          of: "\"points\": \"../tables/communes.csv\"", with: "\"fichiers\": [\"a.geojson\"]"),
        "\"contours\": \"\(word)\", "))
  }

  @Test func buildUsesThemToo() throws {
    let bench = try fetched()
    for (choice, isApproximate) in [(ContourChoice.auto, false), (.approximate, true)] {
      let built = try EmbeddedLevels.load(
        "departement", filter: nil, contours: choice, environment: bench.world.environment,
        session: LoadSession(threads: 2))
      #expect(built.mesh.isApproximate == isApproximate && built.mesh.codes.count == 6)
    }
  }
}

extension ContourWorld {
  /// True where a study with these words before its source is refused with the place of the key.
  fileprivate func isRefused(_ study: String, _ words: String) throws -> Bool {
    try write(
      study.replacingOccurrences(of: "\"source\": \"communes", with: words + "\"source\": \"communes"),
      "geodata/studies/refusee.json")
    do throws(Diagnostic) {
      _ = try StudyReader.load("refusee", environment: environment, session: LoadSession(threads: 1))
      return false
    } catch {
      return error.location.field == "territoires.contours"
    }
  }
}
