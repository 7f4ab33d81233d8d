import GeoNative

/// Whether neighbours are alike: Moran's I, for all territories together and for each (LISA, Anselin 1995, Geogr.
/// Anal. 27:93–115), each neighbour of a territory weighing the same and all of them 1.
///
/// Territories without a value, and those of the others that have no neighbour with a value, are left out of all
/// sums: their local figures are nil.
public struct Moran: Sendable {
  /// Own value and mean of the neighbours, against the mean of all.
  public enum Quadrant: String, Sendable {
    case highHigh = "HH"
    case lowLow = "BB"
    case highLow = "HB"
    case lowHigh = "BH"
  }

  public struct Local: Sendable {
    /// (n − 1) zᵢ (Wz)ᵢ / z'z.
    public var index: Double
    public var quadrant: Quadrant
    /// One-sided, of permutations of the other territories; nil without permutations.
    public var probability: Double?
  }

  /// (n/S₀) z'Wz / z'z.
  public let index: Double
  /// −1/(n − 1): what it is on average where values are anywhere.
  public let expected: Double
  /// (I − E) / √V, with the variance of normal values (Cliff and Ord 1981).
  public let z: Double
  /// Two-sided, of the normal approximation.
  public let normalProbability: Double
  /// (1 + the lesser of the permutations at or above and at or below) / (1 + permutations), one-sided.
  public let permutationProbability: Double?
  /// Territories that count.
  public let count: Int
  /// Territories with a value and without a neighbour that has one, ascending.
  public let islands: [Int]
  public let locals: [Local?]

  /// - Parameters:
  ///   - permutations: 0 for none; 999 is usual.
  ///   - seed: of the permutations; the same gives the same probabilities for any number of threads.
  /// - Returns: nil with fewer than three territories that count, where all have the same value, or where squares
  ///   are beyond what a number holds.
  public init?(
    values: [Double?], contiguity: Contiguity, permutations: Int = 0, seed: UInt64 = 1, threads: Int = 1
  ) {
    var kept = values.indices.filter { values[$0]?.isFinite ?? false }
    let known = Set(kept)
    let near = contiguity.neighbours.map { $0.filter { known.contains($0) } }
    islands = kept.filter { near[$0].isEmpty }
    kept = kept.filter { !near[$0].isEmpty }
    guard kept.count >= 3 else { return nil }
    var rank = [Int](repeating: -1, count: values.count)
    for (place, index) in kept.enumerated() { rank[index] = place }
    let neighbours = kept.map { near[$0].map { rank[$0] } }
    let count = kept.count
    let n = Double(count)
    let mean = kept.reduce(0) { $0 + (values[$1] ?? 0) } / n
    let gaps = kept.map { (values[$0] ?? 0) - mean }
    let square = gaps.reduce(0) { $0 + $1 * $1 }
    // Equal values leave no more than the rounding of their mean.
    let greatest = kept.reduce(0) { max($0, abs(values[$1] ?? 0)) }
    guard square.isFinite, square > n * (greatest * 1e-14) * (greatest * 1e-14) else { return nil }
    func cross(_ gaps: [Double]) -> Double {
      var sum = 0.0
      for place in 0..<count { sum += gaps[place] * Self.lag(gaps, neighbours[place]) }
      return sum
    }
    let index = cross(gaps) / square
    let expected = -1 / (n - 1)
    let variance = Self.variance(neighbours) - expected * expected
    let z = variance > 0 ? (index - expected) / variance.squareRoot() : 0
    self.index = index
    self.expected = expected
    self.z = z
    self.count = count
    normalProbability = z == 0 ? 1 : max(0, 1 - PoissonInterval.regularizedGamma(0.5, z * z / 2))
    if permutations > 0 {
      let simulated = ParallelMap.map(count: permutations, threads: threads) { round -> Double in
        var source = PermutationSource(seed: seed, stream: round)
        var shuffled = gaps
        source.draw(count, of: &shuffled)
        var sum = 0.0
        for place in 0..<count { sum += shuffled[place] * Self.lag(shuffled, neighbours[place]) }
        return sum / square
      }
      permutationProbability = Self.probability(
        atLeast: simulated.count { $0 >= index - 1e-12 }, atMost: simulated.count { $0 <= index + 1e-12 },
        of: permutations)
    } else {
      permutationProbability = nil
    }
    let widest = gaps.reduce(0) { max($0, abs($1)) }
    let locals = ParallelMap.map(count: count, threads: threads) { place -> Local in
      let own = gaps[place]
      let lag = Self.lag(gaps, neighbours[place])
      let quadrant: Quadrant =
        own > 0 ? (lag > 0 ? .highHigh : .highLow) : (lag > 0 ? .lowHigh : .lowLow)
      var local = Local(index: (n - 1) * own * lag / square, quadrant: quadrant)
      guard permutations > 0 else { return local }
      var source = PermutationSource(seed: seed, stream: permutations + place)
      var others = gaps
      others.remove(at: place)
      let degree = neighbours[place].count
      let tie = 1e-12 * abs(own) * widest
      var (atLeast, atMost) = (0, 0)
      for _ in 0..<permutations {
        source.draw(degree, of: &others)
        var sum = 0.0
        for other in 0..<degree { sum += others[other] }
        let other = own * (sum / Double(degree)) - own * lag
        if other >= -tie { atLeast += 1 }
        if other <= tie { atMost += 1 }
      }
      local.probability = Self.probability(atLeast: atLeast, atMost: atMost, of: permutations)
      return local
    }
    var all = [Local?](repeating: nil, count: values.count)
    for (place, index) in kept.enumerated() { all[index] = locals[place] }
    self.locals = all
  }

  private static func lag(_ gaps: [Double], _ neighbours: [Int]) -> Double {
    var sum = 0.0
    for neighbour in neighbours { sum += gaps[neighbour] }
    return sum / Double(neighbours.count)
  }

  /// Ties count on both sides: with few neighbours most permutations are one.
  private static func probability(atLeast: Int, atMost: Int, of permutations: Int) -> Double {
    Double(min(atLeast, atMost) + 1) / Double(permutations + 1)
  }

  /// (n²S₁ − nS₂ + 3S₀²) / ((n² − 1) S₀²), with S₀ = n since each row of weights sums to 1.
  private static func variance(_ neighbours: [[Int]]) -> Double {
    let n = Double(neighbours.count)
    var incoming = [Double](repeating: 0, count: neighbours.count)
    var s1 = 0.0
    for near in neighbours {
      let weight = 1 / Double(near.count)
      for other in near {
        incoming[other] += weight
        // Contiguity is mutual: each pair stands twice, once in each direction.
        let back = 1 / Double(neighbours[other].count)
        s1 += (weight + back) * (weight + back) / 2
      }
    }
    let s2 = incoming.reduce(0) { $0 + (1 + $1) * (1 + $1) }
    return (n * n * s1 - n * s2 + 3 * n * n) / ((n * n - 1) * n * n)
  }
}
