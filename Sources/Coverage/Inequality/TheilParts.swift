import GeoNative

/// Theil's T as a part between groups of territories and a part within them: T = Σ s_g ln(μ_g/μ) + Σ s_g T_g, with s_g
/// the group's share of the sum.
public struct TheilParts: Sendable {
  public struct Group: Sendable {
    public var code: String
    public var people: Double
    public var mean: Double
    /// Share of the sum of all.
    public var share: Double
    /// Theil's T inside; 0 for a group whose values are all 0.
    public var theil: Double
  }

  /// By ascending code.
  public var groups: [Group]
  public var between: Double
  public var within: Double

  /// - Returns: nil where `Inequality` has no answer, or all values are 0.
  public init?(values: [Double], people: [Double], groups labels: [String]) {
    guard labels.count == values.count, let all = Inequality(values: values, people: people), all.mean > 0
    else { return nil }
    var members: [String: [Int]] = [:]
    for (index, label) in labels.enumerated() { members[label, default: []].append(index) }
    let total = people.reduce(0, +)
    groups = []
    (between, within) = (0, 0)
    for (code, indices) in members.sorted(by: { $0.key < $1.key }) {
      guard
        let part = Inequality(values: indices.map { values[$0] }, people: indices.map { people[$0] })
      else { continue }
      let count = part.people.reduce(0, +)
      let share = part.mean * count / (all.mean * total)
      let theil = part.theil ?? 0
      groups.append(Group(code: code, people: count, mean: part.mean, share: share, theil: theil))
      if share > 0 { between += share * Double.logarithm(part.mean / all.mean) }
      within += share * theil
    }
  }
}
