public import GeoModel
import GeoNative

/// The CRS of a layer from its description in WKT, for every format that has one.
public enum CRSText {
  /// A CRS and what must be said of the way it was found.
  public struct Found: Sendable, Equatable {
    public var crs: CRS
    /// A note: the name in the file and how it became a code. A warning where the datum is not known, and the code
    /// is that of equal coordinates.
    public var finding: Diagnostic
  }

  /// - Parameter source: the file that holds the text, for messages.
  /// - Throws: `crs.unidentified` where the text has no EPSG code, `crs.database` where PROJ cannot look.
  public static func identify(_ wkt: String, source: String) throws(Diagnostic) -> Found {
    let found: CRSIdentifier.Identification?
    do throws(ProjError) {
      found = try CRSIdentifier.identify(wkt: wkt)
    } catch {
      var diagnostic = error.diagnostic
      diagnostic.location = SourceLocation(file: source)
      throw diagnostic
    }
    guard let found else {
      throw Diagnostic(
        "crs.unidentified", at: SourceLocation(file: source),
        Phrase(
          en: "this coordinate reference system has no EPSG code that PROJ could find",
          fr: "PROJ n'a trouvé aucun code EPSG à ce système de coordonnées"),
        found: String(wkt.prefix(80)), hint: hint)
    }
    let name = Self.name(in: wkt)
    func note(_ message: Phrase) -> Found {
      Found(
        crs: found.crs,
        finding: Diagnostic("crs.found", severity: .note, at: SourceLocation(file: source), message))
    }
    switch found.means {
    case .stated:
      return note(
        Phrase(
          en: "\(found.crs), as the file states (\(name))",
          fr: "\(found.crs), comme le dit le fichier (\(name))"))
    case .database:
      return note(
        Phrase(en: "\(name) is \(found.crs) for PROJ", fr: "\(name) est \(found.crs) pour PROJ"))
    case .named:
      return note(
        Phrase(
          en: "\(name) is \(found.crs) by its name and its coordinates; its datum has no name",
          fr: "\(name) est \(found.crs) par son nom et ses coordonnées ; son datum n'a pas de nom"))
    case .comparison(let alternatives):
      let others = alternatives.prefix(4).map(\.code).joined(separator: ", ")
      return Found(
        crs: found.crs,
        finding: Diagnostic(
          "crs.datum", severity: .warning, at: SourceLocation(file: source),
          Phrase(
            en:
              "the datum of \(name) is not known: taken for \(found.crs), whose projection is the same to a "
              + "millimetre" + (others.isEmpty ? "" : "; so is that of \(others)"),
            fr: "le datum de \(name) est inconnu : pris pour \(found.crs), de même projection au millimètre"
              + (others.isEmpty ? "" : " ; celle de \(others) l'est aussi")),
          found: found.datum.isEmpty ? nil : found.datum, hint: hint))
    }
  }

  /// The name that the text itself gives: PROJ puts another in its place, which varies with its version.
  private static func name(in wkt: String) -> String {
    guard let open = wkt.firstIndex(of: "\"") else { return "" }
    return String(wkt[wkt.index(after: open)...].prefix(80).prefix { $0 != "\"" })
  }

  /// A layer that does not say in which CRS it is.
  public static func missing(source: String) -> Diagnostic {
    Diagnostic(
      "crs.missing", at: SourceLocation(file: source),
      Phrase(
        en: "nothing says in which coordinate reference system this layer is",
        fr: "rien ne dit dans quel système de coordonnées est cette couche"),
      hint: hint)
  }

  private static let hint = Phrase(
    en: "--crs EPSG:n (for territories --territories-crs), such as EPSG:2154 for Lambert-93",
    fr: "--crs EPSG:n (pour des territoires --territories-crs), par exemple EPSG:2154 pour du Lambert-93")
}
