/// Per-capita figures of the territories of a level.
public struct Indicators: Sendable {
  /// Why a rate is missing, or what it leaves out.
  public enum MissingRate: String, Sendable {
    case populationUnknown = "population inconnue"
    case populationZero = "population nulle"
    /// The rate is given, without the sites of communes of unknown population and those outside the data.
    case partial = "taux sans les sites hors territoire ou de population inconnue"
  }

  public struct Row: Sendable {
    /// Empty for the line of what belongs to no territory of the level.
    public var code: String
    public var name: String?
    /// Nil where no commune has a known population.
    public var population: Double?
    public var communes: Int
    /// Communes of the whole territory, those outside the data included; nil where that is not known.
    public var communesTotal: Int?
    public var sites: Int
    /// Those in communes of known population: what the rate counts.
    public var ratedSites = 0
    public var rate: Double?
    public var lower: Double?
    public var upper: Double?
    public var missing: MissingRate?
    /// 1 for the highest rate; equal rates share a rank; nil for truncated territories and missing rates.
    public var rank: Int?

    /// The data hold only some of its communes.
    public var isTruncated: Bool { communesTotal.map { $0 > communes } ?? false }
  }

  /// Rows by ascending code; the row without a code, if any, comes last.
  public var rows: [Row]
  public var total: Row
  /// Inhabitants that the rate is given for: 100 000.
  public var base: Double
  /// Communes of the mesh without a known population.
  public var communesWithoutPopulation: [String]

  /// - Parameters:
  ///   - communes: codes of the mesh.
  ///   - sitesOf: sites in each commune of the mesh, same order.
  ///   - sitesOutside: sites in no commune of the mesh; they stand in the row without a code.
  ///   - membership: nil gives one row a commune.
  public init(
    communes: [String], names: [String?], populations: [Double?], sitesOf: [Int], sitesOutside: Int,
    membership: Membership?, base: Double = 100_000
  ) {
    var sums: [String: Row] = [:]
    var without: [String] = []
    for (index, commune) in communes.enumerated() {
      let code = membership.map { $0.levelOf[commune] ?? "" } ?? commune
      var row =
        sums[code]
        ?? Row(
          code: code, name: membership == nil ? names[index] : membership?.names[code],
          population: nil, communes: 0, communesTotal: code.isEmpty ? nil : membership?.totals[code], sites: 0
        )
      row.communes += 1
      row.sites += sitesOf[index]
      if let population = populations[index] {
        row.population = (row.population ?? 0) + population
        row.ratedSites += sitesOf[index]
      } else {
        without.append(commune)
      }
      sums[code] = row
    }
    if sitesOutside > 0 {
      var row = sums[""] ?? Row(code: "", name: nil, population: nil, communes: 0, sites: 0)
      row.sites += sitesOutside
      sums[""] = row
    }
    sums[""]?.name = "Hors niveau"
    var rows = sums.values.sorted { a, b in
      if a.code.isEmpty != b.code.isEmpty { return b.code.isEmpty }
      return a.code < b.code
    }
    for index in rows.indices { Self.rate(&rows[index], base) }
    Self.rank(&rows)
    var total = Row(
      code: "", name: "Total", population: GapAnalysis.sum(rows.map(\.population)),
      communes: rows.reduce(0) { $0 + $1.communes }, sites: rows.reduce(0) { $0 + $1.sites },
      ratedSites: rows.reduce(0) { $0 + $1.ratedSites })
    Self.rate(&total, base)
    self.rows = rows
    self.total = total
    self.base = base
    communesWithoutPopulation = without
  }

  private static func rate(_ row: inout Row, _ base: Double) {
    guard let population = row.population else {
      row.missing = .populationUnknown
      return
    }
    guard population > 0 else {
      row.missing = .populationZero
      return
    }
    if row.ratedSites < row.sites { row.missing = .partial }
    let bounds = PoissonInterval.bounds(count: row.ratedSites)
    row.rate = Double(row.ratedSites) / population * base
    row.lower = bounds.lower / population * base
    row.upper = bounds.upper / population * base
  }

  private static func rank(_ rows: inout [Row]) {
    let ranked = rows.indices.filter {
      rows[$0].rate != nil && rows[$0].missing == nil && !rows[$0].isTruncated && !rows[$0].code.isEmpty
    }
    .sorted { (rows[$0].rate ?? 0, rows[$1].code) > (rows[$1].rate ?? 0, rows[$0].code) }
    var rank = 0
    for (position, index) in ranked.enumerated() {
      if position == 0 || rows[index].rate != rows[ranked[position - 1]].rate { rank = position + 1 }
      rows[index].rank = rank
    }
  }
}
