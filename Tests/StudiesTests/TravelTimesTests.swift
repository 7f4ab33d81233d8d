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

  @Test func aTimeToItselfIsNotAddedAgainstTheMatrixOrBeyondTheReach() throws {
    var options = TravelTimes.Options(path: "t.csv")
    options.intrazonalMinutes = 5
    // a to itself takes 30 minutes, beyond 20: not 5; b has no such row.
    let text = "from,to,minutes\na,a,30\nb,a,9\n"
    let given = try read(text, supply: ["a", "b"], options)
    #expect(pairs(given) == ["1-0 9.0", "1-1 5.0"] && given.intrazonalAdded == 1)
    #expect(pairs(try read(text, supply: ["a", "b"], limit: 5, isOpen: true, options)) == [])
    #expect(pairs(try read(text, supply: ["a", "b"], limit: 5, options)) == ["1-1 5.0"])
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

  @Test(arguments: [
    "from,to,minutes", "origine;destination;duree", "from_id,to_id,travel_time_p50",
    "Origin,Destination,time_min",
    "depart\tarrivee\ttemps",
  ])
  func headersOfRoutersAreKnown(_ header: String) throws {
    let separator = header.contains(";") ? ";" : header.contains("\t") ? "\t" : ","
    let text = header + "\n" + ["a", "s2", "7"].joined(separator: separator) + "\n"
    #expect(pairs(try read(text)) == ["0-1 7.0"])
  }

  @Test func anotherUnitIsConvertedWhereItIsTold() throws {
    var options = TravelTimes.Options(path: "t.csv")
    options.unit = .seconds
    // 90 s are a minute and a half; 1,201 s are beyond 20 minutes.
    let seconds = try read("from,to,duration\na,s1,90\na,s2,1200\nb,s1,1201\n", options)
    #expect(pairs(seconds) == ["0-0 1.5", "0-1 20.0"] && seconds.beyond == 1)
    options.unit = .hours
    #expect(pairs(try read("from,to,duree\na,s1,0.25\n", options)) == ["0-0 15.0"])
    // Of two columns, that in the unit told.
    let both = "from,to,duree_s,duree_min\na,s1,300,5\n"
    #expect(pairs(try read(both)) == ["0-0 5.0"])
    options.unit = .seconds
    #expect(pairs(try read(both, options)) == ["0-0 5.0"])
  }

  @Test(arguments: [
    ("duree_s", "--times-unit s"), ("duration", "--times-unit min|s|h"), ("heures", "--times-unit h"),
  ])
  func aColumnInAnotherUnitIsNotTakenForMinutes(_ name: String, _ hint: String) {
    let error = #expect(throws: Diagnostic.self) { try read("from,to,\(name)\na,s1,300\n") }
    #expect(error?.code == "access.times-unit" && error?.location.field == name)
    #expect(error?.hint?.english == hint + "; in a study, \"unite_temps\"")
  }

  @Test func aColumnToldAgainstItsNameIsSaid() throws {
    for (name, isSaid) in [("duree_s", true), ("distance_km", true), ("duree_min", false), ("t", false)] {
      let session = AccessSample.session(["t.csv": "from,to,\(name)\na,s1,3\n"])
      var options = TravelTimes.Options(path: "t.csv")
      options.minutes = name
      _ = try TravelTimes(
        options, demand: ["a"], supply: ["s1"], limit: 20, isOpen: false, session: session)
      #expect(session.warnings.map(\.code) == (isSaid ? ["access.times-unit"] : []))
      #expect(session.notes.contains { $0.english.contains("from \"from\" (demand) to \"to\" (supply)") })
    }
  }

  @Test func decimalCommasAreDecidedOverTheWholeColumn() throws {
    #expect(
      pairs(try read("from;to;minutes\na;s1;7,5\na;s2;12\nb;s1;0,125\n")) == [
        "0-0 7.5", "0-1 12.0", "1-0 0.125",
      ])
    let unsure = #expect(throws: Diagnostic.self) { try read("from;to;minutes\na;s2;3\na;s1;1,500\n") }
    #expect(unsure?.code == "access.decimal-sign" && unsure?.location.line == 3 && unsure?.found == "1,500")
    let mixed = #expect(throws: Diagnostic.self) { try read("from;to;minutes\na;s1;7,5\na;s2;1.5\n") }
    #expect(mixed?.code == "access.minutes")
  }

  @Test func wordsForNoTimeAreEmptyAndBlanksDoNotMatter() throws {
    let times = try read("from,to,minutes\na,s1,NA\na,s2,NaN\nb,s1, \n b , s2 , 4 \nc,s1,n.d.\n")
    #expect(pairs(times) == ["1-1 4.0"] && times.emptyRows == 4)
  }

  @Test func aMatrixThatGoesTheOtherWayIsNamed() throws {
    let reversed = "from,to,minutes\ns1,a,5\ns2,b,6\n"
    let error = #expect(throws: Diagnostic.self) { try read(reversed) }
    #expect(error?.code == "access.times-reversed")
    var options = TravelTimes.Options(path: "t.csv")
    (options.from, options.to) = ("to", "from")
    #expect(pairs(try read(reversed, options)) == ["0-0 5.0", "1-1 6.0"])
    // Rows both ways, with other times: only those from demand to supply count.
    let both = try read("from,to,minutes\ns1,a,5\na,s1,9\n")
    #expect(pairs(both) == ["0-0 9.0"] && both.strangers == 1)
    // Keys that nobody knows are no other way, and are shown.
    let lost = try read("from,to,minutes\n1004,s9,5\n")
    #expect(lost.strangers == 1 && lost.firstStranger?.from == "1004" && lost.firstStranger?.to == "s9")
  }

  @Test func aMatrixOfManyPiecesIsTheSameOnAnyNumberOfThreads() throws {
    // About 40 pieces; shuffled, with pairs given twice and places to themselves.
    var random = SeededRandom(seed: 7)
    let keys = (0..<90).map { "\(10_000 + $0)" }
    var text = "from,to,minutes\n"
    var expected: [Int: Double] = [:]
    var repeated = 0
    for _ in 0..<20_000 {
      let (from, to) = (Int.random(in: 0..<90, using: &random), Int.random(in: 0..<90, using: &random))
      let minutes = Double(Int.random(in: 0...40, using: &random)) / 2
      text += "\(keys[from]),\(keys[to]),\(minutes)\n"
      if let known = expected[from * 90 + to] {
        (repeated, expected[from * 90 + to]) = (repeated + 1, min(known, minutes))
      } else {
        expected[from * 90 + to] = minutes
      }
    }
    let given = keys.indices.count { expected[$0 * 91] != nil }
    for key in keys.indices where expected[key * 91] == nil { expected[key * 91] = 7 }
    var options = TravelTimes.Options(path: "t.csv")
    options.intrazonalMinutes = 7
    for threads in [1, 3] {
      let bytes = Array(text.utf8)
      let session = LoadSession(threads: threads) { _ throws(Diagnostic) in bytes }
      session.pieceSize = 8_000
      let times = try TravelTimes(
        options, demand: keys, supply: keys, limit: 20, isOpen: false, session: session)
      #expect(times.rows == 20_000 && times.repeated == repeated)
      #expect(times.intrazonalGiven == given && times.intrazonalAdded == 90 - given)
      var found: [Int: Double] = [:]
      for demand in keys.indices {
        for pair in times.costs.pairs(of: demand) {
          found[demand * 90 + Int(times.costs.supplies[pair])] = times.costs.costs[pair]
        }
      }
      #expect(found == expected)
    }
  }

  @Test func aBadRowFarDownHasItsLine() throws {
    let text = "from,to,minutes\n" + String(repeating: "a,s1,5\n\n", count: 1_000) + "a,s1,-5\n"
    let session = AccessSample.session(["t.csv": text])
    session.pieceSize = 500
    let error = #expect(throws: Diagnostic.self) {
      try TravelTimes(
        .init(path: "t.csv"), demand: ["a"], supply: ["s1"], limit: 20, isOpen: false, session: session)
    }
    #expect(error?.code == "access.minutes" && error?.location.line == 2_002 && error?.found == "-5")
  }

  @Test(arguments: ["-1", "dix", "inf", "s"])
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

  @Test func aCompressedMatrixThatWasCutIsRefused() {
    let bytes: [UInt8] =
      [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255, 1, 40, 0, 215, 255] + Array("from,to,minutes\na,s1,".utf8)
    let error = #expect(throws: Diagnostic.self) {
      try TravelTimes(
        .init(path: "t.csv.gz"), demand: ["a"], supply: ["s1"], limit: 20, isOpen: false,
        session: AccessSample.session(bytes: ["t.csv.gz": bytes]))
    }
    #expect(error?.code == "gzip.truncated" && error?.location.file == "t.csv.gz")
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
    // A key but for one zero at its start, on either side; neither two zeros nor the key itself.
    let codes = ["01001", "11002", "010000024", "01234567", "012345678901234", "0"]
    let codeTable = KeyTable(codes)
    for (text, index) in [
      ("1001", Int32(0)), ("011002", 1), ("10000024", 2), ("1234567", 3), ("12345678901234", 4), ("", nil),
      ("01001", nil), ("001001", 0), ("01", nil), ("2", nil), ("00", 5), ("1234567890123456", nil),
    ] {
      let bytes = Array("<\(text)>".utf8)
      #expect(codeTable.indexButForAZero(bytes, 1..<bytes.count - 1) == index, "\(text)")
    }
    // Keys of 15 bytes stand in full, longer ones by their hash; a key that ends the text is found as well.
    let long = ["", "a", "abcdefgh", "abcdefghijklmno", "abcdefghijklmnop", "abcdefghijklmnop-et-la-suite"]
    let longTable = KeyTable(long)
    for (index, key) in long.enumerated() {
      let text = Array(("..." + key).utf8)
      #expect(longTable.index(text, 3..<text.count) == Int32(index))
      #expect(longTable.index(text + [88], 3..<text.count + 1) == -1)
    }
  }
}
