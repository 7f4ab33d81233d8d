/// The words of a map's legend that do not come with its data.
public struct MapWords: Sendable, Equatable {
  public var gap: String
  /// Says what the numbers in the gaps are; shown when a gap has one.
  public var rank: String
  public var site: String
  public var truncated: String
  public var noData: String
  /// The upper level's name; nil leaves its line out of the legend.
  public var border: String?
  public var highlight: String
  /// Before the list of sources, with its colon.
  public var sources: String

  public init(
    gap: String, rank: String, site: String, truncated: String, noData: String, border: String?,
    highlight: String, sources: String
  ) {
    self.gap = gap
    self.rank = rank
    self.site = site
    self.truncated = truncated
    self.noData = noData
    self.border = border
    self.highlight = highlight
    self.sources = sources
  }

  public static let french = MapWords(
    gap: "Zone blanche", rank: "Numéro : rang de la zone dans le rapport", site: "Site",
    truncated: "Territoire coupé par le bord de l’étude", noData: "Donnée absente", border: nil,
    highlight: "Lieu le plus éloigné d’un site", sources: "Sources : ")

  public static let english = MapWords(
    gap: "Gap in coverage", rank: "Number: rank of the gap in the report", site: "Site",
    truncated: "Territory cut by the edge of the study", noData: "No data", border: nil,
    highlight: "Place farthest from a site", sources: "Sources: ")
}
