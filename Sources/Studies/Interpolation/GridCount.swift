public import Coverage
public import GeoModel
import GeoNative

/// The people of a grid by territory, with the balance: total + counted twice = inside + outside.
public struct GridCount: Sendable {
  public var method: PopulationGrid.Method
  /// Inhabitants of each territory of the layer; 0 where no square has anybody.
  public var populations: [Double]
  public var squares: Int
  public var withoutValue: Int
  public var total: Double
  public var inside: Double
  public var outside: Double
  /// What overlapping territories count beyond once.
  public var repeated: Double
  /// Squares with people that lie in several territories, or partly in none.
  public var cut: Int
  /// Squares with people of which nothing is in a territory.
  public var outsideSquares: Int

  /// - Parameter layer: its territories in `zones`.
  public init(
    _ grid: PopulationGrid, method: PopulationGrid.Method, zones: [PlaneZone], count: Int, threads: Int
  ) throws(Diagnostic) {
    self.method = method
    squares = grid.count
    withoutValue = grid.withoutValue
    total = grid.total
    populations = [Double](repeating: 0, count: count)
    (inside, outside, repeated, cut, outsideSquares) = (0, 0, 0, 0, 0)
    switch method {
    case .area: try countByArea(grid, zones, threads)
    case .center: try countByCentre(grid, zones, threads)
    }
    inside = populations.reduce(0, +)
  }

  /// Said where no territory has anybody although squares do: the CRS is likely wrong.
  public func warning(_ grid: PopulationGrid) -> Diagnostic? {
    guard total > 0, inside == 0 else { return nil }
    return Diagnostic(
      "grid.no-overlap", at: SourceLocation(file: grid.path),
      Phrase(
        en: "no inhabited square lies in a territory", fr: "aucun carreau habité n’est dans un territoire"),
      found: grid.crs.code, hint: Phrase(verbatim: "--population-grid-crs EPSG:n"))
  }

  private mutating func countByArea(
    _ grid: PopulationGrid, _ zones: [PlaneZone], _ threads: Int
  ) throws(Diagnostic) {
    let overlaps = try PlanePolygons.overlaps(
      of: grid.squares, crs: grid.crs, file: grid.path, with: zones, count: populations.count,
      threads: threads)
    // Missing squares are said apart: the figures of a territory are those of the squares that have one.
    let amounts = ArealInterpolation(overlaps, missingTolerance: 1).amounts(grid.people)
    for (target, value) in amounts.values.enumerated() { populations[target] = value ?? 0 }
    (outside, repeated) = (amounts.outside, amounts.repeated)
    var touched = [Int](repeating: 0, count: grid.count)
    for overlap in overlaps.list { touched[overlap.source] += 1 }
    let partly = Set(amounts.outsideOfSource.map(\.source))
    for (square, people) in grid.people.enumerated() where (people ?? 0) > 0 {
      if touched[square] == 0 {
        outsideSquares += 1
      } else if touched[square] > 1 || partly.contains(square) {
        cut += 1
      }
    }
  }

  private mutating func countByCentre(
    _ grid: PopulationGrid, _ zones: [PlaneZone], _ threads: Int
  ) throws(Diagnostic) {
    var owner = [Int](repeating: -1, count: grid.count)
    for zone in zones {
      let flat = try grid.centres(in: zone.crs, threads: threads)
      var column = GeometryColumn()
      for polygons in zone.polygons { column.append(polygons: polygons) }
      let owners = zone.polygons.indices.map { Int32($0) }
      let locator = PointLocator(geometry: column, owners: owners, threads: threads)
      for square in 0..<grid.count where owner[square] < 0 && flat[2 * square].isFinite {
        let found = locator.locate(x: flat[2 * square], y: flat[2 * square + 1]).territory
        if found >= 0 { owner[square] = zone.members[Int(found)] }
      }
    }
    for (square, people) in grid.people.enumerated() {
      guard let people else { continue }
      if owner[square] >= 0 {
        populations[owner[square]] += people
      } else {
        outside += people
        if people > 0 { outsideSquares += 1 }
      }
    }
  }
}

extension PopulationGrid {
  /// The centres in another CRS, NaN for those that it cannot hold or that are far from its part of France.
  func centres(in crs: CRS, threads: Int) throws(Diagnostic) -> [Double] {
    let (flat, own) = (centres, self.crs)
    let bounds = LegalCRS.allCases.first { $0.crs == crs }?.bounds.expanded(by: 3)
    let lonLat = try FailureWords.proj { () throws(ProjError) in
      try Reprojection.transform(flat, from: own, to: .wgs84, threads: threads)
    }
    var carried = try FailureWords.proj { () throws(ProjError) in
      try Reprojection.transform(flat, from: own, to: crs, threads: threads)
    }
    if let bounds {
      for index in 0..<count where !bounds.contains(lonLat[2 * index], lonLat[2 * index + 1]) {
        carried[2 * index] = .nan
        carried[2 * index + 1] = .nan
      }
    }
    return carried
  }

  /// The people of the grid as gaps count them in a zone.
  public func located(
    by method: Method, in zone: PlaneZone, threads: Int
  ) throws(Diagnostic) -> LocatedPeople {
    let known = people.map { $0 ?? 0 }
    switch method {
    case .area:
      return .squares(
        try PlanePolygons.carry(squares, from: crs, to: zone.crs, file: path, threads: threads), known)
    case .center: return .places(try centres(in: zone.crs, threads: threads), known)
    }
  }
}
