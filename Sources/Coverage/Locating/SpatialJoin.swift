import GeoNative

/// Places given to territories, with the mass balance.
public struct SpatialJoin: Sendable {
  /// One answer a place, in the order of the places; NaN places are outside.
  public var answers: [PointLocator.Answer]
  public var counts = JoinCounts()

  /// - Parameters:
  ///   - places: flat x, y in the CRS of the locator; NaN where a place is unknown.
  public init(_ places: [Double], in locator: PointLocator, threads: Int) {
    let count = places.count / 2
    let order = locator.order(of: places, threads: threads)
    let chunk = 16_384
    let pieces = ParallelMap.map(count: (order.count + chunk - 1) / chunk, threads: threads) { piece in
      // Gathered first: loads from all over the array then wait for memory together, not one by one.
      let gathered = order[piece * chunk..<min(order.count, (piece + 1) * chunk)].map {
        (x: places[2 * Int($0)], y: places[2 * Int($0) + 1])
      }
      return gathered.map { locator.locate(x: $0.x, y: $0.y) }
    }
    let nowhere = PointLocator.Answer(territory: -1, isOnBoundary: false, isAmbiguous: false)
    answers = Array(repeating: nowhere, count: count)
    for (piece, found) in pieces.enumerated() {
      for (slot, answer) in found.enumerated() { answers[Int(order[piece * chunk + slot])] = answer }
    }
    for (index, answer) in answers.enumerated() where !places[2 * index].isNaN { counts.add(answer) }
  }
}

/// The mass balance of places: those that are known = assigned + ambiguous + outside.
public struct JoinCounts: Sendable, Equatable {
  /// In exactly one territory by the rules, boundary points included, ambiguous ones not.
  public var assigned = 0
  public var outside = 0
  /// Counted again among the assigned.
  public var onBoundary = 0
  /// Inside several territories; each is given to the lowest code.
  public var ambiguous = 0

  public init() {}

  public mutating func add(_ answer: PointLocator.Answer) {
    if answer.isOnBoundary { onBoundary += 1 }
    if answer.territory < 0 {
      outside += 1
    } else if answer.isAmbiguous {
      ambiguous += 1
    } else {
      assigned += 1
    }
  }
}
