/// The access of the places of a mesh, summed up by the territories of a level.
public struct AccessOfLevel: Sendable {
  public struct Territory: Sendable, Equatable {
    /// Mean over the inhabitants of the places whose access is known and finite; nil where there are none.
    public var mean: Double?
    /// The inhabitants of that mean.
    public var people = 0.0
    /// Inhabitants of places with nothing in reach.
    public var without = 0.0
    /// Inhabitants of places whose access is not known.
    public var unknown = 0.0
    /// Among the inhabited places of that mean.
    public var lowest: Double?
    public var highest: Double?

    fileprivate var sum = 0.0

    fileprivate mutating func add(_ access: Double?, _ people: Double, _ zeroIsNone: Bool) {
      guard let access else { return unknown += people }
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
  ///   - access: of each mesh territory; nil where not known, infinite where a cost is that of no supply.
  ///   - populations: inhabitants of each; those of unknown population weigh nothing.
  ///   - zeroIsNone: true where 0 means that nothing is in reach; false for a cost, whose 0 is next door.
  public init(_ frame: LevelFrame, access: [Double?], populations: [Double?], zeroIsNone: Bool) {
    territories = Array(repeating: Territory(), count: frame.count)
    for (index, level) in frame.levelOf.enumerated() {
      let people = populations[index] ?? 0
      total.add(access[index], people, zeroIsNone)
      if level < 0 {
        outside.add(access[index], people, zeroIsNone)
      } else {
        territories[level].add(access[index], people, zeroIsNone)
      }
    }
    for index in territories.indices { territories[index].close() }
    outside.close()
    total.close()
  }
}
