/// Inhabitants weighed by what people of their age consume: P*_i = Σ_a P_ia · u_a / ū.
///
/// P_ia are the people of class a in the place i, u_a the mean consumption of one of them, ū that of everybody. With ū
/// over the places themselves, Σ P* = Σ P.
public struct ConsumptionStandardisation: Sendable, Equatable {
  /// P*_i; nil where a class of the place is unknown.
  public let standardised: [Double?]
  /// Σ_a P_ia; nil where a class is unknown.
  public let people: [Double?]
  /// ū, in the unit of the consumption.
  public let meanConsumption: Double
  /// Sums over the places whose classes are known.
  public let standardisedTotal: Double
  public let peopleTotal: Double

  /// (Σ P* − Σ P) / Σ P: 0 but for rounding where ū is the mean over the places.
  public var relativeChange: Double { (standardisedTotal - peopleTotal) / peopleTotal }

  /// - Parameters:
  ///   - ages: people by class, then by place; nil where unknown.
  ///   - consumption: of each class per person, in any unit.
  ///   - meanConsumption: ū; nil takes the mean over the places whose classes are all known.
  /// - Returns: nil where nobody consumes anything, or no place has known ages.
  public init?(ages: [[Double?]], consumption: [Double], meanConsumption: Double? = nil) {
    guard ages.count == consumption.count, let count = ages.first?.count else { return nil }
    var people: [Double?] = []
    var consumed: [Double?] = []
    for place in 0..<count {
      var sums: (people: Double, consumed: Double)? = (0, 0)
      for (column, use) in zip(ages, consumption) {
        guard let some = column[place] else {
          sums = nil
          break
        }
        sums?.people += some
        sums?.consumed += some * use
      }
      people.append(sums?.people)
      consumed.append(sums?.consumed)
    }
    let total = people.reduce(0) { $0 + ($1 ?? 0) }
    let mean = meanConsumption ?? consumed.reduce(0) { $0 + ($1 ?? 0) } / total
    guard total > 0, mean > 0, mean.isFinite else { return nil }
    self.people = people
    peopleTotal = total
    self.meanConsumption = mean
    standardised = consumed.map { $0.map { $0 / mean } }
    standardisedTotal = standardised.reduce(0) { $0 + ($1 ?? 0) }
  }
}
