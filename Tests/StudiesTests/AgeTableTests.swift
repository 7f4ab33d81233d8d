import GeoModel
import GeoNative
import Studies
import Testing

@Suite struct AgeTableTests {
  private static func load(
    _ text: String, _ content: AgeTable.Content = .people, wanted: [String] = [], absentIsZero: Bool = false
  ) throws(Diagnostic) -> AgeTable {
    try AgeTable.load(
      "ages.csv", key: nil, option: "--ages", content: content, wanted: wanted, absentIsZero: absentIsZero,
      session: session(["ages.csv": text]))
  }

  static func session(_ files: [String: String]) -> LoadSession {
    LoadSession(threads: 1) { path throws(Diagnostic) in
      guard let text = files[path] else { return try ByteFile.read(path) }
      return Array(text.utf8)
    }
  }

  @Test func columnsAndRowsSayTheSame() throws {
    let wide = try Self.load("code;nom;0-64;65+;total\n01001;A;10,5;2;12,5\n01002;B;s;3;\n")
    let long = try Self.load(
      "code,classe,population\n01001,0-64,10.5\n01001,65+,2\n01001,Total,12.5\n01002,65+,3\n01002,0-64,s\n")
    for table in [wide, long] {
      #expect(table.classes == ["0-64", "65+"])
      #expect(table.byCode == ["01001": [10.5, 2], "01002": [nil, 3]])
      #expect(table.secret == 1 && table.missing == 0)
    }
    #expect(long.isLong && !wide.isLong)
  }

  /// A row that a table has not is unknown, unless the user says that it is 0; a secret one never is.
  @Test func absentIsNotZero() throws {
    let text = "code,classe,nombre\n01001,0-64,4\n01002,65+,nd\n01002,0-64,1\n01003,65+,2\n"
    let unknown = try Self.load(text, .events)
    #expect(unknown.byCode["01001"] == [4, nil] && unknown.figures(of: "01009") == nil)
    #expect(unknown.missing == 3)
    let zero = try Self.load(text, .events, absentIsZero: true)
    #expect(zero.byCode["01001"] == [4, 0] && zero.byCode["01002"] == [1, nil])
    #expect(zero.figures(of: "01009") == [0, 0] && zero.missing == 1)
  }

  @Test func classesMayBeChosen() throws {
    let text = "code,65+,0-64,menages\n01001,2,10,7\n"
    #expect(try Self.load(text).classes == ["65+", "0-64", "menages"])
    let chosen = try Self.load(text, wanted: ["0-64", "65+"])
    #expect(chosen.classes == ["0-64", "65+"] && chosen.byCode["01001"] == [10, 2])
  }

  @Test func classesOfAnotherTable() throws {
    let events = try Self.load("code,65+,0-64\n01001,2,10\n", .events)
    let ordered = try events.ordered(as: ["0-64", "65+"], of: "x.csv")
    #expect(ordered.byCode["01001"] == [10, 2])
    for (classes, code) in [(["0-64"], "ages.class-unknown"), (["0-64", "65+", "85+"], "ages.class-absent")] {
      let error = #expect(throws: Diagnostic.self) { try events.ordered(as: classes, of: "x.csv") }
      #expect(error?.code == code)
    }
  }

  @Test(arguments: [
    ("code,0-64\n01001,1.5\n", "ages.number"), ("code,0-64\n01001,-1\n", "ages.number"),
    ("code,0-64\n01001,3\n01002,-\n", "ages.number"), ("code,0-64\n01001,1e300\n", "ages.number"),
    ("code,0-64\n01001,1\n01001,2\n", "ages.repeated"), ("code,nom\n01001,A\n", "ages.no-class"),
    ("code;0-64\n01001;1,234\n", "ages.decimal-sign"),
    ("code,classe,nombre\n01001,0-64,1\n01001,0-64,2\n", "ages.repeated"),
    ("code,classe,nombre\n01001,,1\n", "ages.class"), ("code,classe,a,b\n01001,0-64,1,2\n", "ages.value"),
    ("nom,classe,nombre\nA,0-64,1\n", "table.key"),
  ])
  func defects(_ text: String, _ code: String) {
    let error = #expect(throws: Diagnostic.self) { try Self.load(text, .events) }
    #expect(error?.code == code, "\(text)")
  }

  @Test func arrondissementsMakeTheirCommune() throws {
    let rows = (1...9).map { "6938\($0),\($0),10\n" }.joined()
    let table = try Self.load("code,0-64,65+\n" + rows)
    #expect(table.byCode["69123"] == [45, 90])
    let secret = try Self.load("code,0-64,65+\n" + rows.replacing("69383,3", with: "69383,s"))
    #expect(secret.byCode["69123"] == [nil, 90])
  }

  @Test(arguments: [
    ("classe,poids\n0-64,1\n", "standard.class-absent"),
    ("classe,poids\n0-64,1\n65+,1\n85+,1\n", "standard.class-unknown"),
    ("classe,poids\n0-64,1\n65+,s\n", "standard.number"),
    ("classe,poids\n0-64,1\n0-64,1\n65+,1\n", "standard.number"),
    ("classe,poids\n0-64,0\n65+,0\n", "standard.zero"), ("classe,a,b\n0-64,0,1\n", "standard.columns"),
  ])
  func standardsAreWhole(_ text: String, _ code: String) throws {
    let error = #expect(throws: Diagnostic.self) {
      try AgeWeights.load(
        "s.csv", classes: ["0-64", "65+"], option: "--standard", session: Self.session(["s.csv": text]))
    }
    #expect(error?.code == code, "\(text)")
    let good = try AgeWeights.load(
      "s.csv", classes: ["0-64", "65+"], option: "--standard",
      session: Self.session(["s.csv": "classe;poids;note\n65+;0,25;a\n0-64;0,75;b\nTotal;1;c\n"]))
    #expect(good == [0.75, 0.25])
  }
}
