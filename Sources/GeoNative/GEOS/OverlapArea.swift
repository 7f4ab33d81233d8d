import CGEOS
public import GeoModel

extension GEOSSession {
  /// Area that each of `others` shares with `value`, in squared units of the coordinates.
  ///
  /// `value` is prepared once: what lies wholly inside it or wholly outside is not cut at all, and gives its own
  /// area to the bit, or 0. Figures that only touch share 0.
  public func overlapAreas(
    of value: MultiPolygon, with others: [MultiPolygon]
  ) throws(GEOSError) -> [Double] {
    guard !value.isEmpty, !others.isEmpty else { return Array(repeating: 0, count: others.count) }
    let subject = try make(value)
    guard let prepared = GEOSPrepare_r(handle, subject.pointer) else { throw failure("GEOSPrepare_r") }
    defer { GEOSPreparedGeom_destroy_r(handle, prepared) }
    var areas: [Double] = []
    areas.reserveCapacity(others.count)
    for other in others {
      guard !other.isEmpty else {
        areas.append(0)
        continue
      }
      if other == value {
        areas.append(other.area)
        continue
      }
      let figure = try make(other)
      switch GEOSPreparedIntersects_r(handle, prepared, figure.pointer) {
      case 0:
        areas.append(0)
        continue
      case 1: break
      default: throw failure("GEOSPreparedIntersects_r")
      }
      switch GEOSPreparedCovers_r(handle, prepared, figure.pointer) {
      case 0: break
      case 1:
        areas.append(other.area)
        continue
      default: throw failure("GEOSPreparedCovers_r")
      }
      let shared = try owned(
        GEOSIntersection_r(handle, subject.pointer, figure.pointer), "GEOSIntersection_r")
      var area = 0.0
      guard GEOSArea_r(handle, shared.pointer, &area) == 1 else { throw failure("GEOSArea_r") }
      areas.append(max(0, area))
    }
    return areas
  }
}
