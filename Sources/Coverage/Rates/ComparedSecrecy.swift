/// Whether the counts of larger territories, published beside withheld counts of smaller ones, give any of these back.
///
/// A count is safe where it can be exchanged with another withheld one of a different value while all that is published
/// stays: the two then share a larger territory, and each is large enough for the events that the other has outside it.
public enum ComparedSecrecy {
  /// - Parameters:
  ///   - isWithheld: of each smaller territory.
  ///   - parts: events of each smaller territory by larger one.
  /// - Returns: the withheld territories that no such exchange protects, ascending.
  public static func recoverable(isWithheld: [Bool], parts: [[String: Int]]) -> [Int] {
    let withheld = isWithheld.indices.filter { isWithheld[$0] }
    let counts = parts.map { $0.values.reduce(0, +) }
    return withheld.filter { one in
      !withheld.contains { other in
        guard counts[other] != counts[one] else { return false }
        return parts[one].keys.contains { upper in
          guard let here = parts[one][upper], let there = parts[other][upper] else { return false }
          return counts[one] - here <= counts[other] && counts[other] - there <= counts[one]
        }
      }
    }
  }
}
