import Coverage
import GeoModel

/// The year of a list of codes, where nobody told it.
enum CogYear {
  /// - Throws: `Diagnostic` where no code is that of a commune, and where several years are possible and the
  ///   answer depends on which.
  static func recognise(
    _ codes: [String], to: Int, place: SourceLocation, _ facts: CommuneFacts, _ session: LoadSession
  ) throws(Diagnostic) -> (year: Int, recognition: MillesimeRecognition) {
    let found = facts.recognise(codes)
    guard let year = found.years.last else {
      throw Diagnostic(
        "cog.not-communes", at: place,
        Phrase(
          en: "the year is not recognised: no code is that of a commune",
          fr: "l’année n’est pas reconnue : aucun code n’est celui d’une commune"),
        found: codes.first,
        expected: Phrase(en: "codes of communes such as 01004", fr: "des codes de communes comme 01004"),
        hint: Phrase(verbatim: "--key, --from"))
    }
    if let conflict = found.conflicts(of: codes.map { facts.commune($0) }, in: facts.history, to: to) {
      throw Diagnostic(
        "cog.ambiguous-year", at: place,
        Phrase(
          en: "the codes are of \(found.yearsText), and the answer depends on the year: "
            + "\(conflict.code) does not become the same from \(conflict.year) and from \(year)",
          fr: "les codes sont de \(found.yearsText), et la réponse dépend de l’année : "
            + "\(conflict.code) ne devient pas la même chose depuis \(conflict.year) et depuis \(year)"),
        hint: Phrase(en: "--from with the year of the table", fr: "--from avec l’année de la table"))
    }
    session.note(note(found, place))
    return (year, found)
  }

  private static func note(_ found: MillesimeRecognition, _ place: SourceLocation) -> Phrase {
    let path = place.file ?? ""
    let known = found.codeCount - found.unknownCount
    return Phrase(
      en: "\(path): codes of \(found.yearsText) recognised: \(known) of \(found.codeCount) are communes then"
        + (found.wholeDepartements > 0 ? ", whole départements: \(found.wholeDepartements)" : ""),
      fr: "\(path) : codes de \(found.yearsText) reconnus : \(known) sur \(found.codeCount) sont alors des "
        + "communes"
        + (found.wholeDepartements > 0 ? ", départements complets : \(found.wholeDepartements)" : ""))
  }
}
