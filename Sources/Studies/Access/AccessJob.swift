public import Coverage
import GeoFormats
public import GeoModel
import GeoNative

/// Access of places of demand to places of supply.
public struct AccessJob: Sendable {
  /// What it costs to reach a supply.
  public enum Cost: Sendable {
    case metres(DistanceCosts.Measure)
    /// Minutes estimated from the crow-fly distance.
    case estimatedMinutes(DistanceCosts.Measure, DistanceCosts.Travel)
    case minutes(TravelTimes.Options)

    public var isInMinutes: Bool {
      if case .metres = self { false } else { true }
    }

    public var unit: String { isInMinutes ? "min" : "m" }

    /// True where the costs are read, not measured.
    var isMatrix: Bool {
      if case .minutes = self { true } else { false }
    }
  }

  public struct Options: Sendable {
    public var demand: SiteOptions
    public var demandKey: String?
    /// Column of the inhabitants; nil to recognise it.
    public var population: String?
    public var supply: SiteOptions
    public var supplyKey: String?
    /// Column of the capacity; nil counts each place as 1.
    public var capacity: String?
    public var method = AccessModel.Method.twoStep
    public var decay = Decay.none
    public var closure = Decay.Closure.right
    public var cost = Cost.metres(.planar)
    /// In metres or minutes; nil for the reach of the decay.
    public var limit: Double?
    /// Plane CRS to measure in instead of the legal ones.
    public var workCRS: CRS?
    public var agents = RationalAgents.Parameters()
    /// True to keep what an explanation of one place needs.
    public var keepsWeights = false

    public init(demand: SiteOptions, supply: SiteOptions) {
      self.demand = demand
      self.supply = supply
    }
  }

  public var options: Options
  public var demand: AccessPlaces
  public var supply: AccessPlaces
  public var limit: Double
  public var costs: CostMatrix
  public var model: AccessModel
  /// For the methods that share supply.
  public var balance: AccessBalance?
  public var times: TravelTimes?

  /// - Throws: `Diagnostic` for what cannot be read, and where neither a limit nor the decay bounds the reach.
  public init(_ options: Options, session: LoadSession) throws(Diagnostic) {
    var options = options
    if case .minutes = options.cost {
      // With a matrix of times a place is its key.
      options.demand.needsPositions = false
      options.supply.needsPositions = false
    }
    var demand = try AccessPlaces.load(
      options.demand, key: options.demandKey, keyOption: "--key", figure: options.population,
      figureOption: "--population", unit: nil, session: session)
    if options.population == nil { try demand.recognisePopulation(options.method, session) }
    let supply = try AccessPlaces.load(
      options.supply, key: options.supplyKey, keyOption: "--supply-key", figure: options.capacity,
      figureOption: "--capacity", unit: 1, session: session)
    try self.init(options, demand: demand, supply: supply, session: session)
  }

  /// The same of places that were read.
  public init(
    _ options: Options, demand: AccessPlaces, supply: AccessPlaces, session: LoadSession
  ) throws(Diagnostic) {
    var options = options
    self.options = options
    (self.demand, self.supply) = (demand, supply)
    try supply.requireFigures()
    guard let limit = options.limit ?? options.decay.reach ?? (options.method == .nearest ? .infinity : nil)
    else {
      throw Diagnostic(
        "access.limit",
        Phrase(en: "nothing bounds how far people go", fr: "rien ne borne jusqu’où vont les gens"),
        hint: Phrase(verbatim: options.cost.isInMinutes ? "--within 30min" : "--within 20km"))
    }
    self.limit = limit
    let isOpen = options.closure == .left
    if !options.cost.isMatrix, options.workCRS == nil {
      options.workCRS = try AccessPlane.shared(demand, supply, session)
      self.options = options
    }
    switch options.cost {
    case .metres(let measure):
      costs = try Self.distances(
        demand, supply, limit, isOpen, measure, nil, options, threads: session.threads)
    case .estimatedMinutes(let measure, let travel):
      costs = try Self.distances(
        demand, supply, limit, isOpen, measure, travel, options, threads: session.threads)
    case .minutes(let times):
      let read = try TravelTimes(
        times, demand: demand.keys, supply: supply.keys, limit: limit, isOpen: isOpen, session: session)
      costs = read.costs
      self.times = read
    }
    let capacities = supply.figures.map { $0 ?? 0 }
    let isLocated = times == nil ? demand.isLocated : Array(repeating: true, count: demand.count)
    model = AccessModel(
      options.method, costs: costs, decay: options.decay, populations: demand.figures, isLocated: isLocated,
      capacities: capacities, agents: options.agents, keepsWeights: options.keepsWeights,
      threads: session.threads)
    if options.method.isPerInhabitant {
      balance = AccessBalance(model, populations: demand.figures, capacities: capacities)
    }
  }

  private static func distances(
    _ demand: AccessPlaces, _ supply: AccessPlaces, _ limit: Double, _ isOpen: Bool,
    _ measure: DistanceCosts.Measure,
    _ travel: DistanceCosts.Travel?, _ options: Options, threads: Int
  ) throws(Diagnostic) -> CostMatrix {
    let from = try demand.inPlanes(workCRS: options.workCRS, threads: threads)
    let to = try supply.inPlanes(workCRS: options.workCRS, threads: threads)
    guard options.method == .nearest, limit == .infinity else {
      return DistanceCosts.within(
        limit, isOpen: isOpen, of: from, to: to, measure: measure, travel: travel, threads: threads)
    }
    return DistanceCosts.nearest(of: from, to: to, measure: measure, travel: travel, threads: threads)
  }
}
