/// Whether a figure goes to people who rank high or low by another: care by income, say.
public struct Concentration: Sendable {
  /// 2 Σ pᵢ (rᵢ − ½)(yᵢ − μ)/μ, with rᵢ the mid-rank: above 0 where the figure goes to those who rank high.
  public var index: Double
  /// The same times 4μ/(max − min), which does not depend on whether care or its lack is measured (Erreygers 2009,
  /// J. Health Econ. 28:504–515); nil where the two bounds are equal.
  public var erreygers: Double?

  /// - Parameters:
  ///   - ranking: places with equal values share their mid-rank.
  ///   - bounds: least and greatest value that the figure could have; those it has by default.
  /// - Returns: nil where there are no people, or the mean is 0.
  public init?(values: [Double], people: [Double], ranking: [Double], bounds: ClosedRange<Double>? = nil) {
    guard ranking.count == values.count, ranking.allSatisfy(\.isFinite),
      let all = Inequality(values: values, people: people), all.mean > 0
    else { return nil }
    let order = values.indices.filter { people[$0] > 0 }.sorted { (ranking[$0], $0) < (ranking[$1], $1) }
    let total = all.people.reduce(0, +)
    var before = 0.0
    var sum = 0.0
    var start = 0
    while start < order.count {
      var end = start
      var (count, gap) = (0.0, 0.0)
      while end < order.count, ranking[order[end]] == ranking[order[start]] {
        count += people[order[end]]
        gap += people[order[end]] * (values[order[end]] - all.mean)
        end += 1
      }
      sum += ((before + count / 2) / total - 0.5) * gap / total
      before += count
      start = end
    }
    index = 2 * sum / all.mean
    let least = bounds?.lowerBound ?? all.values[0]
    let most = bounds?.upperBound ?? all.values[all.values.count - 1]
    erreygers = most > least ? index * 4 * all.mean / (most - least) : nil
  }
}
