/// How people who work at several sites are counted.
public enum Practice: String, Sendable, CaseIterable {
  /// Once, at the first of their sites in the file.
  case principal
  /// A share of one at each site.
  case prorata
  /// Once in each territory where they have a site; territories do not add up to the total.
  case distinct

  /// What each row counts for.
  ///
  /// - Parameters:
  ///   - persons: who each row is of; nil is someone else on every row.
  ///   - territories: of the level of the table; nil where the row belongs to none. Only `distinct` asks.
  ///   - isCounted: false for rows that are left out, which give no share to the others.
  public func weights(persons: [String?], territories: [String?], isCounted: [Bool]) -> [Double] {
    var rows: [String: Int] = [:]
    if self == .prorata {
      for (row, person) in persons.enumerated() where isCounted[row] {
        if let person { rows[person, default: 0] += 1 }
      }
    }
    var seen: Set<String> = []
    var seenIn: Set<[String]> = []
    return persons.indices.map { row in
      guard isCounted[row] else { return 0 }
      guard let person = persons[row] else { return 1 }
      switch self {
      case .principal: return seen.insert(person).inserted ? 1 : 0
      case .prorata: return 1 / Double(rows[person] ?? 1)
      case .distinct: return seenIn.insert([person, territories[row] ?? ""]).inserted ? 1 : 0
      }
    }
  }
}
