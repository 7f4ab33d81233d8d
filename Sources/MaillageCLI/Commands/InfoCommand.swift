import GeoFormats
import GeoModel
import Studies

/// `maillage info`: what a file holds.
enum InfoCommand {
  static let command = Command(spec: spec, run: run)

  private static let spec = CommandSpec(
    "info",
    Phrase(
      en: "what a file holds: format, CRS, kinds, fields, bounds, columns recognised",
      fr: "ce que contient un fichier : format, système, types, champs, emprise, colonnes reconnues"),
    positionals: [
      PositionalSpec(
        "F", required: true,
        help: Phrase(en: "file to read; - is standard input", fr: "fichier à lire ; - est l’entrée standard"))
    ],
    options: [
      .one(
        "layer", "NAME",
        help: Phrase(en: "the only layer or sheet to look at", fr: "la seule couche ou feuille à regarder")),
      .one(
        "crs", "EPSG:n",
        help: Phrase(
          en: "CRS of the coordinates instead of what the file says",
          fr: "système des coordonnées, à la place de ce que dit le fichier")),
    ] + InputArguments.dialect + [
      .flag(
        "sha256", group: .output, help: Phrase(en: "the file's SHA-256", fr: "l’empreinte SHA-256 du fichier")
      )
    ],
    dropping: ["output", "force"],
    examples: [
      Example("maillage info communes.geojson", Phrase(en: "Before a study", fr: "Avant une étude")),
      Example("maillage info finess.csv --json", Phrase(en: "For a script", fr: "Pour un script")),
    ])

  @Sendable private static func run(_ context: CommandContext) throws -> CommandOutcome {
    let options = context.options
    let path = options.positionals[0]
    let crs = try options.crs("crs")
    context.progress.start(Phrase(en: "Reading", fr: "Lecture"))
    let readBytes: @Sendable (String) throws(Diagnostic) -> [UInt8] = { other throws(Diagnostic) in
      try context.read(other)
    }
    let file = try DataFile.readLayers(
      path,
      options: DataFileOptions(
        csv: try context.csvOptions(), layer: LayerOptions(name: options.string("layer"), crs: crs),
        digest: options.flag("sha256")), readBytes: readBytes)
    context.progress.start(Phrase(en: "Counting", fr: "Décompte"))
    var facts: [FileFacts] = []
    for layer in file.layers {
      let own = try FileFacts(layer.content, name: layer.name, crs: crs, threads: context.threads)
      for note in own.notes { context.note(note.message, at: note.location) }
      for warning in own.warnings { context.warn(warning) }
      if let warning = InfoSummary.codeWarning(own, path: path) { context.warn(warning) }
      facts.append(own)
    }
    return InfoSummary.outcome(facts, file: file, path: path)
  }
}
