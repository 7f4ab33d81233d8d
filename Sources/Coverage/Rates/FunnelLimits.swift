/// Where the count of a place is expected to lie if its true rate is the common one (Spiegelhalter 2005, Stat. Med.
/// 24:1185–1202): exact Poisson quantiles, interpolated between the two counts around a probability.
public struct FunnelLimits: Sendable, Equatable {
  /// Position of a count against limits.
  public enum Position: String, Sendable {
    case below = "sous"
    case within = "dans"
    case above = "sur"
  }

  /// Bounds of the count.
  public var lower: Double
  public var upper: Double

  /// - Parameters:
  ///   - expected: events that the common rate gives the place, 0 or more.
  ///   - confidence: 0.95 and 0.998 are usual.
  public init(expected: Double, confidence: Double) {
    let tail = (1 - confidence) / 2
    lower = Self.quantile(tail, expected)
    upper = Self.quantile(1 - tail, expected)
  }

  public func position(of count: Int) -> Position {
    Double(count) < lower ? .below : Double(count) > upper ? .above : .within
  }

  /// The interpolated count k − (F(k) − p)/(F(k) − F(k−1)), with k the least count such that F(k) ≥ p; never below 0.
  static func quantile(_ probability: Double, _ expected: Double) -> Double {
    guard expected > 0 else { return 0 }
    var high = max(8, Int(expected) * 2)
    while cumulative(high, expected) < probability { high *= 2 }
    var low = -1
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if cumulative(middle, expected) < probability { low = middle } else { high = middle }
    }
    let (above, below) = (cumulative(high, expected), cumulative(high - 1, expected))
    guard above > below else { return Double(high) }
    return max(0, Double(high) - (above - probability) / (above - below))
  }

  /// Probability of `count` events or fewer.
  static func cumulative(_ count: Int, _ expected: Double) -> Double {
    count < 0 ? 0 : 1 - PoissonInterval.regularizedGamma(Double(count) + 1, expected)
  }
}
