/// Names of columns and rows of tables by age, without case and accents.
enum AgeWords {
  static let classes: Set<String> = [
    "classe", "classe_age", "classe_d_age", "classeage", "age", "ages", "tranche", "tranche_age",
    "tranche_d_age", "groupe_age", "age_class", "class",
  ]
  static let totals: Set<String> = [
    "total", "ensemble", "tous_ages", "tous", "population", "pop", "pmun", "population_municipale", "ptot",
    "population_totale",
  ]
  /// Codes are digits too.
  static let codes: Set<String> = [
    "dep", "departement", "code_departement", "reg", "region", "code_region", "arr", "arrondissement", "epci",
    "bv2022", "bv", "bassin", "bassin_de_vie", "canton", "canov", "ze2020", "uu2020", "aav2020", "siren",
    "annee",
    "an", "millesime", "code_postal",
  ]
  static let values: Set<String> = [
    "population", "pop", "pmun", "habitants", "effectif", "effectifs", "nombre", "n", "evenements", "events",
    "deces", "cas", "valeur", "poids", "part", "taux",
  ]

  /// The first classes, for a message.
  static func list(_ classes: [String]) -> String {
    classes.prefix(12).joined(separator: ", ") + (classes.count > 12 ? "…" : "")
  }
}
