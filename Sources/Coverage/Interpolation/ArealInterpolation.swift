/// Figures of one layer carried to another by the areas that they share.
public struct ArealInterpolation: Sendable {
  /// What the part of a source outside the targets does with its amount.
  public enum Extensive: String, Sendable, CaseIterable {
    /// v a_kj / a_k: the amount of that part is lost to the targets, and listed.
    case share
    /// v a_kj / Σ_j a_kj: all of the amount goes to the targets that the source touches.
    case total
  }

  /// An amount: inhabitants, places. In + counted more than once = given + withheld + outside.
  public struct Amounts: Sendable {
    /// One a target; nil where no source touches it, or sources without a value cover too much of it.
    public var values: [Double?]
    /// Sum of the known values of the sources.
    public var total: Double
    /// Sum of `values`.
    public var given: Double
    /// What targets would have got that have no value, since a part of their sources has none.
    public var withheld: Double
    /// What lies in no target.
    public var outside: Double
    /// What overlapping targets count beyond once.
    public var repeated: Double
    /// The sources with an amount outside, ascending.
    public var outsideOfSource: [(source: Int, amount: Double)]

    /// Difference of the two sides of the balance, relative to the sum of the sources' magnitudes: rounding only.
    public var relativeError = 0.0
  }

  /// A ratio or mean: Σ_k a_kj v_k / Σ_k a_kj over the sources with a value.
  public struct Ratios: Sendable {
    public var values: [Double?]
  }

  /// Shares of a target's own area by category.
  public struct Categories: Sendable {
    /// Ascending.
    public var names: [String]
    /// `shares[target][category]`; nil for a target that no source touches.
    public var shares: [[Double]?]
    /// Share of each target's area that sources without a category cover.
    public var unknown: [Double]
  }

  public let overlaps: ArealOverlaps
  /// Sources without a value may cover up to this share of what the sources cover of a target.
  public let missingTolerance: Double

  public init(_ overlaps: ArealOverlaps, missingTolerance: Double = 0.01) {
    self.overlaps = overlaps
    self.missingTolerance = missingTolerance
  }

  /// Targets that get a value: touched by a source, and not too much by sources without one.
  private func isKnown(_ values: [Double?]) -> [Bool] {
    var covered = [Double](repeating: 0, count: overlaps.targetAreas.count)
    var missing = covered
    for overlap in overlaps.list {
      covered[overlap.target] += overlap.area
      if values[overlap.source] == nil { missing[overlap.target] += overlap.area }
    }
    return covered.indices.map { covered[$0] > 0 && missing[$0] <= missingTolerance * covered[$0] }
  }

  /// - Parameter values: one amount a source; nil where unknown.
  public func amounts(_ values: [Double?], rule: Extensive = .share) -> Amounts {
    let shares = overlaps.sharesOfSource
    let inside = overlaps.areaInTargets
    var sums = [Double](repeating: 0, count: overlaps.targetAreas.count)
    var handed = [Double](repeating: 0, count: values.count)
    for (overlap, share) in zip(overlaps.list, shares) {
      guard let value = values[overlap.source] else { continue }
      let part = rule == .share ? value * share : value * (overlap.area / inside[overlap.source])
      sums[overlap.target] += part
      handed[overlap.source] += part
    }
    let known = isKnown(values)
    var result = Amounts(
      values: sums.indices.map { known[$0] ? sums[$0] : nil }, total: 0, given: 0, withheld: 0, outside: 0,
      repeated: 0, outsideOfSource: [])
    for index in sums.indices {
      if known[index] { result.given += sums[index] } else { result.withheld += sums[index] }
    }
    var magnitude = 0.0
    for (source, value) in values.enumerated() {
      guard let value else { continue }
      result.total += value
      magnitude += abs(value)
      let rest = value - handed[source]
      let share = overlaps.sourceAreas[source] > 0 ? inside[source] / overlaps.sourceAreas[source] : 0
      if rule == .total ? inside[source] == 0 : share < 1 - ArealOverlaps.rounding {
        guard value != 0 else { continue }
        result.outside += rest
        result.outsideOfSource.append((source, rest))
      } else if rule == .share && share > 1 + ArealOverlaps.rounding {
        result.repeated -= rest
      }
    }
    let difference = abs(result.total + result.repeated - result.given - result.withheld - result.outside)
    result.relativeError = magnitude > 0 ? difference / magnitude : difference
    return result
  }

  /// - Parameter values: one ratio a source; nil where unknown.
  public func ratios(_ values: [Double?]) -> Ratios {
    var sums = [Double](repeating: 0, count: overlaps.targetAreas.count)
    var areas = sums
    for overlap in overlaps.list {
      guard let value = values[overlap.source] else { continue }
      sums[overlap.target] += overlap.area * value
      areas[overlap.target] += overlap.area
    }
    let known = isKnown(values)
    return Ratios(values: sums.indices.map { known[$0] && areas[$0] > 0 ? sums[$0] / areas[$0] : nil })
  }

  /// - Parameter values: one category a source; nil where unknown.
  public func categories(_ values: [String?]) -> Categories {
    let names = Set(values.compactMap { $0 }).sorted()
    let rank = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    let targets = overlaps.targetAreas
    var shares = [[Double]?](repeating: nil, count: targets.count)
    var unknown = [Double](repeating: 0, count: targets.count)
    var covered = unknown
    for overlap in overlaps.list where targets[overlap.target] > 0 {
      if shares[overlap.target] == nil {
        shares[overlap.target] = Array(repeating: 0, count: names.count)
      }
      covered[overlap.target] += overlap.area
      if let name = values[overlap.source], let index = rank[name] {
        shares[overlap.target]?[index] += overlap.area
      } else {
        unknown[overlap.target] += overlap.area
      }
    }
    for target in targets.indices where shares[target] != nil {
      // A target that is covered but for rounding is covered: its shares make 1, and one category alone is 1.
      let isWhole = abs(covered[target] / targets[target] - 1) <= ArealOverlaps.rounding
      let area = isWhole ? covered[target] : targets[target]
      shares[target] = shares[target]?.map { $0 / area }
      unknown[target] /= area
    }
    return Categories(names: names, shares: shares, unknown: unknown)
  }
}
