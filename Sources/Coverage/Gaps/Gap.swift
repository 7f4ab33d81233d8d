public import GeoModel

/// A zone blanche: one connected uncovered piece of land, with what is known of it.
public struct Gap: Sendable {
  /// In the plane CRS of the analysis.
  public var polygons: MultiPolygon
  public var areaSquareMetres: Double
  /// Inhabitants, by area weighting or as counted; nil without populations.
  public var population: Double?
  /// Part that lies within the threshold of land outside the data; nil where that land is not known.
  public var edgeSquareMetres: Double?
  public var edgePopulation: Double?
  /// Territories that it touches, ascending, each with its uncovered area in the gap.
  public var territories: [(index: Int, areaSquareMetres: Double)]
  /// The territory with the most people in the gap, or the largest area where no population is known.
  public var mainTerritory: Int
  public var farthest: FarthestPlace?
  /// The territory of that place.
  public var farthestTerritory: Int?
}

/// What a territory has of coverage.
public struct TerritoryCoverage: Sendable {
  public var areaSquareMetres: Double
  public var uncoveredSquareMetres: Double
  public var population: Double?
  public var edgeSquareMetres: Double?
  /// Inhabitants of the uncovered land, and of its part near land outside the data, where they were counted by
  /// squares or places; nil where they are shared out by area.
  public var countedUncovered: Double?
  public var countedEdge: Double?

  /// Share of the territory's own area, 0…1. Rounding of the overlay is brought back into the interval.
  public var uncoveredShare: Double {
    guard areaSquareMetres > 0 else { return 0 }
    return min(1, max(0, uncoveredSquareMetres / areaSquareMetres))
  }
  public var uncoveredPopulation: Double? { population.map { countedUncovered ?? $0 * uncoveredShare } }
  public var edgePopulation: Double? {
    guard let population, let edgeSquareMetres, areaSquareMetres > 0 else { return nil }
    if let countedEdge { return countedEdge }
    return population * edgeSquareMetres / areaSquareMetres
  }

  public enum State: String, Sendable { case covered, partial, uncovered }

  /// Uncovered above a share of 1 − 1e-6, covered below 1e-6, partial between.
  public var state: State {
    uncoveredShare > 1 - 1e-6 ? .uncovered : (uncoveredShare < 1e-6 ? .covered : .partial)
  }
}
