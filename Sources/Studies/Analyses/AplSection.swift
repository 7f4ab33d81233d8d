import Coverage
import GeoModel
import Reports

/// The section of an APL in a report, and its files.
struct AplSection {
  let analysis: AplAnalysis
  let context: AnalysisContext
  /// Of the places, and of the territories that they make; nil where these are the places.
  let frame: LevelFrame
  let upper: LevelFrame?
  let job: AplJob
  /// Codes of the table that are none of the study's.
  let outside: Int

  private let numbers = FrenchNumber.typographic

  init(
    _ analysis: AplAnalysis, _ context: AnalysisContext, _ frame: LevelFrame, _ upper: LevelFrame?,
    _ job: AplJob, outside: Int
  ) {
    (self.analysis, self.context) = (analysis, context)
    (self.frame, self.upper, self.job, self.outside) = (frame, upper, job, outside)
  }

  private var whole: AplDistribution { job.distributions[0] }
  private var noun: String { analysis.noun ?? job.places.series[0].words.french }
  private var limit: String { numbers.short(analysis.threshold) }
  private func figure(_ value: Double?) -> String { numbers.decimal(value, decimals: 2) }

  var answer: AnalysisAnswer {
    var answer = AnalysisAnswer(answer: sentences)
    answer.tables = [table] + (upper == nil ? [] : [placesTable])
    answer.method = method
    let known = job.places.people.compactMap { $0 }.reduce(0, +)
    let without = job.places.codes.indices.filter { job.places.series[0].values[$0] == nil }
      .reduce(0.0) { $0 + (job.places.people[$1] ?? 0) }
    answer.balances = [
      AnalysisSection.Balance(
        "APL (\(noun))", total: known, "habitants",
        parts: [(whole.people, "avec une APL"), (without, "sans APL")])
    ]
    answer.figures = figures
    let shown = upper ?? frame
    let values = upper == nil ? job.places.series[0].values : (job.zones ?? []).map { $0.series[0].mean }
    let codes = upper == nil ? job.places.codes : (job.zones ?? []).map(\.code)
    var map = AnalysisMap(
      level: shown.key == "mailles" ? nil : shown.key, values: [:], title: "APL", unit: nil,
      description: "APL (\(noun)), en \(analysis.unit)")
    for (code, value) in zip(codes, values) { map.values[code] = value }
    answer.map = map
    return answer
  }

  private var sentences: [Prose] {
    guard let mean = whole.mean else { return ["Aucun lieu de l’étude n’a d’APL et d’habitants connus."] }
    let weights = job.isStandardised ? "population standardisée" : "population totale"
    var result: [Prose] = [
      Prose(
        "L’APL (\(noun)) est en moyenne de \(figure(mean)) \(analysis.unit), pondérée par la \(weights) ; "
          + "\(FrenchWords.people(whole.peopleBelow)) (\(numbers.percent(whole.shareBelow))) sont sous \(limit), strictement."
      )
    ]
    if whole.deciles.count == 9, let low = whole.lowestTenth, let high = whole.highestTenth {
      let ratio = whole.tenthRatio.map { ", soit \(numbers.decimal($0, decimals: 1)) fois plus" } ?? ""
      result.append(
        Prose(
          "Un habitant sur dix a au plus \(figure(whole.deciles[0])), la moitié au plus \(figure(whole.deciles[4])) ; "
            + "le dixième le moins doté a en moyenne \(figure(low)), le mieux doté \(figure(high))\(ratio)."))
    }
    if let previous = job.previous {
      let (falls, rises) = (previous.change.count(.falls), previous.change.count(.rises))
      let old = job.isStandardised ? previous.distribution.mean : previous.distribution.meanByPeople
      result.append(
        Prose(
          "L’année précédente, la moyenne était de \(figure(old)) et la part sous \(limit) de \(numbers.percent(previous.distribution.shareBelow)). "
            + "\(FrenchWords.sentence(places(falls.places))) (\(FrenchWords.people(falls.people))) \(verb(falls.places, "est passé", "sont passés")) sous \(limit) ; "
            + "\(places(rises.places)) (\(FrenchWords.people(rises.people))) n’y \(verb(rises.places, "est", "sont")) plus."
        ))
    }
    return result
  }

  private func places(_ count: Int) -> String {
    FrenchWords.count(count, "territoire", "territoires", none: "aucun territoire")
  }

  private func verb(_ count: Int, _ singular: String, _ plural: String) -> String {
    FrenchWords.isPlural(count) ? plural : singular
  }

  private var table: FigureTable {
    guard let upper, let zones = job.zones else {
      var table = placesTable
      let values = job.places.series[0].values
      table.shown = extremes(values)
      table.caption = "Les dix APL les plus basses, puis les dix plus hautes"
      return table
    }
    var table = FigureTable(
      AnalysisContext.fileName("apl", upper.key),
      [
        .init("code", nil), .init("nom", "Territoire"), .init("population", "Habitants", .people),
        .init("population_standardisee", nil, .people), .init("tronque", nil, .flag),
        .init("apl", "APL", .number(decimals: 2)),
        .init("apl_pond_population_totale", nil, .number(decimals: 2)),
        .init("population_sous_seuil", "Sous \(limit)", .people),
        .init("part_population_sous_seuil", "Part", .share), .init("lieux_sans_apl", nil, .count),
      ])
    table.rows = zones.map { zone in
      let index = upper.index(of: zone.code)
      let own = zone.series[0]
      return [
        .text(zone.code), .text(index.map { upper.label($0) } ?? zone.code), .init(zone.people),
        job.isStandardised ? .init(zone.standardised) : .missing,
        .flag(index.map { upper.isTruncated($0) } ?? false), .init(own.mean), .init(own.meanByPeople),
        .init(own.peopleBelow), .init(own.shareBelow), .count(zone.placesWithout.count),
      ]
    }
    mark(&table, upper, zones.map(\.code), "APL de la partie présente dans l’étude.")
    table.shown = extremes(zones.map { $0.series[0].mean })
    table.caption =
      "\(FrenchWords.sentence(context.title(upper))) : les dix APL les plus basses, puis les dix plus hautes"
    table.totals = [
      [
        .missing, .text("Ensemble"), .init(whole.people),
        job.isStandardised ? .init(whole.standardised) : .missing, .text(""), .init(whole.mean),
        .init(whole.meanByPeople), .init(whole.peopleBelow), .init(whole.shareBelow),
        .count(job.places.count - whole.places),
      ]
    ]
    return table
  }

  /// Rows of the ten lowest figures, then of the ten highest; all where there are fewer.
  private func extremes(_ values: [Double?]) -> [Int] {
    let known = values.indices.filter { values[$0] != nil }
      .sorted { (values[$0] ?? 0, $0) < (values[$1] ?? 0, $1) }
    return known.count <= 20 ? known : Array(known.prefix(10) + known.suffix(10))
  }

  private var placesTable: FigureTable {
    var columns: [FigureTable.Column] = [
      .init("code", nil), .init("nom", "Territoire"), .init("population", "Habitants", .people),
      .init("population_standardisee", nil, .people), .init("tronque", nil, .flag),
      .init("apl", "APL", .number(decimals: 2)), .init("motif", nil),
    ]
    if job.previous != nil {
      columns += [
        .init("apl_avant", "Avant", .number(decimals: 2)), .init("ecart", "Écart", .number(decimals: 2)),
        .init("passage", nil),
      ]
    }
    var table = FigureTable(AnalysisContext.fileName("apl", frame.key), columns)
    var changes: [String: AplChange.Row] = [:]
    for row in job.previous?.change.rows ?? [] { changes[row.code] = row }
    table.rows = job.places.codes.enumerated().map { index, code in
      let place = frame.index(of: code)
      let label = place.map { frame.label($0) } ?? code
      var row: [FigureTable.Figure] = [
        .text(code), .text(label), .init(job.places.people[index]),
        job.isStandardised ? .init(job.places.standardised[index]) : .missing,
        .flag(place.map { frame.isTruncated($0) } ?? false), .init(job.places.series[0].values[index]),
        .init(job.places.reasons[index]?.french),
      ]
      if job.previous != nil {
        let change = changes[code]
        row += [.init(change?.before), .init(change?.difference), .init(change?.crossing?.rawValue)]
      }
      return row
    }
    mark(&table, frame, job.places.codes, "habitants de la partie présente dans l’étude.")
    return table
  }

  private func mark(_ table: inout FigureTable, _ frame: LevelFrame, _ codes: [String], _ words: String) {
    table.marked = Set(codes.indices.filter { frame.index(of: codes[$0]).map(frame.isTruncated) ?? false })
    if !table.marked.isEmpty { table.note = "* Territoire tronqué : \(words)" }
  }

  private var method: [Prose] {
    var result: [Prose] = [
      "APL de la DREES (accessibilité potentielle localisée), lue dans la table : elle n’est pas recalculée ici.",
      job.isStandardised
        ? "Moyenne d’un territoire : celle de ses lieux, pondérée par leur population standardisée par l’âge. Les habitants sous le seuil et les déciles sont comptés sur la population totale."
        : "La table n’a pas de population standardisée par l’âge : les moyennes sont pondérées par la population totale, ce qui n’est pas la règle de la DREES.",
      Prose(
        "Seuil : strictement moins de \(limit) \(analysis.unit) ; un lieu qui est au seuil n’est pas dessous."
      ),
    ]
    let without = job.places.count - whole.places
    if without > 0 {
      result.append(
        Prose(
          "\(FrenchWords.sentence(places(without))) de l’étude n’\(verb(without, "a", "ont")) pas d’APL dans la table, et ne \(verb(without, "compte", "comptent")) dans aucune moyenne."
        ))
    }
    if outside > 0 {
      result.append(
        Prose(
          "\(FrenchWords.count(outside, "code", "codes")) de la table \(verb(outside, "est", "sont")) hors de l’étude."
        ))
    }
    result.append(
      "\(strong: "Ce que ce chiffre ne dit pas.") L’APL mesure une offre potentielle par habitant, non un délai ni un recours ; les habitants d’un lieu ont tous la sienne ; les APL de deux professions, d’unités différentes, ne s’additionnent pas."
    )
    return result
  }

  private var figures: [(key: String, value: FigureTable.Figure)] {
    var result: [(key: String, value: FigureTable.Figure)] = [
      ("lieux", .text(frame.key)), ("niveau", .text((upper ?? frame).key)),
      ("lieux_avec_apl", .count(whole.places)), ("lieux_sans_apl", .count(job.places.count - whole.places)),
      ("codes_hors_etude", .count(outside)), ("population", .number(whole.people)),
      ("ponderation", .text(job.isStandardised ? "population_standardisee" : "population_totale")),
      ("apl_moyenne", .init(whole.mean)), ("apl_moyenne_pond_population_totale", .init(whole.meanByPeople)),
      ("seuil", .number(analysis.threshold)), ("population_sous_seuil", .init(whole.peopleBelow)),
      ("part_population_sous_seuil", .init(whole.shareBelow)),
      ("rapport_dixiemes_extremes", .init(whole.tenthRatio)),
    ]
    for (index, decile) in whole.deciles.enumerated() {
      result.append(("decile_\(index + 1)", .number(decile)))
    }
    if let previous = job.previous {
      let change = previous.change
      result += [
        ("apl_moyenne_avant", .init(previous.distribution.mean)),
        ("part_population_sous_seuil_avant", .init(previous.distribution.shareBelow)),
        ("lieux_passes_sous_seuil", .count(change.count(.falls).places)),
        ("population_passee_sous_seuil", .init(change.count(.falls).people)),
        ("lieux_sortis_du_seuil", .count(change.count(.rises).places)),
        ("population_sortie_du_seuil", .init(change.count(.rises).people)),
      ]
    }
    return result
  }
}
