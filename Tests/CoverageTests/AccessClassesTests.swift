import Coverage
import GeoModel
import TestSupport
import Testing

/// Classes of figures, their bounds and their changes, on cases that can be counted by hand.
@Suite struct AccessClassesTests {
  @Test func aValueEqualToABoundIsInTheClassAbove() throws {
    let classes = try #require(AccessClasses(bounds: [2.5, 4]))
    #expect([0, 2.4999, 2.5, 3.9, 4, 9].map { classes.index(of: $0) } == [0, 0, 1, 1, 2, 2])
    #expect(classes.index(of: nil) == nil && classes.index(of: .infinity) == nil)
    #expect(classes.count == 3)
  }

  @Test func boundsAscend() {
    #expect(AccessClasses(bounds: []) == nil)
    #expect(AccessClasses(bounds: [4, 2.5]) == nil)
    #expect(AccessClasses(bounds: [2.5, 2.5]) == nil)
    #expect(AccessClasses(bounds: [.nan]) == nil)
    #expect(AccessClasses(bounds: [-1, 0])?.bounds == [-1, 0])
  }

  @Test func quantilesWeighPeople() {
    // 10 people each: up to 1 they are 10 of 40, not more than a quarter; up to 2 they are 20: the first bound is 2.
    let even = AccessClasses(quantiles: 4, values: [3, 1, 4, 2], people: [10, 10, 10, 10])
    #expect(even?.bounds == [2, 3, 4])
    // 70 of 100 people have 2: no half can be cut inside them; below 2 are 10.
    let uneven = AccessClasses(quantiles: 2, values: [1, 2, 3], people: [10, 70, 20])
    #expect(uneven?.bounds == [2])
    // A place without people or without a value moves no bound.
    let holes = AccessClasses(
      quantiles: 4, values: [3, nil, 1, 4, 2, 0, .infinity], people: [10, 99, 10, 10, 10, 0, 99])
    #expect(holes?.bounds == [2, 3, 4])
  }

  @Test func equalValuesAreNeverToldApart() {
    // Three of five have 0: the first two bounds would be 0, below which nothing lies.
    #expect(
      AccessClasses(quantiles: 5, values: [0, 0, 0, 1, 2], people: [1, 1, 1, 1, 1])?.bounds == [1, 2])
    #expect(AccessClasses(quantiles: 5, values: [7, 7], people: [1, 1]) == nil)
    #expect(AccessClasses(quantiles: 5, values: [nil, 7], people: [1, 0]) == nil)
  }

  /// Nobody below a bound is above their part, whatever the values.
  @Test func belowABoundAreAtMostItsPart() throws {
    var random = SeededRandom(seed: 20_261_124)
    for _ in 0..<200 {
      let count = Int.random(in: 2...30, using: &random)
      let values = (0..<count).map { _ in Double(Int.random(in: 0...9, using: &random)) }
      let people = (0..<count).map { _ in Double(Int.random(in: 0...50, using: &random)) }
      let parts = Int.random(in: 2...6, using: &random)
      guard let classes = AccessClasses(quantiles: parts, values: values, people: people) else { continue }
      let total = people.reduce(0, +)
      #expect(classes.bounds.count < parts)
      for (rank, bound) in classes.bounds.reversed().enumerated() {
        let below = values.indices.reduce(0) { values[$1] < bound ? $0 + people[$1] : $0 }
        // The last bound is at most the last quantile, and so on downwards.
        #expect(below * Double(parts) <= Double(parts - 1 - rank) * total + 1e-9)
        #expect(below > 0 || values.contains { $0 < bound })
      }
    }
  }

  @Test func changesAreCountedByTerritoriesAndPeople() throws {
    let classes = try #require(AccessClasses(bounds: [10]))
    // Up, down, the same, lost, found, without either.
    let changes = ClassChanges(
      classes, before: [5, 15, 5, 5, nil, nil], after: [10, 9, 6, nil, 12, nil],
      people: [1, 2, 4, 8, 16, 32])
    #expect(changes.up == (1, 1) && changes.down == (1, 2) && changes.withOrWithout == (2, 24))
    #expect(changes.territories == [[1, 1, 1], [1, 0, 0], [0, 1, 1]])
    #expect(changes.people == [[4, 1, 8], [2, 0, 0], [0, 16, 32]])
  }
}
