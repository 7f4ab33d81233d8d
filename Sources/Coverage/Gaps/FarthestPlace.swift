public import GeoModel

/// The place of a polygon that is farthest from every site.
public struct FarthestPlace: Sendable, Equatable {
  public var place: Position
  /// Plane distance to the nearest site, in metres where the CRS is in metres.
  public var distanceMetres: Double
  /// Index of that site.
  public var site: Int
}

extension FarthestPlace {
  /// The exact maximum, over polygons, of the distance to the nearest site; nil without polygons or sites.
  ///
  /// Within one Voronoi cell the distance is convex, so its maximum over a polygon lies at a vertex of the
  /// polygon, where an edge of the polygon leaves a cell, or at a Voronoi vertex inside the polygon.
  ///
  /// - Parameters:
  ///   - polygons: a gap, in the plane CRS of the sites.
  ///   - voronoiVertices: flat x, y of the Voronoi vertices of the sites.
  static func find(
    in polygons: MultiPolygon, sites: NearestSites, places: [Double], voronoiVertices: [Double]
  ) -> FarthestPlace? {
    guard !polygons.isEmpty, !sites.isEmpty else { return nil }
    var best: FarthestPlace?
    func consider(_ x: Double, _ y: Double) -> Int {
      guard let (index, distance) = sites.nearest(x: x, y: y) else { return -1 }
      if distance > (best?.distanceMetres ?? -1) {
        best = FarthestPlace(place: Position(x: x, y: y), distanceMetres: distance, site: index)
      }
      return index
    }

    /// Follows an edge through the cells that it crosses. Squared distances to the sites along it share their
    /// quadratic term, so two of them are equal at one parameter at most.
    func follow(_ a: Position, _ b: Position, _ siteA: Int, _ siteB: Int, _ depth: Int) {
      guard siteA != siteB, siteA >= 0, siteB >= 0, depth < 48 else { return }
      let (dx, dy) = (b.x - a.x, b.y - a.y)
      func line(_ site: Int) -> (slope: Double, start: Double) {
        let (ux, uy) = (a.x - places[2 * site], a.y - places[2 * site + 1])
        return (2 * (dx * ux + dy * uy), ux * ux + uy * uy)
      }
      let (first, second) = (line(siteA), line(siteB))
      guard first.slope != second.slope else { return }
      let t = (second.start - first.start) / (first.slope - second.slope)
      guard t > 0, t < 1 else { return }
      let middle = Position(x: a.x + t * dx, y: a.y + t * dy)
      let site = consider(middle.x, middle.y)
      if site != siteA && site != siteB {
        follow(a, middle, siteA, site, depth + 1)
        follow(middle, b, site, siteB, depth + 1)
      }
    }

    for ring in 0..<polygons.ringCount {
      var previous: (Position, Int)?
      for index in polygons.positions(ofRing: ring) {
        let place = polygons.position(index)
        let site = consider(place.x, place.y)
        if let (last, lastSite) = previous { follow(last, place, lastSite, site, 0) }
        previous = (place, site)
      }
    }
    let envelope = polygons.envelope
    var column = GeometryColumn()
    column.append(polygons: polygons)
    let locator = PointLocator(geometry: column, owners: [0])
    for index in 0..<voronoiVertices.count / 2 {
      let (x, y) = (voronoiVertices[2 * index], voronoiVertices[2 * index + 1])
      if envelope.contains(x, y), locator.locate(x: x, y: y).territory >= 0 { _ = consider(x, y) }
    }
    return best
  }
}
