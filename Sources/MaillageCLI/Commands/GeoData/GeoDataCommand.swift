import GeoModel
import GeoNative
import Studies

/// `maillage geodata`: the embedded data, and the official contours that a network adds.
enum GeoDataCommand {
  static let command = Command(spec: spec, run: run)

  /// What the command can do.
  private enum Action: String, CaseIterable { case fetch, list, verify, clean }

  private static let fetchOptions = ["base-url", "timeout", "retries"]
  private static let selection = ["departement", "region", "all", "level"]

  private static let spec = CommandSpec(
    "geodata",
    Phrase(
      en: "what is embedded; fetches official contours from geo.api.gouv.fr",
      fr: "ce qui est embarqué ; télécharge les contours officiels de geo.api.gouv.fr"),
    usage: [
      "[--cache DIR]", "fetch --departement D…|--region R…|--all [--level L] [options]",
      "list|verify|clean [options]",
    ],
    positionals: [
      PositionalSpec(
        "ACTION", required: false,
        help: Phrase(
          en: "fetch, list, verify (SHA-256 of every file), clean; without it, what is embedded",
          fr: "fetch, list, verify (SHA-256 de chaque fichier), clean ; sans action, ce qui est embarqué"))
    ],
    options: [
      .several(
        "departement", "D",
        help: Phrase(
          en: "codes of départements: 59,62 or 2A 974", fr: "codes de départements : 59,62 ou 2A 974")),
      .several("region", "R", help: Phrase(en: "codes of régions: 32", fr: "codes de régions : 32")),
      .flag("all", group: .input, help: Phrase(en: "all of France", fr: "toute la France")),
      OptionSpec(
        "level", .one, value: "L", choices: ContourLevel.allCases.map(\.rawValue), default: "commune",
        help: Phrase(
          en: "contours of what; départements and régions are built from their communes",
          fr: "contours de quoi ; départements et régions sont construits à partir de leurs communes")),
      .one(
        "base-url", "URL", default: ContourService.baseURL,
        help: Phrase(en: "address of the service or of a mirror", fr: "adresse du service ou d’un miroir")),
      .one(
        "timeout", "S", group: .method, default: "60",
        help: Phrase(
          en: "seconds without data after which a request is given up",
          fr: "secondes sans données après lesquelles une requête est abandonnée")),
      .one(
        "retries", "N", group: .method, default: "3",
        help: Phrase(
          en: "attempts after the first, with longer and longer waits",
          fr: "nouveaux essais après le premier, de plus en plus espacés")),
      .one(
        "cache", "DIR", group: .output,
        help: Phrase(
          en:
            "folder of the contours (default: MAILLAGE_CACHE, XDG_DATA_HOME/maillage, ~/.local/share/maillage)",
          fr:
            "dossier des contours (par défaut : MAILLAGE_CACHE, XDG_DATA_HOME/maillage, ~/.local/share/maillage)"
        )),
      OptionSpec(
        "force", .flag, group: .common,
        help: Phrase(
          en: "with fetch: fetch again what is there", fr: "avec fetch : télécharger à nouveau ce qui est là")
      ),
    ], dropping: ["output"],
    examples: [
      Example(
        "maillage geodata fetch --region 32",
        Phrase(
          en: "The communes of the Hauts-de-France: maillage run then uses them",
          fr: "Les communes des Hauts-de-France : maillage run s’en sert ensuite")),
      Example(
        "maillage geodata", Phrase(en: "What is there, without network", fr: "Ce qui est là, sans réseau")),
    ],
    notes: [
      Phrase(
        en: "What is in the cache already is left alone; a fetch that was cut goes on where it ended.",
        fr:
          "Ce qui est déjà dans le cache n’est pas touché ; un téléchargement coupé reprend où il s’est arrêté."
      ),
      Phrase(
        en: "Proxies are those of the environment: https_proxy, http_proxy, no_proxy.",
        fr: "Les mandataires sont ceux de l’environnement : https_proxy, http_proxy, no_proxy."),
    ])

  @Sendable private static func run(_ context: CommandContext) throws -> CommandOutcome {
    let options = context.options
    let action = try options.positionals.first.map { text in
      guard let action = Action(rawValue: text) else {
        throw UsageError(
          "usage.bad-value", option: "ACTION", Phrase(en: "no such action", fr: "action inconnue"),
          found: text,
          expected: Phrase(verbatim: Action.allCases.map(\.rawValue).joined(separator: ", ")),
          suggestion: NameMatch.closest(to: text, among: Action.allCases.map(\.rawValue), limit: 1).first)
      }
      return action
    }
    guard let cache = ContourCache.find(options.string("cache"), environment: context.environment) else {
      throw Diagnostic(
        "contours.home",
        Phrase(
          en: "there is no home folder for the contours",
          fr: "il n’y a pas de dossier personnel pour les contours"),
        hint: Phrase(verbatim: "--cache DIR"))
    }
    if action != .fetch { try refuse(fetchOptions, for: action?.rawValue ?? "geodata", options) }
    if action != .fetch && action != .clean {
      try refuse(selection, for: action?.rawValue ?? "geodata", options)
    }
    switch action {
    case .fetch: return try GeoDataFetch.run(context, cache)
    case .list: return GeoDataList.list(cache)
    case .verify: return GeoDataList.verify(context, cache)
    case .clean: return try GeoDataList.clean(context, cache)
    case nil: return try GeoDataList.overview(context, cache)
    }
  }

  /// An option that an action does not read is a mistake to be told.
  private static func refuse(_ names: [String], for action: String, _ options: ParsedOptions)
    throws(UsageError)
  {
    for name in names where options.isGiven(name) {
      throw UsageError(
        "usage.useless-option", option: "--\(name)",
        Phrase(
          en: "option --\(name) means nothing with \(action)",
          fr: "l’option --\(name) n’a pas de sens avec \(action)"))
    }
  }
}
