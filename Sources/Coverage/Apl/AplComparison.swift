/// Own figures beside published ones, by code.
public struct AplComparison: Sendable {
  /// Codes with a figure on both sides, ascending.
  public let matched: [String]
  /// Own codes that the publication does not hold, ascending, and the other way round.
  public let onlyOwn: [String]
  public let onlyPublished: [String]
  /// Codes of both sides whose published figure is withheld, whose published figure is missing, and whose own is.
  public let secret: [String]
  public let unpublished: [String]
  public let withoutOwn: [String]
  /// Own − published: mean over the codes, mean and largest without sign, and the code of the largest.
  public let meanDifference: Double?
  public let meanAbsoluteDifference: Double?
  public let largest: (code: String, difference: Double)?
  /// Pearson's, weighted by inhabitants; nil where a side does not vary, or nobody is counted.
  public let correlation: Double?
  /// Codes on the other side of the threshold than published; nil without a threshold.
  public let otherSide: [String]?

  /// - Parameters:
  ///   - own: by code; a code in `codes` without a figure has none.
  ///   - weights: inhabitants by code, for the correlation.
  public init(
    own: [String: Double], codes: [String], published: [String: Double], secret: [String],
    missing: [String], weights: [String: Double], threshold: Double?
  ) {
    let (mine, theirs) = (Set(codes), Set(published.keys).union(secret).union(missing))
    onlyOwn = mine.subtracting(theirs).sorted()
    onlyPublished = theirs.subtracting(mine).sorted()
    let both = mine.intersection(theirs).sorted()
    let (withheld, absent) = (Set(secret), Set(missing))
    self.secret = both.filter { withheld.contains($0) && published[$0] == nil }
    unpublished = both.filter { absent.contains($0) && !withheld.contains($0) && published[$0] == nil }
    withoutOwn = both.filter { own[$0] == nil && published[$0] != nil }
    matched = both.filter { own[$0] != nil && published[$0] != nil }
    let pairs = matched.map { (code: $0, own: own[$0] ?? 0, published: published[$0] ?? 0) }
    let differences = pairs.map { $0.own - $0.published }
    let count = Double(pairs.count)
    meanDifference = pairs.isEmpty ? nil : differences.reduce(0, +) / count
    meanAbsoluteDifference = pairs.isEmpty ? nil : differences.reduce(0) { $0 + abs($1) } / count
    var largest: (code: String, difference: Double)?
    for (pair, difference) in zip(pairs, differences)
    where largest.map({ abs(difference) > abs($0.difference) }) ?? true {
      largest = (pair.code, difference)
    }
    self.largest = largest
    correlation = Self.correlation(pairs.map { ($0.own, $0.published, weights[$0.code] ?? 0) })
    otherSide = threshold.map { limit in
      pairs.filter { ($0.own < limit) != ($0.published < limit) }.map(\.code)
    }
  }

  private static func correlation(_ pairs: [(x: Double, y: Double, weight: Double)]) -> Double? {
    let total = pairs.reduce(0) { $0 + $1.weight }
    guard total > 0 else { return nil }
    let x = pairs.reduce(0) { $0 + $1.weight * $1.x } / total
    let y = pairs.reduce(0) { $0 + $1.weight * $1.y } / total
    var (xx, yy, xy) = (0.0, 0.0, 0.0)
    for pair in pairs {
      xx += pair.weight * (pair.x - x) * (pair.x - x)
      yy += pair.weight * (pair.y - y) * (pair.y - y)
      xy += pair.weight * (pair.x - x) * (pair.y - y)
    }
    let scale = (xx * yy).squareRoot()
    return scale > 0 ? min(1, max(-1, xy / scale)) : nil
  }
}
