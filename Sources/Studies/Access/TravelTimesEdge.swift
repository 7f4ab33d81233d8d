import Coverage
import GeoFormats
import GeoModel
import GeoNative

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
    let table = try session.read([options.path], role: "Temps de trajet")[0].table
    let from = try TravelTimes.column(options.from, TravelTimes.fromNames, table, "--times-from")
    let to = try TravelTimes.column(options.to, TravelTimes.toNames, table, "--times-to")
    let minutes = try TravelTimes.column(options.minutes, TravelTimes.minuteNames, table, "--times-value")
    let sign = try TravelTimes.decimalSign(of: table, minutes, options.path)
    let (starts, known) = (KeyTable(places), KeyTable(inside))
    let chunk = 131_072
    let pieces = ParallelMap.map(
      count: (table.rowCount + chunk - 1) / chunk, threads: session.threads
    ) { piece -> (seen: [Int32], near: [Int32], rows: Int) in
      var (seen, near, rows): ([Int32], [Int32], Int) = ([], [], 0)
      let (origins, ends, times) = (table.columns[from], table.columns[to], table.columns[minutes])
      for row in piece * chunk..<min(table.rowCount, (piece + 1) * chunk) {
        let place = starts.index(origins.bytes, origins.byteRange(row))
        guard place >= 0 else { continue }
        if seen.last != place { seen.append(place) }
        guard known.index(ends.bytes, ends.byteRange(row)) < 0,
          let time = DecimalNumber.parse(times.bytes, in: times.byteRange(row), decimalSign: sign),
          time >= 0
        else { continue }
        rows += 1
        if isOpen ? time < limit : time <= limit, near.last != place { near.append(place) }
      }
      return (seen, near, rows)
    }
    var result = [Bool?](repeating: nil, count: places.count)
    for piece in pieces {
      for place in piece.seen where result[Int(place)] == nil { result[Int(place)] = false }
    }
    for piece in pieces {
      for place in piece.near { result[Int(place)] = true }
    }
    (isNear, rows) = (result, pieces.reduce(0) { $0 + $1.rows })
  }
}
