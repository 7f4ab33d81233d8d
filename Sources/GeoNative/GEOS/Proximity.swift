import CGEOS
public import GeoModel

extension GEOSSession {
  /// A place surely inside the polygons; nil where they are empty.
  public func interiorPlace(of value: MultiPolygon) throws(GEOSError) -> Position? {
    guard !value.isEmpty else { return nil }
    let geometry = try make(value)
    let point = try owned(GEOSPointOnSurface_r(handle, geometry.pointer), "GEOSPointOnSurface_r")
    var x = 0.0
    var y = 0.0
    guard GEOSGeomGetX_r(handle, point.pointer, &x) == 1, GEOSGeomGetY_r(handle, point.pointer, &y) == 1
    else {
      return nil
    }
    return Position(x: x, y: y)
  }

  /// True where two geometries come within `metres` of each other.
  public func isWithin(_ metres: Double, _ a: MultiPolygon, _ b: MultiPolygon) throws(GEOSError) -> Bool {
    guard !a.isEmpty, !b.isEmpty else { return false }
    let first = try make(a)
    let second = try make(b)
    switch GEOSDistanceWithin_r(handle, first.pointer, second.pointer, metres) {
    case 0: return false
    case 1: return true
    default: throw failure("GEOSDistanceWithin_r")
    }
  }

  /// Fewer corners, none of the outline moved by more than `metres`; the result is valid.
  public func simplified(_ value: MultiPolygon, metres: Double) throws(GEOSError) -> MultiPolygon {
    guard !value.isEmpty else { return value }
    let geometry = try make(value)
    return try read(
      try owned(
        GEOSTopologyPreserveSimplify_r(handle, geometry.pointer, metres), "GEOSTopologyPreserveSimplify_r"))
  }
}
