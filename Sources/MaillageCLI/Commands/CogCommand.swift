import Coverage
import GeoFormats
import GeoModel
import Reports
import Studies

/// `maillage cog`: carries a table of commune codes from one year to another.
enum CogCommand {
  static let command = Command(spec: spec, run: run)

  private static let spec = CommandSpec(
    "cog",
    Phrase(
      en: "carries a table of commune codes from one year to another",
      fr: "porte une table de codes de communes d’une année à une autre"),
    positionals: [
      PositionalSpec("F", required: true, help: Phrase(en: "the table, CSV", fr: "la table, CSV"))
    ],
    options: [
      .one(
        "key", "C",
        help: Phrase(
          en: "column of the communes’ codes (recognised if usual)",
          fr: "colonne des codes de communes (reconnue si usuelle)")),
      .one(
        "from", "YEAR",
        help: Phrase(
          en: "year of the codes, 2012 to 2026 (recognised from the list)",
          fr: "année des codes, de 2012 à 2026 (reconnue d’après la liste)")),
      .one(
        "to", "YEAR", required: true,
        help: Phrase(
          en: "year to carry them to, later or earlier", fr: "année d’arrivée, postérieure ou antérieure")),
      .one(
        "where", "EXPR",
        help: Phrase(
          en: "rows to keep: field=value, !=, in (a, b), and",
          fr: "lignes à garder : champ=valeur, !=, in (a, b), and")),
      .one(
        "sum", "C,…",
        help: Phrase(
          en: "columns to add up by new code, apart by commas",
          fr: "colonnes à sommer par nouveau code, séparées par des virgules")),
      .one(
        "weights", "F",
        help: Phrase(
          en: "inhabitants by new code, to share out the sums of a commune that is split",
          fr: "habitants par nouveau code, pour partager les sommes d’une commune scindée")),
      .one(
        "weights-key", "C",
        help: Phrase(
          en: "its column of codes (recognised if usual)", fr: "sa colonne des codes (reconnue si usuelle)")),
      .one(
        "weights-value", "C",
        help: Phrase(
          en: "its column of inhabitants (recognised if usual)",
          fr: "sa colonne des habitants (reconnue si usuelle)")),
      .one(
        "rejects", "F", group: .output,
        help: Phrase(
          en: "where to write the rows that are not carried", fr: "où écrire les lignes non portées")),
      CommonOptions.output(
        Phrase(
          en: "CSV: code_origine, code, evenement, then the table’s columns or the sums",
          fr: "CSV : code_origine, code, evenement, puis les colonnes de la table ou les sommes")),
      InputArguments.excel,
    ],
    examples: [
      Example(
        "maillage cog populations-2018.csv --from 2018 --to 2024 --sum PMUN -o populations-2024.csv",
        Phrase(en: "Populations by the communes of 2024", fr: "Des populations par commune de 2024")),
      Example(
        "maillage cog medecins.csv --key CODGEO --to 2026 --sum medecins --weights populations-2026.csv -o m.csv",
        Phrase(
          en: "Counts carried across a split, by inhabitants",
          fr: "Des nombres portés à travers une scission, selon les habitants")),
    ],
    notes: [
      Phrase(
        en: "evenement is inchange, fusion, renomme (another code for the same land), scinde, or inconnu.",
        fr: "evenement vaut inchange, fusion, renomme (autre code, même territoire), scinde ou inconnu."),
      Phrase(
        en: "Without --sum every row is kept, and repeated for each new code of a commune that is split.",
        fr: "Sans --sum, chaque ligne est gardée, et répétée pour chaque nouveau code d’une commune scindée."),
      Phrase(
        en:
          "With --sum a split needs --weights; shares are whole units of the column and add up to its total.",
        fr:
          "Avec --sum, une scission demande --weights ; les parts sont des unités entières de la colonne et "
          + "font exactement son total."),
    ])

  @Sendable private static func run(_ context: CommandContext) throws -> CommandOutcome {
    let options = context.options
    try options.allow(["weights-key", "weights-value"], onlyWith: "weights")
    try options.allow(["weights"], onlyWith: "sum")
    var request = CogJob.Options(
      path: options.positionals[0], key: options.string("key"),
      from: try options.int("from", in: 1900...2999), to: try options.int("to", in: 1900...2999) ?? 0)
    request.filter = options.string("where")
    request.sums = (options.string("sum") ?? "").split(separator: ",").map {
      String($0.drop { $0 == " " })
    }
    let session = context.session()
    context.progress.start(Phrase(en: "Reading", fr: "Lecture"))
    let facts = try CommuneFacts.load(environment: context.environment)
    let weights = try options.string("weights").map {
      try PopulationLoader.load(
        $0, key: options.string("weights-key"), value: options.string("weights-value"), role: "Poids",
        option: "--weights", session: session
      ).byCode
    }
    let job = try CogJob(request, weights: weights, facts: facts, session: session)
    context.say(session)
    context.countRejectedRows(job.rejects.count)
    if let path = options.string("rejects") {
      try context.write(csv: CogOutput.rejects(job, language: context.language), to: path)
    }
    if let output = options.string("output") { try context.write(csv: CogOutput.csv(job), to: output) }
    return outcome(job)
  }

  private static func outcome(_ job: CogJob) -> CommandOutcome {
    let number = FrenchNumber.typographic
    var outcome = CommandOutcome()
    outcome.text(Phrase(en: "COG \(job.from) to \(job.to)", fr: "COG \(job.from) vers \(job.to)"))
    let counts: [(en: String, fr: String, key: String, count: Int)] = [
      ("codes read", "codes lus", "codes_lus", job.codes.count),
      ("unchanged", "inchangés", "inchanges", job.count(.unchanged)),
      ("merged", "fusionnés", "fusionnes", job.count(.merged)),
      ("under another code", "renommés", "renommes", job.count(.recoded)),
      ("split", "scindés", "scindes", job.count(.split)),
      ("not carried", "inconnus", "inconnus", job.unknown.count),
    ]
    outcome.json("annee_origine", .int(job.from))
    outcome.json("annee_reconnue", .bool(job.recognition != nil))
    outcome.json("annees_possibles", .array((job.recognition?.years ?? [job.from]).map { .int($0) }))
    outcome.json("annee_arrivee", .int(job.to))
    for count in counts {
      outcome.figure(Phrase(en: count.en, fr: count.fr), number.integer(count.count))
      outcome.json(count.key, .int(count.count))
    }
    if job.rowsFilteredOut > 0 {
      outcome.figure(
        Phrase(en: "left out by --where", fr: "écartées par --where"), number.integer(job.rowsFilteredOut))
    }
    outcome.figure(Phrase(en: "rows read", fr: "lignes lues"), number.integer(job.rowCount))
    outcome.figure(Phrase(en: "rows rejected", fr: "lignes rejetées"), number.integer(job.rejects.count))
    outcome.json("arrondissements_municipaux", .int(job.codes.count(where: \.isArrondissement)))
    outcome.json("codes_repares", .int(job.repaired))
    outcome.json("codes_repetes", .int(job.repeated.count))
    outcome.json("lignes_lues", .int(job.rowCount))
    outcome.json("lignes_hors_filtre", .int(job.rowsFilteredOut))
    outcome.json("lignes_portees", .int(job.rowCount - job.rejects.count))
    outcome.json("lignes_rejetees", .int(job.rejects.count))
    outcome.json("communes_arrivee", .int(Set(job.codes.flatMap(\.targets)).count))
    if let sums = job.sums { add(sums, to: &outcome) }
    return outcome
  }

  private static func add(_ sums: CogSums, to outcome: inout CommandOutcome) {
    outcome.json("sommes_incompletes", .int(sums.rows.count { !$0.missing.isEmpty }))
    var list: [JSONValue] = []
    for column in sums.columns {
      outcome.figure(
        Phrase(en: "total of \(column.name)", fr: "total de \(column.name)"),
        Phrase(
          en: "\(column.text(column.before)) = \(column.text(column.after)) carried"
            + " + \(column.text(column.rejected)) rejected",
          fr: "\(column.text(column.before)) = \(column.text(column.after)) portés"
            + " + \(column.text(column.rejected)) rejetés"))
      list.append(
        .object([
          ("colonne", .string(column.name)), ("total_avant", value(column, column.before)),
          ("total_apres", value(column, column.after)), ("total_rejete", value(column, column.rejected)),
          ("lignes_sans_valeur", .int(column.emptyRows.count)),
        ]))
    }
    outcome.json("sommes", .array(list))
  }

  private static func value(_ column: CogSums.Column, _ units: Int128) -> JSONValue {
    let text = column.text(units)
    return Int(text).map { .int($0) } ?? .number(Double(text) ?? .nan)
  }
}
