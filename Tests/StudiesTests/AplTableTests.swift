import Coverage
import GeoModel
import TestSupport
import Testing

@testable import Studies

/// Tables of APL as DREES and CartoSanté publish them, of communes that do not exist.
@Suite struct AplTableTests {
  /// Titles on eight lines, the header on line 9, units on line 10, one sheet a year.
  private static let workbook = Workbook([
    ("Lisez-moi", sheet([["Note de lecture"], ["APL"]])),
    (
      "APL_2022",
      year(
        "2020",
        [
          ["01001", "Alpha", "3", "2,5", "2", "900", "1000"],
          ["01002", "Bêta", "2.5", "2", "1", "500", "400"], ["01004", "Delta", "2", "1", "1", "50", "60"],
        ])
    ),
    (
      "APL_2023",
      year(
        "2021",
        [
          ["01001", "Alpha", "2.4", "2", "2", "1000", "1100"],
          ["01002", "Bêta", "6", "5", "1", "600", "500"], ["01003", "Gamma", "1", "", "1", "0", "0"],
        ])
    ),
  ]).bytes

  private static func year(_ year: String, _ rows: [[String]]) -> String {
    let titles = (1...8).map { ["Titre \($0) : accessibilité potentielle localisée"] }
    let header = [
      "Code commune INSEE", "Commune", "APL aux médecins\ngénéralistes",
      "APL aux médecins généralistes de 65 ans et moins",
      "APL aux médecins généralistes de 62 ans et moins",
      "Population standardisée \(year) pour la médecine générale", "Population totale \(year)",
    ]
    let units =
      ["", ""] + Array(repeating: "consultations par habitant standardisé", count: 3) + ["hab.", "hab."]
    // So many rows that the table is the usual width; nobody lives there.
    let others = (11...20).map { ["020\($0)", "Vide", "4", "4", "4", "0", "0"] }
    return sheet(titles + [header, units] + rows + others)
  }

  private static func sheet(_ rows: [[String]]) -> String {
    var xml = "<sheetData>"
    for (index, row) in rows.enumerated() {
      xml += "<row r=\"\(index + 1)\">"
      for cell in row {
        let isNumber = Double(cell) != nil && !cell.hasPrefix("0") || cell == "0"
        xml +=
          cell.isEmpty
          ? "<c/>"
          : isNumber ? "<c><v>\(cell)</v></c>" : "<c t=\"inlineStr\"><is><t>\(cell)</t></is></c>"
      }
      xml += "</row>"
    }
    return xml + "</sheetData>"
  }

  private func load(
    _ change: (inout AplTable.Options) -> Void = { _ in }, text: String? = nil
  ) throws -> (places: AplPlaces, session: LoadSession) {
    var options = AplTable.Options(path: text == nil ? "apl.xlsx" : "apl.csv")
    change(&options)
    let session = AccessSample.session(
      text.map { ["apl.csv": $0] } ?? [:], bytes: ["apl.xlsx": Self.workbook])
    return (try AplTable.load(options, session: session), session)
  }

  @Test func aWorkbookByYear() throws {
    let (places, session) = try load { $0.layer = "2023" }
    #expect(places.count == 13 && places.codes.prefix(4) == ["01001", "01002", "01003", "02011"])
    #expect(
      places.series.map(\.name) == ["apl", "apl_65_ans_et_moins", "apl_62_ans_et_moins"])
    #expect(places.series[0].words.french == "APL aux médecins généralistes")
    #expect(places.series.map { Array($0.values.prefix(3)) } == [[2.4, 6, 1], [2, 5, nil], [2, 1, 1]])
    #expect(places.standardised.prefix(3) == [1000, 600, 0] && places.people.prefix(3) == [1100, 500, 0])
    let notes = session.notes.map(\.english).joined(separator: "\n")
    #expect(notes.contains("line 9") && notes.contains("line 10 holds the units"))
    // (2.4 × 1,000 + 6 × 600) / 1,600; 1,100 of 1,600 people under 2.5; Gamma weighs nothing.
    let job = AplJob(places, threshold: 2.5)
    #expect(job.isStandardised && job.distributions[0].mean == 3.75)
    #expect(job.distributions[0].peopleBelow == 1100 && job.distributions[0].placesBelow == 2)
    // (2.4 × 1,100 + 6 × 500) / 1,600.
    #expect(job.distributions[0].meanByPeople == 5640 / 1600.0)
    let error = #expect(throws: Diagnostic.self) { try load() }
    #expect(error?.code == "xlsx.sheet")
    #expect(error?.message.english.hasSuffix("Lisez-moi, APL_2022, APL_2023") == true)
    #expect(throws: Diagnostic.self) { try load { $0.layer = "2024" } }
  }

  @Test func twoYearsOfAWorkbook() throws {
    let before = try load { $0.layer = "2022" }.places
    // A decimal comma in a text cell is a number still.
    #expect(before.series[1].values.prefix(3) == [2.5, 2, 1])
    var job = AplJob(try load { $0.layer = "2023" }.places, threshold: 2.5)
    job.compare(with: before)
    let previous = try #require(job.previous)
    #expect(!previous.isWeighedByLater)
    // (3 × 900 + 2.5 × 500 + 2 × 50) / 1,450.
    #expect(previous.distribution.mean == 4050 / 1450.0)
    #expect(previous.change.onlyBefore == ["01004"] && previous.change.onlyAfter == ["01003"])
    #expect(previous.change.count(.falls) == (1, 1100) && previous.change.count(.staysAbove) == (11, 500))
    #expect(
      AccessSample.lines(AplFiles.changes(job)).prefix(5) == [
        "code,population,apl_avant,apl_apres,ecart,passage,motif",
        "01001,1100,3,2.4,-0.6000000000000001,passe_sous_seuil,",
        "01002,500,2.5,6,3.5,reste_hors_seuil,", "01003,0,,1,,,absent de la première année",
        "01004,,2,,,,absent de la seconde année",
      ])
  }

  @Test func secretMissingAndZero() throws {
    let text = """
      CartoSanté; ; ;
      Référentiel : France par bassin de vie; ; ;
      Code;Libellé;APL Médecins généralistes 2023;Densité
      01004;A;N/A - secret statistique;1
      01033;B;0;2
      01034;C;N/A - résultat non disponible;3
      01035;D;2.5;4
      """
    let places = try load(text: text).places
    #expect(places.codes == ["01004", "01033", "01034", "01035"])
    #expect(places.series[0].values == [nil, 0, nil, 2.5])
    #expect(places.reasons.map { $0?.french } == ["secret", nil, "non disponible", nil])
    #expect(places.people == [nil, nil, nil, nil])
    let job = AplJob(places, threshold: 2.5)
    #expect(!job.isStandardised && job.distributions[0].meanOfPlaces == 1.25)
    #expect(job.distributions[0].placesBelow == 1 && job.distributions[0].shareBelow == nil)
    #expect(
      AccessSample.lines(AplFiles.places(job)) == [
        "code,population,population_standardisee,apl,motif", "01004,,,,secret", "01033,,,0,",
        "01034,,,,non disponible", "01035,,,2.5,",
      ])
  }

  @Test func severalColumnsAreAskedFor() throws {
    func fails(_ header: String, _ change: (inout AplTable.Options) -> Void = { _ in }) -> Diagnostic? {
      #expect(throws: Diagnostic.self) { try load(change, text: header + "\n01001,1,2,3\n") }
    }
    let several = fails("code,APL MG,APL sages-femmes,pop")
    #expect(several?.code == "apl.columns" && several?.found == "APL MG | APL sages-femmes")
    #expect(several?.hint?.french == "--apl C")
    let populations = fails("code,apl,population standardisée 2020,population standardisée 2021")
    #expect(populations?.code == "apl.columns" && populations?.hint?.french == "--standardised C")
    #expect(fails("code,a,b,c")?.code == "apl.no-column")
    #expect(fails("code,apl,b,c") { $0.apl = "aplomb" }?.code == "column.unknown")
    let told = try load({ $0.apl = "APL sages-femmes" }, text: "code,APL MG,APL sages-femmes\n1,2,3\n")
    #expect(told.places.series.map(\.values) == [[3]])
    let negative = #expect(throws: Diagnostic.self) { try load(text: "code,apl\n01001,-1\n") }
    #expect(negative?.code == "apl.figure" && negative?.location.featureCode == "01001")
    let endless = #expect(throws: Diagnostic.self) { try load(text: "code,apl,pop\n01001,1,1e999\n") }
    #expect(endless?.code == "figures.number" && endless?.location.field == "pop")
    // What `apl` itself writes.
    let own = try load(
      text: "code,population,population_standardisee,apl,apl_65_ans_et_moins,motif,apl_publie\n1,2,3,4,5,,6\n"
    )
    #expect(own.places.series.map(\.values) == [[4], [5]])
    #expect(own.places.people == [2] && own.places.standardised == [3])
  }

  @Test func peopleAreAddedByCode() throws {
    var places = try load(text: "code,apl\nT1,2\nT2,3\nT3,4\n").places
    let session = AccessSample.session([
      "communes.csv": "code,tvs,pop\na,T1,10\nb,T1,20\nc,T2,5\nd,T3,\ne,T3,4\n"
    ])
    var options = AplPeople.Options(path: "communes.csv")
    (options.key, options.value) = ("tvs", "pop")
    try AplPeople.load(options, session: session).give(to: &places, path: "communes.csv", session: session)
    // A territory with a row of unknown people has unknown people, not the sum of the others.
    #expect(places.people == [30, 5, nil])
    #expect(session.warnings.map(\.code) == ["apl.people-unknown"])
  }

  @Test func territoriesBesidePublished() throws {
    let places = try load { $0.layer = "2023" }.places
    let membership = Membership(
      level: "tvs", levelOf: ["01001": "T1", "01002": "T1", "01003": "T2", "01009": "T2"],
      names: ["T1": "Un"])
    var job = AplJob(places, threshold: 2.5, membership: membership)
    let published = try load(text: "code,apl\nT1,2.4\nT2,9\nT9,1\n").places
    job.compare(withPublished: published, level: .zones)
    let comparison = try #require(job.published?.comparison)
    // T2 is cut: 01009 is not there.
    #expect(comparison.matched == ["T1"] && comparison.onlyPublished == ["T9"] && comparison.onlyOwn.isEmpty)
    #expect(job.published?.truncated == 1 && comparison.otherSide == ["T1"])
    #expect(comparison.meanDifference == 3.75 - 2.4)
    let lines = AccessSample.lines(AplFiles.zones(job))
    #expect(lines[0].hasPrefix("code,nom,lieux,lieux_total,tronque,lieux_sans_apl,population_sans_apl,"))
    #expect(
      lines[1]
        == "T1,Un,2,2,false,0,0,0,1600,1600,3.75,3.525,false,1100,0.6875,3.125,2.9375,false,1100,0.6875,1.625,1.6875,"
        + "true,1600,1,,2.4,1.35,")
    #expect(lines[2].hasPrefix("T2,,1,2,true,0,0,0,0,0,,") && lines[2].hasSuffix("sans habitant,9,,"))
  }

  @Test func seriesOfOneAgeAreCompared() throws {
    let places = try load { $0.layer = "2023" }.places
    let column = "APL aux médecins généralistes de 65 ans et moins"
    var job = AplJob(places, threshold: 2.5)
    job.compare(
      with: try load {
        $0.layer = "2022"
        $0.apl = column
      }.places)
    #expect(job.previous?.own == 1 && job.previous?.series == 0)
    // 2.5 and 2 of the first year, 2 and 5 of the second.
    #expect(job.previous?.change.rows.prefix(2).map(\.difference) == [-0.5, 3])
    // The other way round, a told series finds its like among several.
    let told = try load {
      $0.layer = "2023"
      $0.apl = column
    }.places
    #expect(told.series.map(\.name) == ["apl_65_ans_et_moins"])
    #expect(told.pair(with: places) == (0, 1) && places.pair(with: told) == (1, 0))
    // Where no series is alike, the first of each.
    let midwives = try load(text: "code,apl_60_ans_et_moins\n01001,2\n").places
    #expect(midwives.pair(with: places) == (0, 0))
    #expect(places.pair(with: places) == (0, 0))
  }

  /// A density of generalists is no APL: 2.5 means nothing to it.
  @Test func theThresholdIsOfTheAPLOfGeneralists() {
    for name in [
      "apl", "APL Médecins généralistes 2023", "APL aux MG", "Accessibilité potentielle aux généralistes",
    ] {
      #expect(AplTable.isOfGeneralists(name), "\(name)")
    }
    for name in ["Densité de généralistes lib. 2024", "APL infirmières", "apl_2023", ""] {
      #expect(!AplTable.isOfGeneralists(name), "\(name)")
    }
  }
}
