/// Classes of a figure: a value equal to a bound belongs to the class above it, so that "below 2.5" is strict.
public struct AccessClasses: Sendable, Equatable {
  /// Ascending, distinct and finite.
  public let bounds: [Double]
  public var count: Int { bounds.count + 1 }

  /// - Returns: nil unless the bounds ascend and are finite.
  public init?(bounds: [Double]) {
    guard !bounds.isEmpty, bounds.allSatisfy(\.isFinite),
      zip(bounds, bounds.dropFirst()).allSatisfy({ $0 < $1 })
    else { return nil }
    self.bounds = bounds
  }

  /// Quantiles weighted by people: bound k is the least value such that those who have it or less are more than k / parts of
  /// all, so that those below the bound are at most that part.
  ///
  /// Equal values are never told apart: where they hold more than a part, bounds meet and there are fewer classes.
  ///
  /// - Returns: nil where nobody has a value, or all have the same.
  public init?(quantiles parts: Int, values: [Double?], people: [Double]) {
    let known = values.indices.filter { values[$0]?.isFinite == true && people[$0] > 0 }
      .map { (value: values[$0] ?? 0, people: people[$0]) }.sorted { $0.value < $1.value }
    guard let least = known.first?.value else { return nil }
    let total = known.reduce(0) { $0 + $1.people }
    var bounds: [Double] = []
    var below = 0.0
    var part = 1
    for item in known {
      below += item.people
      while part < parts, below * Double(parts) > Double(part) * total {
        if item.value > bounds.last ?? least { bounds.append(item.value) }
        part += 1
      }
    }
    guard !bounds.isEmpty else { return nil }
    self.bounds = bounds
  }

  /// Class of a value, from 0; nil for a value that is missing or infinite.
  public func index(of value: Double?) -> Int? {
    guard let value, value.isFinite else { return nil }
    var (low, high) = (0, bounds.count)
    while low < high {
      let middle = (low + high) / 2
      if bounds[middle] <= value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// What becomes of the classes of territories when a figure is computed in another way.
public struct ClassChanges: Sendable, Equatable {
  /// Territories by class before (rows) and after (columns); the last row and column are those without a class.
  public private(set) var territories: [[Int]]
  /// Their people.
  public private(set) var people: [[Double]]

  public init(_ classes: AccessClasses, before: [Double?], after: [Double?], people weights: [Double]) {
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
