import Coverage
import GeoModel
import Studies
import TestSupport
import Testing

/// The embedded lists of communes against what INSEE publishes.
@Suite struct CogFactsTests {
  static let facts = Loaded { () throws(Diagnostic) in
    try CommuneFacts.load(environment: GeoData.environment)
  }

  /// INSEE, number of communes on 1 January, overseas included. 2014 as published has 36,681: Culey (55138),
  /// restored on that day, was entered in the list of 2015.
  @Test(arguments: [
    2012: 36_700, 2013: 36_681, 2014: 36_682, 2015: 36_658, 2016: 35_885, 2017: 35_416, 2018: 35_357,
    2019: 34_970, 2020: 34_968, 2021: 34_965, 2022: 34_955, 2023: 34_945, 2024: 34_935, 2025: 34_875,
    2026: 34_875,
  ]) func everyYearHasItsCommunes(year: Int, count: Int) throws {
    #expect(try Self.facts.get().history.codes(in: year).count == count)
  }

  /// The lists go forward from 2012 by the events; the table was made backwards from 2026.
  @Test func listsMadeForwardsAreThoseMadeBackwards() throws {
    let history = try Self.facts.get().history
    let table = try CodeTable.load(
      RealData.package + "/GeoData/cog/communes.csv", key: "code", role: "", option: "",
      session: LoadSession(threads: 1))
    var expected: [String: [Int]] = [:]
    for row in 0..<table.table.rowCount {
      let first = try #require(Int(table.table.columns[1][row]))
      let last = try #require(Int(table.table.columns[2][row]))
      expected[table.code(row), default: []] += Array(first...last)
    }
    #expect(expected.count > 36_700)
    for (code, years) in expected where history.years(of: code) != years.sorted() {
      Issue.record("\(code): \(history.years(of: code)), expected \(years)")
    }
    #expect(history.codes.filter { history.isKnown($0) }.count == expected.count)
  }

  @Test(
    .enabled(if: RealData.isPresent),
    arguments: [
      ("commune-tables/communes-cog2024.csv", "COM", 2024),
      ("commune-tables/communes-cog2026.csv", "COM", 2026),
      ("insee-appartenance/table-appartenance-geo-communes-2017-latin1.csv", "CODGEO", 2017),
      ("insee-appartenance/appartenance-2024-communes.csv", "CODGEO", 2024),
    ]) func officialListsAreTheSame(file: String, key: String, year: Int) throws
  {
    let table = try CodeTable.load(
      RealData.path(file), key: key, role: "", option: "", session: LoadSession(threads: 1)
    )
    let type = table.table.index(of: "TYPECOM")
    let codes = (0..<table.table.rowCount).filter { row in
      type.map { table.table.columns[$0][row] == "COM" } ?? true
    }.map { table.code($0) }
    let facts = try Self.facts.get()
    #expect(codes.sorted() == facts.history.codes(in: year))
    #expect(facts.recognise(codes).years.contains(year))
  }

  /// Every whole list is recognised; only years without any event between them are confused.
  @Test func everyWholeListIsRecognised() throws {
    let facts = try Self.facts.get()
    for year in facts.history.years {
      let codes = facts.history.codes(in: year)
      let found = facts.recognise(codes)
      #expect(found.years.contains(year))
      #expect(found.unknownCount == 0)
      #expect(found.wholeDepartements == 100)
      for other in found.years { #expect(facts.history.codes(in: other) == codes, "\(year) and \(other)") }
    }
  }

  @Test func knownEventsAreFollowed() throws {
    let history = try Self.facts.get().history
    func carried(_ code: String, _ from: Int, _ to: Int) -> CommuneCarry.Carried? {
      CommuneCarry(history, from: from, to: to)[code]
    }
    let five = ["15031", "15035", "15047", "15141", "15171"]
    #expect(carried("15141", 2024, 2026) == .init(change: .split, targets: five))
    // Each of the five was a commune before and is again.
    for code in five {
      #expect(carried(code, 2015, 2026) == .init(change: .unchanged, targets: [code]))
      #expect(carried(code, 2015, 2018)?.targets == ["15141"])
    }
    #expect(carried("49144", 2017, 2018)?.targets == ["44180"])
    #expect(carried("14513", 2017, 2018)?.targets == ["50592"])
    #expect(carried("49069", 2024, 2025) == .init(change: .recoded, targets: ["49126"]))
    #expect(carried("93059", 2024, 2025) == .init(change: .merged, targets: ["93066"]))
    #expect(carried("55298", 2013, 2014) == .init(change: .split, targets: ["55138", "55298"]))
    #expect(carried("75056", 2012, 2026)?.change == .unchanged)
    #expect(carried("97601", 2012, 2026)?.change == .unchanged)
  }

  @Test func codesThatAreNoCommuneAreTold() throws {
    let facts = try Self.facts.get()
    func told(_ code: String, _ year: Int) -> UnknownCode {
      UnknownCode(code, in: year, history: facts.history, parts: facts.parts)
    }
    #expect(facts.parts.isArrondissement("75101") && facts.parts["69389"]?.commune == "69123")
    #expect(told("13201", 2018) == .part(.arrondissement, commune: "13055"))
    #expect(told("01120", 2018) == .part(.associee, commune: "01262"))
    #expect(told("15031", 2024) == .otherYear(2025))
    #expect(told("15031", 2018) == .otherYear(2016))
    #expect(told("97701", 2024) == .overseas)
    #expect(told("00000", 2024) == .unknown)
    #expect(told("1004", 2024) == .malformed)
  }
}
