/// A territory of a level with the APL of its places.
public struct AplZone: Sendable, Equatable {
  public let code: String
  /// Places of the territory that are there, and those of the whole composition.
  public let places: Int
  public let placesTotal: Int
  /// Indices of those without an APL in the first series, and their inhabitants where known.
  public let placesWithout: [Int]
  public let peopleWithout: Double
  /// Places whose inhabitants are unknown: the sums leave them out.
  public let placesWithoutPeople: Int
  /// Inhabitants of the places, with an APL or without; nil where no place has known ones.
  public let people: Double?
  public let standardised: Double?
  /// One a series; the mean is the territory's APL.
  public let series: [AplDistribution]

  /// True where places of the territory are not there.
  public var isTruncated: Bool { places < placesTotal }

  /// The territories of a level, by ascending code; places in none are left out.
  ///
  /// - Parameters:
  ///   - series: APL of the places, one array a series.
  public static func zones(
    _ membership: Membership, codes: [String], series: [[Double?]], people: [Double?],
    standardised: [Double?], threshold: Double?
  ) -> [AplZone] {
    var members: [String: [Int]] = [:]
    for (index, code) in codes.enumerated() {
      if let zone = membership.levelOf[code] { members[zone, default: []].append(index) }
    }
    return members.keys.sorted().map { zone in
      let inside = members[zone] ?? []
      let own = inside.map { people[$0] }
      let ownStandardised = inside.map { standardised[$0] }
      let without = inside.filter { series.first?[$0] == nil }
      return AplZone(
        code: zone, places: inside.count, placesTotal: membership.totals[zone] ?? inside.count,
        placesWithout: without, peopleWithout: without.reduce(0) { $0 + (people[$1] ?? 0) },
        placesWithoutPeople: own.count { $0 == nil }, people: sum(own), standardised: sum(ownStandardised),
        series: series.map { values in
          AplDistribution(
            inside.map { values[$0] }, people: own, standardised: ownStandardised, threshold: threshold)
        })
    }
  }

  private static func sum(_ values: [Double?]) -> Double? {
    values.contains { $0 != nil } ? values.reduce(0) { $0 + ($1 ?? 0) } : nil
  }
}
