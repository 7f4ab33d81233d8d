import Coverage
import TestSupport
import Testing

@Suite struct LargestRemainderTests {
  @Test func unitsLeftGoToTheLargestRemainders() {
    #expect(LargestRemainder.shares(of: 10, weights: [1, 1, 1]) == [4, 3, 3])
    #expect(LargestRemainder.shares(of: 10, weights: [6, 7, 7]) == [3, 4, 3])
    #expect(LargestRemainder.shares(of: -10, weights: [1, 1, 1]) == [-4, -3, -3])
    #expect(LargestRemainder.shares(of: 5, weights: [0, 2]) == [0, 5])
  }

  @Test func weightsThatSayNothingGiveNothing() {
    #expect(LargestRemainder.shares(of: 5, weights: [0, 0]) == nil)
    #expect(LargestRemainder.shares(of: 5, weights: []) == nil)
    #expect(LargestRemainder.shares(of: 5, weights: [-1, 3]) == nil)
    #expect(LargestRemainder.shares(of: Int128.max, weights: [Int128.max, 1]) == nil)
  }

  @Test func sharesAddUpAndStayWithinOneUnit() {
    var random = SeededRandom(seed: 20_241)
    for _ in 0..<2_000 {
      let weights = (0..<Int(random.next() % 9 + 1)).map { _ in Int128(random.next() % 5_000) }
      let total = Int128(random.next() % 1_000_000)
      let sum = weights.reduce(0, +)
      guard let shares = LargestRemainder.shares(of: total, weights: weights) else {
        #expect(sum == 0)
        continue
      }
      #expect(shares.reduce(0, +) == total)
      for (share, weight) in zip(shares, weights) {
        #expect((share * sum - total * weight).magnitude < sum.magnitude)
      }
    }
  }
}
