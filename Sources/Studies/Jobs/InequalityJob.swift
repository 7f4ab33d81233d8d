public import Coverage
public import GeoModel
import GeoNative

/// How unequally a figure is shared out between territories, and whether neighbours are alike.
public struct InequalityJob: Sendable {
  public struct Options: Sendable {
    /// Aversion of Atkinson's index, above 0.
    public var aversion = 0.5
    /// 0 for no permutation.
    public var permutations = 999
    public var seed: UInt64 = 1
    /// Plane CRS to look for touching territories in instead of the legal ones.
    public var workCRS: CRS?

    public init() {}
  }

  public var options: Options
  public var codes: [String]
  public var names: [String?]
  /// Of each territory; nil where there is none.
  public var values: [Double?]
  /// What each territory weighs; nil leaves it out.
  public var people: [Double?]
  /// Nil where a value is negative, or none has people.
  public var inequality: Inequality?
  /// Territories with a value and people: those that `inequality` counts, in the layer's order.
  public var counted: [Int]
  public var parts: TheilParts?
  public var concentration: Concentration?
  /// Nil with fewer than three territories that have neighbours, and where all have the same value.
  public var moran: Moran?
  public var contiguity: Contiguity
  /// Territories whose neighbours touch them without sharing an edge.
  public var touching: [Int]

  /// - Parameters:
  ///   - populations: empty weighs each territory 1.
  ///   - ranking: another figure by territory, for the concentration index.
  /// - Throws: `Diagnostic` where islands are to be measured and lie outside France without a CRS given.
  public init(
    _ layer: LoadedTerritories, values: [Double?], populations: [Double?], membership: Membership?,
    ranking: [Double?]?, options: Options, threads: Int
  ) throws(Diagnostic) {
    let (contiguity, touching) = try Self.contiguity(of: layer, options, threads: threads)
    self.init(
      codes: layer.codes, names: layer.names, values: values, populations: populations,
      groups: membership.map { membership in layer.codes.map { membership.levelOf[$0] ?? "" } },
      ranking: ranking,
      contiguity: contiguity, touching: touching, options: options, threads: threads)
  }

  /// The same of territories whose neighbours are known.
  ///
  /// - Parameters:
  ///   - groups: of each territory, for Theil's parts.
  ///   - touching: territories whose neighbours touch them without sharing an edge.
  public init(
    codes: [String], names: [String?], values: [Double?], populations: [Double?], groups: [String]?,
    ranking: [Double?]?, contiguity: Contiguity, touching: [Int], options: Options, threads: Int
  ) {
    self.options = options
    (self.codes, self.names) = (codes, names)
    self.values = values
    let people = populations.isEmpty ? values.map { _ in Double?(1) } : populations
    self.people = people
    let counted = values.indices.filter { values[$0] != nil && (people[$0] ?? 0) > 0 }
    self.counted = counted
    let known = counted.map { values[$0] ?? 0 }
    let weights = counted.map { people[$0] ?? 0 }
    inequality = Inequality(values: known, people: weights)
    parts = groups.flatMap { groups in
      TheilParts(values: known, people: weights, groups: counted.map { groups[$0] })
    }
    concentration = ranking.flatMap { ranking in
      let both = counted.filter { ranking[$0] != nil }
      return Concentration(
        values: both.map { values[$0] ?? 0 }, people: both.map { people[$0] ?? 0 },
        ranking: both.map { ranking[$0] ?? 0 })
    }
    (self.contiguity, self.touching) = (contiguity, touching)
    moran = Moran(
      values: values, contiguity: contiguity, permutations: options.permutations, seed: options.seed,
      threads: threads)
  }

  /// Who shares a border with whom; those that share none with anybody take the ones that they touch.
  ///
  /// - Parameter zones: the layer in plane systems, where it was carried before.
  /// - Throws: `Diagnostic` where islands are to be measured and lie outside France without a CRS given.
  public static func contiguity(
    of layer: LoadedTerritories, zones known: [PlaneZone]? = nil, _ options: Options = Options(), threads: Int
  ) throws(Diagnostic) -> (Contiguity, touching: [Int]) {
    var contiguity = Contiguity(
      geometry: layer.geometry, owners: layer.owners, territories: layer.codes.count)
    var touching: [Int] = []
    if !contiguity.islands.isEmpty {
      var zones = known ?? []
      if known == nil { zones = try PlaneZones.make(layer, workCRS: options.workCRS, threads: threads) }
      do {
        touching = try contiguity.joinTouching(zones, threads: threads)
      } catch {
        throw error.diagnostic(at: SourceLocation(file: layer.source))
      }
    }
    return (contiguity, touching)
  }
}
