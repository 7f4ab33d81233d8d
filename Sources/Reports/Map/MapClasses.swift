/// Classes of a choropleth: intervals closed on the left, `[80 ; 95[`, the last one closed on both sides.
///
/// Two equal bounds at an end make a class of that single value: 0, 0, 20, 80, 100, 100 gives `0`,
/// `]0 ; 20[`, `[20 ; 80[`, `[80 ; 100[` and `100`. Nine classes at most can be told apart.
public struct MapClasses: Sendable, Equatable {
  /// With its unit: "Part couverte (%)".
  public var title: String
  /// Ascending; one more than there are classes.
  public var bounds: [Double]
  /// After a single value: "%".
  public var unit: String?
  /// What a territory is, in the plural ("communes"): adds how many each class holds; nil leaves it out.
  public var counted: String?
  /// What the legend says instead of the intervals, one a class; empty for the intervals.
  public var labels: [String]
  /// How far from a class of a single value still counts as that value.
  public var tolerance: Double

  public init(
    title: String, bounds: [Double], unit: String? = nil, counted: String? = nil, labels: [String] = [],
    tolerance: Double = 0
  ) {
    self.labels = labels
    self.title = title
    self.bounds = bounds.filter(\.isFinite).sorted()
    self.unit = unit
    self.counted = counted
    self.tolerance = tolerance
  }

  /// Covered share in percent, with classes of their own for nothing and for everything.
  ///
  /// A share counts as 0 or 100 % within one millionth, as in the words of the coverage.
  public static func coveredShare(title: String = "Part couverte (%)", counted: String? = nil) -> MapClasses {
    MapClasses(
      title: title, bounds: [0, 0, 25, 50, 75, 100, 100], unit: "%", counted: counted, tolerance: 1e-4)
  }

  public var count: Int { max(0, bounds.count - 1) }

  private var startsWithPoint: Bool { count > 1 && bounds[0] == bounds[1] }
  private var endsWithPoint: Bool { count > 1 && bounds[count] == bounds[count - 1] }

  /// The class of a value; what lies beyond the bounds goes to the class at that end. Nil without a value.
  public func index(of value: Double?) -> Int? {
    guard let value, !value.isNaN, count > 0 else { return nil }
    if startsWithPoint && value <= bounds[0] + tolerance { return 0 }
    if endsWithPoint && value >= bounds[count] - tolerance { return count - 1 }
    let first = startsWithPoint ? 1 : 0
    let last = max(first, endsWithPoint ? count - 2 : count - 1)
    var index = first
    while index < last && value >= bounds[index + 1] { index += 1 }
    return index
  }

  /// The interval as printed in the legend.
  ///
  /// - Parameter values: what the map shows; the text of a class at an end is opened when values lie beyond.
  public func label(of index: Int, values: some Sequence<Double> = EmptyCollection()) -> String {
    if labels.indices.contains(index) { return labels[index] }
    let low = bounds[index]
    let high = bounds[index + 1]
    let numbers = FrenchNumber.typographic
    func text(_ bound: Double) -> String { numbers.short(bound, decimals: 6) }
    let isFirst = index == 0
    let isLast = index == count - 1
    if isFirst && values.contains(where: { $0 < low - tolerance }) {
      return (low == high ? "≤ " : "< ") + text(high)
    }
    if isLast && values.contains(where: { $0 > high + tolerance }) { return "≥ " + text(low) }
    if low == high { return text(low) }
    let opening = startsWithPoint && index == 1 ? "]" : "["
    let closing = isLast ? "]" : "["
    return "\(opening)\(text(low)) ; \(text(high))\(closing)"
  }

  /// Where a class begins and ends, with what still counts as a single value.
  public func ends(of index: Int) -> (lower: Double, upper: Double) {
    let (first, last) = (bounds[0] + tolerance, bounds[count] - tolerance)
    return (
      startsWithPoint && index == 1 ? first : endsWithPoint && index == count - 1 ? last : bounds[index],
      startsWithPoint && index == 0 ? first : endsWithPoint && index == count - 2 ? last : bounds[index + 1]
    )
  }

  /// The class in words: `de 25 % à moins de 50 %`.
  public func words(of index: Int) -> String {
    if labels.indices.contains(index) { return labels[index] }
    let (low, high) = (bounds[index], bounds[index + 1])
    let numbers = FrenchNumber.typographic
    func text(_ bound: Double) -> String { numbers.short(bound, decimals: 6, unit: unit) }
    if low == high { return text(low) }
    if startsWithPoint && index == 1 { return "plus de \(text(low)) à moins de \(text(high))" }
    return "de \(text(low)) à \(index == count - 1 ? "" : "moins de ")\(text(high))"
  }
}
