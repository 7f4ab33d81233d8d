public import GeoModel

/// The usual columns of a table, recognised by their names (case, accents and separators put aside).
///
/// A name is only recognised as a whole; nothing is guessed from parts of names. Where several names would
/// do, the most precise one is taken (`code_insee` before `com`, `pmun` before `ptot`).
public struct ColumnRoles: Sendable, Equatable {
  public struct Choice: Sendable, Equatable {
    public var index: Int
    public var name: String
    /// Why it was taken, to be printed.
    public var reason: Phrase
  }

  /// Code of a territory or of a commune.
  public var code: Choice?
  /// Number or other identifier of an establishment or a person.
  public var identifier: Choice?
  public var name: Choice?
  public var population: Choice?
  public var coordinates: CoordinateChoice?

  public init(_ table: Table, preferPlane: Bool = false) {
    let folded = table.columns.map { NameMatch.folded($0.name) }
    code = Self.code(table, folded)
    identifier = Self.first(of: ColumnNames.identifiers, table, folded) {
      Self.reason($0, en: "identifier", fr: "identifiant")
    }
    // A column `commune` may hold codes.
    let names = folded.indices.map { $0 == code?.index ? "" : folded[$0] }
    name = Self.first(of: ColumnNames.names, table, names) { Self.reason($0, en: "name", fr: "nom") }
    population = Self.population(table, folded)
    coordinates = CoordinateChoice(table, folded: folded, preferPlane: preferPlane)
  }

  private static func reason(_ name: String, en: String, fr: String) -> Phrase {
    Phrase(
      en: "column \"\(name)\" recognised as the \(en)", fr: "colonne « \(name) » reconnue comme \(fr)")
  }

  /// The column with the earliest of `names`; of two columns with the same folded name, the first.
  private static func first(
    of names: [String], _ table: Table, _ folded: [String], reason: (String) -> Phrase
  ) -> Choice? {
    for name in names {
      if let index = folded.firstIndex(of: name) {
        let own = table.columns[index].name
        return Choice(index: index, name: own, reason: reason(own))
      }
    }
    return nil
  }

  private static func code(_ table: Table, _ folded: [String]) -> Choice? {
    if let choice = first(
      of: ColumnNames.codes, table, folded, reason: { reason($0, en: "code", fr: "code") })
    {
      return choice
    }
    // In FINESS files `code_commune` is the last three digits only.
    let candidates = ["code_commune", "commune"].compactMap { folded.firstIndex(of: $0) }
    guard let index = candidates.first(where: { looksLikeCommuneCodes(table.columns[$0]) }) else {
      return nil
    }
    let own = table.columns[index].name
    return Choice(index: index, name: own, reason: reason(own, en: "code", fr: "code"))
  }

  private static func looksLikeCommuneCodes(_ column: TextColumn) -> Bool {
    var seen = 0
    for row in 0..<min(column.count, 1000) where !column.isEmpty(row) {
      let range = column.byteRange(row)
      guard range.count == 5 else { return false }
      for (place, at) in range.enumerated() {
        let byte = column.bytes[at]
        let isCorsican = place == 1 && (byte == UInt8(ascii: "A") || byte == UInt8(ascii: "B"))
        guard (byte >= 48 && byte <= 57) || isCorsican else { return false }
      }
      seen += 1
    }
    return seen > 0
  }

  private static func population(_ table: Table, _ folded: [String]) -> Choice? {
    let word = { (name: String) in reason(name, en: "population", fr: "population") }
    if let choice = first(of: ColumnNames.populations, table, folded, reason: word) { return choice }
    for prefix in ["pmun_", "population_municipale_", "population_", "ptot_"] {
      // The latest year where there are several: names end with it.
      let indices = folded.indices.filter {
        folded[$0].hasPrefix(prefix)
          && folded[$0].dropFirst(prefix.count).utf8.allSatisfy { $0 >= 48 && $0 <= 57 }
      }
      if let index = indices.max(by: { folded[$0] < folded[$1] }) {
        let own = table.columns[index].name
        return Choice(index: index, name: own, reason: word(own))
      }
    }
    return first(of: ["ptot", "population_totale", "pop_totale", "pop_tot"], table, folded, reason: word)
  }
}

/// Usual names, folded, the most precise first.
enum ColumnNames {
  static let codes = [
    "code_insee", "codeinsee", "code_commune_insee", "code_insee_commune", "codgeo", "insee_com", "com_insee",
    "depcom", "code_geo", "code_territoire", "code_iris", "codecommuneetablissement", "code", "insee", "com",
  ]
  /// FINESS numbers are those of the place, not of the legal entity that runs it.
  static let identifiers = [
    "finess", "nofinesset", "finess_et", "numero_finess_et", "num_finess_et", "numero_finess_etablissement",
    "finess_geographique", "finess_geo", "num_finess", "numero_finess", "nofiness", "no_finess", "n_finess",
    "code_finess", "id_finess", "id", "identifiant",
  ]
  static let names = [
    "nom", "nom_commune", "libgeo", "libelle_territoire", "libelle_commune", "nom_com", "lib_com", "libelle",
    "nom_etablissement", "raison_sociale", "nom_officiel", "name", "nom_standard", "commune", "lib_fs", "rs",
  ]
  static let populations = [
    "pmun", "population_municipale", "pop_municipale", "pop_mun", "population", "pop", "habitants",
    "nb_habitants",
  ]

  static let degreePairs: [(x: String, y: String)] = [
    ("longitude", "latitude"), ("lon", "lat"), ("lng", "lat"), ("long", "lat"), ("long", "latitude"),
    ("long_coor1", "lat_coor1"), ("longitude_wgs84", "latitude_wgs84"), ("lon_wgs84", "lat_wgs84"),
    ("x_longitude", "y_latitude"), ("longitude_x", "latitude_y"), ("x_long", "y_lat"), ("xlong", "ylat"),
    ("x_wgs84", "y_wgs84"), ("coord_lon", "coord_lat"), ("geo_lon", "geo_lat"), ("gps_lon", "gps_lat"),
    ("gps_longitude", "gps_latitude"), ("coordonnees_longitude", "coordonnees_latitude"),
  ]
  static let planePairs: [(x: String, y: String)] = [
    ("coordxet", "coordyet"), ("x_lambert93", "y_lambert93"), ("x_lambert_93", "y_lambert_93"),
    ("lambert93_x", "lambert93_y"), ("lambert_x", "lambert_y"), ("x_lambert", "y_lambert"),
    ("x_l93", "y_l93"),
    ("xl93", "yl93"), ("l93_x", "l93_y"), ("x_lamb93", "y_lamb93"), ("x_2154", "y_2154"),
    ("coord_x", "coord_y"),
    ("coordx", "coordy"), ("x_coord", "y_coord"), ("coordonnee_x", "coordonnee_y"), ("x", "y"),
  ]
  /// Both coordinates in one column; true where the latitude comes first.
  static let combined: [(name: String, latitudeFirst: Bool)] = [
    ("coordonnees_gps", true), ("geo_point_2d", true), ("geo_point", true), ("geopoint", true),
    ("coordonnees_geo", true), ("coordonnees_geographiques", true), ("coordonnees", true), ("latlon", true),
    ("lat_lon", true), ("lat_long", true), ("latlng", true), ("gps", true), ("lon_lat", false),
    ("lonlat", false),
    ("long_lat", false), ("longlat", false),
  ]
}
