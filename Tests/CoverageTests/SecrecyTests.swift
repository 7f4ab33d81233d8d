import Coverage
import Testing

@Suite struct SecrecyTests {
  @Test func primaryAndSecondary() {
    // A lone 2 would be the total less the rest: the next count is withheld too.
    #expect(Secrecy([2, 7, 0, 9], minimum: 3).reasons == [.primary, .secondary, nil, nil])
    // Two 1s sum to 2, which tells both.
    #expect(Secrecy([1, 7, 1, 9], minimum: 3).reasons == [.primary, .secondary, .primary, nil])
    #expect(Secrecy([1, 7, 2, 9], minimum: 3).reasons == [.primary, nil, .primary, nil])
    // Equal counts go together, else the order of the rows would tell which is which.
    #expect(Secrecy([3, 2, 3, 9], minimum: 3).reasons == [.secondary, .primary, .secondary, nil])
    #expect(Secrecy([2, 0, 2], minimum: 3).reasons == [.primary, .secondary, .primary])
    #expect(Secrecy([0, 3, 4], minimum: 3).reasons == [nil, nil, nil])
    #expect(!Secrecy([2, 2, 2], minimum: 3).isPossible)
    #expect(!Secrecy([0, 1, 1], minimum: 3).isPossible)
  }

  /// Every table of two to four counts up to 7 is published; a withheld count that is the same in all the tables that
  /// look alike, total included, would be given back.
  @Test(arguments: [3, 5]) func nothingIsRecoveredByBruteForce(minimum: Int) {
    for size in 2...4 {
      var seen: [[Int]: [Set<Int>]] = [:]
      var tables = 0
      for number in 0..<pow8(size) {
        let counts = (0..<size).map { number >> (3 * $0) & 7 }
        let secrecy = Secrecy(counts, minimum: minimum)
        guard secrecy.isPossible else { continue }
        tables += 1
        #expect(secrecy.recoverable(in: counts).isEmpty)
        for index in 0..<size where secrecy.reasons[index] == nil {
          #expect(counts[index] == 0 || counts[index] >= minimum)
        }
        let page = counts.indices.map { secrecy.reasons[$0] == nil ? counts[$0] : -1 } + [counts.reduce(0, +)]
        var values = seen[page] ?? Array(repeating: [], count: size)
        for index in 0..<size { values[index].insert(counts[index]) }
        seen[page] = values
      }
      #expect(tables > 10)
      for (page, values) in seen {
        for index in 0..<size where page[index] < 0 {
          #expect(values[index].count > 1, "\(page)")
        }
      }
    }
  }

  private func pow8(_ exponent: Int) -> Int { 1 << (3 * exponent) }
}
