/// Whether the counts of larger territories, published beside withheld counts of smaller ones, give any of these back.
///
/// Withheld territories that lie in the same larger ones can be exchanged, all their events with them: no sum changes,
/// nor the withheld counts as a whole, nor the answer of this rule. A count is safe where such an exchange gives another
/// one: where the withheld counts of its group have two values. A territory that alone lies across its larger ones is not.
public enum ComparedSecrecy {
  /// - Parameters:
  ///   - counts: of each smaller territory.
  ///   - isWithheld: of each smaller territory.
  ///   - uppers: the larger ones that each lies in.
  /// - Returns: the withheld territories that no exchange protects, ascending.
  public static func recoverable(counts: [Int], isWithheld: [Bool], uppers: [Set<String>]) -> [Int] {
    let withheld = isWithheld.indices.filter { isWithheld[$0] }
    var values: [Set<String>: Set<Int>] = [:]
    for index in withheld { values[uppers[index], default: []].insert(counts[index]) }
    return withheld.filter { (values[uppers[$0]]?.count ?? 0) < 2 }
  }
}
