public import Coverage
public import GeoFormats

/// The columns that set a rate beside that of a larger territory.
public enum ComparedColumns {
  static func names(_ job: ComparisonJob) -> [String] {
    let key = job.key
    let figures = [
      "taux_\(key)", "rapport_\(key)", "rapport_\(key)_ic95_bas", "rapport_\(key)_ic95_haut",
      "significatif_\(key)",
    ]
    guard job.holders != nil else { return figures + ["motif_\(key)"] }
    return ["code_\(key)"] + figures + ["a_cheval_\(key)", "tronque_\(key)", "motif_\(key)"]
  }

  static func cells(_ job: ComparisonJob, _ row: Indicators.Row) -> [IndicatorExtras.Cell] {
    let figure = job.figure(row)
    let figures: [IndicatorExtras.Cell] = [
      .number(figure.rate), .number(figure.ratio), .number(figure.lower), .number(figure.higher),
      .text(figure.word?.rawValue ?? ""),
    ]
    let reason = IndicatorExtras.Cell.text(figure.reason?.rawValue ?? "")
    guard job.holders != nil else { return figures + [reason] }
    return [.text(figure.upper ?? "")] + figures
      + [.flag(figure.isAcross), .flag(figure.isUpperTruncated), reason]
  }

  /// The cells of the total, and of what belongs to no territory.
  static func empty(_ job: ComparisonJob) -> [IndicatorExtras.Cell] { names(job).map { _ in .text("") } }

  /// Counts of the words, and the larger territories with their rates.
  public static func json(_ job: ComparisonJob, _ indicators: Indicators) -> JSONValue {
    let rows = indicators.rows.filter { !$0.code.isEmpty && $0.secrecy == nil }
    let figures = rows.map(job.figure)
    func count(_ word: UpperComparison.Word) -> JSONValue { .int(figures.count { $0.word == word }) }
    var members: [(key: String, value: JSONValue)] = [
      ("niveau", .string(job.title)), ("colonnes", .string(job.key)), ("au_dessus", count(.above)),
      ("comparables", count(.comparable)), ("au_dessous", count(.below)),
      ("sans_comparaison", .int(figures.count { $0.word == nil })),
    ]
    if let holders = job.holders {
      members += [
        ("a_cheval", .int(holders.across.count)),
        ("territoires_a_cheval", .array(holders.across.map { .string($0) })),
        ("tronques", .int(job.truncated.count)),
        (
          "territoires",
          .array(
            job.uppers.map { row in
              .object([
                ("code", .string(row.code)), ("nom", .optional(row.name)),
                ("population", .people(row.population)),
                ("tronque", .bool(row.isTruncated)),
                (IndicatorTable.rateName(indicators.base), Figures.number(row.rate, 6)),
                ("ic95_bas", Figures.number(row.lower, 6)), ("ic95_haut", Figures.number(row.upper, 6)),
                ("motif", .optional(row.missing?.rawValue)),
              ])
            })
        ),
      ]
    } else {
      members.append((IndicatorTable.rateName(indicators.base), Figures.number(job.rate, 6)))
    }
    return .object(members)
  }
}
