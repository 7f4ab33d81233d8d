/// Which communes are listed by no CPTS, by one, by several: the second meaning of zone blanche.
public struct MembershipCoverage: Sendable {
  /// One line of the composition: a territory lists a commune, or a part of it.
  public struct Listing: Sendable, Equatable {
    public var coverage: String
    public var commune: String
    /// An arrondissement municipal, where only that part of the commune is listed.
    public var part: String?

    public init(coverage: String, commune: String, part: String? = nil) {
      self.coverage = coverage
      self.commune = commune
      self.part = part
    }
  }

  public enum State: String, Sendable {
    case none = "aucune", one = "une", several = "plusieurs", partial = "partielle"
  }

  public struct Commune: Sendable {
    public var state: State
    /// Names of those that list it, whole or in part, ascending.
    public var coverages: [String]
    /// Inhabitants in none, one and several; nil where the commune's, or a listed part's, population is unknown.
    public var people: (none: Double, one: Double, several: Double)?
  }

  /// In the order of the mesh.
  public var communes: [Commune]
  /// Listings of communes that the mesh does not hold.
  public var unmatched: [Listing]
  /// Listings that stand twice in the composition.
  public var repeated: Int

  /// - Parameters:
  ///   - codes: codes of the mesh.
  ///   - partPopulations: inhabitants of the parts of communes, by code of the part.
  ///   - partCounts: how many parts a commune has; one that is listed in all its parts is listed.
  public init(
    codes: [String], populations: [Double?], listings: [Listing], partPopulations: [String: Double],
    partCounts: [String: Int] = [:]
  ) {
    var rank: [String: Int] = [:]
    for (index, code) in codes.enumerated() { rank[code] = index }
    var whole = [Set<String>](repeating: [], count: codes.count)
    var parts = [[String: Set<String>]](repeating: [:], count: codes.count)
    unmatched = []
    repeated = 0
    for listing in listings {
      // Where the mesh holds arrondissements municipaux, a part is a territory of its own.
      let own = listing.part.flatMap { rank[$0] }
      guard let index = own ?? rank[listing.commune] else {
        unmatched.append(listing)
        continue
      }
      let isNew: Bool
      if own == nil, let part = listing.part {
        isNew = parts[index][part, default: []].insert(listing.coverage).inserted
      } else {
        isNew = whole[index].insert(listing.coverage).inserted
      }
      if !isNew { repeated += 1 }
    }
    communes = codes.indices.map { index in
      Self.commune(
        whole: whole[index], parts: parts[index], population: populations.isEmpty ? nil : populations[index],
        partPopulations, isComplete: parts[index].count == partCounts[codes[index]])
    }
  }

  private static func commune(
    whole: Set<String>, parts: [String: Set<String>], population: Double?,
    _ partPopulations: [String: Double],
    isComplete: Bool
  ) -> Commune {
    let all = parts.values.reduce(whole) { $0.union($1) }.sorted()
    if parts.isEmpty {
      let state: State = whole.isEmpty ? .none : (whole.count == 1 ? .one : .several)
      let people = population.map { population -> (none: Double, one: Double, several: Double) in
        (state == .none ? population : 0, state == .one ? population : 0, state == .several ? population : 0)
      }
      return Commune(state: state, coverages: all, people: people)
    }
    // Some parts are listed on their own: each adds to those that list the whole commune.
    let overlaps = parts.contains { whole.union($0.value).count > 1 } || whole.count > 1
    let state: State = overlaps ? .several : (whole.isEmpty && !isComplete ? .partial : .one)
    guard let population else { return Commune(state: state, coverages: all, people: nil) }
    var people = (none: 0.0, one: 0.0, several: 0.0)
    var rest = population
    for part in parts.keys.sorted() {
      guard let inhabitants = partPopulations[part] else {
        return Commune(state: state, coverages: all, people: nil)
      }
      rest -= inhabitants
      if whole.union(parts[part] ?? []).count > 1 {
        people.several += inhabitants
      } else {
        people.one += inhabitants
      }
    }
    switch whole.count {
    case 0: people.none += max(0, rest)
    case 1: people.one += max(0, rest)
    default: people.several += max(0, rest)
    }
    return Commune(state: state, coverages: all, people: people)
  }

  public func count(_ state: State) -> Int { communes.reduce(0) { $0 + ($1.state == state ? 1 : 0) } }

  /// Inhabitants in none, one and several; nil where no commune has a population.
  public var people: (none: Double, one: Double, several: Double)? {
    var total: (none: Double, one: Double, several: Double)?
    for commune in communes {
      guard let people = commune.people else { continue }
      let sum = total ?? (0, 0, 0)
      total = (sum.none + people.none, sum.one + people.one, sum.several + people.several)
    }
    return total
  }
}
