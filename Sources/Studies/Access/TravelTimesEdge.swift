import GeoModel

/// Where a matrix of travel times leads out of a study.
struct TravelTimesEdge: Sendable {
  /// Whether a row within reach goes from each place to a key that is none of the study's; nil for a place without a row.
  let isNear: [Bool?]
  /// Rows with a time from a place of the study to such a key, whatever the time.
  let rows: Int

  /// - Parameters:
  ///   - places: keys of the study's places of demand.
  ///   - inside: keys of the study: its places of demand and its supplies, each once.
  /// - Throws: as `TravelTimes`, which reads the same rows.
  init(
    _ options: TravelTimes.Options, places: [String], inside: [String], limit: Double, isOpen: Bool,
    session: LoadSession
  ) throws(Diagnostic) {
    let pieces = try TravelTimes.pieces(
      options, demand: KeyTable(places), supply: KeyTable(inside), own: places.map { _ in -1 }, limit: limit,
      isOpen: isOpen, findsWaysOut: true, session: session)
    var result = [Bool?](repeating: nil, count: places.count)
    for piece in pieces {
      for place in places.indices where piece.seenDemands[place] && result[place] == nil {
        result[place] = false
      }
      for place in piece.waysOut { result[Int(place)] = true }
    }
    (isNear, rows) = (result, pieces.reduce(0) { $0 + $1.rowsOut })
  }
}
