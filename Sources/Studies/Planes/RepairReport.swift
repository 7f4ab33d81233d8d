public import Coverage
import GeoModel
import GeoNative
import Reports

/// What was mended before anything was computed.
public enum RepairReport {
  /// One warning for each territory mended: what, where, and how much area changed.
  public static func warn(_ zones: [PlaneZone], _ layer: LoadedTerritories, _ session: LoadSession) {
    for zone in zones { warn(zone.repairs, zone, layer, session) }
  }

  /// Repairs of a layer that was carried into a zone of another.
  static func warn(_ repairs: [Repair], _ zone: PlaneZone, _ layer: LoadedTerritories, _ session: LoadSession)
  {
    for repair in repairs {
      session.warn(Diagnostic("territories.repaired", at: layer.place(repair.territory), text(repair, zone)))
    }
  }

  /// "Self-intersection at 0.123 43.456: repaired, area changed by +12 m²"
  static func text(_ repair: Repair, _ zone: PlaneZone) -> Phrase {
    let change = repair.areaAfterSquareMetres - repair.areaBeforeSquareMetres
    let place = (try? zone.lonLat(of: repair.reason.place)) ?? repair.reason.place
    let number = FrenchNumber(ascii: true)
    let spot = "\(number.decimal(place.x, decimals: 5)) \(number.decimal(place.y, decimals: 5))"
    let metres = number.decimal(change, decimals: 0, unit: "m²", signed: true)
    return Phrase(
      en: "\(repair.reason.reason) at \(spot.replacingCommas): repaired, area changed by \(metres)",
      fr: "\(repair.reason.reason) en \(spot.replacingCommas) : réparé, surface changée de \(metres)")
  }
}

extension String {
  /// Decimal points in coordinates, in either language, so that they can be pasted into a map.
  fileprivate var replacingCommas: String { String(map { $0 == "," ? "." : $0 }) }
}
