/// How the access of one place was formed: what each supply within its reach gives it.
public struct AccessBreakdown: Sendable, Equatable {
  public struct Part: Sendable, Equatable {
    /// Index of the supply.
    public var supply: Int
    /// In metres or minutes.
    public var cost: Double
    public var capacity: Double
    /// v_ij: by which the place's inhabitants weigh on the supply; nil for methods that do not share.
    public var demandWeight: Double?
    /// u_ij: by which the supply counts for the place.
    public var weight: Double
    /// Places with a known population that reach the supply, and their inhabitants, unweighted.
    public var places: Int
    public var people: Double
    /// Σ P_i v_ij; nil for methods that do not share.
    public var denominator: Double?
    /// R_j; nil where nobody weighs on the supply, or nothing is shared.
    public var ratio: Double?
    /// What the supply adds to the access.
    public var contribution: Double
  }

  /// By ascending supply: in this order the contributions add up to the access to the last bit.
  public let parts: [Part]
  public var sum: Double { parts.reduce(0) { $0 + $1.contribution } }

  /// Of a model that kept its weights.
  ///
  /// - Returns: nil for a model without weights: those of costs, and those that did not keep them.
  public init?(
    of demand: Int, _ model: AccessModel, costs: CostMatrix, populations: [Double?], capacities: [Double]
  ) {
    guard let weights = model.pairWeights else { return nil }
    let isShared = model.method.isPerInhabitant
    var slots: [Int32: Int] = [:]
    var parts: [Part] = []
    for pair in costs.pairs(of: demand) {
      let supply = Int(costs.supplies[pair])
      let ratio = isShared ? model.ratios[supply] : nil
      slots[costs.supplies[pair]] = parts.count
      parts.append(
        Part(
          supply: supply, cost: costs.costs[pair], capacity: capacities[supply],
          demandWeight: isShared ? weights.demand[pair] : nil, weight: weights.access[pair], places: 0,
          people: 0,
          denominator: isShared ? model.denominators[supply] : nil, ratio: ratio,
          contribution: (isShared ? ratio ?? 0 : capacities[supply]) * weights.access[pair]))
    }
    for other in 0..<costs.demandCount {
      guard let population = populations[other] else { continue }
      for pair in costs.pairs(of: other) {
        guard let slot = slots[costs.supplies[pair]] else { continue }
        parts[slot].places += 1
        parts[slot].people += population
      }
    }
    self.parts = parts
  }
}
