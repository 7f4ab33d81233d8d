/// Rates of a place made comparable by age: by the standard's structure, or by the standard's rates.
public enum StandardisedRates {
  /// One age class of a place.
  public struct AgeClass: Sendable {
    /// Events of the class.
    public var events: Int
    /// People, or person-years, who gave them.
    public var people: Double
    /// People of the class in the standard population: any unit, since only shares count.
    public var standard: Double

    public init(events: Int, people: Double, standard: Double) {
      self.events = events
      self.people = people
      self.standard = standard
    }
  }

  /// A figure with the bounds of its interval, per person for rates.
  public struct Estimate: Sendable, Equatable {
    public var value: Double
    public var lower: Double
    public var upper: Double
  }

  /// Direct rate Σ sₖ eₖ/bₖ / Σ sₖ, per person, with the gamma interval of Fay and Feuer (1997, Stat. Med.
  /// 16:791–801).
  ///
  /// - Returns: nil where no class counts, one that the standard has people in has none here, or a figure is too large for a
  ///   number.
  public static func direct(_ classes: [AgeClass], confidence: Double = 0.95) -> Estimate? {
    let standard = classes.reduce(0) { $0 + $1.standard }
    guard standard > 0, classes.allSatisfy({ $0.events >= 0 && $0.standard >= 0 }) else { return nil }
    var rate = 0.0
    var variance = 0.0
    var largest = 0.0
    for part in classes where part.standard > 0 {
      guard part.people > 0 else { return nil }
      let weight = part.standard / standard / part.people
      rate += weight * Double(part.events)
      variance += weight * weight * Double(part.events)
      largest = max(largest, weight)
    }
    let alpha = 1 - confidence
    let lower =
      rate > 0 && variance > 0
      ? variance / rate
        * PoissonInterval.gammaQuantile(shape: rate * rate / variance, probability: alpha / 2) : 0
    let scale = (variance + largest * largest) / (rate + largest)
    let upper =
      scale * PoissonInterval.gammaQuantile(shape: (rate + largest) / scale, probability: 1 - alpha / 2)
    guard rate.isFinite, lower.isFinite, upper.isFinite else { return nil }
    return Estimate(value: rate, lower: lower, upper: upper)
  }

  /// Observed over expected events, with the exact Poisson interval of the observed ones.
  ///
  /// - Returns: nil where nothing is expected.
  public static func ratio(
    observed: Int, expected: Double, confidence: Double = 0.95
  ) -> Estimate? {
    guard observed >= 0, expected > 0, expected.isFinite else { return nil }
    let bounds = PoissonInterval.bounds(count: observed, confidence: confidence)
    guard (bounds.upper / expected).isFinite else { return nil }
    return Estimate(
      value: Double(observed) / expected, lower: bounds.lower / expected, upper: bounds.upper / expected)
  }

  /// Indirect standardisation: what the standard's rate of each class would give here is the expected number.
  ///
  /// - Parameters:
  ///   - people: those of the place, by class.
  ///   - standardRates: events per person of the standard, by class.
  ///   - standardCrudeRate: its rate over all classes, per person.
  /// - Returns: the ratio (1 is the standard), and the same times the standard's crude rate.
  public static func indirect(
    observed: Int, people: [Double], standardRates: [Double], standardCrudeRate: Double
  ) -> (ratio: Estimate, rate: Estimate)? {
    guard people.count == standardRates.count else { return nil }
    let expected = zip(people, standardRates).reduce(0) { $0 + $1.0 * $1.1 }
    guard let ratio = ratio(observed: observed, expected: expected) else { return nil }
    return (
      ratio,
      Estimate(
        value: ratio.value * standardCrudeRate, lower: ratio.lower * standardCrudeRate,
        upper: ratio.upper * standardCrudeRate)
    )
  }
}
