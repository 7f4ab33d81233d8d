import GeoFormats
import GeoModel
import TestSupport
import Testing

@Suite struct DBFReaderTests {
  private func read(_ table: SampleDBF, cpg: String? = nil) throws -> ReadTable {
    let files: [(ending: String, file: Companions.File)] =
      cpg.map { [("cpg", Companions.File(name: "m.cpg", bytes: Array($0.utf8)))] } ?? []
    return try DBFReader.table(table.bytes, source: "m.dbf", companions: Companions(files))
  }

  private func codes(_ read: ReadTable) -> [String] {
    read.warnings.filter { $0.severity == .warning }.map(\.code)
  }

  @Test func types() throws {
    let table = SampleDBF(
      [
        .init(name: "T", type: "C", length: 6), .init(name: "N", type: "N", length: 8, decimals: 2),
        .init(name: "F", type: "F", length: 12), .init(name: "D", type: "D", length: 8),
        .init(name: "L", type: "L", length: 1),
      ],
      [
        [" a b", "   12.50", " 1.5e+004", "20240131", "T"], ["01004", "01004", "-.5", "00000000", "n"],
        ["", "", "", "", "?"], ["x", "********", "+7", "2024", "Y"], ["y", "1,5", "5.", "20230229", "F"],
      ])
    let read = try read(table)
    func cells(_ column: Int) -> [String] { (0..<5).map { read.table.columns[column][$0] } }
    func kinds(_ column: Int) -> [CellKind] { (0..<5).map { read.table.columns[column].kind($0) } }
    #expect(cells(0) == [" a b", "01004", "", "x", "y"])
    #expect(kinds(0) == [.text, .text, .missing, .text, .text])
    // A number with leading zeros is a code.
    #expect(cells(1) == ["12.50", "01004", "", "", "1,5"])
    #expect(kinds(1) == [.number, .text, .missing, .missing, .text])
    #expect(cells(2) == ["1.5e+004", "-0.5", "", "7", "5"])
    #expect(cells(3) == ["2024-01-31", "", "", "", "2023-02-29"])
    #expect(cells(4) == ["true", "false", "", "true", "false"])
    #expect(codes(read) == ["dbf.overflow", "dbf.number", "dbf.value"])
    #expect(read.format == "dBase")
  }

  @Test func binaryTypes() throws {
    var table = SampleDBF(
      [
        .init(name: "I", type: "I", length: 4), .init(name: "B", type: "B", length: 8),
        .init(name: "Y", type: "Y", length: 8), .init(name: "T", type: "T", length: 8),
        .init(name: "M", type: "M", length: 4),
      ], [])
    table.version = 0x30
    table.link = 263
    // 2 January 2000 at noon is the Julian day 2,451,546.
    table.rows = [
      [
        SampleShapes.little(Int32(-5)), SampleShapes.double(2.5), SampleShapes.little(Int64(-123_400)),
        SampleShapes.little(UInt32(2_451_546)) + SampleShapes.little(UInt32(43_200_000)), [0, 0, 0, 0],
      ]
    ]
    let read = try read(table)
    #expect(read.table.columns.map { $0[0] } == ["-5", "2.5", "-12.34", "2000-01-02T12:00:00"])
    #expect(codes(read) == ["dbf.memo"])
  }

  @Test func longTextsAndNames() throws {
    let long = String(repeating: "x", count: 300)
    let table = SampleDBF(
      [
        .init(name: "A", type: "C", length: 300), .init(name: "B", type: "C", length: 2),
        .init(name: "B", type: "C", length: 2), .init(name: " ", type: "C", length: 1),
      ], [[long, "b", "c", "d"]])
    let read = try read(table)
    #expect(read.table.names == ["A", "B", "B_2", "champ_4"] && read.table.columns[0][0] == long)
    #expect(codes(read) == ["dbf.duplicate-field"])
  }

  @Test func encodings() throws {
    func table(_ bytes: [UInt8], language: UInt8 = 0) -> SampleDBF {
      var table = SampleDBF([.init(name: "NOM", type: "C", length: 12)], [[""]])
      table.rows = [[bytes]]
      table.language = language
      return table
    }
    let utf8 = Array("Évry".utf8)
    let windows: [UInt8] = [0xC9, 0x76, 0x72, 0x79]
    let dos: [UInt8] = [0x90, 0x76, 0x72, 0x79]
    let cases: [(SampleDBF, String?, String?)] = [
      (table(utf8), nil, "utf-8, by its bytes"), (table(windows), nil, "cp1252, by its bytes"),
      (table(dos), nil, "cp850, by its bytes"), (table(windows, language: 0x57), nil, "cp1252, by its bytes"),
      (table(utf8, language: 0x57), nil, "utf-8, by its bytes"),
      (table(windows, language: 0x03), nil, "cp1252, by the .dbf's language byte"),
      (table(dos, language: 0x02), nil, "cp850, by the .dbf's language byte"),
      (table(dos, language: 0x01), nil, "cp437, by the .dbf's language byte"),
      (table(utf8), "UTF-8", "utf-8, by the .cpg"), (table(windows), "1252", "cp1252, by the .cpg"),
      (table(windows), "ISO 88591\r\n", "latin-1, by the .cpg"),
      (table(dos), "OEM 850", "cp850, by the .cpg"),
      (table(windows), "ISO-8859-15", "latin-9, by the .cpg"),
    ]
    for (table, cpg, words) in cases {
      let read = try read(table, cpg: cpg)
      #expect(read.table.columns[0][0] == "Évry", "\(words ?? "")")
      let note = read.warnings.first { $0.code == "dbf.encoding" }
      #expect(note?.severity == .note && note?.message.english == words.map { "texts in " + $0 })
    }
    // What the .cpg says is not so, or is nothing known.
    let false8 = try read(table(windows), cpg: "UTF-8")
    #expect(false8.table.columns[0][0] == "Évry" && codes(false8) == ["dbf.code-page"])
    let strange = try read(table(windows), cpg: "Klingon")
    #expect(strange.table.columns[0][0] == "Évry" && codes(strange) == ["dbf.code-page"])
    // A field that ends inside a character.
    let cut = try read(table(Array("Saint-Ouenné".utf8)), cpg: "UTF-8")
    #expect(cut.table.columns[0][0] == "Saint-Ouenn")
    #expect(try read(table(Array("Paris".utf8))).warnings.isEmpty)
  }

  @Test func damage() {
    let whole = SampleDBF([.init(name: "A", type: "C", length: 9)], [["a"], ["b"], ["c"]]).bytes
    func code(_ bytes: [UInt8]) -> String? {
      diagnostic { _ = try DBFReader.table(bytes, source: "m.dbf") }?.code
    }
    #expect(code([]) == "dbf.header" && code(Array(whole[..<40])) == "dbf.header")
    #expect(code(Array(whole.dropLast(2))) == "dbf.truncated")
    var many = whole
    many.replaceSubrange(4..<8, with: [0xFF, 0xFF, 0xFF, 0xFF])
    #expect(code(many) == "dbf.truncated")
    var narrow = whole
    narrow[10] = 3
    #expect(code(narrow) == "dbf.record-length")
    var fewer = whole
    fewer[4] = 2
    let read = try? DBFReader.table(fewer, source: "m.dbf")
    #expect(read?.table.rowCount == 2 && read.map(codes) == ["dbf.extra-rows"])
  }

  @Test(.enabled(if: RealData.isPresent)) func attributesOfGEOFLA() throws {
    let path = RealData.path("commune-tables/GEOFLA_COMMUNE.dbf")
    guard case .table(let read) = try DataFile.read(path).content else {
      Issue.record("not a table")
      return
    }
    #expect(read.table.rowCount == 35_798 && read.format == "dBase")
    #expect(read.warnings.map(\.code) == ["dbf.encoding"])
    let code = try #require(read.table.index(of: "INSEE_COM"))
    let name = try #require(read.table.index(of: "NOM_COM"))
    let row = try #require((0..<35_798).first { read.table.columns[code][$0] == "01004" })
    #expect(read.table.columns[name][row] == "AMBERIEU-EN-BUGEY")
  }
}
