import Coverage
import Foundation
import GeoFormats
import GeoModel
import GeoNative
import Synchronization
import TestSupport
import Testing

@testable import Studies

/// Official contours from a server on the loopback into a cache of the test's own.
@Suite struct ContourFetchTests {
  /// A world, and how it is asked for.
  struct Bench {
    let world: ContourWorld
    var cache: ContourCache { ContourCache(path: world.cache) }

    init() throws { world = try ContourWorld() }

    func request(_ server: String, _ level: ContourLevel = .commune, _ codes: [String] = ["18", "36"])
      -> ContourFetch.Request
    {
      var request = ContourFetch.Request(level: level, codes: codes)
      request.baseURL = server
      (request.http.retries, request.http.backOffSeconds, request.http.stallSeconds) = (2, 0.01, 5)
      return request
    }

    func fetch(
      _ request: ContourFetch.Request, events: ContourFetch.Events? = nil
    ) throws(Diagnostic) -> ContourFetch {
      let session = LoadSession(threads: 2)
      var quiet = ContourFetch.Events()
      quiet.isCancelled = { false }
      return try ContourFetch(
        request, cache: cache,
        reference: try CommuneReference.load(environment: world.environment, session: session),
        session: session, events: events ?? quiet)
    }
  }

  @Test func theCommunesOfTwoDepartements() throws {
    let bench = try Bench()
    let server = try ContourWorld.server()
    let fetch = try bench.fetch(bench.request(server.base))
    #expect(
      fetch.isComplete && fetch.items.map(\.state) == [.fetched(resumedBytes: 0), .fetched(resumedBytes: 0)])
    #expect(
      bench.world.cached == [
        "communes-18.geojson", "communes-18.json", "communes-36.geojson", "communes-36.json",
      ])
    #expect(
      server.requests.map(\.target)
        == ["18", "36"].map { code in
          "/departements/\(code)/communes?fields=nom,code,codeDepartement,codeRegion,codeEpci,population,contour&format=geojson&geometry=contour"
        })
    let unit = ContourUnit(.commune, "18")
    let manifest = try #require(bench.cache.state(of: unit).manifest)
    let text = try #require(ContourWorld.answer("/departements/18/communes"))
    #expect(bench.world.cachedText("communes-18.geojson") == text)
    #expect(manifest.sha256 == SHA256.hexDigest(of: Array(text.utf8)))
    #expect(manifest.byteCount == text.utf8.count && manifest.featureCount == 4)
    #expect(manifest.millesime == "COG 2024" && manifest.url == server.base + server.requests[0].target)
    #expect(manifest.source == "miroir 127.0.0.1:\(server.port)")
    #expect(manifest.date.count == 20 && manifest.date.hasSuffix("Z"))
    #expect(try ContourManifest(parsing: manifest.bytes, source: "m") == manifest)
  }

  @Test func whatIsThereIsLeftAlone() throws {
    let bench = try Bench()
    let server = try ContourWorld.server()
    var request = bench.request(server.base)
    _ = try bench.fetch(request)
    #expect(try bench.fetch(request).items.map(\.state) == [.present, .present])
    #expect(server.requests.count == 2)
    request.isForced = true
    #expect(try bench.fetch(request).isComplete)
    #expect(server.requests.count == 4)
    // A file that was altered is fetched again.
    try bench.world.write("{}", "cache/contours/communes-36.geojson")
    request.isForced = false
    #expect(try bench.fetch(request).items.map(\.state) == [.present, .fetched(resumedBytes: 0)])
    // One without a manifest too: nothing says what it is.
    try FileManager.default.removeItem(atPath: bench.cache.manifest(ContourUnit(.commune, "18")))
    #expect(try bench.fetch(request).items.map(\.state) == [.fetched(resumedBytes: 0), .present])
  }

  /// Answers that must not be kept, and the code of what is said of them.
  static let lies: [(name: String, body: String, code: String)] = {
    let all = ContourWorld.communes(of: "18")
    let good = all.map { $0.feature() }
    func with(_ feature: String) -> String { ContourWorld.collection(Array(good.dropLast()) + [feature]) }
    return [
      ("HTML", "<!DOCTYPE html><html><body>maintenance</body></html>", "geojson.not-json"),
      ("nothing", "", "json.empty"), ("another object", "{\"code\":500}", ""),
      ("cut", String(ContourWorld.collection(good).dropLast(40)), ""),
      ("a list", "[1,2]", "geojson.not-json"),
      ("not JSON", "{\"type\":\"FeatureCollection\",\"features\":[{]}", ""),
      ("no commune", ContourWorld.collection([]), "contours.empty"),
      ("one missing", ContourWorld.collection(Array(good.dropLast())), "contours.missing"),
      ("twice", ContourWorld.collection(good + [good[0]]), "contours.twice"),
      ("no contour", with(all[3].feature(geometry: "null")), "contours.geometry"),
      (
        "a point", with(all[3].feature(geometry: "{\"type\":\"Point\",\"coordinates\":[2.15,47.15]}")),
        "contours.geometry"
      ),
      ("another département", with(all[3].feature(departement: "36")), "contours.departement"),
      (
        "another's commune",
        ContourWorld.collection(good + [ContourWorld.communes[4].feature(departement: "")]),
        "contours.departement"
      ),
      ("no code", with(all[3].feature(code: "")), "contours.code"),
      (
        "no code at all",
        "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{},\"geometry\":\(all[0].polygon())}]}",
        "contours.code"
      ),
      (
        "latitude first",
        with(
          all[3].feature(
            geometry: "{\"type\":\"Polygon\",\"coordinates\":[[[47.1,2.1],[47.2,2.1],[47.2,2.2],[47.1,2.1]]]}"
          )), "contours.place"
      ),
    ]
  }()

  /// The former file stays, and nothing else.
  @Test(arguments: lies.indices)
  func aWrongAnswerIsNotKept(_ index: Int) throws {
    let lie = Self.lies[index]
    let bench = try Bench()
    let server = try ContourWorld.server { request in
      request.target.hasPrefix("/departements/18/") && request.turn > 1
        ? .answer(200, Array(lie.body.utf8)) : nil
    }
    var request = bench.request(server.base)
    _ = try bench.fetch(request)
    let before = bench.world.cached.map { bench.world.cachedText($0) }
    request.isForced = true
    request.codes = ["18"]
    let fetch = try bench.fetch(request)
    #expect(!fetch.isComplete && fetch.failures.count == 1, "\(lie.name)")
    if !lie.code.isEmpty { #expect(fetch.failures.first?.code == lie.code, "\(lie.name)") }
    #expect(bench.world.cached.map { bench.world.cachedText($0) } == before, "\(lie.name)")
    #expect(fetch.items[0].manifest != nil)
  }

  /// A commune that is missing because another holds its land is a merger: another year's codes, said so.
  @Test func anotherYearsCodesAreKeptAndSaid() throws {
    let bench = try Bench()
    let server = try ContourWorld.server { request in
      guard request.target.hasPrefix("/departements/18/") else { return nil }
      let all = ContourWorld.communes(of: "18")
      let features = [
        all[0].feature(), all[1].feature(), all[2].feature(geometry: all[2].polygon(widening: 1)),
      ]
      return .answer(200, Array(ContourWorld.collection(features + [all[3].feature(code: "18999")]).utf8))
    }
    let fetch = try bench.fetch(bench.request(server.base))
    #expect(fetch.isComplete)
    let manifest = try #require(fetch.items[0].manifest)
    #expect(
      manifest.millesime == nil && manifest.absentCodes == ["18004"] && manifest.unknownCodes == ["18999"])
  }

  @Test func oneFailureDoesNotStopTheOthers() throws {
    let bench = try Bench()
    let server = try ContourWorld.server { $0.target.hasPrefix("/departements/18/") ? .status(404) : nil }
    let fetch = try bench.fetch(bench.request(server.base))
    #expect(!fetch.isComplete && fetch.failures.map(\.code) == ["http.status"])
    #expect(fetch.items.map(\.unit.name) == ["communes-18", "communes-36"])
    #expect(fetch.items[1].state == .fetched(resumedBytes: 0))
    #expect(bench.world.cached == ["communes-36.geojson", "communes-36.json"])
  }

  /// Without a network one address is tried, not a hundred.
  @Test func offline() throws {
    let bench = try Bench()
    let server = try LocalServer { _ in [] }
    let base = server.base
    server.stop()
    usleep(200_000)
    let fetch = try bench.fetch(bench.request(base))
    #expect(fetch.failures.map(\.code) == ["http.unreachable"])
    #expect(fetch.items[1].state == .notTried)
    #expect(bench.world.cached.isEmpty)
  }

  /// What one run received the next goes on with.
  @Test func aCutFetchGoesOnInTheNextRun() throws {
    let bench = try Bench()
    let body = Array((ContourWorld.answer("/departements/18/communes") ?? "").utf8)
    let server = try ContourWorld.server { request in
      guard request.target.hasPrefix("/departements/18/") else { return nil }
      guard let range = request.headers["range"], let first = Int(range.dropFirst(6).dropLast()) else {
        return [.head(200, ["ETag: \"1\""], length: body.count), .send(Array(body[..<200]))]
      }
      return .answer(
        206, Array(body[first...]),
        ["ETag: \"1\"", "Content-Range: bytes \(first)-\(body.count - 1)/\(body.count)"])
    }
    var request = bench.request(server.base, .commune, ["18"])
    request.http.retries = 0
    #expect(try bench.fetch(request).failures.map(\.code) == ["http.cut"])
    #expect(bench.cache.parts == ["communes-18.geojson.part", "communes-18.geojson.part.source"])
    #expect(try bench.fetch(request).items[0].state == .fetched(resumedBytes: 200))
    #expect(bench.world.cached == ["communes-18.geojson", "communes-18.json"])
    #expect(bench.cache.state(of: ContourUnit(.commune, "18")).manifest != nil)
  }

  @Test func intercommunalities() throws {
    let bench = try Bench()
    let server = try ContourWorld.server()
    let fetch = try bench.fetch(bench.request(server.base, .epci))
    #expect(fetch.isComplete && fetch.items.map(\.manifest?.featureCount) == [2, 2])
    #expect(fetch.items.map(\.manifest?.millesime) == ["COG 2024", "COG 2024"])
    #expect(server.requests[0].target.hasPrefix("/epcis?codeDepartement=18&"))
  }

  /// The service has no contour of these: they are dissolved from the communes that it has.
  @Test func departementsAndRegionsAreBuilt() throws {
    let bench = try Bench()
    let server = try ContourWorld.server()
    let departements = try bench.fetch(bench.request(server.base, .departement))
    #expect(departements.isComplete)
    #expect(
      departements.items.map(\.unit.name) == [
        "communes-18", "departement-18", "communes-36", "departement-36",
      ])
    let region = try bench.fetch(bench.request(server.base, .region, ["24"]))
    #expect(region.items.map(\.state) == [.present, .present, .built])
    #expect(server.requests.count == 2)
    let manifest = try #require(region.items[2].manifest)
    #expect(
      manifest.url == nil && manifest.builtFrom.map(\.name) == ["communes-18.geojson", "communes-36.geojson"])
    let layer = try GeoJSONReader.read(try ByteFile.read(bench.cache.file(manifest.unit)), source: "r").layer
    #expect(layer.count == 1 && layer.attributes.columns[0][0] == "24")
    // 3 by 2 squares of a tenth of a degree, one outline.
    let polygons = layer.geometry.polygons(of: 0)
    #expect(polygons.polygonCount == 1 && polygons.rings(ofPolygon: 0).count == 1)
    #expect((polygons.area - 0.06).magnitude < 1e-9)
    #expect(
      try bench.fetch(bench.request(server.base, .region, ["24"])).items.map(\.state) == [
        .present, .present, .present,
      ])
  }

  @Test func aLevelIsNotBuiltFromSomeOfItsCommunes() throws {
    let bench = try Bench()
    let server = try ContourWorld.server { $0.target.hasPrefix("/departements/36/") ? .status(500) : nil }
    let fetch = try bench.fetch(bench.request(server.base, .region, ["24"]))
    #expect(!fetch.isComplete && fetch.items[2].state == .notTried)
    #expect(!bench.world.cached.contains("region-24.geojson"))
  }

  /// Two runs at once: the second waits, then finds what the first fetched.
  @Test func twoRunsAtOnce() throws {
    let bench = try Bench()
    let server = try ContourWorld.server { request in
      guard let text = ContourWorld.answer(request.target) else { return nil }
      return [.wait(50)] + .answer(200, Array(text.utf8))
    }
    let request = bench.request(server.base)
    let results = Mutex<[Bool]>([])
    DispatchQueue.concurrentPerform(iterations: 3) { _ in
      let isComplete = (try? bench.fetch(request))?.isComplete ?? false
      results.withLock { $0.append(isComplete) }
    }
    #expect(results.withLock { $0 } == [true, true, true])
    #expect(server.requests.count == 2)
    #expect(bench.cache.units.allSatisfy { bench.cache.state(of: $0).manifest != nil })
  }

  @Test func aStoppedRunSaysWhatItDid() throws {
    let bench = try Bench()
    let server = try ContourWorld.server()
    var events = ContourFetch.Events()
    // Cancelled once the first département is there.
    events.isCancelled = { bench.world.cached.contains("communes-18.json") }
    let fetch = try bench.fetch(bench.request(server.base), events: events)
    #expect(fetch.items.map(\.state) == [.fetched(resumedBytes: 0), .notTried])
    #expect(bench.world.cached == ["communes-18.geojson", "communes-18.json"])
  }

  @Test func whereTheCacheIs() {
    func path(_ told: String?, _ environment: [String: String]) -> String? {
      ContourCache.find(told, environment: environment)?.path
    }
    let all = ["MAILLAGE_CACHE": "/c", "XDG_DATA_HOME": "/x", "HOME": "/h"]
    #expect(path("/t", all) == "/t")
    #expect(path(nil, all) == "/c")
    #expect(path(nil, ["XDG_DATA_HOME": "/x", "HOME": "/h"]) == "/x/maillage")
    #expect(path(nil, ["XDG_DATA_HOME": "relative", "HOME": "/h"]) == "/h/.local/share/maillage")
    #expect(
      path(nil, ["MAILLAGE_CACHE": "", "XDG_DATA_HOME": "", "HOME": "/h"]) == "/h/.local/share/maillage")
    #expect(path(nil, [:]) == nil)
  }

  @Test func onlyOurFilesAreOurs() throws {
    let bench = try Bench()
    let server = try ContourWorld.server()
    _ = try bench.fetch(bench.request(server.base))
    for name in ["notes.json", "communes-18.csv", "x.part", "communes-18.geojson.part", "communes-abc.json"] {
      try bench.world.write("{}", "cache/contours/\(name)")
    }
    #expect(bench.cache.units.map(\.name) == ["communes-18", "communes-36"])
    for unit in bench.cache.units { try bench.cache.remove(unit) }
    _ = try bench.cache.removeParts()
    #expect(bench.world.cached == ["communes-18.csv", "communes-abc.json", "notes.json", "x.part"])
  }

  @Test(arguments: ["", "{", "[]", "{}", "{\"niveau\":\"commune\",\"code\":\"18\"}", "{\"niveau\":1}"])
  func aBrokenManifest(_ text: String) throws {
    let bench = try Bench()
    let server = try ContourWorld.server()
    _ = try bench.fetch(bench.request(server.base))
    try bench.world.write(text, "cache/contours/communes-18.json")
    guard case .altered = bench.cache.state(of: ContourUnit(.commune, "18")) else {
      Issue.record("a broken manifest passes")
      return
    }
    #expect(try bench.fetch(bench.request(server.base)).isComplete)
    #expect(server.requests.count == 3)
  }

  @Test func addresses() {
    #expect(
      ContourUnit(.epci, "2A").url(base: ContourService.baseURL)
        == "https://geo.api.gouv.fr/epcis?codeDepartement=2A&fields=nom,code,codesDepartements,codesRegions,population,contour&format=geojson&geometry=contour"
    )
    #expect(ContourUnit(.departement, "59").url(base: "b") == nil)
    #expect(ContourUnit(.region, "32").url(base: "b") == nil)
    for unit in [ContourUnit(.commune, "2A"), ContourUnit(.epci, "974"), ContourUnit(.region, "32")] {
      #expect(ContourUnit(name: unit.name) == unit)
    }
    #expect(CommuneCode.departement(of: "97411") == "974" && CommuneCode.departement(of: "2A004") == "2A")
    #expect(
      ContourService.publisher(of: "https://geo.api.gouv.fr/x")
        == "geo.api.gouv.fr (API Découpage administratif)")
    #expect(
      ContourService.publisher(of: "https://geo.api.gouv.fr.example.org/x")
        == "miroir geo.api.gouv.fr.example.org")
  }
}
