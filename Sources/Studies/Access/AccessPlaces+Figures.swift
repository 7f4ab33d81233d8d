import Coverage
import GeoFormats
import GeoModel

extension AccessPlaces {
  /// Takes the usual column of the inhabitants; methods that do not share supply do without.
  mutating func recognisePopulation(
    _ method: AccessModel.Method, _ session: LoadSession
  ) throws(Diagnostic) {
    guard let found = ColumnRoles(sites.table).population else {
      guard method.isPerInhabitant || method == .rationalAgents else {
        hasFigures = false
        return figures = figures.map { _ in 1 }
      }
      throw Diagnostic(
        "access.population", at: SourceLocation(file: sites.path),
        Phrase(
          en:
            "no column is known as the population; the columns are: \(sites.table.names.joined(separator: ", "))",
          fr: "aucune colonne connue comme population ; les colonnes sont : "
            + sites.table.names.joined(separator: ", ")), hint: Phrase(verbatim: "--population C"))
    }
    session.note(
      Phrase(
        en: "\(sites.path): the inhabitants are \"\(found.name)\"",
        fr: "\(sites.path) : les habitants sont « \(found.name) »"))
    figures = try Self.read(found.index, of: sites, sites.path, session)
  }

  /// The keys once each, in the order of their first place, and which one each place has.
  func distinctKeys() -> (keys: [String], keyOf: [Int32]) {
    var slots: [String: Int32] = [:]
    var distinct: [String] = []
    var keyOf: [Int32] = []
    keyOf.reserveCapacity(keys.count)
    for key in keys {
      if let slot = slots[key] {
        keyOf.append(slot)
        continue
      }
      let slot = Int32(truncatingIfNeeded: distinct.count)
      slots[key] = slot
      distinct.append(key)
      keyOf.append(slot)
    }
    return (distinct, keyOf)
  }

  /// A supply of unknown capacity would count as none in silence.
  func requireFigures() throws(Diagnostic) {
    guard let first = figures.firstIndex(of: nil) else { return }
    throw Diagnostic(
      "access.no-capacity", at: SourceLocation(file: sites.path, featureCode: keys[first]),
      Phrase(
        count: figures.count { $0 == nil },
        one: Phrase(en: "this supply has no capacity", fr: "cette offre n’a pas de capacité"),
        several: Phrase(
          en: "\(figures.count { $0 == nil }) supplies have no capacity; this is the first",
          fr: "\(figures.count { $0 == nil }) offres n’ont pas de capacité ; voici la première")),
      hint: Phrase(
        en: "complete the column, or leave these rows out with --supply-where",
        fr: "compléter la colonne, ou écarter ces lignes avec --supply-where"))
  }
}
