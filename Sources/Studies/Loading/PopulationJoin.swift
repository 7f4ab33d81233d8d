import GeoModel

/// Populations brought to territories by code, with what does not match on either side.
public enum PopulationJoin {
  /// - Returns: inhabitants of each territory of the layer; nil where its code has none.
  public static func join(
    _ populations: Populations, _ layer: LoadedTerritories, path: String, session: LoadSession
  ) -> [Double?] {
    let joined = layer.codes.map { populations.byCode[$0] }
    let without = layer.codes.indices.filter { joined[$0] == nil }.map { layer.codes[$0] }
    if !populations.summed.isEmpty {
      let used = populations.summed.filter { layer.codes.contains($0) }
      if !used.isEmpty {
        session.note(
          Phrase(
            en: "\(path): \(used.joined(separator: ", ")) summed from the arrondissements municipaux",
            fr: "\(path) : \(used.joined(separator: ", ")) par somme des arrondissements municipaux"))
      }
    }
    if !without.isEmpty {
      session.warn(
        Diagnostic(
          without.count == layer.codes.count ? "population.no-match" : "population.unmatched",
          at: SourceLocation(file: path),
          Phrase(
            en: "\(without.count) of \(layer.codes.count) territories have no population",
            fr: "\(without.count) territoires sur \(layer.codes.count) n’ont pas de population"),
          found: without.prefix(5).joined(separator: ", "),
          hint: hint(without, populations)))
    }
    return joined
  }

  /// A code that lost its leading zero in one of the files is the usual cause.
  private static func hint(_ without: [String], _ populations: Populations) -> Phrase? {
    let damaged = without.contains { code in
      (code.hasPrefix("0") && populations.byCode[String(code.dropFirst())] != nil)
        || populations.byCode["0" + code] != nil
    }
    guard damaged else { return nil }
    return Phrase(
      en: "restore the leading zeros of the codes: a spreadsheet has removed them",
      fr: "rétablir les zéros en tête des codes : un tableur les a ôtés")
  }
}
