public import GeoModel
public import GeoNative

extension Reach {
  /// What of a territory no disc covers.
  ///
  /// Most territories lie far inside the covered area or far outside it. Both are decided on circles alone; only
  /// the others go to GEOS, disc by disc, the nearest first.
  public func uncovered(
    of territory: MultiPolygon, session: GEOSSession
  ) throws(GEOSError) -> MultiPolygon {
    let envelope = territory.envelope
    let near = index.indices(within: outerMetres, of: envelope)
    guard !near.isEmpty, !territory.isEmpty else { return territory }
    let center = envelope.center
    let ordered = near.map { site -> (site: Int, distance: Double) in
      let place = Position(x: places[2 * site], y: places[2 * site + 1])
      return (site, place.distance(to: center))
    }.sorted { ($0.distance, $0.site) < ($1.distance, $1.site) }.map(\.site)
    if isSurelyCovered(territory, by: ordered) { return MultiPolygon() }
    var rest = territory
    for site in ordered {
      rest = try session.difference(rest, minus: [disc(site)])
      if rest.isEmpty { break }
    }
    return rest
  }

  /// What of each territory no disc covers.
  public func uncovered(of territories: [MultiPolygon], threads: Int) throws(GEOSError) -> [MultiPolygon] {
    try ParallelMap.map(
      count: territories.count, threads: threads, worker: { () throws(GEOSError) in GEOSSession() }
    ) { (session, index) throws(GEOSError) -> MultiPolygon in
      try uncovered(of: territories[index], session: session)
    }
  }

  /// True only where the territory surely lies in the union of the discs. False decides nothing.
  ///
  /// An uncovered piece would show on an edge of the territory, or have a corner inside it where two circles
  /// cross outside all others.
  func isSurelyCovered(_ territory: MultiPolygon, by sites: [Int]) -> Bool {
    let radius = innerMetres
    guard radius > 0 else { return false }
    let squared = radius * radius
    // Sites at one place share their circle, and rounding must not let the one hold the other's crossings.
    let surely = (radius - 1e-6) * (radius - 1e-6)
    // One disc that holds every corner holds the convex hull.
    for site in sites.prefix(3) where holdsAllCorners(of: territory, site, squared) { return true }
    guard sites.count > 1 else { return false }
    let used = Array(sites.prefix(12))
    for ring in 0..<territory.ringCount {
      for position in territory.positions(ofRing: ring).dropLast()
      where !isEdgeCovered(from: position, of: territory, by: used, squared) {
        return false
      }
    }
    let envelope = territory.envelope
    for (rank, first) in used.enumerated() {
      for second in used.dropFirst(rank + 1) {
        for crossing in circleCrossings(first, second, radius)
        where envelope.contains(crossing.x, crossing.y) {
          let held = used.contains { site in
            site != first && site != second
              && squaredDistance(site, crossing.x, crossing.y) < surely
          }
          if !held { return false }
        }
      }
    }
    return true
  }

  @inline(__always)
  private func squaredDistance(_ site: Int, _ x: Double, _ y: Double) -> Double {
    let (dx, dy) = (x - places[2 * site], y - places[2 * site + 1])
    return dx * dx + dy * dy
  }

  private func holdsAllCorners(of territory: MultiPolygon, _ site: Int, _ squared: Double) -> Bool {
    for position in 0..<territory.positionCount
    where squaredDistance(site, territory.coordinates[2 * position], territory.coordinates[2 * position + 1])
      > squared
    {
      return false
    }
    return true
  }

  /// Walks along an edge, each time as far as some disc reaches.
  private func isEdgeCovered(
    from position: Int, of territory: MultiPolygon, by sites: [Int], _ squared: Double
  ) -> Bool {
    let ax = territory.coordinates[2 * position]
    let ay = territory.coordinates[2 * position + 1]
    let dx = territory.coordinates[2 * position + 2] - ax
    let dy = territory.coordinates[2 * position + 3] - ay
    let length = dx * dx + dy * dy
    var reached = 0.0
    var progress = true
    while progress {
      progress = false
      for site in sites {
        // |a + t d − s|² ≤ r², solved for t.
        let (ux, uy) = (ax - places[2 * site], ay - places[2 * site + 1])
        let half = ux * dx + uy * dy
        let rest = ux * ux + uy * uy - squared
        if length == 0 {
          if rest <= 0 { return true }
          continue
        }
        let discriminant = half * half - length * rest
        guard discriminant > 0 else { continue }
        let root = discriminant.squareRoot()
        let enter = (-half - root) / length
        let leave = (-half + root) / length
        if enter <= reached && leave > reached {
          if leave >= 1 { return true }
          reached = leave
          progress = true
        }
      }
    }
    return false
  }

  private func circleCrossings(_ a: Int, _ b: Int, _ radius: Double) -> [Position] {
    let (ax, ay) = (places[2 * a], places[2 * a + 1])
    let (dx, dy) = (places[2 * b] - ax, places[2 * b + 1] - ay)
    let squared = dx * dx + dy * dy
    guard squared > 0, squared <= 4 * radius * radius else { return [] }
    let height = max(0, radius * radius / squared - 0.25).squareRoot()
    let (mx, my) = (ax + dx / 2, ay + dy / 2)
    return [
      Position(x: mx - height * dy, y: my + height * dx), Position(x: mx + height * dy, y: my - height * dx),
    ]
  }
}
