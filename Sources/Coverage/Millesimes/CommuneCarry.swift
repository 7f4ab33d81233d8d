/// What becomes of a commune between two years.
public enum CommuneChange: String, Sendable, CaseIterable {
  case unchanged = "inchange"
  /// The land is now part of a larger commune, whatever its code.
  case merged = "fusion"
  /// The same land under another code.
  case recoded = "renomme"
  /// The land is now in several communes.
  case split = "scinde"
}

/// Codes of one year carried to another, forwards or backwards.
public struct CommuneCarry: Sendable {
  public struct Carried: Sendable, Equatable {
    public var change: CommuneChange
    /// Codes of the year of arrival, ascending; several where the commune is split.
    public var targets: [String]

    public init(change: CommuneChange, targets: [String]) {
      self.change = change
      self.targets = targets
    }
  }

  public let from: Int
  public let to: Int
  private let history: CommuneHistory
  /// By index of code: communes of the other year with land in common.
  private let targets: [[Int32]]
  private let sources: [[Int32]]

  public init(_ history: CommuneHistory, from: Int, to: Int) {
    precondition(history.years.contains(from) && history.years.contains(to))
    self.history = history
    self.from = from
    self.to = to
    let old = history.communeOf[from - history.years.lowerBound]
    let new = history.communeOf[to - history.years.lowerBound]
    var targets = [[Int32]](repeating: [], count: history.codes.count)
    var sources = targets
    for (before, after) in zip(old, new) {
      if !targets[Int(before)].contains(after) { targets[Int(before)].append(after) }
      if !sources[Int(after)].contains(before) { sources[Int(after)].append(before) }
    }
    for index in targets.indices where targets[index].count > 1 { targets[index].sort() }
    for index in sources.indices where sources[index].count > 1 { sources[index].sort() }
    self.targets = targets
    self.sources = sources
  }

  /// Nil for a code that is not a commune of the first year.
  public subscript(code: String) -> Carried? {
    guard let index = history.index(of: code), !targets[index].isEmpty else { return nil }
    let change: CommuneChange
    if targets[index].count > 1 {
      change = .split
    } else if sources[Int(targets[index][0])].count > 1 {
      change = .merged
    } else {
      change = Int(targets[index][0]) == index ? .unchanged : .recoded
    }
    return Carried(change: change, targets: targets[index].map { history.codes[Int($0)] })
  }

  /// Communes of the first year with land in a commune of the second, ascending.
  public func origins(of target: String) -> [String] {
    guard let index = history.index(of: target) else { return [] }
    return sources[index].map { history.codes[Int($0)] }
  }
}
