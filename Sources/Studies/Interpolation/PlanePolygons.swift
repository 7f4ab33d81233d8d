import Coverage
import GeoModel
import GeoNative

/// Polygons of any CRS carried into a plane zone.
enum PlanePolygons {
  /// One figure a polygon; empty where it is far from the zone's part of France or cannot be carried there.
  /// Invalid ones are mended, and given to `repaired`.
  static func carry(
    _ polygons: [MultiPolygon], from source: CRS, to crs: CRS, file: String, threads: Int,
    repaired: ([Repair]) -> Void = { _ in }
  ) throws(Diagnostic) -> [MultiPolygon] {
    let bounds = LegalCRS.allCases.first { $0.crs == crs }?.bounds.expanded(by: 3)
    let centres = polygons.flatMap { value -> [Double] in
      value.isEmpty ? [.nan, .nan] : [value.envelope.center.x, value.envelope.center.y]
    }
    let lonLat = try FailureWords.proj { () throws(ProjError) in
      try Reprojection.transform(centres, from: source, to: .wgs84, threads: threads)
    }
    let near = polygons.indices.filter { index in
      let (longitude, latitude) = (lonLat[2 * index], lonLat[2 * index + 1])
      return longitude.isFinite && (bounds?.contains(longitude, latitude) ?? true)
    }
    let flat = near.flatMap { polygons[$0].coordinates }
    let carried = try FailureWords.proj { () throws(ProjError) in
      try Reprojection.transform(flat, from: source, to: crs, threads: threads)
    }
    var result = [MultiPolygon](repeating: MultiPolygon(), count: polygons.count)
    var start = 0
    for index in near {
      let end = start + polygons[index].coordinates.count
      let coordinates = Array(carried[start..<end])
      start = end
      guard coordinates.allSatisfy(\.isFinite) else { continue }
      result[index] = polygons[index]
      result[index].coordinates = coordinates
    }
    let unmended = result
    return try FailureWords.geos(at: SourceLocation(file: file)) { () throws(GEOSError) in
      var mended = unmended
      repaired(try Repair.mend(&mended, threads: threads))
      return mended
    }
  }

  /// Overlaps of sources with all targets of a layer, zone by zone.
  static func overlaps(
    of sources: [MultiPolygon], crs: CRS, file: String, with zones: [PlaneZone], count: Int, threads: Int,
    repaired: (PlaneZone, [Repair]) -> Void = { _, _ in }
  ) throws(Diagnostic) -> ArealOverlaps {
    var parts: [(overlaps: ArealOverlaps, members: [Int])] = []
    for zone in zones {
      let carried = try carry(sources, from: crs, to: zone.crs, file: file, threads: threads) {
        repaired(zone, $0)
      }
      let overlaps = try FailureWords.geos(at: SourceLocation(file: file)) { () throws(GEOSError) in
        try ArealOverlaps(carried, zone.polygons, threads: threads)
      }
      parts.append((overlaps, zone.members))
    }
    return ArealOverlaps(merging: parts, targets: count)
  }
}
