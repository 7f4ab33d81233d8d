public import GeoModel

/// Names of the official levels, from the embedded table.
public enum OfficialNames {
  /// Columns of INSEE's tables and the levels that they hold.
  private static let levels = [
    "dep": "departement", "departement": "departement", "reg": "region", "region": "region",
    "arr": "arrondissement", "arrondissement": "arrondissement", "epci": "epci", "bv2022": "bassin_de_vie",
    "bassin_de_vie": "bassin_de_vie", "tas": "tas",
  ]

  /// Names by code for a column such as `BV2022`; empty where the column or the embedded table is not known.
  public static func of(
    column: String, environment: [String: String], session: LoadSession
  ) throws(Diagnostic) -> [String: String] {
    guard let level = levels[NameMatch.folded(column)],
      let folder = try? GeoDataFolder.find(environment: environment)
    else { return [:] }
    return try MembershipLoader.names(
      folder.path + "/tables/niveaux.csv", key: "code", value: "nom", filter: "niveau=\(level)",
      role: "Noms des territoires", source: "GeoData, INSEE 2024", session: session)
  }
}
