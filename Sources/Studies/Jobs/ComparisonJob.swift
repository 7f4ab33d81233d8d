public import Coverage

/// The rates of a level beside those of larger territories, or a reference that the data do not hold.
public struct ComparisonJob: Sendable {
  public enum Reference: Sendable {
    /// A larger level.
    case level(Membership)
    case total
    /// A rate in the unit of the output, and what it is of.
    case rate(Double, label: String)
  }

  /// Ends the names of its columns: `dep`, `total`, `reference`.
  public let key: String
  /// What it is called: `DEP`, `total`, the label of a rate.
  public let title: String
  public let reference: Reference
  /// Rates of the larger territories; empty for a total and a rate.
  public private(set) var uppers: [Indicators.Row] = []
  public private(set) var holders: UpperComparison.Holders?
  /// Of a total or a given reference.
  let rate: Double?
  private var place: [String: Int] = [:]
  private var across: Set<String> = []

  public init(
    _ reference: Reference, key: String, of job: IndicatorJob, in layer: LoadedTerritories,
    populations: [Double?], membership: Membership?
  ) {
    self.reference = reference
    self.key = key
    switch reference {
    case .level(let upper):
      title = upper.level
      rate = nil
      uppers = job.indicators(by: upper).rows.filter { !$0.code.isEmpty }
      holders = UpperComparison.Holders(
        communes: layer.codes, populations: populations.isEmpty ? layer.codes.map { _ in nil } : populations,
        beyond: membership.map { Array($0.levelOf.keys) } ?? [],
        levelOf: { code in
          guard let membership else { return code }
          return membership.levelOf[code]
        }, upperOf: { upper.levelOf[$0] })
      for (index, row) in uppers.enumerated() { place[row.code] = index }
      across = Set(holders?.across ?? [])
    case .total:
      title = "total"
      rate = job.indicators.total.rate
    case .rate(let given, let label):
      title = label
      rate = given
    }
  }

  /// Larger territories that the data hold only in part.
  public var truncated: [Indicators.Row] { uppers.filter(\.isTruncated) }

  /// - Parameter row: of the level; the row of what belongs to no territory has no comparison.
  public func figure(_ row: Indicators.Row) -> UpperComparison.Figure {
    guard let holders else { return UpperComparison.compare(row, with: rate) }
    guard let code = holders.upperOf[row.code], let upper = place[code].map({ uppers[$0] }) else {
      var figure = UpperComparison.Figure()
      figure.reason = .noUpper
      return figure
    }
    var figure = UpperComparison.compare(row, with: upper.rate)
    figure.upper = code
    figure.isAcross = across.contains(row.code)
    figure.isUpperTruncated = upper.isTruncated
    return figure
  }

  /// Larger and smaller territories whose withheld counts the rates of the larger ones would tell.
  public static func told(
    by comparisons: [ComparisonJob], of job: IndicatorJob, in layer: LoadedTerritories,
    membership: Membership?, secret: Int
  ) -> (uppers: [String], territories: [String]) {
    let levels = comparisons.compactMap { comparison -> Membership? in
      if case .level(let upper) = comparison.reference { upper } else { nil }
    }
    guard !levels.isEmpty else { return ([], []) }
    let small = comparisons.flatMap { comparison in
      comparison.uppers.filter { (1..<secret).contains($0.protected(areCounts: job.protectsPeople)) }
        .map { "\(comparison.title) \($0.code)" }
    }
    let rows = job.indicators.rows.filter { !$0.code.isEmpty }
    var place: [String: Int] = [:]
    for (index, row) in rows.enumerated() { place[row.code] = index }
    var uppers: [Set<String>] = rows.map { _ in [] }
    for code in layer.codes {
      guard let row = place[membership.map { $0.levelOf[code] ?? "" } ?? code] else { continue }
      uppers[row].insert(levels.map { $0.levelOf[code] ?? "" }.joined(separator: "\u{1F}"))
    }
    let told = ComparedSecrecy.recoverable(
      counts: rows.map { $0.protected(areCounts: job.protectsPeople) },
      isWithheld: rows.map { $0.secrecy != nil },
      uppers: uppers)
    return (small, told.map { rows[$0].code })
  }
}

extension IndicatorJob {
  /// True where secrecy protects people or events rather than sites.
  var protectsPeople: Bool {
    switch measure {
    case .sites, .capacity: false
    case .people, .events: true
    }
  }
}
