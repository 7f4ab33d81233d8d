public import Coverage
public import GeoModel
import GeoNative

/// French land that the data do not hold, along their edge.
public enum LandOutside: Sendable {
  /// Real contours of what lies around the study.
  case layer(LoadedTerritories)
  /// Communes outside the study, drawn from their points; the study's own codes are told apart.
  case communes(CommunePoints, inside: Set<String>)

  /// True where the contours of that land are approximate.
  public var isApproximate: Bool {
    if case .communes = self { return true }
    return false
  }

  /// Polygons of that land near each zone, in its plane CRS, as far as a threshold reaches; nil where it is not
  /// known, as with points in a CRS that is not a legal one.
  public func polygons(
    near zones: [PlaneZone], metres: Double, threads: Int
  ) throws(Diagnostic) -> [[MultiPolygon]?] {
    var result: [[MultiPolygon]?] = []
    for zone in zones {
      result.append(try polygons(in: zone.crs, near: zone, metres: metres, threads: threads))
    }
    return result
  }

  /// Polygons of that land in a plane CRS, as far as the threshold reaches from the zone's territories.
  private func polygons(
    in crs: CRS, near zone: PlaneZone, metres: Double, threads: Int
  ) throws(Diagnostic) -> [MultiPolygon]? {
    var box = Envelope()
    for territory in zone.polygons { box.add(territory.envelope) }
    let reach = box.expanded(by: metres + 5000)
    switch self {
    case .layer(let layer):
      let coordinates = layer.geometry.coordinates
      let carried = try FailureWords.proj { () throws(ProjError) in
        try Reprojection.transform(coordinates, from: layer.crs, to: crs, threads: threads)
      }
      var geometry = layer.geometry
      geometry.coordinates = carried
      var near = (0..<geometry.count).filter { geometry.envelope(of: $0).intersects(reach) }
        .map { geometry.polygons(of: $0) }
      _ = try FailureWords.geos(at: SourceLocation(file: layer.source)) { () throws(GEOSError) in
        try Repair.mend(&near, threads: threads)
      }
      return near
    case .communes(let communes, let inside):
      guard let legal = LegalCRS.allCases.first(where: { $0.crs == crs }) else { return nil }
      return try Self.cells(communes, inside, legal, zone, reach, threads)
    }
  }

  /// A commune is outside where its code is not the study's and its point lies in none of its territories.
  private static func cells(
    _ communes: CommunePoints, _ inside: Set<String>, _ legal: LegalCRS, _ zone: PlaneZone, _ reach: Envelope,
    _ threads: Int
  ) throws(Diagnostic) -> [MultiPolygon] {
    let places = try FailureWords.proj { () throws(ProjError) in
      try Reprojection.transform(communes.lonLat, from: .wgs84, to: legal.crs, threads: threads)
    }
    var column = GeometryColumn()
    for polygons in zone.polygons { column.append(polygons: polygons) }
    let locator = PointLocator(
      geometry: column, owners: (0..<Int32(zone.polygons.count)).map { $0 }, threads: threads)
    let wanted = (0..<communes.count).map { index -> Bool in
      let (x, y) = (places[2 * index], places[2 * index + 1])
      guard reach.contains(x, y), !inside.contains(communes.codes[index]) else { return false }
      return locator.locate(x: x, y: y).territory < 0
    }
    guard wanted.contains(true) else { return [] }
    return try communes.cells(of: wanted, zone: legal, threads: threads).cells
  }
}
