/// A coordinate reference system by its authority code; x is always east or longitude.
public struct CRS: Sendable, Hashable, CustomStringConvertible {
  /// `EPSG:2154`; `EPSG:4326` stands for longitude and latitude in degrees, OGC:CRS84 included.
  public let code: String

  public init(_ code: String) { self.code = code }

  public static let wgs84 = CRS("EPSG:4326")
  public static let lambert93 = CRS("EPSG:2154")

  public var description: String { code }

  /// Reads `EPSG:2154`, `2154`, `urn:ogc:def:crs:EPSG::2154`, `urn:ogc:def:crs:OGC:1.3:CRS84`, and codes of ESRI and IGN
  /// such as `IGNF:LAMB93`, whether or not PROJ knows them; nil for other texts.
  public init?(parsing text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: true).map(String.init)
    guard let last = parts.last else { return nil }
    if last.uppercased() == "CRS84" {
      self = .wgs84
      return
    }
    let isURN = text.lowercased().hasPrefix("urn:ogc:def:crs:")
    let authority: String
    switch parts.count {
    case 1: authority = "EPSG"
    case 2: authority = parts[0].uppercased()
    case 5... where isURN: authority = parts[4].uppercased()
    default: return nil
    }
    switch authority {
    case "EPSG", "ESRI":
      guard last.utf8.count <= 6, last.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    case "IGNF":
      guard last.utf8.count <= 32,
        last.utf8.allSatisfy({
          ($0 >= 0x30 && $0 <= 0x39) || ($0 >= 0x41 && $0 <= 0x5A) || ($0 >= 0x61 && $0 <= 0x7A)
        })
      else { return nil }
    default: return nil
    }
    self.init("\(authority):\(last)")
  }
}

/// The legal plane CRS of each part of France, in metres.
///
/// Source: décret n° 2019-165 and arrêté of 5 March 2019 on the national reference systems; EPSG registry.
public enum LegalCRS: Sendable, CaseIterable {
  case metropole, antilles, guyane, reunion, mayotte, saintPierreEtMiquelon

  public var crs: CRS {
    switch self {
    case .metropole: CRS("EPSG:2154")
    case .antilles: CRS("EPSG:5490")
    case .guyane: CRS("EPSG:2972")
    case .reunion: CRS("EPSG:2975")
    case .mayotte: CRS("EPSG:4471")
    case .saintPierreEtMiquelon: CRS("EPSG:4467")
    }
  }

  public var name: Phrase {
    switch self {
    case .metropole: Phrase(en: "mainland France and Corsica", fr: "France métropolitaine")
    case .antilles: Phrase(en: "French West Indies", fr: "Antilles")
    case .guyane: Phrase(en: "French Guiana", fr: "Guyane")
    case .reunion: Phrase(en: "Réunion", fr: "La Réunion")
    case .mayotte: Phrase(en: "Mayotte", fr: "Mayotte")
    case .saintPierreEtMiquelon: Phrase(en: "Saint-Pierre-et-Miquelon", fr: "Saint-Pierre-et-Miquelon")
    }
  }

  /// Longitudes and latitudes where this CRS is the legal one, with a margin at sea.
  public var bounds: Envelope {
    switch self {
    case .metropole: Envelope(minX: -6, minY: 41, maxX: 10.5, maxY: 51.6)
    case .antilles: Envelope(minX: -63.7, minY: 14, maxX: -60.3, maxY: 18.6)
    case .guyane: Envelope(minX: -55, minY: 1.8, maxX: -51, maxY: 6.2)
    case .reunion: Envelope(minX: 54.8, minY: -21.8, maxX: 56.2, maxY: -20.5)
    case .mayotte: Envelope(minX: 44.6, minY: -13.4, maxX: 45.7, maxY: -12.2)
    case .saintPierreEtMiquelon: Envelope(minX: -57.2, minY: 46.4, maxX: -55.7, maxY: 47.4)
    }
  }

  /// The legal CRS at a longitude and latitude in degrees; nil outside France.
  public init?(longitude: Double, latitude: Double) {
    guard let zone = Self.allCases.first(where: { $0.bounds.contains(longitude, latitude) }) else {
      return nil
    }
    self = zone
  }
}
