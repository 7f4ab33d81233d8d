import Coverage
import GeoModel

extension FigureLayer {
  /// Enclosed holes of a level narrower than this on average are filled, as `build` does by default.
  private static let sliverWidthMetres = 250.0

  /// Contours by code: those of the layer, or its communes dissolved by a level.
  ///
  /// - Throws: `Diagnostic` where GEOS or PROJ fails.
  static func polygons(
    _ layer: LoadedTerritories, by membership: Membership?, session: LoadSession
  ) throws(Diagnostic) -> [String: MultiPolygon] {
    var polygons: [String: MultiPolygon] = [:]
    guard let membership else {
      for (code, own) in zip(layer.codes, try layer.polygonsInLonLat(threads: session.threads)) {
        polygons[code] = own
      }
      return polygons
    }
    let zones = try PlaneZones.make(layer, workCRS: nil, threads: session.threads)
    RepairReport.warn(zones, layer, session)
    let built = try BuildJob(
      layer, zones: zones, membership: membership, populations: [], sliverWidthMetres: sliverWidthMetres,
      threads: session.threads)
    for territory in built.territories { polygons[territory.code] = territory.polygons }
    return polygons
  }
}
