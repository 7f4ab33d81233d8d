import Coverage
import GeoNative
import TestSupport
import Testing

@Suite struct InequalityTests {
  private func plain(_ values: [Double]) throws -> Inequality {
    try #require(Inequality(values: values, people: values.map { _ in 1 }))
  }

  @Test func simpleLists() throws {
    // Four people, one of whom has all: 1 − 1/4.
    #expect(try plain([0, 0, 0, 8]).gini == 0.75)
    #expect(try plain([0, 0, 0, 8]).hoover == 0.75)
    #expect(try plain([5, 5, 5]).gini.map { abs($0) < 1e-15 } == true)
    // 1, 2, 3, 4: Σ|yᵢ − yⱼ| over pairs i < j is 10; 2·10 / (2·16·2.5) = 0.25.
    #expect(abs((try plain([1, 2, 3, 4]).gini ?? 0) - 0.25) < 1e-15)
    // |−1.5| + |−0.5| + 0.5 + 1.5 = 4 over 2·10.
    #expect(try plain([1, 2, 3, 4]).hoover == 0.2)
    // Ten people 1…10: the one above the 90th centile has 10, the four lowest 2.5 on average.
    #expect(try plain((1...10).map(Double.init)).palma == 4)
    #expect(try plain([0, 0, 0]).gini == nil)
    #expect(try plain([2, 2, 2]).palma == nil)
    #expect(Inequality(values: [-1], people: [1]) == nil)
    #expect(Inequality(values: [1], people: [0]) == nil)
  }

  /// 1 and 4: geometric mean 2 over 2.5; with ε = ½ ((1 + 2)/2)² = 2.25; with ε = 2 the harmonic mean 1.6.
  @Test func atkinson() throws {
    let pair = try plain([1, 4])
    #expect(abs((pair.atkinson(1) ?? 0) - 0.2) < 1e-15)
    #expect(abs((pair.atkinson(0.5) ?? 0) - 0.1) < 1e-15)
    #expect(abs((pair.atkinson(2) ?? 0) - 0.36) < 1e-15)
    #expect(try plain([0, 4]).atkinson(1) == 1)
  }

  /// A territory of three people is three people with its value.
  @Test func peopleWeigh() throws {
    let weighed = try #require(Inequality(values: [4, 1, 9], people: [3, 2, 0]))
    let listed = try plain([1, 1, 4, 4, 4])
    #expect(weighed.mean == listed.mean)
    for (a, b) in [
      (weighed.gini, listed.gini), (weighed.theil, listed.theil), (weighed.hoover, listed.hoover),
      (weighed.palma, listed.palma), (weighed.atkinson(0.5), listed.atkinson(0.5)),
    ] {
      #expect(a.map { abs($0 - (b ?? 9)) < 1e-14 } ?? (b == nil))
    }
    #expect(weighed.lorenz?.count == 3)
  }

  @Test func theilIsBetweenAndWithin() throws {
    // 1, 3: (½·ln ½ + 3/2·ln 3/2)/2.
    let pair = (0.5 * Double.logarithm(0.5) + 1.5 * Double.logarithm(1.5)) / 2
    #expect(abs((try plain([1, 3]).theil ?? 0) - pair) < 1e-15)
    #expect(abs((try plain([0, 2]).theil ?? 0) - Double.logarithm(2)) < 1e-15)
    var random = SeededRandom(seed: 3)
    for _ in 0..<50 {
      let values = (0..<40).map { _ in Double(random.next() % 30) }
      let people = (0..<40).map { _ in Double(random.next() % 900) }
      let groups = (0..<40).map { _ in String(random.next() % 6) }
      let all = try #require(Inequality(values: values, people: people)?.theil)
      let parts = try #require(TheilParts(values: values, people: people, groups: groups))
      #expect(abs(parts.between + parts.within - all) < 1e-12)
      #expect(parts.between > -1e-15 && parts.within >= 0)
      #expect(abs(parts.groups.reduce(0) { $0 + $1.share } - 1) < 1e-12)
    }
  }

  /// The figure ranked by itself concentrates as Gini says; ranked the other way, as much below 0.
  @Test func concentration() throws {
    let values = [1.0, 2, 3, 4]
    let same = try #require(
      Concentration(values: values, people: [1, 1, 1, 1], ranking: values, bounds: 0...5))
    #expect(abs(same.index - 0.25) < 1e-15)
    // 4 · 2.5 / (5 − 0) · 0.25.
    #expect(abs((same.erreygers ?? 0) - 0.5) < 1e-15)
    let reversed = try #require(
      Concentration(values: values, people: [1, 1, 1, 1], ranking: values.map { -$0 }))
    #expect(abs(reversed.index + 0.25) < 1e-15)
    let tied = try #require(
      Concentration(values: values, people: [1, 1, 1, 1], ranking: [7, 7, 7, 7]))
    #expect(abs(tied.index) < 1e-15)
  }
}
