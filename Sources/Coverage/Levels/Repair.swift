public import GeoModel
public import GeoNative

/// A territory that was mended before anything was computed on it.
public struct Repair: Sendable, Equatable {
  public var territory: Int
  public var reason: InvalidityReason
  public var areaBeforeSquareMetres: Double
  public var areaAfterSquareMetres: Double

  /// Tests every territory and mends the invalid ones by GEOS's structure method.
  public static func mend(
    _ polygons: inout [MultiPolygon], threads: Int
  ) throws(GEOSError) -> [Repair] {
    let territories = polygons
    let mended = try ParallelMap.map(
      count: territories.count, threads: threads, worker: { () throws(GEOSError) in GEOSSession() }
    ) { (session, index) throws(GEOSError) -> (MultiPolygon, Repair)? in
      guard let reason = try session.invalidity(of: territories[index]) else { return nil }
      let after = try session.repaired(territories[index])
      return (
        after,
        Repair(
          territory: index, reason: reason, areaBeforeSquareMetres: territories[index].area,
          areaAfterSquareMetres: after.area)
      )
    }
    for case let (after, repair)? in mended { polygons[repair.territory] = after }
    return mended.compactMap { $0?.1 }
  }
}
