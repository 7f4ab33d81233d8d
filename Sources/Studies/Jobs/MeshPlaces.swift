public import Coverage
public import GeoModel
import GeoNative

/// One place a territory of the mesh, which distances are measured from.
public struct MeshPlaces: Sendable {
  /// Flat longitude, latitude.
  public var lonLat: [Double]
  /// True where the places come from a table of points; else they are the centres of the largest parts.
  public var arePoints: Bool

  /// - Throws: `Diagnostic` where PROJ fails.
  public init(_ inputs: StudyInputs, zones: [PlaneZone]) throws(Diagnostic) {
    arePoints = !inputs.places.isEmpty
    lonLat = inputs.places
    guard !arePoints else { return }
    lonLat = Array(repeating: .nan, count: 2 * inputs.layer.codes.count)
    for zone in zones {
      let centers = zone.polygons.map(Self.center)
      let crs = zone.crs
      let flat = try FailureWords.proj { () throws(ProjError) in
        try Reprojection.transform(centers.flatMap { [$0.x, $0.y] }, from: crs, to: .wgs84, threads: 1)
      }
      for (local, global) in zone.members.enumerated() {
        lonLat[2 * global] = flat[2 * local]
        lonLat[2 * global + 1] = flat[2 * local + 1]
      }
    }
  }

  /// Centroid of the shell of the largest part (holes change it little).
  static func center(_ polygons: MultiPolygon) -> Position {
    let parts = 0..<polygons.polygonCount
    guard let largest = parts.max(by: { polygons.area(ofPolygon: $0) < polygons.area(ofPolygon: $1) }),
      let ring = polygons.rings(ofPolygon: largest).first
    else { return Position(x: .nan, y: .nan) }
    let positions = polygons.positions(ofRing: ring)
    // Relative to the first corner, where products lose no digits.
    let origin = polygons.position(positions.lowerBound)
    var (area, x, y) = (0.0, 0.0, 0.0)
    for index in positions.dropLast() {
      let (a, b) = (polygons.position(index), polygons.position(index + 1))
      let cross = (a.x - origin.x) * (b.y - origin.y) - (b.x - origin.x) * (a.y - origin.y)
      area += cross
      x += cross * (a.x + b.x - 2 * origin.x)
      y += cross * (a.y + b.y - 2 * origin.y)
    }
    guard area != 0 else { return polygons.envelope.center }
    return Position(x: origin.x + x / (3 * area), y: origin.y + y / (3 * area))
  }
}
