/// A series of APL over places: means, people under a threshold, deciles.
///
/// As DREES counts: means weigh places by their standardised inhabitants, while people under a threshold and deciles are
/// of all inhabitants. A place without an APL counts for nothing; one without inhabitants has an APL that weighs nothing.
public struct AplDistribution: Sendable, Equatable {
  /// Places with an APL.
  public let places: Int
  /// Inhabitants of those places, where known, and standardised ones.
  public let people: Double
  public let standardised: Double
  /// Places with an APL whose inhabitants are unknown.
  public let placesWithoutPeople: Int
  /// Σ P*_i A_i / Σ P*_i; nil without standardised inhabitants.
  public let mean: Double?
  /// Σ P_i A_i / Σ P_i: what is often published instead.
  public let meanByPeople: Double?
  /// Σ A_i / n.
  public let meanOfPlaces: Double?
  /// Places strictly under the threshold, and their inhabitants; nil without a threshold.
  public let placesBelow: Int?
  public let peopleBelow: Double?
  /// D1 to D9: the lowest APL such that at least k tenths of the inhabitants have it or less. Empty without inhabitants.
  public let deciles: [Double]
  /// Mean APL of the tenth of the inhabitants with the lowest, and with the highest; the place that straddles the
  /// limit counts for the part within. Nil without inhabitants.
  public let lowestTenth: Double?
  public let highestTenth: Double?

  /// Of the inhabitants with a known APL; nil without them.
  public var shareBelow: Double? { people > 0 ? peopleBelow.map { $0 / people } : nil }
  /// Of the best-served tenth to the least-served; nil where the latter has nothing.
  public var tenthRatio: Double? {
    guard let highestTenth, let lowestTenth, lowestTenth > 0 else { return nil }
    return highestTenth / lowestTenth
  }

  /// - Parameters:
  ///   - people: inhabitants of each place; nil where unknown.
  ///   - standardised: nil where unknown: such a place has no part in the mean.
  ///   - threshold: a place at the threshold itself is not under it.
  public init(_ values: [Double?], people: [Double?], standardised: [Double?], threshold: Double? = nil) {
    let known = values.indices.filter { values[$0] != nil }
    places = known.count
    var sums = (people: 0.0, byPeople: 0.0, standardised: 0.0, byStandardised: 0.0, plain: 0.0)
    var below = (places: 0, people: 0.0)
    var unknown = 0
    for index in known {
      let value = values[index] ?? 0
      sums.plain += value
      if let weight = standardised[index] {
        sums.standardised += weight
        sums.byStandardised += weight * value
      }
      if people[index] == nil { unknown += 1 }
      sums.people += people[index] ?? 0
      sums.byPeople += (people[index] ?? 0) * value
      if let threshold, value < threshold {
        below.places += 1
        below.people += people[index] ?? 0
      }
    }
    self.people = sums.people
    self.standardised = sums.standardised
    placesWithoutPeople = unknown
    mean = sums.standardised > 0 ? sums.byStandardised / sums.standardised : nil
    meanByPeople = sums.people > 0 ? sums.byPeople / sums.people : nil
    meanOfPlaces = known.isEmpty ? nil : sums.plain / Double(known.count)
    placesBelow = threshold.map { _ in below.places }
    peopleBelow = threshold.map { _ in below.people }
    let ranked =
      known.filter { (people[$0] ?? 0) > 0 }
      .map { (value: values[$0] ?? 0, people: people[$0] ?? 0, index: $0) }
      .sorted { ($0.value, $0.index) < ($1.value, $1.index) }
      .map { Weighted(value: $0.value, people: $0.people) }
    deciles = Self.deciles(ranked, of: sums.people)
    lowestTenth = Self.tenth(ranked, of: sums.people)
    highestTenth = Self.tenth(ranked.reversed(), of: sums.people)
  }

  private struct Weighted {
    var value: Double
    var people: Double
  }

  private static func deciles(_ ranked: [Weighted], of total: Double) -> [Double] {
    guard let last = ranked.last else { return [] }
    var result: [Double] = []
    var sum = 0.0
    for place in ranked {
      sum += place.people
      while result.count < 9, 10 * sum >= Double(result.count + 1) * total { result.append(place.value) }
    }
    // The last sum may fall short of the total by a rounding.
    while result.count < 9 { result.append(last.value) }
    return result
  }

  /// Mean of the first tenth of the people.
  private static func tenth(_ ranked: some Sequence<Weighted>, of total: Double) -> Double? {
    let wanted = total / 10
    var (taken, sum) = (0.0, 0.0)
    for place in ranked where taken < wanted {
      let part = min(place.people, wanted - taken)
      taken += part
      sum += part * place.value
    }
    return taken > 0 ? sum / taken : nil
  }
}
