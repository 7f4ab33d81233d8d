import GeoNative

/// Supply within reach of places of demand, shared among all who reach it.
///
/// Notation: i a place of demand with P_i people, j a place of supply with S_j, w_ij the decay at the cost c_ij, all sums
/// over the pairs of the matrix. The formulas and their sources are in `Documentation/Methods.md`.
public struct AccessModel: Sendable {
  public enum Method: String, Sendable, CaseIterable {
    /// R_j = S_j / Σ_i P_i; A_i = Σ_j R_j (Luo and Wang 2003).
    case twoStep = "2sfca"
    /// R_j = S_j / Σ_i P_i w_ij; A_i = Σ_j R_j w_ij (Luo and Qi 2009).
    case enhanced = "e2sfca"
    /// G_ij = w_ij / Σ_j w_ij; R_j = S_j / Σ_i G_ij P_i w_ij; A_i = Σ_j G_ij R_j w_ij (Wan, Zou and Sternberg 2012).
    case threeStep = "3sfca"
    /// G_ij = S_j w_ij / Σ_j S_j w_ij; R_j = S_j / Σ_i P_i G_ij; A_i = Σ_j G_ij R_j w_ij (Jörg and Haldimann 2023).
    case modifiedHuff = "mh3sfca"
    /// w^i_ij = w_ij / Σ_j w_ij, w^j_ij = w_ij / Σ_i w_ij; R_j = S_j / Σ_i P_i w^i_ij; A_i = Σ_j R_j w^j_ij
    /// (Páez, Higgins and Vivona 2019).
    case balanced = "bfca"
    /// Mean cost of the rational agents (Saxon and Snow 2020): lower is better.
    case rationalAgents = "raam"
    /// Σ_j S_j w_ij: not shared.
    case gravity
    /// Σ_j S_j within reach: not shared.
    case cumulative
    /// The cost of the nearest supply.
    case nearest

    /// True where the access is a supply per inhabitant.
    public var isPerInhabitant: Bool {
      switch self {
      case .twoStep, .enhanced, .threeStep, .modifiedHuff, .balanced: true
      case .rationalAgents, .gravity, .cumulative, .nearest: false
      }
    }

    /// True where Σ P_i A_i is the supply of all places that some inhabited place reaches.
    public var conservesSupply: Bool { self == .twoStep || self == .enhanced || self == .threeStep }

    /// True where a pair weighs what the decay gives it; the other methods take all pairs within reach alike.
    public var weighsPairs: Bool {
      switch self {
      case .enhanced, .threeStep, .modifiedHuff, .balanced, .gravity: true
      case .twoStep, .rationalAgents, .cumulative, .nearest: false
      }
    }

    /// True where supplies need not be told apart by capacity.
    public var isCost: Bool { self == .nearest || self == .rationalAgents }
  }

  public let method: Method
  /// A_i; nil where an input of the place is missing. The cost for `nearest` and `rationalAgents`, infinite where
  /// nothing is in reach.
  public private(set) var access: [Double?]
  /// R_j: supply per weighted inhabitant; nil where no inhabitant reaches the place. Empty for methods without it.
  public private(set) var ratios: [Double?] = []
  /// Weighted inhabitants of each supply: the denominator of R_j.
  public private(set) var denominators: [Double] = []
  /// For `nearest`, the supply of each demand.
  public private(set) var nearest: [Int32?] = []
  /// Weights of each pair on the way to the ratios and back, where they were asked for and the method has them.
  public private(set) var pairWeights: PairWeights?

  /// - Parameters:
  ///   - populations: nil where unknown: such a place weighs nothing and has no access.
  ///   - isLocated: false where a place of demand has no position.
  ///   - capacities: of the supplies, 0 or more.
  ///   - keepsWeights: true to keep the weights of all pairs, for an `AccessBreakdown`.
  public init(
    _ method: Method, costs: CostMatrix, decay: Decay, populations: [Double?], isLocated: [Bool],
    capacities: [Double], agents: RationalAgents.Parameters = .init(), keepsWeights: Bool = false,
    threads: Int
  ) {
    self.method = method
    let people = populations.map { $0 ?? 0 }
    let engine = Engine(costs: costs, decay: decay, people: people, capacities: capacities, threads: threads)
    let isKnown = zip(populations, isLocated).map { $0 != nil && $1 }
    access = []
    func use(_ weights: PairWeights) {
      let result = engine.catchment(weights)
      access = zip(result.access, isKnown).map { $1 ? $0 : nil }
      (denominators, ratios) = (result.denominators, result.ratios)
      if keepsWeights { pairWeights = weights }
    }
    switch method {
    case .twoStep: use(PairWeights(engine.ones))
    case .enhanced: use(PairWeights(engine.weights))
    case .threeStep:
      let shares = engine.sharesOfDemand { engine.weights[$0] }
      use(PairWeights(zip(shares, engine.weights).map { $0 * $1 }))
    case .modifiedHuff:
      let shares = engine.sharesOfDemand { engine.weights[$0] * capacities[Int(costs.supplies[$0])] }
      use(PairWeights(shares, access: zip(shares, engine.weights).map { $0 * $1 }))
    case .balanced:
      let shares = engine.sharesOfDemand { engine.weights[$0] }
      use(PairWeights(shares, access: engine.sharesOfSupply()))
    case .rationalAgents:
      access = zip(
        RationalAgents.costs(costs, populations: people, capacities: capacities, agents), isKnown
      ).map { $1 ? $0 : nil }
    case .gravity:
      access = zip(engine.sum { engine.weights[$0] * capacities[Int(costs.supplies[$0])] }, isLocated)
        .map { $1 ? $0 : nil }
      if keepsWeights { pairWeights = PairWeights(engine.weights) }
    case .cumulative:
      access = zip(engine.sum { capacities[Int(costs.supplies[$0])] }, isLocated).map { $1 ? $0 : nil }
      if keepsWeights { pairWeights = PairWeights(engine.ones) }
    case .nearest:
      for demand in 0..<costs.demandCount {
        let best = costs.pairs(of: demand).min { (costs.costs[$0], $0) < (costs.costs[$1], $1) }
        nearest.append(best.map { costs.supplies[$0] })
        access.append(isLocated[demand] ? best.map { costs.costs[$0] } ?? .infinity : nil)
      }
    }
  }
}

/// Weights of pairs, in the order of the matrix.
public struct PairWeights: Sendable {
  /// v_ij, by which the inhabitants of i weigh on the supply j.
  public var demand: [Double]
  /// u_ij, by which the ratio of j counts for i.
  public var access: [Double]

  init(_ demand: [Double], access: [Double]? = nil) {
    self.demand = demand
    self.access = access ?? demand
  }
}

/// Sums over the pairs of a matrix: each in the order of the pairs, whatever the thread count.
private struct Engine {
  let costs: CostMatrix
  let people: [Double]
  let capacities: [Double]
  let threads: Int
  let weights: [Double]

  init(costs: CostMatrix, decay: Decay, people: [Double], capacities: [Double], threads: Int) {
    self.costs = costs
    self.people = people
    self.capacities = capacities
    self.threads = threads
    let chunk = 65_536
    let values = costs.costs
    weights = Self.joined(
      ParallelMap.map(count: (values.count + chunk - 1) / chunk, threads: threads) { piece in
        decay.weights(at: values[piece * chunk..<min(values.count, (piece + 1) * chunk)])
      }, count: values.count)
  }

  private static func joined(_ pieces: [[Double]], count: Int) -> [Double] {
    var all: [Double] = []
    all.reserveCapacity(count)
    for piece in pieces { all += piece }
    return all
  }

  var ones: [Double] { Array(repeating: 1, count: costs.pairCount) }

  /// Σ over the pairs of each demand.
  @inline(__always)
  func sum(_ value: @Sendable (Int) -> Double) -> [Double] {
    let costs = costs
    let chunk = 256
    return Self.joined(
      ParallelMap.map(count: (costs.demandCount + chunk - 1) / chunk, threads: threads) { piece in
        (piece * chunk..<min(costs.demandCount, (piece + 1) * chunk)).map { demand in
          var total = 0.0
          for pair in costs.pairs(of: demand) { total += value(pair) }
          return total
        }
      }, count: costs.demandCount)
  }

  /// Σ over the pairs of each supply, demands ascending.
  ///
  /// On one thread: a walk along the matrix is faster than one along the supplies on four, whose pairs lie far apart.
  @inline(__always)
  private func sumBySupply(_ value: (_ pair: Int, _ demand: Int) -> Double) -> [Double] {
    var totals = [Double](repeating: 0, count: costs.supplyCount)
    for demand in 0..<costs.demandCount {
      for pair in costs.pairs(of: demand) { totals[Int(costs.supplies[pair])] += value(pair, demand) }
    }
    return totals
  }

  /// Each pair's part in its demand's total; 0 where the total is.
  func sharesOfDemand(_ value: @Sendable (Int) -> Double) -> [Double] {
    let totals = sum(value)
    var shares = [Double](repeating: 0, count: costs.pairCount)
    for demand in 0..<costs.demandCount where totals[demand] > 0 {
      for pair in costs.pairs(of: demand) { shares[pair] = value(pair) / totals[demand] }
    }
    return shares
  }

  /// Each pair's part in its supply's total weight.
  func sharesOfSupply() -> [Double] {
    let totals = sumBySupply { [weights] pair, _ in weights[pair] }
    return weights.indices.map { pair in
      let total = totals[Int(costs.supplies[pair])]
      return total > 0 ? weights[pair] / total : 0
    }
  }

  /// R_j = S_j / Σ_i P_i v_ij, then A_i = Σ_j R_j u_ij.
  func catchment(_ pairs: PairWeights) -> (access: [Double], denominators: [Double], ratios: [Double?]) {
    let denominators = sumBySupply { [people] pair, demand in people[demand] * pairs.demand[pair] }
    let ratios = zip(capacities, denominators).map { $1 > 0 ? $0 / $1 : nil }
    let supplies = costs.supplies
    let known = ratios.map { $0 ?? 0 }
    let access = sum { known[Int(supplies[$0])] * pairs.access[$0] }
    return (access, denominators, ratios)
  }
}
