import Coverage
import GeoModel
import GeoNative
import TestSupport
import Testing

/// Methods of access on cases whose arithmetic is written out.
@Suite struct AccessModelTests {
  /// Three places of 100, 200 and 300 people; two supplies of 3 and 6.
  ///
  /// Costs: a–1 5, a–2 15, b–1 12, b–2 8, c–2 18. Steps 10: 1, 15: 2/3, 20: 1/3 (x ≤ limit).
  private static let costs = CostMatrix(
    rows: [[(0, 5), (1, 15)], [(0, 12), (1, 8)], [(1, 18)]], supplyCount: 2)
  private static let steps = Decay.steps(
    [.init(limit: 10, weight: 1), .init(limit: 15, weight: 2 / 3.0), .init(limit: 20, weight: 1 / 3.0)],
    .right)

  private func model(
    _ method: AccessModel.Method, decay: Decay = steps, populations: [Double?] = [100, 200, 300],
    capacities: [Double] = [3, 6], threads: Int = 2
  ) -> AccessModel {
    AccessModel(
      method, costs: Self.costs, decay: decay, populations: populations, isLocated: [true, true, true],
      capacities: capacities, threads: threads)
  }

  private func isClose(_ a: Double?, _ b: Double) -> Bool {
    guard let a else { return false }
    return abs(a - b) <= 1e-14 * max(1, abs(b))
  }

  @Test func twoStep() {
    // R1 = 3 / (100 + 200) = 0.01; R2 = 6 / (100 + 200 + 300) = 0.01.
    let result = model(.twoStep)
    #expect(result.ratios == [0.01, 0.01])
    #expect(result.access == [0.02, 0.02, 0.01])
    // 100 × 0.02 + 200 × 0.02 + 300 × 0.01 = 9 = 3 + 6.
    #expect(AccessBalance(result, populations: [100, 200, 300], capacities: [3, 6]).distributedSupply == 9)
  }

  @Test func enhanced() {
    // D1 = 100 × 1 + 200 × 2/3 = 700/3; D2 = 100 × 2/3 + 200 × 1 + 300 × 1/3 = 1100/3.
    let result = model(.enhanced)
    #expect(isClose(result.ratios[0], 9 / 700.0) && isClose(result.ratios[1], 18 / 1100.0))
    #expect(isClose(result.access[0], 9 / 700.0 + 18 / 1100.0 * 2 / 3))
    #expect(isClose(result.access[1], 9 / 700.0 * 2 / 3 + 18 / 1100.0))
    #expect(isClose(result.access[2], 18 / 1100.0 / 3))
  }

  @Test func threeStep() {
    // G: a 3/5, 2/5; b 2/5, 3/5; c 1. D1 = 100·3/5·1 + 200·2/5·2/3 = 340/3; D2 = 100·2/5·2/3 + 200·3/5 + 300/3 = 740/3.
    let result = model(.threeStep)
    let (r1, r2) = (9 / 340.0, 18 / 740.0)
    #expect(isClose(result.ratios[0], r1) && isClose(result.ratios[1], r2))
    #expect(isClose(result.access[0], 0.6 * r1 + 0.4 * r2 * 2 / 3))
    #expect(isClose(result.access[1], 0.4 * r1 * 2 / 3 + 0.6 * r2))
    #expect(isClose(result.access[2], r2 / 3))
  }

  @Test func modifiedHuff() {
    // S w: a 3, 4; b 2, 6; c 2. G: a 3/7, 4/7; b 1/4, 3/4; c 1. D1 = 300/7 + 50; D2 = 400/7 + 150 + 300.
    let result = model(.modifiedHuff)
    let (r1, r2) = (3 / (300 / 7.0 + 50), 6 / (400 / 7.0 + 450))
    #expect(isClose(result.ratios[0], r1) && isClose(result.ratios[1], r2))
    #expect(isClose(result.access[0], 3 / 7.0 * r1 + 4 / 7.0 * r2 * 2 / 3))
    #expect(isClose(result.access[2], r2 / 3))
  }

  @Test func balanced() {
    // w^i: a 3/5, 2/5; b 2/5, 3/5; c 1. D1 = 60 + 80 = 140; D2 = 40 + 120 + 300 = 460: ΣD = ΣP.
    let result = model(.balanced)
    #expect(isClose(result.denominators.reduce(0, +), 600))
    #expect(isClose(result.ratios[0], 3 / 140.0) && isClose(result.ratios[1], 6 / 460.0))
    // w^j: 1 → a 3/5, b 2/5; 2 → a 1/3, b 1/2, c 1/6.
    #expect(isClose(result.access[0], 3 / 140.0 * 0.6 + 6 / 460.0 / 3))
    #expect(isClose(result.access[2], 6 / 460.0 / 6))
    let ratios = result.ratios.compactMap { $0 }.reduce(0, +)
    #expect(isClose(result.access.compactMap { $0 }.reduce(0, +), ratios))
  }

  @Test func methodsThatDoNotShare() {
    #expect(isClose(model(.gravity).access[1], 3 * 2 / 3.0 + 6))
    #expect(model(.cumulative).access == [9, 9, 6])
    let nearest = model(.nearest)
    #expect(nearest.access == [5, 8, 18] && nearest.nearest == [0, 1, 1])
  }

  @Test func missingAndZeroPopulations() {
    // An empty place weighs nothing and has an access; an unknown one has none.
    let result = model(.twoStep, populations: [0, nil, 300])
    #expect(result.access[1] == nil)
    // R1 has nobody; R2 = 6 / 300.
    #expect(result.ratios == [nil, 0.02])
    #expect(result.access[0] == 0.02 && result.access[2] == 0.02)
    let balance = AccessBalance(result, populations: [0, nil, 300], capacities: [3, 6])
    #expect(balance.unreached == [0] && balance.reachedSupply == 6 && balance.distributedSupply == 6)
  }

  @Test func stepsCloseOnTheSideThatIsAsked() {
    let steps: [Decay.Step] = [.init(limit: 5, weight: 1), .init(limit: 10, weight: 0.3)]
    #expect(Decay.steps(steps, .right).weight(at: 5) == 1)
    #expect(Decay.steps(steps, .left).weight(at: 5) == 0.3)
    #expect(Decay.steps(steps, .right).weight(at: 10) == 0.3)
    #expect(Decay.steps(steps, .left).weight(at: 10) == 0)
  }

  @Test func decaysHaveTheirClosedForms() {
    #expect(isClose(Decay.gaussian(sigma: 3).weight(at: 3), 0.606530659712633424))
    #expect(isClose(Decay.exponential(rate: 0.5).weight(at: 2), 0.367879441171442322))
    #expect(Decay.linear(limit: 20).weight(at: 5) == 0.75 && Decay.linear(limit: 20).weight(at: 25) == 0)
    #expect(Decay.power(exponent: 2, scale: 10).weight(at: 20) == 0.25)
    #expect(Decay.power(exponent: 2, scale: 10).weight(at: 3) == 1)
    let logistic = Decay.logistic(median: 30, sigma: 10)
    #expect(logistic.weight(at: 0) == 1)
    // g(median) = 2.
    #expect(
      isClose(
        logistic.weight(at: 30), (1 + Double.exponential(-30 * Double.pi / (10 * 3.0.squareRoot()))) / 2))
  }

  @Test(arguments: 1...10) func supplyIsConserved(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let (demands, supplies) = (200, 40)
    let rows = (0..<demands).map { _ in
      (0..<supplies).compactMap { supply -> (supply: Int32, cost: Double)? in
        Bool.random(using: &random) ? (Int32(supply), Double.random(in: 0...30, using: &random)) : nil
      }
    }
    let costs = CostMatrix(rows: rows, supplyCount: supplies)
    let populations = (0..<demands).map { _ in Double(Int.random(in: 0...5000, using: &random)) }
    let capacities = (0..<supplies).map { _ in Double.random(in: 0...20, using: &random) }
    for method in AccessModel.Method.allCases where method.conservesSupply {
      let results = [1, 4].map { threads in
        AccessModel(
          method, costs: costs, decay: Self.steps, populations: populations,
          isLocated: Array(repeating: true, count: demands), capacities: capacities, threads: threads)
      }
      #expect(results[0].access == results[1].access, "seed \(seed)")
      let balance = AccessBalance(results[0], populations: populations, capacities: capacities)
      #expect(abs(balance.relativeError) < 1e-12, "seed \(seed), \(method)")
    }
  }

  @Test func agentsSpreadUntilBothPlacesCostTheSame() throws {
    // 1,000 people beside place 1 (no travel) and 6 minutes from place 2, with equal supplies: with tau 60 the travel
    // weighs 0.1, so x persons at place 1 with x/500 = (1000 − x)/500 + 0.1, x = 525, cost 1.05.
    let costs = CostMatrix(rows: [[(0, 0), (1, 6)]], supplyCount: 2)
    let model = AccessModel(
      .rationalAgents, costs: costs, decay: .none, populations: [1000], isLocated: [true],
      capacities: [2, 2],
      threads: 1)
    let cost = try #require(model.access[0])
    #expect(abs(cost - 1.05) < 0.005)
  }
}

/// The tracts of Chicago, with the figures of pysal/access 1.1.9 on the same distances (10 km at most).
@Suite(.enabled(if: RealData.isPresent)) struct ChicagoAccessTests {
  private struct Tracts {
    var populations: [Double?] = []
    var doctors: [Double] = []
    var places = DistanceCosts.Places(plane: [], lonLat: [], zones: [])
  }

  private static let tracts: Tracts = {
    var tracts = Tracts()
    let bytes = (try? ByteFile.read(RealData.path("chicago-tracts/chicago_tracts.csv"))) ?? []
    for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).dropFirst() {
      let cells = line.split(separator: ",").map(String.init)
      tracts.populations.append(Double(cells[1]))
      tracts.doctors.append(Double(cells[2]) ?? 0)
      tracts.places.plane += [Double(cells[4]) ?? 0, Double(cells[5]) ?? 0]
      tracts.places.zones.append(0)
    }
    return tracts
  }()

  private static let costs = DistanceCosts.within(
    10_000, of: tracts.places, to: tracts.places, measure: .planar, threads: 4)

  private func run(_ method: AccessModel.Method, _ decay: Decay, tau: Double = 60) -> [Double?] {
    let tracts = Self.tracts
    var agents = RationalAgents.Parameters()
    agents.tau = tau
    return AccessModel(
      method, costs: Self.costs, decay: decay, populations: tracts.populations,
      isLocated: Array(repeating: true, count: tracts.doctors.count), capacities: tracts.doctors,
      agents: agents,
      threads: 4
    ).access
  }

  private func isClose(_ a: Double?, _ b: Double, _ share: Double = 1e-12) -> Bool {
    guard let a else { return false }
    return abs(a - b) <= share * abs(b)
  }

  private static let steps = Decay.steps(
    [.init(limit: 3000, weight: 1), .init(limit: 6000, weight: 0.68), .init(limit: 10_000, weight: 0.22)],
    .right)

  @Test func pairs() { #expect(Self.costs.pairCount == 378_344) }

  @Test func twoStep() {
    let access = run(.twoStep, .none)
    #expect(isClose(access[0], 0.0009158433196985335))
    #expect(isClose(access.compactMap { $0 }.reduce(0, +), 1.8102786540569653))
  }

  @Test func enhancedBySteps() {
    let access = run(.enhanced, Self.steps)
    #expect(isClose(access[0], 0.000987881103178566))
    #expect(isClose(access.compactMap { $0 }.reduce(0, +), 1.8197631496269921))
  }

  @Test func enhancedByGaussian() {
    #expect(isClose(run(.enhanced, .gaussian(sigma: 3000))[0], 0.0009681340925808683))
  }

  @Test func threeStep() {
    let access = run(.threeStep, Self.steps)
    #expect(isClose(access[0], 0.0011348444862763016))
    #expect(isClose(access.compactMap { $0 }.reduce(0, +), 1.7944650621350609))
  }

  /// The first 300 tracts, each in reach of every other: the peer's dense matrix has no notion of reach.
  @Test func rationalAgents() {
    let tracts = Self.tracts
    let places = DistanceCosts.Places(
      plane: Array(tracts.places.plane.prefix(600)), lonLat: [], zones: Array(repeating: 0, count: 300))
    let populations = Array(tracts.populations.prefix(300))
    var agents = RationalAgents.Parameters()
    agents.tau = 6000
    let access = AccessModel(
      .rationalAgents,
      costs: DistanceCosts.within(1e6, of: places, to: places, measure: .planar, threads: 4), decay: .none,
      populations: populations, isLocated: Array(repeating: true, count: 300),
      capacities: Array(tracts.doctors.prefix(300)), agents: agents, threads: 4
    ).access
    #expect(isClose(access[0], 2.159620057042009))
    #expect(isClose(access[100], 0.7541892041299272))
    #expect(isClose(access[200], 1.8463057644186427))
    let cost = zip(access, populations).reduce(0) { $0 + ($1.0 ?? 0) * ($1.1 ?? 0) }
    #expect(isClose(cost, 1664373.2607114175))
  }
}
