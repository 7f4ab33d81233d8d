import CGEOS
public import GeoModel

/// Why a polygon is not valid, and where.
public struct InvalidityReason: Sendable, Equatable {
  /// GEOS's words: "Self-intersection", "Hole lies outside shell", …
  public var reason: String
  /// In the CRS of the coordinates.
  public var place: Position

  public init(reason: String, place: Position) {
    self.reason = reason
    self.place = place
  }
}

extension GEOSSession {
  /// Nil where the polygons are valid in the sense of the OGC simple features.
  public func invalidity(of value: MultiPolygon) throws(GEOSError) -> InvalidityReason? {
    guard !value.isEmpty else { return nil }
    let geometry = try make(value)
    var reason: UnsafeMutablePointer<CChar>?
    var place: OpaquePointer?
    let answer = GEOSisValidDetail_r(handle, geometry.pointer, 0, &reason, &place)
    defer {
      if let reason { GEOSFree_r(handle, reason) }
      if let place { GEOSGeom_destroy_r(handle, place) }
    }
    switch answer {
    case 1: return nil
    case 0:
      var x = Double.nan
      var y = Double.nan
      if let place {
        _ = GEOSGeomGetX_r(handle, place, &x)
        _ = GEOSGeomGetY_r(handle, place, &y)
      }
      return InvalidityReason(
        reason: reason.map { String(cString: $0) } ?? "invalid", place: Position(x: x, y: y))
    default: throw failure("GEOSisValidDetail_r")
    }
  }

  /// The polygons made valid by GEOS's *structure* method: rings are rebuilt, shells united, holes cut out.
  public func repaired(_ value: MultiPolygon) throws(GEOSError) -> MultiPolygon {
    guard !value.isEmpty else { return value }
    let geometry = try make(value)
    guard let parameters = GEOSMakeValidParams_create_r(handle) else {
      throw failure("GEOSMakeValidParams_create_r")
    }
    defer { GEOSMakeValidParams_destroy_r(handle, parameters) }
    _ = GEOSMakeValidParams_setMethod_r(handle, parameters, GEOS_MAKE_VALID_STRUCTURE)
    _ = GEOSMakeValidParams_setKeepCollapsed_r(handle, parameters, 0)
    return try read(
      try owned(
        GEOSMakeValidWithParams_r(handle, geometry.pointer, parameters), "GEOSMakeValidWithParams_r"))
  }
}
