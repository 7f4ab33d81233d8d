/// Access of territories: the mean of their places weighted by inhabitants.
public struct LevelAccess: Sendable {
  /// Σ P A / Σ P over the places with a finite access and a known population; nil where they have nobody.
  public private(set) var means: [Double?]
  /// Inhabitants of each territory; those whose access is finite; and those without any: 0, or for a cost nothing in reach.
  public private(set) var people: [Double]
  public private(set) var counted: [Double]
  public private(set) var withoutAccess: [Double]
  public private(set) var places: [Int]
  /// Places whose inhabitants are known.
  public private(set) var populated: [Int]
  /// Places whose access is missing.
  public private(set) var unknown: [Int]

  /// - Parameters:
  ///   - access: of each place.
  ///   - populations: of each place; nil where unknown.
  ///   - levelOf: territory of each place; −1 in none.
  ///   - isCost: true where no access is an infinite cost rather than 0.
  public init(
    _ access: [Double?], populations: [Double?], levelOf: [Int], territories count: Int, isCost: Bool
  ) {
    var sums = [Double](repeating: 0, count: count)
    people = sums
    counted = sums
    withoutAccess = sums
    places = Array(repeating: 0, count: count)
    (unknown, populated) = (places, places)
    // In the order of the places: the same sums on every run.
    for (index, level) in levelOf.enumerated() where level >= 0 {
      let inhabitants = populations[index] ?? 0
      places[level] += 1
      people[level] += inhabitants
      if populations[index] != nil { populated[level] += 1 }
      guard let value = access[index] else {
        unknown[level] += 1
        continue
      }
      if isCost ? value == .infinity : value == 0 { withoutAccess[level] += inhabitants }
      guard value.isFinite else { continue }
      counted[level] += inhabitants
      sums[level] += inhabitants * value
    }
    means = zip(sums, counted).map { $1 > 0 ? $0 / $1 : nil }
  }
}
