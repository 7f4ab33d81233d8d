import Coverage
import GeoModel
import GeoNative
import TestSupport
import Testing

@testable import Studies

/// Other ways to compute an access: each gives what a run of its own gives, to the bit.
@Suite struct AccessSensitivityTests {
  /// What each way writes, and what its own run writes.
  private func tables(
    _ base: AccessJob.Options, _ ways: [AccessAlternative], _ files: [String: String] = [:]
  ) throws -> (shared: [[UInt8]], own: [[UInt8]], sensitivity: AccessSensitivity) {
    var shared: [[UInt8]] = []
    let sensitivity = try AccessSensitivity(
      base, ways, session: AccessSample.session(files)
    ) { job in shared.append(AccessTable.csv(job)) }
    shared.insert(AccessTable.csv(sensitivity.base), at: 0)
    let own = try ([base] + ways.map(\.options)).map {
      AccessTable.csv(try AccessJob($0, session: AccessSample.session(files)))
    }
    return (shared, own, sensitivity)
  }

  private static func way(
    _ text: String, _ base: AccessJob.Options, _ change: (inout AccessJob.Options) -> Void
  ) -> AccessAlternative {
    var options = base
    change(&options)
    return AccessAlternative(text, options)
  }

  @Test(arguments: [
    AccessJob.Cost.metres(.planar), .metres(.geodesic),
    .estimatedMinutes(.planar, .init(kilometresPerHour: 60, detour: 1.2)),
  ])
  func waysShareOneMatrixAndGiveTheirOwnFigures(_ cost: AccessJob.Cost) throws {
    var random = SeededRandom(seed: 20_261_129)
    var demand = "code,x,y,population\n"
    for index in 0..<150 {
      let (x, y) = (Int.random(in: 0...30, using: &random), Int.random(in: 0...30, using: &random))
      let people = index % 17 == 5 ? "" : String(Int.random(in: 0...900, using: &random))
      demand += "\(index),\(600_000 + 1000 * x),\(6_650_000 + 1000 * y),\(people)\n"
    }
    var supply = "id,nom,x,y,etp\n"
    for index in 0..<25 {
      let (x, y) = (Int.random(in: 0...30, using: &random), Int.random(in: 0...30, using: &random))
      supply += "s\(index),S,\(600_000 + 1000 * x),\(6_650_000 + 1000 * y),\(1 + index % 4)\n"
    }
    let files = ["demande.csv": demand, "offre.csv": supply]
    var base = AccessSample.options(.enhanced, limit: 6)
    base.keepsWeights = false
    base.cost = cost
    // The unit of the limits: km, or minutes, of which each is 1.2 km here.
    let unit = cost.isInMinutes ? 1.2 : 1000.0
    base.limit = 6 * unit
    base.decay = .gaussian(sigma: 3 * unit)
    let ways = [
      Self.way("within=3km", base) { $0.limit = 3 * unit },
      Self.way("within=10km", base) { $0.limit = 10 * unit },
      Self.way("within=10km;intervals=left", base) { ($0.limit, $0.closure) = (10 * unit, .left) },
      Self.way("intervals=left", base) { $0.closure = .left },
      Self.way("method=2sfca", base) { $0.method = .twoStep },
      Self.way("method=3sfca;within=5km", base) { ($0.method, $0.limit) = (.threeStep, 5 * unit) },
      Self.way("decay=linear", base) { ($0.limit, $0.decay) = (nil, .linear(limit: 8 * unit)) },
      Self.way("distance=geodesic", base) {
        switch $0.cost {
        case .estimatedMinutes(_, let travel): $0.cost = .estimatedMinutes(.geodesic, travel)
        default: $0.cost = .metres(.geodesic)
        }
      },
    ]
    let result = try tables(base, ways, files)
    #expect(result.shared == result.own)
    // They do differ: equality above is not that of empty tables.
    #expect(Set(result.own).count >= 6)
    if case .metres(.planar) = cost {
      // Places stand on a grid of 1 km, so that some are 6 km apart to the bit.
      let isOpen = result.sensitivity.variants[3]
      #expect(isOpen.pairCount < result.sensitivity.base.costs.pairCount)
    }
  }

  @Test func nearestBoundedAndUnbounded() throws {
    let base = AccessSample.options(.nearest)
    let ways = [
      Self.way("within=5km", base) { $0.limit = 5_000 },
      Self.way("within=10km;intervals=left", base) { ($0.limit, $0.closure) = (10_000, .left) },
    ]
    let result = try tables(base, ways)
    #expect(result.shared == result.own && Set(result.own).count == 2)
    let bounded = AccessSample.options(.nearest, limit: 5_000)
    let back = try tables(bounded, [Self.way("within=30km", bounded) { $0.limit = 30_000 }])
    #expect(back.shared == back.own && Set(back.own).count == 2)
  }

  /// A matrix of times is the base's own, whose counts are those of its reach; wider ways share another.
  @Test(arguments: [nil, 4.0, 13], [10.0, 16])
  func aMatrixOfTimes(_ intrazonal: Double?, _ limit: Double) throws {
    let files = [
      "offre.csv": "id,nom,x,y,etp\na,Un,600000,6650000,3\nb,Deux,610000,6650000,6\n",
      "temps.csv": "from,to,minutes\na,a,14\na,b,12\nb,a,12\nb,a,15\nc,b,18\nc,a,10\n",
    ]
    var base = AccessSample.options(.enhanced, times: "temps.csv", limit: limit)
    base.keepsWeights = false
    if case .minutes(var times) = base.cost {
      times.intrazonalMinutes = intrazonal
      base.cost = .minutes(times)
    }
    let ways = [
      Self.way("within=12min", base) { $0.limit = 12 },
      Self.way("within=12min;intervals=left", base) { ($0.limit, $0.closure) = (12, .left) },
      Self.way("within=18min", base) { $0.limit = 18 },
      Self.way("within=13min", base) { $0.limit = 13 },
      Self.way("within=5min", base) { $0.limit = 5 },
    ]
    let result = try tables(base, ways, files)
    #expect(result.shared == result.own)
    let alone = try AccessJob(base, session: AccessSample.session(files)).times
    #expect(result.sensitivity.base.times?.beyond == alone?.beyond)
    #expect(result.sensitivity.base.times?.costs.pairCount == alone?.costs.pairCount)
  }

  /// Steps 10: 1, 20: 0.5. b stands exactly 10 minutes from s1: weight 1 where the limit counts as within it, 0.5 where not.
  @Test func aCostEqualToALimitChangesClassWithTheClosure() throws {
    let files = [
      "demande.csv": "code,x,y,population\na,600000,6650000,100\nb,610000,6650000,100\n",
      "offre.csv": "id,nom,x,y,etp\ns1,Un,600000,6650000,3\n",
      "temps.csv": "from,to,minutes\na,s1,5\nb,s1,10\n",
    ]
    var base = AccessSample.options(.enhanced, times: "temps.csv")
    base.decay = .steps([.init(limit: 10, weight: 1), .init(limit: 20, weight: 0.5)], .right)
    let ways = [
      Self.way("intervals=left", base) {
        $0.closure = .left
        $0.decay = .steps([.init(limit: 10, weight: 1), .init(limit: 20, weight: 0.5)], .left)
      }
    ]
    let result = try tables(base, ways, files)
    #expect(result.shared == result.own)
    // Right: R = 3 / (100 + 100) = 0.015, both have it. Left: R = 3 / (100 + 50) = 0.02; a 0.02, b 0.5 × 0.02 = 0.01.
    let job = result.sensitivity.base
    #expect(job.model.access == [0.015, 0.015])
    #expect(result.sensitivity.variants[0].access == [0.02, 0.01])
    let levels = AccessLevels(
      job, AccessTerritories(job, study: nil, membership: nil),
      classes: .fixed([1500, 2000]))
    #expect(
      AccessSample.lines(SensitivityTable(levels, result.sensitivity.variants).csv()) == [
        "code,nom,population,base,base_classe,intervals_left,intervals_left_classe,change",
        "a,,100,1500,2,2000,3,true", "b,,100,1500,2,1000,1,true",
      ])
    let changes = try #require(levels.changes(to: levels.figures(of: result.sensitivity.variants[0])))
    #expect(changes.territories == [[0, 0, 0, 0], [1, 0, 1, 0], [0, 0, 0, 0], [0, 0, 0, 0]])
    #expect(changes.up == (1, 100) && changes.down == (1, 100))
  }

  @Test func aWayThatNothingBoundsIsNamed() throws {
    var base = AccessSample.options(.enhanced)
    base.decay = .linear(limit: 10_000)
    let way = Self.way("decay=gaussian:5000", base) { $0.decay = .gaussian(sigma: 5000) }
    let error = #expect(throws: Diagnostic.self) {
      try AccessSensitivity(base, [way], session: AccessSample.session())
    }
    #expect(error?.code == "access.limit" && error?.found == "decay=gaussian:5000")
    #expect(error?.hint?.english == "within=20km")
  }

  @Test func columnsAreNamedByTheWays() throws {
    let base = AccessSample.options(limit: 10_000)
    let texts = ["within=15km", "decay=gaussian:5000", "decay=10:1,15:2/3;intervals=left", "within=1.5km"]
    #expect(
      texts.map { AccessAlternative($0, base).column } == [
        "within_15km", "decay_gaussian_5000", "decay_10_1_15_2_3_intervals_left", "within_1_5km",
      ])
    // Two texts may fold to one name.
    let ways = [AccessAlternative("within=10km", base), AccessAlternative("within=10 km", base)]
    let sensitivity = try AccessSensitivity(base, ways, session: AccessSample.session())
    let levels = AccessLevels(
      sensitivity.base, AccessTerritories(sensitivity.base, study: nil, membership: nil))
    #expect(
      AccessSample.lines(SensitivityTable(levels, sensitivity.variants).csv())[0]
        == "code,nom,population,base,within_10km,within_10_km")
  }
}
