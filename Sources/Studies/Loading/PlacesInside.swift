import GeoFormats
import GeoModel
import GeoNative

/// Polygons read as sites: squares of a grid, contours of communes.
enum PlacesInside {
  /// Puts each polygon among the rejected rows at a place surely inside it, the centre of a square, and says how many there are.
  static func settle(
    _ sites: inout LoadedSites, _ layer: FeatureLayer, inDegrees: Bool, _ session: LoadSession
  ) {
    let geometry = layer.geometry
    let rejects = sites.rejects.filter { geometry.kinds[$0.row].isPolygonal }
    guard !rejects.isEmpty else { return }
    let places: [Position?] = ParallelMap.map(
      count: rejects.count, threads: session.threads, worker: { GEOSSession() }
    ) { geos, index in
      // What GEOS cannot read stays rejected.
      guard let place = try? geos.interiorPlace(of: geometry.polygons(of: rejects[index].row)),
        PointTable.isPlausible(place, inDegrees: inDegrees)
      else { return nil }
      return place
    }
    var placeOfRow: [Int: Position] = [:]
    for (reject, place) in zip(rejects, places) { placeOfRow[reject.row] = place }
    for (site, row) in sites.rows.enumerated() {
      guard let place = placeOfRow[row] else { continue }
      sites.positions[2 * site] = place.x
      sites.positions[2 * site + 1] = place.y
    }
    sites.rejects.removeAll { placeOfRow[$0.row] != nil }
    session.note(
      Phrase(
        en: "\(sites.path): polygons, where a place inside stands for each: \(placeOfRow.count)",
        fr: "\(sites.path) : polygones, représentés chacun par un lieu intérieur : \(placeOfRow.count)"))
  }
}
