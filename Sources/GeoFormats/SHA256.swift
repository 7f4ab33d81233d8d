/// SHA-256 of bytes (FIPS 180-4), by which a report names its inputs.
public enum SHA256 {
  /// Sixty-four lower-case hexadecimal digits.
  public static func hexDigest(of bytes: [UInt8]) -> String {
    var state = SHA256State()
    let whole = bytes.count / 64 * 64
    state.absorb(bytes, from: 0, to: whole)
    var tail = Array(bytes[whole...])
    tail.append(0x80)
    while tail.count % 64 != 56 { tail.append(0) }
    let bits = UInt64(bytes.count) << 3
    for shift in stride(from: 56, through: 0, by: -8) {
      tail.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
    }
    state.absorb(tail, from: 0, to: tail.count)
    return state.hexDigits
  }
}

private struct SHA256State {
  private var a: UInt32 = 0x6a09_e667
  private var b: UInt32 = 0xbb67_ae85
  private var c: UInt32 = 0x3c6e_f372
  private var d: UInt32 = 0xa54f_f53a
  private var e: UInt32 = 0x510e_527f
  private var f: UInt32 = 0x9b05_688c
  private var g: UInt32 = 0x1f83_d9ab
  private var h: UInt32 = 0x5be0_cd19

  var hexDigits: String {
    var text: [UInt8] = []
    for word in [a, b, c, d, e, f, g, h] {
      for shift in stride(from: 28, through: 0, by: -4) {
        let digit = UInt8(truncatingIfNeeded: word >> UInt32(shift) & 15)
        text.append(digit < 10 ? 48 + digit : 87 + digit)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Blocks of 64 bytes.
  mutating func absorb(_ bytes: [UInt8], from start: Int, to end: Int) {
    let constants = roundConstants
    var w = [UInt32](repeating: 0, count: 64)
    var at = start
    while at < end {
      for i in 0..<16 {
        let p = at &+ 4 &* i
        let high = UInt32(bytes[p]) << 24 | UInt32(bytes[p &+ 1]) << 16
        w[i] = high | UInt32(bytes[p &+ 2]) << 8 | UInt32(bytes[p &+ 3])
      }
      for i in 16..<64 {
        let x = w[i &- 15]
        let y = w[i &- 2]
        let s0 = rotate(x, 7) ^ rotate(x, 18) ^ x >> 3
        let s1 = rotate(y, 17) ^ rotate(y, 19) ^ y >> 10
        w[i] = w[i &- 16] &+ s0 &+ w[i &- 7] &+ s1
      }
      mix(w, constants)
      at += 64
    }
  }

  @inline(__always)
  private mutating func mix(_ w: [UInt32], _ constants: [UInt32]) {
    var (a, b, c, d, e, f, g, h) = (a, b, c, d, e, f, g, h)
    for i in 0..<64 {
      let s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
      let choice = e & f ^ ~e & g
      let t1 = h &+ s1 &+ choice &+ constants[i] &+ w[i]
      let s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
      let majority = a & b ^ a & c ^ b & c
      (h, g, f, e, d, c, b, a) = (g, f, e, d &+ t1, c, b, a, t1 &+ s0 &+ majority)
    }
    self.a &+= a
    self.b &+= b
    self.c &+= c
    self.d &+= d
    self.e &+= e
    self.f &+= f
    self.g &+= g
    self.h &+= h
  }

  @inline(__always)
  private func rotate(_ value: UInt32, _ count: UInt32) -> UInt32 {
    value &>> count | value &<< (32 &- count)
  }
}

/// First 32 bits of the fractional parts of the cube roots of the first 64 primes.
private let roundConstants: [UInt32] = [
  0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
  0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
  0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
  0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
  0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
  0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
  0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
  0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
]
