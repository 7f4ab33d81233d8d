import GeoModel

/// Geometries of a column as GeoJSON, every coordinate in as few digits as read back the same.
enum GeometryJSON {
  /// Writes the geometry of a feature, or null; rings are wound as RFC 7946 wants (shells counter-clockwise), their
  /// first position stays.
  static func write(_ geometry: GeometryColumn, _ feature: Int, to buffer: inout ByteBuffer) {
    let kind = geometry.kinds[feature]
    guard kind != .none, isWritable(geometry, feature) else { return buffer.append("null") }
    buffer.append("{\"type\":\"")
    buffer.append(kind.name)
    buffer.append("\",\"coordinates\":")
    let groups = geometry.groups(of: feature)
    switch kind {
    case .none: break
    case .point: buffer.append(position: geometry.positions(of: feature).lowerBound, of: geometry.coordinates)
    case .multiPoint, .lineString:
      write(part: geometry.positions(of: feature), geometry.coordinates, isReversed: false, to: &buffer)
    case .multiLineString, .polygon:
      for group in groups.prefix(1) {
        write(group: group, geometry, isPolygon: kind == .polygon, to: &buffer)
      }
    case .multiPolygon:
      buffer.append(UInt8(ascii: "["))
      for group in groups {
        if group > groups.lowerBound { buffer.append(UInt8(ascii: ",")) }
        write(group: group, geometry, isPolygon: true, to: &buffer)
      }
      buffer.append(UInt8(ascii: "]"))
    }
    buffer.append(UInt8(ascii: "}"))
  }

  /// False where a number is not finite: JSON has no word for it.
  static func isWritable(_ geometry: GeometryColumn, _ feature: Int) -> Bool {
    let range = geometry.positions(of: feature)
    for index in 2 * range.lowerBound..<2 * range.upperBound where !geometry.coordinates[index].isFinite {
      return false
    }
    return !range.isEmpty
  }

  private static func write(
    group: Int, _ geometry: GeometryColumn, isPolygon: Bool, to buffer: inout ByteBuffer
  ) {
    buffer.append(UInt8(ascii: "["))
    let parts = geometry.parts(ofGroup: group)
    for part in parts {
      if part > parts.lowerBound { buffer.append(UInt8(ascii: ",")) }
      let range = geometry.positions(ofPart: part)
      let area = isPolygon ? RingArea.signed(geometry.coordinates, range) : 0
      let isReversed = area != 0 && (area > 0) != (part == parts.lowerBound)
      write(part: range, geometry.coordinates, isReversed: isReversed, to: &buffer)
    }
    buffer.append(UInt8(ascii: "]"))
  }

  private static func write(
    part range: Range<Int>, _ coordinates: [Double], isReversed: Bool, to buffer: inout ByteBuffer
  ) {
    buffer.append(UInt8(ascii: "["))
    for step in 0..<range.count {
      if step > 0 { buffer.append(UInt8(ascii: ",")) }
      buffer.append(
        position: isReversed ? range.upperBound - 1 - step : range.lowerBound + step, of: coordinates)
    }
    buffer.append(UInt8(ascii: "]"))
  }
}
