import Coverage
import GeoFormats
import GeoModel
import TestSupport
import Testing

@testable import Studies

/// Tables carried from one year to another.
@Suite struct CogJobTests {
  private func session(_ files: [String: String]) -> LoadSession {
    LoadSession(threads: 1) { path throws(Diagnostic) in
      guard let text = files[path] else {
        throw Diagnostic("file.missing", Phrase(en: "no such file", fr: "pas de tel fichier"), found: path)
      }
      return Array(text.utf8)
    }
  }

  private func carry(
    _ text: String, from: Int? = nil, to: Int, sums: [String] = [], weights: [String: Double]? = nil
  ) throws -> (job: CogJob, session: LoadSession) {
    let session = session(["t.csv": text])
    let options = CogJob.Options(path: "t.csv", key: "code", from: from, to: to, sums: sums)
    return (
      try CogJob(options, weights: weights, facts: CogFactsTests.facts.get(), session: session), session
    )
  }

  private func lines(_ job: CogJob) -> [String] {
    String(decoding: CogOutput.csv(job), as: UTF8.self).split(separator: "\n").map(String.init)
  }

  @Test func rowsKeepTheirColumnsAndSplitsAreRepeated() throws {
    let (job, session) = try carry(
      "code,code_origine,n\n15141,x,12\n93059,y,5\n99999,z,1\n,w,2\n", from: 2024, to: 2025)
    #expect(
      lines(job) == [
        "code_origine,code,evenement,code_2,code_origine_2,n",
        "15141,15031,scinde,15141,x,12", "15141,15035,scinde,15141,x,12", "15141,15047,scinde,15141,x,12",
        "15141,15141,scinde,15141,x,12", "15141,15171,scinde,15141,x,12", "93059,93066,fusion,93059,y,5",
        "99999,,inconnu,99999,z,1", ",,inconnu,,w,2",
      ])
    #expect(job.rejects.map(\.line) == [4, 5])
    #expect(session.warnings.map(\.code) == ["rows.rejected", "cog.split"])
  }

  @Test func sumsAreExactDecimals() throws {
    let (job, _) = try carry(
      "code,a,b\n93059,0.1,7\n93066,0.2,8\n01001,5,\n", from: 2024, to: 2025, sums: ["a", "b"])
    #expect(
      lines(job) == [
        "code_origine,code,evenement,a,b", "01001,01001,inchange,5,", "93059 93066,93066,fusion,0.3,15",
      ])
  }

  @Test func aSplitWithoutWeightsIsRefusedAndWithThemKeepsTheTotal() throws {
    let text = "code,n\n15141,1577\n"
    let refused = #expect(throws: Diagnostic.self) { try carry(text, from: 2024, to: 2026, sums: ["n"]) }
    #expect(refused?.code == "cog.split-without-weights")
    // Populations of 2022 as the DGCL prints them for the communes of 2025.
    let weights: [String: Double] = [
      "15031": 217, "15035": 311, "15047": 91, "15141": 834, "15171": 124,
    ]
    let (job, _) = try carry(text, from: 2024, to: 2026, sums: ["n"], weights: weights)
    #expect(
      lines(job).dropFirst() == [
        "15141,15031,scinde,217", "15141,15035,scinde,311", "15141,15047,scinde,91", "15141,15141,scinde,834",
        "15141,15171,scinde,124",
      ])
    let (small, _) = try carry("code,n\n15141,2\n", from: 2024, to: 2026, sums: ["n"], weights: weights)
    #expect(small.sums?.rows.map { $0.values[0] } == [0, 1, 0, 1, 0])
    let missing = #expect(throws: Diagnostic.self) {
      try carry(text, from: 2024, to: 2026, sums: ["n"], weights: ["15031": 217])
    }
    #expect(missing?.code == "cog.weight-missing")
  }

  @Test func cellsThatAreNoNumbersRejectTheirRow() throws {
    let (job, _) = try carry(
      "code,a,b\n93059,s,7\n93066,2,8\n", from: 2024, to: 2025, sums: ["a", "b"])
    #expect(job.rejects.map(\.value) == ["s"])
    let sums = try #require(job.sums)
    #expect(sums.columns.map { $0.before } == [2, 15])
    #expect(sums.columns.map { $0.after } == [2, 8])
    #expect(sums.columns.map { $0.rejected } == [0, 7])
    #expect(sums.rows.first?.missing == ["93059"])
  }

  @Test func decimalCommasAreReadAndSaid() throws {
    let (job, session) = try carry(
      "code;a\n93059;1,5\n93066;2\n", from: 2024, to: 2025, sums: ["a"])
    #expect(lines(job).last == "93059 93066,93066,fusion,3.5")
    #expect(session.notes.contains { $0.english.contains("decimal commas") })
  }

  @Test func damagedCodesAreRestoredAndSaid() throws {
    let (job, session) = try carry("code,n\n1004,1\n59350.0,2\n2a004,3\n", from: 2024, to: 2026)
    #expect(job.codes.map(\.code) == ["01004", "59350", "2A004"])
    #expect(job.repaired == 3 && job.rejects.isEmpty)
    #expect(session.warnings.map(\.code) == ["cog.repaired", "cog.repaired", "cog.repaired"])
  }

  @Test func aCityBesideItsArrondissementsIsSaid() throws {
    let (job, session) = try carry("code,n\n75056,2\n75101,1\n75102,1\n", from: 2018, to: 2024, sums: ["n"])
    #expect(job.count(.unchanged) == 3)
    #expect(session.warnings.map(\.code) == ["cog.city-twice"])
  }

  @Test func anAmbiguousYearIsRefusedOnlyWhereTheAnswerDiffers() throws {
    #expect(try carry("code,n\n01004,1\n", to: 2024).job.count(.unchanged) == 1)
    // Carried from 2016 Sannerville was absorbed and is restored; from 2018 on it does not exist.
    let refused = #expect(throws: Diagnostic.self) { try carry("code,n\n14712,1\n", to: 2024) }
    #expect(refused?.code == "cog.ambiguous-year")
    let other = #expect(throws: Diagnostic.self) { try carry("code,n\nA,1\n", to: 2024) }
    #expect(other?.code == "cog.not-communes")
    let year = #expect(throws: Diagnostic.self) { try carry("code,n\n01004,1\n", to: 2030) }
    #expect(year?.code == "cog.year")
  }

  /// The legal populations of 2024 in the communes of 2026, 15141 shared out as the DGCL counts its five parts.
  @Test(.enabled(if: RealData.isPresent)) func theWholeFranceOf2024IsThatOf2026() throws {
    let session = LoadSession(threads: 1)
    let weights = try PopulationLoader.load(
      RealData.path("epci-composition/epcicom2025.csv"), key: nil, value: nil, session: session)
    let options = CogJob.Options(
      path: RealData.package + "/GeoData/tables/communes.csv", to: 2026, sums: ["population"])
    let job = try CogJob(
      options, weights: weights.byCode, facts: CogFactsTests.facts.get(), session: session)
    let sums = try #require(job.sums)
    #expect(job.from == 2024 && job.recognition != nil)
    #expect(sums.columns.map(\.before) == [68_017_091] && sums.columns.map(\.after) == [68_017_091])
    #expect(sums.rows.count == 34_875)
    // Every other commune of 2026 that is in an EPCI has the population that the DGCL prints for it.
    let differing = sums.rows.filter { row in
      weights.byCode[row.code].map { row.values[0] != Int128($0) } ?? false
    }
    #expect(differing.map(\.code) == [])
  }

  /// Every pair of years, with random whole and decimal figures: nothing is lost.
  @Test func totalsAreKeptBetweenAllYears() throws {
    let history = try CogFactsTests.facts.get().history
    var random = SeededRandom(seed: 2_026)
    for _ in 0..<6 {
      let from = Int.random(in: history.years, using: &random)
      let to = Int.random(in: history.years, using: &random)
      var text = "code,whole,decimal\n"
      var weights: [String: Double] = [:]
      for code in history.codes(in: from) {
        text += "\(code),\(random.next() % 100_000),\(random.next() % 1000).\(random.next() % 100)\n"
      }
      for code in history.codes(in: to) { weights[code] = Double(random.next() % 3000 + 1) }
      let (job, _) = try carry(text, from: from, to: to, sums: ["whole", "decimal"], weights: weights)
      let sums = try #require(job.sums)
      for column in sums.columns {
        #expect(column.before == column.after && column.rejected == 0, "\(from) \(to)")
      }
      #expect(sums.rows.map(\.code) == history.codes(in: to), "\(from) \(to)")
      #expect(job.rejects.isEmpty && sums.rows.allSatisfy { $0.missing.isEmpty })
    }
  }
}
