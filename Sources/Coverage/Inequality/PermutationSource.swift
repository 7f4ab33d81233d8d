/// SplitMix64 (Steele, Lea and Flood 2014): the same numbers from the same seed on every machine and with every
/// version of the standard library.
struct PermutationSource {
  private var state: UInt64

  /// - Parameter stream: number of the sequence of a seed; sequences do not depend on each other.
  init(seed: UInt64, stream: Int = 0) {
    state = HashSize.mix(seed, UInt64(truncatingIfNeeded: stream))
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number below `count`, all as likely up to 2⁻⁶⁴ of `count`.
  mutating func below(_ count: Int) -> Int {
    Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(count)).high)
  }

  /// Puts `count` elements drawn without replacement at the front.
  mutating func draw<Value>(_ count: Int, of values: inout [Value]) {
    for place in 0..<min(count, values.count) {
      values.swapAt(place, place + below(values.count - place))
    }
  }
}
