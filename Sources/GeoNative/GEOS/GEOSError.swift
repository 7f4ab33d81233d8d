public import GeoModel

/// A failure inside GEOS: the C function that failed and GEOS's own words.
public struct GEOSError: Error, Sendable, Equatable, CustomStringConvertible {
  public let function: String
  public let message: String

  public var description: String { "\(function): \(message)" }

  /// The error as users see it, with the place known to the caller.
  public func diagnostic(at location: SourceLocation) -> Diagnostic {
    Diagnostic(
      "geos.failure", at: location,
      Phrase(
        en: "GEOS could not compute on this geometry (\(description))",
        fr: "GEOS n’a pas pu calculer sur cette géométrie (\(description))"),
      hint: Phrase(
        en: "check the layer's validity in QGIS and mend this feature",
        fr: "vérifiez la validité de la couche dans QGIS et corrigez cet objet"))
  }
}
