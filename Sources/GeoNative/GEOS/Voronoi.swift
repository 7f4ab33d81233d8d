import CGEOS
public import GeoModel

extension GEOSSession {
  /// The Voronoi cells of distinct places, in GEOS's own order, clipped to a box around them.
  ///
  /// - Parameters:
  ///   - places: flat x, y; equal places give one cell.
  ///   - envelope: the cells reach at least this box.
  public func voronoiCells(of places: [Double], within envelope: Envelope) throws(GEOSError) -> MultiPolygon {
    let points = places.withUnsafeBufferPointer { buffer in
      GEOSCoordSeq_copyFromBuffer_r(handle, buffer.baseAddress, UInt32(places.count / 2), 0, 0)
    }
    guard let points else { throw failure("GEOSCoordSeq_copyFromBuffer_r") }
    let line = try owned(GEOSGeom_createLineString_r(handle, points), "GEOSGeom_createLineString_r")
    let box = try make(
      MultiPolygon(shell: [
        Position(x: envelope.minX, y: envelope.minY), Position(x: envelope.maxX, y: envelope.minY),
        Position(x: envelope.maxX, y: envelope.maxY), Position(x: envelope.minX, y: envelope.maxY),
        Position(x: envelope.minX, y: envelope.minY),
      ]))
    let cells = try owned(
      GEOSVoronoiDiagram_r(handle, line.pointer, box.pointer, 0, 0), "GEOSVoronoiDiagram_r")
    return try read(cells)
  }
}
