import Coverage
import Reports

/// The columns of one measure: its value, its rate and, for a count, the interval of the rate.
struct RateColumns {
  let frame: LevelFrame
  let level: MeasuredLevel
  let base: Double
  let unit: String?
  let title: String
  var key: String
  /// Smoothed rates and funnels; nil for none.
  var extras: RateExtras?
  private let numbers = FrenchNumber.typographic

  init(frame: LevelFrame, level: MeasuredLevel, base: Double, unit: String?, title: String, key: String) {
    (self.frame, self.level, self.base) = (frame, level, base)
    (self.unit, self.title, self.key) = (unit, title, key)
  }

  /// `reunions_pour_100k`, `euros_par_habitant`
  var rateKey: String {
    base == 1 ? key + "_par_habitant" : key + IndicatorTable.rateName(base).dropFirst("taux".count)
  }

  private var per: String { base == 1 ? "par habitant" : "pour \(numbers.short(base)) hab." }
  /// A count of a single thing has an interval; a project that counts in several territories has none.
  var hasInterval: Bool { level.isCount && level.distinct == nil }
  private var rateKind: FigureTable.Kind { .number(decimals: decimals) }
  /// Two, or three where the bounds of small rates would be 0,00.
  private var decimals: Int {
    let highest = frame.codes.indices.compactMap { rate($0) }.max() ?? 0
    return hasInterval && highest < 1 ? 3 : 2
  }

  var columns: [FigureTable.Column] {
    let titled = unit.map { FrenchWords.inSentence(title) == $0 ? title : "\(title) (\($0))" } ?? title
    var columns: [FigureTable.Column] = [
      .init(key, titled, level.isCount ? .count : .number(decimals: 0)),
      .init(rateKey, FrenchWords.sentence(per), rateKind),
    ]
    if hasInterval {
      columns += [
        .init(key + "_ic95_bas", nil, rateKind), .init(key + "_ic95_haut", nil, rateKind),
        .init("", "Intervalle à 95 %", .number(decimals: 0)),
      ]
    }
    return columns + (extras?.columns(key, rateKey, rateKind) ?? [])
  }

  func rate(_ index: Int) -> Double? {
    if level.isOfWholeTerritories && frame.isTruncated(index) { return nil }
    guard let value = level.rated[index], let people = frame.populations[index], people > 0 else {
      return nil
    }
    return value / people * base
  }

  func row(_ index: Int) -> [FigureTable.Figure] {
    cells(level.values[index], rate(index), level.rated[index], frame.populations[index])
      + (extras?.cells(index) ?? [])
  }

  private func cells(
    _ value: Double?, _ rate: Double?, _ rated: Double?, _ people: Double?
  ) -> [FigureTable.Figure] {
    var cells: [FigureTable.Figure] = [
      value.map { level.isCount ? .count(Int($0)) : .number($0) } ?? .missing, .init(rate),
    ]
    guard hasInterval else { return cells }
    guard rate != nil, let rated, let people else { return cells + [.missing, .missing, .missing] }
    let bounds = PoissonInterval.bounds(count: Int(rated))
    let (low, high) = (bounds.lower / people * base, bounds.upper / people * base)
    func text(_ bound: Double) -> String { numbers.decimal(bound, decimals: decimals) }
    cells += [.number(low), .number(high), .text("\(text(low))\u{A0}à\u{A0}\(text(high))")]
    return cells
  }

  var outsideRow: [FigureTable.Figure] {
    let value: FigureTable.Figure = level.isCount ? .count(Int(level.outside)) : .number(level.outside)
    return [value, .text("")] + (hasInterval ? [.text(""), .text(""), .text("")] : []) + (extras?.blank ?? [])
  }

  func totalRate(_ population: Double?) -> Double? {
    // What lies outside the data has no inhabitants here.
    guard let population, population > 0 else { return nil }
    return (level.total - level.outside) / population * base
  }

  func totalRow(_ population: Double?) -> [FigureTable.Figure] {
    let whole = level.total - level.outside
    let isKnown = level.isCount || level.values.contains { $0 != nil }
    let rate = isKnown && !isPartlyKnown ? totalRate(population) : nil
    var row = cells(isKnown ? level.total : nil, rate, whole, population)
    if !isKnown { row[0] = .missing }
    return row + (extras?.blank ?? [])
  }

  /// Amounts known for some territories only: their sum over all inhabitants would mean nothing.
  private var isPartlyKnown: Bool { !level.isCount && level.values.contains { $0 == nil } }

  var balanceParts: [(value: Double, name: String)] {
    if let distinct = level.distinct {
      return [(Double(distinct), "dont le territoire touche \(FrenchWords.territories(frame.count))")]
    }
    let inside = level.values.reduce(0) { $0 + ($1 ?? 0) }
    var parts = [(value: inside, name: "dans \(FrenchWords.territories(frame.count))")]
    if level.outside != 0 { parts.append((level.outside, "hors de ce niveau")) }
    return parts
  }

  /// French counts in the singular below two: `0,43 euro`, `2 euros`.
  private func unit(for value: Double) -> String? {
    guard let unit, unit.hasSuffix("s"), value.magnitude < 2 else { return unit }
    return String(unit.dropLast())
  }

  /// True where no figure is known at all.
  var isUnknown: Bool { !level.isCount && !level.values.contains { $0 != nil } }

  /// The total and the two ends.
  func sentence(_ population: Double?) -> Prose {
    let known = frame.codes.indices.filter { rate($0) != nil && !frame.isTruncated($0) }
    let all = frame.codes.indices.filter { !frame.isTruncated($0) }
    func amount(_ value: Double) -> String { numbers.short(value, decimals: 0, unit: unit(for: value)) }
    func text(_ rate: Double?) -> String {
      numbers.decimal(rate, decimals: decimals, unit: unit(for: rate ?? 0)) + " " + per
    }
    guard !isUnknown else {
      return Prose("\(title) : aucun chiffre n’est publié pour ces territoires (n.d.).")
    }
    if known.count == 1, all.count == 1, let only = known.first {
      return Prose(
        "\(title) (\(frame.label(only))) : \(amount(level.values[only] ?? 0)), soit \(text(rate(only))).")
    }
    var sentence = "\(title) : \(amount(level.total)) en tout"
    if level.outside > 0 { sentence += " (dont \(amount(level.outside)) hors de ce niveau)" }
    if !isPartlyKnown, let rate = totalRate(population) { sentence += ", soit \(text(rate))" }
    if known.count < all.count {
      sentence +=
        " ; \(level.isCount ? "taux" : "chiffre") connu pour \(FrenchWords.territories(known.count)) sur \(numbers.integer(all.count))"
    }
    let ranked = known.sorted { (rate($0) ?? 0, $0) < (rate($1) ?? 0, $1) }
    if let low = ranked.first, let high = ranked.last, rate(low) != rate(high) {
      let zeros = ranked.count { rate($0) == 0 }
      if zeros > 0 {
        sentence += " ; \(FrenchWords.territories(zeros)) à zéro"
      } else {
        sentence += " ; le taux va de \(numbers.decimal(rate(low), decimals: decimals)) (\(frame.label(low)))"
      }
      sentence += zeros > 0 ? ", le plus haut " : " à "
      sentence += "\(numbers.decimal(rate(high), decimals: decimals)) (\(frame.label(high)))"
    }
    sentence += "."
    if let (above, below) = extras?.outliers(all), !above.isEmpty || !below.isEmpty {
      func list(_ indices: [Int]) -> String { FrenchWords.list(indices.map { frame.label($0) }, limit: 8) }
      var parts: [String] = []
      if !above.isEmpty { parts.append("trop haut : \(list(above))") }
      if !below.isEmpty { parts.append("trop bas : \(list(below))") }
      sentence += " Hors des limites à 99,8 % de l’entonnoir, \(parts.joined(separator: " ; "))."
    }
    return Prose(sentence)
  }

  func map(level key: String?) -> AnalysisMap {
    var values: [String: Double] = [:]
    for (index, code) in frame.codes.enumerated() { values[code] = rate(index) }
    let titled = "\(title) \(unit.map { "(\($0)) " } ?? "")\(per)"
    return AnalysisMap(
      level: key, values: values, title: titled, unit: nil, description: titled,
      fileWords: FigureWords(titled, unit: "\(unit.map { "\($0) " } ?? "")\(per)"))
  }
}
