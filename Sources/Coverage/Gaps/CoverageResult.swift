public import GeoModel

/// A layer in the legal plane CRS of one part of France, with what was mended in it.
public struct PlaneZone: Sendable {
  public var crs: CRS
  /// Index in the whole layer of each territory here.
  public var members: [Int]
  /// In `crs`, valid.
  public var polygons: [MultiPolygon]
  public var repairs: [Repair]

  public init(crs: CRS, members: [Int], polygons: [MultiPolygon], repairs: [Repair]) {
    self.crs = crs
    self.members = members
    self.polygons = polygons
    self.repairs = repairs
  }
}

/// The gaps of a whole layer, which may lie in several plane CRS.
public struct CoverageResult: Sendable {
  public struct LocatedGap: Sendable {
    public var gap: Gap
    /// Index of the plane zone that the gap lies in.
    public var zone: Int
  }

  public var zones: [PlaneZone]
  /// One analysis a zone.
  public var analyses: [GapAnalysis]
  /// One answer a territory of the layer.
  public var territories: [TerritoryCoverage]
  /// Most inhabitants first; territory indices are those of the layer.
  public var gaps: [LocatedGap]

  public init(zones: [PlaneZone], analyses: [GapAnalysis], count: Int) {
    self.zones = zones
    self.analyses = analyses
    var territories = [TerritoryCoverage?](repeating: nil, count: count)
    gaps = []
    for (zone, analysis) in analyses.enumerated() {
      let members = zones[zone].members
      for (local, global) in members.enumerated() { territories[global] = analysis.territories[local] }
      gaps += analysis.gaps.map { gap in
        var gap = gap
        gap.territories = gap.territories.map { (members[$0.index], $0.areaSquareMetres) }
        gap.mainTerritory = members[gap.mainTerritory]
        gap.farthestTerritory = gap.farthestTerritory.map { members[$0] }
        return LocatedGap(gap: gap, zone: zone)
      }
    }
    self.territories = territories.map {
      $0
        ?? TerritoryCoverage(
          areaSquareMetres: 0, uncoveredSquareMetres: 0, population: nil, edgeSquareMetres: nil)
    }
    gaps.sort { a, b in
      if (a.gap.population ?? 0) != (b.gap.population ?? 0) {
        return (a.gap.population ?? 0) > (b.gap.population ?? 0)
      }
      return a.gap.areaSquareMetres > b.gap.areaSquareMetres
    }
  }

  public var landSquareMetres: Double { analyses.reduce(0) { $0 + $1.landSquareMetres } }
  public var uncoveredSquareMetres: Double { analyses.reduce(0) { $0 + $1.uncoveredSquareMetres } }
  public var coveredSquareMetres: Double { landSquareMetres - uncoveredSquareMetres }
  public var overlapSquareMetres: Double { analyses.reduce(0) { $0 + $1.overlapSquareMetres } }
  public var sliverCount: Int { analyses.reduce(0) { $0 + $1.land.slivers.count } }
  public var sliverSquareMetres: Double { analyses.reduce(0) { $0 + $1.sliverSquareMetres } }
  public var holeCount: Int { analyses.reduce(0) { $0 + $1.land.holes.count } }
  public var holeSquareMetres: Double {
    analyses.reduce(0) { $0 + $1.holeSquareMetres }
  }
  public var population: Double? { GapAnalysis.sum(territories.map(\.population)) }
  public var uncoveredPopulation: Double? { GapAnalysis.sum(territories.map(\.uncoveredPopulation)) }
  /// Uncovered inhabitants by each of the other ways that were asked for, all zones together.
  public var uncoveredByOthers: [Double] {
    let count = analyses.first?.uncoveredByOthers.count ?? 0
    return (0..<count).map { way in analyses.reduce(0) { $0 + $1.uncoveredByOthers[way] } }
  }
  /// Nil where the land outside the data is not known.
  public var edgeSquareMetres: Double? { GapAnalysis.sum(territories.map(\.edgeSquareMetres)) }
  public var edgePopulation: Double? { GapAnalysis.sum(territories.map(\.edgePopulation)) }
  public var residues: GapAnalysis.Residues {
    analyses.reduce(into: GapAnalysis.Residues()) { total, analysis in
      total.count += analysis.residues.count
      total.areaSquareMetres += analysis.residues.areaSquareMetres
      if let population = analysis.residues.population {
        total.population = (total.population ?? 0) + population
      }
      if let place = analysis.residues.farthest,
        place.distanceMetres > (total.farthest?.distanceMetres ?? -1)
      {
        total.farthest = place
      }
    }
  }
  public func count(_ state: TerritoryCoverage.State) -> Int {
    territories.reduce(0) { $0 + ($1.state == state ? 1 : 0) }
  }
}
