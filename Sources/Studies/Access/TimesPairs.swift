import Coverage

/// The pairs of a matrix, demand after demand: supplies ascending, each once with its shortest time.
struct TimesPairs {
  private(set) var repeated = 0
  private(set) var intrazonalGiven = 0
  private(set) var intrazonalAdded = 0
  private(set) var costs: CostMatrix

  /// - Parameters:
  ///   - pieces: emptied on the way, so that pairs are not held twice.
  ///   - own: for each demand the supply with the same key; −1 where there is none.
  ///   - intrazonal: minutes from a place to itself, where no row gives them.
  init(_ pieces: inout [TimesPiece], own: [Int32], supplyCount: Int, intrazonal: Double?) {
    var isOwnBeyond = [Bool](repeating: false, count: own.count)
    for piece in pieces {
      for demand in piece.ownBeyond { isOwnBeyond[Int(demand)] = true }
    }
    // Room for the pairs of each demand, and for the one to itself.
    var cursor = [Int](repeating: 0, count: own.count + 1)
    for piece in pieces {
      for demand in piece.demands { cursor[Int(demand) + 1] += 1 }
    }
    if intrazonal != nil {
      for demand in own.indices where own[demand] >= 0 { cursor[demand + 1] += 1 }
    }
    for demand in own.indices { cursor[demand + 1] += cursor[demand] }
    let starts = cursor
    var supplies = [Int32](repeating: 0, count: starts[own.count])
    var minutes = [Double](repeating: 0, count: starts[own.count])
    for index in pieces.indices {
      let piece = pieces[index]
      for slot in piece.demands.indices {
        let place = cursor[Int(piece.demands[slot])]
        cursor[Int(piece.demands[slot])] = place + 1
        supplies[place] = piece.supplies[slot]
        minutes[place] = piece.minutes[slot]
      }
      (pieces[index].demands, pieces[index].supplies, pieces[index].minutes) = ([], [], [])
    }
    // Each demand's pairs are put in order where they stand, then moved together.
    var ends: [Int] = []
    ends.reserveCapacity(own.count)
    var end = 0
    var row: [(supply: Int32, cost: Double)] = []
    for demand in own.indices {
      let place = own[demand]
      var pairs = starts[demand]..<cursor[demand]
      if place >= 0 {
        if supplies[pairs].contains(place) {
          intrazonalGiven += 1
        } else if let intrazonal, !isOwnBeyond[demand] {
          (supplies[pairs.upperBound], minutes[pairs.upperBound]) = (place, intrazonal)
          pairs = pairs.lowerBound..<pairs.upperBound + 1
          intrazonalAdded += 1
        }
      }
      if !Self.ascends(supplies, pairs) {
        row.removeAll(keepingCapacity: true)
        for pair in pairs { row.append((supplies[pair], minutes[pair])) }
        row.sort { ($0.supply, $0.cost) < ($1.supply, $1.cost) }
        for (pair, sorted) in zip(pairs, row) {
          (supplies[pair], minutes[pair]) = (sorted.supply, sorted.cost)
        }
      }
      let start = end
      for pair in pairs {
        if end > start && supplies[end - 1] == supplies[pair] {
          repeated += 1
          continue
        }
        (supplies[end], minutes[end]) = (supplies[pair], minutes[pair])
        end += 1
      }
      ends.append(end)
    }
    supplies.removeLast(supplies.count - end)
    minutes.removeLast(minutes.count - end)
    costs = CostMatrix(
      demandCount: own.count, supplyCount: supplyCount, rowEnds: ends, supplies: supplies, costs: minutes)
  }

  /// True where no supply stands twice either.
  private static func ascends(_ supplies: [Int32], _ pairs: Range<Int>) -> Bool {
    for pair in pairs.dropFirst() where supplies[pair - 1] >= supplies[pair] { return false }
    return true
  }
}
