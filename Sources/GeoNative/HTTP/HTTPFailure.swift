public import GeoModel

/// Why a file could not be fetched.
public struct HTTPFailure: Error, Sendable, Equatable {
  public enum Kind: Sendable, Equatable {
    /// Nobody answers: no network, an unknown host, a closed port.
    case unreachable
    /// Connected, then nothing for too long.
    case stalled
    /// The connection ended before the announced length, or in the middle of the exchange.
    case cut
    case status(Int)
    /// The server asks to wait longer than is reasonable, in seconds.
    case wait(Int)
    case tooLarge
    case tooManyRedirects
    /// An address, or a redirection to one, that is not http or https, or leaves https.
    case address
    case certificate
    case cancelled
    /// What was received cannot be kept.
    case disk
    case other
  }

  public var kind: Kind
  public var url: String
  /// The library's own words, or the system's.
  public var detail: String

  public init(_ kind: Kind, url: String, detail: String = "") {
    self.kind = kind
    self.url = url
    self.detail = detail
  }

  /// True where another attempt may do better.
  var isTransient: Bool {
    switch kind {
    case .unreachable, .stalled, .cut: true
    case .status(let status): status == 408 || status == 429 || (500...599).contains(status)
    default: false
    }
  }

  /// The error as users see it.
  public var diagnostic: Diagnostic {
    Diagnostic(code, at: SourceLocation(file: url), message, hint: hint)
  }

  private var code: String {
    switch kind {
    case .unreachable: "http.unreachable"
    case .stalled: "http.stalled"
    case .cut: "http.cut"
    case .status, .wait: "http.status"
    case .tooLarge: "http.too-large"
    case .tooManyRedirects, .address: "http.address"
    case .certificate: "http.certificate"
    case .cancelled: "interrupted"
    case .disk: "file.write"
    case .other: "http.failure"
    }
  }

  private var message: Phrase {
    let words = detail.isEmpty ? Phrase(verbatim: "") : Phrase(en: ": \(detail)", fr: " : \(detail)")
    func said(_ english: String, _ french: String) -> Phrase {
      Phrase(en: english + words.english, fr: french + words.french)
    }
    switch kind {
    case .unreachable:
      return said("no network: the server cannot be reached", "pas de réseau : le serveur est injoignable")
    case .stalled: return said("the server stopped answering", "le serveur ne répond plus")
    case .cut: return said("the answer was cut short", "la réponse a été coupée")
    case .status(let status):
      return Phrase(en: "the server answered \(status)", fr: "le serveur a répondu \(status)")
    case .wait(let seconds):
      return Phrase(
        en: "the server asks to wait \(seconds) s before the next request",
        fr: "le serveur demande d’attendre \(seconds) s avant la prochaine requête")
    case .tooLarge: return said("the answer is too large", "la réponse est trop grosse")
    case .tooManyRedirects: return said("too many redirections", "trop de redirections")
    case .address:
      return said(
        "only http and https addresses are fetched, and https never leads to http",
        "seules les adresses http et https sont lues, et https ne mène jamais à http")
    case .certificate:
      return said("the server's certificate is refused", "le certificat du serveur est refusé")
    case .cancelled: return Phrase(en: "interrupted", fr: "interrompu")
    case .disk: return said("the answer cannot be kept", "la réponse ne peut pas être gardée")
    case .other: return said("the file cannot be fetched", "le fichier ne peut pas être téléchargé")
    }
  }

  private var hint: Phrase? {
    switch kind {
    case .unreachable:
      Phrase(
        en: "check the connection, or https_proxy where the network has a proxy",
        fr: "vérifiez la connexion, ou https_proxy si le réseau a un mandataire")
    case .stalled, .cut, .wait:
      Phrase(
        en: "the same command again later: what was received is kept",
        fr: "la même commande plus tard : ce qui a été reçu est gardé")
    case .status(let status) where status == 404:
      Phrase(en: "check --base-url", fr: "vérifiez --base-url")
    case .status: Phrase(en: "the same command again later", fr: "la même commande plus tard")
    default: nil
    }
  }
}
