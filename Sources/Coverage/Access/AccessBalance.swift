/// What supply became of: the self-check of the methods that share it.
public struct AccessBalance: Sendable, Equatable {
  public var totalSupply: Double
  /// Of supplies that some inhabited place reaches.
  public var reachedSupply: Double
  /// Σ P_i A_i.
  public var distributedSupply: Double
  /// Supplies with a capacity that no inhabited place reaches.
  public var unreached: [Int]
  /// (distributed − reached) / reached; 0 where nothing is reached.
  public var relativeError: Double {
    reachedSupply > 0 ? (distributedSupply - reachedSupply) / reachedSupply : 0
  }

  /// For methods with ratios; sums go from the lowest index.
  public init(_ model: AccessModel, populations: [Double?], capacities: [Double]) {
    totalSupply = capacities.reduce(0, +)
    reachedSupply = 0
    unreached = []
    for (index, capacity) in capacities.enumerated() {
      if index < model.ratios.count, model.ratios[index] != nil {
        reachedSupply += capacity
      } else if capacity > 0 {
        unreached.append(index)
      }
    }
    distributedSupply = 0
    for (access, population) in zip(model.access, populations) {
      distributedSupply += (access ?? 0) * (population ?? 0)
    }
  }
}
