public import GeoModel
import GeoNative

/// A layer as GeoJSON or as a sequence of GeoJSON features, without loss: numbers keep their digits, coordinates are
/// written in as few digits as read back the same, identifiers and the order of features and fields stay.
public enum LayerJSONWriter {
  public enum Style: Sendable {
    /// One FeatureCollection, one feature a line. A CRS other than longitude and latitude is named by the `crs`
    /// member of the 2008 format.
    case collection
    /// One feature a line (GeoJSONSeq), each behind the record separator of RFC 8142 where asked.
    case sequence(recordSeparator: Bool)
  }

  /// What was written.
  public struct Output: Sendable, Equatable {
    public var bytes: [UInt8]
    /// Cells announced as numbers, booleans or JSON that are not, and were written as texts.
    public var coercedCells: Int
    /// Features whose geometry has a coordinate that is not finite, written as null.
    public var unwritableGeometries: Int
  }

  /// Features are written in pieces of a fixed size, which several threads share.
  public static func write(_ layer: FeatureLayer, style: Style, threads: Int = 1) -> Output {
    let properties = PropertyKeys(layer)
    let piece = 2048
    let pieces = ParallelMap.map(count: (layer.count + piece - 1) / piece, threads: threads) {
      index -> Output in
      features(
        index * piece..<min(layer.count, (index + 1) * piece), of: layer, properties, style,
        isFirst: index == 0)
    }
    var buffer = ByteBuffer(capacity: pieces.reduce(400) { $0 + $1.bytes.count })
    if case .collection = style { buffer.append(head(layer)) }
    for piece in pieces { buffer.append(bytes: piece.bytes) }
    if case .collection = style { buffer.append(layer.count == 0 ? "]}\n" : "\n]}\n") }
    return Output(
      bytes: buffer.bytes, coercedCells: pieces.reduce(0) { $0 + $1.coercedCells },
      unwritableGeometries: pieces.reduce(0) { $0 + $1.unwritableGeometries })
  }

  private static func head(_ layer: FeatureLayer) -> String {
    let open = "{\"type\":\"FeatureCollection\","
    guard layer.crs != .wgs84 else { return open + "\"features\":[" }
    return open + "\"crs\":\(crsMember(layer.crs)),\"features\":["
  }

  /// The `crs` member of the 2008 format.
  static func crsMember(_ crs: CRS) -> String {
    let parts = crs.code.split(separator: ":", maxSplits: 1)
    let name = parts.count == 2 ? "urn:ogc:def:crs:\(parts[0])::\(parts[1])" : crs.code
    return JSONValue.object([("type", "name"), ("properties", .object([("name", .string(name))]))])
      .compactText
  }

  private static func features(
    _ range: Range<Int>, of layer: FeatureLayer, _ properties: PropertyKeys, _ style: Style, isFirst: Bool
  ) -> Output {
    var buffer = ByteBuffer()
    var coerced = 0
    var unwritable = 0
    for feature in range {
      switch style {
      case .collection: buffer.append(isFirst && feature == range.lowerBound ? "\n" : ",\n")
      case .sequence(let hasSeparator): if hasSeparator { buffer.append(UInt8(0x1E)) }
      }
      buffer.append("{\"type\":\"Feature\",")
      coerced += properties.writeID(feature, to: &buffer)
      buffer.append("\"geometry\":")
      GeometryJSON.write(layer.geometry, feature, to: &buffer)
      if layer.geometry.kinds[feature] != .none && !GeometryJSON.isWritable(layer.geometry, feature) {
        unwritable += 1
      }
      buffer.append(",\"properties\":")
      coerced += properties.write(feature, to: &buffer)
      buffer.append(UInt8(ascii: "}"))
      if case .sequence = style { buffer.append(UInt8(ascii: "\n")) }
    }
    return Output(bytes: buffer.bytes, coercedCells: coerced, unwritableGeometries: unwritable)
  }
}

/// The members of features besides their geometry.
struct PropertyKeys: Sendable {
  private let ids: TextColumn?
  private let columns: [TextColumn]
  /// `"name":` of each column, with the comma before it.
  private let keys: [[UInt8]]

  init(_ layer: FeatureLayer) {
    ids = layer.ids
    columns = Array(layer.attributes.columns.dropFirst(layer.hasIDColumn ? 1 : 0))
    keys = columns.enumerated().map { index, column in
      var buffer = ByteBuffer()
      if index > 0 { buffer.append(UInt8(ascii: ",")) }
      JSONValue.write(column.name, to: &buffer)
      buffer.append(UInt8(ascii: ":"))
      return buffer.bytes
    }
  }

  var isEmpty: Bool { columns.isEmpty }

  /// `"id":…,` where the feature has one. Returns how many cells became texts.
  func writeID(_ feature: Int, to buffer: inout ByteBuffer) -> Int {
    guard let ids, ids.kind(feature) != .missing else { return 0 }
    buffer.append("\"id\":")
    let isKept = CellJSON.write(ids, feature, to: &buffer)
    buffer.append(UInt8(ascii: ","))
    return isKept ? 0 : 1
  }

  /// The object of properties. Returns how many cells became texts.
  func write(_ feature: Int, to buffer: inout ByteBuffer) -> Int {
    var coerced = 0
    buffer.append(UInt8(ascii: "{"))
    for index in columns.indices {
      buffer.append(bytes: keys[index])
      if !CellJSON.write(columns[index], feature, to: &buffer) { coerced += 1 }
    }
    buffer.append(UInt8(ascii: "}"))
    return coerced
  }
}
