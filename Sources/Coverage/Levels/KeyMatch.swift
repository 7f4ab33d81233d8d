/// The keys of a table beside the codes of territories: what meets, and what stays alone on either side.
public struct KeyMatch: Sendable, Equatable {
  /// Distinct keys of the table.
  public var keyCount: Int
  public var territoryCount: Int
  /// Keys of the table without a territory, ascending.
  public var withoutTerritory: [String]
  /// Territories without a key, ascending.
  public var withoutKey: [String]

  /// Territories that have a key.
  public var matched: Int { territoryCount - withoutKey.count }

  public init(keys: some Sequence<String>, territories: some Sequence<String>) {
    let (left, right) = (Set(keys), Set(territories))
    keyCount = left.count
    territoryCount = right.count
    withoutTerritory = left.filter { !right.contains($0) }.sorted()
    withoutKey = right.filter { !left.contains($0) }.sorted()
  }

  /// True where a code that stays alone is the same as one of the other side but for a zero that was lost.
  public var hasLostZeros: Bool {
    let (left, right) = (Set(withoutTerritory), Set(withoutKey))
    return left.contains { right.contains("0" + $0) } || right.contains { left.contains("0" + $0) }
  }
}
