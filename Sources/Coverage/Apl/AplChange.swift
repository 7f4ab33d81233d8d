/// The APL of the same places in two years, and who crossed a threshold.
public struct AplChange: Sendable, Equatable {
  /// Where a place stands in both years; under a threshold is strict.
  public enum Crossing: String, Sendable, CaseIterable {
    case falls = "passe_sous_seuil", rises = "quitte_sous_seuil"
    case staysBelow = "reste_sous_seuil", staysAbove = "reste_hors_seuil"
  }

  public struct Row: Sendable, Equatable {
    public var code: String
    /// Inhabitants of the later year; nil where unknown.
    public var people: Double?
    public var before: Double?
    public var after: Double?
    /// Nil without a threshold, and where one of the years has no APL.
    public var crossing: Crossing?
    public var difference: Double? {
      guard let before, let after else { return nil }
      return after - before
    }
  }

  /// Every code of either year, ascending.
  public let rows: [Row]
  /// Codes of one year only, ascending, whether or not they have an APL there.
  public let onlyBefore: [String]
  public let onlyAfter: [String]

  /// - Parameters:
  ///   - before: by code; a code in `codesBefore` without an APL has none.
  ///   - people: inhabitants by code in the later year.
  public init(
    before: [String: Double], codesBefore: [String], after: [String: Double], codesAfter: [String],
    people: [String: Double], threshold: Double?
  ) {
    let (old, new) = (Set(codesBefore), Set(codesAfter))
    onlyBefore = old.subtracting(new).sorted()
    onlyAfter = new.subtracting(old).sorted()
    rows = old.union(new).sorted().map { code in
      var row = Row(code: code, people: people[code], before: before[code], after: after[code])
      if let threshold, let first = row.before, let second = row.after {
        row.crossing =
          first < threshold
          ? second < threshold ? .staysBelow : .rises : second < threshold ? .falls : .staysAbove
      }
      return row
    }
  }

  /// Places of a kind and their inhabitants, where known; nil where those of none of them are.
  public func count(_ crossing: Crossing) -> (places: Int, people: Double?) {
    let rows = rows.filter { $0.crossing == crossing }
    let people = rows.compactMap(\.people)
    return (rows.count, people.isEmpty && !rows.isEmpty ? nil : people.reduce(0, +))
  }

  /// Places with an APL in both years.
  public var compared: Int { rows.count { $0.difference != nil } }
}
