import GeoModel
import GeoNative

extension DistanceCosts {
  /// Whether some other place lies within reach of each place: at a cost of at most `limit`, below it where `isOpen`.
  ///
  /// Costs are those of `within`, to the bit. A place that is not known reaches nothing.
  public static func reaches(
    _ limit: Double, isOpen: Bool = false, of places: Places, to others: Places, measure: Measure,
    travel: Travel? = nil, threads: Int
  ) -> [Bool] {
    let grids = SupplyGrids(others, reach: travel?.metres(limit) ?? limit, measure: measure)
    let chunk = 512
    let pieces = ParallelMap.map(count: (places.count + chunk - 1) / chunk, threads: threads) { piece in
      var reached: [Bool] = []
      var isReached = false
      grids.forEach(near: piece * chunk..<min(places.count, (piece + 1) * chunk), of: places) {
        index, other, squared in
        if isReached { return }
        var metres = squared.squareRoot()
        if measure == .geodesic {
          metres = Geodesic.distanceMetres(
            Position(x: places.lonLat[2 * index], y: places.lonLat[2 * index + 1]),
            Position(x: others.lonLat[2 * other], y: others.lonLat[2 * other + 1]))
        }
        let cost = travel?.minutes(metres) ?? metres
        isReached = isOpen ? cost < limit : cost <= limit
      } end: {
        reached.append(isReached)
        isReached = false
      }
      return reached
    }
    return Array(pieces.joined())
  }
}

extension DistanceCosts.Places {
  /// Some of the places, in the order told.
  public func subset(_ indices: [Int]) -> DistanceCosts.Places {
    DistanceCosts.Places(
      plane: indices.flatMap { [plane[2 * $0], plane[2 * $0 + 1]] },
      lonLat: lonLat.isEmpty ? [] : indices.flatMap { [lonLat[2 * $0], lonLat[2 * $0 + 1]] },
      zones: indices.map { zones[$0] })
  }
}
