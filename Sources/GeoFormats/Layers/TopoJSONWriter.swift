public import GeoModel

/// A layer as TopoJSON (https://github.com/topojson/topojson-specification): arcs that territories share are written
/// once.
public enum TopoJSONWriter {
  /// What a file is written with besides the layer itself.
  public struct Options: Sendable {
    /// Name of the object that holds the features.
    public var name: String
    /// Whole-number coordinates on a grid; nil for coordinates as they are.
    public var grid: Grid?

    public init(name: String, grid: Grid? = nil) {
      self.name = name
      self.grid = grid
    }
  }

  /// Coordinates are `origin + step × whole number`.
  public struct Grid: Sendable, Equatable {
    public var origin: Position
    public var step: Position

    /// So many places along the longer of two sides or less: `count` on each side of a box.
    public init(box: Envelope, count: Int) {
      let steps = Double(max(2, count) - 1)
      origin = Position(x: box.minX, y: box.minY)
      step = Position(
        x: box.width > 0 ? box.width / steps : 1, y: box.height > 0 ? box.height / steps : 1)
    }
  }

  public struct Output: Sendable, Equatable {
    public var bytes: [UInt8]
    /// Cells announced as numbers, booleans or JSON that are not, and were written as texts.
    public var coercedCells: Int
  }

  /// - Parameter arcs: the layer's own geometry as shared arcs.
  public static func write(_ layer: FeatureLayer, arcs: SharedArcs, options: Options) -> Output {
    var walk = Walk(layer: layer, arcs: arcs, grid: options.grid)
    var box = Envelope()
    for feature in 0..<layer.count where GeometryJSON.isWritable(layer.geometry, feature) {
      box.add(layer.geometry.envelope(of: feature))
    }
    walk.buffer.append("{\"type\":\"Topology\"")
    if layer.crs != .wgs84 { walk.buffer.append(",\"crs\":\(LayerJSONWriter.crsMember(layer.crs))") }
    if !box.isEmpty { walk.list(",\"bbox\":[", [box.minX, box.minY, box.maxX, box.maxY]) }
    if let grid = options.grid {
      walk.list(",\"transform\":{\"scale\":[", [grid.step.x, grid.step.y])
      walk.list(",\"translate\":[", [grid.origin.x, grid.origin.y])
      walk.buffer.append("}")
    }
    walk.buffer.append(",\"objects\":{")
    JSONValue.write(options.name, to: &walk.buffer)
    walk.buffer.append(":{\"type\":\"GeometryCollection\",\"geometries\":[")
    for feature in 0..<layer.count {
      walk.buffer.append(feature > 0 ? ",\n" : "\n")
      walk.write(feature)
    }
    walk.buffer.append("\n]}},\"arcs\":[")
    for arc in 0..<arcs.count {
      walk.buffer.append(arc > 0 ? ",\n" : "\n")
      walk.write(arc: arc)
    }
    walk.buffer.append("\n]}\n")
    return Output(bytes: walk.buffer.bytes, coercedCells: walk.coerced)
  }

  private struct Walk {
    let layer: FeatureLayer
    let arcs: SharedArcs
    let grid: Grid?
    let properties: PropertyKeys
    var buffer = ByteBuffer()
    var coerced = 0

    init(layer: FeatureLayer, arcs: SharedArcs, grid: Grid?) {
      self.layer = layer
      self.arcs = arcs
      self.grid = grid
      properties = PropertyKeys(layer)
    }

    mutating func list(_ open: String, _ values: [Double]) {
      buffer.append(open)
      for (index, value) in values.enumerated() {
        if index > 0 { buffer.append(UInt8(ascii: ",")) }
        buffer.append(shortest: value)
      }
      buffer.append(UInt8(ascii: "]"))
    }

    mutating func write(_ feature: Int) {
      let geometry = layer.geometry
      let kind = geometry.kinds[feature]
      let isEmpty = kind == .none || !GeometryJSON.isWritable(geometry, feature)
      buffer.append(isEmpty ? "{\"type\":null," : "{\"type\":\"\(kind.name)\",")
      coerced += properties.writeID(feature, to: &buffer)
      if !isEmpty {
        let isPoint = kind == .point || kind == .multiPoint
        buffer.append(isPoint ? "\"coordinates\":" : "\"arcs\":")
        isPoint ? writePoints(feature, kind) : writeArcs(feature, kind)
        buffer.append(UInt8(ascii: ","))
      }
      buffer.append("\"properties\":")
      coerced += properties.write(feature, to: &buffer)
      buffer.append(UInt8(ascii: "}"))
    }

    private mutating func writePoints(_ feature: Int, _ kind: GeometryKind) {
      let range = layer.geometry.positions(of: feature)
      if kind == .multiPoint { buffer.append(UInt8(ascii: "[")) }
      for index in range {
        if index > range.lowerBound { buffer.append(UInt8(ascii: ",")) }
        let (x, y) = (layer.geometry.coordinates[2 * index], layer.geometry.coordinates[2 * index + 1])
        if let grid {
          let place = Self.place(x, y, grid)
          write(place.x, place.y)
        } else {
          list("[", [x, y])
        }
      }
      if kind == .multiPoint { buffer.append(UInt8(ascii: "]")) }
    }

    private mutating func writeArcs(_ feature: Int, _ kind: GeometryKind) {
      let geometry = layer.geometry
      let isNested = kind == .multiPolygon
      if isNested { buffer.append(UInt8(ascii: "[")) }
      let groups = geometry.groups(of: feature)
      for group in groups {
        if group > groups.lowerBound { buffer.append(UInt8(ascii: ",")) }
        let parts = geometry.parts(ofGroup: group)
        if kind != .lineString { buffer.append(UInt8(ascii: "[")) }
        for part in parts {
          if part > parts.lowerBound { buffer.append(UInt8(ascii: ",")) }
          let own = arcs.arcs(ofPart: part)
          buffer.append(UInt8(ascii: "["))
          for (place, arc) in own.enumerated() {
            if place > 0 { buffer.append(UInt8(ascii: ",")) }
            buffer.append(Int(arc))
          }
          buffer.append(UInt8(ascii: "]"))
        }
        if kind != .lineString { buffer.append(UInt8(ascii: "]")) }
      }
      if isNested { buffer.append(UInt8(ascii: "]")) }
    }

    mutating func write(arc: Int) {
      buffer.append(UInt8(ascii: "["))
      let range = arcs.positions(of: arc)
      var last = (x: 0, y: 0)
      for index in range {
        if index > range.lowerBound { buffer.append(UInt8(ascii: ",")) }
        guard let grid else {
          buffer.append(position: index, of: arcs.coordinates)
          continue
        }
        let place = Self.place(arcs.coordinates[2 * index], arcs.coordinates[2 * index + 1], grid)
        write(place.x - last.x, place.y - last.y)
        last = place
      }
      buffer.append(UInt8(ascii: "]"))
    }

    private mutating func write(_ x: Int, _ y: Int) {
      buffer.append(UInt8(ascii: "["))
      buffer.append(x)
      buffer.append(UInt8(ascii: ","))
      buffer.append(y)
      buffer.append(UInt8(ascii: "]"))
    }

    private static func place(_ x: Double, _ y: Double, _ grid: Grid) -> (x: Int, y: Int) {
      (whole((x - grid.origin.x) / grid.step.x), whole((y - grid.origin.y) / grid.step.y))
    }

    /// The nearest whole number; the box of the grid bounds it, and nothing traps where it does not.
    private static func whole(_ value: Double) -> Int { Int(exactly: value.rounded()) ?? 0 }
  }
}
