public import Coverage
import GeoModel
import GeoNative
import Reports

/// What a plane CRS does to areas at the place of the study.
public enum PlaneReport {
  /// Legal systems stay well below: 0.45 % in the south of Corse.
  private static let suspectBias = 0.01

  /// Warns of a system made for another part of the world.
  public static func warn(_ zones: [PlaneZone], _ session: LoadSession) {
    for zone in zones {
      var box = Envelope()
      for polygons in zone.polygons { box.add(polygons.envelope) }
      guard !box.isEmpty else { continue }
      let bias = (try? zone.lonLat(of: box.center)).flatMap {
        try? CRSFacts.areaBias(of: zone.crs, longitude: $0.x, latitude: $0.y)
      }
      if let bias, bias.magnitude <= suspectBias { continue }
      let share = FrenchNumber.typographic.percent(bias, decimals: 1)
      session.warn(
        Diagnostic(
          "crs.distorted",
          Phrase(
            en: "\(zone.crs) is made for another place: areas here are off by \(share)",
            fr: "\(zone.crs) est fait pour un autre lieu : les surfaces y sont fausses de \(share)"),
          hint: Phrase(en: "leave --work-crs out", fr: "omettre --work-crs")))
    }
  }
}
