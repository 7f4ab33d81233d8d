import Coverage
public import GeoModel

/// Events of a table brought to the mesh by code: counted once each, in a territory, outside, or unknown.
public struct EventCounts: Sendable {
  /// Of each territory of the mesh; nil where unknown or secret.
  public private(set) var of: [Double?] = []
  public private(set) var outside = 0.0
  /// Sum of what the table gives.
  public private(set) var read = 0.0

  public var assigned: Double { of.reduce(0) { $0 + ($1 ?? 0) } }
  public var unknownTerritories: Int { of.count { $0 == nil } }

  /// - Throws: `Diagnostic` where no code is that of a territory of the mesh.
  public init(_ table: AgeTable, in layer: LoadedTerritories, session: LoadSession) throws(Diagnostic) {
    let match = CodeJoin.report(
      table.byCode.keys, of: table.path, role: "Événements", to: layer.codes, isComplete: true,
      session: session)
    guard match.matched > 0 else {
      throw Diagnostic(
        "events.no-match", at: SourceLocation(file: table.path),
        Phrase(
          en: "no code of this table is that of a territory of --territories",
          fr: "aucun code de cette table n’est d’un territoire de --territories"),
        found: table.byCode.keys.sorted().prefix(3).joined(separator: ", "),
        hint: CodeJoin.hint(match, table.byCode.keys, layer.codes, table.path, session)
          ?? Phrase(
            en: "events of a level need the contours of that level in --territories",
            fr: "des événements d’un niveau demandent les contours de ce niveau dans --territories"))
    }
    of = layer.codes.map { code in
      var sum: Double? = 0
      for value in table.figures(of: code) ?? [nil] {
        sum = sum.flatMap { total in value.map { total + $0 } }
      }
      return sum
    }
    let codes = Set(layer.codes)
    // A sum of integers below 2^53: its order changes nothing.
    for (code, values) in table.byCode {
      let sum = values.reduce(0) { $0 + ($1 ?? 0) }
      if codes.contains(code) { continue }
      // An arrondissement municipal stands in its commune.
      if let commune = PopulationLoader.commune(of: code), codes.contains(commune) { continue }
      // A commune stands in its arrondissements.
      let parts = PopulationLoader.arrondissements.first { $0.commune == code }
      if let parts, codes.contains(String(parts.first)) { continue }
      outside += sum
    }
    read = assigned + outside
    let unknown = layer.codes.indices.filter { of[$0] == nil }
    guard !unknown.isEmpty else { return }
    session.warn(
      Diagnostic(
        "events.unknown", at: SourceLocation(file: table.path),
        Phrase(
          en:
            "the events of \(unknown.count) of \(layer.codes.count) territories are unknown, which is not 0",
          fr: "les événements de \(unknown.count) territoires sur \(layer.codes.count) sont inconnus, et non "
            + "nuls"),
        found: unknown.prefix(5).map { layer.codes[$0] }.joined(separator: ", "),
        hint: table.absentIsZero
          ? nil
          : Phrase(
            en: "--absent-zero if the table leaves out what is 0",
            fr: "--absent-zero si la table omet ce qui est nul")))
  }
}
