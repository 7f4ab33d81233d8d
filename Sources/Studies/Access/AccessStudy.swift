import Coverage
import GeoFormats
public import GeoModel

/// The part of the data that a study is about; the rest are its neighbours.
public struct AccessStudy: Sendable {
  /// Indices of its places of demand and of its supplies, ascending.
  public let places: [Int]
  public let supplies: [Int]
  /// True where a condition says which supplies are the study's; else those whose nearest place of demand is one of the
  /// study's, the lowest code of places at the same distance: in the plane, or by the matrix of times within reach.
  public let suppliesAreTold: Bool
  /// Supplies without a usable position, where that decides: they are no part of the study.
  public let suppliesWithoutPlace: [Int]

  /// - Parameters:
  ///   - condition: on the rows of the demand.
  ///   - supplyCondition: on the rows of the supply; nil goes by the nearest place of demand.
  /// - Throws: `Diagnostic` where the condition holds for no place, or for all.
  public init(
    _ condition: String, supply supplyCondition: String?, in job: AccessJob, threads: Int
  ) throws(Diagnostic) {
    let mask = try Self.mask(condition, job.demand, option: "--study")
    places = mask.indices.filter { mask[$0] }
    guard !places.isEmpty, places.count < mask.count else {
      throw Diagnostic(
        "access.study", at: SourceLocation(file: job.demand.sites.path),
        places.isEmpty
          ? Phrase(en: "no place satisfies the condition", fr: "aucun lieu ne remplit la condition")
          : Phrase(
            en: "all places satisfy the condition: the file holds no neighbour",
            fr: "tous les lieux remplissent la condition : le fichier n’a pas de voisin"),
        found: condition,
        hint: places.isEmpty
          ? Phrase(verbatim: "--study")
          : Phrase(
            en: "without --study the edge is estimated from the communes of France",
            fr: "sans --study le bord est estimé d’après les communes de France"))
    }
    suppliesAreTold = supplyCondition != nil
    if let supplyCondition {
      let own = try Self.mask(supplyCondition, job.supply, option: "--supply-study")
      supplies = own.indices.filter { own[$0] }
      suppliesWithoutPlace = []
      guard !supplies.isEmpty else {
        throw Diagnostic(
          "access.study", at: SourceLocation(file: job.supply.sites.path),
          Phrase(en: "no supply satisfies the condition", fr: "aucune offre ne remplit la condition"),
          found: supplyCondition, hint: Phrase(verbatim: "--supply-study"))
      }
      return
    }
    let keys = job.demand.keys
    let byCode = keys.indices.sorted { keys[$0] < keys[$1] }
    if job.options.cost.isMatrix {
      supplies = Self.nearest(job.costs, byCode).enumerated().filter { $0.element.map { mask[$0] } ?? false }
        .map(\.offset)
      suppliesWithoutPlace = []
      return
    }
    let from = try job.supply.inPlanes(workCRS: job.options.workCRS, threads: threads)
    let to = try job.demand.inPlanes(workCRS: job.options.workCRS, threads: threads)
    let nearest = DistanceCosts.nearest(of: from, to: to.subset(byCode), measure: .planar, threads: threads)
    var (own, lost): ([Int], [Int]) = ([], [])
    for supply in 0..<job.supply.count {
      if !job.supply.sites.isLocated(supply) { lost.append(supply) }
      guard let pair = nearest.pairs(of: supply).first else { continue }
      if mask[byCode[Int(nearest.supplies[pair])]] { own.append(supply) }
    }
    (supplies, suppliesWithoutPlace) = (own, lost)
  }

  /// Of each supply the demand with the least cost, the first in the order told; nil where nothing is within reach.
  private static func nearest(_ costs: CostMatrix, _ order: [Int]) -> [Int?] {
    var least = [Double](repeating: .infinity, count: costs.supplyCount)
    var nearest = [Int?](repeating: nil, count: costs.supplyCount)
    for demand in order {
      for pair in costs.pairs(of: demand) where costs.costs[pair] < least[Int(costs.supplies[pair])] {
        least[Int(costs.supplies[pair])] = costs.costs[pair]
        nearest[Int(costs.supplies[pair])] = demand
      }
    }
    return nearest
  }

  private static func mask(
    _ condition: String, _ places: AccessPlaces, option: String
  ) throws(Diagnostic) -> [Bool] {
    let table = places.sites.table
    let bound = try RowFilter(parsing: condition, option: option).bind(to: table, option: option)
    return places.sites.rows.map { bound.matches(table, row: $0) }
  }

  /// The access of the study's places where neither its neighbours nor their supplies are known.
  public func accessAlone(_ job: AccessJob, threads: Int) throws(Diagnostic) -> [Double?] {
    let costs: CostMatrix
    if job.times == nil && job.options.method == .nearest && job.limit == .infinity {
      // The nearest of all may be a neighbour's.
      let from = try job.demand.inPlanes(workCRS: job.options.workCRS, threads: threads).subset(places)
      let to = try job.supply.inPlanes(workCRS: job.options.workCRS, threads: threads).subset(supplies)
      costs = AccessCosts.crowFly(
        job.options, from: from, to: to, limit: job.limit, isOpen: false, threads: threads)
    } else {
      costs = job.costs.restricted(toDemands: places, supplies: supplies)
    }
    let isUsable = AccessJob.isUsable(job.demand, job.times, job.costs)
    return AccessModel(
      job.options.method, costs: costs, decay: job.options.decay,
      populations: places.map { job.demand.figures[$0] }, isLocated: places.map { isUsable[$0] },
      capacities: supplies.map { job.supply.figures[$0] ?? 0 }, agents: job.options.agents, threads: threads
    ).access
  }
}
