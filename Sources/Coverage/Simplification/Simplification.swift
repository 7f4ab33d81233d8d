public import GeoModel
public import GeoNative

/// A layer with fewer vertices, whose territories still share their borders.
///
/// Places where three territories meet, and the ends of lines, do not move; no coordinate is computed. Every vertex
/// that is left out lies within the tolerance of the line that replaces it. Each polygon that was valid stays valid,
/// no part vanishes, and the area of every ring is neither halved nor doubled: where it would be, the ring's arcs are
/// drawn with half the tolerance, and so on.
public struct Simplification: Sendable {
  public private(set) var geometry: GeometryColumn
  public private(set) var positionsBefore: Int
  public private(set) var positionsAfter: Int
  public private(set) var arcs: Int
  /// Arcs that are a border of two parts.
  public private(set) var sharedArcs: Int
  /// Arcs drawn with a smaller tolerance, so that no ring collapses or goes wrong.
  public private(set) var refinedArcs: Int

  /// A ring keeps at least this share of its area, and gets its inverse at most.
  public static let minimumAreaShare = 0.5
  /// From here on an arc keeps all its vertices.
  private static let halvings = 12

  public init(
    _ layer: GeometryColumn, toleranceMetres: Double, scale: MetricScale, threads: Int
  ) throws(GEOSError) {
    let table = ArcTable(layer)
    let vertices = table.vertices
    let grid = CandidateGrid(
      vertices.x.indices.map {
        Envelope(minX: vertices.x[$0], minY: vertices.y[$0], maxX: vertices.x[$0], maxY: vertices.y[$0])
      }, cellsPerBox: 1)
    var halvings = [Int](repeating: 0, count: table.arcCount)
    var isKept = [Bool](repeating: true, count: table.arcVertices.count)
    var pending = Array(0..<table.arcCount)
    var result = layer
    while !pending.isEmpty {
      Self.draw(pending, halvings, toleranceMetres, table, grid, scale, threads, &isKept)
      var wrong = ArcDefects(table, layer, isKept).arcs
      if wrong.isEmpty {
        result = table.arcs { isKept[$0] }.geometry(like: layer)
        let features = try Self.spoiled(layer, result, threads: threads)
        wrong = Self.arcs(of: features, layer, table)
        for arc in wrong { halvings[arc] = max(halvings[arc], Self.halvings - 1) }
      }
      pending = wrong.filter { halvings[$0] < Self.halvings }
      for arc in pending { halvings[arc] += 1 }
    }
    geometry = result
    positionsBefore = layer.coordinates.count / 2
    positionsAfter = result.coordinates.count / 2
    arcs = table.arcCount
    sharedArcs = table.useCounts.count { $0 > 1 }
    refinedArcs = halvings.count { $0 > 0 }
  }

  /// Chooses the vertices of some arcs anew.
  private static func draw(
    _ arcs: [Int], _ halvings: [Int], _ toleranceMetres: Double, _ table: ArcTable, _ grid: CandidateGrid,
    _ scale: MetricScale, _ threads: Int, _ isKept: inout [Bool]
  ) {
    let piece = 512
    let pieces = (arcs.count + piece - 1) / piece
    let drawn = ParallelMap.map(
      count: pieces, threads: threads, worker: { ArcWorker(ArcSimplifier(table, grid, scale)) }
    ) { worker, index -> [[Bool]] in
      arcs[index * piece..<min(arcs.count, (index + 1) * piece)].map { arc in
        let tolerance =
          halvings[arc] < Self.halvings ? toleranceMetres / Double(1 << halvings[arc]) : 0
        return worker.simplifier.kept(table.range(of: arc), toleranceMetres: tolerance)
      }
    }
    for (arc, kept) in zip(arcs, drawn.joined()) { isKept.replaceSubrange(table.range(of: arc), with: kept) }
  }

  /// Features that were valid and are not any more.
  private static func spoiled(
    _ before: GeometryColumn, _ after: GeometryColumn, threads: Int
  ) throws(GEOSError) -> [Int] {
    let answers = try ParallelMap.map(
      count: before.count, threads: threads, worker: { () throws(GEOSError) in GEOSSession() }
    ) { (session, feature) throws(GEOSError) -> Bool in
      guard before.kinds[feature].isPolygonal else { return false }
      guard try session.invalidity(of: after.polygons(of: feature)) != nil else { return false }
      return try session.invalidity(of: before.polygons(of: feature)) == nil
    }
    return answers.indices.filter { answers[$0] }
  }

  /// Arcs of some features, ascending.
  private static func arcs(of features: [Int], _ layer: GeometryColumn, _ table: ArcTable) -> [Int] {
    var isFound = [Bool](repeating: false, count: table.arcCount)
    for feature in features {
      for group in layer.groups(of: feature) {
        for part in layer.parts(ofGroup: group) {
          for signed in table.arcs(ofPart: part) { isFound[Int(signed >= 0 ? signed : ~signed)] = true }
        }
      }
    }
    return isFound.indices.filter { isFound[$0] }
  }
}

/// A thread's own simplifier.
private final class ArcWorker {
  var simplifier: ArcSimplifier
  init(_ simplifier: ArcSimplifier) { self.simplifier = simplifier }
}
