import GeoFormats
import GeoModel
import TestSupport
import Testing

/// Files as French publishers and spreadsheets write them.
@Suite struct CSVDialectTests {
  private func read(_ text: String, _ options: CSVOptions = CSVOptions()) throws -> ReadTable {
    try CSVReader.read(Array(text), source: "t.csv", options: options)
  }

  private func rows(_ table: Table) -> [[String]] {
    (0..<table.rowCount).map { row in table.columns.map { $0[row] } }
  }

  private func codes(_ read: ReadTable) -> [String] { read.warnings.map(\.code) }

  // MARK: Titles, names, units

  @Test(arguments: [
    "Titre du tableau; ; \nSource : Insee; ; \nCode;Libellé;Part\n01004;A;3\n02001;B;4\n",
    "Titre, et sous-titre\nSource : Insee, 2024\nCode;Libellé;Part\n01004;A;3\n02001;B;4\n",
    "Titre;;\r\n\r\nCode;Libellé;Part\r\n01004;A;3\r\n02001;B;4\r\n",
  ])
  func titlesAboveTheHeader(text: String) throws {
    let found = try read(text)
    #expect(found.table.names == ["Code", "Libellé", "Part"])
    #expect(rows(found.table) == [["01004", "A", "3"], ["02001", "B", "4"]])
    #expect(found.dialect.headerLine == 3 && codes(found) == ["table.titles"])
    #expect(found.warnings[0].severity == .note && found.table.lines == [4, 5])
  }

  @Test func namesBelowLabels() throws {
    let found = try read(
      "Code géographique;Libellé géographique;Bassin de vie\nCODGEO;LIBGEO;BV2022\n01001;L'Abergement;01093\n"
    )
    #expect(found.table.names == ["CODGEO", "LIBGEO", "BV2022"] && found.table.rowCount == 1)
    // Capitals among capitals are data.
    let capitals = try read("Nom du pays;Sigle\nFRANCE;FR\nITALIE;IT\n")
    #expect(capitals.table.rowCount == 2 && capitals.warnings.isEmpty)
  }

  @Test func unitsBelowTheHeader() throws {
    let text = "Code;APL;Population\n;consultations par an;habitants\n01004;3,2;1 234\n01005;s;12\n"
    let found = try read(text)
    #expect(rows(found.table) == [["01004", "3,2", "1 234"], ["01005", "s", "12"]])
    #expect(codes(found) == ["table.units"] && found.warnings[0].found == "consultations par an, habitants")
    #expect(found.table.lines == [3, 4])
    #expect(try read(text, CSVOptions(skippedRows: 0)).table.rowCount == 3)
    #expect(try read(text, CSVOptions(skippedRows: 2)).table.lines == [4])
    // A row of texts without a key over rows of texts is data.
    #expect(try read("a;b\n;x\n1;y\n2;z\n").table.rowCount == 3)
  }

  @Test func aHeaderThatIsSparseIsKept() throws {
    let found = try read("nom;;\nA;1;2\nB;3;4\n")
    #expect(found.table.names == ["nom", "colonne_2", "colonne_3"] && found.table.rowCount == 2)
  }

  @Test func headerRowTold() throws {
    let text = "\"une ligne\nen deux\";x\n\nCode;Nom\n1;A\n"
    let found = try read(text, CSVOptions(headerLine: 4))
    #expect(found.table.names == ["Code", "Nom"] && found.table.lines == [5] && found.warnings.isEmpty)
    let beyond = diagnostic { _ = try read(text, CSVOptions(headerLine: 40)) }
    #expect(beyond?.code == "csv.header-row" && beyond?.message.english.contains("40") == true)
  }

  // MARK: Rows

  @Test func separatorsAtTheEndOfLines() throws {
    let everywhere = try read("a;b;\n1;2;\n3;4;\n")
    #expect(everywhere.table.names == ["a", "b"] && rows(everywhere.table) == [["1", "2"], ["3", "4"]])
    #expect(codes(everywhere) == ["csv.empty-columns"])
    let inRows = try read("a;b\n1;2;\n3;4\n5;6;")
    #expect(rows(inRows.table) == [["1", "2"], ["3", "4"], ["5", "6"]])
    #expect(codes(inRows) == ["csv.trailing-delimiter"] && inRows.warnings[0].message.english.hasPrefix("2 "))
    let inHeader = try read("a;b;\n1;2\n3;4\n")
    #expect(inHeader.table.names == ["a", "b"] && inHeader.table.rowCount == 2)
    // An unnamed column that holds something stays.
    #expect(try read("a;\n1;\n2;x\n").table.names == ["a", "colonne_2"])
  }

  @Test func raggedRows() throws {
    let text = "a;b;c\n1;2;3\n4\n5;6\n"
    #expect(diagnostic { _ = try read(text) }?.location.line == 3)
    let found = try read(text, CSVOptions(isRagged: true))
    #expect(rows(found.table) == [["1", "2", "3"], ["4", "", ""], ["5", "6", ""]])
    #expect(codes(found) == ["csv.ragged"] && found.warnings[0].message.english.hasPrefix("2 "))
    // Nothing is ever thrown away.
    let long = diagnostic { _ = try read("a;b\n1;2;3\n", CSVOptions(isRagged: true)) }
    #expect(long?.code == "csv.field-count")
  }

  @Test func decimalCommasBetweenCommas() throws {
    let found = diagnostic { _ = try read("nom,lat,lon\nA,48,85,2,35\nB,43,6,1,44\n") }
    #expect(found?.code == "csv.decimal-comma" && found?.location.line == 2 && found?.found == "48,85")
    #expect(found?.hint?.english.contains(";") == true)
    let quoted = try read("nom,lat,lon\nA,\"48,85\",\"2,35\"\n")
    #expect(rows(quoted.table) == [["A", "48,85", "2,35"]])
  }

  // MARK: Encodings

  @Test func linesOfSeveralEncodings() throws {
    var bytes = Array("nom;ville\nÉlan;Orléans\n")
    bytes += Array("caf") + [0xE9] + Array(";Ch") + [0xE2] + Array("lons\r\n")
    bytes += Array("\"l’") + Array("un\";x\n") + [0x80] + Array(";y\n")
    let found = try CSVReader.read(bytes, source: "t.csv")
    #expect(
      rows(found.table) == [["Élan", "Orléans"], ["café", "Châlons"], ["l’un", "x"], ["€", "y"]])
    #expect(found.dialect.encoding == .utf8 && codes(found) == ["text.mixed-encoding"])
    #expect(found.warnings[0].location.line == 3)
    #expect(found.warnings[0].message.french.hasPrefix("2 ligne(s)"))
    #expect(found.warnings[0].message.french.hasSuffix(": 3, 5"))
  }

  @Test func windowsTextThatLooksLikeUTF8() throws {
    // « CAFÉ » in Windows-1252 holds C9 BB, a letter of UTF-8 that no French text has.
    let bytes = Array("nom\n") + [0xAB, 0x43, 0x41, 0x46, 0xC9, 0xBB] + Array("\n")
    #expect(rows(try CSVReader.read(bytes, source: "t").table) == [["«CAFÉ»"]])
    let alone = Array("nom;b\nx;y\n") + [0x43, 0xC9, 0xBB] + Array(";z\n") + [0xE9] + Array(";1\n")
    let found = try CSVReader.read(alone, source: "t")
    #expect(found.dialect.encoding == .cp1252 && found.table.columns[0][1] == "CÉ»")
  }

  @Test(arguments: [true, false])
  func utf16(isBigEndian: Bool) throws {
    let text = "nom;lieu\r\nÉlan €;\u{1F3E5}\r\n"
    var bytes: [UInt8] = []
    for unit in Array(("\u{FEFF}" + text).utf16) {
      let (high, low) = (UInt8(unit >> 8), UInt8(truncatingIfNeeded: unit))
      bytes += isBigEndian ? [high, low] : [low, high]
    }
    guard case .table(let found) = try DataFile.parse(bytes, source: "t.csv") else {
      Issue.record("not a table")
      return
    }
    #expect(rows(found.table) == [["Élan €", "\u{1F3E5}"]] && found.dialect.hasBOM)
    #expect(found.dialect.encoding == (isBigEndian ? .utf16be : .utf16le))
    let told = CSVOptions(encoding: isBigEndian ? .utf16be : .utf16le)
    guard case .table(let again) = try DataFile.parse(Array(bytes[2...]), source: "t", options: told) else {
      Issue.record("not a table")
      return
    }
    #expect(rows(again.table) == rows(found.table) && !again.dialect.hasBOM)
    let cut = diagnostic { _ = try CSVReader.read(bytes.dropLast(), source: "t") }
    #expect(cut?.code == "text.encoding" && cut?.location.line == 2)
    let half: [UInt8] = isBigEndian ? [0xFE, 0xFF, 0xD8, 0x3C, 0, 65] : [0xFF, 0xFE, 0x3C, 0xD8, 65, 0]
    #expect(diagnostic { _ = try CSVReader.read(half, source: "t") }?.code == "text.encoding")
  }
}
