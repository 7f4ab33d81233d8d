import CGEOS
public import GeoModel

extension GEOSSession {
  /// Union of polygons that may overlap or touch; shared borders vanish.
  ///
  /// - Parameter gridMetres: 0 computes in floating point; a positive value snaps the result to that grid, so
  ///   that pieces cut by the same line meet exactly.
  public func union(_ values: [MultiPolygon], grid gridMetres: Double = 0) throws(GEOSError) -> MultiPolygon {
    guard values.contains(where: { !$0.isEmpty }) else { return MultiPolygon() }
    let all = try makeCollection(of: values)
    if gridMetres > 0 {
      return try read(
        try owned(GEOSUnaryUnionPrec_r(handle, all.pointer, gridMetres), "GEOSUnaryUnionPrec_r"))
    }
    return try read(try owned(GEOSUnaryUnion_r(handle, all.pointer), "GEOSUnaryUnion_r"))
  }

  /// What of `value` lies in none of `covers`, which may overlap.
  public func difference(_ value: MultiPolygon, minus covers: [MultiPolygon]) throws(GEOSError)
    -> MultiPolygon
  {
    guard !value.isEmpty, covers.contains(where: { !$0.isEmpty }) else { return value }
    let subject = try make(value)
    let cover = try unionHandle(covers)
    return try read(
      try owned(GEOSDifference_r(handle, subject.pointer, cover.pointer), "GEOSDifference_r"))
  }

  /// What of `value` lies in at least one of `covers`, which may overlap.
  public func intersection(_ value: MultiPolygon, with covers: [MultiPolygon]) throws(GEOSError)
    -> MultiPolygon
  {
    guard !value.isEmpty, covers.contains(where: { !$0.isEmpty }) else { return MultiPolygon() }
    let subject = try make(value)
    let cover = try unionHandle(covers)
    return try read(
      try owned(GEOSIntersection_r(handle, subject.pointer, cover.pointer), "GEOSIntersection_r"))
  }

  private func unionHandle(_ values: [MultiPolygon]) throws(GEOSError) -> GeometryHandle {
    if values.count == 1 { return try make(values[0]) }
    let all = try makeCollection(of: values)
    return try owned(GEOSUnaryUnion_r(handle, all.pointer), "GEOSUnaryUnion_r")
  }

  /// All places within `metres` of the polygons; circles get `segments` segments a quadrant.
  public func buffer(_ value: MultiPolygon, metres: Double, segments: Int) throws(GEOSError) -> MultiPolygon {
    guard !value.isEmpty else { return value }
    let geometry = try make(value)
    return try read(
      try owned(GEOSBuffer_r(handle, geometry.pointer, metres, Int32(segments)), "GEOSBuffer_r"))
  }

  /// True where the interiors share an area; also for equal polygons.
  public func interiorsMeet(_ a: MultiPolygon, _ b: MultiPolygon) throws(GEOSError) -> Bool {
    guard !a.isEmpty, !b.isEmpty else { return false }
    let first = try make(a)
    let second = try make(b)
    switch GEOSRelatePattern_r(handle, first.pointer, second.pointer, "2********") {
    case 0: return false
    case 1: return true
    default: throw failure("GEOSRelatePattern_r")
    }
  }
}
