public import GeoModel

/// The options that every command has, unless it drops them.
public enum CommonOptions {
  public static let output = output(
    Phrase(en: "where to write; - is standard output", fr: "où écrire ; - désigne la sortie standard"))

  /// `-o` with a help of the command's own.
  public static func output(_ help: Phrase, value: String = "F", required: Bool = false) -> OptionSpec {
    OptionSpec("output", short: "o", .one, value: value, group: .output, required: required, help: help)
  }

  static let force = common(
    "force", .flag,
    Phrase(
      en: "overwrite files that Maillage did not write",
      fr: "écraser des fichiers que Maillage n'a pas écrits"))
  static let json = common(
    "json", .flag,
    Phrase(
      en: "print one JSON object on standard output, and all else on standard error",
      fr: "écrire un objet JSON sur la sortie standard, et le reste sur la sortie d'erreur"))
  static let strict = common(
    "strict", .flag,
    Phrase(
      en: "exit with 1 if there is any warning or rejected row; outputs are written all the same",
      fr: "sortir avec 1 au moindre avertissement ou rejet ; les sorties sont écrites malgré tout"))
  static let threads = common(
    "threads", .one, value: "N",
    Phrase(
      en: "number of threads, which never changes a result (default: all processors)",
      fr: "nombre de fils, sans effet sur les résultats (par défaut : tous les processeurs)"))
  static let quiet = common(
    "quiet", .flag,
    Phrase(
      en: "print no summary, note or progress; warnings and errors remain",
      fr: "ni résumé, ni note, ni progression ; les avertissements et les erreurs restent"))
  static let noProgress = common(
    "no-progress", .flag, Phrase(en: "show no progress line", fr: "ne pas afficher la progression"))
  static let lang = common(
    "lang", .one, value: "L", choices: Language.allCases.map(\.rawValue),
    Phrase(
      en: "language of messages (default: from LC_ALL, LC_MESSAGES or LANG)",
      fr: "langue des messages (par défaut : selon LC_ALL, LC_MESSAGES ou LANG)"))
  static let version = common(
    "version", .flag, Phrase(en: "print the version", fr: "afficher la version"))
  static let help = common(
    "help", short: "h", .flag, Phrase(en: "print this help", fr: "afficher cette aide"))

  static let all = [output, force, json, strict, threads, quiet, noProgress, lang, version, help]

  private static func common(
    _ name: String, short: Character? = nil, _ arity: OptionArity, value: String = "",
    choices: [String] = [], _ help: Phrase
  ) -> OptionSpec {
    OptionSpec(name, short: short, arity, value: value, group: .common, choices: choices, help: help)
  }
}
