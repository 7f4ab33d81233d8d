import GeoModel
import TestSupport
import Testing

@testable import Coverage

@Suite struct ArealInterpolationTests {
  private func interpolation(
    _ sources: [MultiPolygon], _ targets: [MultiPolygon], threads: Int = 2
  ) throws -> ArealInterpolation {
    ArealInterpolation(try ArealOverlaps(sources, targets, threads: threads))
  }

  /// Two squares of 10 × 10 side by side; one target of 10 × 10 over the last 4 of the first and the first 6 of the
  /// second; another of 2 × 10 in the first.
  @Test func closedFormsOnSquares() throws {
    let sources = Shapes.squares(columns: 2, rows: 1, side: 10)
    let targets = [Shapes.rectangle(6, 0, 16, 10), Shapes.rectangle(0, 0, 2, 10)]
    let interpolation = try interpolation(sources, targets)
    #expect(interpolation.overlaps.list.map(\.area) == [40, 20, 60])
    #expect(interpolation.overlaps.list.map(\.target) == [0, 1, 0])
    let share = interpolation.amounts([100, 300])
    // 100 × 40/100 + 300 × 60/100, and 100 × 20/100; outside: 100 × 40/100 + 300 × 40/100.
    #expect(share.values == [220, 20])
    #expect((share.total, share.given, share.withheld, share.repeated) == (400, 240, 0, 0))
    #expect(abs(share.outside - 160) < 1e-12)
    #expect(share.outsideOfSource.map(\.source) == [0, 1])
    // 100 × 40/60 + 300, and 100 × 20/60: all is given.
    let total = interpolation.amounts([100, 300], rule: .total)
    #expect(abs((total.values[0] ?? 0) - (100 * 40 / 60.0 + 300)) < 1e-12)
    #expect(abs((total.values[1] ?? 0) - 100 * 20 / 60.0) < 1e-12)
    #expect(total.outside == 0)
    // (40 × 5 + 60 × 10) / 100, and 5.
    #expect(interpolation.ratios([5, 10]).values == [8, 5])
    let categories = interpolation.categories(["urbain", "rural"])
    #expect(categories.names == ["rural", "urbain"])
    #expect(categories.shares == [[0.6, 0.4], [0, 1]])
    #expect(categories.unknown == [0, 0])
  }

  /// 0.1 + 0.2 + 0.3 is more than 0.6 in binary: a share is not above 1 for that.
  @Test func sharesOfOneCategoryAreOne() {
    let areas = [0.1, 0.2, 0.3]
    let overlaps = ArealOverlaps(
      sourceAreas: areas, targetAreas: [0.6],
      list: areas.enumerated().map { ArealOverlaps.Overlap(source: $0.offset, target: 0, area: $0.element) })
    #expect(ArealInterpolation(overlaps).categories(["a", "a", "a"]).shares == [[1]])
    let two = ArealInterpolation(overlaps).categories(["a", "b", nil])
    #expect(abs((two.shares[0]?.reduce(0, +) ?? 0) + two.unknown[0] - 1) < 1e-15)
  }

  @Test func missingStaysMissing() throws {
    let sources = Shapes.squares(columns: 3, rows: 1, side: 10)
    let targets = [
      Shapes.rectangle(0, 0, 10, 10), Shapes.rectangle(5, 0, 15, 10), Shapes.rectangle(100, 0, 110, 10),
    ]
    let interpolation = try interpolation(sources, targets)
    let amounts = interpolation.amounts([nil, 50, 0])
    #expect(amounts.values == [nil, nil, nil])
    // Half of the second source would have gone to a target that has no value, half is in no target.
    #expect((amounts.total, amounts.given, amounts.withheld, amounts.outside) == (50, 0, 25, 25))
    #expect(interpolation.amounts([10, 50, 0]).values == [10, 30, nil])
    #expect(interpolation.amounts([0, 0, nil]).values == [0, 0, nil])
    #expect(interpolation.ratios([nil, 4, 4]).values == [nil, nil, nil])
    let categories = interpolation.categories([nil, "a", "b"])
    #expect(categories.shares == [[0, 0], [0.5, 0], nil])
    #expect(categories.unknown == [1, 0.5, 0])
  }

  @Test func overlappingTargetsCountTwiceAndSaySo() throws {
    let sources = [Shapes.rectangle(0, 0, 10, 10)]
    let targets = [Shapes.rectangle(0, 0, 10, 10), Shapes.rectangle(0, 0, 5, 10)]
    let amounts = try interpolation(sources, targets).amounts([80])
    #expect(amounts.values == [80, 40])
    #expect((amounts.repeated, amounts.outside) == (40, 0))
    #expect(amounts.relativeError == 0)
    let total = try interpolation(sources, targets).amounts([90], rule: .total)
    #expect(abs(total.given - 90) < 1e-12)
    #expect(total.repeated == 0)
  }

  @Test func touchingFiguresShareNothing() throws {
    let sources = [Shapes.rectangle(0, 0, 10, 10)]
    let overlaps = try ArealOverlaps(
      sources, [Shapes.rectangle(10, 0, 20, 10), Shapes.rectangle(10, 10, 20, 20), MultiPolygon()], threads: 1
    )
    #expect(overlaps.list.isEmpty)
    #expect(ArealInterpolation(overlaps).amounts([7]).outside == 7)
  }

  @Test(arguments: [1, 2, 3, 4, 5]) func conservesAndAddsUp(_ seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let sources = Shapes.squares(columns: 12, rows: 12, side: 7, x: 1_000_003, y: 6_800_001)
    let stars = (0..<6).map { index -> MultiPolygon in
      var star = Shapes.star(corners: 40, radius: 30, random: &random)
      for position in 0..<star.positionCount {
        star.coordinates[2 * position] += 1_000_010 + Double(index) * 13
        star.coordinates[2 * position + 1] += 6_800_040
      }
      return star
    }
    let values = sources.map { _ in Double.random(in: 0...1000, using: &random) }
    for targets in [stars, Shapes.squares(columns: 3, rows: 3, side: 41, x: 1_000_003, y: 6_800_001)] {
      for rule in ArealInterpolation.Extensive.allCases {
        let amounts = try interpolation(sources, targets).amounts(values, rule: rule)
        #expect(amounts.relativeError < 1e-12)
      }
    }
    // A partition of the area takes all; uniting two targets adds their figures.
    let parts = Shapes.squares(columns: 4, rows: 2, side: 21, x: 1_000_003, y: 6_800_001)
    var united = Array(parts.dropFirst(2))
    united.append(Shapes.rectangle(1_000_003, 6_800_001, 1_000_045, 6_800_022))
    let apart = try interpolation(sources, parts).amounts(values)
    let together = try interpolation(sources, united).amounts(values)
    #expect(apart.outside > 0)
    let sum = (apart.values[0] ?? 0) + (apart.values[1] ?? 0)
    #expect(abs((together.values[6] ?? 0) - sum) <= 1e-12 * sum)
    // The layer itself gives itself.
    var shapes = stars.prefix(1) + [sources[0]]
    shapes[1].coordinates = shapes[1].coordinates.map { $0 + 500 }
    let identity = try interpolation(Array(shapes), Array(shapes)).amounts([12.5, 1 / 3.0])
    #expect(identity.values == [12.5, 1 / 3.0])
    #expect(try interpolation(Array(shapes), Array(shapes)).ratios([12.5, 0.25]).values == [12.5, 0.25])
  }

  @Test func threadsAndRolesDoNotMatter() throws {
    var random = SeededRandom(seed: 9)
    let stars = (0..<9).map { _ in Shapes.star(corners: 25, radius: 50, random: &random) }
    let squares = Shapes.squares(columns: 20, rows: 20, side: 5, x: -50, y: -50)
    let one = try ArealOverlaps(squares, stars, threads: 1)
    let four = try ArealOverlaps(squares, stars, threads: 4)
    #expect(one.list == four.list)
    let turned = try ArealOverlaps(stars, squares, threads: 3)
    #expect(turned.list.count == one.list.count)
    for overlap in turned.list {
      let same = one.list.first { $0.source == overlap.target && $0.target == overlap.source }
      #expect(abs((same?.area ?? -1) - overlap.area) < 1e-9)
    }
  }

  /// Four territories of 10 km around a site that covers the first; people known by squares, then by places.
  @Test func gapsCountPeopleWhereTheyAre() throws {
    let territories = Shapes.squares(columns: 2, rows: 1, side: 10_000)
    let reach = Reach(places: [0, 5_000], metres: 12_000, segments: 64)
    let near = Shapes.rectangle(9_000, 4_000, 10_000, 5_000)
    let far = Shapes.rectangle(18_000, 4_000, 19_000, 5_000)
    let options = GapAnalysis.Options(threads: 2)
    let area = try GapAnalysis(
      territories, reach: reach, populations: [100, 900], landOutside: nil, options: options)
    let squares = try GapAnalysis(
      territories, reach: reach, populations: [100, 900], landOutside: nil,
      people: .squares([near, far], [950, 50]), others: [.places([18_500, 4_500, 500, 500], [7, 8])],
      options: options)
    #expect((area.uncoveredPopulation ?? 0) > 600)
    #expect(squares.uncoveredPopulation == 50)
    #expect(squares.gaps.map(\.population) == [50])
    #expect(squares.uncoveredByOthers == [7])
    #expect(squares.uncoveredSquareMetres == area.uncoveredSquareMetres)
  }
}
