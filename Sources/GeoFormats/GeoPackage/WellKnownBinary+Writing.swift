import GeoModel
import GeoNative

extension WellKnownBinary {
  /// Appends a feature's geometry, little-endian and plane. A feature without geometry adds nothing.
  static func append(_ feature: Int, of column: GeometryColumn, to bytes: inout [UInt8]) {
    let groups = column.groups(of: feature)
    switch column.kinds[feature] {
    case .none: return
    case .point:
      header(1, &bytes)
      let range = column.positions(of: feature)
      positions(range.prefix(1), column, &bytes)
    case .multiPoint:
      let range = column.positions(of: feature)
      header(4, &bytes)
      word(range.count, &bytes)
      for position in range {
        header(1, &bytes)
        positions(position..<position + 1, column, &bytes)
      }
    case .lineString:
      header(2, &bytes)
      let range = column.positions(of: feature)
      word(range.count, &bytes)
      positions(range, column, &bytes)
    case .multiLineString:
      let parts = groups.flatMap { column.parts(ofGroup: $0) }
      header(5, &bytes)
      word(parts.count, &bytes)
      for part in parts {
        header(2, &bytes)
        line(part, column, &bytes)
      }
    case .polygon:
      if let group = groups.first { polygon(group, column, &bytes) }
    case .multiPolygon:
      header(6, &bytes)
      word(groups.count, &bytes)
      for group in groups { polygon(group, column, &bytes) }
    }
  }

  private static func polygon(_ group: Int, _ column: GeometryColumn, _ bytes: inout [UInt8]) {
    let rings = column.parts(ofGroup: group)
    header(3, &bytes)
    word(rings.count, &bytes)
    for ring in rings { line(ring, column, &bytes) }
  }

  private static func line(_ part: Int, _ column: GeometryColumn, _ bytes: inout [UInt8]) {
    let range = column.positions(ofPart: part)
    word(range.count, &bytes)
    positions(range, column, &bytes)
  }

  private static func header(_ type: Int, _ bytes: inout [UInt8]) {
    bytes.append(1)
    word(type, &bytes)
  }

  static func word(_ value: Int, _ bytes: inout [UInt8]) {
    let value = UInt32(truncatingIfNeeded: value)
    for shift in stride(from: 0, to: 32, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: value >> UInt32(shift)))
    }
  }

  private static func positions(_ range: Range<Int>, _ column: GeometryColumn, _ bytes: inout [UInt8]) {
    BinaryPositions.appendBytes(
      of: column.coordinates[2 * range.lowerBound..<2 * range.upperBound], to: &bytes)
  }
}

extension GeoPackageGeometry {
  /// The bytes of a feature's geometry in a GeoPackage; nil for a feature without one.
  static func bytes(of feature: Int, in column: GeometryColumn, srsID: Int32, envelope: Envelope) -> [UInt8]?
  {
    guard column.kinds[feature] != .none, !envelope.isEmpty else { return nil }
    let isPoint = column.kinds[feature] == .point
    var bytes: [UInt8] = [UInt8(ascii: "G"), UInt8(ascii: "P"), 0, isPoint ? 0b1 : 0b11]
    WellKnownBinary.word(Int(srsID), &bytes)
    if !isPoint {
      let box = [envelope.minX, envelope.maxX, envelope.minY, envelope.maxY]
      BinaryPositions.appendBytes(of: box[...], to: &bytes)
    }
    WellKnownBinary.append(feature, of: column, to: &bytes)
    return bytes
  }
}
