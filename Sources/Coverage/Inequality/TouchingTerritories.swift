import GeoModel
public import GeoNative

extension Contiguity {
  /// Gives those that have no neighbour the ones that they touch, where borders were drawn apart.
  ///
  /// - Parameter metres: how near is touching: 0.001.
  /// - Returns: the territories that got neighbours so.
  public mutating func joinTouching(
    _ zones: [PlaneZone], within metres: Double = 0.001, threads: Int
  ) throws(GEOSError) -> [Int] {
    let alone = Set(islands)
    var joined: [Int] = []
    for zone in zones {
      let boxes = zone.polygons.map { Envelope(of: $0.coordinates[...]) }
      let places = zone.members.indices.filter { alone.contains(zone.members[$0]) }
      let touching = try ParallelMap.map(
        count: places.count, threads: threads, worker: { () throws(GEOSError) in GEOSSession() }
      ) { (session: GEOSSession, rank: Int) throws(GEOSError) -> [Int] in
        let place = places[rank]
        var found: [Int] = []
        for other in zone.members.indices
        where other != place && Self.isNear(boxes[place], boxes[other], metres) {
          if try session.isWithin(metres, zone.polygons[place], zone.polygons[other]) { found.append(other) }
        }
        return found
      }
      for (place, others) in zip(places, touching) {
        for other in others { join(zone.members[place], zone.members[other]) }
        if !others.isEmpty { joined.append(zone.members[place]) }
      }
    }
    return joined.sorted()
  }

  private static func isNear(_ a: Envelope, _ b: Envelope, _ metres: Double) -> Bool {
    a.minX - metres <= b.maxX && b.minX - metres <= a.maxX && a.minY - metres <= b.maxY
      && b.minY - metres <= a.maxY
  }
}
