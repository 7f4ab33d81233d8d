import CPROJ
import GeoModel

/// A horizontal CRS as PROJ holds it, for one session.
final class PlaneCRS {
  private let session: ProjSession
  private let object: OpaquePointer
  let name: String
  let datum: String
  /// Base of the coordinates: prime meridian and unit of its angles, in radians.
  private let meridian: Double
  private let angle: Double
  let isGeographic: Bool

  /// The horizontal part of a CRS in WKT, of OGC or of ESRI; nil where it is none.
  convenience init?(wkt: String, session: ProjSession) {
    var warnings: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    var errors: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    let object = proj_create_from_wkt(session.context, wkt, nil, &warnings, &errors)
    proj_string_list_destroy(warnings)
    proj_string_list_destroy(errors)
    guard let object else { return nil }
    self.init(owning: object, session: session)
  }

  convenience init?(_ crs: CRS, session: ProjSession) {
    guard let object = proj_create(session.context, crs.code) else { return nil }
    self.init(owning: object, session: session)
  }

  private init?(owning raw: OpaquePointer, session: ProjSession) {
    self.session = session
    guard let object = Self.horizontal(raw, session.context) else { return nil }
    self.object = object
    name = proj_get_name(object).map { String(cString: $0) } ?? ""
    let type = proj_get_type(object)
    isGeographic = type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_GEOGRAPHIC_3D_CRS
    var datum = ""
    var (meridian, angle) = (0.0, 0.0)
    if let base = proj_crs_get_geodetic_crs(session.context, object) {
      defer { proj_destroy(base) }
      if let frame = proj_crs_get_datum_forced(session.context, base) {
        datum = proj_get_name(frame).map { String(cString: $0) } ?? ""
        proj_destroy(frame)
      }
      var unit = 0.0
      if let prime = proj_get_prime_meridian(session.context, base) {
        if proj_prime_meridian_get_parameters(session.context, prime, &meridian, &unit, nil) != 0 {
          meridian *= unit
        }
        proj_destroy(prime)
      }
      if let system = proj_crs_get_coordinate_system(session.context, base) {
        _ = proj_cs_get_axis_info(session.context, system, 0, nil, nil, nil, &angle, nil, nil, nil)
        proj_destroy(system)
      }
    }
    self.datum = datum
    // Files of NTF give Paris in degrees under a unit of grads; no meridian in use is 2.337 229 grads from Greenwich.
    let parisDegrees = 2.337_229_17
    let isParisMisread = abs(meridian * 200 / .pi - parisDegrees) < 1e-7
    self.meridian = isParisMisread ? parisDegrees * .pi / 180 : meridian
    self.angle = angle
    guard angle > 0, angle.isFinite, meridian.isFinite, isGeographic || type == PJ_TYPE_PROJECTED_CRS else {
      // All is set by now: `deinit` frees the object.
      return nil
    }
  }

  deinit { proj_destroy(object) }

  /// The horizontal part of a compound CRS, the CRS without its shift to WGS 84.
  private static func horizontal(_ raw: OpaquePointer, _ context: OpaquePointer) -> OpaquePointer? {
    var object = raw
    // A bound CRS of a compound of a bound CRS is the longest chain there is.
    for _ in 0..<4 {
      let inner: OpaquePointer?
      switch proj_get_type(object) {
      case PJ_TYPE_COMPOUND_CRS: inner = proj_crs_get_sub_crs(context, object, 0)
      case PJ_TYPE_BOUND_CRS: inner = proj_get_source_crs(context, object)
      case PJ_TYPE_GEOGRAPHIC_2D_CRS, PJ_TYPE_GEOGRAPHIC_3D_CRS, PJ_TYPE_PROJECTED_CRS: return object
      default: inner = nil
      }
      proj_destroy(object)
      guard let inner else { return nil }
      object = inner
    }
    proj_destroy(object)
    return nil
  }

  /// The EPSG code that the definition itself states; longitude and latitude of OGC are EPSG:4326.
  var statedCode: CRS? {
    guard let authority = proj_get_id_auth_name(object, 0), let code = proj_get_id_code(object, 0) else {
      return nil
    }
    switch (String(cString: authority).uppercased(), String(cString: code)) {
    case ("OGC", "CRS84"), ("EPSG", "4979"): return .wgs84
    case ("EPSG", let code): return CRS(parsing: "EPSG:" + code)
    default: return nil
    }
  }

  /// What PROJ's database takes the definition for, 70 % sure at least, the best first.
  func identified() -> [(crs: CRS, confidence: Int)] {
    var confidences: UnsafeMutablePointer<Int32>?
    guard let list = proj_identify(session.context, object, "EPSG", nil, &confidences) else { return [] }
    defer {
      proj_list_destroy(list)
      proj_int_list_destroy(confidences)
    }
    var result: [(crs: CRS, confidence: Int)] = []
    for index in 0..<proj_list_get_count(list) {
      guard let confidence = confidences?[Int(index)], confidence >= 70,
        let candidate = proj_list_get(session.context, list, index)
      else { continue }
      if let code = proj_get_id_code(candidate, 0), let crs = CRS(parsing: String(cString: code)) {
        result.append((crs, Int(confidence)))
      }
      proj_destroy(candidate)
    }
    return result
  }
}

extension PlaneCRS {
  /// True where both give the same coordinates, within a millimetre, to the same places of their ellipsoids:
  /// same projection, ellipsoid, meridian and unit. It says nothing of the datum.
  func agrees(with other: PlaneCRS) -> Bool {
    guard isGeographic == other.isGeographic else { return false }
    if isGeographic {
      return hasEllipsoid(of: other) && abs(meridian - other.meridian) < 1e-10
        && abs(angle - other.angle) < 1e-12
    }
    let places = other.samplePlaces()
    guard !places.isEmpty, let mine = project(places), let theirs = other.project(places) else {
      return false
    }
    return zip(mine, theirs).allSatisfy { abs($0 - $1) <= 0.001 }
  }

  /// True where both have one ellipsoid: GRS 80 and that of WGS 84, 0.1 mm apart, are two.
  func hasEllipsoid(of other: PlaneCRS) -> Bool {
    guard let a = ellipsoid, let b = other.ellipsoid else { return false }
    return abs(a.major - b.major) < 1e-5 && abs(a.minor - b.minor) < 1e-5
  }

  private var ellipsoid: (major: Double, minor: Double)? {
    guard let ellipsoid = proj_get_ellipsoid(session.context, object) else { return nil }
    defer { proj_destroy(ellipsoid) }
    var (major, minor) = (0.0, 0.0)
    guard proj_ellipsoid_get_parameters(session.context, ellipsoid, &major, &minor, nil, nil) != 0 else {
      return nil
    }
    return (major, minor)
  }

  /// Nine places of the CRS's area of use, longitude from Greenwich and latitude in radians, flat.
  private func samplePlaces() -> [Double] {
    var (west, south, east, north) = (0.0, 0.0, 0.0, 0.0)
    guard proj_get_area_of_use(session.context, object, &west, &south, &east, &north, nil) != 0, west > -1000
    else { return [] }
    if east < west { east += 360 }
    var places: [Double] = []
    for row in 1...3 {
      for column in 1...3 {
        let longitude = west + (east - west) * Double(column) / 4
        let latitude = south + (north - south) * Double(row) / 4
        places.append((longitude > 180 ? longitude - 360 : longitude) * .pi / 180)
        places.append(latitude * .pi / 180)
      }
    }
    return places
  }

  /// Plane coordinates of places, by the projection alone: no datum is changed. Nil where one has none.
  private func project(_ places: [Double]) -> [Double]? {
    guard let base = proj_crs_get_geodetic_crs(session.context, object) else { return nil }
    defer { proj_destroy(base) }
    guard let raw = proj_create_crs_to_crs_from_pj(session.context, base, object, nil, nil) else {
      return nil
    }
    let operation = proj_normalize_for_visualization(session.context, raw)
    proj_destroy(raw)
    guard let operation else { return nil }
    defer { proj_destroy(operation) }
    var result: [Double] = []
    for index in stride(from: 0, to: places.count, by: 2) {
      let place = proj_coord((places[index] - meridian) / angle, places[index + 1] / angle, 0, 0)
      let plane = proj_trans(operation, PJ_FWD, place).xy
      guard plane.x.isFinite, plane.y.isFinite else { return nil }
      result.append(plane.x)
      result.append(plane.y)
    }
    return result
  }
}

@available(*, unavailable)
extension PlaneCRS: Sendable {}
