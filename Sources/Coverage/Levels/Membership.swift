/// Which territory of a level each commune belongs to, and how many communes each has in all.
public struct Membership: Sendable {
  /// The level's own name: the column that it came from.
  public var level: String
  /// Commune code → level code.
  public var levelOf: [String: String]
  /// Communes that the composition lists in no territory of the level.
  public var unassigned: [String]
  /// Names of the level's territories, where known.
  public var names: [String: String]
  /// Communes of each level code in the whole composition.
  public private(set) var totals: [String: Int]

  public init(
    level: String, levelOf: [String: String], names: [String: String] = [:], unassigned: [String] = []
  ) {
    self.unassigned = unassigned
    self.level = level
    self.levelOf = levelOf
    self.names = names
    totals = [:]
    for code in levelOf.values { totals[code, default: 0] += 1 }
  }
}
