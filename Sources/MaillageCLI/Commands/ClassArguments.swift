import Coverage
import GeoFormats
import GeoModel
import Reports
import Studies

/// The GeoJSON of a command’s figures, and the classes that it gives them.
struct ClassArguments {
  /// Where the GeoJSON goes; nil for none.
  let output: String?
  let method: ClassMethod
  let column: String?
  let unit: String?

  static let classes: OptionSpec = .one(
    "classes", "C", group: .method, default: "quantiles:5",
    help: Phrase(
      en: "classes: bounds such as 2.5,4, or quantiles:5, egales:5 (equal widths), jenks:5 (natural breaks), "
        + "ecart-type (standard deviations)",
      fr: "classes : bornes comme 2.5,4, ou quantiles:5, egales:5 (même étendue), jenks:5 (seuils naturels), "
        + "ecart-type"))

  static let options: [OptionSpec] = [
    classes,
    .one(
      "classed", "COLUMN", group: .method,
      help: Phrase(
        en: "column of figures that the classes are of (the main one)",
        fr: "colonne de chiffres dont sont les classes (la principale)")),
    .one(
      "unit", "TEXT", group: .method,
      help: Phrase(
        en: "unit of that column in the legend, where its name does not tell it",
        fr: "unité de cette colonne dans la légende, si son nom ne la dit pas")),
    .one(
      "geojson", "F", group: .output,
      help: Phrase(
        en: "GeoJSON of the figures with their classes; a CSV option that names a .geojson gives it too",
        fr: "GeoJSON des chiffres avec leurs classes ; une option de CSV qui nomme un .geojson le donne aussi"
      )),
  ]

  static let expected = Phrase(
    en: "ascending bounds such as 2.5,4, or quantiles:5, egales:5, jenks:5 (2 to 20 classes), ecart-type",
    fr: "des bornes croissantes comme 2.5,4, ou quantiles:5, egales:5, jenks:5 (2 à 20 classes), ecart-type")

  /// - Parameters:
  ///   - csv: the option of the CSV of the same figures.
  ///   - others: options whose tables have classes too.
  init(_ given: ParsedOptions, csv: String, alsoOf others: [String] = []) throws {
    let named = given.string(csv).flatMap { Self.isGeoJSON($0) ? $0 : nil }
    if named != nil { _ = try given.atMostOne(of: [csv, "geojson"]) }
    output = named ?? given.string("geojson")
    if output == nil {
      let hasOther = others.contains { given.isGiven($0) }
      try given.allow((hasOther ? [] : ["classes"]) + ["classed", "unit"], onlyWith: "geojson")
    }
    method = try given.read("classes", expected: Self.expected) { ClassMethod($0) } ?? .quantiles(5)
    column = given.string("classed")
    unit = given.string("unit")
  }

  /// True for a path that names a GeoJSON.
  static func isGeoJSON(_ path: String) -> Bool { path.lowercased().hasSuffix(".geojson") }

  /// The path of the CSV; nil where it is not asked for, or names a GeoJSON.
  static func csv(_ name: String, _ given: ParsedOptions) -> String? {
    given.string(name).flatMap { isGeoJSON($0) ? nil : $0 }
  }

  /// Writes the GeoJSON, and says what the classes are.
  func write(_ layer: FigureLayer, _ context: CommandContext, to outcome: inout CommandOutcome) throws {
    guard let output else { return }
    let classed = try layer.classed(column, by: method, unit: unit)
    try context.write(layer.geoJSON(classed, threads: context.threads), to: output)
    let number = FrenchNumber.typographic
    if classed.isReduced {
      context.note(
        Phrase(
          en: "\(classed.key): fewer classes than asked for, for want of distinct figures",
          fr: "\(classed.key) : moins de classes que demandé, faute de valeurs distinctes"))
    }
    let withoutGeometry = layer.withoutGeometry
    outcome.figure(
      Phrase(en: "features written", fr: "objets écrits"), number.integer(layer.rows.count))
    outcome.figure(
      Phrase(en: "of which without geometry", fr: "dont sans géométrie"), number.integer(withoutGeometry))
    outcome.figure(
      Phrase(
        en: "classes of \(classed.key) (\(classed.method))",
        fr: "classes de \(classed.key) (\(classed.method))"),
      number.integer(classed.classes.count))
    outcome.json("objets", .int(layer.rows.count))
    outcome.json("objets_sans_geometrie", .int(withoutGeometry))
    outcome.json("classement", classed.classification)
    outcome.json("legende", classed.legend)
  }
}
