import Coverage
import GeoFormats
import GeoModel
import GeoNative

/// Territories of which only the points are known: contours computed from them.
enum PointTerritories {
  /// The rows of the table to draw; the others are neighbours that shape their borders.
  ///
  /// - Parameter isKept: codes to draw among the rows that the filter keeps.
  static func mask(
    _ points: CommunePoints, filter: String?, path: String, keeping isKept: (String) -> Bool
  ) throws(Diagnostic) -> [Bool] {
    let table = points.table
    var mask =
      try filter.map { text throws(Diagnostic) in try RowFilter(parsing: text).bind(to: table).mask(table) }
      ?? Array(repeating: true, count: points.count)
    for index in mask.indices where !isKept(points.codes[index]) { mask[index] = false }
    guard mask.contains(true) else {
      throw Diagnostic(
        "territories.none", at: SourceLocation(file: path),
        Phrase(en: "no row satisfies the condition", fr: "aucune ligne ne remplit la condition"),
        found: filter)
    }
    return mask
  }

  /// One territory a row of the mask, with approximate contours.
  static func load(
    _ points: CommunePoints, mask: [Bool], path: String, session: LoadSession
  ) throws(Diagnostic) -> LoadedTerritories {
    var pieces: [(crs: CRS, members: [Int], cells: [MultiPolygon])] = []
    for zone in LegalCRS.allCases {
      let wanted = points.codes.indices.map { index in
        mask[index] && zone.bounds.contains(points.lonLat[2 * index], points.lonLat[2 * index + 1])
      }
      guard wanted.contains(true) else { continue }
      let (members, cells) = try points.cells(of: wanted, zone: zone, threads: session.threads)
      pieces.append((zone.crs, members, cells))
    }
    // One plane system keeps the millimetres of the contours; several meet in longitude and latitude.
    let crs = pieces.count == 1 ? pieces[0].crs : .wgs84
    var column = GeometryColumn()
    var members: [Int] = []
    for piece in pieces {
      var part = GeometryColumn()
      for cell in piece.cells { part.append(polygons: cell) }
      let flat = part.coordinates
      part.coordinates = try FailureWords.proj { () throws(ProjError) in
        try Reprojection.transform(flat, from: piece.crs, to: crs, threads: session.threads)
      }
      column.append(part)
      members += piece.members
    }
    let order = members.indices.sorted { points.codes[members[$0]] < points.codes[members[$1]] }
    var geometry = column
    if order != Array(members.indices) {
      geometry = GeometryColumn()
      for feature in order { geometry.append(polygons: column.polygons(of: feature)) }
    }
    var layer = LoadedTerritories(
      geometry: geometry, owners: (0..<Int32(order.count)).map { $0 },
      codes: order.map { points.codes[members[$0]] }, names: order.map { points.names[members[$0]] },
      crs: crs,
      source: path)
    layer.isApproximate = true
    return layer
  }
}
