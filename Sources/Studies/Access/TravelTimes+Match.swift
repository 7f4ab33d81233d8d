import GeoModel

extension TravelTimes {
  /// A matrix that speaks of no place, or of no supply, answers nothing: zeros everywhere would pass for a result.
  ///
  /// - Parameters: keys of both sides, in the order of `demandsWithoutRow` and `suppliesWithoutRow`.
  func requireMatch(demand: [String], supply: [String]) throws(Diagnostic) {
    let sides = [
      (
        demandsWithoutRow.count == demand.count, demand,
        Phrase(
          en: "no row of the matrix is of a place of demand",
          fr: "aucune ligne de la matrice n’est celle d’un lieu de demande"), "--times-from"
      ),
      (
        suppliesWithoutRow.count == supply.count, supply,
        Phrase(
          en: "no row of the matrix is of a supply", fr: "aucune ligne de la matrice n’est celle d’une offre"),
        "--times-to"
      ),
    ]
    for (isMissing, keys, message, option) in sides where isMissing && rows > 0 {
      throw Diagnostic(
        "access.times-unmatched", at: SourceLocation(file: path), message,
        expected: Phrase(
          en: "keys such as \(keys.prefix(3).joined(separator: ", "))",
          fr: "des clés comme \(keys.prefix(3).joined(separator: ", "))"),
        hint: Phrase(
          en: "another column with \(option), other keys, or the leading zeros that the codes have lost",
          fr: "une autre colonne avec \(option), d’autres clés, ou les zéros que les codes ont perdus"))
    }
  }
}
