/// Costs between places of demand and places of supply: only the pairs within reach, demand after demand.
///
/// Pairs of a demand ascend by supply, so that sums always add in one order whatever the thread count.
public struct CostMatrix: Sendable {
  public let demandCount: Int
  public let supplyCount: Int
  /// End of each demand's pairs.
  public let rowEnds: [Int]
  public let supplies: [Int32]
  /// In metres or minutes.
  public let costs: [Double]

  public var pairCount: Int { supplies.count }

  public func pairs(of demand: Int) -> Range<Int> {
    (demand == 0 ? 0 : rowEnds[demand - 1])..<rowEnds[demand]
  }

  /// - Parameter rows: the pairs of each demand in turn, supplies ascending and distinct.
  public init(rows: [[(supply: Int32, cost: Double)]], supplyCount: Int) {
    demandCount = rows.count
    self.supplyCount = supplyCount
    let total = rows.reduce(0) { $0 + $1.count }
    var ends: [Int] = []
    var supplies: [Int32] = []
    var costs: [Double] = []
    ends.reserveCapacity(rows.count)
    supplies.reserveCapacity(total)
    costs.reserveCapacity(total)
    for row in rows {
      for pair in row {
        supplies.append(pair.supply)
        costs.append(pair.cost)
      }
      ends.append(supplies.count)
    }
    (rowEnds, self.supplies, self.costs) = (ends, supplies, costs)
  }

  /// The same from flat arrays.
  init(demandCount: Int, supplyCount: Int, rowEnds: [Int], supplies: [Int32], costs: [Double]) {
    self.demandCount = demandCount
    self.supplyCount = supplyCount
    self.rowEnds = rowEnds
    self.supplies = supplies
    self.costs = costs
  }

  /// The matrix of supplies of which several stand at one place of this matrix.
  ///
  /// - Parameter placeOf: for each of the new supplies, the supply of this matrix where it stands.
  public func spread(over placeOf: [Int32]) -> CostMatrix {
    var members = [[Int32]](repeating: [], count: supplyCount)
    for (supply, place) in placeOf.enumerated() { members[Int(place)].append(Int32(supply)) }
    let rows = (0..<demandCount).map { demand -> [(supply: Int32, cost: Double)] in
      pairs(of: demand).flatMap { pair in
        members[Int(supplies[pair])].map { (supply: $0, cost: costs[pair]) }
      }.sorted { $0.supply < $1.supply }
    }
    return CostMatrix(rows: rows, supplyCount: placeOf.count)
  }

  /// For each supply its pairs, as places in `supplies`, demands ascending; and the demand of every pair.
  func bySupply() -> (ends: [Int], pairs: [Int32], demands: [Int32]) {
    var cursor = [Int](repeating: 0, count: supplyCount + 1)
    for supply in supplies { cursor[Int(supply) + 1] += 1 }
    for supply in 0..<supplyCount { cursor[supply + 1] += cursor[supply] }
    let ends = Array(cursor.dropFirst())
    var pairs = [Int32](repeating: 0, count: pairCount)
    var demands = [Int32](repeating: 0, count: pairCount)
    for demand in 0..<demandCount {
      for pair in self.pairs(of: demand) {
        let supply = Int(supplies[pair])
        pairs[cursor[supply]] = Int32(pair)
        cursor[supply] += 1
        demands[pair] = Int32(demand)
      }
    }
    return (ends, pairs, demands)
  }
}
