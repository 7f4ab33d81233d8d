import Coverage
import Testing

/// Small lists of events written by hand.
@Suite struct CommuneHistoryTests {
  private func event(_ date: Int, _ before: String, _ after: String) -> CommuneEvent {
    CommuneEvent(date: date, before: before, after: after)
  }

  private func history(
    _ first: [String], _ events: [CommuneEvent], years: ClosedRange<Int> = 2012...2016
  ) throws -> CommuneHistory {
    try CommuneHistory(first: first, years: years, events: events)
  }

  @Test func aMergerJoinsAndNobodyElseChanges() throws {
    let history = try history(
      ["01001", "01002", "01003"], [event(2013_01_01, "01001", "01002"), event(2013_01_01, "01002", "01002")])
    #expect(history.codes(in: 2012) == ["01001", "01002", "01003"])
    #expect(history.codes(in: 2013) == ["01002", "01003"])
    #expect(history.years(of: "01001") == [2012])
    let carry = CommuneCarry(history, from: 2012, to: 2016)
    #expect(carry["01001"] == .init(change: .merged, targets: ["01002"]))
    #expect(carry["01002"] == .init(change: .merged, targets: ["01002"]))
    #expect(carry["01003"] == .init(change: .unchanged, targets: ["01003"]))
    #expect(carry["01009"] == nil)
    #expect(carry.origins(of: "01002") == ["01001", "01002"])
  }

  @Test func backwardsAMergerIsASplit() throws {
    let history = try history(
      ["01001", "01002"], [event(2013_01_01, "01001", "01002"), event(2013_01_01, "01002", "01002")])
    #expect(
      CommuneCarry(history, from: 2016, to: 2012)["01002"]
        == .init(change: .split, targets: ["01001", "01002"]))
  }

  @Test func anEventOfJanuaryFirstBelongsToThatYear() throws {
    let history = try history(
      ["01001", "01002"],
      [event(2013_01_02, "01001", "01002"), event(2013_01_02, "01002", "01002")])
    #expect(history.isCommune("01001", in: 2013))
    #expect(!history.isCommune("01001", in: 2014))
  }

  /// 49144 became 44225 and was merged into 44180 on the same day.
  @Test func aChainOfOneDayIsFollowedToItsEnd() throws {
    let events = [
      event(2014_01_01, "44225", "44180"), event(2014_01_01, "44180", "44180"),
      event(2014_01_01, "49144", "44225"),
    ]
    for order in [events, events.reversed()] {
      let history = try history(["44180", "49144"], order)
      #expect(history.codes(in: 2014) == ["44180"])
      #expect(history.years(of: "44225").isEmpty)
      #expect(CommuneCarry(history, from: 2012, to: 2014)["49144"]?.targets == ["44180"])
    }
  }

  @Test func twoCommunesThatExchangeTheirCodesAreNotMerged() throws {
    let history = try history(
      ["01001", "01002"], [event(2014_01_01, "01001", "01002"), event(2014_01_01, "01002", "01001")])
    let carry = CommuneCarry(history, from: 2012, to: 2014)
    #expect(carry["01001"] == .init(change: .recoded, targets: ["01002"]))
    #expect(carry["01002"] == .init(change: .recoded, targets: ["01001"]))
  }

  @Test func aCodeThatGoesAndComesBackIsUnchanged() throws {
    let history = try history(
      ["27058"], [event(2013_06_01, "27058", "27676"), event(2015_01_01, "27676", "27058")])
    #expect(history.years(of: "27676") == [2014])
    #expect(CommuneCarry(history, from: 2012, to: 2014)["27058"]?.change == .recoded)
    #expect(CommuneCarry(history, from: 2012, to: 2016)["27058"]?.change == .unchanged)
  }

  /// Merged, then restored: each is itself again, though the commune between is split.
  @Test func aRestoredCommuneIsItselfAgain() throws {
    let history = try history(
      ["15031", "15035", "15141"],
      [
        event(2013_01_01, "15031", "15141"), event(2013_01_01, "15035", "15141"),
        event(2013_01_01, "15141", "15141"), event(2015_01_01, "15141", "15031"),
        event(2015_01_01, "15141", "15141"),
        CommuneEvent(date: 2015_01_01, before: "15031", after: "15031", isRestored: true),
      ])
    #expect(
      CommuneCarry(history, from: 2014, to: 2015)["15141"]
        == .init(change: .split, targets: ["15031", "15141"]))
    let across = CommuneCarry(history, from: 2012, to: 2015)
    #expect(across["15031"] == .init(change: .unchanged, targets: ["15031"]))
    #expect(across["15035"] == .init(change: .merged, targets: ["15141"]))
  }

  /// Beaumont takes back the code of the whole, which goes on under another.
  @Test func theRestOfASplitKeepsItsOtherParts() throws {
    let history = try history(
      ["60054", "60453", "60694"],
      [
        event(2013_01_01, "60054", "60054"), event(2013_01_01, "60453", "60054"),
        event(2013_01_01, "60694", "60054"), event(2015_01_01, "60054", "60054"),
        event(2015_01_01, "60054", "60694"),
        CommuneEvent(date: 2015_01_01, before: "60054", after: "60054", isRestored: true),
      ])
    let across = CommuneCarry(history, from: 2012, to: 2016)
    #expect(across["60054"] == .init(change: .unchanged, targets: ["60054"]))
    #expect(across["60453"] == .init(change: .merged, targets: ["60694"]))
    #expect(across["60694"] == .init(change: .merged, targets: ["60694"]))
  }

  @Test func aCommuneCutInTwoWasOne() throws {
    let history = try history(
      ["55298"], [event(2014_01_01, "55298", "55138"), event(2014_01_01, "55298", "55298")])
    #expect(history.codes(in: 2013) == ["55298"])
    #expect(history.codes(in: 2014) == ["55138", "55298"])
    #expect(
      CommuneCarry(history, from: 2012, to: 2014)["55298"]
        == .init(change: .split, targets: ["55138", "55298"]))
    #expect(
      CommuneCarry(history, from: 2014, to: 2012)["55138"] == .init(change: .merged, targets: ["55298"]))
  }

  @Test func anEventOfNoCommuneIsRefused() {
    #expect(throws: CommuneEventFault.self) {
      try history(["01001"], [event(2013_01_01, "01777", "01001")])
    }
  }
}
