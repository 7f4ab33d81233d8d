import CSQLite
public import GeoModel

/// A failure inside SQLite: the C function that failed, its result code and SQLite's own words.
public struct SQLiteError: Error, Sendable, Equatable, CustomStringConvertible {
  public let function: String
  public let code: Int32
  public let message: String

  public var description: String { "\(function): \(message)" }

  /// True where the work was ended because it passed what a file of this size can need.
  public var isBeyondLimit: Bool { code & 0xFF == SQLITE_INTERRUPT }

  /// The error as users see it, with the place known to the caller.
  public func diagnostic(at location: SourceLocation) -> Diagnostic {
    switch code & 0xFF {
    case SQLITE_INTERRUPT:
      Diagnostic(
        "sqlite.limit", at: location,
        Phrase(
          en: "reading asks for more work than a database of this size can need (a view that never ends?)",
          fr:
            "la lecture demande plus de travail qu’une base de cette taille n’en justifie (une vue sans fin ?)"
        ),
        hint: Phrase(
          en: "save the layer as a table in a new GeoPackage",
          fr: "enregistrer la couche comme table dans un nouveau GeoPackage"))
    case SQLITE_CORRUPT, SQLITE_NOTADB:
      Diagnostic(
        "sqlite.damaged", at: location,
        Phrase(
          en: "the database is damaged or cut short (SQLite says: \(message))",
          fr: "la base est abîmée ou tronquée (SQLite dit : \(message))"),
        hint: Phrase(en: "fetch or copy the file again", fr: "télécharger ou copier à nouveau le fichier"))
    default:
      Diagnostic(
        "sqlite.failure", at: location,
        Phrase(
          en: "SQLite could not read or make this database (\(description))",
          fr: "SQLite n’a pas pu lire ou faire cette base (\(description))"))
    }
  }
}
