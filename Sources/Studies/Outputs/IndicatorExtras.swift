public import Coverage
import GeoFormats

/// Columns that options add to the per-capita figures.
public struct IndicatorExtras: Sendable {
  enum Cell {
    case number(Double?)
    case text(String)
    case flag(Bool)
    /// "s" in CSV, null in JSON.
    case secret
  }

  /// `capacite`, `personnes` or `evenements`; nil where sites are counted.
  public var amountName: String?
  /// False where events come from a table: there is no count of sites.
  public var hasSites = true
  /// Adds `taux_lisse`.
  public var isSmoothed = false
  /// Nil where no published territory has people.
  public var smoothing: EmpiricalBayes?
  /// Codes of the territories that `smoothing` has rates of, in its order.
  private var smoothed: [String: Int] = [:]
  /// Adds the limits of the funnel and the comparison with the total.
  public var hasFunnel = false
  /// Adds rates standardised by age.
  public var standardisation: StandardisationJob?
  public var comparisons: [ComparisonJob] = []

  public init() {}

  public init(_ job: IndicatorJob, smooth: Bool, funnel: Bool) {
    switch job.measure {
    case .sites: break
    case .capacity: amountName = "capacite"
    case .people: amountName = "personnes"
    case .events:
      amountName = "evenements"
      hasSites = false
    }
    hasFunnel = funnel
    isSmoothed = smooth
    guard smooth else { return }
    // Only what is published: a secret count must not show through the variance.
    let rows = job.indicators.rows.filter { !$0.code.isEmpty && $0.secrecy == nil }
    smoothing = EmpiricalBayes(events: rows.map(\.rated), people: rows.map(\.ratedPopulation))
    for (index, row) in rows.enumerated() { smoothed[row.code] = index }
  }

  static let funnelNames = [
    "funnel95_bas", "funnel95_haut", "funnel998_bas", "funnel998_haut", "funnel", "rapport_total",
    "rapport_ic95_bas", "rapport_ic95_haut",
  ]

  /// A comparison with the total has the ratio to it already.
  private var ownFunnelNames: ArraySlice<String> {
    guard hasFunnel else { return [] }
    return comparisons.contains { $0.key == "total" } ? Self.funnelNames.prefix(5) : Self.funnelNames[...]
  }

  public var names: [String] {
    (amountName.map { [$0] } ?? []) + (isSmoothed ? ["taux_lisse"] : []) + ownFunnelNames
      + (standardisation.map(StandardisedColumns.names) ?? []) + comparisons.flatMap(ComparedColumns.names)
  }

  /// The cells of a row, as many as `names`; "s" where its figures are secret.
  ///
  /// - Parameter index: of the row; nil for the total.
  func cells(_ row: Indicators.Row, at index: Int?, _ indicators: Indicators) -> [Cell] {
    guard row.secrecy == nil else { return names.map { _ in .secret } }
    var cells: [Cell] = []
    if amountName != nil { cells.append(.number(row.amount)) }
    if isSmoothed {
      let rate = smoothed[row.code].flatMap { smoothing?.rates[$0] }
      cells.append(.number(rate.map { $0 * indicators.base }))
    }
    if hasFunnel { cells += funnel(row, indicators).prefix(ownFunnelNames.count) }
    if let standardisation {
      cells += StandardisedColumns.cells(standardisation, at: index, base: indicators.base)
    }
    for comparison in comparisons {
      cells += row.code.isEmpty ? ComparedColumns.empty(comparison) : ComparedColumns.cells(comparison, row)
    }
    return cells
  }

  /// Limits of the rate around that of the total, and the ratio to it.
  private func funnel(_ row: Indicators.Row, _ indicators: Indicators) -> [Cell] {
    guard let people = row.ratedPopulation, people > 0, row.rate != nil, let rate = indicators.total.rate,
      rate > 0, !row.code.isEmpty
    else { return Self.funnelNames.map { $0 == "funnel" ? .text("") : .number(nil) } }
    let expected = rate / indicators.base * people
    let funnel = Funnel(count: Int(row.rated), expected: expected)
    return funnel.limits.map { .number($0 / people * indicators.base) }
      + [
        .text(funnel.word), .number(funnel.ratio?.value), .number(funnel.ratio?.lower),
        .number(funnel.ratio?.upper),
      ]
  }

  /// A count against the limits of one expected.
  struct Funnel {
    /// Of the count: 95 % low and high, 99.8 % low and high.
    let limits: [Double]
    /// `dans`, `haut 95`, `bas 99,8`…
    let word: String
    /// Observed over expected, with its exact bounds.
    let ratio: (value: Double, lower: Double, upper: Double)?

    init(count: Int, expected: Double) {
      let inner = FunnelLimits(expected: expected, confidence: 0.95)
      let outer = FunnelLimits(expected: expected, confidence: 0.998)
      limits = [inner.lower, inner.upper, outer.lower, outer.upper]
      word =
        switch (outer.position(of: count), inner.position(of: count)) {
        case (.above, _): "haut 99,8"
        case (.below, _): "bas 99,8"
        case (_, .above): "haut 95"
        case (_, .below): "bas 95"
        default: "dans"
        }
      ratio = StandardisedRates.ratio(observed: count, expected: expected).map {
        ($0.value, $0.lower, $0.upper)
      }
    }
  }

  func members(
    _ row: Indicators.Row, at index: Int?, _ indicators: Indicators
  ) -> [(key: String, value: JSONValue)] {
    zip(names, cells(row, at: index, indicators)).map { name, cell in
      switch cell {
      case .secret: return (name, .null)
      case .number(let value): return (name, Figures.number(value, 6))
      case .text(let text): return (name, text.isEmpty ? .null : .string(text))
      case .flag(let flag): return (name, .bool(flag))
      }
    }
  }
}
