public import Coverage
import GeoFormats
public import GeoModel

/// The standardised inhabitants of the places of demand.
public struct AplPopulation: Sendable {
  public enum Source: Sendable {
    /// Computed from a table of ages.
    case ages(AgeTableOptions, AgeConsumption, mean: Double?)
    /// A column of the demand.
    case column(String)
    /// All inhabitants alike: no standardisation.
    case crude
  }

  public var values: [Double?]
  /// Of a computation from ages.
  public var standardisation: AgeStandardisation?
  public var consumption: AgeConsumption?
  /// True where ū was told.
  public var isMeanTold = false
  /// Why a place has none.
  public var missing: Phrase
  /// Σ of the ages − Σ of the total population, over the places that have both; nil without ages.
  public var ageDifference: Double?

  static func make(
    _ source: Source, for demand: AccessPlaces, session: LoadSession
  ) throws(Diagnostic) -> AplPopulation {
    switch source {
    case .crude:
      return AplPopulation(
        values: demand.figures, missing: Phrase(en: "unknown population", fr: "population inconnue"))
    case .column(let name):
      return AplPopulation(
        values: try demand.figures(of: name, option: "--standardised"),
        missing: Phrase(en: "unknown standardised population", fr: "population standardisée inconnue"))
    case .ages(let table, let consumption, let mean):
      let read = try AgeTable.load(
        table, classes: consumption.classes, codes: demand.keys, session: session)
      return try ofAges(read.ages, consumption, mean: mean, of: demand, path: table.path)
    }
  }

  private static func ofAges(
    _ read: [[Double?]], _ consumption: AgeConsumption, mean: Double?, of demand: AccessPlaces, path: String
  ) throws(Diagnostic) -> AplPopulation {
    // Where nobody lives, nobody of any age does.
    let ages = read.map { column in
      zip(column, demand.figures).map { $0 ?? ($1 == 0 ? 0 : nil) }
    }
    guard
      let standardisation = AgeStandardisation(
        ages: ages, consumption: consumption.values, meanConsumption: mean)
    else {
      throw Diagnostic(
        "apl.no-consumption", at: SourceLocation(file: path),
        Phrase(
          en: "no place has known ages and people who consume something",
          fr: "aucun lieu n’a d’âges connus et d’habitants qui consomment"))
    }
    var population = AplPopulation(
      values: standardisation.standardised, missing: Phrase(en: "unknown ages", fr: "âges inconnus"))
    population.standardisation = standardisation
    population.consumption = consumption
    population.isMeanTold = mean != nil
    var difference = 0.0
    for (people, total) in zip(standardisation.people, demand.figures) {
      if let people, let total { difference += people - total }
    }
    population.ageDifference = difference
    return population
  }
}
