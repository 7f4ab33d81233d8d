public import GeoModel
import GeoNative

/// Inhabitants where they are known to be: squares of a grid, or places.
public enum LocatedPeople: Sendable {
  /// Squares in the plane CRS of the analysis, people spread evenly in each.
  case squares([MultiPolygon], [Double])
  /// Flat x, y; all people of a place are on it.
  case places([Double], [Double])

  /// People in each polygon. A place on a common boundary counts once, in the polygon of lowest index.
  func people(in polygons: [MultiPolygon], threads: Int) throws(GEOSError) -> [Double] {
    var sums = [Double](repeating: 0, count: polygons.count)
    switch self {
    case .squares(let squares, let people):
      let overlaps = try ArealOverlaps(squares, polygons, threads: threads)
      for overlap in overlaps.list where overlaps.sourceAreas[overlap.source] > 0 {
        sums[overlap.target] +=
          people[overlap.source] * (overlap.area / overlaps.sourceAreas[overlap.source])
      }
    case .places(let flat, let people):
      var column = GeometryColumn()
      for polygon in polygons { column.append(polygons: polygon) }
      let owners = polygons.indices.map { Int32($0) }
      let locator = PointLocator(geometry: column, owners: owners, threads: threads)
      for index in people.indices where flat[2 * index].isFinite {
        let found = locator.locate(x: flat[2 * index], y: flat[2 * index + 1]).territory
        if found >= 0 { sums[Int(found)] += people[index] }
      }
    }
    return sums
  }
}
