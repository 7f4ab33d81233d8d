/// The territories of a level over a mesh: which mesh territory lies in which, and how many people that makes.
public struct LevelFrame: Sendable {
  /// The level's own name: the column that it came from.
  public var key: String
  /// Ascending.
  public var codes: [String]
  public var names: [String?]
  /// Index among `codes` of each mesh territory; -1 in none.
  public var levelOf: [Int]
  /// Mesh territories of each, in the data and in the whole composition.
  public var communes: [Int]
  public var communesTotal: [Int]
  /// Nil where no mesh territory has a known population.
  public var populations: [Double?]
  /// Mesh territories in no territory of the level, and their people.
  public var communesOutside = 0
  public var populationOutside: Double?
  public var population: Double?

  public var count: Int { codes.count }
  /// The data hold only some of its communes.
  public func isTruncated(_ index: Int) -> Bool { communesTotal[index] > communes[index] }

  /// - Parameters:
  ///   - populations: inhabitants of each mesh territory; empty where none is known.
  ///   - membership: nil makes the mesh itself a level.
  public init(
    _ membership: Membership?, codes mesh: [String], names: [String?], populations: [Double?]
  ) {
    key = membership?.level ?? "mailles"
    let owner: [String?] =
      if let membership { mesh.map { membership.levelOf[$0] } } else { mesh.map { Optional($0) } }
    let codes = Set(owner.compactMap { $0 }).sorted()
    self.codes = codes
    var rank: [String: Int] = [:]
    for (index, code) in codes.enumerated() { rank[code] = index }
    levelOf = owner.map { code in code.flatMap { rank[$0] } ?? -1 }
    if let membership { self.names = codes.map { membership.names[$0] } } else { self.names = names }
    communesTotal = []
    communes = Array(repeating: 0, count: codes.count)
    self.populations = Array(repeating: nil, count: codes.count)
    for (index, level) in levelOf.enumerated() {
      let people = populations.isEmpty ? nil : populations[index]
      if let people { population = (population ?? 0) + people }
      guard level >= 0 else {
        communesOutside += 1
        if let people { populationOutside = (populationOutside ?? 0) + people }
        continue
      }
      communes[level] += 1
      if let people { self.populations[level] = (self.populations[level] ?? 0) + people }
    }
    if let membership {
      communesTotal = codes.map { membership.totals[$0] ?? 0 }
    } else {
      communesTotal = communes
    }
  }

  public func index(of code: String) -> Int? {
    var (low, high) = (0, codes.count)
    while low < high {
      let middle = (low + high) / 2
      if codes[middle] < code { low = middle + 1 } else { high = middle }
    }
    return low < codes.count && codes[low] == code ? low : nil
  }

  /// A name where it is known, else the code.
  public func label(_ index: Int) -> String { names[index] ?? codes[index] }
}
