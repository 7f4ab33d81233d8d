import GeoFormats
import Reports

/// A column of figures in words: what a legend calls it and the unit that it is in.
public struct FigureWords: Sendable, Equatable {
  /// "Sites pour 100 000 habitants"
  public var title: String
  /// "pour 100 000 habitants", "m", "min"; nil where it is not known.
  public var unit: String?
  /// True for a share from 0 to 1, which a legend says in percent.
  public var isShare: Bool

  public init(_ title: String, unit: String? = nil, isShare: Bool = false) {
    self.title = title
    self.unit = isShare ? "part de 0 à 1" : unit
    self.isShare = isShare
  }

  /// The words of a column by its name alone, which has the unit.
  public init(key: String) {
    self = Self.known[key] ?? FigureWords(key, unit: Self.unit(key), isShare: key.hasPrefix("part_"))
  }

  private static func unit(_ key: String) -> String? {
    let parts = key.split(separator: "_")
    if let at = parts.firstIndex(of: "pour"), at + 1 < parts.count, let base = base(String(parts[at + 1])) {
      return per(base)
    }
    return parts.count > 1 ? parts.last.flatMap { suffixes[String($0)] } : nil
  }

  /// "pour 100 000 habitants"
  public static func per(_ base: Int) -> String {
    "pour \(FrenchNumber.typographic.integer(base)) \(base > 1 ? "habitants" : "habitant")"
  }

  /// `100k` or `250`.
  private static func base(_ text: String) -> Int? {
    let isThousands = text.hasSuffix("k")
    guard let number = Int(isThousands ? String(text.dropLast()) : text), (1...1_000_000_000).contains(number)
    else { return nil }
    return isThousands ? number * 1000 : number
  }

  private static let suffixes = [
    "m": "m", "km": "km", "km2": "km²", "m2": "m²", "ha": "ha", "min": "min", "pct": "%", "euros": "€",
    "eur": "€",
  ]

  private static let known: [String: FigureWords] = [
    "population": FigureWords("Population", unit: "habitants"),
    "population_non_couverte": FigureWords("Population non couverte", unit: "habitants"),
    "part_population_non_couverte": FigureWords("Part de la population non couverte", isShare: true),
    "part_couverte": FigureWords("Part couverte", isShare: true),
    "surface_km2": FigureWords("Surface", unit: "km²"),
    "sites": FigureWords("Sites", unit: "sites"),
    "capacite": FigureWords("Capacité"),
    "personnes": FigureWords("Personnes", unit: "personnes"),
    "communes": FigureWords("Communes", unit: "communes"),
    "distance_m": FigureWords("Distance au lieu le plus proche", unit: "m"),
    "duree_min": FigureWords("Durée jusqu’au lieu le plus proche", unit: "min"),
    "acces_pour_100k": FigureWords("Accès pour 100\u{202F}000 habitants", unit: per(100_000)),
    "voisins": FigureWords("Voisins", unit: "territoires"),
    "moran_local": FigureWords("I de Moran local"),
    "p_permutation": FigureWords("Probabilité par permutation"),
    "rapport_total": FigureWords("Rapport à l’ensemble"),
  ]
}
