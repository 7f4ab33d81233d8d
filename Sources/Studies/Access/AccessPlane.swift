import GeoModel
import GeoNative

/// The plane to measure in outside France, where no law names one.
enum AccessPlane {
  /// The CRS of both files where it is one, a plane in metres, and some place lies outside France; nil elsewhere.
  static func shared(
    _ demand: AccessPlaces, _ supply: AccessPlaces, _ session: LoadSession
  ) throws(Diagnostic) -> CRS? {
    let crs = demand.sites.crs
    guard crs == supply.sites.crs,
      let (places, site) = firstOutside(demand) ?? firstOutside(supply)
    else { return nil }
    let facts = try FailureWords.proj { () throws(ProjError) in try CRSFacts(of: crs) }
    guard !facts.isGeographic, facts.metresPerUnit == 1 else { return nil }
    session.warn(
      Diagnostic(
        "access.outside-france", at: SourceLocation(file: places.sites.path, featureCode: places.keys[site]),
        Phrase(
          en: "this place lies outside France: all is measured in \(crs), the plane CRS of both files",
          fr: "ce lieu est hors de France : tout est mesuré en \(crs), système plan des deux fichiers"),
        hint: Phrase(
          en: "--crs if that is not their CRS, or --work-crs EPSG:n",
          fr: "--crs si ce n’est pas leur système, ou --work-crs EPSG:n")))
    return crs
  }

  private static func firstOutside(_ places: AccessPlaces) -> (AccessPlaces, Int)? {
    let sites = places.sites
    let first = (0..<places.count).first { site in
      sites.isLocated(site)
        && LegalCRS(longitude: sites.lonLat[2 * site], latitude: sites.lonLat[2 * site + 1]) == nil
    }
    return first.map { (places, $0) }
  }
}
