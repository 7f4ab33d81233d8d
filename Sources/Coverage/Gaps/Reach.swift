public import GeoModel
public import GeoNative

/// What sites cover: every place within a distance of one of them.
///
/// Discs are polygons with their corners on the circle, as GIS software draws buffers; each lies inside the true
/// disc by at most `metres · (1 − cos(π / 4 segments))`.
public struct Reach: Sendable {
  /// Flat x, y of the sites in the plane CRS.
  public let places: [Double]
  public let metres: Double
  /// Segments a quadrant.
  public let segments: Int
  let index: NearestSites
  /// Corners of each disc, flat x, y, closed; empty where all discs are one shape.
  private let ownCorners: [[Double]]
  private let unitCorners: [Double]
  /// A circle of this radius round any site lies inside its disc; one of `outerMetres` round it.
  let innerMetres: Double
  let outerMetres: Double

  /// Discs in the plane of the CRS.
  public init(places: [Double], metres: Double, segments: Int) {
    self.places = places
    self.metres = metres
    self.segments = segments
    index = NearestSites(places)
    ownCorners = []
    let count = 4 * segments
    unitCorners = (0...count).flatMap { step -> [Double] in
      let angle = 2 * Double.pi * Double(step % count) / Double(count)
      return [Double.cosine(angle), Double.sine(angle)]
    }
    // A hair inside, so that rounding never claims a place that the polygon leaves out.
    innerMetres = metres * Double.cosine(.pi / Double(count)) - 1e-3
    outerMetres = metres + 1e-3
  }

  /// Discs of geodesic radius, drawn on the ellipsoid and carried into the plane CRS.
  public init(
    places: [Double], geodesicMetres metres: Double, segments: Int, crs: CRS
  ) throws(ProjError) {
    self.places = places
    self.metres = metres
    self.segments = segments
    index = NearestSites(places)
    unitCorners = []
    var lonLat = places
    try CoordinateTransformer(from: crs, to: .wgs84).transform(&lonLat)
    let forward = try CoordinateTransformer(from: .wgs84, to: crs)
    var corners: [[Double]] = []
    var inner = metres
    var outer = metres
    for site in 0..<places.count / 2 {
      let center = Position(x: lonLat[2 * site], y: lonLat[2 * site + 1])
      var ring = Geodesic.circle(center: center, metres: metres, segments: segments).flatMap { [$0.x, $0.y] }
      forward.transform(&ring)
      for corner in 0..<ring.count / 2 {
        let distance = Position(x: ring[2 * corner], y: ring[2 * corner + 1])
          .distance(to: Position(x: places[2 * site], y: places[2 * site + 1]))
        inner = min(inner, distance)
        outer = max(outer, distance)
      }
      corners.append(ring)
    }
    ownCorners = corners
    innerMetres = inner * Double.cosine(.pi / Double(4 * segments)) - 1e-3
    outerMetres = outer + 1e-3
  }

  public var count: Int { places.count / 2 }

  /// The disc of a site, counter-clockwise.
  public func disc(_ site: Int) -> MultiPolygon {
    var corners: [Double]
    if ownCorners.isEmpty {
      corners = unitCorners
      for corner in 0..<corners.count / 2 {
        corners[2 * corner] = places[2 * site] + metres * corners[2 * corner]
        corners[2 * corner + 1] = places[2 * site + 1] + metres * corners[2 * corner + 1]
      }
    } else {
      corners = ownCorners[site]
    }
    return MultiPolygon(coordinates: corners, ringEnds: [corners.count / 2], polygonEnds: [1])
  }
}
