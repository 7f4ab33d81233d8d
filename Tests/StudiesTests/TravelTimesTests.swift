import Coverage
import GeoModel
import GeoNative
import TestSupport
import Testing

@testable import Studies

/// Matrices of travel times, their gaps and their defects.
@Suite struct TravelTimesTests {
  private func read(
    _ text: String, demand: [String] = ["a", "b", "c"], supply: [String] = ["s1", "s2"], limit: Double = 20,
    isOpen: Bool = false, _ options: TravelTimes.Options = .init(path: "t.csv")
  ) throws -> TravelTimes {
    try TravelTimes(
      options, demand: demand, supply: supply, limit: limit, isOpen: isOpen,
      session: AccessSample.session(["t.csv": text]))
  }

  private func pairs(_ times: TravelTimes) -> [String] {
    (0..<times.costs.demandCount).flatMap { demand in
      times.costs.pairs(of: demand).map { "\(demand)-\(times.costs.supplies[$0]) \(times.costs.costs[$0])" }
    }
  }

  @Test func pairsMissingEmptyRepeatedAndStrangeAreCounted() throws {
    let times = try read(
      "from,to,minutes\na,s2,15\na,s1,5\na,s1,4\nb,s1,\nb,s2,30\nz,s1,3\na,x,3\n")
    #expect(pairs(times) == ["0-0 4.0", "0-1 15.0"])
    #expect(times.rows == 7 && times.emptyRows == 1 && times.beyond == 1 && times.strangers == 2)
    #expect(times.repeated == 1 && times.demandsWithoutRow == [2] && times.suppliesWithoutRow == [])
    // 7 rows = 2 pairs + 1 repeated + 1 empty + 1 beyond + 2 of others.
    #expect(
      times.rows
        == times.costs.pairCount + times.repeated + times.emptyRows + times.beyond + times.strangers)
  }

  @Test func theLimitItselfBelongsByTheClosure() throws {
    #expect(pairs(try read("from,to,minutes\na,s1,20\n")) == ["0-0 20.0"])
    #expect(pairs(try read("from,to,minutes\na,s1,20\n", isOpen: true)) == [])
  }

  @Test func aPlaceToItselfIsGivenOrAddedAndNeverTwice() throws {
    var options = TravelTimes.Options(path: "t.csv")
    let text = "from,to,minutes\na,a,3\na,b,9\nb,a,9\n"
    let without = try read(text, supply: ["a", "b"], options)
    #expect(pairs(without) == ["0-0 3.0", "0-1 9.0", "1-0 9.0"])
    #expect(without.intrazonalGiven == 1 && without.intrazonalAdded == 0)
    options.intrazonalMinutes = 5
    let with = try read(text, supply: ["a", "b"], options)
    #expect(pairs(with) == ["0-0 3.0", "0-1 9.0", "1-0 9.0", "1-1 5.0"])
    #expect(with.intrazonalGiven == 1 && with.intrazonalAdded == 1)
  }

  @Test func columnsAreRecognisedOrToldAndKeysAreTexts() throws {
    let usual = try read("idSrc;idDst;duree\n01004;s1;7,5\n", demand: ["01004", "1004"])
    #expect(pairs(usual) == ["0-0 7.5"])
    var options = TravelTimes.Options(path: "t.csv")
    (options.from, options.to, options.minutes) = ("p", "q", "r")
    #expect(pairs(try read("p,q,r\na,s1,7\n", options)) == ["0-0 7.0"])
    let error = #expect(throws: Diagnostic.self) { try read("from,vers,metres\na,s1,7\n") }
    #expect(error?.code == "access.times-column" && error?.hint?.english == "--times-value")
  }

  @Test(arguments: ["-1", "dix"])
  func aBadTimeHasItsLine(_ bad: String) {
    let error = #expect(throws: Diagnostic.self) { try read("from,to,minutes\na,s1,5\nb,s1,\(bad)\n") }
    #expect(error?.code == "access.minutes" && error?.found == bad)
    #expect(error?.location == SourceLocation(file: "t.csv", line: 3, field: "minutes"))
  }

  @Test func accessByAMatrix() throws {
    // R1 = 3 / (100 + 200 · 2/3), R2 = 6 / (100 · 2/3 + 200 + 300 · 1/3).
    var options = AccessSample.options(.enhanced, times: "temps.csv")
    options.decay = try #require(DecayText.parse("apl", closure: .right))
    let job = try AccessJob(options, session: AccessSample.session())
    let (r1, r2) = (9 / 700.0, 18 / 1100.0)
    let expected = [r1 + r2 * 2 / 3, r1 * 2 / 3 + r2, r2 / 3]
    for (access, value) in zip(job.model.access, expected) { #expect(abs((access ?? 0) - value) < 1e-15) }
    #expect(abs((job.balance?.relativeError ?? 1)) < 1e-12)
  }

  @Test func aCompressedMatrixIsTheSame() throws {
    // gzip in one stored block: header, 1 (last, stored), length and its complement, text, CRC-32, length.
    let text = Array("from,to,minutes\na,s1,5\n".utf8)
    let length = UInt8(text.count)
    var bytes: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255, 1, length, 0, ~length, 0xFF]
    bytes += text
    let checksum = Self.crc32(text)
    for shift in [UInt32(0), 8, 16, 24] { bytes.append(UInt8(truncatingIfNeeded: checksum >> shift)) }
    bytes += [length, 0, 0, 0]
    let times = try TravelTimes(
      .init(path: "t.csv.gz"), demand: ["a"], supply: ["s1"], limit: 20, isOpen: false,
      session: AccessSample.session(bytes: ["t.csv.gz": bytes]))
    #expect(pairs(times) == ["0-0 5.0"])
  }

  private static func crc32(_ bytes: [UInt8]) -> UInt32 {
    var sum = ~UInt32(0)
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 {
        let isOdd = sum & 1 == 1
        sum >>= 1
        if isOdd { sum ^= 0xEDB8_8320 }
      }
    }
    return ~sum
  }

  @Test func keysAreFoundByTheirBytes() {
    var random = SeededRandom(seed: 20_261_122)
    let keys = (0..<5_000).map { "\($0 * 7)" }
    let table = KeyTable(keys)
    #expect(table.count == keys.count)
    for _ in 0..<2_000 {
      let number = Int.random(in: 0..<40_000, using: &random)
      let text = Array("<\(number)>".utf8)
      let expected = number % 7 == 0 && number / 7 < keys.count ? Int32(number / 7) : -1
      #expect(table.index(text, 1..<text.count - 1) == expected)
    }
    #expect(KeyTable([]).index([1], 0..<1) == -1)
  }
}
