import GeoFormats
import GeoModel
import Studies

/// Which contours commune points were drawn with: the option, and what a command says of it.
enum ContourSummary {
  static let approximate = OptionSpec.flag(
    "approximate",
    help: Phrase(
      en: "draw communes from their points, even where official contours were fetched",
      fr: "dessiner les communes à partir de leurs points, même si les contours officiels sont là"))

  static func addText(_ layer: LoadedTerritories, to outcome: inout CommandOutcome) {
    guard let official = layer.official else { return }
    outcome.text(
      Phrase(en: "Official contours: \(official.source)", fr: "Contours officiels : \(official.source)"))
    guard !official.sharedCodes.isEmpty else { return }
    let count = official.sharedCodes.count
    outcome.text(
      Phrase(
        en: "\(count) communes merged since share out the contours of their new communes, approximately",
        fr:
          "\(count) communes réunies depuis se partagent, de façon approchée, le contour de leur nouvelle commune"
      ))
  }

  static func addJSON(_ layer: LoadedTerritories, to outcome: inout CommandOutcome) {
    guard let official = layer.official else { return outcome.json("contours_officiels", .null) }
    let files = official.manifests.map { manifest -> JSONValue in
      .object([
        ("fichier", .string(manifest.unit.name + ".geojson")), ("sha256", .string(manifest.sha256)),
        ("date", .string(manifest.date)), ("url", manifest.url.map { .string($0) } ?? .null),
      ])
    }
    outcome.json(
      "contours_officiels",
      .object([
        ("source", .string(official.source)),
        ("millesime", official.millesime.map { .string($0) } ?? .null),
        ("communes_partagees", .array(official.sharedCodes.map { .string($0) })), ("fichiers", .array(files)),
      ]))
  }
}

extension CommandContext {
  /// The study that the command line names, with the contours that it asks for.
  func study(_ session: LoadSession) throws -> LoadedStudy {
    var study = try StudyReader.load(options.positionals.first, environment: environment, session: session)
    guard options.flag("approximate") else { return study }
    guard study.file.territories.points != nil else {
      throw UsageError(
        "usage.useless-option", option: "--approximate",
        Phrase(
          en: "--approximate means nothing for a study whose territories come from files",
          fr: "--approximate n’a pas de sens pour une étude dont les territoires viennent de fichiers"))
    }
    study.file.territories.contours = .approximate
    return study
  }
}
