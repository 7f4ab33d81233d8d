import Coverage
public import GeoModel

/// The APL of places, computed: an E2SFCA of yearly activity by standardised inhabitants.
public struct AplComputation: Sendable {
  public struct Options: Sendable {
    /// Costs, decay and the two files; the method is always the E2SFCA, the capacity the activity.
    public var access: AccessJob.Options
    public var population = AplPopulation.Source.crude
    public var professionals = AplProfessionals.Options()
    /// By how many inhabitants the APL is written: 1 for consultations, 100,000 for ETP as a rule.
    public var per = 1.0

    public init(access: AccessJob.Options) { self.access = access }
  }

  public var options: Options
  public var access: AccessJob
  public var population: AplPopulation
  /// Nil where no ages are given.
  public var professionals: AplProfessionals?
  public var places: AplPlaces

  /// - Throws: `Diagnostic` for what cannot be read.
  public init(_ options: Options, session: LoadSession) throws(Diagnostic) {
    var options = options
    options.access.method = .enhanced
    options.access.capacityOption = "--activity"
    options.access.sharesSupplyKeys = true
    self.options = options
    let access = try AccessJob(options.access, session: session)
    population = try AplPopulation.make(options.population, for: access.demand, session: session)
    professionals = try AplProfessionals.read(options.professionals, of: access.supply)
    let isLocated = access.times == nil ? access.demand.isLocated : access.demand.keys.map { _ in true }
    let weights = population.values
    let reasons = zip(weights, isLocated).map { [missing = population.missing] weight, isLocated in
      isLocated ? weight == nil ? missing : nil : Phrase(en: "no position", fr: "sans position")
    }
    let activity = access.supply.figures.map { $0 ?? 0 }
    func series(_ name: String, _ words: Phrase, _ activity: [Double]) -> AplPlaces.Series {
      let model = AccessModel(
        .enhanced, costs: access.costs, decay: options.access.decay, populations: weights,
        isLocated: isLocated, capacities: activity, threads: session.threads)
      return AplPlaces.Series(
        name: name, words: words, values: model.access.map { $0.map { $0 * options.per } },
        reasons: reasons,
        balance: AccessBalance(model, populations: weights, capacities: activity))
    }
    var all = [series("apl", AplPlaces.all, activity)]
    if let professionals {
      let (name, words) = AplPlaces.upTo(professionals.maximumAge)
      all.append(series(name, words, zip(activity, professionals.isKept).map { $1 ? $0 : 0 }))
    }
    places = AplPlaces(
      codes: access.demand.keys, people: access.demand.figures, standardised: weights, series: all,
      path: options.access.demand.path)
    self.access = access
  }
}
