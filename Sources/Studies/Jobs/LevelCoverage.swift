public import Coverage

/// The coverage of a level's territories: sums over the mesh.
public struct LevelCoverage: Sendable {
  public struct Row: Sendable {
    public var code: String
    public var name: String?
    public var communes = 0
    /// Communes of the whole territory, those outside the data included.
    public var communesTotal: Int
    public var areaSquareMetres = 0.0
    public var uncoveredSquareMetres = 0.0
    public var population: Double?
    public var uncoveredPopulation: Double?

    /// The data hold only some of its communes.
    public var isTruncated: Bool { communesTotal > communes }
    public var uncoveredShare: Double? {
      guard let population, let uncoveredPopulation, population > 0 else { return nil }
      return uncoveredPopulation / population
    }
  }

  public var level: String
  /// By ascending code.
  public var rows: [Row]

  public init(_ coverage: [TerritoryCoverage], codes: [String], membership: Membership) {
    level = membership.level
    var rows: [String: Row] = [:]
    for (index, commune) in codes.enumerated() {
      guard let code = membership.levelOf[commune] else { continue }
      var row =
        rows[code]
        ?? Row(code: code, name: membership.names[code], communesTotal: membership.totals[code] ?? 0)
      row.communes += 1
      row.areaSquareMetres += coverage[index].areaSquareMetres
      row.uncoveredSquareMetres += coverage[index].uncoveredSquareMetres
      if let population = coverage[index].population {
        row.population = (row.population ?? 0) + population
        row.uncoveredPopulation = (row.uncoveredPopulation ?? 0) + (coverage[index].uncoveredPopulation ?? 0)
      }
      rows[code] = row
    }
    self.rows = rows.values.sorted { $0.code < $1.code }
  }
}
