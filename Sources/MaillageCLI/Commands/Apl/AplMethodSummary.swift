import Coverage
import GeoFormats
import GeoModel
import Reports
import Studies

/// The parameters of a computed APL: all of them change the figures.
struct AplMethodSummary {
  private let computation: AplComputation
  private let unit: String
  private let number = FrenchNumber.typographic

  init(_ computation: AplComputation, unit: String) {
    self.computation = computation
    self.unit = unit
  }

  func add(to outcome: inout CommandOutcome) {
    let access = computation.access
    let words = DecayText.words(access.options.decay, unit: "min")
    let per = computation.options.per
    outcome.figure(
      Phrase(en: "unit", fr: "unité"),
      per == 1
        ? Phrase(en: "\(unit) per year and inhabitant", fr: "\(unit) par an et par habitant")
        : Phrase(
          en: "\(unit) per \(Phrase(figure: number.short(per)).english) inhabitants",
          fr: "\(unit) pour \(number.short(per)) habitants"))
    outcome.figure(Phrase(en: "decay", fr: "décroissance"), words)
    outcome.figure(
      Phrase(en: "reach", fr: "portée"), "\(number.short(access.limit)) \(access.options.cost.unit)")
    outcome.figure(Phrase(en: "costs", fr: "coûts"), costs(access.options.cost))
    outcome.figure(Phrase(en: "supplies", fr: "offres"), number.integer(access.supply.count))
    outcome.figure(
      Phrase(en: "pairs in reach", fr: "couples à portée"), number.integer(access.costs.pairCount))
    outcome.json("unite", .string(unit))
    outcome.json("pour_habitants", .number(per))
    outcome.json("decroissance", .string(words.french))
    outcome.json("intervalles", .string(access.options.closure.rawValue))
    outcome.json("portee", .number(access.limit))
    outcome.json("unite_cout", .string(access.options.cost.unit))
    outcome.json("couts", .string(costs(access.options.cost).french))
    outcome.json("lieux_offre", .int(access.supply.count))
    outcome.json("couples", .int(access.costs.pairCount))
    addPopulation(&outcome)
    addProfessionals(&outcome)
    if let times = access.times { AccessSummary.add(times, &outcome) }
  }

  private func costs(_ cost: AccessJob.Cost) -> Phrase {
    switch cost {
    case .metres: Phrase(en: "crow-fly metres", fr: "mètres à vol d’oiseau")
    case .estimatedMinutes(_, let travel):
      Phrase(
        en: "minutes estimated at \(FixedDecimal.shortest(travel.kilometresPerHour)) km/h, "
          + "detour \(FixedDecimal.shortest(travel.detour))",
        fr: "minutes estimées à \(number.short(travel.kilometresPerHour)) km/h, "
          + "détour \(number.short(travel.detour))")
    case .minutes: Phrase(en: "minutes of the matrix", fr: "minutes de la matrice")
    }
  }

  private func addPopulation(_ outcome: inout CommandOutcome) {
    let population = computation.population
    let word =
      switch computation.options.population {
      case .ages: "ages"
      case .column: "colonne"
      case .crude: "aucune"
      }
    outcome.json("standardisation", .string(word))
    let standardisation = population.standardisation
    outcome.json("classes", .array((population.consumption?.classes ?? []).map { .string($0) }))
    outcome.json("consommations", .array((population.consumption?.values ?? []).map { .number($0) }))
    outcome.json("consommation_moyenne", standardisation.map { .number($0.meanConsumption) } ?? .null)
    outcome.json("consommation_moyenne_donnee", .bool(population.isMeanTold))
    outcome.json("population_des_ages", .people(standardisation?.peopleTotal))
    outcome.json("population_standardisee_des_ages", .people(standardisation?.standardisedTotal))
    outcome.json("ecart_ages_population", .people(population.ageDifference))
    outcome.json("ecart_relatif_standardisation", standardisation.map { .number($0.relativeChange) } ?? .null)
    guard let standardisation, let consumption = population.consumption else { return }
    let pairs = { (sign: (Double) -> String) in
      zip(consumption.classes, consumption.values).map { "\($0) : \(sign($1))" }.joined(separator: " ; ")
    }
    outcome.figure(
      Phrase(en: "consumption by age", fr: "consommation par âge"),
      Phrase(en: pairs { FixedDecimal.shortest($0) }, fr: pairs { number.short($0) }))
    outcome.figure(
      population.isMeanTold
        ? Phrase(en: "mean consumption, as told", fr: "consommation moyenne, donnée")
        : Phrase(en: "mean consumption of the demand", fr: "consommation moyenne de la demande"),
      number.short(standardisation.meanConsumption, decimals: 6))
    outcome.figure(
      Phrase(en: "people by age, standardised", fr: "habitants par âge, standardisés"),
      "\(number.population(standardisation.peopleTotal)), "
        + number.population(standardisation.standardisedTotal))
    outcome.figure(
      Phrase(en: "people by age − all inhabitants", fr: "habitants par âge − tous les habitants"),
      number.short(population.ageDifference))
  }

  private func addProfessionals(_ outcome: inout CommandOutcome) {
    let professionals = computation.professionals
    outcome.json("age_maximal", professionals.map { .int($0.maximumAge) } ?? .null)
    outcome.json("professionnels_plus_ages", professionals.map { .int($0.older.count) } ?? .null)
    outcome.json("professionnels_age_inconnu", professionals.map { .int($0.unknown.count) } ?? .null)
    outcome.json(
      "age_inconnu",
      professionals.map { .string($0.keepsUnknown ? "garde" : "ecarte") } ?? .null)
    guard let professionals else { return }
    let age = professionals.maximumAge
    outcome.figure(
      Phrase(
        en: "older than \(age), of unknown age (\(professionals.keepsUnknown ? "kept" : "left out"))",
        fr:
          "de plus de \(age) ans, d’âge inconnu (\(professionals.keepsUnknown ? "gardés" : "écartés"))"),
      "\(number.integer(professionals.older.count)), \(number.integer(professionals.unknown.count))")
  }
}
