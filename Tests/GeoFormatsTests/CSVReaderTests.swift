import GeoFormats
import GeoModel
import Testing

@Suite struct CSVReaderTests {
  private func read(_ text: String, _ options: CSVOptions = CSVOptions()) throws -> ReadTable {
    try CSVReader.read(Array(text), source: "t.csv", options: options)
  }

  private func rows(_ table: Table) -> [[String]] {
    (0..<table.rowCount).map { row in table.columns.map { $0[row] } }
  }

  @Test(arguments: [
    ("a;b\n1;2\n", ";"), ("a,b\n1,2", ","), ("a\tb\n1\t2\n", "tab"), ("a|b\n1|2\n", "|"),
    ("lat;lon\n44,5;4,7\n1,2;3,4\n", ";"), ("a,b;c\n\"x;y\",\"1;2;3\"\n\"z\",w\n", ","),
    ("code\n01004\n01005\n", ","),
    ("nom,adresse,ville\n\"a;b;c;d\",\"e;f\",x\ng,h,i\n", ","), ("a;\"b,c,d,e\";f\n1;2;3\n", ";"),
  ])
  func delimitersAreFound(text: String, name: String) throws {
    #expect(try read(text).dialect.delimiterName == name)
  }

  @Test func quotesAndLineEnds() throws {
    let text = "a;b;c\r\n\"x;\"\"y\"\"\";\"line 1\r\nline 2\";\r\n\"\";\" z \";5\" wide\r\n"
    let found = try read(text)
    #expect(rows(found.table) == [["x;\"y\"", "line 1\r\nline 2", ""], ["", " z ", "5\" wide"]])
    #expect(found.table.lines == [2, 4])
    #expect(
      found.dialect
        == CSVDialect(delimiter: UInt8(ascii: ";"), encoding: .utf8, hasBOM: false, lineEnding: .crlf))
    #expect(found.warnings.isEmpty)
  }

  @Test func lineEndsOfOldMachines() throws {
    let found = try read("a;b\r1;2\r3;4")
    #expect(
      found.dialect.lineEnding == .cr && found.table.lines == [2, 3] && rows(found.table)[1] == ["3", "4"])
  }

  @Test func marksAndEncodings() throws {
    let marked = try CSVReader.read([0xEF, 0xBB, 0xBF] + Array("é;b\nè;2\n"), source: "t")
    #expect(marked.dialect.hasBOM && marked.table.names == ["é", "b"] && marked.table.columns[0][0] == "è")
    let windows = try CSVReader.read(Array("a;b\n") + [0xE9, 0x20, 0x80, 0x9C] + Array(";2\n"), source: "t")
    #expect(windows.dialect.encoding == .cp1252 && windows.table.columns[0][0] == "é €œ")
    let latin = try CSVReader.read(
      Array("a;b\n") + [0xE9, 0x80] + Array(";2\n"), source: "t", options: CSVOptions(encoding: .latin1))
    #expect(latin.table.columns[0][0] == "é\u{80}")
    let undefined = diagnostic {
      _ = try CSVReader.read(Array("a;b\n1;2\n") + [0x81] + Array(";2\n"), source: "t")
    }
    #expect(undefined?.code == "text.encoding" && undefined?.location.line == 3)
    let forced = diagnostic {
      _ = try CSVReader.read(Array("a\n") + [0xE9, 10], source: "t", options: CSVOptions(encoding: .utf8))
    }
    #expect(forced?.code == "text.encoding" && forced?.location.line == 2)
  }

  @Test func namesAreTrimmedAndUnique() throws {
    let found = try read(" nom ;;nom;nom_2;\n1;2;3;4;5\n")
    #expect(found.table.names == ["nom", "colonne_2", "nom_3", "nom_2", "colonne_5"])
    #expect(found.warnings.map(\.code) == ["csv.header", "csv.header", "csv.header"])
  }

  @Test func blankLines() throws {
    let found = try read("\n\na;b\n1;2\n\n  \n3;4\n\n\n")
    #expect(found.table.lines == [4, 7] && rows(found.table) == [["1", "2"], ["3", "4"]])
    #expect(found.warnings.count == 1 && found.warnings[0].code == "csv.blank-lines")
    #expect(found.warnings[0].location.line == 5 && found.warnings[0].message.english.hasPrefix("2 "))
    #expect(try read("a;b\n1;2\n\n").warnings.isEmpty)
  }

  @Test func headerOnly() throws {
    let found = try read("a;b")
    #expect(found.table.names == ["a", "b"] && found.table.rowCount == 0)
  }

  @Test func emptyFieldsAtTheEnd() throws {
    #expect(rows(try read("a;b;c\n1;;\n;;\n;;").table) == [["1", "", ""], ["", "", ""], ["", "", ""]])
  }

  @Test(
    arguments: [
      ("", "csv.empty", nil), ("\n \n", "csv.empty", nil), ("a;b\n1;2\n\"x;3\n4;5\n", "csv.quote", 3),
      ("a;b\n\"x\ny\"z;1\n", "csv.quote", 3), ("a;b\n1;2\n3\n", "csv.field-count", 3),
      ("a;b\n1;2\n3;4;5;6\n", "csv.field-count", 3),
      ("a;b\n\"1\n2\";2\n\n3\n", "csv.field-count", 5),
      ("a;b\n1;\u{0}\n", "csv.nul", 2),
      ("a;b\n1;\"x\u{0}\"\n", "csv.nul", 2), ("\"a;b\n", "csv.quote", 1),
    ] as [(String, String, Int?)])
  func brokenFiles(text: String, code: String, line: Int?) {
    let found = diagnostic { _ = try read(text) }
    #expect(found?.code == code && found?.location == SourceLocation(file: "t.csv", line: line))
  }

  @Test func fieldCountsAreSaid() {
    let more = diagnostic { _ = try read("a;b\n3;4;5;6\n7;8\n") }
    #expect(more?.message.english == "4 field(s) where the header has 2 (delimiter: ;)")
    let fewer = diagnostic { _ = try read("a;b;c\n3;4\n") }
    #expect(fewer?.message.french == "2 champ(s) alors que l'en-tête en a 3 (séparateur : ;)")
    #expect(fewer?.hint != nil)
    let twice = diagnostic { _ = try read("lat;lon\n1;2;\n3;4;;\n") }
    #expect(twice?.code == "csv.field-count" && twice?.location.line == 3)
  }

  @Test func forcedDelimiters() throws {
    #expect(try read("a,b;c\n1,2;3\n", CSVOptions(delimiter: UInt8(ascii: ","))).table.names == ["a", "b;c"])
    for byte: UInt8 in [10, 13, 34, 0, 200] {
      #expect(diagnostic { _ = try read("a\n1\n", CSVOptions(delimiter: byte)) }?.code == "csv.delimiter")
    }
  }

  @Test func tooManyColumns() {
    let header = String(repeating: ";", count: 20_000)
    #expect(diagnostic { _ = try read(header + "\n") }?.code == "csv.columns")
  }

  /// Thousands of equal names are numbered in one pass.
  @Test func manyEqualNames() throws {
    let count = 10_000
    let header = [String](repeating: "a", count: count).joined(separator: ";")
    let row = [String](repeating: "1", count: count).joined(separator: ";")
    let names = try CSVReader.read(Array("\(header)\n\(row)\n".utf8), source: "t").table.names
    #expect(names.count == count && Set(names).count == count)
    #expect(names.first == "a" && names[1] == "a_2" && names.last == "a_10000")
  }

  @Test func rowsOfNothingButDelimitersAreKept() throws {
    for text in ["\n\n;\n\n;", "\u{A0}\u{A0}\n,"] {
      let table = try read(text).table
      #expect(table.rowCount == 1 && table.lines.count == 1 && !table.columns.isEmpty)
    }
  }
}
