import Foundation
import GeoFormats
import GeoModel
import TestSupport
import Testing

@testable import MaillageCLI

/// `maillage geodata` as users run it, against a server on the loopback.
@Suite struct GeoDataCommandTests {
  struct Run {
    var status: Int32
    var output: String
    var error: String

    func json() throws -> JSONValue { try JSONValue(parsing: Array(output.utf8), source: "stdout") }
  }

  private func run(_ world: ContourWorld, _ arguments: [String], _ server: LocalServer? = nil) -> Run {
    let console = MemoryConsole()
    let place = server.map { ["--base-url", $0.base + "/", "--retries", "0", "--timeout", "5"] } ?? []
    let status = MaillageTool.run(
      arguments: arguments + place, environment: world.environment, console: console)
    return Run(status: status, output: console.output, error: console.error)
  }

  private func count(_ json: JSONValue, _ key: String) -> Int? {
    guard case .int(let count)? = json[key] else { return nil }
    return count
  }

  @Test func fetchThenRun() throws {
    let world = try ContourWorld()
    let server = try ContourWorld.server()
    let fetch = run(world, ["geodata", "fetch", "--departement", "18,36", "--json"], server)
    #expect(fetch.status == 0, "\(fetch.error)")
    let json = try fetch.json()
    #expect(count(json, "telecharges") == 2 && json["version"] != nil && json["avertissements"] != nil)
    // Asked for = fetched + built + there + failed + not tried.
    let parts = ["telecharges", "construits", "deja_la", "echecs", "non_tentes"].map { count(json, $0) ?? -1 }
    #expect(count(json, "demandes") == parts.reduce(0, +))
    let study = run(world, ["run", "petite", "-o", world.root.path + "/out", "--json"])
    #expect(study.status == 0, "\(study.error)")
    let results = try study.json()
    #expect(results["contours_approches"] == .bool(false))
    #expect(results["contours_officiels"]?["millesime"]?.text == "COG 2024")
    guard case .array(let files)? = results["contours_officiels"]?["fichiers"] else {
      Issue.record("no files")
      return
    }
    #expect(files.map { $0["sha256"]?.text?.count } == [64, 64])
    let approximate = run(world, ["check", "petite", "--approximate", "--json"])
    #expect(approximate.status == 0, "\(approximate.error)")
    #expect(try approximate.json()["contours_officiels"] == .null)
    let built = run(world, ["build", "--by", "departement", "--json"])
    #expect(try built.json()["contours_approches"] == .bool(false), "\(built.error)")
  }

  @Test func aRegionAndAll() throws {
    let world = try ContourWorld()
    let server = try ContourWorld.server()
    let region = run(world, ["geodata", "fetch", "--region", "24", "--level", "region"], server)
    #expect(region.status == 0 && region.output.contains("built from communes  1"), "\(region.output)")
    let all = run(world, ["geodata", "fetch", "--all", "--json"], server)
    let answer = try all.json()
    #expect(all.status == 0 && count(answer, "deja_la") == 2)
    #expect(server.requests.count == 2)
  }

  /// Exit 2, with what is missing and what stays in use.
  @Test func someFail() throws {
    let world = try ContourWorld()
    let server = try ContourWorld.server { $0.target.hasPrefix("/departements/18/") ? .status(404) : nil }
    let fetch = run(world, ["geodata", "fetch", "--all"], server)
    #expect(fetch.status == 2)
    #expect(fetch.error.contains("the server answered 404"))
    #expect(fetch.output.contains("Missing: communes-18\n"))
    #expect(fetch.output.contains("The embedded approximate contours stay in use"))
    let study = run(world, ["run", "petite", "-o", world.root.path + "/out"])
    #expect(study.status == 0)
    #expect(study.error.contains("approximate contours are used for all"), "\(study.error)")
  }

  @Test func offline() throws {
    let world = try ContourWorld()
    let server = try LocalServer { _ in [] }
    server.stop()
    usleep(200_000)
    let fetch = run(world, ["geodata", "fetch", "--all", "--json"], server)
    #expect(fetch.status == 2)
    #expect(fetch.error.contains("no network: the server cannot be reached"))
    let json = try fetch.json()
    #expect(count(json, "echecs") == 1 && count(json, "non_tentes") == 1)
  }

  @Test func anotherYearIsSaid() throws {
    let world = try ContourWorld()
    let server = try ContourWorld.server { request in
      let all = ContourWorld.communes(of: "18")
      let features = [
        all[0].feature(), all[1].feature(), all[2].feature(geometry: all[2].polygon(widening: 1)),
      ]
      return .answer(200, Array(ContourWorld.collection(features).utf8))
    }
    let fetch = run(world, ["geodata", "fetch", "--departement", "18", "--strict"], server)
    #expect(fetch.status == 1)
    #expect(
      fetch.error.contains(
        "the codes are of no year that is known; against those of 2024: absent 18004; unknown -"),
      "\(fetch.error)")
  }

  @Test func listVerifyClean() throws {
    let world = try ContourWorld()
    let server = try ContourWorld.server()
    #expect(run(world, ["geodata", "fetch", "--all"], server).status == 0)
    let list = run(world, ["geodata", "list"])
    #expect(
      list.status == 0 && list.output.contains("communes-18  4 contours · COG 2024 · "), "\(list.output)")
    #expect(run(world, ["geodata", "verify"]).status == 0)
    try world.write("{}", "cache/contours/communes-36.geojson")
    let altered = run(world, ["geodata", "verify", "--json"])
    #expect(altered.status == 1 && altered.error.contains("this file is not as it was fetched"))
    #expect(count(try altered.json(), "modifies") == 1)
    let clean = run(world, ["geodata", "clean", "--departement", "36"])
    #expect(clean.status == 0 && world.cached == ["communes-18.geojson", "communes-18.json"])
    #expect(run(world, ["geodata", "verify"]).status == 0)
    #expect(run(world, ["geodata", "clean"]).status == 0 && world.cached.isEmpty)
  }

  @Test func theOverview() throws {
    let world = try ContourWorld()
    let overview = run(world, ["geodata", "--json"])
    let json = try overview.json()
    guard case .array(let tables)? = json["tables"] else {
      Issue.record("no tables")
      return
    }
    #expect(
      tables.map { $0["fichier"]?.text } == [
        "arrondissements-municipaux.csv", "communes.csv", "niveaux.csv", "sites.csv",
      ])
    #expect(count(tables[1], "lignes") == 6)
    #expect(json["etudes"] == .array(["petite"]))
  }

  /// Every embedded table has its publisher, its year and its licence.
  @Test func everyEmbeddedTableIsDescribed() throws {
    let console = MemoryConsole()
    let package = GoldenCase.root.appendingPathComponent("../../../GeoData").standardizedFileURL.path
    let status = MaillageTool.run(
      arguments: ["geodata", "--json"],
      environment: ["MAILLAGE_GEODATA": package, "MAILLAGE_CACHE": "/nonexistent"], console: console)
    #expect(status == 0)
    guard case .array(let tables)? = try JSONValue(parsing: console.outputBytes, source: "o")["tables"] else {
      Issue.record("no tables")
      return
    }
    for table in tables {
      for key in ["contenu", "editeur", "millesime", "licence"] {
        #expect(
          table[key]?.text != nil, "\(table["fichier"]?.text ?? ""): \(key) is missing in catalogue.csv")
      }
    }
  }
}
