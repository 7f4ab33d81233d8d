/// How far the territories of a level are from sites, by their pole and on average.
///
/// The pole of a territory is the commune whose code it bears; the mean is over its communes, weighted by their
/// inhabitants: Σ pᵢdᵢ ÷ Σ pᵢ, communes of unknown population or distance left out.
public struct LevelDistances: Sendable {
  public struct Territory: Sendable, Equatable {
    /// Mesh index of the pole; nil where no commune of the mesh bears the territory's code.
    public var pole: Int?
    public var poleMetres: Double?
    public var meanMetres: Double?
    /// Inhabitants that the mean is over.
    public var weight = 0.0
    /// Inhabitants of its communes farther than the limit.
    public var farPopulation = 0.0
  }

  public var territories: [Territory]
  /// Inhabitants of all communes farther than the limit, those of no territory included.
  public var farPopulation = 0.0

  /// - Parameters:
  ///   - distances: metres from each mesh territory; nil where there is no site.
  ///   - populations: inhabitants of each mesh territory; empty where none is known.
  ///   - limitMetres: nil where no limit is asked for.
  public init(
    _ frame: LevelFrame, mesh: [String], distances: [Double?], populations: [Double?], limitMetres: Double?
  ) {
    territories = Array(repeating: Territory(), count: frame.count)
    var sums = [Double](repeating: 0, count: frame.count)
    for (index, code) in mesh.enumerated() {
      let level = frame.levelOf[index]
      let people = populations.isEmpty ? nil : populations[index]
      // No site at all is farther than any limit.
      let isFar = limitMetres.map { (distances[index] ?? .infinity) > $0 } ?? false
      if isFar { farPopulation += people ?? 0 }
      guard level >= 0 else { continue }
      if isFar { territories[level].farPopulation += people ?? 0 }
      if code == frame.codes[level] {
        territories[level].pole = index
        territories[level].poleMetres = distances[index]
      }
      guard let people, let metres = distances[index] else { continue }
      territories[level].weight += people
      sums[level] += people * metres
    }
    for level in territories.indices where territories[level].weight > 0 {
      territories[level].meanMetres = sums[level] / territories[level].weight
    }
  }

  /// True where the codes of the level are those of communes.
  public var hasPoles: Bool { territories.contains { $0.pole != nil } }
}
