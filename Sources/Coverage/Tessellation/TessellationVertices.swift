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
  mutating func loop(of site: Int, _ cell: TessellationCell, _ diagram: TessellationDiagram) -> [Int] {
    var loop: [Int] = []
    let count = cell.labels.count
    for k in 0..<count {
      let before = cell.labels[k == 0 ? count - 1 : k - 1]
      let after = cell.labels[k]
      if before == after { continue }
      let place = Position(x: diagram.x[site] + cell.x[k], y: diagram.y[site] + cell.y[k])
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
    let column = Int((place.x / Self.tolerance).rounded(.down))
    let row = Int((place.y / Self.tolerance).rounded(.down))
    for r in row - 1...row + 1 {
      for c in column - 1...column + 1 {
        for other in buckets[Bucket(x: c, y: r)] ?? []
        where positions[other].distance(to: place) < Self.tolerance {
          return other
        }
      }
    }
    let rounded = Position(
      x: (place.x * 1000).rounded() / 1000, y: (place.y * 1000).rounded() / 1000)
    positions.append(rounded)
    buckets[Bucket(x: column, y: row), default: []].append(positions.count - 1)
    return positions.count - 1
  }
}
