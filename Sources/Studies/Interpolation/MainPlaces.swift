public import Coverage
public import GeoModel
import GeoNative

/// All people of a territory at one place: the commune's embedded point, or a place inside where it has none.
public struct MainPlaces: Sendable {
  /// People of each zone at their places.
  public var ofZones: [LocatedPeople]
  /// Territories whose own embedded point was used.
  public var known: Int
  /// Those put at a place inside: their code has no embedded point, or it lies outside their contour.
  public var inner: Int

  /// - Parameter populations: inhabitants of each territory; unknown ones are nowhere.
  public init(
    _ layer: LoadedTerritories, populations: [Double?], zones: [PlaneZone], environment: [String: String],
    session: LoadSession
  ) throws(Diagnostic) {
    (ofZones, known, inner) = ([], 0, 0)
    // Without the embedded data every place is one inside.
    var points: CommunePoints?
    if let folder = try? GeoDataFolder.find(environment: environment) {
      points = try CommunePoints.load(
        folder.communes, partsPath: folder.municipalDistricts, role: "Chefs-lieux",
        source: "GeoData, COG 2024",
        session: session)
    }
    var placeOf: [String: Int] = [:]
    for (index, code) in (points?.codes ?? []).enumerated() { placeOf[code] = index }
    for zone in zones {
      var flat: [Double] = []
      for member in zone.members {
        if let points, let index = placeOf[layer.codes[member]] {
          flat += [points.lonLat[2 * index], points.lonLat[2 * index + 1]]
        } else {
          flat += [.nan, .nan]
        }
      }
      let (lonLat, crs) = (flat, zone.crs)
      var places = try FailureWords.proj { () throws(ProjError) in
        try Reprojection.transform(lonLat, from: .wgs84, to: crs, threads: session.threads)
      }
      let inside = try Self.innerPlaces(zone, layer.source, session.threads)
      for (local, polygons) in zone.polygons.enumerated() {
        if Self.holds(polygons, places[2 * local], places[2 * local + 1]) {
          known += 1
        } else {
          inner += 1
          (places[2 * local], places[2 * local + 1]) = (inside[local].x, inside[local].y)
        }
      }
      ofZones.append(.places(places, zone.members.map { populations[$0] ?? 0 }))
    }
    if inner > 0 {
      session.note(
        Phrase(
          en: "territories without an embedded main place in their contour, put at a place inside: \(inner)",
          fr: "territoires sans chef-lieu embarqué dans leur contour, mis à un lieu intérieur : \(inner)"))
    }
  }

  private static func holds(_ polygons: MultiPolygon, _ x: Double, _ y: Double) -> Bool {
    guard x.isFinite, polygons.envelope.contains(x, y) else { return false }
    var column = GeometryColumn()
    column.append(polygons: polygons)
    return PointLocator(geometry: column, owners: [0]).locate(x: x, y: y).territory >= 0
  }

  private static func innerPlaces(
    _ zone: PlaneZone, _ source: String, _ threads: Int
  ) throws(Diagnostic) -> [Position] {
    try FailureWords.geos(at: SourceLocation(file: source)) { () throws(GEOSError) in
      try ParallelMap.map(
        count: zone.polygons.count, threads: threads, worker: { () throws(GEOSError) in GEOSSession() }
      ) { (session, index) throws(GEOSError) -> Position in
        try session.interiorPlace(of: zone.polygons[index]) ?? Position(x: .nan, y: .nan)
      }
    }
  }
}
