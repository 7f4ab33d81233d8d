public import GeoModel

/// Which territories share a border: a part of it, not a corner only.
public struct Contiguity: Sendable {
  /// Ascending, for each territory.
  public internal(set) var neighbours: [[Int]]

  public init(neighbours: [[Int]]) { self.neighbours = neighbours.map { Array(Set($0)).sorted() } }

  /// Territories that have an edge in common, the same to the bit in both.
  ///
  /// - Parameter owners: territory of each feature.
  public init(geometry: GeometryColumn, owners: [Int32], territories count: Int) {
    var vertices = VertexTable(capacity: geometry.coordinates.count / 2)
    var edges: [Edge] = []
    edges.reserveCapacity(geometry.coordinates.count / 2)
    for feature in 0..<geometry.count where geometry.kinds[feature].isPolygonal {
      for group in geometry.groups(of: feature) {
        for part in geometry.parts(ofGroup: group) {
          let range = geometry.positions(ofPart: part)
          var last: Int32?
          for position in range {
            let next = vertices.id(
              geometry.coordinates[2 * position], geometry.coordinates[2 * position + 1])
            if let last, last != next {
              edges.append(Edge(from: min(last, next), to: max(last, next), owner: owners[feature]))
            }
            last = next
          }
        }
      }
    }
    edges.sort { ($0.from, $0.to, $0.owner) < ($1.from, $1.to, $1.owner) }
    var found = [[Int]](repeating: [], count: count)
    var start = 0
    while start < edges.count {
      var end = start + 1
      while end < edges.count, edges[end].from == edges[start].from, edges[end].to == edges[start].to {
        end += 1
      }
      for a in start..<end {
        for b in start..<end where edges[a].owner != edges[b].owner {
          found[Int(edges[a].owner)].append(Int(edges[b].owner))
        }
      }
      start = end
    }
    self.init(neighbours: found)
  }

  private struct Edge {
    var from: Int32
    var to: Int32
    var owner: Int32
  }

  /// Those without a neighbour.
  public var islands: [Int] { neighbours.indices.filter { neighbours[$0].isEmpty } }

  /// Adds a pair of neighbours.
  public mutating func join(_ a: Int, _ b: Int) {
    guard a != b else { return }
    for (one, other) in [(a, b), (b, a)] where !neighbours[one].contains(other) {
      neighbours[one] = (neighbours[one] + [other]).sorted()
    }
  }
}
