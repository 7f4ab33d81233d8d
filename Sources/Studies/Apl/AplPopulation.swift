public import Coverage
import GeoFormats
public import GeoModel

/// Where people by place and age class are read from.
public struct AgeTableOptions: Sendable {
  public var path: String
  public var key: String?
  public var layer: String?
  public var headerLine: Int?

  public init(path: String) { self.path = path }
}

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
  public var standardisation: ConsumptionStandardisation?
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
        values: try demand.figures(of: name, option: "--standardised", session),
        missing: Phrase(en: "unknown standardised population", fr: "population standardisée inconnue"))
    case .ages(let table, let consumption, let mean):
      let read = try AgeTable.load(
        table.path, key: table.key, option: "--ages", content: .people, wanted: consumption.classes,
        classesOption: "--consumption, --age-ratios", layer: table.layer,
        csv: CSVOptions(headerLine: table.headerLine), session: session)
      report(read, demand, session)
      let figures = demand.keys.map { read.figures(of: $0) }
      let ages = consumption.classes.indices.map { slot in figures.map { $0?[slot] } }
      return try ofAges(ages, consumption, mean: mean, of: demand, path: table.path)
    }
  }

  /// Says which classes are left out, and which places have no ages.
  private static func report(_ ages: AgeTable, _ demand: AccessPlaces, _ session: LoadSession) {
    if !ages.unwanted.isEmpty {
      session.warn(
        Diagnostic(
          "apl.ages-columns", at: SourceLocation(file: ages.path),
          Phrase(
            en: "classes without a consumption, left out: \(ages.unwanted.count)",
            fr: "classes sans consommation, laissées de côté : \(ages.unwanted.count)"),
          found: ages.unwanted.prefix(5).joined(separator: ", ")))
    }
    let keys = ages.byCode.keys.sorted()
    let match = CodeJoin.report(
      keys, of: ages.path, role: "Âges", to: demand.keys, isComplete: true, session: session)
    guard !match.withoutKey.isEmpty else { return }
    session.warn(
      Diagnostic(
        "apl.ages-unmatched", at: SourceLocation(file: ages.path),
        Phrase(
          en: "places of demand without ages: \(match.withoutKey.count)",
          fr: "lieux de demande sans âges : \(match.withoutKey.count)"),
        found: match.withoutKey.prefix(5).joined(separator: ", "),
        hint: CodeJoin.hint(match, keys, demand.keys, ages.path, session)))
  }

  private static func ofAges(
    _ read: [[Double?]], _ consumption: AgeConsumption, mean: Double?, of demand: AccessPlaces, path: String
  ) throws(Diagnostic) -> AplPopulation {
    // Where nobody lives, nobody of any age does.
    let ages = read.map { column in
      zip(column, demand.figures).map { $0 ?? ($1 == 0 ? 0 : nil) }
    }
    guard
      let standardisation = ConsumptionStandardisation(
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
