/// Parts of a matrix: the pairs keep their order, so that sums over them add in the order of a matrix made anew.
extension CostMatrix {
  /// Only the pairs whose cost is at most `limit` (below it where `isOpen`).
  public func within(_ limit: Double, isOpen: Bool) -> CostMatrix {
    var (ends, kept, values): ([Int], [Int32], [Double]) = ([], [], [])
    ends.reserveCapacity(demandCount)
    for demand in 0..<demandCount {
      for pair in pairs(of: demand) where isOpen ? costs[pair] < limit : costs[pair] <= limit {
        kept.append(supplies[pair])
        values.append(costs[pair])
      }
      ends.append(kept.count)
    }
    return CostMatrix(
      demandCount: demandCount, supplyCount: supplyCount, rowEnds: ends, supplies: kept, costs: values)
  }

  /// Only some demands and supplies, numbered anew.
  ///
  /// - Parameters:
  ///   - demands: ascending.
  ///   - places: supplies, ascending.
  public func restricted(toDemands demands: [Int], supplies places: [Int]) -> CostMatrix {
    var number = [Int32](repeating: -1, count: supplyCount)
    for (index, place) in places.enumerated() { number[place] = Int32(index) }
    var (ends, kept, values): ([Int], [Int32], [Double]) = ([], [], [])
    ends.reserveCapacity(demands.count)
    for demand in demands {
      for pair in pairs(of: demand) where number[Int(supplies[pair])] >= 0 {
        kept.append(number[Int(supplies[pair])])
        values.append(costs[pair])
      }
      ends.append(kept.count)
    }
    return CostMatrix(
      demandCount: demands.count, supplyCount: places.count, rowEnds: ends, supplies: kept, costs: values)
  }
}
