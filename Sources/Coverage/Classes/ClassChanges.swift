/// What becomes of the classes of territories when a figure is computed in another way.
public struct ClassChanges: Sendable, Equatable {
  /// Territories by class before (rows) and after (columns); the last row and column are those without a class.
  public private(set) var territories: [[Int]]
  /// Their people.
  public private(set) var people: [[Double]]

  public init(_ classes: ClassBounds, before: [Double?], after: [Double?], people weights: [Double]) {
    let size = classes.count + 1
    territories = Array(repeating: Array(repeating: 0, count: size), count: size)
    people = Array(repeating: Array(repeating: 0, count: size), count: size)
    for index in before.indices {
      let row = classes.index(of: before[index]) ?? classes.count
      let column = classes.index(of: after[index]) ?? classes.count
      territories[row][column] += 1
      people[row][column] += weights[index]
    }
  }

  /// Territories and people that go to a higher class.
  public var up: (territories: Int, people: Double) { sum { $0 < $1 } }
  /// To a lower one.
  public var down: (territories: Int, people: Double) { sum { $0 > $1 } }
  /// Those that have a class in one of the two only.
  public var withOrWithout: (territories: Int, people: Double) {
    let last = territories.count - 1
    return (
      (0..<last).reduce(0) { $0 + territories[$1][last] + territories[last][$1] },
      (0..<last).reduce(0) { $0 + people[$1][last] + people[last][$1] }
    )
  }

  private func sum(_ isCounted: (Int, Int) -> Bool) -> (Int, Double) {
    var result = (0, 0.0)
    for row in 0..<territories.count - 1 {
      for column in 0..<territories.count - 1 where isCounted(row, column) {
        result.0 += territories[row][column]
        result.1 += people[row][column]
      }
    }
    return result
  }
}
