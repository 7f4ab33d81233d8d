/// The lines and rings of a layer cut into arcs: what two territories share is one arc, used by both.
public struct SharedArcs: Sendable, Equatable {
  /// x0 y0 x1 y1 … of the arcs, one after the other.
  public var coordinates: [Double]
  /// End of each arc, counted in positions.
  public var arcEnds: [Int]
  /// Arcs of each part of the layer's geometry, part after part; `~i` stands for arc i walked backwards.
  public var partArcs: [Int32]
  /// End of each part, counted in `partArcs`; points have none.
  public var partEnds: [Int]

  public init(coordinates: [Double], arcEnds: [Int], partArcs: [Int32], partEnds: [Int]) {
    self.coordinates = coordinates
    self.arcEnds = arcEnds
    self.partArcs = partArcs
    self.partEnds = partEnds
  }

  public var count: Int { arcEnds.count }

  /// Positions of an arc.
  public func positions(of arc: Int) -> Range<Int> {
    (arc == 0 ? 0 : arcEnds[arc - 1])..<arcEnds[arc]
  }

  /// Arcs of a part, in the order in which they are walked.
  public func arcs(ofPart part: Int) -> ArraySlice<Int32> {
    partArcs[(part == 0 ? 0 : partEnds[part - 1])..<partEnds[part]]
  }

  /// The layer's geometry put together again; points come from the layer that was cut.
  public func geometry(like layer: GeometryColumn) -> GeometryColumn {
    var result = layer
    result.coordinates.removeAll(keepingCapacity: true)
    for part in layer.partEnds.indices {
      let arcs = arcs(ofPart: part)
      if arcs.isEmpty {
        let range = layer.positions(ofPart: part)
        result.coordinates.append(contentsOf: layer.coordinates[2 * range.lowerBound..<2 * range.upperBound])
      }
      for (place, signed) in arcs.enumerated() {
        append(signed, isFirst: place == 0, to: &result.coordinates)
      }
      result.partEnds[part] = result.coordinates.count / 2
    }
    return result
  }

  /// Adds an arc; the position that it shares with the one before is not repeated.
  private func append(_ signed: Int32, isFirst: Bool, to flat: inout [Double]) {
    let range = positions(of: Int(signed >= 0 ? signed : ~signed))
    guard signed < 0 else {
      let start = range.lowerBound + (isFirst ? 0 : 1)
      flat.append(contentsOf: coordinates[2 * start..<2 * range.upperBound])
      return
    }
    for index in (range.lowerBound..<range.upperBound - (isFirst ? 0 : 1)).reversed() {
      flat.append(coordinates[2 * index])
      flat.append(coordinates[2 * index + 1])
    }
  }
}
