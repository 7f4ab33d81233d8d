import Coverage
import GeoModel
import GeoNative

/// What to try where coordinates cannot be in the CRS that is announced, and how good a change of CRS is.
enum CRSAdvice {
  /// The option with each CRS in which nearly all places would lie in France; nil where there is none.
  ///
  /// - Parameters:
  ///   - positions: flat x, y in `crs`.
  ///   - option: such as `--crs`.
  static func hint(_ positions: [Double], in crs: CRS, option: String) -> Phrase? {
    guard let plausibility = try? CRSPlausibility(of: positions, in: crs), plausibility.isDoubtful else {
      return nil
    }
    let names = plausibility.candidates.map(\.name)
    return Phrase(
      en: "\(option) " + names.map(\.english).joined(separator: ", or ")
        + ", where these coordinates lie in France",
      fr: "\(option) " + names.map(\.french).joined(separator: ", ou ")
        + ", où ces coordonnées sont en France")
  }

  /// Warns where the change from a CRS to the legal one at a place is wrong by more than a metre and a half.
  static func warnOfOperation(
    from crs: CRS, at place: Position, file: String, _ session: LoadSession
  ) throws(Diagnostic) {
    // The systems of French data of today are related to a metre.
    if crs == .wgs84 || LegalCRS.allCases.contains(where: { $0.crs == crs }) { return }
    let warning = try FailureWords.proj { () throws(ProjError) -> (Phrase, String)? in
      var lonLat = [place.x, place.y]
      try CoordinateTransformer(from: crs, to: .wgs84).transform(&lonLat)
      guard let zone = LegalCRS(longitude: lonLat[0], latitude: lonLat[1]) else { return nil }
      let facts = try OperationFacts(from: crs, to: zone.crs, at: place)
      return facts.warning(from: crs, to: zone.crs).map { ($0, facts.name) }
    }
    guard let (message, name) = warning else { return }
    session.warn(Diagnostic("crs.accuracy", at: SourceLocation(file: file), message, found: name))
  }
}
