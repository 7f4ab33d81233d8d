import GeoNative

/// How a place's weight falls with the cost of reaching it: 1 is full weight, 0 none.
public enum Decay: Sendable, Equatable {
  /// Which end of an interval of costs belongs to it.
  public enum Closure: String, Sendable, CaseIterable {
    /// A cost equal to a limit belongs to the interval below: x ≤ limit.
    case right
    /// It belongs to the interval above: x < limit.
    case left
  }

  public struct Step: Sendable, Equatable {
    public var limit: Double
    public var weight: Double

    public init(limit: Double, weight: Double) {
      self.limit = limit
      self.weight = weight
    }
  }

  /// 1 everywhere within reach: the catchment of the plain 2SFCA.
  case none
  /// Limits ascend; beyond the last the weight is 0.
  case steps([Step], Closure)
  /// exp(−x² / 2σ²).
  case gaussian(sigma: Double)
  /// max(0, 1 − x / limit).
  case linear(limit: Double)
  /// exp(−βx).
  case exponential(rate: Double)
  /// min(1, (x / scale)^−β).
  case power(exponent: Double, scale: Double)
  /// g(0) / g(x) with g(x) = 1 + exp((x − median) π / (σ √3)).
  case logistic(median: Double, sigma: Double)

  /// The weight at a cost of 0 or more.
  public func weight(at cost: Double) -> Double {
    switch self {
    case .none: 1
    case .steps(let steps, let closure):
      steps.first { closure == .right ? cost <= $0.limit : cost < $0.limit }?.weight ?? 0
    case .gaussian(let sigma): Double.exponential(-cost * cost / (2 * sigma * sigma))
    case .linear(let limit): max(0, 1 - cost / limit)
    case .exponential(let rate): Double.exponential(-rate * cost)
    case .power(let exponent, let scale):
      cost <= scale ? 1 : min(1, Double.power(cost / scale, -exponent))
    case .logistic(let median, let sigma):
      Self.logistic(0, median, sigma) / Self.logistic(cost, median, sigma)
    }
  }

  /// The weights at several costs.
  func weights(at costs: ArraySlice<Double>) -> [Double] {
    switch self {
    case .none: return Array(repeating: 1, count: costs.count)
    case .steps(let steps, let closure):
      // Limits ascend, so that the first one that holds is the last one to be written: no branch for a cost.
      let isRight = closure == .right
      var weights = [Double](repeating: 0, count: costs.count)
      let source = costs.span
      var target = weights.mutableSpan
      precondition(source.count == target.count)
      for step in steps.reversed() {
        let (limit, weight) = (isRight ? step.limit : step.limit.nextDown, step.weight)
        for slot in 0..<source.count {
          let before = unsafe target[unchecked: slot]
          unsafe target[unchecked: slot] = unsafe source[unchecked: slot] <= limit ? weight : before
        }
      }
      return weights
    case .linear(let limit): return costs.map { max(0, 1 - $0 / limit) }
    default: return costs.map { weight(at: $0) }
    }
  }

  private static func logistic(_ cost: Double, _ median: Double, _ sigma: Double) -> Double {
    1 + Double.exponential((cost - median) * Double.pi / (sigma * 3.0.squareRoot()))
  }

  /// The cost from which the weight is 0; nil where it never is.
  public var reach: Double? {
    switch self {
    case .steps(let steps, _): steps.last(where: { $0.weight > 0 })?.limit
    case .linear(let limit): limit
    default: nil
    }
  }
}
