import GeoModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What the system said of a failed call, in both languages for the usual cases.
enum SystemError {
  static func phrase(_ code: Int32) -> Phrase {
    switch code {
    case ENOENT: Phrase(en: "no such file or folder", fr: "fichier ou dossier inexistant")
    case EACCES, EPERM: Phrase(en: "permission denied", fr: "accès refusé")
    case ENOSPC: Phrase(en: "no space left on the device", fr: "plus de place sur le disque")
    case EDQUOT: Phrase(en: "disk quota exceeded", fr: "quota de disque dépassé")
    case EROFS: Phrase(en: "read-only file system", fr: "système de fichiers en lecture seule")
    case EIO: Phrase(en: "input/output error", fr: "erreur d'entrée-sortie")
    case ENOTDIR:
      Phrase(en: "a part of the path is not a folder", fr: "une partie du chemin n'est pas un dossier")
    case EISDIR: Phrase(en: "it is a folder", fr: "c'est un dossier")
    case EEXIST: Phrase(en: "it exists already", fr: "il existe déjà")
    case EFBIG: Phrase(en: "file too large", fr: "fichier trop gros")
    case ENAMETOOLONG: Phrase(en: "name too long", fr: "nom trop long")
    case ELOOP: Phrase(en: "too many symbolic links", fr: "trop de liens symboliques")
    case EMFILE, ENFILE: Phrase(en: "too many open files", fr: "trop de fichiers ouverts")
    case EPIPE: Phrase(en: "the reader closed the pipe", fr: "le lecteur a fermé le tube")
    default: Phrase(verbatim: String(cString: strerror(code)))
    }
  }

  /// A diagnostic whose message ends with what the system said.
  static func diagnostic(_ code: String, _ path: String, _ error: Int32, en: String, fr: String) -> Diagnostic
  {
    let words = phrase(error)
    return Diagnostic(
      code, at: SourceLocation(file: path),
      Phrase(en: "\(en): \(words.english)", fr: "\(fr) : \(words.french)"))
  }

  /// Repeats a call that a signal interrupted.
  static func retrying(_ call: () -> Int) -> Int {
    while true {
      let result = call()
      if result >= 0 || errno != EINTR { return result }
    }
  }
}
