import GeoNative

/// How unequally a figure is shared out between people, who are grouped by territory: each territory has a value and
/// the people that it weighs.
///
/// Shares are of people, means are over people. All measures but the concentration index are 0 where all values
/// are equal.
public struct Inequality: Sendable {
  /// By ascending value, those without people left out.
  public private(set) var values: [Double]
  public private(set) var people: [Double]
  /// Index of each in the arrays that were given.
  public let order: [Int]
  /// Over people; 0 or more.
  public let mean: Double
  private let total: Double

  /// - Parameters:
  ///   - values: 0 or more, per person: rates, distances, incomes.
  ///   - people: 0 or more, same order; 1 each counts territories.
  /// - Returns: nil where there are no people, a value is negative or not finite, or sums are beyond what a number holds.
  public init?(values: [Double], people: [Double]) {
    guard values.count == people.count,
      zip(values, people).allSatisfy({ $0 >= 0 && $0.isFinite && $1 >= 0 && $1.isFinite })
    else { return nil }
    let order = values.indices.filter { people[$0] > 0 }
      .sorted { (values[$0], people[$0], $0) < (values[$1], people[$1], $1) }
    let total = order.reduce(0) { $0 + people[$1] }
    let sum = order.reduce(0) { $0 + values[$1] * people[$1] }
    guard total > 0, total.isFinite, sum.isFinite else { return nil }
    self.order = order
    self.values = order.map { values[$0] }
    self.people = order.map { people[$0] }
    self.total = total
    mean = sum / total
  }

  /// A point of the Lorenz curve: share of the people with the lowest values, and of the sum that they have.
  public struct LorenzPoint: Sendable, Equatable {
    public var people: Double
    public var amount: Double
  }

  /// From (0, 0) to (1, 1), one point for each place by ascending value; nil where all values are 0.
  public var lorenz: [LorenzPoint]? {
    guard mean > 0 else { return nil }
    var points = [LorenzPoint(people: 0, amount: 0)]
    var (count, amount) = (0.0, 0.0)
    for (value, weight) in zip(values, people) {
      count += weight
      amount += value * weight
      points.append(LorenzPoint(people: count / total, amount: amount / (mean * total)))
    }
    points[points.count - 1] = LorenzPoint(people: 1, amount: 1)
    return points
  }

  /// 1 − Σ (Lᵢ₋₁ + Lᵢ) pᵢ; nil where all values are 0.
  public var gini: Double? {
    guard let lorenz else { return nil }
    var area = 0.0
    for (last, point) in zip(lorenz, lorenz.dropFirst()) {
      area += (last.amount + point.amount) * (point.people - last.people)
    }
    return 1 - area
  }

  /// Share of the sum that would have to change hands for all to have the same: Σ pᵢ|yᵢ − μ| / 2μ.
  public var hoover: Double? {
    guard mean > 0 else { return nil }
    return zip(values, people).reduce(0) { $0 + abs($1.0 - mean) * $1.1 } / (2 * mean * total)
  }

  /// Mean of the people above the 90th centile over the mean of those at or under the 40th; nil where either group is
  /// empty, or the lower one has nothing.
  public var palma: Double? {
    let (low, high) = (centile(0.4), centile(0.9))
    func meanOf(_ isIn: (Double) -> Bool) -> Double? {
      var (count, amount) = (0.0, 0.0)
      for (value, weight) in zip(values, people) where isIn(value) {
        count += weight
        amount += value * weight
      }
      return count > 0 ? amount / count : nil
    }
    guard let above = meanOf({ $0 > high }), let under = meanOf({ $0 <= low }), under > 0 else { return nil }
    return above / under
  }

  /// The least value that at least a share of the people do not exceed.
  public func centile(_ share: Double) -> Double {
    var count = 0.0
    for (value, weight) in zip(values, people) {
      count += weight
      // A sum of shares may fall short of its true value by some units in the last place.
      if count >= share * total * (1 - 1e-12) { return value }
    }
    return values[values.count - 1]
  }

  /// 1 − (mean of y^(1−ε))^(1/(1−ε)) / μ, for an aversion ε above 0; with ε = 1 the geometric mean.
  ///
  /// Nil where all values are 0; 1 where one is 0 and ε is 1 or more.
  public func atkinson(_ aversion: Double) -> Double? {
    guard mean > 0, aversion > 0 else { return nil }
    if aversion >= 1 && values[0] == 0 { return 1 }
    if aversion == 1 {
      let logs = zip(values, people).reduce(0) { $0 + Double.logarithm($1.0) * $1.1 } / total
      return 1 - Double.exponential(logs) / mean
    }
    let power = 1 - aversion
    let sum = zip(values, people).reduce(0) { $0 + Double.power($1.0 / mean, power) * $1.1 } / total
    return 1 - Double.power(sum, 1 / power)
  }

  /// Σ pᵢ (yᵢ/μ) ln(yᵢ/μ), with 0 ln 0 = 0; nil where all values are 0.
  public var theil: Double? {
    guard mean > 0 else { return nil }
    return zip(values, people).reduce(0) { $0 + Self.entropy($1.0 / mean) * $1.1 } / total
  }

  static func entropy(_ ratio: Double) -> Double { ratio > 0 ? ratio * Double.logarithm(ratio) : 0 }
}
