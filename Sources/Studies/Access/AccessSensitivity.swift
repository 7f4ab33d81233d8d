public import Coverage
public import GeoModel

/// Another way to compute the same access: its options, and how the user wrote them.
public struct AccessAlternative: Sendable {
  public var text: String
  public var options: AccessJob.Options

  public init(_ text: String, _ options: AccessJob.Options) {
    self.text = text
    self.options = options
  }

  /// Its text as the name of a column: `within_15km`, `decay_gaussian_5000`.
  public var column: String {
    var name = ""
    for byte in text.lowercased().utf8 {
      let isPlain = (byte >= 0x30 && byte <= 0x39) || (byte >= 0x61 && byte <= 0x7A)
      if isPlain { name.append(Character(UnicodeScalar(byte))) } else if name.last != "_" { name += "_" }
    }
    return name.last == "_" ? String(name.dropLast()) : name
  }
}

/// Access under other reaches, decays, closures and methods, over places that are read once.
///
/// Ways with the same costs share one matrix up to the largest reach, from which each takes its pairs: the figures are those
/// of a run of their own, to the bit.
public struct AccessSensitivity: Sendable {
  public struct Variant: Sendable {
    public let text: String
    public let options: AccessJob.Options
    /// In the unit of the cost.
    public let limit: Double
    public let pairCount: Int
    /// Of every place of demand.
    public let access: [Double?]
    public let balance: AccessBalance?
  }

  public let base: AccessJob
  public let variants: [Variant]

  /// - Throws: as `AccessJob`; a way whose reach nothing bounds is named.
  public init(
    _ options: AccessJob.Options, _ alternatives: [AccessAlternative], session: LoadSession
  ) throws(Diagnostic) {
    try self.init(options, alternatives, session: session) { _ in }
  }

  /// - Parameter visit: gets the job of each alternative in turn.
  init(
    _ options: AccessJob.Options, _ alternatives: [AccessAlternative], session: LoadSession,
    visit: (AccessJob) -> Void
  ) throws(Diagnostic) {
    var base = options
    let (demand, supply) = try AccessJob.load(&base, session: session)
    var ways = [SharedCosts.Way(base, limit: try AccessJob.limit(of: base))]
    for alternative in alternatives {
      do {
        let limit = try AccessJob.limit(of: alternative.options)
        var way = alternative.options
        way.workCRS = base.workCRS
        ways.append(.init(way, limit: limit))
      } catch {
        var named = error
        named.found = alternative.text
        named.hint = Phrase(verbatim: alternative.options.cost.isInMinutes ? "within=30min" : "within=20km")
        throw named
      }
    }
    var shared = SharedCosts(ways, demand: demand, supply: supply, session: session)
    func job(_ index: Int) throws(Diagnostic) -> AccessJob {
      let costs = try shared.costs(of: index)
      return AccessJob(
        ways[index].options, demand: demand, supply: supply, limit: ways[index].limit, costs: costs.matrix,
        times: costs.times, threads: session.threads)
    }
    self.base = try job(0)
    var variants: [Variant] = []
    for (index, alternative) in alternatives.enumerated() {
      let job = try job(index + 1)
      visit(job)
      variants.append(
        Variant(
          text: alternative.text, options: job.options, limit: job.limit, pairCount: job.costs.pairCount,
          access: job.model.access, balance: job.balance))
    }
    self.variants = variants
  }
}

/// Matrices of costs, each computed once for all the ways that can take their pairs from it.
private struct SharedCosts {
  struct Way {
    var options: AccessJob.Options
    var limit: Double
    var isOpen: Bool { options.closure == .left }
    /// The nearest supply whatever its distance: a matrix of its own.
    var isUnbounded: Bool { !isMatrix && limit == .infinity }
    var isMatrix: Bool { options.cost.isMatrix }

    init(_ options: AccessJob.Options, limit: Double) {
      self.options = options
      self.limit = limit
    }

    func covers(_ other: Way) -> Bool {
      options.cost.isSame(as: other.options.cost) && isUnbounded == other.isUnbounded
        && (other.limit < limit || (other.limit == limit && (!isOpen || other.isOpen)))
    }
  }

  private let ways: [Way]
  private let demand: AccessPlaces
  private let supply: AccessPlaces
  private let session: LoadSession
  private var known: [(way: Way, costs: AccessCosts)] = []

  init(_ ways: [Way], demand: AccessPlaces, supply: AccessPlaces, session: LoadSession) {
    (self.ways, self.demand, self.supply, self.session) = (ways, demand, supply, session)
  }

  mutating func costs(of index: Int) throws(Diagnostic) -> (matrix: CostMatrix, times: TravelTimes?) {
    let way = ways[index]
    if let found = known.first(where: { $0.way.covers(way) }) { return (cut(found, to: way), nil) }
    var wide = way
    // What the first way says of its matrix of times depends on its own reach.
    if !(index == 0 && way.isMatrix) && mayShare(way) {
      let alike = ways[index...].filter {
        $0.options.cost.isSame(as: way.options.cost) && $0.isUnbounded == way.isUnbounded
      }
      wide.limit = alike.map(\.limit).max() ?? way.limit
      wide.options.closure = alike.allSatisfy(\.isOpen) ? .left : .right
    }
    let costs = try AccessCosts(
      wide.options, demand, supply, limit: wide.limit, isOpen: wide.isOpen, session: session)
    if mayShare(way) { known.append((wide, costs)) }
    return (cut((wide, costs), to: way), index == 0 ? costs.times : nil)
  }

  /// Pairs on the ellipsoid are looked for in the plane, where a CRS that was asked for may be far from it.
  private func mayShare(_ way: Way) -> Bool {
    way.isMatrix || way.options.cost.crowFly.measure == .planar || way.options.workCRS == nil
  }

  private func cut(_ found: (way: Way, costs: AccessCosts), to way: Way) -> CostMatrix {
    found.way.limit == way.limit && found.way.isOpen == way.isOpen
      ? found.costs.matrix : found.costs.matrix.within(way.limit, isOpen: way.isOpen)
  }
}
