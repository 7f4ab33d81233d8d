public import GeoModel

/// Geometries as well-known text (OGC 06-103r4), every coordinate in as few digits as read back the same.
public enum WKTWriter {
  /// The text of a feature's geometry; empty where it has none.
  public static func text(_ geometry: GeometryColumn, _ feature: Int) -> [UInt8] {
    var buffer = ByteBuffer()
    let kind = geometry.kinds[feature]
    guard kind != .none, GeometryJSON.isWritable(geometry, feature) else { return [] }
    buffer.append(kind.wellKnownName)
    buffer.append(" ")
    let groups = geometry.groups(of: feature)
    switch kind {
    case .none: break
    case .point, .lineString: write(geometry.positions(of: feature), geometry, to: &buffer)
    case .multiPoint:
      list(geometry.positions(of: feature), to: &buffer) { index, buffer in
        write(index..<index + 1, geometry, to: &buffer)
      }
    case .polygon, .multiLineString:
      for group in groups.prefix(1) { write(group: group, geometry, to: &buffer) }
    case .multiPolygon:
      list(groups, to: &buffer) { group, buffer in write(group: group, geometry, to: &buffer) }
    }
    return buffer.bytes
  }

  private static func write(group: Int, _ geometry: GeometryColumn, to buffer: inout ByteBuffer) {
    list(geometry.parts(ofGroup: group), to: &buffer) { part, buffer in
      write(geometry.positions(ofPart: part), geometry, to: &buffer)
    }
  }

  /// `(x y, x y)`
  private static func write(_ range: Range<Int>, _ geometry: GeometryColumn, to buffer: inout ByteBuffer) {
    buffer.append(UInt8(ascii: "("))
    for index in range {
      if index > range.lowerBound { buffer.append(", ") }
      buffer.append(shortest: geometry.coordinates[2 * index])
      buffer.append(UInt8(ascii: " "))
      buffer.append(shortest: geometry.coordinates[2 * index + 1])
    }
    buffer.append(UInt8(ascii: ")"))
  }

  private static func list(
    _ range: Range<Int>, to buffer: inout ByteBuffer, element: (Int, inout ByteBuffer) -> Void
  ) {
    buffer.append(UInt8(ascii: "("))
    for index in range {
      if index > range.lowerBound { buffer.append(", ") }
      element(index, &buffer)
    }
    buffer.append(UInt8(ascii: ")"))
  }
}

extension GeometryKind {
  fileprivate var wellKnownName: String {
    switch self {
    case .none: ""
    case .point: "POINT"
    case .multiPoint: "MULTIPOINT"
    case .lineString: "LINESTRING"
    case .multiLineString: "MULTILINESTRING"
    case .polygon: "POLYGON"
    case .multiPolygon: "MULTIPOLYGON"
    }
  }
}
