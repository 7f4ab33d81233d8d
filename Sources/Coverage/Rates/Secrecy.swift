/// Statistical secrecy of counts that are published beside their total.
///
/// A count from 1 to `minimum` − 1 is withheld. The total would give a lone withheld count back, and several equal ones
/// as well; the smallest counts left are therefore withheld too, all that are equal together, until the withheld
/// counts have two different values. What is withheld is then every count up to a limit, so that exchanging two
/// different withheld counts gives a table that is published in the same way: neither can be told from the other,
/// even by one who knows this rule. Zeros stay, unless all other counts are withheld and equal.
public struct Secrecy: Sendable, Equatable {
  /// Why a count is withheld.
  public enum Reason: String, Sendable {
    case primary = "secret"
    case secondary = "secret secondaire"
  }

  public var minimum: Int
  /// Nil for the counts that are published.
  public var reasons: [Reason?]
  /// False where the total is below the minimum, or tells all counts by itself: nothing can be published.
  public var isPossible: Bool

  /// - Parameters:
  ///   - counts: those that the total sums, 0 or more.
  ///   - minimum: the least count that may be published: 3, 5, 11; at least 2.
  public init(_ counts: [Int], minimum: Int) {
    self.minimum = minimum
    reasons = counts.map { $0 > 0 && $0 < minimum ? .primary : nil }
    isPossible = true
    guard reasons.contains(.primary) else { return }
    guard counts.reduce(0, +) >= minimum else {
      isPossible = false
      return
    }
    let primaries = Set(counts.filter { $0 > 0 && $0 < minimum })
    if primaries.count > 1 { return }
    if let next = counts.filter({ $0 >= minimum }).min() {
      for index in counts.indices where counts[index] == next { reasons[index] = .secondary }
    } else if counts.contains(0) {
      for index in counts.indices where counts[index] == 0 { reasons[index] = .secondary }
    } else {
      isPossible = false
    }
  }

  /// Withheld counts for which no other table is published in the same way: none, where the rule is applied.
  ///
  /// For each one it looks for a witness: the table with this count and another withheld one exchanged.
  public func recoverable(in counts: [Int]) -> [Int] {
    guard isPossible else { return [] }
    let withheld = counts.indices.filter { reasons[$0] != nil }
    return withheld.filter { index in
      guard let other = withheld.first(where: { counts[$0] != counts[index] }) else { return true }
      var exchanged = counts
      exchanged.swapAt(index, other)
      let again = Secrecy(exchanged, minimum: minimum)
      return !again.isPossible
        || counts.indices.contains {
          (again.reasons[$0] == nil) != (reasons[$0] == nil)
            || (reasons[$0] == nil && exchanged[$0] != counts[$0])
        }
    }
  }
}
