import Coverage
import GeoFormats
import GeoModel

/// Costs of places within a reach.
struct AccessCosts: Sendable {
  let matrix: CostMatrix
  let times: TravelTimes?

  init(
    _ options: AccessJob.Options, _ demand: AccessPlaces, _ supply: AccessPlaces, limit: Double, isOpen: Bool,
    session: LoadSession
  ) throws(Diagnostic) {
    if case .minutes(let options) = options.cost {
      let (keys, keyOf) = supply.distinctKeys()
      let read = try TravelTimes(
        options, demand: demand.keys, supply: keys, limit: limit, isOpen: isOpen, session: session)
      try read.requireMatch(demand: demand.keys, supply: keys)
      (matrix, times) = (keys.count == supply.count ? read.costs : read.costs.spread(over: keyOf), read)
      return
    }
    let from = try demand.inPlanes(workCRS: options.workCRS, threads: session.threads)
    let to = try supply.inPlanes(workCRS: options.workCRS, threads: session.threads)
    matrix = Self.crowFly(options, from: from, to: to, limit: limit, isOpen: isOpen, threads: session.threads)
    times = nil
  }

  /// All pairs within reach; the nearest alone where nothing bounds it.
  static func crowFly(
    _ options: AccessJob.Options, from: DistanceCosts.Places, to: DistanceCosts.Places, limit: Double,
    isOpen: Bool, threads: Int
  ) -> CostMatrix {
    let (measure, travel) = options.cost.crowFly
    guard options.method == .nearest, limit == .infinity else {
      return DistanceCosts.within(
        limit, isOpen: isOpen, of: from, to: to, measure: measure, travel: travel, threads: threads)
    }
    return DistanceCosts.nearest(of: from, to: to, measure: measure, travel: travel, threads: threads)
  }
}

extension AccessJob.Cost {
  /// How a distance as the crow flies is measured, and turned into minutes.
  var crowFly: (measure: DistanceCosts.Measure, travel: DistanceCosts.Travel?) {
    switch self {
    case .metres(let measure): (measure, nil)
    case .estimatedMinutes(let measure, let travel): (measure, travel)
    case .minutes: (.planar, nil)
    }
  }

  /// True where a pair has the same cost by both.
  func isSame(as other: AccessJob.Cost) -> Bool {
    switch (self, other) {
    case (.metres(let a), .metres(let b)): a == b
    case (.estimatedMinutes(let a, let s), .estimatedMinutes(let b, let t)): a == b && s == t
    // One matrix a command.
    case (.minutes, .minutes): true
    default: false
    }
  }
}
