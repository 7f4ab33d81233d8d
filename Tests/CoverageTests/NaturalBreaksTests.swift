import TestSupport
import Testing

@testable import Coverage

@Suite struct NaturalBreaksTests {
  /// The example of Wang and Song (The R Journal 3/2, 2011): −1 four times, 2 three times, and 4, 5, 6.
  @Test func publishedExample() {
    let values: [Double] = [-1, 2, -1, 2, 4, 5, 6, -1, 2, -1]
    #expect(ClassBounds(values, .naturalBreaks(3))?.inner == [2, 4])
  }

  /// 1, 2, 3 and 11, 12, 13: deviations 2 + 2, against 50 or more for any other cut.
  @Test func byHand() {
    #expect(NaturalBreaks.starts([1, 2, 3, 11, 12, 13], counts: [1, 1, 1, 1, 1, 1], classes: 2) == [3])
    // 0, 1, 2: {0}{1, 2} and {0, 1}{2} are as good; the last class begins lowest.
    #expect(NaturalBreaks.starts([0, 1, 2], counts: [1, 1, 1], classes: 2) == [1])
    // 0 or 2 a hundred times stays alone: ½ against 0.99.
    #expect(NaturalBreaks.starts([0, 1, 2], counts: [100, 1, 1], classes: 2) == [1])
    #expect(NaturalBreaks.starts([0, 1, 2], counts: [1, 1, 100], classes: 2) == [2])
    #expect(NaturalBreaks.starts([1, 2, 4], counts: [1, 1, 1], classes: 3) == [1, 2])
    #expect(NaturalBreaks.starts([1, 2], counts: [1, 1], classes: 1) == [])
  }

  /// Sum of squared deviations, each class from its own mean, without prefix sums.
  private func cost(_ values: [Double], _ counts: [Int], _ starts: [Int]) -> Double {
    var sum = 0.0
    for (start, end) in zip([0] + starts, starts + [values.count]) {
      let weight = (start..<end).reduce(0.0) { $0 + Double(counts[$1]) }
      let mean = (start..<end).reduce(0.0) { $0 + values[$1] * Double(counts[$1]) } / weight
      sum += (start..<end).reduce(0.0) { $0 + Double(counts[$1]) * (values[$1] - mean) * (values[$1] - mean) }
    }
    return sum
  }

  /// Every way to cut `count` values.
  private func cuts(_ count: Int, _ classes: Int, from: Int = 1) -> [[Int]] {
    guard classes > 1 else { return [[]] }
    return (from..<max(from, count)).flatMap { first in
      cuts(count, classes - 1, from: first + 1).map { [first] + $0 }
    }
  }

  @Test func bestOfAllCuts() {
    var random = SeededRandom(seed: 20)
    for round in 0..<300 {
      let count = Int.random(in: 2...9, using: &random)
      // From one value in a thousand to values that differ in their last digits only.
      let (scale, offset) = [(1.0, 0.0), (1e-7, 1), (1e5, -3e8), (1e200, 0)][round % 4]
      let values = Set((0..<count).map { _ in Double(Int.random(in: 0...60, using: &random)) }).sorted()
        .map { $0 * scale + offset }
      let counts = values.map { _ in Int.random(in: 1...4, using: &random) }
      for classes in 1...min(5, values.count) {
        let starts = NaturalBreaks.starts(values, counts: counts, classes: classes)
        #expect(starts.count == classes - 1)
        let unit = values.map { ($0 - offset) / scale }
        let best = cuts(values.count, classes).map { cost(unit, counts, $0) }.min() ?? .nan
        #expect(abs(cost(unit, counts, starts) - best) <= 1e-6 * max(1, best), "seed 20, round \(round)")
      }
    }
  }

  /// An outlier does not blur the others: the two groups of small values are a billionth of it apart.
  @Test func farOutlier() {
    let small = (0..<50).map { Double($0) * 1e-9 } + (0..<50).map { 1e-6 + Double($0) * 1e-9 }
    for outlier in [-1e6, 1e6] {
      let values = (small + [outlier]).sorted()
      let starts = NaturalBreaks.starts(values, counts: values.map { _ in 1 }, classes: 3)
      #expect(starts == (outlier < 0 ? [1, 51] : [50, 100]))
    }
  }

  /// As many values as France has communes, against the plain programme on a part of them.
  @Test func manyValues() {
    var random = SeededRandom(seed: 7)
    let values = (0..<40_000).map { _ in Double.random(in: 0...1, using: &random) }.sorted()
    let starts = NaturalBreaks.starts(values, counts: values.map { _ in 1 }, classes: 5)
    // Fifths of an even spread.
    for (index, start) in starts.enumerated() {
      #expect(abs(values[start] - Double(index + 1) / 5) < 0.02)
    }
    let part = Array(values.prefix(120))
    let counts = part.map { _ in 1 }
    let found = NaturalBreaks.starts(part, counts: counts, classes: 3)
    var best = Double.infinity
    for first in 1..<119 {
      for second in first + 1..<120 { best = min(best, cost(part, counts, [first, second])) }
    }
    #expect(abs(cost(part, counts, found) - best) <= 1e-12 * best)
  }
}
