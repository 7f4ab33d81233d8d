import GeoModel
public import GeoNative

/// Territories of a level from the polygons of a mesh.
public enum Dissolve {
  /// Unites the mesh by level code; mesh territories without a code are left out.
  ///
  /// Enclosed slivers between mesh territories are filled, wide holes are kept.
  ///
  /// - Parameters:
  ///   - levelOf: level code of each mesh territory, or nil.
  ///   - names: names of the level's territories by code.
  public static func level(
    _ mesh: Territories, levelOf: [String?], names: [String: String], sliverWidthMetres: Double, threads: Int
  ) throws(GEOSError) -> Territories {
    var members: [String: [Int]] = [:]
    for (index, code) in levelOf.enumerated() {
      if let code { members[code, default: []].append(index) }
    }
    let codes = members.keys.sorted()
    let groups = codes.map { code in (members[code] ?? []).map { mesh.polygons[$0] } }
    let united = try ParallelMap.map(count: codes.count, threads: threads) { index throws(GEOSError) -> MultiPolygon in
      let union = try TerritoryUnion.union(groups[index], grid: GapComponents.gridMetres, threads: 1)
      return withoutSlivers(union, widthMetres: sliverWidthMetres)
    }
    return Territories(codes: codes, names: codes.map { names[$0] }, polygons: united, crs: mesh.crs)
  }

  /// The polygons with their narrow holes filled.
  static func withoutSlivers(_ polygons: MultiPolygon, widthMetres: Double) -> MultiPolygon {
    var result = MultiPolygon()
    for polygon in 0..<polygons.polygonCount {
      for (rank, ring) in polygons.rings(ofPolygon: polygon).enumerated() {
        let range = polygons.positions(ofRing: ring)
        let flat = Array(polygons.coordinates[2 * range.lowerBound..<2 * range.upperBound])
        let alone = MultiPolygon(coordinates: flat, ringEnds: [range.count], polygonEnds: [1])
        if rank > 0 && TerritoryUnion.meanWidth(alone) < widthMetres { continue }
        result.coordinates.append(contentsOf: flat)
        result.ringEnds.append(result.coordinates.count / 2)
      }
      result.polygonEnds.append(result.ringEnds.count)
    }
    return result
  }
}
