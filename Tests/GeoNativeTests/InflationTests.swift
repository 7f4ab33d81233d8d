import GeoModel
import GeoNative
import Testing

@Suite struct InflationTests {
  /// `gzip -n` of "bonjour\n".
  private static let hello: [UInt8] = [
    0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 3, 0x4B, 0xCA, 0xCF, 0xCB, 0xCA, 0x2F, 0x2D, 0xE2,
    2, 0, 0xE1, 0xFA, 0xCD, 0xA7, 8, 0, 0, 0,
  ]

  /// A gzip member that holds its bytes as they are.
  static func stored(_ bytes: [UInt8]) -> [UInt8] {
    func little(_ value: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    let length = bytes.count
    return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1] + little(length, 2) + little(~length, 2) + bytes
      + little(Int(Inflation.crc32(bytes)), 4) + little(length, 4)
  }

  private func code(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch {
      return (error as? Diagnostic)?.code
    }
  }

  @Test func members() throws {
    let text = Array("bonjour\n".utf8)
    #expect(try Inflation.gunzip(Self.hello, source: "f").bytes == text)
    let several = try Inflation.gunzip(Self.hello + Self.stored([1, 2, 3]) + Self.hello, source: "f")
    #expect(several.bytes == text + [1, 2, 3] + text && several.trailing == 0)
    #expect(try Inflation.gunzip(Self.hello + [0, 0, 0], source: "f").trailing == 0)
    #expect(try Inflation.gunzip(Self.hello + [7, 8], source: "f").trailing == 2)
  }

  /// The check value of the CRC catalogue.
  @Test func crc() { #expect(Inflation.crc32(Array("123456789".utf8)) == 0xCBF4_3926) }

  @Test func damage() {
    for length in 2..<Self.hello.count {
      #expect(
        code { _ = try Inflation.gunzip(Array(Self.hello[..<length]), source: "f") } == "gzip.truncated")
    }
    for index in [3, 12, 20, 24] {
      var bytes = Self.hello
      bytes[index] ^= 0xE0
      #expect(code { _ = try Inflation.gunzip(bytes, source: "f") }?.hasPrefix("gzip.") == true)
    }
  }

  @Test func bounds() throws {
    let member = Self.stored([UInt8](repeating: 7, count: 1_000))
    let limit = Inflation.Limit(byteCount: 2_500, ratio: 100, freeByteCount: 10)
    #expect(try Inflation.gunzip(member + member, source: "f", limit: limit).bytes.count == 2_000)
    #expect(
      code { _ = try Inflation.gunzip(member + member + member, source: "f", limit: limit) }
        == "archive.too-large")
    #expect(Inflation.Limit().bytes(from: 100) == 64 << 20)
    #expect(Inflation.Limit().bytes(from: 1 << 20) == 100 << 20)
    #expect(Inflation.Limit().bytes(from: .max) == ByteFile.limit)
  }
}
