import CPROJ
public import GeoModel

/// Distances and areas on the ellipsoid, by PROJ's geodesic routines (Karney 2013, doi:10.1007/s00190-012-0578-z).
///
/// The ellipsoid is GRS 80, that of RGF93 and of the overseas systems; WGS 84 differs by 0.1 mm.
public enum Geodesic {
  private static var ellipsoid: geod_geodesic {
    var geodesic = geod_geodesic()
    geod_init(&geodesic, 6_378_137, 1 / 298.257222101)
    return geodesic
  }

  /// Metres between two places in longitude and latitude, degrees.
  public static func distanceMetres(_ a: Position, _ b: Position) -> Double {
    var geodesic = ellipsoid
    var metres = 0.0
    geod_inverse(&geodesic, a.y, a.x, b.y, b.x, &metres, nil, nil)
    return metres
  }

  /// The closed ring of places at `metres` from a centre, counter-clockwise from the east; degrees in and out.
  public static func circle(center: Position, metres: Double, segments: Int) -> [Position] {
    var geodesic = ellipsoid
    let count = 4 * segments
    var ring: [Position] = []
    ring.reserveCapacity(count + 1)
    for step in 0..<count {
      var latitude = 0.0
      var longitude = 0.0
      let azimuth = 90 - 360 * Double(step) / Double(count)
      geod_direct(&geodesic, center.y, center.x, azimuth, metres, &latitude, &longitude, nil)
      ring.append(Position(x: longitude, y: latitude))
    }
    ring.append(ring[0])
    return ring
  }

  /// Area in square metres of polygons in longitude and latitude, degrees; edges are geodesics.
  public static func areaSquareMetres(_ polygons: MultiPolygon) -> Double {
    var geodesic = ellipsoid
    var total = 0.0
    for polygon in 0..<polygons.polygonCount {
      for (rank, ring) in polygons.rings(ofPolygon: polygon).enumerated() {
        var figure = geod_polygon()
        geod_polygon_init(&figure, 0)
        for index in polygons.positions(ofRing: ring).dropLast() {
          geod_polygon_addpoint(
            &geodesic, &figure, polygons.coordinates[2 * index + 1], polygons.coordinates[2 * index])
        }
        var area = 0.0
        geod_polygon_compute(&geodesic, &figure, 0, 1, &area, nil)
        total += rank == 0 ? abs(area) : -abs(area)
      }
    }
    return total
  }
}
