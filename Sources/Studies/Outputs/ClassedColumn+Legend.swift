public import GeoFormats

extension ClassedColumn {
  /// Members of the collection, beside its features: how the classes were made, and the legend.
  public var members: Properties { [("classement", classification), ("legende", legend)] }

  /// How the classes were made.
  public var classification: JSONValue {
    .object([
      ("colonne", .string(key)), ("indicateur", .string(words.title)), ("unite", .optional(words.unit)),
      ("methode", .string(method)), ("classes_demandees", .int(asked)), ("classes", .int(classes.count)),
      ("zero_a_part", .bool(hasZeroClass)),
      (
        "fermeture",
        "borne inférieure comprise, borne supérieure exclue ; la dernière classe comprend les deux"
      ),
    ])
  }

  /// One object a class, then those without a figure and the secret ones, where there are any.
  public var legend: JSONValue {
    let without = [unknown, secret].filter { $0.territories > 0 }
    return .array(
      classes.enumerated().map { Self.entry($1, index: $0) } + without.map { Self.entry($0, index: nil) })
  }

  private static func entry(_ shown: Class, index: Int?) -> JSONValue {
    .object([
      ("classe", index.map { .int($0 + 1) } ?? .null),
      ("classe_min", shown.lower.map { .number($0) } ?? .null),
      ("classe_max", shown.upper.map { .number($0) } ?? .null), ("classe_libelle", .string(shown.label)),
      ("couleur", .string(shown.color)), ("territoires", .int(shown.territories)),
      ("population", .people(shown.population)),
    ])
  }
}
