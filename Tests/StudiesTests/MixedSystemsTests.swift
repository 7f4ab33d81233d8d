import GeoFormats
import GeoModel
import TestSupport
import Testing

@testable import Studies

/// Places of each département in its own metres. Their coordinates come from PROJ 9 by another program
/// (pyproj), from a longitude and latitude of the place.
@Suite struct MixedSystemsTests {
  struct Place: Sendable {
    var departement: String
    var finess: String
    var system: String
    var x: String
    var y: String
    var longitude: Double
    var latitude: Double
  }

  static let places = [
    Place(
      departement: "971", finess: "9A", system: "UTM_N20", x: "656770.9", y: "1796166.2", longitude: -61.5331,
      latitude: 16.2411),
    Place(
      departement: "972", finess: "9B", system: "EPSG:5490 RGAF09/UTM Zone 20N (Antilles)", x: "709096.3",
      y: "1616759.7", longitude: -61.0588, latitude: 14.6161),
    Place(
      departement: "973", finess: "9C", system: "UTM_N22", x: "352969.1", y: "545868.9", longitude: -52.3261,
      latitude: 4.9372),
    Place(
      departement: "974", finess: "9D", system: "UTM_S40", x: "338807.6", y: "7690477.7", longitude: 55.4504,
      latitude: -20.8789),
    Place(
      departement: "975", finess: "9E", system: "WGS84/UTM zone 21N (St-Pierre-et-Miquelon)", x: "563106.4",
      y: "5181170.8", longitude: -56.1733, latitude: 46.7811),
    Place(
      departement: "976", finess: "9F", system: "UTM_S38", x: "524724.5", y: "8587115.8", longitude: 45.2278,
      latitude: -12.7806),
    Place(
      departement: "977", finess: "977", system: "UTM_N20", x: "515909.9", y: "1978652.7",
      longitude: -62.8498, latitude: 17.8957),
    Place(
      departement: "978", finess: "978", system: "UTM_N20", x: "491301.4", y: "1997655.4",
      longitude: -63.0822, latitude: 18.0675),
    Place(
      departement: "986", finess: "9J", system: "WGS84/UTM zone 1S (Wallis-et-Futuna)", x: "589418.8",
      y: "8531475.3", longitude: -176.1745, latitude: -13.2825),
    Place(
      departement: "01", finess: "01", system: "LAMBERT_93", x: "870262.1", y: "6571541.3",
      longitude: 5.20918, latitude: 46.22229),
    Place(
      departement: "2A", finess: "2A", system: "EPSG:2154 RGF93 / Lambert-93 (Métropole)", x: "1176526.6",
      y: "6108263.0", longitude: 8.7369, latitude: 41.9192),
  ]

  private func load(_ text: String, _ change: (inout SiteOptions) -> Void = { _ in }) throws
    -> (sites: LoadedSites, session: LoadSession)
  {
    let session = LoadSession(threads: 2) { _ throws(Diagnostic) in Array(text.utf8) }
    var options = SiteOptions(path: "sites.csv")
    change(&options)
    return (try SiteLoader.load(options, session: session), session)
  }

  private func isAt(_ sites: LoadedSites, _ site: Int, _ place: Place) -> Bool {
    // Coordinates are written to 0.1 m, about 1e-6 degrees.
    abs(sites.lonLat[2 * site] - place.longitude) < 2e-6
      && abs(sites.lonLat[2 * site + 1] - place.latitude) < 2e-6
  }

  private func register(_ place: (Place) -> (departement: String, source: String)) -> String {
    var structures = "finess;etalab;98;2026-01-05\n"
    var positions = ""
    for (index, item) in Self.places.enumerated() {
      var fields = [String](repeating: "", count: 30)
      let (departement, source) = place(item)
      fields[0] = "00000000\(index)"
      fields[12] = departement
      structures += "structureet;" + fields.joined(separator: ";") + "\n"
      positions += "geolocalisation;\(fields[0]);\(item.x);\(item.y);\(source);2026-01-05\n"
    }
    return structures + positions
  }

  @Test func finessSaysTheSystemOfEachRow() throws {
    let (sites, session) = try load(register { ($0.finess, "1,ATLASANTE,96,BAN,\($0.system)") })
    #expect(sites.crs == .wgs84 && sites.rejects.isEmpty)
    for (site, place) in Self.places.enumerated() { #expect(isAt(sites, site, place), "\(place)") }
    let note = session.notes.first { $0.english.contains("several systems") }
    #expect(note?.english.contains("EPSG:2154 (2), EPSG:2972 (1)") == true)
  }

  @Test func theDepartementSaysItWhereTheSourceDoesNot() throws {
    let (sites, _) = try load(register { ($0.finess, "") })
    #expect(sites.rejects.isEmpty)
    for (site, place) in Self.places.enumerated() { #expect(isAt(sites, site, place), "\(place)") }
  }

  @Test func aColumnSaysIt() throws {
    let rows = Self.places.map { "\($0.departement);\($0.system);\($0.x);\($0.y)\n" }.joined()
    for column in ["dep", "systeme"] {
      let (sites, _) = try load("dep;systeme;x;y\n" + rows) { $0.crsColumn = column }
      for (site, place) in Self.places.enumerated() {
        #expect(isAt(sites, site, place), "\(column) \(place)")
      }
    }
  }

  @Test func rowsWithoutASystemAreRejected() throws {
    let (sites, _) = try load("dep;x;y\n01;870262.1;6571541.3\nXX;1;2\n971;656770.9;1796166.2\n") {
      $0.crsColumn = "dep"
    }
    #expect(sites.rejects.map(\.code) == ["row.crs"] && sites.rejects[0].line == 3)
    #expect(isAt(sites, 0, Self.places[9]) && isAt(sites, 2, Self.places[0]))
  }

  @Test func oneSystemIsKept() throws {
    let (sites, _) = try load("dep;x;y\n974;338807.6;7690477.7\n") { $0.crsColumn = "dep" }
    #expect(sites.crs.code == "EPSG:2975" && sites.positions == [338807.6, 7690477.7])
  }

  @Test func codesOfSpreadsheets() throws {
    func populations(_ text: String, asked: Bool = false) throws -> (Populations, [Diagnostic]) {
      let session = LoadSession(threads: 1) { _ throws(Diagnostic) in Array(text.utf8) }
      session.repairsCodes = asked
      let found = try PopulationLoader.load("p.csv", key: nil, value: nil, session: session)
      return (found, session.warnings)
    }
    // Certain: a column of commune codes without any leading zero.
    let (certain, said) = try populations("CODGEO;PMUN\n1004;10\n2A004;20\n59350.0;30\n")
    #expect(certain.byCode == ["01004": 10, "2A004": 20, "59350": 30])
    #expect(said.map(\.code) == ["codes.repaired"] && said[0].message.english.hasPrefix("2 "))
    // Not certain: some codes have kept their zero, or the column may hold other codes.
    let (kept, told) = try populations("CODGEO;PMUN\n1004;10\n01005;20\n")
    #expect(kept.byCode == ["1004": 10, "01005": 20] && told.map(\.code) == ["codes.damaged"])
    #expect(told[0].hint?.english == "--repair-codes")
    let (four, quietly) = try populations("code;pop\n1004;10\nA1;20\n")
    #expect(four.byCode == ["1004": 10, "A1": 20] && quietly.isEmpty)
    let (other, proposed) = try populations("code;pop\n1004;10\n59350;20\n")
    #expect(other.byCode["1004"] == 10 && proposed.map(\.code) == ["codes.damaged"])
    let (asked, done) = try populations("code;pop\n1004;10\n01005;20\nX1;5\n", asked: true)
    #expect(asked.byCode == ["01004": 10, "01005": 20, "X1": 5] && done.map(\.code) == ["codes.repaired"])
    let (whole, quiet) = try populations("CODGEO;PMUN\n01004;10\n59350;20\n")
    #expect(whole.byCode.count == 2 && quiet.isEmpty)
  }

  @Test func populationsAsTablesWriteThem() throws {
    let text = "CODGEO;PMUN\n01004;1 234,5\n01005;s\n01006;n.d.\n01007;0\n01008;12\n"
    let session = LoadSession(threads: 1) { _ throws(Diagnostic) in Array(text.utf8) }
    let found = try PopulationLoader.load("p.csv", key: nil, value: nil, session: session)
    #expect(found.byCode == ["01004": 1234.5, "01007": 0, "01008": 12])
    #expect(session.warnings.map(\.code) == ["population.missing", "population.secret"])
    #expect(session.warnings[1].found == "01005")
    let unclear = LoadSession(threads: 1) { _ throws(Diagnostic) in Array("CODGEO;PMUN\n01004;1,234\n".utf8) }
    let error = #expect(throws: Diagnostic.self) {
      try PopulationLoader.load("p.csv", key: nil, value: nil, session: unclear)
    }
    #expect(error?.code == "population.decimal-sign" && error?.location.line == 2)
  }

  @Test(.enabled(if: RealData.isPresent, "no real data beside the package"))
  func codesOfHealthProfessionals() throws {
    // The file holds both 1004.0 and 01004: the repair is proposed, and done if asked.
    let path = RealData.path("health-professionals-2018/PS_communes.csv")
    for isAsked in [false, true] {
      let session = LoadSession(threads: 1)
      session.repairsCodes = isAsked
      let codes = try CodeTable.load(path, key: nil, role: "t", option: "--key", session: session)
      #expect(codes.code(0) == (isAsked ? "01004" : "1004.0"))
      #expect((0..<codes.table.rowCount).allSatisfy { codes.code($0).utf8.count == 5 } == isAsked)
      #expect(session.warnings.map(\.code) == [isAsked ? "codes.repaired" : "codes.damaged"])
      #expect(session.warnings[0].message.english.hasPrefix("1010 "))
    }
  }
}
