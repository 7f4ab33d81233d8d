extension TextColumn {
  /// The cells of some rows, in their order.
  public func rows(_ rows: [Int]) -> TextColumn {
    var result = TextColumn(name: name)
    result.reserve(rows: rows.count, bytes: rows.reduce(0) { $0 + byteRange($1).count })
    for row in rows { result.append(bytes[byteRange(row)], kind: kind(row)) }
    return result
  }
}

extension Table {
  /// Some rows, in their order.
  public func rows(_ rows: [Int]) -> Table {
    var result = Table(columns: columns.map { $0.rows(rows) }, source: source)
    if !lines.isEmpty { result.lines = rows.map { lines[$0] } }
    return result
  }
}

extension GeometryColumn {
  /// Some features, in their order.
  public func features(_ features: [Int]) -> GeometryColumn {
    var result = GeometryColumn()
    for feature in features { result.append(feature: feature, of: self) }
    return result
  }

  /// Adds one feature of another column.
  public mutating func append(feature: Int, of other: GeometryColumn) {
    for group in other.groups(of: feature) {
      for part in other.parts(ofGroup: group) {
        let range = other.positions(ofPart: part)
        coordinates.append(contentsOf: other.coordinates[2 * range.lowerBound..<2 * range.upperBound])
        partEnds.append(coordinates.count / 2)
      }
      groupEnds.append(partEnds.count)
    }
    featureEnds.append(groupEnds.count)
    kinds.append(other.kinds[feature])
  }
}

extension FeatureLayer {
  /// Some features, in their order.
  public func features(_ features: [Int]) -> FeatureLayer {
    var result = self
    result.geometry = geometry.features(features)
    result.attributes = attributes.rows(features)
    result.ids = ids?.rows(features)
    return result
  }
}
