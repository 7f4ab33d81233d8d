import Coverage
import Reports

/// What `lissage` and `entonnoir` add to the rates of a count: the columns of `maillage indicators`, by territory.
struct RateExtras: Sendable {
  private let smoothing: EmpiricalBayes?
  private let hasFunnel: Bool
  private let rated: [Double?]
  private let populations: [Double?]
  private let base: Double
  /// Events a person over all territories with a rate; nil without any.
  private let common: Double?

  init(_ level: MeasuredLevel, _ populations: [Double?], base: Double, smooth: Bool, funnel: Bool) {
    (rated, self.populations, self.base) = (level.rated, populations, base)
    smoothing = smooth ? EmpiricalBayes(events: level.rated.map { $0 ?? 0 }, people: populations) : nil
    hasFunnel = funnel
    var (events, people) = (0.0, 0.0)
    for (index, population) in populations.enumerated() {
      guard let population, population > 0, let count = level.rated[index] else { continue }
      events += count
      people += population
    }
    common = people > 0 && events > 0 ? events / people : nil
  }

  var isEmpty: Bool { smoothing == nil && !hasFunnel }

  func columns(_ key: String, _ rateKey: String, _ kind: FigureTable.Kind) -> [FigureTable.Column] {
    var columns: [FigureTable.Column] = []
    if smoothing != nil { columns.append(.init(rateKey + "_lisse", "Lissé", kind)) }
    if hasFunnel {
      columns += IndicatorExtras.funnelNames.map { name in
        .init("\(key)_\(name)", name == "funnel" ? "Entonnoir" : nil, name == "funnel" ? .text : kind)
      }
    }
    return columns
  }

  /// As many as `columns`.
  func cells(_ index: Int) -> [FigureTable.Figure] {
    var cells: [FigureTable.Figure] = []
    if let smoothing { cells.append(.init(smoothing.rates[index].map { $0 * base })) }
    guard hasFunnel else { return cells }
    guard let people = populations[index], people > 0, let count = rated[index], let common else {
      return cells + IndicatorExtras.funnelNames.map { $0 == "funnel" ? .text("") : .missing }
    }
    let funnel = IndicatorExtras.Funnel(count: Int(count), expected: common * people)
    cells += funnel.limits.map { .number($0 / people * base) }
    return cells + [
      .text(funnel.word), .init(funnel.ratio?.value), .init(funnel.ratio?.lower), .init(funnel.ratio?.upper),
    ]
  }

  /// Empty cells of a total.
  var blank: [FigureTable.Figure] {
    (smoothing == nil ? [] : [.text("")])
      + (hasFunnel ? IndicatorExtras.funnelNames.map { _ in .text("") } : [])
  }

  /// Territories outside the outer limits.
  func outliers(_ indices: [Int]) -> (above: [Int], below: [Int]) {
    guard hasFunnel, let common else { return ([], []) }
    func word(_ index: Int) -> String? {
      guard let people = populations[index], people > 0, let count = rated[index] else { return nil }
      return IndicatorExtras.Funnel(count: Int(count), expected: common * people).word
    }
    return (indices.filter { word($0) == "haut 99,8" }, indices.filter { word($0) == "bas 99,8" })
  }

  var method: [Prose] {
    var items: [Prose] = []
    if let smoothing {
      items.append(
        smoothing.variance > 0
          ? "Taux lissé : estimateur bayésien empirique (Marshall, 1991), qui tire d’autant plus vers la moyenne que le territoire est petit ; il se lit sur une carte, il ne remplace pas le taux observé."
          : "Taux lissé : les écarts entre territoires ne dépassent pas le hasard, tous sont ramenés au taux de l’ensemble."
      )
    }
    if hasFunnel {
      items.append(
        "Entonnoir : le nombre de chaque territoire est comparé à celui que donnerait le taux de l’ensemble, avec des limites de Poisson à 95 % et à 99,8 % ; « dans » veut dire que l’écart peut tenir au hasard."
      )
    }
    return items
  }
}
