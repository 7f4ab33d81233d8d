import Coverage
import GeoNative
import Testing

@Suite struct PoissonIntervalTests {
  /// Published 95 % limits: Garwood 1936; the same in Ulm 1990, Am. J. Epidemiol. 131:373–375.
  @Test(arguments: [
    (0, 0.0, 3.6889), (1, 0.0253, 5.5716), (2, 0.2422, 7.2247), (5, 1.6235, 11.6683),
    (10, 4.7954, 18.3904), (20, 12.2165, 30.8884), (50, 37.1110, 65.9188), (100, 81.3639, 121.6268),
  ]) func publishedLimits(count: Int, lower: Double, upper: Double) {
    let bounds = PoissonInterval.bounds(count: count)
    #expect(abs(bounds.lower - lower) < 1e-4)
    #expect(abs(bounds.upper - upper) < 1e-4)
  }

  /// P(X ≤ k | upper) = 2.5 % and P(X ≥ k | lower) = 2.5 %, summed term by term.
  @Test(arguments: [1, 3, 12, 40, 300]) func tailsAreExact(count: Int) {
    func cumulative(_ k: Int, mean: Double) -> Double {
      guard k >= 0 else { return 0 }
      var logTerm = -mean
      var sum = 0.0
      for i in 0...k {
        if i > 0 { logTerm += naturalLog(mean / Double(i)) }
        sum += naturalExp(logTerm)
      }
      return sum
    }
    let bounds = PoissonInterval.bounds(count: count)
    #expect(abs(cumulative(count, mean: bounds.upper) - 0.025) < 1e-9)
    #expect(abs(1 - cumulative(count - 1, mean: bounds.lower) - 0.025) < 1e-9)
  }

  private func naturalLog(_ x: Double) -> Double { Double.logarithm(x) }
  private func naturalExp(_ x: Double) -> Double { Double.exponential(x) }
}
