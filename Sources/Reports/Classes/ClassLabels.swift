public import Coverage

/// What a French legend calls classes: `de 2,5 à moins de 4`.
///
/// Bounds that were computed are rounded to what tells them apart; those that were given stand as they are.
public struct ClassLabels: Sendable {
  /// How the figures of the classes are printed.
  public enum Style: Sendable {
    case number
    /// Shares from 0 to 1 as percentages.
    case share
  }

  private let bounds: ClassBounds
  private let style: Style
  private let decimals: Int

  public init(_ bounds: ClassBounds, style: Style = .number) {
    self.bounds = bounds
    self.style = style
    decimals = Self.decimals(bounds, style)
  }

  /// One a class, in their order.
  public var all: [String] { (0..<bounds.count).map(label) }

  /// The class as a phrase; the unit is not said.
  public func label(of index: Int) -> String {
    let isLast = index == bounds.count - 1
    if bounds.hasZeroClass && index == 0 { return text(0) }
    guard let low = bounds.lower(of: index) else {
      return bounds.upper(of: index).map { "moins de \(text($0))" } ?? ""
    }
    guard let high = bounds.upper(of: index) else { return "\(text(low)) ou plus" }
    if low == high { return text(low) }
    if isLast { return "de \(text(low)) à \(text(high))" }
    if bounds.hasZeroClass && index == 1 { return "plus de 0 à moins de \(text(high))" }
    return "de \(text(low)) à moins de \(text(high))"
  }

  private func text(_ value: Double) -> String {
    let number = FrenchNumber.typographic
    switch style {
    case .number:
      return bounds.method.isComputed
        ? number.decimal(value, decimals: decimals) : number.short(value, decimals: 9)
    case .share:
      return bounds.method.isComputed
        ? number.percent(value, decimals: decimals) : number.short(value * 100, decimals: 6, unit: "%")
    }
  }

  /// Decimals that show a fifth of the narrowest class; none where all bounds are whole.
  private static func decimals(_ bounds: ClassBounds, _ style: Style) -> Int {
    let scale = style == .share ? 100.0 : 1
    let ends = [bounds.range?.lowerBound, bounds.range?.upperBound].compactMap { $0 }
    let all = (bounds.inner + ends).map { $0 * scale }.sorted()
    guard let narrowest = zip(all, all.dropFirst()).map({ $1 - $0 }).filter({ $0 > 0 }).min() else {
      return all.first.map { $0 == $0.rounded() } ?? true ? 0 : 3
    }
    if all.allSatisfy({ $0 == $0.rounded() }) { return 0 }
    var (decimals, unit) = (0, 1.0)
    while unit > narrowest / 5 && decimals < 9 {
      decimals += 1
      unit /= 10
    }
    return decimals
  }
}
