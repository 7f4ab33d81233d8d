public import Coverage
import GeoModel
import Reports

/// One join of a table with territories by code, as it is said and written.
public struct CodeJoin: Sendable, Equatable {
  /// What the table gives, in French: "Populations", "Niveau tas".
  public var role: String
  public var path: String
  public var match: KeyMatch

  /// Says what met and what did not; every join on codes goes through here.
  ///
  /// - Parameters:
  ///   - codes: those of the territories: of the mesh, or of a level.
  ///   - isComplete: true for a table that should have every territory, which sites and CPTS do not.
  @discardableResult
  static func report(
    _ keys: some Sequence<String>, of path: String, role: String, to codes: [String],
    isComplete: Bool, session: LoadSession
  ) -> KeyMatch {
    let territories = Set(codes)
    let match = KeyMatch(keys: keys.map { commune($0, territories) }, territories: territories)
    session.joined(CodeJoin(role: role, path: path, match: match))
    session.note(summary(match, path))
    session.describe(role: role, described(match, isComplete: isComplete))
    return match
  }

  /// An arrondissement municipal stands for its commune where the territories hold the commune only.
  private static func commune(_ code: String, _ territories: Set<String>) -> String {
    guard !territories.contains(code), let commune = PopulationLoader.commune(of: code),
      territories.contains(commune)
    else { return code }
    return commune
  }

  private static func summary(_ match: KeyMatch, _ path: String) -> Phrase {
    let alone = match.withoutTerritory
    let list = alone.prefix(5).joined(separator: ", ") + (alone.count > 5 ? "…" : "")
    return Phrase(
      en:
        "\(path): \(match.keyCount) codes; \(match.matched) of \(match.territoryCount) territories matched; "
        + "codes without a territory: \(alone.count)" + (alone.isEmpty ? "" : " (\(list))"),
      fr: "\(path) : \(match.keyCount) codes ; \(match.matched) territoires appariés sur "
        + "\(match.territoryCount) ; codes sans territoire : \(alone.count)"
        + (alone.isEmpty ? "" : " (\(list))"))
  }

  /// As the report says it of the input.
  private static func described(_ match: KeyMatch, isComplete: Bool) -> String {
    let matched = FrenchWords.count(match.matched, "code apparié", "codes appariés")
    var text = "\(matched) sur \(FrenchWords.numbers.integer(match.keyCount))"
    if isComplete && !match.withoutKey.isEmpty {
      text += ", \(FrenchWords.territories(match.withoutKey.count)) sans code"
    }
    return text
  }

  /// What to try where codes do not meet: zeros that a spreadsheet removed, or codes of another year.
  static func hint(
    _ match: KeyMatch, _ keys: some Sequence<String>, _ codes: [String], _ path: String,
    _ session: LoadSession
  ) -> Phrase? {
    if match.hasLostZeros {
      return Phrase(
        en: "restore the leading zeros of the codes: a spreadsheet has removed them",
        fr: "rétablir les zéros en tête des codes : un tableur les a ôtés")
    }
    guard let facts = session.communeFacts() else { return nil }
    let (table, territories) = (facts.recognise(keys), facts.recognise(codes))
    guard let from = table.years.last, let to = territories.years.last,
      Set(table.years).isDisjoint(with: territories.years)
    else { return nil }
    return Phrase(
      en: "the table has the codes of \(table.yearsText), the territories those of \(territories.yearsText): "
        + "maillage cog \(path) --from \(from) --to \(to)",
      fr: "la table a les codes de \(table.yearsText), les territoires ceux de \(territories.yearsText) : "
        + "maillage cog \(path) --from \(from) --to \(to)")
  }
}
