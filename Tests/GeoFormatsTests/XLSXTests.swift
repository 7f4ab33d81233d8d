import GeoFormats
import GeoModel
import TestSupport
import Testing

@Suite struct XLSXTests {
  private func rows(_ table: Table) -> [[String]] {
    (0..<table.rowCount).map { row in table.columns.map { $0[row] } }
  }

  private func codes(_ read: ReadTable) -> [String] { read.warnings.map(\.code) }

  private func data(_ xml: String) -> String { "<dimension ref=\"A1\"/><sheetData>\(xml)</sheetData>" }

  @Test func everyKindOfCell() throws {
    let sheet = """
      <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>b</t></is></c><c r="C1" t="str"><f>1</f>\
      <v>c &amp; d</v></c></row>
      <row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2"><v>1.1000000000000001</v></c><c r="C2" t="b"><v>1</v></c></row>
      <row r="4" hidden="1"><c r="B4"><v>1004</v></c><c r="C4" t="e"><v>#N/A</v></c></row>
      <row><c t="inlineStr"><is><r><t>ri</t></r><r><rPr><b/></rPr><t xml:space="preserve">che </t></r></is></c>\
      <c><v>-2.5E-3</v></c><c t="b"><v>0</v></c></row>
      <row r="6"><c r="A6"/><c r="B6"><v>123456789012345678</v></c><c r="C6"><f>SUM(A1)</f></c></row>
      """
    let strings = [
      "<t>code</t>",
      "<r><t>L&apos;</t></r><r><t>&#xC9;tang&#10;_x000D_x</t></r><rPh sb=\"0\"><t>no</t></rPh>",
    ]
    let found = try Workbook([("Un", data(sheet))], strings: strings).read()
    #expect(found.table.names == ["code", "b", "c & d"] && found.format == "XLSX")
    #expect(
      rows(found.table) == [
        ["L'Étang\nx", "1.1", "true"], ["", "1004", ""], ["riche ", "-0.0025", "false"],
        ["", "123456789012345678", ""],
      ])
    #expect(found.table.lines == [2, 4, 5, 6])
    #expect(found.table.columns[0].kind(1) == .missing && found.table.columns[2].kind(1) == .missing)
    #expect(found.table.columns[1].kind(0) == .number && found.table.columns[2].kind(0) == .boolean)
    #expect(codes(found) == ["xlsx.read", "xlsx.errors"] && found.warnings[1].location.line == 4)
  }

  @Test func sheetsAreChosen() throws {
    let sheets = [
      ("Données", data(row("a", "1"))), ("COM", data(row("b", "2"))), ("x & y", data(row("c", "3"))),
    ]
    let book = Workbook(sheets.map { ($0.0.replacingAmpersand, $0.1) })
    let several = diagnostic { _ = try book.read() }
    #expect(
      several?.code == "xlsx.sheet" && several?.message.english.hasSuffix("Données, COM, x & y") == true)
    #expect(try book.read("COM").table.names == ["b"])
    #expect(try book.read("donnees").table.names == ["a"] && book.read("x & y").table.names == ["c"])
    #expect(diagnostic { _ = try book.read("ARM") }?.found == "ARM")
    let hidden = Workbook(sheets.map { ($0.0.replacingAmpersand, $0.1) }, state: " state=\"hidden\"")
    #expect(try hidden.read().table.names == ["a"] && hidden.read("COM").table.names == ["b"])
  }

  @Test func emptySheetsAreNoChoice() throws {
    let empty = data("<row r=\"1\"><c r=\"A1\" s=\"1\"/></row>")
    let book = Workbook([("Feuil1", empty), ("Feuil2", data(row("a", "1"))), ("Feuil3", "<sheetData/>")])
    #expect(try book.read().table.names == ["a"])
    #expect(try XLSXReader.sheets(try ZipArchive(book.bytes, source: "c.xlsx")) == ["Feuil2"])
    #expect(diagnostic { _ = try book.read("Feuil3") }?.code == "xlsx.empty")
  }

  private func row(_ name: String, _ value: String) -> String {
    "<row><c t=\"inlineStr\"><is><t>\(name)</t></is></c></row><row><c><v>\(value)</v></c></row>"
  }

  @Test func datesByTheirStyle() throws {
    let styles = """
      <styleSheet><numFmts count="4"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>\
      <numFmt numFmtId="165" formatCode="&quot;jour &quot;0.0"/><numFmt numFmtId="166" formatCode="[h]:mm"/>\
      <numFmt numFmtId="167" formatCode="[Red]dd/mm/yyyy hh:mm;@"/></numFmts><cellStyleXfs><xf numFmtId="14"/>\
      </cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/>\
      <xf numFmtId="166"/><xf numFmtId="167"/><xf numFmtId="20"/></cellXfs></styleSheet>
      """
    func read(_ cells: [(style: Int, value: String)], is1904: Bool = false) throws -> [String] {
      let xml = cells.map { "<row><c s=\"\($0.style)\"><v>\($0.value)</v></c></row>" }.joined()
      let properties = is1904 ? "<x:workbookPr date1904=\"1\"/>" : ""
      let header = "<row><c t=\"inlineStr\"><is><t>d</t></is></c></row>"
      return rows(
        try Workbook([("S", data(header + xml))], styles: styles, properties: properties).read().table
      ).map { $0[0] }
    }
    // 45369 is 18 March 2024 by the Gregorian calendar; day 1 is 1 January 1900, day 60 never was.
    #expect(
      try read([
        (1, "45369"), (2, "45369"), (5, "45369.5"), (1, "1"), (1, "59"), (1, "60"), (1, "61"), (0, "45369"),
        (3, "2"), (4, "1.5"), (6, "0.25"), (1, "2958465"), (1, "-1"), (5, "45369.999999"),
      ]) == [
        "2024-03-18", "2024-03-18", "2024-03-18T12:00:00", "1900-01-01", "1900-02-28", "60", "1900-03-01",
        "45369", "2", "1.5", "06:00:00", "9999-12-31", "-1", "2024-03-19T00:00:00",
      ])
    #expect(try read([(1, "43907"), (1, "0")], is1904: true) == ["2024-03-18", "1904-01-01"])
  }

  @Test func titlesAndMergedCells() throws {
    func cell(_ place: String, _ text: String) -> String {
      "<c r=\"\(place)\" t=\"inlineStr\"><is><t>\(text)</t></is></c>"
    }
    let sheet =
      data(
        "<row r=\"2\">\(cell("B2", "Titre"))</row>"
          + "<row r=\"4\">\(cell("B4", "Région"))\(cell("C4", "Code"))\(cell("D4", "Nombre"))</row>"
          + "<row r=\"5\">\(cell("C5", "en clair"))\(cell("D5", "habitants"))</row>"
          + "<row r=\"6\">\(cell("B6", "Corse"))\(cell("C6", "2A"))<c r=\"D6\"><v>1</v></c></row>"
          + "<row r=\"7\">\(cell("C7", "2B"))<c r=\"D7\"><v>2</v></c></row>"
          + "<row r=\"8\">\(cell("B8", "Mayotte"))\(cell("C8", "976"))<c r=\"D8\"><v>3</v></c></row>")
      + "<mergeCells><mergeCell ref=\"B2:D2\"/><mergeCell ref=\"B6:B7\"/></mergeCells>"
    let found = try Workbook([("S", sheet)]).read(nil, CSVOptions(skippedRows: 1))
    #expect(found.table.names == ["Région", "Code", "Nombre"])
    #expect(rows(found.table) == [["Corse", "2A", "1"], ["Corse", "2B", "2"], ["Mayotte", "976", "3"]])
    #expect(found.dialect.headerLine == 4 && codes(found) == ["xlsx.read", "table.titles", "xlsx.merged"])
    let told = try Workbook([("S", sheet)]).read(nil, CSVOptions(headerLine: 6))
    #expect(told.table.names == ["Corse", "2A", "1"] && told.table.rowCount == 2)
    #expect(
      diagnostic { _ = try Workbook([("S", sheet)]).read(nil, CSVOptions(headerLine: 3)) }?.code
        == "csv.header-row")
  }

  /// Work and memory follow the size of the file, wherever its cells are.
  @Test func scatteredAndHostileSheets() throws {
    let cell = "<c r=\"A1\"><v>1</v></c><c r=\"JZZ1\"><v>2</v></c>"
    let far = try Workbook([("S", data("<row r=\"1\">\(cell)</row><row r=\"2\">\(cell)</row>"))]).read()
    #expect(far.table.rowCount <= 1 && Set(far.table.names).count == far.table.columns.count)
    let merges = [String](repeating: "<mergeCell ref=\"A2:XFD2\"/>", count: 400).joined()
    let rows = "<row r=\"1\">\(cell)</row><row r=\"2\"><c r=\"A2\"><v>3</v></c></row>"
    let hostile = Workbook([("S", data(rows) + "<mergeCells>\(merges)</mergeCells>")])
    #expect(
      diagnostic { _ = try hostile.read(nil, CSVOptions(headerLine: 1, skippedRows: 0)) }?.code
        == "xlsx.merges")
  }

  @Test func brokenStylesAreSurvived() throws {
    let found = try Workbook([("S", data(row("a", "1")))], styles: "<styleSheet><cellXfs><xf").read()
    #expect(rows(found.table) == [["1"]] && codes(found) == ["xlsx.read", "xlsx.styles"])
  }

  @Test func hostileWorkbooks() throws {
    let bomb = """
      <!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>
      <worksheet><sheetData>\(row("a", "1"))</sheetData></worksheet>
      """
    var book = Workbook([("S", "")])
    book.replace("xl/worksheets/sheet1.xml", bomb)
    #expect(diagnostic { _ = try book.read() }?.code == "xlsx.doctype")
    func code(_ xml: String) -> String? {
      var book = Workbook([("S", "")], strings: ["<t>x</t>"])
      book.replace("xl/worksheets/sheet1.xml", "<worksheet><sheetData>\(xml)</sheetData></worksheet>")
      return diagnostic { _ = try book.read() }?.code
    }
    #expect(code("<row><c t=\"s\"><v>1</v></c></row>") == "xlsx.xml")
    #expect(code("<row><c t=\"s\"><v>99999999999</v></c></row>") == "xlsx.xml")
    #expect(code("<row r=\"1048577\"><c><v>1</v></c></row>") == "xlsx.xml")
    #expect(code("<row><c r=\"XFE1\"><v>1</v></c></row>") == nil)
    #expect(code("<row><c r=\"A1\"><v>1</v></c><c r=\"XFD1\"><v>1</v></c></row>") == "xlsx.sparse")
    #expect(code("<row><c><v>1") == "xlsx.xml" && code("") == "xlsx.empty")
    #expect(code("<row><c><v>&unknown;</v></c></row>") == nil)
    var missing = Workbook([("S", data(row("a", "1")))])
    missing.parts.removeAll { $0.name.hasSuffix("sheet1.xml") }
    #expect(diagnostic { _ = try missing.read() }?.code == "xlsx.parts")
    missing.parts.removeAll { $0.name.hasSuffix(".rels") }
    #expect(diagnostic { _ = try missing.read() }?.code == "xlsx.parts")
  }

  @Test func damagedWorkbooksNeverCrash() throws {
    let styles = "<styleSheet><cellXfs><xf numFmtId=\"14\"/></cellXfs></styleSheet>"
    let book = Workbook([("S", data(row("a", "1")))], strings: ["<t>x</t>"], styles: styles)
    var random = SeededRandom(seed: 20_240_318)
    for part in book.parts.indices {
      for _ in 0..<150 {
        var damaged = book
        for _ in 0..<Int.random(in: 1...4, using: &random) {
          guard !damaged.parts[part].content.isEmpty else { continue }
          let at = Int.random(in: 0..<damaged.parts[part].content.count, using: &random)
          switch Int.random(in: 0..<3, using: &random) {
          case 0: damaged.parts[part].content[at] = UInt8.random(in: 0...255, using: &random)
          case 1: damaged.parts[part].content.remove(at: at)
          default: damaged.parts[part].content.removeSubrange(at...)
          }
        }
        _ = try? damaged.read()
      }
    }
  }

  @Test(
    .enabled(if: RealData.isPresent, "no real data beside the package"),
    arguments: [
      ("COM", "communes", 34_935, 13), ("ARM", "arrondissements-municipaux", 45, 14),
      ("Zones_supra_communales", "zones-supra-communales", 9_145, 4),
    ])
  func inseeSheetsEqualTheirExports(sheet: String, name: String, count: Int, width: Int) throws {
    let path = RealData.path("insee-appartenance/table-appartenance-geo-communes-2024.xlsx")
    let options = DataFileOptions(layer: LayerOptions(name: sheet))
    let csv = RealData.path("insee-appartenance/appartenance-2024-\(name).csv")
    guard case .table(let found) = try DataFile.read(path, options: options).content,
      case .table(let expected) = try DataFile.read(csv).content
    else { throw Diagnostic("test", Phrase(verbatim: "not a table")) }
    #expect(found.table.rowCount == count && found.table.names == expected.table.names)
    #expect(found.table.columns.count == width && found.dialect.headerLine == 6)
    for (first, second) in zip(found.table.columns, expected.table.columns) {
      #expect(first.bytes == second.bytes && first.count == second.count, "\(first.name)")
      #expect((0..<first.count).allSatisfy { first.byteRange($0) == second.byteRange($0) })
    }
  }

  @Test(.enabled(if: RealData.isPresent, "no real data beside the package"))
  func inseeWorkbookNeedsASheet() {
    let path = RealData.path("insee-appartenance/table-appartenance-geo-communes-2024.xlsx")
    let found = diagnostic { _ = try DataFile.read(path) }
    #expect(found?.code == "xlsx.sheet" && found?.message.english.contains("COM, ARM") == true)
  }
}

extension String {
  /// A name as XML writes it.
  fileprivate var replacingAmpersand: String {
    split(separator: "&", omittingEmptySubsequences: false).joined(separator: "&amp;")
  }
}
