/// Natural breaks: contiguous classes with the least sum of squared deviations from their means (Fisher 1958; Jenks
/// 1967), found exactly.
///
/// The cost of a class is concave in the sense that lets each step of the dynamic programme be solved by halves, since
/// the best start of the last class never moves back: O(k d log d) for d distinct values, not O(k d²).
enum NaturalBreaks {
  /// - Parameters:
  ///   - values: ascending and distinct.
  ///   - counts: how many times each stands in the data.
  ///   - classes: 1 to the number of values.
  /// - Returns: index of the first value of every class but the first, ascending. Of equally good classes, those whose
  ///   last ones begin lowest.
  static func starts(_ values: [Double], counts: [Int], classes: Int) -> [Int] {
    let count = values.count
    guard classes > 1, classes <= count else { return [] }
    let moments = Moments(values, counts)
    var best = (0..<count).map { moments.deviations(0, $0) }
    var origins: [[Int32]] = []
    for parts in 2...classes {
      var step = Step(moments: moments, previous: best, parts: parts)
      step.solve(parts - 1, count - 1, parts - 1, count - 1)
      best = step.best
      origins.append(step.origin)
    }
    var starts: [Int] = []
    var last = count - 1
    for origin in origins.reversed() {
      let start = Int(origin[last])
      starts.append(start)
      last = start - 1
    }
    return starts.reversed()
  }

  /// One more class behind the best classes so far.
  private struct Step {
    let moments: Moments
    let previous: [Double]
    var best: [Double]
    var origin: [Int32]

    init(moments: Moments, previous: [Double], parts: Int) {
      self.moments = moments
      self.previous = previous
      best = Array(repeating: .infinity, count: previous.count)
      origin = Array(repeating: 0, count: previous.count)
    }

    /// Solves the ends from `first` to `last`, whose last class begins from `lowest` to `highest`.
    mutating func solve(_ first: Int, _ last: Int, _ lowest: Int, _ highest: Int) {
      guard first <= last else { return }
      let middle = (first + last) / 2
      var (cost, start) = (Double.infinity, lowest)
      for candidate in lowest...max(lowest, min(middle, highest)) {
        let sum = previous[candidate - 1] + moments.deviations(candidate, middle)
        if sum < cost { (cost, start) = (sum, candidate) }
      }
      best[middle] = cost
      origin[middle] = Int32(clamping: start)
      solve(first, middle - 1, lowest, start)
      solve(middle + 1, last, start, highest)
    }
  }

  /// Sums of the values and of their squares up to each, in twice the digits of a number: the deviations of a class
  /// are a small difference of large sums.
  private struct Moments {
    private var weights: [Double] = [0]
    private var sums: [Doubled] = [Doubled()]
    private var squares: [Doubled] = [Doubled()]

    init(_ values: [Double], _ counts: [Int]) {
      let largest = max(values.first?.magnitude ?? 0, values.last?.magnitude ?? 0)
      // A power of two changes no digit.
      let scale =
        largest > 0 ? Double(sign: .plus, exponent: -max(-1000, largest.exponent), significand: 1) : 1
      var (weight, sum, square) = (0.0, Doubled(), Doubled())
      for (value, count) in zip(values, counts) {
        let (scaled, times) = (value * scale, Double(count))
        weight += times
        sum.add(product: scaled, times)
        let power = scaled * scaled
        square.add(product: power, times)
        square.add(product: (-power).addingProduct(scaled, scaled), times)
        weights.append(weight)
        sums.append(sum)
        squares.append(square)
      }
    }

    /// Σ n (x − mean)² of the values from `first` to `last`, in the unit of the scale, squared.
    func deviations(_ first: Int, _ last: Int) -> Double {
      let weight = weights[last + 1] - weights[first]
      let sum = sums[last + 1] - sums[first]
      let square = squares[last + 1] - squares[first]
      // Σ n x² − (Σ n x)² / Σ n
      let power = sum.high * sum.high
      let rest = (-power).addingProduct(sum.high, sum.high) + 2 * sum.high * sum.low
      let quotient = power / weight
      let remainder = (power.addingProduct(-quotient, weight) + rest) / weight
      return max(0, (square.high - quotient) + (square.low - remainder))
    }
  }

  /// A sum as a number and what its rounding left out.
  private struct Doubled {
    var high = 0.0
    var low = 0.0

    mutating func add(product first: Double, _ second: Double) {
      let product = first * second
      let error = (-product).addingProduct(first, second)
      let sum = high + product
      let part = sum - high
      low += (high - (sum - part)) + (product - part) + error
      high = sum
    }

    static func - (first: Doubled, second: Doubled) -> Doubled {
      let difference = first.high - second.high
      let part = difference - first.high
      let error = (first.high - (difference - part)) - (second.high + part)
      return Doubled(high: difference, low: error + (first.low - second.low))
    }
  }
}
