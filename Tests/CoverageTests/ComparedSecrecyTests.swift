import Coverage
import Testing

@Suite struct ComparedSecrecyTests {
  @Test func aLoneWithheldCountIsTold() {
    // X is 2 + 9: its sum less the published 9 is the 2. In Y, 1 and 2 may change places.
    let uppers: [Set<String>] = [["X"], ["X"], ["Y"], ["Y"]]
    func told(_ isWithheld: [Bool]) -> [Int] {
      ComparedSecrecy.recoverable(counts: [2, 9, 1, 2], isWithheld: isWithheld, uppers: uppers)
    }
    #expect(told([true, false, true, true]) == [0])
    #expect(told([false, false, true, true]).isEmpty)
  }

  /// Equal counts are each the half of their sum, and one that lies across has nothing to be exchanged with.
  @Test func equalCountsAndThoseAcrossAreTold() {
    #expect(
      ComparedSecrecy.recoverable(counts: [2, 2], isWithheld: [true, true], uppers: [["X"], ["X"]]) == [0, 1])
    let uppers: [Set<String>] = [["X", "Y"], ["X"], ["X"], ["X", "Y"]]
    func told(_ isWithheld: [Bool]) -> [Int] {
      ComparedSecrecy.recoverable(counts: [1, 1, 2, 2], isWithheld: isWithheld, uppers: uppers)
    }
    #expect(told([true, true, true, false]) == [0])
    #expect(told([true, true, true, true]).isEmpty)
  }

  /// Every table of four territories in two larger ones that is published with the rates of both: a withheld count that is
  /// the same in all tables that look alike would be given back. `cells` says which larger one each part lies in.
  @Test(arguments: [
    ([[0], [0], [1], [1]], 3, 6), ([[0], [0, 1], [1], [1]], 3, 4), ([[0], [0], [0], [1]], 4, 6),
    ([[0, 1], [0, 1], [0], [1]], 3, 4),
  ])
  func nothingIsRecoveredByBruteForce(cells: [[Int]], minimum: Int, values: Int) {
    let size = cells.reduce(0) { $0 + $1.count }
    var seen: [[Int]: [Set<Int>]] = [:]
    var tables = 0
    var refused = 0
    for number in 0..<(0..<size).reduce(1, { product, _ in product * values }) {
      var rest = number
      let parts = cells.map { own in
        var part: [String: Int] = [:]
        for cell in own {
          part[String(cell)] = rest % values
          rest /= values
        }
        return part
      }
      let counts = parts.map { $0.values.reduce(0, +) }
      let secrecy = Secrecy(counts, minimum: minimum)
      let uppers = ["0", "1"].map { upper in parts.reduce(0) { $0 + ($1[upper] ?? 0) } }
      guard secrecy.isPossible, !uppers.contains(where: { $0 > 0 && $0 < minimum }) else { continue }
      guard
        ComparedSecrecy.recoverable(
          counts: counts, isWithheld: secrecy.reasons.map { $0 != nil }, uppers: parts.map { Set($0.keys) }
        ).isEmpty
      else {
        refused += 1
        continue
      }
      tables += 1
      let page = counts.indices.map { secrecy.reasons[$0] == nil ? counts[$0] : -1 } + uppers
      var found = seen[page] ?? Array(repeating: [], count: counts.count)
      for index in counts.indices { found[index].insert(counts[index]) }
      seen[page] = found
    }
    #expect(tables > 50 && refused > 50)
    for (page, found) in seen {
      for index in found.indices where page[index] < 0 { #expect(found[index].count > 1, "\(page)") }
    }
  }
}
