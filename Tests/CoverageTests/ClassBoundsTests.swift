import TestSupport
import Testing

@testable import Coverage

@Suite struct ClassBoundsTests {
  private func inner(_ values: [Double], _ method: ClassMethod) -> [Double]? {
    ClassBounds(values, method)?.inner
  }

  @Test func methodsAreReadAndWritten() {
    for text in ["2.5,4", "-1,0,3", "4", "quantiles:5", "egales:2", "jenks:20", "ecart-type"] {
      #expect(ClassMethod(text)?.text == text)
    }
    for text in [
      "", "4,2.5", "2,2", "2,,3", "nan", "inf", "0x10", "1e999", "quantiles", "quantiles:1", "jenks:21",
      "jenks:99999999999999999999", "JENKS:5", "2;3", "quantiles:5:6", " 2",
      (1...51).map(String.init).joined(separator: ","),
    ] { #expect(ClassMethod(text) == nil, "\(text)") }
  }

  /// A bound belongs to the class above it; the classes are open at both ends.
  @Test func givenBounds() throws {
    let bounds = try #require(ClassBounds([1, 9], .fixed([2.5, 4])))
    #expect([-7, 2.499, 2.5, 3.999, 4, 1e300].map { bounds.index(of: $0) } == [0, 0, 1, 1, 2, 2])
    #expect([nil, .nan, .infinity, -.infinity].map { bounds.index(of: $0) } == [nil, nil, nil, nil])
    #expect((0..<3).map { bounds.lower(of: $0) } == [nil, 2.5, 4])
    #expect((0..<3).map { bounds.upper(of: $0) } == [2.5, 4, nil])
    // They need no value.
    #expect(ClassBounds([], .fixed([2.5]))?.count == 2)
    #expect(bounds.isReduced == false)
  }

  /// Ten values in five classes of two: each begins at the value of rank 2, 4, 6, 8.
  @Test func quantilesByHand() throws {
    let values: [Double] = [10, 1, 9, 2, 8, 3, 7, 4, 6, 5]
    let bounds = try #require(ClassBounds(values, .quantiles(5)))
    #expect(bounds.inner == [3, 5, 7, 9])
    #expect((0..<5).map { bounds.lower(of: $0) } == [1, 3, 5, 7, 9])
    #expect((0..<5).map { bounds.upper(of: $0) } == [3, 5, 7, 9, 10])
    // 7 values in 3: ⌊7/3⌋ = 2, ⌊14/3⌋ = 4.
    #expect(inner([1, 2, 3, 4, 5, 6, 7], .quantiles(3)) == [3, 5])
  }

  /// Equal values are never parted: the class begins with all of them, and a class that nothing is left of goes.
  @Test func quantilesWithTies() throws {
    #expect(inner([1, 2, 2, 2, 2, 2, 2, 3], .quantiles(4)) == [2])
    #expect(inner([1, 1, 1, 1, 1, 1, 2, 3], .quantiles(4)) == [2])
    let bounds = try #require(ClassBounds([1, 2, 2, 2, 2, 2, 2, 3], .quantiles(4)))
    #expect(bounds.isReduced && bounds.count == 2)
  }

  @Test func equalWidthsByHand() {
    #expect(inner([0, 3, 10, 1], .equalIntervals(4)) == [2.5, 5, 7.5])
    #expect(inner([-10, 0, 10], .equalIntervals(2)) == [0])
    // The distance between the ends is no number.
    let huge = Double.greatestFiniteMagnitude
    #expect(inner([-huge, 0, huge], .equalIntervals(2)) == [0])
  }

  /// 2, 4, 4, 4, 5, 5, 7, 9: mean 5, standard deviation 2.
  @Test func standardDeviationsByHand() throws {
    let bounds = try #require(ClassBounds([2, 4, 4, 4, 5, 5, 7, 9], .standardDeviations))
    #expect(bounds.inner == [4, 6, 8])  // 5 − 1.5 × 2 = 2 is the lowest value: nothing lies below it.
    let rest = Array(repeating: 0.0, count: 98)
    #expect(inner(rest + [-7, 7], .standardDeviations).map { $0.allSatisfy { $0.magnitude < 2 } } == true)
  }

  @Test(arguments: ["quantiles:5", "egales:5", "jenks:5", "ecart-type"])
  func fewValuesGiveFewClasses(_ text: String) throws {
    let method = try #require(ClassMethod(text))
    #expect(ClassBounds([], method) == nil)
    #expect(ClassBounds([.nan, .infinity], method) == nil)
    for values in [[4.0], [4, 4, 4], [0, -0.0]] {
      let bounds = try #require(ClassBounds(values, method))
      #expect(bounds.count == 1 && bounds.index(of: values[0]) == 0)
      #expect(bounds.lower(of: 0) == bounds.upper(of: 0))
    }
    let two = try #require(ClassBounds([1, 1, 2, .infinity], method))
    #expect(two.count <= 3 && two.range == 1...2)
    #expect(two.index(of: 1) == 0 && two.index(of: 2) == two.count - 1)
  }

  @Test func zeroStandsApart() throws {
    let values: [Double] = [0, 0, 0, 0, 0, 1, 2, 3, 4]
    #expect(inner(values, .quantiles(2)) == [])
    let bounds = try #require(ClassBounds(values, .quantiles(2), zeroApart: true))
    #expect(bounds.hasZeroClass && !bounds.isReduced)
    #expect(bounds.inner == [1, 3])
    #expect(bounds.upper(of: 0) == 0 && bounds.lower(of: 1) == 1 && bounds.upper(of: 2) == 4)
    // Zero is a value as any other where some are below it, and where bounds are given.
    #expect(ClassBounds([-1, 0, 1], .quantiles(2), zeroApart: true)?.hasZeroClass == false)
    #expect(ClassBounds([0, 1], .fixed([1]), zeroApart: true)?.inner == [1])
    #expect(ClassBounds([0, 0], .jenks3, zeroApart: true)?.hasZeroClass == false)
  }

  /// Every value lies in the class that its bounds say, whatever the method.
  @Test func everyValueLiesWithinItsClass() throws {
    var random = SeededRandom(seed: 5)
    for text in ["quantiles:7", "egales:7", "jenks:7", "ecart-type"] {
      let method = try #require(ClassMethod(text))
      let values = (0..<400).map { _ in (Double.random(in: -3...9, using: &random) * 8).rounded() / 8 }
      let bounds = try #require(ClassBounds(values, method))
      for value in values {
        let index = try #require(bounds.index(of: value))
        let (low, high) = (bounds.lower(of: index) ?? .nan, bounds.upper(of: index) ?? .nan)
        #expect(low <= value && (value < high || (index == bounds.count - 1 && value == high)))
      }
      #expect(ClassBounds(values.reversed(), method) == bounds)
    }
  }
}

extension ClassMethod {
  fileprivate static let jenks3 = ClassMethod.naturalBreaks(3)
}
