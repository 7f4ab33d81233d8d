import CGEOS
import GeoModel

extension GEOSSession {
  /// Builds one GEOS polygon from polygon `index` of a value.
  func makePolygon(_ index: Int, of value: MultiPolygon) throws(GEOSError) -> OpaquePointer {
    var rings: [OpaquePointer?] = []
    for ring in value.rings(ofPolygon: index) {
      do {
        rings.append(try makeRing(ring, of: value))
      } catch {
        for made in rings { GEOSGeom_destroy_r(handle, made) }
        throw error
      }
    }
    guard let shell = rings.first ?? nil else {
      guard let empty = GEOSGeom_createEmptyPolygon_r(handle) else {
        throw failure("GEOSGeom_createEmptyPolygon_r")
      }
      return empty
    }
    var holes = Array(rings.dropFirst())
    // GEOS owns the rings from here on, also when the call fails.
    let polygon = holes.withUnsafeMutableBufferPointer {
      GEOSGeom_createPolygon_r(handle, shell, $0.baseAddress, UInt32($0.count))
    }
    guard let polygon else { throw failure("GEOSGeom_createPolygon_r") }
    return polygon
  }

  private func makeRing(_ ring: Int, of value: MultiPolygon) throws(GEOSError) -> OpaquePointer {
    let range = value.positions(ofRing: ring)
    let sequence = value.coordinates.withUnsafeBufferPointer { buffer in
      GEOSCoordSeq_copyFromBuffer_r(
        handle, buffer.baseAddress.map { $0 + 2 * range.lowerBound }, UInt32(range.count), 0, 0)
    }
    guard let sequence else { throw failure("GEOSCoordSeq_copyFromBuffer_r") }
    // The sequence is gone after this call even when it fails: freeing it then would crash.
    guard let made = GEOSGeom_createLinearRing_r(handle, sequence) else {
      throw failure("GEOSGeom_createLinearRing_r")
    }
    return made
  }

  /// Builds a GEOS polygon or multipolygon.
  func make(_ value: MultiPolygon) throws(GEOSError) -> GeometryHandle {
    if value.polygonCount == 1 {
      return GeometryHandle(pointer: try makePolygon(0, of: value), context: handle)
    }
    return try makeCollection(of: [value])
  }

  /// Builds one multipolygon of all polygons of several values, which may overlap.
  func makeCollection(of values: [MultiPolygon]) throws(GEOSError) -> GeometryHandle {
    var parts: [OpaquePointer?] = []
    for value in values {
      for index in 0..<value.polygonCount {
        do {
          parts.append(try makePolygon(index, of: value))
        } catch {
          for part in parts { GEOSGeom_destroy_r(handle, part) }
          throw error
        }
      }
    }
    let collection = parts.withUnsafeMutableBufferPointer {
      GEOSGeom_createCollection_r(
        handle, Int32(GEOS_MULTIPOLYGON.rawValue), $0.baseAddress, UInt32($0.count))
    }
    return try owned(collection, "GEOSGeom_createCollection_r")
  }

  /// Reads the polygons of a geometry; points and lines left over from an overlay are not areas and are dropped.
  func read(_ geometry: borrowing GeometryHandle) throws(GEOSError) -> MultiPolygon {
    var result = MultiPolygon()
    try appendPolygons(of: geometry.pointer, to: &result)
    return result
  }

  private func appendPolygons(of geometry: OpaquePointer, to result: inout MultiPolygon) throws(GEOSError) {
    switch GEOSGeomTypes(UInt32(bitPattern: GEOSGeomTypeId_r(handle, geometry))) {
    case GEOS_POLYGON:
      guard GEOSisEmpty_r(handle, geometry) == 0 else { return }
      guard let shell = GEOSGetExteriorRing_r(handle, geometry) else {
        throw failure("GEOSGetExteriorRing_r")
      }
      try appendRing(shell, to: &result)
      for index in 0..<max(0, GEOSGetNumInteriorRings_r(handle, geometry)) {
        guard let hole = GEOSGetInteriorRingN_r(handle, geometry, index) else {
          throw failure("GEOSGetInteriorRingN_r")
        }
        try appendRing(hole, to: &result)
      }
      result.polygonEnds.append(result.ringEnds.count)
    case GEOS_MULTIPOLYGON, GEOS_GEOMETRYCOLLECTION:
      for index in 0..<max(0, GEOSGetNumGeometries_r(handle, geometry)) {
        guard let part = GEOSGetGeometryN_r(handle, geometry, index) else {
          throw failure("GEOSGetGeometryN_r")
        }
        try appendPolygons(of: part, to: &result)
      }
    default:
      return
    }
  }

  private func appendRing(_ ring: OpaquePointer, to result: inout MultiPolygon) throws(GEOSError) {
    guard let sequence = GEOSGeom_getCoordSeq_r(handle, ring) else { throw failure("GEOSGeom_getCoordSeq_r") }
    var size: UInt32 = 0
    guard GEOSCoordSeq_getSize_r(handle, sequence, &size) == 1 else {
      throw failure("GEOSCoordSeq_getSize_r")
    }
    let count = 2 * Int(size)
    var copied: Int32 = 0
    let flat = [Double](unsafeUninitializedCapacity: count) { buffer, filled in
      copied = GEOSCoordSeq_copyToBuffer_r(handle, sequence, buffer.baseAddress, 0, 0)
      filled = copied == 1 ? count : 0
    }
    guard copied == 1 else { throw failure("GEOSCoordSeq_copyToBuffer_r") }
    result.coordinates.append(contentsOf: flat)
    result.ringEnds.append(result.coordinates.count / 2)
  }
}
