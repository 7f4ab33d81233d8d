import GeoModel

/// What the program's exit status says.
public enum ExitCode: Int32, Sendable, CaseIterable {
  case ok = 0
  case failed = 1
  case badData = 2
  case usage = 64

  var meaning: Phrase {
    switch self {
    case .ok: Phrase(en: "done", fr: "terminé")
    case .failed:
      Phrase(
        en: "a check failed, a layer is not valid, or --strict met a warning",
        fr: "un contrôle a échoué, une couche n'est pas valide, ou --strict a trouvé un avertissement")
    case .badData:
      Phrase(
        en: "bad data, or a file cannot be read or written",
        fr: "données incorrectes, ou fichier impossible à lire ou à écrire")
    case .usage: Phrase(en: "bad command line", fr: "ligne de commande incorrecte")
    }
  }
}
