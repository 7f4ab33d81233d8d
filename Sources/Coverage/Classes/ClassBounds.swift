/// Classes of a figure: each holds the values from its lower bound, included, to its upper bound, excluded.
///
/// A value equal to a bound belongs to the class above it; the last class holds its upper end too. What lies beyond
/// the values that the bounds were made from belongs to the class at that end.
public struct ClassBounds: Sendable, Equatable {
  public let method: ClassMethod
  /// Lower bound of every class but the first, ascending and distinct.
  public let inner: [Double]
  /// Lowest and highest value; nil without any.
  public let range: ClosedRange<Double>?
  /// True where the first class holds zero alone, beside those that were asked for.
  public let hasZeroClass: Bool

  public var count: Int { inner.count + 1 }
  /// True where there are fewer classes than were asked for, for want of distinct values.
  public var isReduced: Bool {
    switch method {
    case .fixed, .standardDeviations: false
    case .quantiles, .equalIntervals, .naturalBreaks: count - (hasZeroClass ? 1 : 0) < method.classes
    }
  }

  /// - Parameters:
  ///   - values: in any order; those that are not finite are left out.
  ///   - zeroApart: gives zero a class of its own where it is the lowest of several values. The others are then classed
  ///     without it. Bounds that are given stay as they are.
  public init?(_ values: some Sequence<Double>, _ method: ClassMethod, zeroApart: Bool = false) {
    // Adding 0 takes the sign off a zero.
    let sorted = values.lazy.filter(\.isFinite).map { $0 + 0 }.sorted()
    self.method = method
    let range: ClosedRange<Double>? =
      if let low = sorted.first, let high = sorted.last { low...high } else { nil }
    self.range = range
    if case .fixed(let bounds) = method {
      (inner, hasZeroClass) = (bounds, false)
      return
    }
    guard let range else { return nil }
    hasZeroClass = zeroApart && range.lowerBound == 0 && range.upperBound > 0
    if hasZeroClass {
      let positive = sorted.drop { $0 == 0 }
      inner = Array(positive.prefix(1)) + Self.computed(Array(positive), method)
    } else {
      inner = Self.computed(sorted, method)
    }
  }

  /// The class of a value, from 0; nil without a finite value.
  public func index(of value: Double?) -> Int? {
    guard let value, value.isFinite else { return nil }
    var (low, high) = (0, inner.count)
    while low < high {
      let middle = (low + high) / 2
      if inner[middle] <= value { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Where a class begins; nil for the first of bounds that were given.
  public func lower(of index: Int) -> Double? {
    index > 0 ? inner[index - 1] : method.isComputed ? range?.lowerBound : nil
  }

  /// Where a class ends: excluded, but for the last and that of zero; nil for the last of bounds that were given.
  public func upper(of index: Int) -> Double? {
    if hasZeroClass && index == 0 { return 0 }
    return index < inner.count ? inner[index] : method.isComputed ? range?.upperBound : nil
  }

  /// Values at which the parts of a sorted list begin, one a part: the value of rank ⌊n·i/k⌋, counted from 0.
  ///
  /// Equal values may make several of them equal.
  public static func quantileStarts(_ sorted: [Double], parts: Int) -> [Double] {
    guard !sorted.isEmpty, parts > 0 else { return [] }
    return (0..<parts).map { sorted[sorted.count * $0 / parts] }
  }

  private static func computed(_ sorted: [Double], _ method: ClassMethod) -> [Double] {
    var distinct: [Double] = []
    var counts: [Int] = []
    for value in sorted {
      if distinct.last == value {
        counts[counts.count - 1] += 1
      } else {
        distinct.append(value)
        counts.append(1)
      }
    }
    guard let low = distinct.first, let high = distinct.last, low < high else { return [] }
    let count = min(method.classes, distinct.count)
    let starts: [Double]
    switch method {
    case .fixed(let bounds): return bounds
    case .quantiles: starts = Array(quantileStarts(sorted, parts: method.classes).dropFirst())
    case .equalIntervals:
      starts = (1..<count).map { step in
        let share = Double(step) / Double(count)
        // The difference of the ends may be too large for a number.
        return low * (1 - share) + high * share
      }
    case .naturalBreaks:
      starts = NaturalBreaks.starts(distinct, counts: counts, classes: count).map { distinct[$0] }
    case .standardDeviations:
      let (mean, deviation) = spread(sorted)
      starts = [-1.5, -0.5, 0.5, 1.5].map { mean + $0 * deviation }
    }
    var inner: [Double] = []
    for start in starts where start > (inner.last ?? low) && start <= high { inner.append(start) }
    return inner
  }

  /// Mean and standard deviation (of the values themselves, divided by their number).
  private static func spread(_ values: [Double]) -> (mean: Double, deviation: Double) {
    let count = Double(values.count)
    let scale = values.reduce(1) { max($0, $1.magnitude) }
    let mean = values.reduce(0) { $0 + $1 / scale } / count
    let squares = values.reduce(0) { sum, value in
      let difference = value / scale - mean
      return sum + difference * difference
    }
    return (mean * scale, (squares / count).squareRoot() * scale)
  }
}
