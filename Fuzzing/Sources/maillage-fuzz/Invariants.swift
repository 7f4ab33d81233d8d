import GeoFormats
import GeoModel

/// What holds of whatever a reader gives.
func check(_ content: DataFileContent) {
  switch content {
  case .layer(let read): checkLayer(read.layer)
  case .table(let read):
    checkTable(read.table, rows: read.table.rowCount)
    checkPoints(read)
  }
}

func checkTable(_ table: Table, rows: Int) {
  require(table.columns.allSatisfy { $0.count == rows }, "columns are of one length")
  require(table.lines.isEmpty || table.lines.count == rows, "a line for each row")
  require(Set(table.names).count == table.columns.count, "names of columns are unique")
  for column in table.columns where rows > 0 {
    require(column.byteRange(rows - 1).upperBound == column.bytes.count, "cells cover their bytes")
  }
}

/// Columns are recognised, and rows with a position and rows without one are all the rows.
private func checkPoints(_ read: ReadTable) {
  guard let choice = ColumnRoles(read.table).coordinates else { return }
  let points = PointTable(
    read.table, columns: choice.columns, inDegrees: choice.crs == .wgs84, delimiter: read.dialect.delimiter)
  require(points.rowsRead == read.table.rowCount, "every row is counted")
  let located = (0..<points.rowsRead).count { !points.positions[2 * $0].isNaN }
  require(located == points.rowsLocated, "rows with a position are counted")
  require(points.rejects.count == points.rowsRead - located, "a row without position is rejected")
}

/// Arrays that fit each other, kinds that fit the arrays, and the same layer when it is written and read again.
func checkLayer(_ layer: FeatureLayer) {
  let column = layer.geometry
  require(column.featureEnds.count == column.kinds.count, "ends of features")
  require(ascends(column.featureEnds, to: column.groupEnds.count), "features end where groups do")
  require(ascends(column.groupEnds, to: column.partEnds.count), "groups end where parts do")
  require(ascends(column.partEnds, to: column.coordinates.count / 2), "parts end where positions do")
  require(column.coordinates.count % 2 == 0, "coordinates are pairs")
  require(column.coordinates.allSatisfy { $0.isFinite }, "coordinates are finite")
  for feature in 0..<column.count { checkKind(column, feature) }
  checkTable(layer.attributes, rows: layer.count)
  require(layer.ids.map { $0.count == layer.count } ?? true, "an identifier for each feature")
  checkRoundTrip(layer)
}

private func ascends(_ ends: [Int], to last: Int) -> Bool {
  var before = 0
  for end in ends {
    guard end >= before else { return false }
    before = end
  }
  return before == last
}

private func checkKind(_ column: GeometryColumn, _ feature: Int) {
  let groups = column.groups(of: feature)
  let kind = column.kinds[feature]
  switch kind {
  case .none: require(groups.isEmpty, "no geometry has no parts")
  case .point: require(column.positions(of: feature).count == 1, "a point is one position")
  case .multiPoint, .lineString, .multiLineString, .polygon:
    require(groups.count == 1, "\(kind.name) is one group")
    require(!column.positions(of: feature).isEmpty, "\(kind.name) has positions")
  case .multiPolygon: require(!groups.isEmpty, "a multipolygon has polygons")
  }
  for group in groups {
    let parts = column.parts(ofGroup: group)
    require(!parts.isEmpty, "a group has parts")
    guard kind.isPolygonal else { continue }
    for part in parts {
      let ring = column.positions(ofPart: part)
      require(ring.count >= 4, "a ring has four positions")
      let (first, last) = (2 * ring.lowerBound, 2 * (ring.upperBound - 1))
      require(
        column.coordinates[first] == column.coordinates[last]
          && column.coordinates[first + 1] == column.coordinates[last + 1], "a ring is closed")
    }
  }
}

private func checkRoundTrip(_ layer: FeatureLayer) {
  let written = LayerJSONWriter.write(layer, style: .collection)
  require(written.unwritableGeometries == 0, "every geometry can be written")
  let again: FeatureLayer
  do throws(Diagnostic) {
    again = try GeoJSONReader.read(written.bytes, source: "again.geojson").layer
  } catch {
    fatalError("invariant: what was written is read: \(error.code) \(error.message.english)")
  }
  require(again.count == layer.count, "as many features")
  require(again.geometry.kinds == layer.geometry.kinds, "the same kinds")
  require(isSame(again.geometry, layer.geometry), "the same geometry")
  // A column without a value in any feature, as of a layer without features, has nowhere to be written.
  guard layer.count > 0 else { return }
  let (old, new) = (own(layer), own(again))
  require(old.map(\.name) == new.map(\.name), "the same columns")
  for (first, second) in zip(old, new) {
    for row in 0..<layer.count {
      require(first[row] == second[row], "the same cell in \(first.name)")
      require(
        first.kind(row) == second.kind(row) || written.coercedCells > 0, "the same kind in \(first.name)")
    }
  }
}

/// Equal but for the direction of rings, which GeoJSON prescribes.
private func isSame(_ first: GeometryColumn, _ second: GeometryColumn) -> Bool {
  guard first.kinds == second.kinds, first.featureEnds == second.featureEnds,
    first.groupEnds == second.groupEnds, first.partEnds == second.partEnds
  else { return false }
  if first.coordinates == second.coordinates { return true }
  for feature in 0..<first.count {
    for group in first.groups(of: feature) {
      for part in first.parts(ofGroup: group) {
        let range = first.positions(ofPart: part)
        let (a, b) = (positions(first, range), positions(second, range))
        guard a == b || (first.kinds[feature].isPolygonal && a == b.reversed()) else { return false }
      }
    }
  }
  return true
}

private func positions(_ column: GeometryColumn, _ range: Range<Int>) -> [SIMD2<Double>] {
  range.map { SIMD2(column.coordinates[2 * $0], column.coordinates[2 * $0 + 1]) }
}

/// The fields, without the copy of the identifiers.
private func own(_ layer: FeatureLayer) -> [TextColumn] {
  Array(layer.attributes.columns.dropFirst(layer.hasIDColumn ? 1 : 0))
}
