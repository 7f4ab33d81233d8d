/// A whole number shared out in proportion to weights, nothing lost.
public enum LargestRemainder {
  /// Each share is the exact one rounded towards zero; the units left go one by one to the largest remainders,
  /// the first of equal ones first.
  ///
  /// - Parameter weights: 0 or more, of a sum above 0.
  /// - Returns: shares whose sum is `total`; nil where the weights say nothing or the numbers are too large.
  public static func shares(of total: Int128, weights: [Int128]) -> [Int128]? {
    var sum: Int128 = 0
    for weight in weights {
      let (more, overflow) = sum.addingReportingOverflow(weight)
      guard weight >= 0, !overflow else { return nil }
      sum = more
    }
    guard sum > 0, total != Int128.min else { return nil }
    let magnitude = total < 0 ? -total : total
    var shares: [Int128] = []
    var remainders: [(value: Int128, index: Int)] = []
    for (index, weight) in weights.enumerated() {
      let (product, overflow) = magnitude.multipliedReportingOverflow(by: weight)
      guard !overflow else { return nil }
      shares.append(product / sum)
      remainders.append((product % sum, index))
    }
    let left = Int(magnitude - shares.reduce(0, +))
    remainders.sort { ($1.value, $0.index) < ($0.value, $1.index) }
    for place in remainders.prefix(left) { shares[place.index] += 1 }
    return total < 0 ? shares.map { -$0 } : shares
  }
}
