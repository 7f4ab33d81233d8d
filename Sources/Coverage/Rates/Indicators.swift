/// Per-capita figures of the territories of a level.
public struct Indicators: Sendable {
  /// Why a rate is missing, or what it leaves out.
  public enum MissingRate: String, Sendable {
    case populationUnknown = "population inconnue"
    case populationZero = "population nulle"
    /// The rate is given, without the sites of communes of unknown population and those outside the data.
    case partial = "taux sans les sites hors territoire ou de population inconnue"
    /// The rate is given, without the sites of unknown capacity.
    case capacityUnknown = "taux sans les sites de capacité inconnue"
    case partialCapacity = "taux sans les sites hors territoire, de population ou de capacité inconnue"
    /// No site of the territory has a known capacity.
    case capacityMissing = "capacité inconnue"
    /// The rate is given, without events outside the data and communes of unknown events or population.
    case eventsPartial =
      "taux sans les événements hors territoire ni les communes d’événements ou de population inconnus"
    case eventsMissing = "événements inconnus"
  }

  public struct Row: Sendable {
    /// Empty for the line of what belongs to no territory of the level.
    public var code: String
    public var name: String?
    /// Nil where no commune has a known population.
    public var population: Double?
    /// People that the rate counts: those of communes whose events are known.
    public var ratedPopulation: Double?
    public var communes: Int
    /// Communes of the whole territory, those outside the data included; nil where that is not known.
    public var communesTotal: Int?
    public var sites: Int
    /// Those in communes of known population: what the rate counts.
    public var ratedSites = 0
    /// Capacity, people or events, where these are what is counted; nil for sites, and where all are unknown.
    public var amount: Double?
    /// False where sites are counted.
    public var isAmount = false
    /// Those in communes of known population.
    public var ratedAmount = 0.0
    /// Sites of unknown capacity, or communes of unknown events.
    public var unknownAmounts = 0
    /// Why the figures of the row may not be published; nil where they may.
    public var secrecy: Secrecy.Reason?
    /// People are counted and protected: the sites beside them are not, and are not published.
    public var areSitesSecret = false
    public var rate: Double?
    public var lower: Double?
    public var upper: Double?
    public var missing: MissingRate?
    /// 1 for the highest rate; equal rates share a rank; nil for truncated territories and missing rates.
    public var rank: Int?

    /// What the rate counts.
    public var rated: Double { isAmount ? ratedAmount : Double(ratedSites) }

    /// The count that secrecy protects: people or events where these are counted, else sites.
    public func protected(areCounts: Bool) -> Int { areCounts && isAmount ? Int(amount ?? 0) : sites }

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
  /// False where `secret` cannot be kept: the total alone would tell the counts.
  public var isSecretKept = true
  /// Withheld territories with counts that rates leave out: the rate of the total would tell them from the others.
  public var toldByRate: [String] = []

  /// What is counted instead of sites.
  public struct Amounts: Sendable {
    /// Of each commune of the mesh.
    public var of: [Double]
    public var outside: Double
    /// Sites of unknown amount, in each commune and outside.
    public var unknownOf: [Int]
    public var unknownOutside: Int
    /// Of the total, all and in communes of known population, where territories do not add up to it.
    public var total: (all: Double, rated: Double)?
    /// True for whole numbers of people or events, whose interval is Poisson's.
    public var areCounts: Bool
    /// Events come by commune rather than by site: a commune of unknown events is left out with its people.
    public var areEvents = false

    public init(
      of: [Double], outside: Double, unknownOf: [Int], unknownOutside: Int,
      total: (all: Double, rated: Double)? = nil, areCounts: Bool
    ) {
      self.of = of
      self.outside = outside
      self.unknownOf = unknownOf
      self.unknownOutside = unknownOutside
      self.total = total
      self.areCounts = areCounts
    }
  }

  /// - Parameters:
  ///   - communes: codes of the mesh.
  ///   - sitesOf: sites in each commune of the mesh, same order.
  ///   - sitesOutside: sites in no commune of the mesh; they stand in the row without a code.
  ///   - membership: nil gives one row a commune.
  ///   - amounts: what rates count instead of sites.
  ///   - secret: least number of sites, or of people, that a territory may publish; nil for no secrecy. The row of
  ///     what belongs to no territory is about the data and stays.
  public init(
    communes: [String], names: [String?], populations: [Double?], sitesOf: [Int], sitesOutside: Int,
    membership: Membership?, base: Double = 100_000, amounts: Amounts? = nil, secret: Int? = nil
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
      let isKnown = !(amounts?.areEvents ?? false) || amounts?.unknownOf[index] == 0
      if let population = populations[index] {
        row.population = (row.population ?? 0) + population
        if isKnown { row.ratedPopulation = (row.ratedPopulation ?? 0) + population }
        row.ratedSites += sitesOf[index]
        row.ratedAmount += amounts?.of[index] ?? 0
      } else {
        without.append(commune)
      }
      if let amounts { row.add(amounts.of[index], unknown: amounts.unknownOf[index]) }
      sums[code] = row
    }
    if sitesOutside > 0 || (amounts?.areEvents ?? false) && (amounts?.outside ?? 0) > 0 {
      var row = sums[""] ?? Row(code: "", name: nil, population: nil, communes: 0, sites: 0)
      row.sites += sitesOutside
      if let amounts { row.add(amounts.outside, unknown: amounts.unknownOutside) }
      sums[""] = row
    }
    sums[""]?.name = "Hors niveau"
    var rows = sums.values.sorted { a, b in
      if a.code.isEmpty != b.code.isEmpty { return b.code.isEmpty }
      return a.code < b.code
    }
    let hasInterval = amounts?.areCounts ?? true
    let areEvents = amounts?.areEvents ?? false
    for index in rows.indices {
      if rows[index].hasNoAmount(areEvents) { rows[index].amount = nil }
      Self.rate(&rows[index], base, hasInterval, areEvents)
    }
    if let secret { isSecretKept = Self.withhold(&rows, below: secret, areCounts: hasInterval) }
    Self.rank(&rows)
    var total = Row(
      code: "", name: "Total", population: GapAnalysis.sum(rows.map(\.population)),
      communes: rows.reduce(0) { $0 + $1.communes }, sites: rows.reduce(0) { $0 + $1.sites },
      ratedSites: rows.reduce(0) { $0 + $1.ratedSites })
    total.ratedPopulation = GapAnalysis.sum(rows.map(\.ratedPopulation))
    if let amounts {
      total.isAmount = true
      total.amount = amounts.total?.all ?? rows.reduce(0) { $0 + ($1.amount ?? 0) }
      total.ratedAmount = amounts.total?.rated ?? rows.reduce(0) { $0 + $1.ratedAmount }
      total.unknownAmounts = rows.reduce(0) { $0 + $1.unknownAmounts }
    }
    if total.hasNoAmount(areEvents) { total.amount = nil }
    Self.rate(&total, base, hasInterval, areEvents)
    if hasInterval && secret != nil && total.rate != nil {
      toldByRate =
        rows.filter { $0.secrecy != nil && Int($0.rated) != $0.protected(areCounts: true) }.map(\.code)
    }
    self.rows = rows
    self.total = total
    self.base = base
    communesWithoutPopulation = without
  }

  /// Counts are people where people are counted, else sites: a capacity belongs to the sites that have it.
  private static func withhold(_ rows: inout [Row], below minimum: Int, areCounts: Bool) -> Bool {
    let territories = rows.indices.filter { !rows[$0].code.isEmpty }
    let counts = territories.map { rows[$0].protected(areCounts: areCounts) }
    let secrecy = Secrecy(counts, minimum: minimum)
    guard secrecy.isPossible, secrecy.recoverable(in: counts).isEmpty else { return false }
    for (place, index) in territories.enumerated() {
      rows[index].secrecy = secrecy.reasons[place]
      rows[index].areSitesSecret = areCounts && rows[index].isAmount
    }
    return true
  }

  private static func rate(_ row: inout Row, _ base: Double, _ hasInterval: Bool, _ areEvents: Bool) {
    guard row.population != nil else {
      row.missing = .populationUnknown
      return
    }
    guard !row.hasNoAmount(areEvents), let population = row.ratedPopulation else {
      row.missing = areEvents ? .eventsMissing : .capacityMissing
      return
    }
    // A population of 1e-320 is none either: its rate is no number.
    guard population > 0, (row.rated / population * base).isFinite else {
      row.missing = .populationZero
      return
    }
    if areEvents {
      if row.unknownAmounts > 0 || row.ratedAmount < row.amount ?? 0 { row.missing = .eventsPartial }
    } else if row.ratedSites < row.sites {
      row.missing = row.unknownAmounts > 0 ? .partialCapacity : .partial
    } else if row.unknownAmounts > 0 {
      row.missing = .capacityUnknown
    }
    row.rate = row.rated / population * base
    guard hasInterval else { return }
    let bounds = PoissonInterval.bounds(count: Int(row.rated))
    row.lower = bounds.lower / population * base
    row.upper = bounds.upper / population * base
  }

  private static func rank(_ rows: inout [Row]) {
    let ranked = rows.indices.filter {
      rows[$0].rate != nil && rows[$0].missing == nil && rows[$0].secrecy == nil && !rows[$0].isTruncated
        && !rows[$0].code.isEmpty
    }
    .sorted { (rows[$0].rate ?? 0, rows[$1].code) > (rows[$1].rate ?? 0, rows[$0].code) }
    var rank = 0
    for (position, index) in ranked.enumerated() {
      if position == 0 || rows[index].rate != rows[ranked[position - 1]].rate { rank = position + 1 }
      rows[index].rank = rank
    }
  }
}

extension Indicators.Row {
  fileprivate mutating func add(_ more: Double, unknown: Int) {
    isAmount = true
    amount = (amount ?? 0) + more
    unknownAmounts += unknown
  }

  /// Nothing of what is counted is known here, which is not 0.
  fileprivate func hasNoAmount(_ areEvents: Bool) -> Bool {
    isAmount && unknownAmounts > 0 && unknownAmounts == (areEvents ? communes : sites)
  }
}
