/// The access of places, summed up by the territories of a level.
public struct AccessOfLevel: Sendable {
  public struct Territory: Sendable, Equatable {
    /// Mean over the inhabitants of the places whose access is known and finite; nil where there are none.
    public var mean: Double?
    /// All places; those whose inhabitants are known; those whose access is not.
    public var places = 0
    public var populatedPlaces = 0
    public var unknownPlaces = 0
    /// Known inhabitants of all places, and those of the mean.
    public var inhabitants = 0.0
    public var people = 0.0
    /// Inhabitants of places with nothing in reach.
    public var without = 0.0
    /// Inhabitants of places whose access is not known.
    public var unknown = 0.0
    /// Among the inhabited places of that mean.
    public var lowest: Double?
    public var highest: Double?

    fileprivate var sum = 0.0

    fileprivate mutating func add(_ access: Double?, _ population: Double?, _ zeroIsNone: Bool) {
      let people = population ?? 0
      places += 1
      if population != nil { populatedPlaces += 1 }
      inhabitants += people
      guard let access else {
        unknownPlaces += 1
        unknown += people
        return
      }
      if !access.isFinite || (zeroIsNone && access == 0) { without += people }
      guard access.isFinite, people > 0 else { return }
      self.people += people
      sum += people * access
      lowest = min(lowest ?? access, access)
      highest = max(highest ?? access, access)
    }

    fileprivate mutating func close() { mean = people > 0 ? sum / people : nil }
  }

  /// In the order of the level.
  public var territories: [Territory]
  /// Places in no territory of the level.
  public var outside = Territory()
  /// All places.
  public var total = Territory()

  /// - Parameters:
  ///   - access: of each place; nil where not known, infinite where a cost is that of no supply.
  ///   - populations: inhabitants of each; those of unknown population weigh nothing.
  ///   - levelOf: territory of each place; −1 in none.
  ///   - zeroIsNone: true where 0 means that nothing is in reach; false for a cost, whose 0 is next door.
  public init(
    _ access: [Double?], populations: [Double?], levelOf: [Int], territories count: Int, zeroIsNone: Bool
  ) {
    territories = Array(repeating: Territory(), count: count)
    // In the order of the places: the same sums on every run.
    for (index, level) in levelOf.enumerated() {
      total.add(access[index], populations[index], zeroIsNone)
      if level < 0 {
        outside.add(access[index], populations[index], zeroIsNone)
      } else {
        territories[level].add(access[index], populations[index], zeroIsNone)
      }
    }
    for index in territories.indices { territories[index].close() }
    outside.close()
    total.close()
  }

  /// The same by the frame of a level, in its order.
  public init(_ frame: LevelFrame, access: [Double?], populations: [Double?], zeroIsNone: Bool) {
    self.init(
      access, populations: populations, levelOf: frame.levelOf, territories: frame.count,
      zeroIsNone: zeroIsNone)
  }
}
