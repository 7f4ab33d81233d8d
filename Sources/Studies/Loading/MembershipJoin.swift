public import Coverage
import GeoModel

/// Levels brought to territories by code, with what does not match on either side.
public enum MembershipJoin {
  /// Says what met, and which territories of the layer are in no territory of the level.
  public static func report(
    _ membership: Membership, _ layer: LoadedTerritories, path: String, role: String? = nil,
    session: LoadSession
  ) {
    report(membership, codes: layer.codes, path: path, role: role, session: session)
  }

  /// The same for places with a code each.
  public static func report(
    _ membership: Membership, codes: [String], path: String, role: String? = nil, session: LoadSession
  ) {
    let keys = Array(membership.levelOf.keys) + membership.unassigned
    let match = CodeJoin.report(
      keys, of: path, role: role ?? "Niveau \(membership.level)", to: codes, isComplete: true,
      session: session)
    let without = codes.filter { membership.levelOf[$0] == nil }
    guard !without.isEmpty else { return }
    session.warn(
      Diagnostic(
        "membership.unmatched", at: SourceLocation(file: path),
        Phrase(
          en:
            "\(without.count) of \(codes.count) territories are in no territory of \(membership.level)",
          fr: "\(without.count) territoires sur \(codes.count) ne sont dans aucun territoire de "
            + membership.level),
        found: without.prefix(5).joined(separator: ", "),
        hint: match.withoutKey.isEmpty ? nil : CodeJoin.hint(match, keys, codes, path, session)))
  }
}

extension MembershipJoin {
  /// The composition with the arrondissements municipaux of Paris, Lyon and Marseille in place of the commune, where the
  /// places are arrondissements and the composition holds the commune only.
  public static func byArrondissement(_ membership: Membership, codes: [String]) -> Membership {
    let present = Set(codes)
    var levelOf = membership.levelOf
    for (commune, first, last) in PopulationLoader.arrondissements where !present.contains(commune) {
      let parts = (first...last).map { String($0) }
      guard let territory = levelOf[commune], parts.contains(where: { present.contains($0) }),
        !parts.contains(where: { levelOf[$0] != nil })
      else { continue }
      levelOf[commune] = nil
      for part in parts { levelOf[part] = territory }
    }
    return Membership(
      level: membership.level, levelOf: levelOf, names: membership.names, unassigned: membership.unassigned)
  }
}

/// Codes of sites brought to territories.
public enum SiteCodeJoin {
  /// Says what met; nothing where no column holds the codes of the sites' communes.
  public static func report(
    _ sites: LoadedSites, _ layer: LoadedTerritories, role: String = "Sites", session: LoadSession
  ) {
    guard !sites.codes.isEmpty else { return }
    let keys = sites.codes.compactMap { $0 }
    let match = CodeJoin.report(
      keys, of: sites.path, role: role, to: layer.codes, isComplete: false, session: session)
    // A site elsewhere is no defect; one whose code has lost its zero or is of another year is.
    guard !match.withoutTerritory.isEmpty,
      let hint = CodeJoin.hint(match, keys, layer.codes, sites.path, session)
    else { return }
    session.warn(
      Diagnostic(
        "sites.unmatched", at: SourceLocation(file: sites.path),
        Phrase(
          en: "\(match.withoutTerritory.count) codes of sites are those of no territory",
          fr: "\(match.withoutTerritory.count) codes de sites ne sont ceux d’aucun territoire"),
        found: match.withoutTerritory.prefix(5).joined(separator: ", "), hint: hint))
  }
}
