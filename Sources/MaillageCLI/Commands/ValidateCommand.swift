import Coverage
import GeoFormats
import GeoModel
import Reports
import Studies

/// `maillage validate`: what is wrong with files.
enum ValidateCommand {
  static let command = Command(spec: spec, run: run)

  private static let spec = CommandSpec(
    "validate",
    Phrase(
      en: "what is wrong with a layer or a table: geometries, places, codes",
      fr: "ce qui ne va pas dans une couche ou un tableau : géométries, positions, codes"),
    positionals: [
      PositionalSpec(
        "F", required: true, repeats: true,
        help: Phrase(
          en: "layers or tables; several layers are compared as one partition",
          fr: "couches ou tableaux ; plusieurs couches sont comparées comme une seule partition"))
    ],
    options: [
      .one(
        "key", "FIELD",
        help: Phrase(
          en: "field of the codes (recognised if usual); each code must stand once",
          fr: "champ des codes (reconnu s’il est usuel) ; chaque code ne doit figurer qu’une fois")),
      .one(
        "key-prefix", "P",
        help: Phrase(
          en: "prefix to take off the codes, such as com", fr: "préfixe à ôter des codes, comme com")),
      .one(
        "crs", "EPSG:n",
        help: Phrase(
          en: "CRS instead of what the files say", fr: "système, à la place de ce que disent les fichiers")),
      .one("x", "C", help: Phrase(en: "column of x or longitude", fr: "colonne de x ou de la longitude")),
      .one("y", "C", help: Phrase(en: "column of y or latitude", fr: "colonne de y ou de la latitude")),
      InputArguments.layer(nil, en: "layer of the files", fr: "couche des fichiers"),
      .one(
        "gap-width", "D", group: .method, default: "250m",
        help: Phrase(
          en: "overlaps and holes narrower than this on average are artefacts",
          fr: "les chevauchements et trous moins larges en moyenne sont des artefacts")),
      .flag(
        "overlaps-allowed",
        help: Phrase(
          en: "the territories are no partition: do not look for overlaps and holes",
          fr: "les territoires ne sont pas une partition : ne chercher ni chevauchements ni trous")),
      .one(
        "report", "F", group: .output,
        help: Phrase(
          en: "GeoJSON of the findings, one feature each", fr: "GeoJSON des constats, un objet par constat")),
      .one(
        "repair", "F", group: .output,
        help: Phrase(
          en: "GeoJSON of the layer with its invalid polygons mended",
          fr: "GeoJSON de la couche, ses polygones invalides réparés")),
    ] + InputArguments.dialect, dropping: ["output"],
    examples: [
      Example(
        "maillage validate communes.geojson --key code --report constats.geojson",
        Phrase(en: "What must be mended before a study", fr: "Ce qu’il faut corriger avant une étude"))
    ],
    notes: [
      Phrase(
        en: "The exit status is 1 where errors remain, and with --strict where there are warnings.",
        fr: "Le code de sortie est 1 s’il reste des erreurs, et avec --strict s’il y a des avertissements.")
    ])

  @Sendable private static func run(_ context: CommandContext) throws -> CommandOutcome {
    let options = try validationOptions(context)
    let session = context.session()
    context.progress.start(Phrase(en: "Examining", fr: "Examen"))
    let job = try ValidationJob(options, environment: context.environment, session: session)
    for note in session.notes { context.note(note) }
    let french = context.language == .french
    if let path = context.options.string("report") {
      let features = FindingFeatures.features(job, french: french)
      try context.write(GeoJSONWriter.write(features).bytes, to: path)
    }
    let repair = try mend(job, context)
    return ValidationSummary(job, repair: repair, isStrict: context.options.flag("strict"), french: french)
      .outcome
  }

  private static func validationOptions(_ context: CommandContext) throws -> ValidationOptions {
    let given = context.options
    try given.require(["y"], with: "x")
    try given.require(["x"], with: "y")
    var options = ValidationOptions(paths: given.positionals)
    options.key = given.string("key")
    options.keyPrefix = given.string("key-prefix")
    options.crs = try given.crs("crs")
    options.x = given.string("x")
    options.y = given.string("y")
    options.layer = given.string("layer")
    options.csv = try context.csvOptions()
    options.gapWidthMetres = try given.length("gap-width") ?? options.gapWidthMetres
    options.isPartition = !given.flag("overlaps-allowed")
    return options
  }

  /// The mended layer, written where `--repair` says.
  private static func mend(_ job: ValidationJob, _ context: CommandContext) throws -> LayerRepair? {
    guard let path = context.options.string("repair") else { return nil }
    guard job.files.count == 1 else {
      throw UsageError(
        "usage.repair-one", option: "--repair",
        Phrase(en: "--repair takes one file at a time", fr: "--repair prend un fichier à la fois"))
    }
    guard let layer = job.files[0].layer, layer.geometry.kinds.contains(where: \.isPolygonal) else {
      throw Diagnostic(
        "validate.no-polygons", at: SourceLocation(file: job.files[0].path),
        Phrase(en: "there is no polygon to mend", fr: "il n’y a aucun polygone à réparer"))
    }
    guard path == "-" || OutputFormat(fileName: path) == .geojson else {
      throw UsageError.badValue(
        "--repair", found: path,
        expected: Phrase(
          en: "a name that ends in .geojson (`maillage convert` then makes other formats)",
          fr: "un nom qui finit par .geojson (`maillage convert` en fait ensuite d’autres formats)"))
    }
    let repair = try LayerRepair(layer, codes: job.files[0].codes, threads: context.threads)
    try context.write(
      LayerJSONWriter.write(repair.layer, style: .collection, threads: context.threads).bytes, to: path)
    return repair
  }
}
