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
    /// The option that names it, for messages.
    public var capacityOption = "--capacity"
    public var method = AccessModel.Method.twoStep
    public var decay = Decay.none
    public var closure = Decay.Closure.right
    public var cost = Cost.metres(.planar)
    /// In metres or minutes; nil for the reach of the decay.
    public var limit: Double?
    /// Plane CRS to measure in instead of the legal ones.
    public var workCRS: CRS?
    public var agents = RationalAgents.Parameters()
    /// True where several supplies may have one key: the professionals of a commune, in a matrix of communes.
    public var sharesSupplyKeys = false
    /// True to keep what an explanation of one place needs.
    public var keepsWeights = false

    public init(demand: SiteOptions, supply: SiteOptions) {
      self.demand = demand
      self.supply = supply
    }

    /// False where neither a limit nor the decay bounds how far people go, and the method needs it.
    public var hasReach: Bool { reach != nil }

    /// How far people go, in the unit of the cost.
    var reach: Double? { limit ?? decay.reach ?? (method == .nearest ? .infinity : nil) }
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
    let (demand, supply) = try Self.load(&options, session: session)
    let limit = try Self.limit(of: options)
    let costs = try AccessCosts(
      options, demand, supply, limit: limit, isOpen: options.closure == .left, session: session)
    self.init(
      options, demand: demand, supply: supply, limit: limit, costs: costs.matrix, times: costs.times,
      threads: session.threads)
  }

  /// Of places that were read.
  public init(
    _ options: Options, demand: AccessPlaces, supply: AccessPlaces, session: LoadSession
  ) throws(Diagnostic) {
    var options = options
    try supply.requireFigures()
    if !options.cost.isMatrix, options.workCRS == nil {
      options.workCRS = try AccessPlane.shared(demand, supply, session)
    }
    let limit = try Self.limit(of: options)
    let costs = try AccessCosts(
      options, demand, supply, limit: limit, isOpen: options.closure == .left, session: session)
    self.init(
      options, demand: demand, supply: supply, limit: limit, costs: costs.matrix, times: costs.times,
      threads: session.threads)
  }

  /// Of places and costs that are there.
  ///
  /// - Parameter costs: only the pairs within `limit`, as the closure counts them.
  init(
    _ options: Options, demand: AccessPlaces, supply: AccessPlaces, limit: Double, costs: CostMatrix,
    times: TravelTimes?, threads: Int
  ) {
    (self.options, self.demand, self.supply) = (options, demand, supply)
    (self.limit, self.costs, self.times) = (limit, costs, times)
    let capacities = supply.figures.map { $0 ?? 0 }
    model = AccessModel(
      options.method, costs: costs, decay: options.decay, populations: demand.figures,
      isLocated: Self.isUsable(demand, times, costs), capacities: capacities, agents: options.agents,
      keepsWeights: options.keepsWeights, threads: threads)
    if options.method.isPerInhabitant {
      balance = AccessBalance(model, populations: demand.figures, capacities: capacities)
    }
  }

  /// With a matrix of times a place needs no position, but a row: without one nothing is known of it.
  static func isUsable(_ demand: AccessPlaces, _ times: TravelTimes?, _ costs: CostMatrix) -> [Bool] {
    guard let times else { return demand.isLocated }
    var isUsable = Array(repeating: true, count: demand.count)
    for place in times.demandsWithoutRow where costs.pairs(of: place).isEmpty { isUsable[place] = false }
    return isUsable
  }

  /// Reads the places, and settles the plane to measure in where they lie outside France.
  static func load(
    _ options: inout Options, session: LoadSession
  ) throws(Diagnostic) -> (demand: AccessPlaces, supply: AccessPlaces) {
    if options.cost.isMatrix {
      // With a matrix of times a place is its key.
      options.demand.needsPositions = false
      options.supply.needsPositions = false
    }
    options.demand.takesSurfaces = !options.cost.isMatrix
    var demand = try AccessPlaces.load(
      options.demand, key: options.demandKey, keyOption: "--key", figure: options.population,
      figureOption: "--population", unit: nil, session: session)
    if options.population == nil { try demand.recognisePopulation(options.method, session) }
    let supply = try AccessPlaces.load(
      options.supply, key: options.supplyKey, keyOption: "--supply-key", figure: options.capacity,
      figureOption: options.capacityOption, unit: 1,
      isNumbered: !options.cost.isMatrix && !options.sharesSupplyKeys, prefersIdentifier: true,
      sharesKeys: options.sharesSupplyKeys, session: session)
    try supply.requireFigures()
    if !options.cost.isMatrix, options.workCRS == nil {
      options.workCRS = try AccessPlane.shared(demand, supply, session)
    }
    return (demand, supply)
  }

  /// How far people go, in the unit of the cost.
  static func limit(of options: Options) throws(Diagnostic) -> Double {
    if let reach = options.reach { return reach }
    throw Diagnostic(
      "access.limit",
      Phrase(en: "nothing bounds how far people go", fr: "rien ne borne jusqu’où vont les gens"),
      hint: Phrase(verbatim: options.cost.isInMinutes ? "--within 30min" : "--within 20km"))
  }
}
