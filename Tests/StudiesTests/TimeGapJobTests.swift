import Coverage
import GeoFormats
import GeoModel
import GeoNative
import Testing

@testable import Studies

/// Communes beyond a travel time, on four squares of 100 km² in a row.
@Suite struct TimeGapJobTests {
  private static let places = "id,x,y\na,605000,6655000\nb,635000,6655000\n"

  private func gaps(
    _ times: String, minutes: Double = 30, populations: [Double?] = [100, 200, 300, 400],
    places: String = TimeGapJobTests.places
  ) throws -> (job: TimeGapJob, features: [GeoJSONFeature], layer: LoadedTerritories) {
    let files = FourSquares.files.merging(["t.csv": times, "s.csv": places]) { $1 }
    let session = LoadSession(threads: 2) { path throws(Diagnostic) in Array((files[path] ?? "").utf8) }
    let layer = try TerritoryLoader.load(TerritoryOptions(paths: ["m/carres.geojson"]), session: session)
    var sites = SiteOptions(path: "s.csv")
    if places == Self.places { (sites.x, sites.y, sites.crs) = ("x", "y", .lambert93) }
    let options = TimeGapJob.Options(
      sites: sites, siteKey: "id", times: TravelTimes.Options(path: "t.csv"), minutes: minutes,
      sliverWidthMetres: 250)
    let zones = try PlaneZones.make(layer, workCRS: nil, threads: 2)
    let job = try TimeGapJob(
      layer, zones: zones, populations: populations, options: options, session: session)
    let features = TimeGapFeatures(layer, job, populations: populations, membership: nil)
    return (job, features.gaps(), layer)
  }

  private func value(_ feature: GeoJSONFeature, _ key: String) -> JSONValue? {
    feature.properties.first { $0.key == key }?.value
  }

  @Test func neighboursBeyondTheTimeAreOneGap() throws {
    let (job, features, _) = try gaps(
      "from,to,minutes\n18001,a,10\n18002,a,35\n18002,b,38\n18003,b,40\n18004,b,30\n")
    // 30 minutes themselves are covered.
    #expect(job.states == [.covered, .uncovered, .uncovered, .covered])
    #expect(job.minutes == [10, 35, 40, 30])
    #expect(job.gaps.map(\.communes) == [[1, 2]])
    #expect(job.gaps[0].population == 500 && job.gaps[0].farthest == 2)
    #expect(abs(job.gaps[0].areaSquareMetres - 200e6) < 1)
    #expect(abs(job.landSquareMetres - 400e6) < 1)
    #expect(value(features[0], "duree_max_min") == .number(40, decimals: 6))
    #expect(value(features[0], "site_le_plus_proche") == "b")
    #expect(value(features[0], "codes") == "18002;18003")
    #expect(value(features[0], "commune_principale") == "18003")
    #expect(job.people(.covered, [100, 200, 300, 400]) == 500)
  }

  @Test func sitesNeedNoPosition() throws {
    let times = "from,to,minutes\n18001,a,10\n18002,a,35\n18003,b,40\n18004,b,30\n"
    let (job, features, _) = try gaps(times, places: "id,ville\na,Bourges\nb,Vierzon\n")
    let located = try gaps(times)
    #expect(job.states == located.job.states && features.count == located.features.count)
    #expect(
      features.map { $0.properties.map(\.value) } == located.features.map { $0.properties.map(\.value) })
    #expect(job.places.sites.rejects.isEmpty)
  }

  @Test func gapsApartComeByInhabitants() throws {
    let (job, _, _) = try gaps("from,to,minutes\n18001,a,31\n18002,a,5\n18003,b,5\n18004,b,45\n")
    #expect(job.gaps.map(\.communes) == [[3], [0]])
    #expect(job.gaps.map(\.population) == [400, 100])
  }

  @Test func aCommuneWithoutARowIsUnknownAndOneThatLeadsToNoSiteIsUncovered() throws {
    let (job, features, _) = try gaps("from,to,minutes\n18001,a,5\n18002,elsewhere,3\n18003,b,\n")
    #expect(job.states == [.covered, .uncovered, .uncovered, .unknown])
    #expect(job.minutes == [5, nil, nil, nil])
    #expect(job.gaps[0].communesWithoutTime == 2 && job.gaps[0].farthest == nil)
    #expect(value(features[0], "duree_max_min") == .null)
    let people: [Double?] = [100, 200, 300, 400]
    #expect(job.people(.unknown, people) == 400 && job.people(.uncovered, people) == 500)
  }

  @Test func withoutPopulationsNothingIsSaidOfPeople() throws {
    let (job, features, _) = try gaps("from,to,minutes\n18001,a,45\n", populations: [])
    #expect(job.gaps[0].population == nil && job.people(.uncovered, []) == nil)
    #expect(value(features[0], "population_estimee") == .null)
    #expect(value(features[0], "commune_principale") == "18001")
  }

  @Test func aBadMatrixHasAPlace() {
    let error = #expect(throws: Diagnostic.self) { try gaps("from,to,minutes\n18001,a,loin\n") }
    #expect(error?.code == "access.minutes" && error?.location.line == 2)
  }
}
