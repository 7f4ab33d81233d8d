import Coverage
import GeoModel

/// Populations brought to territories by code, with what does not match on either side.
public enum PopulationJoin {
  /// - Returns: inhabitants of each territory of the layer; nil where its code has none.
  public static func join(
    _ populations: Populations, _ layer: LoadedTerritories, path: String, session: LoadSession
  ) -> [Double?] {
    let joined = layer.codes.map { populations.byCode[$0] }
    if !populations.summed.isEmpty {
      let used = populations.summed.filter { layer.codes.contains($0) }
      if !used.isEmpty {
        session.note(
          Phrase(
            en: "\(path): \(used.joined(separator: ", ")) summed from the arrondissements municipaux",
            fr: "\(path) : \(used.joined(separator: ", ")) par somme des arrondissements municipaux"))
      }
    }
    let match = CodeJoin.report(
      populations.byCode.keys, of: path, role: "Populations", to: layer.codes, isComplete: true,
      session: session)
    if !match.withoutKey.isEmpty {
      session.warn(
        Diagnostic(
          match.matched == 0 ? "population.no-match" : "population.unmatched", at: SourceLocation(file: path),
          Phrase(
            count: match.withoutKey.count,
            one: Phrase(
              en: "1 of \(match.territoryCount) territories has no population",
              fr: "1 territoire sur \(match.territoryCount) n’a pas de population"),
            several: Phrase(
              en: "\(match.withoutKey.count) of \(match.territoryCount) territories have no population",
              fr: "\(match.withoutKey.count) territoires sur \(match.territoryCount) n’ont pas de population")
          ),
          found: match.withoutKey.prefix(5).joined(separator: ", "),
          hint: CodeJoin.hint(match, populations.byCode.keys, layer.codes, path, session)))
    }
    return joined
  }
}
