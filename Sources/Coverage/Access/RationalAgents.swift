import GeoNative

/// People who weigh crowding against distance and go where both together cost them least (Saxon and Snow 2020,
/// "A Rational Agent Model for the Spatial Accessibility of Primary Health Care").
public enum RationalAgents {
  public struct Parameters: Sendable, Equatable {
    /// Cost of travel that weighs as much as a place with the mean number of people per unit of supply.
    public var tau = 60.0
    public var cycles = 150
    /// Part of a place's people that may move in the first cycle; halved every `halfLife` cycles, down to `leastStep`.
    public var firstStep = 0.2
    public var leastStep = 0.005
    public var halfLife = 50.0
    /// First cycles in which no supply may receive more than its mean share at once.
    public var limitedCycles = 20

    public init() {}
  }

  /// Mean cost of each place's people, congestion and travel over tau together: 1 is a place with the mean number of
  /// people per supply at its door. Infinite where no supply is in reach; the best cost for a place without people.
  ///
  /// People move in whole persons, all places at once, from their dearest supply in use to their cheapest, at most as
  /// many as would make the two cost the same. Ties go to the lowest supply.
  static func costs(
    _ matrix: CostMatrix, populations: [Double], capacities: [Double], _ parameters: Parameters
  ) -> [Double] {
    let usable = matrix.supplies.indices.filter { capacities[Int(matrix.supplies[$0])] > 0 }
    var isUsable = [Bool](repeating: false, count: matrix.pairCount)
    for pair in usable { isUsable[pair] = true }
    let inhabited = (0..<matrix.demandCount).filter { demand in
      populations[demand] >= 1 && matrix.pairs(of: demand).contains { isUsable[$0] }
    }
    // People per unit of supply, over those who reach something and the supplies that somebody reaches.
    let people = inhabited.reduce(0) { $0 + populations[$1].rounded(.down) }
    var isReached = [Bool](repeating: false, count: matrix.supplyCount)
    for demand in inhabited {
      for pair in matrix.pairs(of: demand) where isUsable[pair] {
        isReached[Int(matrix.supplies[pair])] = true
      }
    }
    let offered = isReached.indices.reduce(0.0) { isReached[$1] ? $0 + capacities[$1] : $0 }
    guard people > 0, offered > 0 else {
      return (0..<matrix.demandCount).map { _ in .infinity }
    }
    let rho = people / offered
    var agents = Agents(matrix, populations, capacities.map { $0 * rho }, isUsable, inhabited, parameters)
    for cycle in 0..<parameters.cycles { agents.move(cycle) }
    return agents.meanCosts()
  }

  private struct Agents {
    let matrix: CostMatrix
    let populations: [Double]
    /// Supply times the mean number of people per supply.
    let room: [Double]
    let isUsable: [Bool]
    let inhabited: [Int]
    let parameters: Parameters
    let travel: [Double]
    /// Persons of each pair, and of each supply.
    var assigned: [Double]
    var load: [Double]
    /// Total cost of each pair in the last cycle.
    var total: [Double]

    init(
      _ matrix: CostMatrix, _ populations: [Double], _ room: [Double], _ isUsable: [Bool], _ inhabited: [Int],
      _ parameters: Parameters
    ) {
      self.matrix = matrix
      self.populations = populations.map { $0.rounded(.down) }
      self.room = room
      self.isUsable = isUsable
      self.inhabited = inhabited
      self.parameters = parameters
      travel = matrix.costs.map { $0 / parameters.tau }
      assigned = Array(repeating: 0, count: matrix.pairCount)
      load = Array(repeating: 0, count: matrix.supplyCount)
      total = travel
      for demand in inhabited {
        guard let pair = cheapest(demand, { travel[$0] }) else { continue }
        assigned[pair] = self.populations[demand]
        load[Int(matrix.supplies[pair])] += self.populations[demand]
      }
    }

    private func cheapest(_ demand: Int, _ cost: (Int) -> Double) -> Int? {
      var best: Int?
      var least = Double.infinity
      for pair in matrix.pairs(of: demand) where isUsable[pair] && cost(pair) < least {
        (best, least) = (pair, cost(pair))
      }
      return best
    }

    private func dearestInUse(_ demand: Int) -> Int? {
      var worst: Int?
      var most = -Double.infinity
      for pair in matrix.pairs(of: demand) where assigned[pair] > 0 && total[pair] > most {
        (worst, most) = (pair, total[pair])
      }
      return worst
    }

    mutating func move(_ cycle: Int) {
      for pair in total.indices where isUsable[pair] {
        let supply = Int(matrix.supplies[pair])
        total[pair] = load[supply] / room[supply] + travel[pair]
      }
      let halved = parameters.firstStep * Double.power(0.5, Double(cycle) / parameters.halfLife)
      let step = max(parameters.leastStep, halved)
      var moves: [(from: Int, to: Int, persons: Double)] = []
      for demand in inhabited {
        guard let to = cheapest(demand, { total[$0] }), let from = dearestInUse(demand), to != from else {
          continue
        }
        let (a, b) = (room[Int(matrix.supplies[to])], room[Int(matrix.supplies[from])])
        let equal = (total[from] - total[to]) / (1 / a + 1 / b)
        let persons = min(equal, assigned[from], step * populations[demand]).rounded(.towardZero)
        if persons > 0 { moves.append((from, to, persons)) }
      }
      if cycle < parameters.limitedCycles { limit(&moves) }
      for move in moves {
        assigned[move.to] += move.persons
        assigned[move.from] -= move.persons
        load[Int(matrix.supplies[move.to])] += move.persons
        load[Int(matrix.supplies[move.from])] -= move.persons
      }
    }

    /// Scales moves down where more people would come at once than a place has room for.
    private func limit(_ moves: inout [(from: Int, to: Int, persons: Double)]) {
      var coming = [Double](repeating: 0, count: matrix.supplyCount)
      for move in moves { coming[Int(matrix.supplies[move.to])] += move.persons }
      for index in moves.indices {
        let supply = Int(matrix.supplies[moves[index].to])
        let scale = max(1, coming[supply] / room[supply])
        moves[index].persons = (moves[index].persons / scale).rounded(.toNearestOrEven)
      }
    }

    func meanCosts() -> [Double] {
      (0..<matrix.demandCount).map { demand in
        var cost = 0.0
        var persons = 0.0
        for pair in matrix.pairs(of: demand) where assigned[pair] > 0 {
          cost += total[pair] * assigned[pair]
          persons += assigned[pair]
        }
        if persons > 0 { return cost / persons }
        return cheapest(demand, { total[$0] }).map { total[$0] } ?? .infinity
      }
    }
  }
}
