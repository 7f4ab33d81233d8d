import GeoModel

/// A coverage by a matrix of travel times: whole communes within so many minutes of a site.
public struct TimeCoverageSource: Sendable, Decodable {
  /// The set of sites; nil for the first.
  public var sites: String?
  public var minutes: Double
  var times: TimesSource
  /// Column of the sites' keys in the matrix; nil to recognise it.
  public var key: String?
  public var sliverWidthMetres: Double

  enum CodingKeys: String, CodingKey, CaseIterable {
    case sites
    case minutes = "duree"
    case times = "temps"
    case key = "cle"
    case sliverWidth = "largeur_artefact"
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.strict(CodingKeys.self)
    sites = try members.decodeIfPresent(String.self, forKey: .sites)
    minutes = try decoder.minutes(try members.decode(String.self, forKey: .minutes), CodingKeys.minutes)
    times = try members.decode(TimesSource.self, forKey: .times)
    key = try members.decodeIfPresent(String.self, forKey: .key)
    sliverWidthMetres =
      try members.decodeIfPresent(String.self, forKey: .sliverWidth).map {
        try decoder.length($0, CodingKeys.sliverWidth)
      } ?? CoverageJob.Options.defaultSliverWidthMetres
  }
}
