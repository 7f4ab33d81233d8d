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
  ///
  /// - Parameters:
  ///   - rowEnds: end of each demand's pairs.
  ///   - supplies: ascending and distinct in each demand's pairs.
  public init(demandCount: Int, supplyCount: Int, rowEnds: [Int], supplies: [Int32], costs: [Double]) {
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
}
