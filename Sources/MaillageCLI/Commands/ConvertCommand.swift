import Coverage
import GeoFormats
import GeoModel
import Reports
import Studies

/// `maillage convert`: one file into another format.
enum ConvertCommand {
  static let command = Command(spec: spec, run: run)

  private static let spec = CommandSpec(
    "convert",
    Phrase(
      en: "another format or CRS, fewer fields, simpler borders that stay shared",
      fr: "autre format ou système, moins de champs, limites simplifiées qui restent communes"),
    positionals: [
      PositionalSpec(
        "IN", required: true,
        help: Phrase(en: "file to read; - is standard input", fr: "fichier à lire ; - est l’entrée standard")),
      PositionalSpec(
        "OUT", required: true,
        help: Phrase(
          en: "file to write; its ending tells the format", fr: "fichier à écrire ; sa fin dit le format")),
    ],
    options: [
      InputArguments.layer(nil, en: "layer of the file", fr: "couche du fichier"),
      .one(
        "crs", "EPSG:n",
        help: Phrase(
          en: "CRS of the coordinates instead of what the file says",
          fr: "système des coordonnées, à la place de ce que dit le fichier")),
      .one(
        "where", "EXPR",
        help: Phrase(
          en: "features to keep: field=value, !=, in (a, b), and",
          fr: "objets à garder : champ=valeur, !=, in (a, b), and")),
    ] + InputArguments.table + [
      .one(
        "to-crs", "EPSG:n", group: .method,
        help: Phrase(en: "CRS of the output", fr: "système de la sortie")),
      .one(
        "simplify", "D", group: .method,
        help: Phrase(
          en: "leave out vertices that lie within this distance of the simpler line, such as 100m",
          fr: "ôter les sommets à moins de cette distance de la ligne simplifiée, comme 100m")),
      .one(
        "precision", "N", group: .method,
        help: Phrase(
          en: "decimals of the coordinates (default: all that they have)",
          fr: "décimales des coordonnées (par défaut : toutes)")),
      .one(
        "select", "A,B", group: .method,
        help: Phrase(en: "fields to keep, in this order", fr: "champs à garder, dans cet ordre")),
      .one(
        "rename", "A=B,C=D", group: .method,
        help: Phrase(en: "new names of fields", fr: "nouveaux noms de champs")),
      .one(
        "prefix", "P", group: .method,
        help: Phrase(en: "written before every field's name", fr: "écrit devant le nom de chaque champ")),
      .one(
        "format", "", group: .output, choices: OutputFormat.allCases.map(\.rawValue),
        help: Phrase(
          en: "format of the output (default: by its ending)",
          fr: "format de la sortie (par défaut : selon sa fin)")),
      .one(
        "quantize", "N", group: .output,
        help: Phrase(
          en:
            "TopoJSON: whole numbers on a grid of N by N places, such as 1e6 (default: coordinates as they are)",
          fr:
            "TopoJSON : nombres entiers sur une grille de N par N, comme 1e6 (par défaut : coordonnées telles quelles)"
        )),
      InputArguments.excel,
    ],
    dropping: ["output"],
    examples: [
      Example(
        "maillage convert communes.geojson web.geojson --simplify 100m --precision 5 --select code,nom",
        Phrase(en: "For a web map", fr: "Pour une carte web")),
      Example(
        "maillage convert finess.csv finess.geojson --x coordxet --y coordyet --crs EPSG:2154 --to-crs EPSG:4326",
        Phrase(en: "A table made a layer", fr: "Un tableau devenu couche")),
    ],
    notes: [
      Phrase(
        en: "Formats by ending: \(OutputFormat.allEndings). With .geojsons every record begins with RS.",
        fr: "Formats selon la fin : \(OutputFormat.allEndings). Avec .geojsons chaque objet commence par RS."),
      Phrase(
        en: "Simplified borders stay shared; no part vanishes and no valid polygon becomes invalid.",
        fr:
          "Les limites simplifiées restent communes ; aucune partie ne disparaît, aucun polygone valide ne devient invalide."
      ),
    ])

  @Sendable private static func run(_ context: CommandContext) throws -> CommandOutcome {
    let options = context.options
    let target = options.positionals[1]
    var output = ConvertOutput.Options(
      format: try format(options, target), fileName: target == "-" ? "couche" : target)
    output.excel = options.flag("excel")
    output.quantize = try options.read(
      "quantize", expected: Phrase(en: "a number from 2 to 1e9", fr: "un nombre de 2 à 1e9")
    ) { text in
      guard let value = Double(text), (2...1e9).contains(value), value == value.rounded() else { return nil }
      return Int(value)
    }
    try ConvertArguments.requireUseful(options, output.format)
    let job = try ConvertArguments.options(context)
    let session = context.session()
    context.progress.start(Phrase(en: "Reading", fr: "Lecture"))
    let result = try ConvertJob(job, format: output.format, session: session) { context.progress.start($0) }
    context.progress.start(Phrase(en: "Writing", fr: "Écriture"))
    let written = try ConvertOutput(result, output, session: session)
    context.say(session)
    try context.write(written.bytes, to: target)
    return ConvertSummary.outcome(result, written, output.format)
  }

  private static func format(_ options: ParsedOptions, _ target: String) throws -> OutputFormat {
    if let format = try options.choice("format", as: OutputFormat.self) { return format }
    if let format = OutputFormat(fileName: target) { return format }
    throw UsageError(
      "usage.format", option: "--format",
      Phrase(
        en: "the ending of \(target) tells no format (\(OutputFormat.allEndings)): give --format",
        fr: "la fin de \(target) ne dit aucun format (\(OutputFormat.allEndings)) : donnez --format"))
  }
}
