public import Coverage
import GeoModel

/// The APL of places and territories, beside that of another year and the published one.
public struct AplJob: Sendable {
  /// What the published figures are held against.
  public enum Level: String, Sendable, CaseIterable { case places, zones }

  /// The APL of an earlier year.
  public struct Previous: Sendable {
    public var places: AplPlaces
    /// Index of the series that is compared, here and in the earlier year.
    public var own: Int
    public var series: Int
    public var distribution: AplDistribution
    public var change: AplChange
    /// True where its table has no inhabitants, so that those of the later year weigh its means.
    public var isWeighedByLater: Bool
  }

  public struct Published: Sendable {
    public var places: AplPlaces
    /// Index of the series that is compared, of one's own and of the published ones.
    public var own: Int
    public var series: Int
    public var level: Level
    public var comparison: AplComparison
    public var byCode: [String: Double]
    /// Why a code has no published figure: in French, as tables say it.
    public var reasons: [String: String]
    /// Territories left out of the comparison, since the data cut them.
    public var truncated: Int
  }

  public var places: AplPlaces
  /// Nil where the APL was read from a table.
  public var computation: AplComputation?
  public var threshold: Double?
  /// True where means weigh standardised inhabitants; else all inhabitants stand for them.
  public var isStandardised: Bool
  /// One a series.
  public var distributions: [AplDistribution]
  public var membership: Membership?
  /// Nil without a level.
  public var zones: [AplZone]?
  public var previous: Previous?
  public var published: Published?

  /// - Parameters:
  ///   - places: read from a table, or those of `computation`.
  ///   - threshold: a place at the threshold itself is not under it.
  public init(
    _ places: AplPlaces, computation: AplComputation? = nil, threshold: Double?, membership: Membership? = nil
  ) {
    var places = places
    isStandardised = places.standardised.contains { $0 != nil }
    if let computation, case .crude = computation.options.population { isStandardised = false }
    if !isStandardised { places.standardised = places.people }
    self.places = places
    self.computation = computation
    self.threshold = threshold
    self.membership = membership
    distributions = places.series.map { [places] series in
      AplDistribution(
        series.values, people: places.people, standardised: places.standardised, threshold: threshold)
    }
    zones = membership.map { [places] membership in
      AplZone.zones(
        membership, codes: places.codes, series: places.series.map(\.values), people: places.people,
        standardised: places.standardised, threshold: threshold)
    }
  }

  /// Holds the places against an earlier year's.
  public mutating func compare(with earlier: AplPlaces) {
    var earlier = earlier
    let hasPeople = earlier.people.contains { $0 != nil }
    let hasStandardised = earlier.standardised.contains { $0 != nil }
    let people = places.peopleByCode
    if !hasPeople { earlier.people = earlier.codes.map { people[$0] } }
    if !hasStandardised {
      var weights: [String: Double] = [:]
      for (code, weight) in zip(places.codes, places.standardised) { weights[code] = weight }
      earlier.standardised = hasPeople ? earlier.people : earlier.codes.map { weights[$0] }
    }
    let pair = places.pair(with: earlier)
    previous = Previous(
      places: earlier, own: pair.own, series: pair.other,
      distribution: AplDistribution(
        earlier.series[pair.other].values, people: earlier.people, standardised: earlier.standardised,
        threshold: threshold),
      change: AplChange(
        before: earlier.byCode(pair.other), codesBefore: earlier.codes, after: places.byCode(pair.own),
        codesAfter: places.codes,
        people: people, threshold: threshold), isWeighedByLater: !hasPeople && !hasStandardised)
  }

  /// Holds the places, or the territories of the level, against published figures; territories that the data cut are
  /// left out.
  public mutating func compare(withPublished published: AplPlaces, level: Level) {
    let pair = places.pair(with: published)
    var own: [String: Double] = [:]
    var weights: [String: Double] = [:]
    var codes = places.codes
    switch level {
    case .places: (own, weights) = (places.byCode(pair.own), places.peopleByCode)
    case .zones:
      let whole = (zones ?? []).filter { !$0.isTruncated }
      codes = whole.map(\.code)
      for zone in whole {
        own[zone.code] = zone.series[pair.own].mean
        weights[zone.code] = zone.people
      }
    }
    let cut = level == .zones ? Set((zones ?? []).filter(\.isTruncated).map(\.code)) : []
    var reasons: [String: String] = [:]
    for (code, reason) in zip(published.codes, published.series[pair.other].reasons) {
      reasons[code] = reason?.french
    }
    let byCode = published.byCode(pair.other)
    let withheld = published.codes.filter { reasons[$0] == "secret" }
    let absent = published.codes.filter { reasons[$0] != nil && reasons[$0] != "secret" }
    self.published = Published(
      places: published, own: pair.own, series: pair.other, level: level,
      comparison: AplComparison(
        own: own, codes: codes, published: byCode.filter { !cut.contains($0.key) },
        secret: withheld.filter { !cut.contains($0) }, missing: absent.filter { !cut.contains($0) },
        weights: weights, threshold: threshold), byCode: byCode, reasons: reasons,
      truncated: cut.count)
  }
}
