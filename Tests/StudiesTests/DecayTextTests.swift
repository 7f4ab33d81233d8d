import Coverage
import GeoModel
import Testing

@testable import Studies

/// Decays as users write them.
@Suite struct DecayTextTests {
  @Test func presetsAreSteps() throws {
    let old = try #require(DecayText.parse("apl-2012", closure: .right))
    #expect([5, 5.1, 10, 15, 15.1].map(old.weight) == [1, 0.3, 0.3, 0.1, 0])
    let new = try #require(DecayText.parse("apl", closure: .left))
    #expect([9.9, 10, 15, 20].map(new.weight) == [1, 2 / 3.0, 1 / 3.0, 0])
    #expect(DecayText.presets.allSatisfy { DecayText.parse($0.text, closure: .right) != nil })
  }

  @Test func functions() {
    #expect(DecayText.parse("gaussian:5000", closure: .right) == .gaussian(sigma: 5000))
    #expect(DecayText.parse("linear:20000", closure: .right) == .linear(limit: 20_000))
    #expect(DecayText.parse("exponential:0.0001", closure: .right) == .exponential(rate: 0.0001))
    #expect(DecayText.parse("power:2,1000", closure: .right) == .power(exponent: 2, scale: 1000))
    #expect(DecayText.parse("logistic:20,6", closure: .right) == .logistic(median: 20, sigma: 6))
  }

  @Test(arguments: [
    "", "apl-2030", "gaussian", "gaussian:0", "gaussian:-1", "gaussian:a", "linear:", "power:2",
    "logistic:20,0", "logistic:-1000000,1",
    "10", "10:1,", "10:1,5:0.5", "10:1,10:0.5", "10:-1", "10:0", "0:1", "10:1/0", "10:1/2/3", "10:1:2",
    "10:nan",
    "inf:1",
  ])
  func whatIsNoDecayIsRefused(_ text: String) {
    #expect(DecayText.parse(text, closure: .right) == nil)
  }

  @Test func wordsNameEveryParameter() throws {
    let steps = try #require(DecayText.parse("10:1,20:1/4", closure: .left))
    #expect(DecayText.words(steps, unit: "min").french == "paliers 10 min : 1 ; 20 min : 0,25, limite exclue")
    let power = try #require(DecayText.parse("power:2,1000", closure: .right))
    #expect(DecayText.words(power, unit: "m").english == "min(1, (x / 1000 m)^−2)")
  }
}
