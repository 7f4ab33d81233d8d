import GeoNative

/// Exact confidence interval of a Poisson mean from one count (Garwood 1936, Biometrika 28:437–442).
public enum PoissonInterval {
  /// Bounds of the expected count; the lower one is 0 for a count of 0.
  ///
  /// lower = χ²(α/2; 2k)/2 and upper = χ²(1−α/2; 2k+2)/2, which are quantiles of Γ(k) and Γ(k+1).
  public static func bounds(count: Int, confidence: Double = 0.95) -> (lower: Double, upper: Double) {
    let alpha = 1 - confidence
    let lower = count == 0 ? 0 : gammaQuantile(shape: Double(count), probability: alpha / 2)
    return (lower, gammaQuantile(shape: Double(count) + 1, probability: 1 - alpha / 2))
  }

  /// x such that P(shape, x) = probability, by bisection to the last bit.
  ///
  /// 0 for a shape that is no positive number: sums of extreme weights may underflow, and nothing is to be found there.
  static func gammaQuantile(shape: Double, probability: Double) -> Double {
    guard shape > 0, shape.isFinite else { return 0 }
    var low = 0.0
    var high = max(1, shape)
    while regularizedGamma(shape, high) < probability { high *= 2 }
    while true {
      let middle = low + (high - low) / 2
      if middle <= low || middle >= high { return middle }
      if regularizedGamma(shape, middle) < probability { low = middle } else { high = middle }
    }
  }

  /// Lower regularized incomplete gamma function P(a, x), for a > 0 and x ≥ 0.
  ///
  /// Series below a + 1, Lentz's continued fraction above it (DLMF 8.7.1 and 8.9.2).
  static func regularizedGamma(_ a: Double, _ x: Double) -> Double {
    guard x > 0 else { return 0 }
    let front = Double.exponential(a * Double.logarithm(x) - x - Double.logGamma(a))
    if x < a + 1 {
      var term = 1 / a
      var sum = term
      var n = a
      while abs(term) > abs(sum) * 1e-17 {
        n += 1
        term *= x / n
        sum += term
      }
      return sum * front
    }
    let tiny = 1e-300
    var b = x + 1 - a
    var c = 1 / tiny
    var d = 1 / b
    var fraction = d
    for i in 1...10_000 {
      let an = -Double(i) * (Double(i) - a)
      b += 2
      d = an * d + b
      if abs(d) < tiny { d = tiny }
      c = b + an / c
      if abs(c) < tiny { c = tiny }
      d = 1 / d
      let delta = d * c
      fraction *= delta
      if abs(delta - 1) < 1e-16 { break }
    }
    return 1 - front * fraction
  }
}
