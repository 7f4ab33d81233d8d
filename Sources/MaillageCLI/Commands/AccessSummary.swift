import Coverage
import GeoFormats
import GeoModel
import Reports
import Studies

/// What `access` says of its work.
enum AccessSummary {
  static func warnings(_ job: AccessJob) -> [Diagnostic] {
    var warnings: [Diagnostic] = []
    let unknown = job.demand.figures.indices.filter { job.demand.figures[$0] == nil }
    if !unknown.isEmpty && (job.options.method.isPerInhabitant || job.options.method == .rationalAgents) {
      warnings.append(
        Diagnostic(
          "access.no-population", at: SourceLocation(file: job.options.demand.path),
          Phrase(
            en: "places of unknown population weigh nothing and get no access: \(unknown.count)",
            fr: "lieux de population inconnue, sans poids ni accès : \(unknown.count)"),
          found: first(unknown.map { job.demand.keys[$0] })))
    }
    if let unreached = job.balance?.unreached, !unreached.isEmpty {
      warnings.append(
        Diagnostic(
          "access.unreached", at: SourceLocation(file: job.options.supply.path),
          Phrase(
            en: "supplies that no inhabitant reaches: \(unreached.count)",
            fr: "offres qu’aucun habitant n’atteint : \(unreached.count)"),
          found: first(unreached.map { job.supply.keys[$0] })))
    }
    if !job.options.method.weighsPairs && job.options.decay != .none {
      let method = job.options.method.rawValue
      warnings.append(
        Diagnostic(
          "access.decay-unused",
          Phrase(
            en: "\(method) takes all pairs within reach alike: of the decay only its reach counts",
            fr:
              "\(method) compte de même tous les couples à portée : de la décroissance, seule la portée sert"),
          hint: job.options.method.isCost
            ? nil : Phrase(verbatim: "--method \(job.options.method == .cumulative ? "gravity" : "e2sfca")")))
    }
    if let times = job.times {
      warnings += self.warnings(times, demand: job.demand.keys, supply: job.supply.keys)
    }
    return warnings
  }

  /// What a matrix lacks.
  static func warnings(_ times: TravelTimes, demand: [String], supply: [String]) -> [Diagnostic] {
    let path = SourceLocation(file: times.path)
    var warnings: [Diagnostic] = []
    func add(_ code: String, _ count: Int, _ message: Phrase, _ keys: [String] = [], zeroless: Int = 0) {
      guard count > 0 else { return }
      let text = Phrase(en: "\(message.english): \(count)", fr: "\(message.french) : \(count)")
      warnings.append(
        Diagnostic(
          code, at: path, text, found: keys.isEmpty ? nil : first(keys),
          hint: zeroless > 0 ? lostZeros(zeroless) : hint))
    }
    // Where nothing met, the keys are written in two ways: both are shown.
    var hint: Phrase?
    if let (from, to) = times.firstStranger, times.strangers == times.rows {
      let pair = Diagnostic.quoted(from) + " → " + Diagnostic.quoted(to)
      hint = Phrase(en: "the matrix has keys such as \(pair)", fr: "la matrice a des clés comme \(pair)")
    }
    add(
      "access.times-demand", times.demandsWithoutRow.count,
      Phrase(
        en: "places of demand without a row in the matrix", fr: "lieux de demande sans ligne dans la matrice"),
      times.demandsWithoutRow.map { demand[$0] }, zeroless: times.demandsWithoutZero)
    add(
      "access.times-supply", times.suppliesWithoutRow.count,
      Phrase(en: "supplies without a row in the matrix", fr: "offres sans ligne dans la matrice"),
      times.suppliesWithoutRow.map { supply[$0] }, zeroless: times.suppliesWithoutZero)
    add(
      "access.times-empty", times.emptyRows,
      Phrase(en: "rows of the matrix without a time", fr: "lignes de la matrice sans durée"))
    add(
      "access.times-repeated", times.repeated,
      Phrase(
        en: "pairs given twice, the shorter time kept",
        fr: "couples donnés deux fois, la durée la plus courte gardée"))
    return warnings
  }

  private static func lostZeros(_ count: Int) -> Phrase {
    Phrase(
      en: "restore the leading zeros of the codes: they are in the matrix but for a zero (\(count))",
      fr: "rétablir les zéros en tête des codes : ils sont dans la matrice à un zéro près (\(count))")
  }

  static func first(_ keys: [String]) -> String {
    keys.prefix(5).joined(separator: ", ") + (keys.count > 5 ? ", …" : "")
  }

  /// The decay that weighs pairs, in words.
  static func decay(_ job: AccessJob) -> Phrase {
    DecayText.words(job.options.method.weighsPairs ? job.options.decay : .none, unit: job.options.cost.unit)
  }

  /// - Parameter places: places of demand that the figures are about; nil for all.
  static func outcome(_ job: AccessJob, places: [Int]? = nil) -> CommandOutcome {
    let number = FrenchNumber.typographic
    let unit = job.options.cost.unit
    var outcome = CommandOutcome()
    let words = decay(job)
    outcome.figure(Phrase(en: "method", fr: "méthode"), Phrase(verbatim: job.options.method.rawValue))
    outcome.figure(Phrase(en: "decay", fr: "décroissance"), words)
    if job.limit.isFinite {
      outcome.figure(Phrase(en: "reach", fr: "portée"), "\(number.short(job.limit)) \(unit)")
    }
    outcome.figure(Phrase(en: "places of demand", fr: "lieux de demande"), number.integer(job.demand.count))
    outcome.figure(Phrase(en: "supplies", fr: "offres"), number.integer(job.supply.count))
    outcome.figure(Phrase(en: "pairs in reach", fr: "couples à portée"), number.integer(job.costs.pairCount))
    outcome.json("methode", .string(job.options.method.rawValue))
    outcome.json("decroissance", .string(words.french))
    outcome.json("intervalles", .string(job.options.closure.rawValue))
    outcome.json("portee", job.limit.isFinite ? .number(job.limit) : .null)
    outcome.json("unite_cout", .string(unit))
    outcome.json("lieux_demande", .int(job.demand.count))
    outcome.json("lieux_offre", .int(job.supply.count))
    outcome.json("couples", .int(job.costs.pairCount))
    addPeople(job, places ?? Array(0..<job.demand.count), number, &outcome)
    if let times = job.times { add(times, &outcome) }
    return outcome
  }

  private static func addPeople(
    _ job: AccessJob, _ places: [Int], _ number: FrenchNumber, _ outcome: inout CommandOutcome
  ) {
    let totals = AccessTotals(
      places.map { job.model.access[$0] }, places.map { job.demand.figures[$0] }, job.options.method)
    outcome.figure(
      Phrase(en: "places without access", fr: "lieux sans accès"), number.integer(totals.placesWithout))
    if totals.unknown > 0 {
      outcome.figure(
        Phrase(en: "places of unknown access", fr: "lieux d’accès inconnu"), number.integer(totals.unknown))
    }
    outcome.json("sans_acces", .int(totals.placesWithout))
    outcome.json("acces_inconnu", .int(totals.unknown))
    outcome.figure(
      Phrase(en: "people without access", fr: "habitants sans accès"),
      number.population(totals.peopleWithout))
    outcome.json("population_sans_acces", .people(totals.peopleWithout))
    if job.options.method.isPerInhabitant {
      outcome.figure(
        Phrase(en: "mean per 100,000 inhabitants", fr: "moyenne pour 100 000 habitants"),
        number.decimal(totals.mean.map { $0 * 100_000 }, decimals: 3))
    } else {
      outcome.figure(
        Phrase(en: "mean over the places", fr: "moyenne sur les lieux"), number.short(totals.plainMean))
      outcome.figure(
        Phrase(en: "mean over the inhabitants", fr: "moyenne sur les habitants"),
        number.short(totals.mean))
    }
    for (key, value) in totals.means { outcome.json(key, value) }
    guard let balance = job.balance else { return }
    outcome.figure(Phrase(en: "supply", fr: "offre"), number.short(balance.totalSupply))
    outcome.figure(
      Phrase(en: "supply in reach of inhabitants", fr: "offre à portée d’habitants"),
      number.short(balance.reachedSupply))
    outcome.figure(
      Phrase(en: "Σ population × access", fr: "Σ population × accès"),
      number.short(balance.distributedSupply))
    outcome.json("offre", .number(balance.totalSupply))
    outcome.json("offre_atteinte", .number(balance.reachedSupply))
    outcome.json("somme_population_acces", .number(balance.distributedSupply, decimals: 6))
    outcome.json("ecart_relatif", job.options.method.conservesSupply ? .number(balance.relativeError) : .null)
    outcome.json("offres_sans_demande", .int(balance.unreached.count))
  }

  static func add(_ times: TravelTimes, _ outcome: inout CommandOutcome) {
    let number = FrenchNumber.typographic
    outcome.figure(Phrase(en: "rows of the matrix", fr: "lignes de la matrice"), number.integer(times.rows))
    outcome.figure(Phrase(en: "beyond the reach", fr: "au-delà de la portée"), number.integer(times.beyond))
    outcome.figure(
      Phrase(en: "of other places", fr: "d’autres lieux"), number.integer(times.strangers))
    outcome.figure(
      Phrase(en: "places to themselves: given, added", fr: "lieux à eux-mêmes : donnés, ajoutés"),
      "\(number.integer(times.intrazonalGiven)), \(number.integer(times.intrazonalAdded))")
    outcome.json("lignes_matrice", .int(times.rows))
    outcome.json("lignes_hors_portee", .int(times.beyond))
    outcome.json("lignes_autres_lieux", .int(times.strangers))
    outcome.json("lignes_sans_duree", .int(times.emptyRows))
    outcome.json("couples_repetes", .int(times.repeated))
    outcome.json("demandes_sans_ligne", .int(times.demandsWithoutRow.count))
    outcome.json("offres_sans_ligne", .int(times.suppliesWithoutRow.count))
    outcome.json("intrazonal_donnes", .int(times.intrazonalGiven))
    outcome.json("intrazonal_ajoutes", .int(times.intrazonalAdded))
  }
}
