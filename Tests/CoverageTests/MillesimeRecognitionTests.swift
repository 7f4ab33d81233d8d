import Coverage
import Testing

/// Which years a list of codes can be of.
@Suite struct MillesimeRecognitionTests {
  /// 01002 takes 01001 in 2013; 02001 is cut in 2015; the 03 never changes.
  private static func history() throws -> CommuneHistory {
    try CommuneHistory(
      first: ["01001", "01002", "01003", "02001", "02003", "03001", "03002"], years: 2012...2016,
      events: [
        CommuneEvent(date: 2013_01_01, before: "01001", after: "01002"),
        CommuneEvent(date: 2013_01_01, before: "01002", after: "01002"),
        CommuneEvent(date: 2015_01_01, before: "02001", after: "02001"),
        CommuneEvent(date: 2015_01_01, before: "02001", after: "02002"),
      ])
  }

  private func recognise(_ codes: [String]) throws -> MillesimeRecognition {
    MillesimeRecognition(codes, in: try Self.history())
  }

  @Test func aWholeListIsOfItsYears() throws {
    for year in 2012...2016 {
      let history = try Self.history()
      let found = MillesimeRecognition(history.codes(in: year), in: history)
      #expect(found.years.contains(year))
      #expect(found.unknownCount == 0)
      #expect(found.wholeDepartements == 3)
    }
    #expect(try recognise(Self.history().codes(in: 2012)).years == [2012])
    #expect(try recognise(Self.history().codes(in: 2014)).years == [2013, 2014])
    #expect(try recognise(Self.history().codes(in: 2015)).yearsText == "2015–2016")
  }

  @Test func aPartOfAListIsOfTheYearsThatKnowIt() throws {
    #expect(try recognise(["01001", "02001"]).years == [2012])
    #expect(try recognise(["02002"]).years == [2015, 2016])
    #expect(try recognise(["01003"]).years == Array(2012...2016))
  }

  @Test func aWholeDepartementSpeaksWhereTheRestIsPartial() throws {
    // The 01 of 2013 on, with one code of the 02 that was there all the time.
    #expect(try recognise(["01002", "01003", "02001"]).years == [2013, 2014, 2015, 2016])
    #expect(try recognise(["01003", "02001", "02003"]).years == [2012, 2013, 2014])
  }

  @Test func aMistypedCodeDoesNotDecide() throws {
    let found = try recognise(["01001", "01002", "01003", "99999"])
    #expect(found.years == [2012, 2013, 2014, 2015, 2016].filter { $0 == 2012 })
    #expect(found.unknownCount == 1)
  }

  @Test func otherCodesAreOfNoYear() throws {
    #expect(try recognise(["A", "B"]).years.isEmpty)
    #expect(try recognise([]).years.isEmpty)
  }

  @Test func severalYearsConflictOnlyWhereTheAnswerDiffers() throws {
    let history = try Self.history()
    let stable = MillesimeRecognition(["01003"], in: history)
    #expect(stable.conflicts(of: ["01003"], in: history, to: 2016) == nil)
    let cut = MillesimeRecognition(["02001"], in: history)
    #expect(cut.years == [2012, 2013, 2014, 2015, 2016])
    #expect(cut.conflicts(of: ["02001"], in: history, to: 2016)?.year == 2014)
    #expect(cut.conflicts(of: ["02001"], in: history, to: 2012)?.code == nil)
    let back = MillesimeRecognition(["01002"], in: history)
    let conflict = back.conflicts(of: ["01002"], in: history, to: 2012)
    #expect(conflict?.code == "01002")
    #expect(conflict?.year == 2012)
  }

  @Test func damagedCodesHaveOneReading() throws {
    let known: Set<String> = ["01004", "2A004", "59350"]
    let isKnown = { known.contains($0) }
    #expect(CommuneCode.repaired("1004", isKnown: isKnown)?.code == "01004")
    #expect(CommuneCode.repaired("1004.0", isKnown: isKnown)?.damage == .leadingZero)
    #expect(CommuneCode.repaired("59350.0", isKnown: isKnown)?.damage == .decimals)
    #expect(CommuneCode.repaired("2a004", isKnown: isKnown)?.code == "2A004")
    for text in ["", "4", "104", "1005", "01004", "abcde", "59350,5"] {
      #expect(CommuneCode.repaired(text, isKnown: isKnown) == nil, "\(text)")
    }
  }
}
