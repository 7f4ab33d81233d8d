import CPROJ
public import GeoModel

/// What PROJ's database knows of a CRS.
public struct CRSFacts: Sendable, Equatable {
  public let name: String
  /// True where the coordinates are degrees.
  public let isGeographic: Bool
  /// Metres in one unit of a plane CRS.
  public let metresPerUnit: Double

  /// - Throws: `ProjError` where the code is unknown or is neither a geographic nor a projected CRS.
  public init(of crs: CRS) throws(ProjError) {
    let session = try ProjSession()
    guard let object = proj_create(session.context, crs.code) else {
      throw session.failure("proj_create(\(crs.code))")
    }
    defer { proj_destroy(object) }
    let type = proj_get_type(object)
    isGeographic = type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_GEOGRAPHIC_3D_CRS
    guard isGeographic || type == PJ_TYPE_PROJECTED_CRS else {
      throw ProjError(
        function: "proj_get_type(\(crs.code))", message: "neither a geographic nor a projected CRS")
    }
    name = String(cString: proj_get_name(object))
    var factor = 1.0
    if let system = proj_crs_get_coordinate_system(session.context, object) {
      _ = proj_cs_get_axis_info(session.context, system, 0, nil, nil, nil, &factor, nil, nil, nil)
      proj_destroy(system)
    }
    metresPerUnit = factor
  }

  /// How much larger areas are in a plane CRS than on the ellipsoid, at a longitude and latitude in degrees:
  /// 0.0045 stands for 0.45 % too large.
  public static func areaBias(of crs: CRS, longitude: Double, latitude: Double) throws(ProjError) -> Double {
    // A small square, carried: PROJ's own factors go wrong where the base of the CRS counts grads from Paris, and
    // where its axes are north first.
    let half = 0.001
    let corners = [(-half, -half), (half, -half), (half, half), (-half, half), (-half, -half)]
    let square = MultiPolygon(shell: corners.map { Position(x: longitude + $0.0, y: latitude + $0.1) })
    var plane = square
    try CoordinateTransformer(from: .wgs84, to: crs).transform(&plane.coordinates)
    let ratio = plane.area / Geodesic.areaSquareMetres(square)
    guard ratio.isFinite, ratio > 0 else {
      throw ProjError(function: "areaBias(\(crs.code))", message: "this place is not in the CRS")
    }
    return ratio - 1
  }

  /// The version of the PROJ library in use.
  public static var projVersion: String {
    let info = proj_info()
    return "\(info.major).\(info.minor).\(info.patch)"
  }

  /// The version of the EPSG registry in `proj.db`, as "v10.076"; nil where the database is not found.
  public static var epsgVersion: String? {
    guard let session = try? ProjSession() else { return nil }
    return proj_context_get_database_metadata(session.context, "EPSG.VERSION").map { String(cString: $0) }
  }
}
