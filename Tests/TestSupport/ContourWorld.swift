public import Foundation
import GeoNative

/// Two départements of square communes, as embedded data on the disk and as the service would answer: Cher (18) with
/// four, Indre (36) with two, in one région (24).
public final class ContourWorld: Sendable {
  public struct Commune: Sendable {
    public var code: String
    public var departement: String
    public var epci: String
    /// South-west corner, in tenths of a degree from 2° east and 47° north.
    var column: Int
    var row: Int
    var population: Int

    public func polygon(widening: Int = 0) -> String {
      let (west, south) = (2 + Double(column) / 10, 47 + Double(row) / 10)
      let (east, north) = (2 + Double(column + 1 + widening) / 10, 47 + Double(row + 1) / 10)
      let text = [(west, south), (east, south), (east, north), (west, north), (west, south)].map {
        String(format: "[%.1f,%.1f]", $0.0, $0.1)
      }
      return "{\"type\":\"Polygon\",\"coordinates\":[[\(text.joined(separator: ","))]]}"
    }

    public func feature(geometry: String? = nil, code: String? = nil, departement: String? = nil) -> String {
      "{\"type\":\"Feature\",\"properties\":{\"nom\":\"N\",\"code\":\"\(code ?? self.code)\","
        + "\"codeDepartement\":\"\(departement ?? self.departement)\"},\"geometry\":\(geometry ?? polygon())}"
    }
  }

  public static let communes: [Commune] = [
    Commune(code: "18001", departement: "18", epci: "200000001", column: 0, row: 0, population: 100),
    Commune(code: "18002", departement: "18", epci: "200000001", column: 1, row: 0, population: 200),
    Commune(code: "18003", departement: "18", epci: "200000002", column: 0, row: 1, population: 300),
    Commune(code: "18004", departement: "18", epci: "200000002", column: 1, row: 1, population: 400),
    Commune(code: "36001", departement: "36", epci: "200000002", column: 2, row: 0, population: 500),
    Commune(code: "36002", departement: "36", epci: "200000003", column: 2, row: 1, population: 600),
  ]

  public let root: URL

  public init() throws {
    root = FileManager.default.temporaryDirectory.appendingPathComponent(
      "maillage-contours-\(UUID().uuidString)")
    for folder in ["geodata/tables", "geodata/studies", "cache"] {
      try FileManager.default.createDirectory(
        at: root.appendingPathComponent(folder), withIntermediateDirectories: true)
    }
    var table =
      "code,nom,population,population_millesime,lon,lat,point_source,surface_km2,departement,region,arrondissement,epci,bassin_de_vie\n"
    for commune in Self.communes {
      let place = String(
        format: "%.2f,%.2f", 2.05 + Double(commune.column) / 10, 47.05 + Double(commune.row) / 10)
      table +=
        "\(commune.code),Commune \(commune.code),\(commune.population),2022,\(place),la_poste,84.5,\(commune.departement),24,\(commune.departement)1,\(commune.epci),\(commune.code)\n"
    }
    try write(table, "geodata/tables/communes.csv")
    try write(
      "niveau,code,nom\ndepartement,18,Cher\ndepartement,36,Indre\nregion,24,Centre\n",
      "geodata/tables/niveaux.csv")
    try write("code,commune,nom,population,lon,lat\n", "geodata/tables/arrondissements-municipaux.csv")
    try write("id,lon,lat\ns1,2.05,47.05\n", "geodata/tables/sites.csv")
    try write(
      """
      {
        "titre": "Petite étude",
        "territoires": { "points": "../tables/communes.csv", "source": "communes inventées" },
        "populations": { "fichier": "../tables/communes.csv", "cle": "code", "valeur": "population" },
        "niveaux": [{ "colonne": "departement", "fichier": "../tables/communes.csv", "cle": "code" }],
        "sites": { "fichier": "../tables/sites.csv" },
        "couvertures": [{ "distance": "6km" }]
      }

      """, "geodata/studies/petite.json")
  }

  deinit { try? FileManager.default.removeItem(at: root) }

  /// Adds the list of events by which 18999 was taken from 18001 in 2025.
  public func addHistory() throws {
    try FileManager.default.createDirectory(
      at: root.appendingPathComponent("geodata/cog"), withIntermediateDirectories: true)
    let spans = Self.communes.map { "\($0.code),2012,2026\n" }.joined()
    try write("code,debut,fin\n\(spans)18999,2025,2026\n", "geodata/cog/communes.csv")
    try write(
      "date,mod,type_avant,code_avant,type_apres,code_apres\n2025-01-01,21,COM,18001,COM,18001\n2025-01-01,21,COM,18001,COM,18999\n",
      "geodata/cog/mouvements.csv")
    try write("code,nature,commune_2024,commune_2026\n", "geodata/cog/rattachements.csv")
  }

  public func write(_ text: String, _ name: String) throws {
    try Data(text.utf8).write(to: root.appendingPathComponent(name))
  }

  public var cache: String { root.path + "/cache" }
  public var environment: [String: String] {
    ["MAILLAGE_GEODATA": root.path + "/geodata", "MAILLAGE_CACHE": cache]
  }

  /// Names in the cache's folder, without the lock.
  public var cached: [String] { FileSystem.list(cache + "/contours").filter { $0 != ".verrou" } }

  public func cachedText(_ name: String) -> String? {
    try? String(contentsOfFile: "\(cache)/contours/\(name)", encoding: .utf8)
  }

  public static func communes(of departement: String) -> [Commune] {
    communes.filter { $0.departement == departement }
  }

  public static func collection(_ features: [String]) -> String {
    "{\"type\":\"FeatureCollection\",\"features\":[\(features.joined(separator: ","))]}"
  }

  /// What the service ought to answer to a request, nil for an address that it does not have.
  public static func answer(_ target: String) -> String? {
    let path = target.prefix { $0 != "?" }
    if path == "/epcis" {
      guard let name = target.firstRange(of: "codeDepartement=") else { return nil }
      let departement = target[name.upperBound...].prefix(2)
      let wanted = Set(communes.filter { $0.departement == departement }.map(\.epci)).sorted()
      return collection(
        wanted.map { epci in
          let parts = communes.filter { $0.epci == epci }.map { commune in
            commune.polygon().dropFirst("{\"type\":\"Polygon\",\"coordinates\":".count).dropLast()
          }
          return "{\"type\":\"Feature\",\"properties\":{\"code\":\"\(epci)\"},\"geometry\":"
            + "{\"type\":\"MultiPolygon\",\"coordinates\":[\(parts.joined(separator: ","))]}}"
        })
    }
    let words = path.split(separator: "/")
    guard words.count == 3, words[0] == "departements", words[2] == "communes" else { return nil }
    let members = communes.filter { $0.departement == words[1] }
    return members.isEmpty ? nil : collection(members.map { $0.feature() })
  }

  /// A server that answers as it ought to, or as `lie` says for the requests that it takes on.
  public static func server(
    lie: @escaping @Sendable (LocalServer.Request) -> [LocalServer.Step]? = { _ in nil }
  ) throws -> LocalServer {
    try LocalServer { request in
      if let steps = lie(request) { return steps }
      guard let text = answer(request.target) else { return .status(404) }
      return .answer(200, [UInt8](text.utf8), ["Content-Type: application/json", "ETag: \"1\""])
    }
  }
}
