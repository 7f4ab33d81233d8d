import Foundation
import Testing

@testable import MaillageCLI

/// One defect of an input, and what must be said of it.
struct BadInput: CustomTestStringConvertible, Sendable {
  var name: String
  /// Files put into `{in}`.
  var files: [String: [UInt8]] = [:]
  var arguments: [String]
  var status: Int32 = 2
  /// All must stand in the messages.
  var words: [String]

  var testDescription: String { name }

  init(
    _ name: String, _ files: [String: String] = [:], _ arguments: [String], status: Int32 = 2,
    says words: [String]
  ) {
    self.name = name
    self.files = files.mapValues { Array($0.utf8) }
    self.arguments = arguments
    self.status = status
    self.words = words
  }

  init(_ name: String, bytes: [String: [UInt8]], _ arguments: [String], says words: [String]) {
    self.name = name
    files = bytes
    self.arguments = arguments
    self.words = words
  }
}

@Suite struct BadInputTests {
  @Test(
    arguments: BadInput.geometries + BadInput.tables + BadInput.coordinates + BadInput.codes
      + BadInput.files + BadInput.studies)
  func isRefusedWithItsPlaceAndLeavesNothing(_ bad: BadInput) throws {
    let sandbox = try Sandbox()
    for (name, bytes) in bad.files { try sandbox.write(bytes, to: name) }
    let run = sandbox.run(bad.arguments)
    #expect(run.status == bad.status, "\(run.error)")
    for word in bad.words {
      let expected = word.replacingOccurrences(of: "{in}", with: sandbox.input.path)
        .replacingOccurrences(of: "{out}", with: sandbox.output.path)
      #expect(run.error.contains(expected), "no “\(expected)” in: \(run.error)")
    }
    let french = sandbox.run(bad.arguments + ["--lang", "fr"])
    #expect(french.status == bad.status && french.error.contains(": erreur : "), "\(french.error)")
    #expect(!french.error.contains("error:"))
    #expect(try sandbox.files().isEmpty)
    #expect(run.output.isEmpty && french.output.isEmpty)
  }

  /// The same defect as JSON: the object says the code, and nothing else is printed.
  @Test func asJSON() throws {
    let sandbox = try Sandbox()
    try sandbox.write(Array("code;lon;lat\n1;2.05\n".utf8), to: "sites.csv")
    let run = sandbox.run([
      "join", "--json", "--sites", "{in}/sites.csv", "--territories", "{fixtures}/degres.geojson", "-o",
      "{out}/o",
    ])
    #expect(run.status == 2)
    #expect(run.output.contains("\"code\": \"csv.field-count\"") && run.output.contains("\"ligne\": 2"))
    #expect(try sandbox.files().isEmpty)
  }

  @Test func aFileThatNobodyMayRead() throws {
    guard getuid() != 0 else { return }
    let sandbox = try Sandbox()
    try sandbox.copyFixtures("cabinets.csv")
    let path = sandbox.input.appendingPathComponent("cabinets.csv").path
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
    let run = sandbox.run(BadInput.join("{in}/cabinets.csv"))
    #expect(run.status == 2 && run.error.contains("cabinets.csv: error: "))
    #expect(try sandbox.files().isEmpty)
  }
}

/// Defects that are survived with a warning: exit 0, and 1 with `--strict`.
@Suite struct SuspectInputTests {
  @Test(arguments: [
    ("id,lon,lat\n1,47.05,2.05\n2,47.15,2.15\n", "with x and y exchanged, 2 would lie inside"),
    ("id,lon,lat\n1,12.5,41.9\n", "1 site lies outside France"),
    ("id,lon,lat\n1,0,0\n2,2.05,47.05\n", "1 site stands at 0, 0"),
    ("id,lon,lat\n1,2.05,47.05\n2,2.15,\n", "line 3 (2), lat \"\": no coordinate"),
    ("id,lon,lat\n1,2.05,47.05\n2,2.15,91\n", "line 3 (2), lat \"91\": outside ±180° of longitude"),
    ("id,lon,lat\n1,2.05,47.05\n2,NaN,47\n", "line 3 (2), lon \"NaN\": not a number"),
    (
      "id,lon,lat\n1,2.05,47.05\n2,\"2,15\",47.05\n",
      "has a decimal comma where a decimal point was announced"
    ),
  ])
  func isAWarningThatStrictRefuses(_ text: String, _ words: String) throws {
    let sandbox = try Sandbox()
    try sandbox.write(Array(text.utf8), to: "sites.csv")
    let lenient = sandbox.run(BadInput.join("{in}/sites.csv"))
    #expect(lenient.status == 0)
    #expect(lenient.error.contains("sites.csv") && lenient.error.contains(words), "\(lenient.error)")
    let rows = text.split(separator: "\n").count
    #expect(
      try sandbox.files()["o.csv"].map { String(decoding: $0, as: UTF8.self).split(separator: "\n").count }
        == rows)
    let strict = sandbox.run(BadInput.join("{in}/sites.csv") + ["--strict", "--force"])
    #expect(strict.status == 1 && strict.error.contains("--strict"))
  }

  @Test func anOpenRingIsClosedAndSaid() throws {
    let sandbox = try Sandbox()
    try sandbox.write(
      Array(
        """
        {"type":"Feature","properties":{"code":"A"},"geometry":{"type":"Polygon",
        "coordinates":[[[2,47],[3,47],[3,48],[2,48]]]}}
        """.utf8), to: "t.geojson")
    let arguments = ["join", "--sites", "{fixtures}/cabinets.csv", "--territories", "{in}/t.geojson"]
    let run = sandbox.run(arguments)
    #expect(run.status == 0)
    #expect(run.error.contains("1 ring(s) did not end where they began and were closed"))
    #expect(sandbox.run(arguments + ["--strict"]).status == 1)
  }

  @Test(arguments: [
    ["join"], ["gaps", "--within", "5km", "--around", "{fixtures}/alentours.geojson"], ["indicators"],
  ])
  func sitesThatLieNowhereAreSaid(_ command: [String]) throws {
    let sandbox = try Sandbox()
    try sandbox.write(Array("id,lon,lat\n1,5.1,45.1\n2,5.2,45.2\n".utf8), to: "sites.csv")
    let run = sandbox.run(
      command + ["--sites", "{in}/sites.csv", "--territories", "{fixtures}/degres.geojson"])
    #expect(run.status == 0)
    #expect(
      run.error.contains("sites.csv: warning: none of the 2 located sites lies in a territory"),
      "\(run.error)")
  }

  /// Codes that a spreadsheet has made numbers are said with their cause.
  @Test func lostLeadingZerosAreSaid() throws {
    let sandbox = try Sandbox()
    try sandbox.write(
      Array(
        """
        {"type":"Feature","properties":{"code":"01004"},"geometry":{"type":"Polygon",
        "coordinates":[[[2,47],[3,47],[3,48],[2,48],[2,47]]]}}
        """.utf8), to: "t.geojson")
    try sandbox.write(Array("code,pmun\n1004,14000\n".utf8), to: "p.csv")
    let run = sandbox.run([
      "indicators", "--sites", "{fixtures}/cabinets.csv", "--territories", "{in}/t.geojson", "--population",
      "{in}/p.csv", "--json",
    ])
    #expect(run.status == 0 && run.output.contains("\"taux_pour_100k\": null"))
    #expect(run.error.contains("p.csv: warning: ") && run.error.contains("restore the leading zeros"))
  }

  @Test func aPlaneOfElsewhereIsSaid() throws {
    let sandbox = try Sandbox()
    let run = sandbox.run([
      "gaps", "--within", "5km", "--around", "{fixtures}/alentours.geojson", "--sites",
      "{fixtures}/cabinets.csv",
      "--territories", "{fixtures}/degres.geojson", "--work-crs", "EPSG:2975",
    ])
    #expect(run.status == 0 && run.error.contains("EPSG:2975"))
    #expect(run.error.contains("areas here"), "\(run.error)")
  }

  /// Options that would change nothing are refused rather than forgotten.
  @Test(arguments: [
    ["--coverage-membership", "c", "--coverage-by", "x", "--sites", "s"],
    ["--coverage-membership", "c", "--coverage-by", "x", "--rejects", "r"],
    ["--within", "5km", "--sites", "s", "--level-output", "l"],
    ["--within", "5km", "--sites", "s", "--by", "x"],
  ])
  func uselessOptionsAreRefused(_ options: [String]) throws {
    let run = try Sandbox().run(["gaps", "--territories", "{fixtures}/degres.geojson"] + options)
    #expect(run.status == 64 && run.error.contains("means nothing without"), "\(run.error)")
  }

  @Test func repeatedCodesAreOneTerritory() throws {
    let sandbox = try Sandbox()
    let square = { (x: Int) in
      """
      {"type":"Feature","properties":{"code":"A"},"geometry":{"type":"Polygon","coordinates":\
      [[[\(x),47],[\(x + 1),47],[\(x + 1),48],[\(x),48],[\(x),47]]]}}
      """
    }
    try sandbox.write(
      Array("{\"type\":\"FeatureCollection\",\"features\":[\(square(2)),\(square(4))]}".utf8), to: "t.geojson"
    )
    let run = sandbox.run([
      "join", "--sites", "{fixtures}/cabinets.csv", "--territories", "{in}/t.geojson", "--json",
    ])
    #expect(run.status == 0 && run.error.contains("1 code stands on several features"))
    #expect(run.output.contains("\"territoires\": 1") && run.output.contains("\"affectes\": 3"))
  }
}
