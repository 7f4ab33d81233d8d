public import GeoModel
public import GeoNative

/// A layer on a grid of coordinates, whose polygons stay what they are.
///
/// A position goes to the same place of the grid wherever it stands, so that shared borders stay shared. Positions
/// that then repeat the one before are left out. Where a ring or a line would collapse, or a valid polygon would
/// not be valid any more, its positions keep their own coordinates, in every feature that has them.
public struct CoordinateRounding: Sendable {
  /// Places that coordinates go to: a whole number of steps from an origin.
  public struct Grid: Sendable, Equatable {
    public var origin: Position
    public var stepsPerUnit: Position

    public init(origin: Position, stepsPerUnit: Position) {
      self.origin = origin
      self.stepsPerUnit = stepsPerUnit
    }

    /// Decimals of the coordinates' unit.
    public init(decimals: Int) {
      var power = 1.0
      for _ in 0..<max(0, min(15, decimals)) { power *= 10 }
      self.init(origin: Position(x: 0, y: 0), stepsPerUnit: Position(x: power, y: power))
    }

    /// The number next to a place of the grid, as its decimal text reads back.
    func rounded(_ x: Double, _ y: Double) -> Position {
      Position(
        x: ((x - origin.x) * stepsPerUnit.x).rounded() / stepsPerUnit.x + origin.x,
        y: ((y - origin.y) * stepsPerUnit.y).rounded() / stepsPerUnit.y + origin.y)
    }
  }

  public private(set) var geometry: GeometryColumn
  /// Features that would have collapsed or gone wrong.
  public private(set) var spoiledFeatures: [Int]
  /// Different positions that keep their own coordinates.
  public private(set) var keptPositions: Int
  /// Positions left out, as they repeat the one before on the grid.
  public private(set) var droppedPositions: Int

  public init(_ layer: GeometryColumn, grid: Grid, threads: Int) throws(GEOSError) {
    var vertices = VertexTable(capacity: layer.coordinates.count / 2)
    let ids = (0..<layer.coordinates.count / 2).map {
      vertices.id(layer.coordinates[2 * $0], layer.coordinates[2 * $0 + 1])
    }
    var isKept = [Bool](repeating: false, count: vertices.count)
    var isSpoiled = [Bool](repeating: false, count: layer.count)
    var pending = Array(0..<layer.count)
    var result = GeometryColumn()
    while !pending.isEmpty {
      result = Self.rounded(layer, grid, ids, isKept)
      let (features, drawn) = (pending, result)
      let answers = try ParallelMap.map(
        count: features.count, threads: threads, worker: { () throws(GEOSError) in GEOSSession() }
      ) { (session, index) throws(GEOSError) -> Bool in
        try Self.isSpoiled(features[index], layer, drawn, session)
      }
      var hasChanged = [Bool](repeating: false, count: vertices.count)
      for index in features.indices where answers[index] {
        isSpoiled[features[index]] = true
        for position in layer.positions(of: features[index]) where !isKept[Int(ids[position])] {
          isKept[Int(ids[position])] = true
          hasChanged[Int(ids[position])] = true
        }
      }
      pending = (0..<layer.count).filter { feature in
        layer.positions(of: feature).contains { hasChanged[Int(ids[$0])] }
      }
    }
    geometry = result.count == layer.count ? result : layer
    spoiledFeatures = isSpoiled.indices.filter { isSpoiled[$0] }
    keptPositions = isKept.count { $0 }
    droppedPositions = (layer.coordinates.count - geometry.coordinates.count) / 2
  }

  private static func rounded(
    _ layer: GeometryColumn, _ grid: Grid, _ ids: [Int32], _ isKept: [Bool]
  ) -> GeometryColumn {
    var result = layer
    result.coordinates.removeAll(keepingCapacity: true)
    for feature in 0..<layer.count {
      let isPath = layer.kinds[feature] != .point && layer.kinds[feature] != .multiPoint
      for group in layer.groups(of: feature) {
        for part in layer.parts(ofGroup: group) {
          let start = result.coordinates.count
          var last: Position?
          for index in layer.positions(ofPart: part) {
            let own = Position(x: layer.coordinates[2 * index], y: layer.coordinates[2 * index + 1])
            let place = isKept[Int(ids[index])] ? own : grid.rounded(own.x, own.y)
            if isPath && place == last && own != layer.position(before: index, in: part) { continue }
            result.coordinates.append(place.x)
            result.coordinates.append(place.y)
            last = place
          }
          // A line of one place repeats it, so that it is still a line to be judged.
          if isPath && result.coordinates.count == start + 2 {
            result.coordinates.append(contentsOf: result.coordinates[start..<start + 2])
          }
          result.partEnds[part] = result.coordinates.count / 2
        }
      }
    }
    return result
  }

  private static func isSpoiled(
    _ feature: Int, _ before: GeometryColumn, _ after: GeometryColumn, _ session: GEOSSession
  ) throws(GEOSError) -> Bool {
    let kind = before.kinds[feature]
    guard kind != .none && kind != .point && kind != .multiPoint else { return false }
    for group in before.groups(of: feature) {
      for part in before.parts(ofGroup: group) {
        let (own, new) = (before.positions(ofPart: part), after.positions(ofPart: part))
        if kind.isPolygonal {
          let area = RingArea.signed(before.coordinates, own)
          if area != 0 && (new.count < 4 || RingArea.signed(after.coordinates, new) / area <= 0) {
            return true
          }
          if new.count < 4 && own.count >= 4 { return true }
        } else if before.length(of: own) > 0 && after.length(of: new) == 0 {
          return true
        }
      }
    }
    guard kind.isPolygonal, try session.invalidity(of: after.polygons(of: feature)) != nil else {
      return false
    }
    return try session.invalidity(of: before.polygons(of: feature)) == nil
  }
}

extension GeometryColumn {
  /// The position before another one in its part; nil for the first.
  fileprivate func position(before index: Int, in part: Int) -> Position? {
    guard index > positions(ofPart: part).lowerBound else { return nil }
    return Position(x: coordinates[2 * index - 2], y: coordinates[2 * index - 1])
  }

  /// Length of a path, in units of the coordinates.
  fileprivate func length(of range: Range<Int>) -> Double {
    guard let first = range.first else { return 0 }
    var last = Position(x: coordinates[2 * first], y: coordinates[2 * first + 1])
    var sum = 0.0
    for index in range.dropFirst() {
      let next = Position(x: coordinates[2 * index], y: coordinates[2 * index + 1])
      sum += last.distance(to: next)
      last = next
    }
    return sum
  }
}
