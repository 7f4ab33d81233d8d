public import GeoModel
public import GeoNative

/// Places too far from every site, as objects, and what each territory has of them.
public struct GapAnalysis: Sendable {
  public struct Options: Sendable {
    /// Uncovered pieces below this area that hold no whole territory are counted apart.
    public var minimumGapSquareMetres: Double
    /// Mean width below which an enclosed hole between territories is an artefact of drawing.
    public var sliverWidthMetres: Double
    /// Ellipsoidal over plane area of each territory, to give ellipsoidal areas; empty for plane ones.
    public var areaFactors: [Double] = []
    public var threads: Int

    public init(minimumGapSquareMetres: Double = 1e6, sliverWidthMetres: Double = 250, threads: Int = 1) {
      self.minimumGapSquareMetres = minimumGapSquareMetres
      self.sliverWidthMetres = sliverWidthMetres
      self.threads = threads
    }

    func factor(_ territory: Int) -> Double { areaFactors.isEmpty ? 1 : areaFactors[territory] }
  }

  /// What was too small to be a gap.
  public struct Residues: Sendable {
    public var count = 0
    public var areaSquareMetres = 0.0
    public var population: Double?
    /// The farthest place of those that may be inhabited.
    public var farthest: FarthestPlace?
    /// Those that may be inhabited.
    var inhabited: [MultiPolygon] = []
  }

  public var territories: [TerritoryCoverage]
  /// Most inhabitants first, then the largest area.
  public var gaps: [Gap]
  public var residues: Residues
  public var land: TerritoryUnion
  /// Uncovered land, overlaps of territories counted once.
  public var uncoveredSquareMetres: Double
  public var isEdgeKnown: Bool
  /// Uncovered inhabitants by each of the other ways that were asked for.
  public var uncoveredByOthers: [Double]

  public var landSquareMetres: Double
  public var overlapSquareMetres: Double
  public var sliverSquareMetres: Double
  public var holeSquareMetres: Double

  public var coveredSquareMetres: Double { landSquareMetres - uncoveredSquareMetres }
  public var population: Double? { Self.sum(territories.map(\.population)) }
  public var uncoveredPopulation: Double? { Self.sum(territories.map(\.uncoveredPopulation)) }

  /// - Parameters:
  ///   - polygons: valid territories in one plane CRS.
  ///   - reach: what the sites cover, in the same CRS.
  ///   - populations: inhabitants of each territory; nil where unknown. Empty where none is known.
  ///   - landOutside: land outside the data within the threshold, or nil where that is not known.
  ///   - known: the land of the polygons where it was computed before, with the same width of slivers.
  ///   - people: where the inhabitants are known to be; nil shares each territory's out by area.
  ///   - others: other ways to know it, of which only the uncovered inhabitants are given.
  public init(
    _ polygons: [MultiPolygon], reach: Reach, populations: [Double?], landOutside: [MultiPolygon]?,
    land known: TerritoryUnion? = nil, people: LocatedPeople? = nil, others: [LocatedPeople] = [],
    options: Options
  ) throws(GEOSError) {
    let threads = options.threads
    if let known {
      land = known
    } else {
      land = try TerritoryUnion(polygons, sliverWidthMetres: options.sliverWidthMetres, threads: threads)
    }
    let uncovered = try reach.uncovered(of: polygons, threads: threads)
    var pieces = UncoveredPieces(uncovered, factors: options.areaFactors)
    isEdgeKnown = landOutside != nil
    if let landOutside {
      let zone = try StudyEdge.zone(
        landOutside, land: land.polygons, metres: reach.metres, segments: reach.segments, threads: threads)
      try pieces.measureEdge(zone, threads: threads)
    }
    uncoveredByOthers = []
    for other in others {
      uncoveredByOthers.append(try pieces.people(other, threads: threads).reduce(0, +))
    }
    if let people { pieces.count(try pieces.people(people, threads: threads)) }
    territories = polygons.indices.map { index in
      TerritoryCoverage(
        areaSquareMetres: polygons[index].area * options.factor(index),
        uncoveredSquareMetres: uncovered[index].area * options.factor(index),
        population: populations.isEmpty ? nil : populations[index],
        edgeSquareMetres: landOutside == nil ? nil : 0, countedUncovered: people == nil ? nil : 0,
        countedEdge: people == nil || landOutside == nil ? nil : 0)
    }
    for piece in pieces.all {
      territories[piece.territory].countedUncovered? += piece.people ?? 0
      territories[piece.territory].countedEdge? += piece.edgePeople
      territories[piece.territory].edgeSquareMetres? += piece.edgeSquareMetres
    }
    let slivers = try reach.uncovered(of: land.slivers, threads: threads)
    let components = try GapComponents(pieces, bridges: slivers, threads: threads)
    uncoveredSquareMetres = components.areaSquareMetres
    let plane = polygons.reduce(0) { $0 + $1.area }
    let factor = plane > 0 ? territories.reduce(0) { $0 + $1.areaSquareMetres } / plane : 1
    landSquareMetres = land.areaSquareMetres * factor
    // The union of pieces is snapped to a grid and may exceed the land by a few square metres.
    uncoveredSquareMetres = min(uncoveredSquareMetres, landSquareMetres)
    overlapSquareMetres = land.overlapSquareMetres * factor
    sliverSquareMetres = land.sliverSquareMetres * factor
    holeSquareMetres = land.holes.reduce(0) { $0 + $1.area } * factor
    (gaps, residues) = Self.collect(components, pieces, territories, options)
    try locateFarthest(reach: reach, polygons, threads: threads)
  }

  /// Sums pieces into gaps, and sets the small ones apart.
  private static func collect(
    _ components: GapComponents, _ pieces: UncoveredPieces, _ territories: [TerritoryCoverage],
    _ options: Options
  ) -> ([Gap], Residues) {
    let hasPopulation = territories.contains { $0.population != nil }
    var gaps: [Gap] = []
    var residues = Residues(population: hasPopulation ? 0 : nil)
    for group in components.groups {
      var areas: [Int: Double] = [:]
      var edges: [Int: Double] = [:]
      var counted: [Int: Double] = [:]
      var countedEdges: [Int: Double] = [:]
      for index in group.pieces {
        let piece = pieces.all[index]
        areas[piece.territory, default: 0] += piece.areaSquareMetres
        edges[piece.territory, default: 0] += piece.edgeSquareMetres
        if let people = piece.people {
          counted[piece.territory, default: 0] += people
          countedEdges[piece.territory, default: 0] += piece.edgePeople
        }
      }
      let touched = areas.keys.sorted()
      func people(_ parts: [Int: Double], counted: [Int: Double]) -> Double? {
        // Unknown everywhere in the gap is not nobody.
        guard hasPopulation, touched.contains(where: { territories[$0].population != nil }) else {
          return nil
        }
        return touched.reduce(0) { total, index in
          let territory = territories[index]
          guard let population = territory.population, territory.areaSquareMetres > 0 else { return total }
          if territory.countedUncovered != nil { return total + (counted[index] ?? 0) }
          return total + population * (parts[index] ?? 0) / territory.areaSquareMetres
        }
      }
      let population = people(areas, counted: counted)
      let holdsWhole = touched.contains { index in
        territories[index].state == .uncovered
          && (areas[index] ?? 0) > 0.5 * territories[index].areaSquareMetres
      }
      guard group.areaSquareMetres >= options.minimumGapSquareMetres || holdsWhole else {
        residues.count += 1
        residues.areaSquareMetres += group.areaSquareMetres
        if let population { residues.population = population + (residues.population ?? 0) }
        if (population ?? 1) > 0 { residues.inhabited.append(group.polygons) }
        continue
      }
      let isEdgeKnown = territories.contains { $0.edgeSquareMetres != nil }
      let weights = touched.map { index -> Double in
        let area = areas[index] ?? 0
        guard let population = territories[index].population else { return hasPopulation ? 0 : area }
        if territories[index].countedUncovered != nil { return counted[index] ?? 0 }
        return population * area / max(territories[index].areaSquareMetres, 1e-9)
      }
      let main = zip(touched, weights).max { $0.1 < $1.1 || ($0.1 == $1.1 && $0.0 > $1.0) }?.0 ?? 0
      gaps.append(
        Gap(
          polygons: group.polygons, areaSquareMetres: group.areaSquareMetres, population: population,
          edgeSquareMetres: isEdgeKnown ? edges.values.sorted().reduce(0, +) : nil,
          edgePopulation: isEdgeKnown ? people(edges, counted: countedEdges) : nil,
          territories: touched.map { ($0, areas[$0] ?? 0) }, mainTerritory: main, farthest: nil,
          farthestTerritory: nil))
    }
    gaps.sort { a, b in
      if (a.population ?? 0) != (b.population ?? 0) { return (a.population ?? 0) > (b.population ?? 0) }
      return a.areaSquareMetres > b.areaSquareMetres
    }
    return (gaps, residues)
  }

  private mutating func locateFarthest(
    reach: Reach, _ polygons: [MultiPolygon], threads: Int
  ) throws(GEOSError) {
    guard !gaps.isEmpty || !residues.inhabited.isEmpty, reach.count > 0 else { return }
    let vertices = try VoronoiVertices.of(reach.places, around: land.polygons.envelope)
    let all = gaps.map(\.polygons) + residues.inhabited
    let found = ParallelMap.map(count: all.count, threads: threads) { index in
      FarthestPlace.find(
        in: all[index], sites: reach.index, places: reach.places, voronoiVertices: vertices)
    }
    for index in gaps.indices {
      gaps[index].farthest = found[index]
      gaps[index].farthestTerritory = found[index].flatMap {
        Self.territory(of: $0.place, among: gaps[index].territories.map(\.index), polygons)
      }
    }
    for case let place? in found[gaps.count...]
    where place.distanceMetres > (residues.farthest?.distanceMetres ?? -1) {
      residues.farthest = place
    }
  }

  /// The territory that holds a place, or the nearest one: the place may lie a hair outside, on the grid of the gap.
  private static func territory(
    of place: Position, among candidates: [Int], _ polygons: [MultiPolygon]
  ) -> Int? {
    var column = GeometryColumn()
    for candidate in candidates { column.append(polygons: polygons[candidate]) }
    let owners = candidates.indices.map { Int32($0) }
    let found = PointLocator(geometry: column, owners: owners).locate(x: place.x, y: place.y).territory
    if found >= 0 { return candidates[Int(found)] }
    return candidates.min { a, b in
      polygons[a].distanceToOutline(from: place) < polygons[b].distanceToOutline(from: place)
    }
  }

  static func sum(_ values: [Double?]) -> Double? {
    values.reduce(nil as Double?) { total, value in
      guard let value else { return total }
      return (total ?? 0) + value
    }
  }
}
