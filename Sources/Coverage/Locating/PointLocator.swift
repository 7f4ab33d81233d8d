public import GeoModel
import GeoNative

/// Which territory holds a place: a grid of candidate polygons, each with its edges in horizontal slabs.
///
/// A value, so that any number of threads may share it. Inside is decided ring by ring with the even-odd rule, the
/// side of an edge exactly; a place exactly on an edge lies on the boundary.
public struct PointLocator: Sendable {
  /// Where a place lies.
  public struct Answer: Sendable, Equatable {
    /// Index of the lowest code that holds the place, boundaries included; -1 outside all.
    public var territory: Int32
    /// The place lies exactly on the boundary of at least one territory.
    public var isOnBoundary: Bool
    /// The place lies inside several territories.
    public var isAmbiguous: Bool

    public init(territory: Int32, isOnBoundary: Bool, isAmbiguous: Bool) {
      self.territory = territory
      self.isOnBoundary = isOnBoundary
      self.isAmbiguous = isAmbiguous
    }
  }

  /// One polygon with its shell and holes.
  private struct Unit: Sendable {
    var envelope: Envelope
    var owner: Int32
    var firstSlab: Int32
    var slabCount: Int32
    var slabsPerUnit: Double
  }

  private let coordinates: [Double]
  private let units: [Unit]
  /// End of each slab in `edges`, all polygons one after the other.
  private let slabEnds: [UInt32]
  /// First position of each edge.
  private let edges: [UInt32]
  private let grid: CandidateGrid

  /// - Parameter geometry: features in any order; `owners[f]` is the territory of feature f.
  public init(geometry: GeometryColumn, owners: [Int32], threads: Int = 1) {
    var outlines: [(groups: Range<Int>, owner: Int32)] = []
    for feature in 0..<geometry.count where geometry.kinds[feature].isPolygonal {
      for group in geometry.groups(of: feature) { outlines.append((group..<group + 1, owners[feature])) }
    }
    let ranges = outlines.map { outline -> Range<Int> in
      geometry.parts(ofGroup: outline.groups.lowerBound)
    }
    self.init(
      coordinates: geometry.coordinates, ringEnds: geometry.partEnds, polygons: ranges,
      owners: outlines.map(\.owner), threads: threads)
  }

  public init(_ territories: Territories, threads: Int = 1) {
    var column = GeometryColumn()
    for polygons in territories.polygons { column.append(polygons: polygons) }
    self.init(geometry: column, owners: (0..<Int32(territories.count)).map { $0 }, threads: threads)
  }

  private init(
    coordinates: [Double], ringEnds: [Int], polygons: [Range<Int>], owners: [Int32], threads: Int
  ) {
    self.coordinates = coordinates
    let chunk = 1024
    let pieces = ParallelMap.map(count: (polygons.count + chunk - 1) / chunk, threads: threads) { piece in
      var builder = SlabBuilder()
      for index in piece * chunk..<min(polygons.count, (piece + 1) * chunk) {
        builder.add(polygons[index], ringEnds: ringEnds, coordinates: coordinates)
      }
      return builder
    }
    var units: [Unit] = []
    units.reserveCapacity(polygons.count)
    var slabEnds: [UInt32] = []
    var edges: [UInt32] = []
    slabEnds.reserveCapacity(pieces.reduce(0) { $0 + $1.slabEnds.count })
    edges.reserveCapacity(pieces.reduce(0) { $0 + $1.edges.count })
    for piece in pieces {
      var firstSlab = Int32(slabEnds.count)
      let firstEdge = UInt32(edges.count)
      for (envelope, slabCount) in piece.outlines {
        units.append(
          Unit(
            envelope: envelope, owner: owners[units.count], firstSlab: firstSlab, slabCount: slabCount,
            slabsPerUnit: SlabBuilder.slabsPerUnit(envelope, slabCount)))
        firstSlab += slabCount
      }
      slabEnds.append(contentsOf: piece.slabEnds.lazy.map { $0 + firstEdge })
      edges.append(contentsOf: piece.edges)
    }
    self.units = units
    self.slabEnds = slabEnds
    self.edges = edges
    grid = CandidateGrid(units.map(\.envelope))
  }

  /// The territory that holds a place, by the lowest code where there are several.
  public func locate(x: Double, y: Double) -> Answer {
    var answer = Answer(territory: -1, isOnBoundary: false, isAmbiguous: false)
    var inside: Int32 = -1
    for candidate in grid.candidates(x: x, y: y) {
      let index = Int(grid.members[candidate])
      let unit = units[index]
      guard unit.envelope.contains(x, y) else { continue }
      let side = side(ofX: x, y, unit)
      guard side >= 0 else { continue }
      if side == 0 {
        answer.isOnBoundary = true
      } else {
        if inside >= 0 && inside != unit.owner { answer.isAmbiguous = true }
        inside = unit.owner
      }
      if answer.territory < 0 || unit.owner < answer.territory { answer.territory = unit.owner }
    }
    // A boundary point is counted as such, whatever else holds it.
    if answer.isOnBoundary { answer.isAmbiguous = false }
    return answer
  }

  /// Indices of flat places, cell after cell of the grid and ascending in each; places outside it are left out.
  ///
  /// Neighbours located one after the other find the edges that they share in the processor's caches.
  func order(of places: [Double], threads: Int) -> [Int32] {
    let count = places.count / 2
    let chunk = 65_536
    let pieces = ParallelMap.map(count: (count + chunk - 1) / chunk, threads: threads) { piece in
      (piece * chunk..<min(count, (piece + 1) * chunk)).map { index -> Int32 in
        grid.cell(x: places[2 * index], y: places[2 * index + 1]).map(Int32.init) ?? -1
      }
    }
    var cursor = [Int32](repeating: 0, count: grid.cellCount + 1)
    for cells in pieces {
      for cell in cells where cell >= 0 { cursor[Int(cell) + 1] += 1 }
    }
    for cell in 0..<grid.cellCount { cursor[cell + 1] += cursor[cell] }
    var order = [Int32](repeating: 0, count: Int(cursor[grid.cellCount]))
    var index: Int32 = 0
    for cells in pieces {
      for cell in cells {
        if cell >= 0 {
          order[Int(cursor[Int(cell)])] = index
          cursor[Int(cell)] += 1
        }
        index += 1
      }
    }
    return order
  }

  /// 1 inside the polygon, 0 on its boundary, -1 outside.
  @inline(__always)
  private func side(ofX x: Double, _ y: Double, _ unit: Unit) -> Int {
    let slab = Int(unit.firstSlab) + SlabBuilder.slab(of: y, unit.envelope, unit.slabCount, unit.slabsPerUnit)
    let first = slab == 0 ? 0 : Int(slabEnds[slab - 1])
    var isInside = false
    for entry in first..<Int(slabEnds[slab]) {
      let edge = 2 * Int(edges[entry])
      let ax = coordinates[edge]
      let ay = coordinates[edge + 1]
      let bx = coordinates[edge + 2]
      let by = coordinates[edge + 3]
      if (ay > y) == (by > y) {
        // Not crossed by the ray to the east; the place may still lie on a horizontal edge or at a vertex.
        if (ay == y || by == y) && onFlatEdge(x, y, ax, ay, bx, by) { return 0 }
        continue
      }
      if ax < x && bx < x { continue }
      if ax > x && bx > x {
        isInside.toggle()
        continue
      }
      let turn = Orientation.sign(ax: ax, ay: ay, bx: bx, by: by, px: x, py: y)
      if turn == 0 { return 0 }
      if (turn > 0) == (by > ay) { isInside.toggle() }
    }
    return isInside ? 1 : -1
  }

  @inline(__always)
  private func onFlatEdge(
    _ x: Double, _ y: Double, _ ax: Double, _ ay: Double, _ bx: Double, _ by: Double
  ) -> Bool {
    if ay == by { return y == ay && x >= min(ax, bx) && x <= max(ax, bx) }
    return (x == ax && y == ay) || (x == bx && y == by)
  }
}
