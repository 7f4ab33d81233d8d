import Coverage
import GeoFormats
import GeoModel

/// What must be said of a table that was carried.
enum CogWarnings {
  /// Why a code is not carried.
  static func reason(_ unknown: UnknownCode, year: Int) -> Phrase {
    switch unknown {
    case .part(.arrondissement, let commune):
      Phrase(en: "an arrondissement municipal of \(commune)", fr: "un arrondissement municipal de \(commune)")
    case .part(.deleguee, let commune):
      Phrase(en: "a commune déléguée of \(commune)", fr: "une commune déléguée de \(commune)")
    case .part(.associee, let commune):
      Phrase(en: "a commune associée of \(commune)", fr: "une commune associée de \(commune)")
    case .otherYear(let near):
      near < year
        ? Phrase(
          en: "a commune until \(near), not in \(year)", fr: "une commune jusqu’en \(near), pas en \(year)")
        : Phrase(
          en: "a commune from \(near) on, not in \(year)", fr: "une commune depuis \(near), pas en \(year)")
    case .overseas:
      Phrase(
        en: "an overseas collectivité, whose codes do not change",
        fr: "une collectivité d’outre-mer, dont les codes ne changent pas")
    case .malformed: Phrase(en: "not a code of a commune", fr: "ce n’est pas un code de commune")
    case .unknown:
      Phrase(en: "a commune of none of the years known", fr: "une commune d’aucune des années connues")
    }
  }

  static func say(
    _ job: CogJob, _ keys: CogKeys, _ carry: CommuneCarry, _ facts: CommuneFacts, _ session: LoadSession
  ) {
    let place = SourceLocation(file: job.table.path, field: job.table.table.columns[job.table.key].name)
    sayRepairs(keys, place, session)
    if !job.repeated.isEmpty {
      session.warn(
        Diagnostic(
          "cog.repeated", at: place,
          Phrase(
            en: "codes on several rows: \(job.repeated.count)"
              + (job.sums == nil ? "" : "; their rows are added up"),
            fr: "codes sur plusieurs lignes : \(job.repeated.count)"
              + (job.sums == nil ? "" : " ; leurs lignes sont additionnées")), found: first(job.repeated)))
    }
    sayParts(job, place, session)
    if !job.rejects.isEmpty { session.warn(RejectReport.warning(job.rejects, of: job.table.table, place)) }
    sayYear(job, facts, place, session)
    sayCities(job, facts, place, session)
    guard let sums = job.sums else {
      let split = job.codes.filter { $0.change == .split }
      if !split.isEmpty {
        session.warn(
          Diagnostic(
            "cog.split", at: place,
            Phrase(
              en: "codes split into several: \(split.count); their rows are repeated for each new code",
              fr: "codes scindés en plusieurs : \(split.count) ; leurs lignes sont répétées par nouveau code"),
            found: first(split.map { "\($0.code) → \($0.targets.joined(separator: " "))" })))
      }
      return
    }
    let partial = sums.rows.filter { !$0.missing.isEmpty }
    if !partial.isEmpty {
      session.warn(
        Diagnostic(
          "cog.partial-sum", at: place,
          Phrase(
            en: "new codes whose sum lacks a commune of \(job.from) that the table does not have: "
              + "\(partial.count)",
            fr: "nouveaux codes dont la somme manque d’une commune de \(job.from) absente de la table : "
              + "\(partial.count)"),
          found: first(partial.map { "\($0.code) (\($0.missing.joined(separator: " ")))" })))
    }
    for column in sums.columns where !column.emptyRows.isEmpty {
      session.warn(
        Diagnostic(
          "cog.no-value", at: SourceLocation(file: job.table.path, field: column.name),
          Phrase(
            en: "rows without a value, left out of the sums: \(column.emptyRows.count)",
            fr: "lignes sans valeur, laissées hors des sommes : \(column.emptyRows.count)"),
          found: first(column.emptyRows.map { job.table.code($0) })))
    }
    // The people of such a part live on more land than the part.
    let shared = job.codes.filter { $0.change == .split }.flatMap(\.targets)
      .filter { carry.origins(of: $0).count > 1 }
    if !shared.isEmpty {
      session.warn(
        Diagnostic(
          "cog.wide-weight", at: place,
          Phrase(
            en: "split codes with a part that also holds other communes, whose whole weight is used",
            fr: "codes scindés dont une partie contient aussi d’autres communes, au poids pris en entier"),
          found: first(shared)))
    }
  }

  private static func sayRepairs(_ keys: CogKeys, _ place: SourceLocation, _ session: LoadSession) {
    for damage in CommuneCode.Damage.allCases {
      guard let texts = keys.repaired[damage] else { continue }
      session.warn(
        Diagnostic(
          "cog.repaired", at: place,
          damage == .leadingZero
            ? Phrase(
              en: "codes without their leading zero, restored: \(texts.count)",
              fr: "codes sans leur zéro en tête, rétablis : \(texts.count)")
            : damage == .decimals
              ? Phrase(
                en: "codes written as decimal numbers, restored: \(texts.count)",
                fr: "codes écrits comme nombres décimaux, rétablis : \(texts.count)")
              : Phrase(
                en: "codes in lower case, restored: \(texts.count)",
                fr: "codes en minuscules, rétablis : \(texts.count)"), found: first(texts)))
    }
  }

  /// INSEE's own lists of communes hold their parts too, under codes that were those of communes.
  private static func sayParts(_ job: CogJob, _ place: SourceLocation, _ session: LoadSession) {
    let table = job.table.table
    guard let type = table.columns.firstIndex(where: { NameMatch.folded($0.name) == "typecom" }) else {
      return
    }
    let count = (0..<table.rowCount).count { ["COMA", "COMD"].contains(table.columns[type][$0]) }
    guard count > 0 else { return }
    let name = table.columns[type].name
    session.warn(
      Diagnostic(
        "cog.parts", at: SourceLocation(file: place.file, field: name),
        Phrase(
          en: "rows of communes déléguées or associées, which are parts of communes: \(count)",
          fr: "lignes de communes déléguées ou associées, qui sont des parties de communes : \(count)"),
        hint: Phrase(verbatim: "--where \(name)=COM")))
  }

  /// A year that was told, but that knows fewer codes than another.
  private static func sayYear(
    _ job: CogJob, _ facts: CommuneFacts, _ place: SourceLocation, _ session: LoadSession
  ) {
    guard job.recognition == nil else { return }
    let found = facts.recognise(job.codes.map(\.code))
    guard !found.years.isEmpty, !found.years.contains(job.from) else { return }
    let list = Set(job.codes.map { facts.commune($0.code) })
    let known = list.count { facts.history.isCommune($0, in: job.from) }
    guard known < found.codeCount - found.unknownCount else { return }
    session.warn(
      Diagnostic(
        "cog.other-year", at: place,
        Phrase(
          en: "\(known) of \(found.codeCount) codes are communes of \(job.from), "
            + "\(found.codeCount - found.unknownCount) of \(found.yearsText)",
          fr: "\(known) codes sur \(found.codeCount) sont des communes de \(job.from), "
            + "\(found.codeCount - found.unknownCount) de \(found.yearsText)"),
        hint: Phrase(verbatim: "--from \(found.years.last.map { String($0) } ?? "")")))
  }

  /// Paris, Lyon or Marseille beside their arrondissements: a sum counts them twice.
  private static func sayCities(
    _ job: CogJob, _ facts: CommuneFacts, _ place: SourceLocation, _ session: LoadSession
  ) {
    let districts = job.codes.filter(\.isArrondissement)
    guard !districts.isEmpty else { return }
    let cities = Set(districts.map { facts.commune($0.code) })
    let both = job.codes.map(\.code).filter { cities.contains($0) }.sorted()
    session.note(
      Phrase(
        en: "arrondissements municipaux, kept as they are: \(districts.count)",
        fr: "arrondissements municipaux, gardés tels quels : \(districts.count)"))
    guard !both.isEmpty else { return }
    session.warn(
      Diagnostic(
        "cog.city-twice", at: place,
        Phrase(
          en: "communes that stand beside their own arrondissements municipaux: totals count them twice",
          fr:
            "communes présentes à côté de leurs arrondissements municipaux : les totaux les comptent deux fois"
        ),
        found: first(both)))
  }

  private static func first(_ texts: [String]) -> String { texts.prefix(5).joined(separator: ", ") }
}
