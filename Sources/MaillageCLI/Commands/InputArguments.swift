import GeoFormats
import GeoModel
import Studies

/// The options that several commands read alike.
enum InputArguments {
  /// The layer of a file that holds several.
  static func layer(_ prefix: String?, en: String, fr: String) -> OptionSpec {
    .one(
      (prefix.map { $0 + "-" } ?? "") + "layer", "NAME",
      help: Phrase(
        en: en + " (or sheet), if it holds several", fr: fr + " (ou feuille), s’il y en a plusieurs"))
  }

  /// The option that tells the header of a file; `prefix` names which file.
  static func headerRow(_ prefix: String?, en: String, fr: String) -> OptionSpec {
    .one(
      (prefix.map { $0 + "-" } ?? "") + "header-row", "N",
      help: Phrase(
        en: en + " that names the columns (found if titles stand above it)",
        fr: fr + " qui nomme les colonnes (trouvée sous des titres)"))
  }

  /// Options that mean nothing without `--population`.
  static let ofPopulation = population.dropFirst().map(\.name)
  /// Options that mean nothing without `--membership`.
  static let ofMembership = ["membership-key", "membership-layer", "membership-header-row", "names"]

  static let territories: [OptionSpec] = [
    .several(
      "territories", "F", required: true,
      help: Phrase(
        en: "polygons: GeoJSON, TopoJSON, GeoPackage, shapefile",
        fr: "polygones : GeoJSON, TopoJSON, GeoPackage, shapefile")),
    layer("territories", en: "layer of the territories' files", fr: "couche des fichiers de territoires"),
    .one(
      "key", "FIELD",
      help: Phrase(
        en: "field of the territories' code (recognised if usual)",
        fr: "champ du code des territoires (reconnu s’il est usuel)")),
    .one(
      "key-prefix", "P",
      help: Phrase(en: "prefix to take off the codes, such as com", fr: "préfixe à ôter des codes, comme com")
    ),
    .one(
      "territories-crs", "EPSG:n",
      help: Phrase(
        en: "CRS of the territories instead of what the files say",
        fr: "système des territoires, à la place de ce que disent les fichiers")),
    repairCodes,
  ]

  static let repairCodes = OptionSpec.flag(
    "repair-codes", group: .input,
    help: Phrase(
      en: "write 1004 and 1004.0 as 01004 in columns of commune codes, where it is not certain",
      fr: "écrire 01004 pour 1004 et 1004.0 dans les codes de commune, même sans certitude"))

  /// - Parameter required: false where another option may stand in for the sites.
  static func sites(required: Bool) -> [OptionSpec] {
    [
      .one(
        "sites", "F", required: required,
        help: Phrase(
          en: "sites: CSV with coordinates, or points in a file like those of territories",
          fr: "sites : CSV avec coordonnées, ou points dans un fichier comme ceux des territoires")),
      layer(nil, en: "layer of the sites' file", fr: "couche du fichier des sites"),
      .one(
        "where", "EXPR",
        help: Phrase(
          en: "rows to keep: field=value, !=, in (a, b), and",
          fr: "lignes à garder : champ=valeur, !=, in (a, b), and")),
      .one("x", "C", help: Phrase(en: "column of x or longitude", fr: "colonne de x ou de la longitude")),
      .one("y", "C", help: Phrase(en: "column of y or latitude", fr: "colonne de y ou de la latitude")),
      .one(
        "crs", "EPSG:n",
        help: Phrase(
          en: "CRS of the sites' coordinates (EPSG:4326 with --x and --y alone)",
          fr: "système des coordonnées des sites (EPSG:4326 si --x et --y sont seuls)")),
      .one(
        "decimal", "", choices: DecimalSign.allCases.map(\.rawValue), default: DecimalSign.auto.rawValue,
        help: Phrase(en: "decimal sign of the coordinates", fr: "signe décimal des coordonnées")),
      .one(
        "delimiter", "", choices: ["auto", ";", ",", "tab", "|"], default: "auto",
        help: Phrase(en: "separator of the sites' CSV", fr: "séparateur du CSV des sites")),
      .one(
        "encoding", "", choices: ["auto"] + TextEncoding.allCases.map(\.rawValue), default: "auto",
        help: Phrase(en: "encoding of the sites' CSV", fr: "encodage du CSV des sites")),
    ] + rows + [
      .one(
        "crs-column", "C",
        help: Phrase(
          en: "column that names the CRS of each row, or its département",
          fr: "colonne du système de chaque ligne, ou de son département")),
      .one(
        "site-code", "C",
        help: Phrase(
          en: "column of the commune's code: such a site belongs to that territory",
          fr: "colonne du code de commune : un tel site appartient à ce territoire")),
      .one(
        "site-name", "C",
        help: Phrase(
          en: "column that names a site (recognised if usual)",
          fr: "colonne qui nomme un site (reconnue si elle est usuelle)")),
      .one(
        "rejects", "F", group: .output,
        help: Phrase(en: "where to write the rejected rows", fr: "où écrire les lignes rejetées")),
    ]
  }

  static let population: [OptionSpec] = [
    .one("population", "F", help: Phrase(en: "inhabitants by code", fr: "habitants par code")),
    .one(
      "population-key", "C",
      help: Phrase(
        en: "its column of codes (recognised if usual)", fr: "sa colonne des codes (reconnue si usuelle)")),
    .one(
      "population-value", "C",
      help: Phrase(
        en: "its column of inhabitants (recognised if usual)",
        fr: "sa colonne des habitants (reconnue si usuelle)")),
    layer("population", en: "its layer", fr: "sa couche"),
    headerRow("population", en: "line of that file", fr: "ligne de ce fichier"),
    .one(
      "population-decimal", "", choices: DecimalSign.allCases.map(\.rawValue),
      default: DecimalSign.auto.rawValue,
      help: Phrase(en: "decimal sign of the inhabitants", fr: "signe décimal des habitants")),
  ]

  static let membership: [OptionSpec] = [
    .one(
      "membership", "F",
      help: Phrase(
        en: "which territory of a level each commune is in",
        fr: "territoire d’un niveau où est chaque commune")),
    .one(
      "membership-key", "C",
      help: Phrase(
        en: "its column of communes (recognised if usual)",
        fr: "sa colonne des communes (reconnue si usuelle)")),
    layer("membership", en: "its layer", fr: "sa couche"),
    .one("by", "C", help: Phrase(en: "its column of the level", fr: "sa colonne du niveau")),
    .one(
      "names", "F",
      help: Phrase(
        en: "names of the level's territories by code", fr: "noms des territoires du niveau, par code")),
    headerRow("membership", en: "line of that file", fr: "ligne de ce fichier"),
  ]

  static let cog: OptionSpec = .one(
    "cog", "YEAR:YEAR",
    help: Phrase(
      en: "carry the tables by commune (population, membership) from one COG year to the territories’ own",
      fr:
        "porter les tables par commune (population, appartenance) d’une année du COG à celle des territoires")
  )

  static let workCRS: OptionSpec = .one(
    "work-crs", "EPSG:n", group: .method,
    help: Phrase(
      en: "plane CRS of the figures instead of the legal one",
      fr: "système plan des calculs, à la place du système légal"))

  /// How a table is read by `convert` and `info`.
  static let table: [OptionSpec] =
    [
      .one("x", "C", help: Phrase(en: "column of x or longitude", fr: "colonne de x ou de la longitude")),
      .one("y", "C", help: Phrase(en: "column of y or latitude", fr: "colonne de y ou de la latitude")),
      .one(
        "decimal", "", choices: DecimalSign.allCases.map(\.rawValue), default: DecimalSign.auto.rawValue,
        help: Phrase(en: "decimal sign of the coordinates", fr: "signe décimal des coordonnées")),
    ] + dialect

  /// Which rows of a table are its header and its data.
  static let rows: [OptionSpec] = [
    headerRow(nil, en: "line of the table", fr: "ligne du tableau"),
    .one(
      "skip-rows", "N",
      help: Phrase(
        en: "rows to leave out behind it, such as units (recognised)",
        fr: "lignes à sauter après elle, comme les unités (reconnues)")),
    .flag(
      "ragged", group: .input,
      help: Phrase(
        en: "complete the short rows of a CSV with empty values",
        fr: "compléter les lignes trop courtes d’un CSV par des valeurs vides")),
  ]

  static let dialect: [OptionSpec] =
    [
      .one(
        "delimiter", "", choices: ["auto", ";", ",", "tab", "|"], default: "auto",
        help: Phrase(en: "separator of a CSV", fr: "séparateur d’un CSV")),
      .one(
        "encoding", "", choices: ["auto"] + TextEncoding.allCases.map(\.rawValue), default: "auto",
        help: Phrase(en: "encoding of a CSV", fr: "encodage d’un CSV")),
    ] + rows

  static let excel: OptionSpec = .flag(
    "excel", group: .output,
    help: Phrase(
      en: "CSV for Excel: BOM, ;, decimal commas, no formulas, codes kept as texts",
      fr: "CSV pour Excel : BOM, ;, virgules décimales, aucune formule, codes gardés en texte"))
}
