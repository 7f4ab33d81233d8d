import Foundation
import Testing

@testable import MaillageCLI

/// `inequality`, `interpolate`, `explain`, `access` and `gaps` on inputs that are not as they should be.
@Suite struct AnalysisCommandTests {
  /// One square of 1 km a row, in Lambert-93; `cells` gives the properties beyond the code.
  private static func squares(_ cells: [(code: String, properties: String)]) -> [UInt8] {
    let features = cells.enumerated().map { index, cell in
      let (x, y) = (700_000 + 1_000 * index, 6_600_000)
      let ring = [(x, y), (x + 1_000, y), (x + 1_000, y + 1_000), (x, y + 1_000), (x, y)]
        .map { "[\($0.0),\($0.1)]" }.joined(separator: ",")
      return """
        {"type":"Feature","properties":{"code":"\(cell.code)"\(cell.properties)},\
        "geometry":{"type":"Polygon","coordinates":[[\(ring)]]}}
        """
    }
    let crs = #""crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::2154"}}"#
    return Array(
      "{\"type\":\"FeatureCollection\",\(crs),\"features\":[\(features.joined(separator: ","))]}".utf8)
  }

  private static let four = squares(
    (1...4).map { (code: "0100\($0)", properties: ",\"n\":\($0),\"t\":\"\($0 % 2)\"") })

  @Test func figuresThatMeetNoTerritoryAreSaidWithTheReason() throws {
    let sandbox = try Sandbox()
    try sandbox.write(Self.four, to: "c.geojson")
    try sandbox.write(Array("code,v\n01001,1\n01002,3\n01003,2\n1004,7\n".utf8), to: "v.csv")
    let command = ["inequality", "--territories", "{in}/c.geojson", "--table", "{in}/v.csv", "--value", "v"]
    let run = sandbox.run(command)
    #expect(run.status == 0 && run.error.contains("3 of 4 territories matched"), "\(run.error)")
    #expect(run.error.contains("1 of 4 territories is not in the table"), "\(run.error)")
    #expect(run.error.contains("restore the leading zeros"), "\(run.error)")
    try sandbox.write(Array("code,v\nA1,1\nA2,3\n".utf8), to: "v.csv")
    let none = sandbox.run(command + ["--table-key", "code"])
    #expect(none.status == 2)
    #expect(none.error.contains("4 of 4 territories are not in the table"), "\(none.error)")
    try sandbox.write(Array("code,v\n01001,1\n01002,3\n01003,\n".utf8), to: "v.csv")
    let french = sandbox.run(command + ["--lang", "fr"])
    #expect(french.error.contains("1 territoire sur 4 n’est pas dans la table"), "\(french.error)")
    #expect(french.error.contains("valeurs manquantes : 1, secrètes : 0"), "\(french.error)")
    #expect(french.error.components(separatedBy: "le code est « code »").count == 3, "each file once")
    #expect(try sandbox.json(command, "appariements").contains("Valeurs v"))
  }

  @Test func theStandardInputServesAllItsRoles() throws {
    let sandbox = try Sandbox()
    let text = String(decoding: Self.four, as: UTF8.self)
    let run = sandbox.run(
      ["interpolate", "--from", "-", "--to", "-", "--extensive", "n", "-o", "-", "--quiet"], stdin: text)
    #expect(run.status == 0 && run.output == "code,n\n01001,1\n01002,2\n01003,3\n01004,4\n", "\(run.error)")
    let own = sandbox.run(["inequality", "--territories", "-", "--value", "n", "--quiet"], stdin: text)
    #expect(own.status == 0, "\(own.error)")
  }

  @Test func interpolationSaysWhatItLacks() throws {
    let sandbox = try Sandbox()
    try sandbox.write(Self.four, to: "a.geojson")
    let holes = Self.squares([("A", ",\"n\":1"), ("B", ",\"n\":\"s\""), ("C", ",\"n\":\"\"")])
    try sandbox.write(holes, to: "b.geojson")
    func run(_ from: String, _ to: String, _ more: String...) -> Sandbox.Run {
      sandbox.run(["interpolate", "--from", "{in}/\(from)", "--to", "{in}/\(to)", "-o", "-"] + more)
    }
    #expect(run("b.geojson", "a.geojson", "--extensive", "n").error.contains("which is not 0: 2"))
    let twice = run("a.geojson", "a.geojson", "--extensive", "n", "--intensive", " n")
    #expect(twice.status == 64 && twice.error.contains("column n is asked twice"), "\(twice.error)")
    let list = run("a.geojson", "a.geojson", "--extensive", "n, t")
    #expect(list.status == 0 && list.output.hasPrefix("code,n,t\n"), "\(list.error)")
    let far = run("b.geojson", "a.geojson", "--extensive", "n", "--from-crs", "EPSG:27572")
    #expect(far.error.contains("no source shares land with a target"), "\(far.error)")
  }

  @Test func aMendedSourceIsSaid() throws {
    let sandbox = try Sandbox()
    try sandbox.write(Self.four, to: "a.geojson")
    // A bow tie: the sides of one square exchanged.
    let tie = String(decoding: Self.four, as: UTF8.self)
      .replacingOccurrences(
        of: "[701000,6600000],[701000,6601000],[700000,6601000]",
        with: "[701000,6601000],[701000,6600000],[700000,6601000]")
    try sandbox.write(Array(tie.utf8), to: "b.geojson")
    let run = sandbox.run([
      "interpolate", "--from", "{in}/b.geojson", "--to", "{in}/a.geojson", "--extensive", "n", "-o", "-",
    ])
    #expect(run.error.contains("\"01001\": Self-intersection"), "\(run.error)")
    #expect(run.error.components(separatedBy: "repaired").count == 2, "said once: \(run.error)")
  }

  private static let demand = "code,population,x,y\n01001,100,700000,6600000\n2A004,50,700000,6604000\n"
  private static let supply = "id,x,y\na,700000,6600000\nb,700000,6608000\n"

  private func access(_ command: [String], demand: String = demand, supply: String = supply) throws
    -> Sandbox.Run
  {
    let sandbox = try Sandbox()
    try sandbox.write(Array(demand.utf8), to: "d.csv")
    try sandbox.write(Array(supply.utf8), to: "s.csv")
    try sandbox.write(Array("from,to,minutes\n01001,a,10\n".utf8), to: "t.csv")
    return sandbox.run(
      command + [
        "--demand", "{in}/d.csv", "--supply", "{in}/s.csv", "--crs", "EPSG:2154", "--supply-crs",
        "EPSG:2154",
      ])
  }

  /// The plain 2SFCA knows no weights: a decay that is given and not used would be a silent error.
  @Test func aDecayThatIsNotUsedIsSaid() throws {
    let decay = ["--decay", "linear:5000", "-o", "-"]
    let plain = try access(["access"] + decay)
    #expect(plain.status == 0 && plain.error.contains("--method e2sfca"), "\(plain.error)")
    #expect(plain.error.contains("none: full weight within reach"), "\(plain.error)")
    let weighed = try access(["access", "--method", "e2sfca"] + decay)
    #expect(!weighed.error.contains("warning: e2sfca") && weighed.error.contains("1 − x / 5000 m"))
    #expect(try access(["access", "--method", "cumulative"] + decay).error.contains("--method gravity"))
  }

  @Test func weightsAreSaidAsTheyWereWritten() throws {
    let steps = ["access", "--method", "e2sfca", "--decay", "1000:1,5000:2/3,9000:0.25"]
    #expect(try access(steps).output.contains("1000 m : 1 ; 5000 m : 2/3 ; 9000 m : 0.25"))
    let french = try access(steps + ["--lang", "fr"]).output
    #expect(french.contains("5\u{202F}000 m : 2/3 ; 9\u{202F}000 m : 0,25, limite comprise"), "\(french)")
  }

  @Test func aPlaceWithoutARowInTheMatrixHasNoFigure() throws {
    for method in ["2sfca", "gravity", "raam", "nearest"] {
      let run = try access(
        [
          "access", "--times", "{in}/t.csv", "--within", "20min", "--supply-key", "id", "--method", method,
          "-o", "-",
        ])
      #expect(run.output.contains("sans ligne dans la matrice"), "\(method): \(run.output)\(run.error)")
      #expect(run.error.contains("places of unknown access"), "\(run.error)")
    }
  }

  /// Travel times say all that coordinates would: tables of inhabitants and of practitioners have none.
  @Test func aMatrixNeedsNoCoordinates() throws {
    let sandbox = try Sandbox()
    try sandbox.write(Array("code,population\nA,100\nB,300\n".utf8), to: "d.csv")
    try sandbox.write(Array("code,nom\nM,Cabinet\n".utf8), to: "s.csv")
    try sandbox.write(Array("from,to,minutes\nA,M,10\nB,M,20\n".utf8), to: "t.csv")
    let command = [
      "access", "--demand", "{in}/d.csv", "--supply", "{in}/s.csv", "--times", "{in}/t.csv", "-o", "-",
      "--quiet",
    ]
    let run = sandbox.run(command + ["--within", "30min"])
    #expect(run.output == "code,acces,acces_pour_100k,motif\nA,0.0025,250,\nB,0.0025,250,\n", "\(run.error)")
    #expect(sandbox.run(Array(command.prefix(5)) + ["--within", "30km"]).status == 2)
    // Polygons are places as good as any for a matrix.
    try sandbox.write(Self.four, to: "c.geojson")
    try sandbox.write(Array("from,to,minutes\n01001,M,10\n01004,M,40\n".utf8), to: "t.csv")
    let squares = sandbox.run([
      "access", "--demand", "{in}/c.geojson", "--population", "n", "--supply", "{in}/s.csv", "--times",
      "{in}/t.csv",
      "--within", "30min", "-o", "-", "--quiet",
    ])
    #expect(
      squares.output.contains("01001,1,100000,") && squares.output.contains("01004,0,0,"), "\(squares.error)")
    let gaps = sandbox.run([
      "gaps", "--territories", "{in}/c.geojson", "--sites", "{in}/s.csv", "--times", "{in}/t.csv", "--within",
      "30min",
    ])
    #expect(
      gaps.status == 0 && gaps.output.contains("communes not in the matrix          2"),
      "\(gaps.output)\(gaps.error)"
    )
  }

  /// Squares of a grid and contours of communes are where people live: each stands at a place inside.
  @Test func peopleOfSquaresStandInside() throws {
    let sandbox = try Sandbox()
    try sandbox.write(Self.four, to: "c.geojson")
    try sandbox.write(Array("id,x,y\ns,700500,6600500\n".utf8), to: "s.csv")
    let command = [
      "access", "--demand", "{in}/c.geojson", "--population", "n", "--supply", "{in}/s.csv", "--supply-crs",
      "EPSG:2154", "--method", "nearest", "-o", "-",
    ]
    let run = sandbox.run(command)
    #expect(run.status == 0 && run.error.contains("a place inside stands for each: 4"), "\(run.error)")
    let distances = run.output.split(separator: "\n").dropFirst().compactMap {
      Double($0.split(separator: ",", omittingEmptySubsequences: false)[1])
    }
    // Squares of 1 km side by side, from the centre of the first.
    #expect(distances.count == 4)
    for (index, distance) in distances.enumerated() {
      #expect(abs(distance - 1_000 * Double(index)) < 0.01, "\(run.output)")
    }
    // Care is given at an address: a contour is none.
    let supply = sandbox.run([
      "access", "--demand", "{in}/c.geojson", "--population", "n", "--supply", "{in}/c.geojson", "--within",
      "5km",
    ])
    #expect(supply.status == 2 && supply.error.contains("not a point but a Polygon"), "\(supply.error)")
    #expect(supply.error.contains("give points"), "\(supply.error)")
  }

  /// Some rows meet and some do not: the zeros that a spreadsheet took are named all the same.
  @Test func keysOfAMatrixThatLostTheirZeroAreNamed() throws {
    let sandbox = try Sandbox()
    try sandbox.write(Array("code,population\n01001,100\n11002,50\n".utf8), to: "d.csv")
    try sandbox.write(Array("finess,nom\n010000024,A\n110000033,B\n".utf8), to: "s.csv")
    let command = [
      "access", "--demand", "{in}/d.csv", "--supply", "{in}/s.csv", "--supply-key", "finess", "--times",
      "{in}/t.csv", "--within", "30min", "-o", "-",
    ]
    func error(_ rows: String) throws -> String {
      try sandbox.write(Array("from,to,minutes\n\(rows)".utf8), to: "t.csv")
      let run = sandbox.run(command)
      #expect(run.status == 0, "\(run.error)")
      return run.error
    }
    let demand = try error("1001,110000033,5\n11002,010000024,5\n11002,110000033,7\n")
    #expect(demand.contains("restore the leading zeros of the codes"), "\(demand)")
    let supply = try error("01001,10000024,5\n01001,110000033,5\n11002,110000033,7\n")
    #expect(supply.contains("restore the leading zeros of the codes"), "\(supply)")
    // A key of another place is no lost zero, nor is a place that has its rows.
    let other = try error("01001,110000033,5\n1001,110000033,5\n9,010000024,5\n")
    #expect(!other.contains("leading zeros"), "\(other)")
  }

  /// A list of establishments has the commune of each beside its number: the number tells them apart.
  @Test func aSupplyIsKnownByItsIdentifier() throws {
    let establishments =
      "commune,finess,x,y\n01001,010000024,700000,6600000\n01002,010000032,700000,6600500\n"
    let run = try access(["access", "--method", "nearest", "-o", "-"], supply: establishments)
    #expect(run.output.contains("2A004,3500,,3500,010000032,"), "\(run.output)")
    #expect(run.error.contains("the key is \"finess\""), "\(run.error)")
    // An identifier that stands twice is none; that of the demand stays its code.
    let twice = "commune,id,x,y\n01001,7,700000,6600000\n01002,7,700000,6600500\n"
    let fallen = try access(["access", "--method", "nearest", "-o", "-"], supply: twice)
    #expect(fallen.output.contains("2A004,3500,,3500,01002,"), "\(fallen.output)\(fallen.error)")
    let people = "id,code,population,x,y\n1,01001,100,700000,6600000\n"
    #expect(try access(["access", "--within", "9km", "-o", "-"], demand: people).output.contains("\n01001,"))
  }

  @Test func aMatrixOfOtherPlacesIsRefused() throws {
    let sandbox = try Sandbox()
    try sandbox.write(Self.four, to: "c.geojson")
    try sandbox.write(Array("code,nom\nM,Cabinet\n".utf8), to: "s.csv")
    let command = [
      "gaps", "--territories", "{in}/c.geojson", "--sites", "{in}/s.csv", "--times", "{in}/t.csv", "--within",
      "30min",
      "-o", "{out}/z.geojson",
    ]
    for (row, words) in [
      ("1001,M,10", "no row of the matrix is of a place of demand"), ("01001,X,10", "is of a supply"),
    ] {
      try sandbox.write(Array("from,to,minutes\n\(row)\n".utf8), to: "t.csv")
      let run = sandbox.run(command)
      #expect(run.status == 2 && run.error.contains(words), "\(run.error)")
    }
    #expect(try sandbox.files().isEmpty)
  }

  /// Sums of such figures are beyond what a number holds: said, not printed as an empty or infinite index.
  @Test func figuresTooLargeToSumAreSaid() throws {
    let sandbox = try Sandbox()
    try sandbox.write(
      Self.squares(
        (1...4).map { (code: "0100\($0)", properties: ",\"n\":\($0 % 2 == 0 ? "1e308" : "1.7e308")") }),
      to: "c.geojson")
    let run = sandbox.run(["inequality", "--territories", "{in}/c.geojson", "--value", "n", "--json"])
    for word in ["nan", "inf"] { #expect(!run.output.contains(": \(word)"), "\(run.output)") }
    #expect(run.status == 0 && run.error.contains("too large"), "\(run.error)\(run.output)")
  }

  @Test func supplyWithOneCodeOnSeveralRowsIsNumbered() throws {
    let doctors = "depcom,x,y\n01001,700000,6600000\n01001,700000,6600500\n"
    let run = try access(["access", "--method", "nearest", "-o", "-"], supply: doctors)
    #expect(
      run.status == 0 && run.error.contains("which are numbered instead (--supply-key)"), "\(run.error)")
    #expect(run.output.contains("2A004,3500,,3500,2,"), "\(run.output)")
    let named = try access(["access", "--within", "9km", "--supply-key", "depcom"], supply: doctors)
    #expect(named.status == 2 && named.error.contains("this key stands on line 2 too"), "\(named.error)")
    let noKey = try access(["access", "--within", "9km"], supply: "x,y\n700000,6600000\n")
    #expect(noKey.error.contains("the rows are numbered (--supply-key)"), "\(noKey.error)")
  }

  @Test func aTimeWithoutASpeedSaysWhatItNeeds() throws {
    let run = try access(["access", "--within", "30min"])
    #expect(run.status == 64 && run.error.contains("30min is a time: give --times F or --speed KM/H"))
    let sandbox = try Sandbox()
    let gaps = sandbox.run([
      "gaps", "--territories", "{fixtures}/carres.geojson", "--sites", "{fixtures}/sites.csv", "--within",
      "30min",
    ])
    #expect(gaps.status == 64 && gaps.error.contains("30min is a time"), "\(gaps.error)")
  }

  /// What is missing is an option, whatever the files hold.
  @Test func aReachThatNothingBoundsIsAnErrorOfUsage() throws {
    for command in [
      ["access"], ["explain", "01001"], ["access", "--method", "e2sfca", "--decay", "gaussian:5000"],
    ] {
      let run = try access(command)
      #expect(run.status == 64 && run.error.contains("expected --within 20km"), "\(run.error)")
    }
    let minutes = try access(["access", "--times", "{in}/t.csv"])
    #expect(minutes.status == 64 && minutes.error.contains("expected --within 30min"), "\(minutes.error)")
    let way = try access([
      "access", "--method", "e2sfca", "--decay", "linear:9000", "--sensitivity", "decay=gaussian:5000",
    ])
    #expect(way.status == 64 && way.error.contains("expected within=20km"), "\(way.error)")
    #expect(try access(["access", "--method", "nearest"]).status == 0)
  }

  @Test func aConditionThatIsNotUnderstoodIsNamedByItsOption() throws {
    for option in ["--where", "--supply-where", "--study"] {
      let run = try access(["access", "--within", "9km", option, "code="])
      #expect(run.status == 2 && run.error.contains("\(option): not understood"), "\(run.error)")
    }
    let none = try access([
      "access", "--within", "9km", "--study", "code=01001", "--supply-study", "id=z", "--levels", "-",
    ])
    #expect(none.status == 2 && none.error.contains("no supply satisfies the condition"), "\(none.error)")
  }

  /// A hint names an option that the command has.
  @Test func codesOfAnAplAreRepairedAsTheHintSays() throws {
    let sandbox = try Sandbox()
    try sandbox.write(Array("code;apl;population\n01001;2,5;10\n01002;3;10\n".utf8), to: "a.csv")
    try sandbox.write(Array("code;apl;population\n1001;2,4;10\n01002;1;4\n".utf8), to: "b.csv")
    let command = ["apl", "--table", "{in}/a.csv", "--previous", "{in}/b.csv"]
    let run = sandbox.run(command)
    #expect(run.error.contains("Try: --repair-codes") && run.output.contains("1, 1, 1"), "\(run.error)")
    let repaired = sandbox.run(command + ["--repair-codes"])
    #expect(
      repaired.status == 0 && repaired.output.contains("2, 0, 0"), "\(repaired.output)\(repaired.error)")
  }

  @Test func parametersBeyondSenseAreRefused() throws {
    for options in [
      ["--within", "1e300min", "--speed", "60"], ["--decay", "gaussian:1e-300", "--within", "5km"],
    ] {
      let run = try access(["access", "--method", "e2sfca"] + options)
      #expect(run.status == 64, "\(run.error)")
    }
  }

  @Test func explainProposesTheCodeThatWasMeant() throws {
    for (written, meant) in [("1001", "01001"), ("2a004", "2A004"), (" 2A004", "2A004")] {
      let run = try access(["explain", written, "--within", "9km"])
      #expect(run.status == 2 && run.error.contains("Try: \(meant)"), "\(run.error)")
    }
    #expect(try !access(["explain", "99999", "--within", "9km"]).error.contains("Try:"))
  }

  /// A matrix covers whole communes: ways of placing people inside them would be ignored.
  @Test func gapsByAMatrixRefuseAGrid() throws {
    let sandbox = try Sandbox()
    for more in [
      ["--population-grid", "x.csv"], ["--grid-method", "center"], ["--population-method", "point"],
    ] {
      let run = sandbox.run(
        [
          "gaps", "--territories", "{fixtures}/carres.geojson", "--sites", "{fixtures}/sites.csv", "--within",
          "30min", "--times", "{fixtures}/zones-temps.csv",
        ] + more)
      #expect(run.status == 64 && run.error.contains("exclude each other"), "\(run.error)")
    }
  }
}

extension Sandbox {
  /// What a command prints as JSON for a key, up to the end of the object.
  func json(_ arguments: [String], _ key: String) throws -> String {
    let output = run(arguments + ["--json", "--quiet"]).output
    return output.range(of: "\"\(key)\"").map { String(output[$0.lowerBound...]) } ?? ""
  }
}
