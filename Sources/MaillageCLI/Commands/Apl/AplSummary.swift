import Coverage
import GeoFormats
import GeoModel
import Reports
import Studies

/// What `apl` says of its work.
struct AplSummary {
  let job: AplJob
  /// Of the activity, as the user writes it.
  let unit: String
  let number = FrenchNumber.typographic

  init(_ job: AplJob, unit: String) {
    self.job = job
    self.unit = unit
  }

  func outcome(_ session: LoadSession) -> CommandOutcome {
    var outcome = CommandOutcome()
    outcome.json("source", .string(job.computation == nil ? "table" : "calcul"))
    if let computation = job.computation { AplMethodSummary(computation, unit: unit).add(to: &outcome) }
    addPlaces(&outcome)
    for (index, series) in job.places.series.enumerated() {
      add(series, job.distributions[index], &outcome)
    }
    outcome.json("series", .array(job.places.series.indices.map(json)))
    outcome.json("zones", AplLevelSummary(job).zones(&outcome))
    outcome.json("comparaison", AplLevelSummary(job).change(&outcome))
    outcome.json("publie", AplLevelSummary(job).published(&outcome))
    outcome.json("appariements", JoinSummary.json(session))
    return outcome
  }

  private func addPlaces(_ outcome: inout CommandOutcome) {
    let places = job.places
    let without = places.reasons.count { $0 != nil }
    outcome.figure(Phrase(en: "places", fr: "lieux"), number.integer(places.count))
    outcome.figure(
      Phrase(en: "with an APL, without", fr: "avec une APL, sans"),
      "\(number.integer(places.count - without)), \(number.integer(without))")
    outcome.json("lieux", .int(places.count))
    outcome.json("avec_apl", .int(places.count - without))
    outcome.json("sans_apl", .int(without))
    outcome.json("secrets", .int(places.reasons.count { $0?.french == "secret" }))
    let hasPeople = places.people.contains { $0 != nil }
    let people = hasPeople ? places.people.reduce(0) { $0 + ($1 ?? 0) } : nil
    outcome.json("population", .people(people))
    if let people {
      outcome.figure(Phrase(en: "inhabitants", fr: "habitants"), number.population(people))
    }
    let standardised =
      job.isStandardised ? places.standardised.reduce(0) { $0 + ($1 ?? 0) } : nil
    outcome.json("population_standardisee", .people(standardised))
    if let standardised {
      outcome.figure(
        Phrase(en: "standardised inhabitants", fr: "habitants standardisés"), number.population(standardised))
    }
    outcome.json("seuil", job.threshold.map { .number($0) } ?? .null)
  }

  /// A column of a table names itself.
  private func heading(_ words: Phrase) -> Phrase {
    if words.french.lowercased() == "apl" { return Phrase(verbatim: "APL") }
    return words.french.lowercased().hasPrefix("apl")
      ? words : Phrase(en: "APL, \(words.english)", fr: "APL, \(words.french)")
  }

  private func add(
    _ series: AplPlaces.Series, _ figures: AplDistribution, _ outcome: inout CommandOutcome
  ) {
    outcome.text(heading(series.words))
    if let balance = series.balance {
      outcome.figure(Phrase(en: "activity", fr: "activité"), number.short(balance.totalSupply))
      outcome.figure(
        Phrase(en: "in reach of inhabitants", fr: "à portée d’habitants"),
        number.short(balance.reachedSupply))
      outcome.figure(
        job.isStandardised
          ? Phrase(en: "Σ standardised inhabitants × APL", fr: "Σ habitants standardisés × APL")
          : Phrase(en: "Σ inhabitants × APL", fr: "Σ habitants × APL"),
        number.short(balance.distributedSupply))
    }
    if figures.mean == nil && figures.meanByPeople == nil {
      outcome.figure(
        Phrase(en: "mean of the places", fr: "moyenne des lieux"),
        number.decimal(figures.meanOfPlaces, decimals: 3))
    } else {
      if job.isStandardised {
        outcome.figure(
          Phrase(en: "mean, standardised inhabitants", fr: "moyenne, habitants standardisés"),
          number.decimal(figures.mean, decimals: 3))
      }
      outcome.figure(
        Phrase(en: "mean, all inhabitants", fr: "moyenne, tous les habitants"),
        number.decimal(figures.meanByPeople, decimals: 3))
    }
    if let threshold = job.threshold {
      let limit = number.short(threshold)
      outcome.figure(
        Phrase(en: "places under \(FixedDecimal.shortest(threshold))", fr: "lieux sous \(limit)"),
        number.integer(figures.placesBelow))
      if figures.people > 0 {
        outcome.figure(
          Phrase(
            en: "inhabitants under \(FixedDecimal.shortest(threshold))", fr: "habitants sous \(limit)"),
          "\(number.population(figures.peopleBelow)), \(number.percent(figures.shareBelow))")
      }
    }
    guard !figures.deciles.isEmpty else { return }
    if figures.people < job.places.people.reduce(0, { $0 + ($1 ?? 0) }) {
      outcome.figure(
        Phrase(en: "of inhabitants with an APL", fr: "sur les habitants ayant une APL"),
        number.population(figures.people))
    }
    let deciles = figures.deciles.map { number.decimal($0, decimals: 2) }
    outcome.figure(
      Phrase(en: "deciles D1 to D9", fr: "déciles D1 à D9"),
      Phrase(
        en: deciles.map { Phrase(figure: $0).english }.joined(separator: ", "),
        fr: deciles.joined(separator: " ; ")))
    outcome.figure(
      Phrase(en: "means of the extreme tenths", fr: "moyennes des dixièmes extrêmes"),
      Phrase(
        en: [figures.lowestTenth, figures.highestTenth]
          .map { Phrase(figure: number.decimal($0, decimals: 2)).english }.joined(separator: ", "),
        fr: [figures.lowestTenth, figures.highestTenth].map { number.decimal($0, decimals: 2) }
          .joined(separator: " ; ")))
    outcome.figure(
      Phrase(en: "ratio of these means", fr: "rapport de ces moyennes"),
      number.decimal(figures.tenthRatio, decimals: 2))
  }

  private func json(_ index: Int) -> JSONValue {
    let (series, figures) = (job.places.series[index], job.distributions[index])
    func value(_ number: Double?) -> JSONValue { number.map { .number($0, decimals: 9) } ?? .null }
    var members: [(key: String, value: JSONValue)] = [
      ("serie", .string(series.name)), ("intitule", .string(series.words.french)),
      ("lieux", .int(figures.places)), ("population", .people(figures.people)),
      ("moyenne", value(job.isStandardised ? figures.mean : nil)),
      ("moyenne_population_totale", value(figures.meanByPeople)),
      ("moyenne_lieux", value(figures.meanOfPlaces)),
    ]
    members.append(("lieux_sous_seuil", figures.placesBelow.map { .int($0) } ?? .null))
    members.append(("population_sous_seuil", .people(figures.people > 0 ? figures.peopleBelow : nil)))
    members.append(("part_population_sous_seuil", .share(figures.shareBelow)))
    members.append(("deciles", .array(figures.deciles.map { .number($0) })))
    members.append(("moyenne_dixieme_le_moins_dote", value(figures.lowestTenth)))
    members.append(("moyenne_dixieme_le_mieux_dote", value(figures.highestTenth)))
    members.append(("rapport_dixiemes", value(figures.tenthRatio)))
    if let balance = series.balance {
      members.append(("activite", .number(balance.totalSupply)))
      members.append(("activite_atteinte", .number(balance.reachedSupply)))
      members.append(("somme_population_apl", .number(balance.distributedSupply, decimals: 6)))
      members.append(("ecart_relatif", .number(balance.relativeError)))
      members.append(("offres_sans_demande", .int(balance.unreached.count)))
    }
    return .object(members)
  }
}
