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

/// The constants are the first 32 bits of the fractional parts of the square roots of the first 8 primes, and of the
/// cube roots of the first 64.
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
  ///
  /// The schedule is sixteen words that are renewed as they are used, and every round is written out, so that all of
  /// it stays in registers.
  mutating func absorb(_ bytes: [UInt8], from start: Int, to end: Int) {
    var at = start
    while at < end {
      var w0 = word(bytes, at &+ 0)
      var w1 = word(bytes, at &+ 4)
      var w2 = word(bytes, at &+ 8)
      var w3 = word(bytes, at &+ 12)
      var w4 = word(bytes, at &+ 16)
      var w5 = word(bytes, at &+ 20)
      var w6 = word(bytes, at &+ 24)
      var w7 = word(bytes, at &+ 28)
      var w8 = word(bytes, at &+ 32)
      var w9 = word(bytes, at &+ 36)
      var w10 = word(bytes, at &+ 40)
      var w11 = word(bytes, at &+ 44)
      var w12 = word(bytes, at &+ 48)
      var w13 = word(bytes, at &+ 52)
      var w14 = word(bytes, at &+ 56)
      var w15 = word(bytes, at &+ 60)
      var (a, b, c, d, e, f, g, h) = (a, b, c, d, e, f, g, h)
      turn(a, b, c, &d, e, f, g, &h, 0x428a_2f98 &+ w0)
      turn(h, a, b, &c, d, e, f, &g, 0x7137_4491 &+ w1)
      turn(g, h, a, &b, c, d, e, &f, 0xb5c0_fbcf &+ w2)
      turn(f, g, h, &a, b, c, d, &e, 0xe9b5_dba5 &+ w3)
      turn(e, f, g, &h, a, b, c, &d, 0x3956_c25b &+ w4)
      turn(d, e, f, &g, h, a, b, &c, 0x59f1_11f1 &+ w5)
      turn(c, d, e, &f, g, h, a, &b, 0x923f_82a4 &+ w6)
      turn(b, c, d, &e, f, g, h, &a, 0xab1c_5ed5 &+ w7)
      turn(a, b, c, &d, e, f, g, &h, 0xd807_aa98 &+ w8)
      turn(h, a, b, &c, d, e, f, &g, 0x1283_5b01 &+ w9)
      turn(g, h, a, &b, c, d, e, &f, 0x2431_85be &+ w10)
      turn(f, g, h, &a, b, c, d, &e, 0x550c_7dc3 &+ w11)
      turn(e, f, g, &h, a, b, c, &d, 0x72be_5d74 &+ w12)
      turn(d, e, f, &g, h, a, b, &c, 0x80de_b1fe &+ w13)
      turn(c, d, e, &f, g, h, a, &b, 0x9bdc_06a7 &+ w14)
      turn(b, c, d, &e, f, g, h, &a, 0xc19b_f174 &+ w15)
      renew(&w0, w1, w9, w14)
      turn(a, b, c, &d, e, f, g, &h, 0xe49b_69c1 &+ w0)
      renew(&w1, w2, w10, w15)
      turn(h, a, b, &c, d, e, f, &g, 0xefbe_4786 &+ w1)
      renew(&w2, w3, w11, w0)
      turn(g, h, a, &b, c, d, e, &f, 0x0fc1_9dc6 &+ w2)
      renew(&w3, w4, w12, w1)
      turn(f, g, h, &a, b, c, d, &e, 0x240c_a1cc &+ w3)
      renew(&w4, w5, w13, w2)
      turn(e, f, g, &h, a, b, c, &d, 0x2de9_2c6f &+ w4)
      renew(&w5, w6, w14, w3)
      turn(d, e, f, &g, h, a, b, &c, 0x4a74_84aa &+ w5)
      renew(&w6, w7, w15, w4)
      turn(c, d, e, &f, g, h, a, &b, 0x5cb0_a9dc &+ w6)
      renew(&w7, w8, w0, w5)
      turn(b, c, d, &e, f, g, h, &a, 0x76f9_88da &+ w7)
      renew(&w8, w9, w1, w6)
      turn(a, b, c, &d, e, f, g, &h, 0x983e_5152 &+ w8)
      renew(&w9, w10, w2, w7)
      turn(h, a, b, &c, d, e, f, &g, 0xa831_c66d &+ w9)
      renew(&w10, w11, w3, w8)
      turn(g, h, a, &b, c, d, e, &f, 0xb003_27c8 &+ w10)
      renew(&w11, w12, w4, w9)
      turn(f, g, h, &a, b, c, d, &e, 0xbf59_7fc7 &+ w11)
      renew(&w12, w13, w5, w10)
      turn(e, f, g, &h, a, b, c, &d, 0xc6e0_0bf3 &+ w12)
      renew(&w13, w14, w6, w11)
      turn(d, e, f, &g, h, a, b, &c, 0xd5a7_9147 &+ w13)
      renew(&w14, w15, w7, w12)
      turn(c, d, e, &f, g, h, a, &b, 0x06ca_6351 &+ w14)
      renew(&w15, w0, w8, w13)
      turn(b, c, d, &e, f, g, h, &a, 0x1429_2967 &+ w15)
      renew(&w0, w1, w9, w14)
      turn(a, b, c, &d, e, f, g, &h, 0x27b7_0a85 &+ w0)
      renew(&w1, w2, w10, w15)
      turn(h, a, b, &c, d, e, f, &g, 0x2e1b_2138 &+ w1)
      renew(&w2, w3, w11, w0)
      turn(g, h, a, &b, c, d, e, &f, 0x4d2c_6dfc &+ w2)
      renew(&w3, w4, w12, w1)
      turn(f, g, h, &a, b, c, d, &e, 0x5338_0d13 &+ w3)
      renew(&w4, w5, w13, w2)
      turn(e, f, g, &h, a, b, c, &d, 0x650a_7354 &+ w4)
      renew(&w5, w6, w14, w3)
      turn(d, e, f, &g, h, a, b, &c, 0x766a_0abb &+ w5)
      renew(&w6, w7, w15, w4)
      turn(c, d, e, &f, g, h, a, &b, 0x81c2_c92e &+ w6)
      renew(&w7, w8, w0, w5)
      turn(b, c, d, &e, f, g, h, &a, 0x9272_2c85 &+ w7)
      renew(&w8, w9, w1, w6)
      turn(a, b, c, &d, e, f, g, &h, 0xa2bf_e8a1 &+ w8)
      renew(&w9, w10, w2, w7)
      turn(h, a, b, &c, d, e, f, &g, 0xa81a_664b &+ w9)
      renew(&w10, w11, w3, w8)
      turn(g, h, a, &b, c, d, e, &f, 0xc24b_8b70 &+ w10)
      renew(&w11, w12, w4, w9)
      turn(f, g, h, &a, b, c, d, &e, 0xc76c_51a3 &+ w11)
      renew(&w12, w13, w5, w10)
      turn(e, f, g, &h, a, b, c, &d, 0xd192_e819 &+ w12)
      renew(&w13, w14, w6, w11)
      turn(d, e, f, &g, h, a, b, &c, 0xd699_0624 &+ w13)
      renew(&w14, w15, w7, w12)
      turn(c, d, e, &f, g, h, a, &b, 0xf40e_3585 &+ w14)
      renew(&w15, w0, w8, w13)
      turn(b, c, d, &e, f, g, h, &a, 0x106a_a070 &+ w15)
      renew(&w0, w1, w9, w14)
      turn(a, b, c, &d, e, f, g, &h, 0x19a4_c116 &+ w0)
      renew(&w1, w2, w10, w15)
      turn(h, a, b, &c, d, e, f, &g, 0x1e37_6c08 &+ w1)
      renew(&w2, w3, w11, w0)
      turn(g, h, a, &b, c, d, e, &f, 0x2748_774c &+ w2)
      renew(&w3, w4, w12, w1)
      turn(f, g, h, &a, b, c, d, &e, 0x34b0_bcb5 &+ w3)
      renew(&w4, w5, w13, w2)
      turn(e, f, g, &h, a, b, c, &d, 0x391c_0cb3 &+ w4)
      renew(&w5, w6, w14, w3)
      turn(d, e, f, &g, h, a, b, &c, 0x4ed8_aa4a &+ w5)
      renew(&w6, w7, w15, w4)
      turn(c, d, e, &f, g, h, a, &b, 0x5b9c_ca4f &+ w6)
      renew(&w7, w8, w0, w5)
      turn(b, c, d, &e, f, g, h, &a, 0x682e_6ff3 &+ w7)
      renew(&w8, w9, w1, w6)
      turn(a, b, c, &d, e, f, g, &h, 0x748f_82ee &+ w8)
      renew(&w9, w10, w2, w7)
      turn(h, a, b, &c, d, e, f, &g, 0x78a5_636f &+ w9)
      renew(&w10, w11, w3, w8)
      turn(g, h, a, &b, c, d, e, &f, 0x84c8_7814 &+ w10)
      renew(&w11, w12, w4, w9)
      turn(f, g, h, &a, b, c, d, &e, 0x8cc7_0208 &+ w11)
      renew(&w12, w13, w5, w10)
      turn(e, f, g, &h, a, b, c, &d, 0x90be_fffa &+ w12)
      renew(&w13, w14, w6, w11)
      turn(d, e, f, &g, h, a, b, &c, 0xa450_6ceb &+ w13)
      renew(&w14, w15, w7, w12)
      turn(c, d, e, &f, g, h, a, &b, 0xbef9_a3f7 &+ w14)
      renew(&w15, w0, w8, w13)
      turn(b, c, d, &e, f, g, h, &a, 0xc671_78f2 &+ w15)
      self.a &+= a
      self.b &+= b
      self.c &+= c
      self.d &+= d
      self.e &+= e
      self.f &+= f
      self.g &+= g
      self.h &+= h
      at &+= 64
    }
  }

  /// The next word in the place of the one sixteen before it.
  @inline(__always)
  private func renew(_ word: inout UInt32, _ second: UInt32, _ tenth: UInt32, _ fifteenth: UInt32) {
    let s0 = rotate(second, 7) ^ rotate(second, 18) ^ second >> 3
    let s1 = rotate(fifteenth, 17) ^ rotate(fifteenth, 19) ^ fifteenth >> 10
    word = word &+ s0 &+ tenth &+ s1
  }

  @inline(__always)
  private func turn(
    _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32, _ e: UInt32, _ f: UInt32, _ g: UInt32,
    _ h: inout UInt32, _ word: UInt32
  ) {
    let s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
    let t1 = h &+ s1 &+ (e & f ^ ~e & g) &+ word
    let s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
    d = d &+ t1
    h = t1 &+ s0 &+ (a & b ^ a & c ^ b & c)
  }

  /// Four bytes, the highest first.
  @inline(__always)
  private func word(_ bytes: [UInt8], _ at: Int) -> UInt32 {
    UInt32(bytes[at]) << 24 | UInt32(bytes[at &+ 1]) << 16 | UInt32(bytes[at &+ 2]) << 8
      | UInt32(bytes[at &+ 3])
  }

  @inline(__always)
  private func rotate(_ value: UInt32, _ count: UInt32) -> UInt32 {
    value &>> count | value &<< (32 &- count)
  }
}
