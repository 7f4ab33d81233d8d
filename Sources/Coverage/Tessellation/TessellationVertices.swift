import GeoModel

/// Corners of cells, each written once: two cells that meet there get the same bits.
///
/// A corner is where three sites are equally near in power. It is computed from the three sites in ascending
/// order, whichever cell asks. Corners closer than 10 cm are one, so that no border is shorter than the
/// millimetre to which coordinates are rounded, and so that four sites on one circle leave no gap.
struct TessellationVertices {
  private struct Triple: Hashable {
    let a: Int
    let b: Int
    let c: Int
  }
  private struct Bucket: Hashable {
    let x: Int
    let y: Int
  }

  private static let tolerance = 0.1

  /// Rounded to the millimetre.
  private(set) var positions: [Position] = []
  private var known: [Triple: Int] = [:]
  private var buckets: [Bucket: [Int]] = [:]

  /// Identifiers of the corners of a cell, counter-clockwise, without repetition of neighbours.
  mutating func loop(
    of site: Int, _ corners: [TessellationCell.Vertex], _ diagram: TessellationDiagram
  ) -> [Int] {
    var loop: [Int] = []
    loop.reserveCapacity(corners.count + 1)
    for k in corners.indices {
      let before = corners[k == 0 ? corners.count - 1 : k - 1].label
      let after = corners[k].label
      if before == after { continue }
      let place = Position(x: diagram.x[site] + corners[k].x, y: diagram.y[site] + corners[k].y)
      let corner = identifier(site, before, after, near: place, diagram)
      if loop.last != corner { loop.append(corner) }
    }
    while loop.count > 1, loop.first == loop.last { loop.removeLast() }
    return loop
  }

  private mutating func identifier(
    _ site: Int, _ before: Int, _ after: Int, near place: Position, _ diagram: TessellationDiagram
  ) -> Int {
    // On the box, the corner belongs to no other cell.
    guard before >= 0, after >= 0 else { return identifier(at: place) }
    let a = min(site, before, after)
    let c = max(site, before, after)
    let triple = Triple(a: a, b: site + before + after - a - c, c: c)
    if let found = known[triple] { return found }
    let found = identifier(at: Self.center(triple, diagram) ?? place)
    known[triple] = found
    return found
  }

  /// The power centre of three sites; nil where they are in line, or so nearly that it lies off the Earth.
  private static func center(_ triple: Triple, _ diagram: TessellationDiagram) -> Position? {
    let (a, b, c) = (triple.a, triple.b, triple.c)
    let bx = diagram.x[b] - diagram.x[a]
    let by = diagram.y[b] - diagram.y[a]
    let cx = diagram.x[c] - diagram.x[a]
    let cy = diagram.y[c] - diagram.y[a]
    let determinant = 2 * (bx * cy - by * cx)
    guard determinant != 0 else { return nil }
    let p = bx * bx + by * by + diagram.weights[a] - diagram.weights[b]
    let q = cx * cx + cy * cy + diagram.weights[a] - diagram.weights[c]
    let center = Position(
      x: diagram.x[a] + (p * cy - q * by) / determinant,
      y: diagram.y[a] + (q * bx - p * cx) / determinant)
    return abs(center.x) < 1e10 && abs(center.y) < 1e10 ? center : nil
  }

  private mutating func identifier(at place: Position) -> Int {
    let reach = Self.tolerance
    for row in Self.bucket(place.y - reach)...Self.bucket(place.y + reach) {
      for column in Self.bucket(place.x - reach)...Self.bucket(place.x + reach) {
        for other in buckets[Bucket(x: column, y: row)] ?? []
        where positions[other].distance(to: place) < reach {
          return other
        }
      }
    }
    let rounded = Position(
      x: (place.x * 1000).rounded() / 1000, y: (place.y * 1000).rounded() / 1000)
    positions.append(rounded)
    buckets[Bucket(x: Self.bucket(place.x), y: Self.bucket(place.y)), default: []].append(positions.count - 1)
    return positions.count - 1
  }

  /// Buckets are wide beside the tolerance, so that one of them is mostly all that is searched.
  private static func bucket(_ coordinate: Double) -> Int { Int((coordinate / 4).rounded(.down)) }
}
