import GeoFormats
import GeoModel
import TestSupport
import Testing

@Suite struct FINESSTests {
  private func establishment(_ number: String, _ departement: String, _ commune: String, _ name: String = "X")
    -> String
  {
    var fields = [String](repeating: "", count: 31)
    fields[0] = number
    fields[2] = name
    fields[11] = commune
    fields[12] = departement
    fields[17] = "603"
    fields[29] = "2026-01-05"
    return "structureet;" + fields.joined(separator: ";") + "\n"
  }

  private func read(_ text: String) throws -> ReadTable {
    guard case .table(let read) = try DataFile.parse(Array(text), source: "etalab.csv") else {
      throw Diagnostic("test", Phrase(verbatim: "not a table"))
    }
    return read
  }

  @Test func twoSectionsBecomeOneTable() throws {
    let found = try read(
      "finess;etalab;98;2026-01-05\n" + establishment("010000024", "01", "451", "MSP \"A\"; lot".replaced)
        + establishment("2A0000011", "2A", "004") + establishment("970100011", "9A", "101")
        + establishment("980500001", "9E", "502") + establishment("010000099", "01", "004")
        + "geolocalisation;970100011;656770.9;1796166.2;1,ATLASANTE,96,BAN,EPSG:5490 RGAF09/UTM Zone 20N;2026-01-05\n"
        + "geolocalisation;010000024;870262.1;6571541.3;1,ATLASANTE,96,BAN,EPSG:2154 RGF93;2026-01-05\n"
        + "geolocalisation;2A0000011;1176526.6;6108263.0;4,ATLASANTE,.,ADMIN-EXPRESS-2023,EPSG:2154;2026-01-05\n"
        + "geolocalisation;999999999;1;2;;\n")
    let table = found.table
    func cells(_ name: String) -> [String] {
      let column = table.columns[table.index(of: name) ?? 0]
      return (0..<table.rowCount).map { column[$0] }
    }
    #expect(table.names.prefix(3) == ["nofinesset", "nofinessej", "rs"])
    #expect(
      table.names.suffix(7)
        == ["datemaj", "coordxet", "coordyet", "sourcecoordet", "datemaj_geo", "code_insee", "geocodage"])
    #expect(cells("nofinesset") == ["010000024", "2A0000011", "970100011", "980500001", "010000099"])
    #expect(cells("rs")[0] == "MSP \"A\", lot" && cells("categetab") == Array(repeating: "603", count: 5))
    #expect(cells("coordxet") == ["870262.1", "1176526.6", "656770.9", "", ""])
    #expect(cells("code_insee") == ["01451", "2A004", "97101", "97502", "01004"])
    #expect(cells("geocodage") == ["adresse", "commune", "adresse", "", ""])
    #expect(table.lines == [2, 3, 4, 5, 6])
    #expect(found.warnings.map(\.code) == ["finess.read", "finess.commune-positions", "finess.orphans"])
    #expect(found.warnings[2].location.line == 10)
  }

  @Test(arguments: [
    ("structureet;1;2\n", "csv.field-count", 1), ("geolocalisation;1;2;3;4;5;6;7\n", "csv.field-count", 1),
    ("finess;etalab;1;2\nactivite;x\n", "finess.section", 2),
  ])
  func brokenRegisters(text: String, code: String, line: Int) {
    let found = diagnostic { _ = try read(text) }
    #expect(found?.code == code && found?.location.line == line)
  }

  @Test func oneRowAnEstablishment() {
    let twice = establishment("010000024", "01", "451") + establishment("010000024", "01", "451")
    let found = diagnostic { _ = try read(twice) }
    #expect(found?.code == "finess.repeated" && found?.location.line == 2 && found?.found == "010000024")
  }

  @Test func linesOfTwoEncodings() throws {
    var bytes = Array(establishment("010000024", "01", "451", "Hôpital"))
    let other = establishment("010000025", "01", "451", "H@pital")
    bytes += Array(other).map { $0 == UInt8(ascii: "@") ? 0xF4 : $0 }
    guard case .table(let found) = try DataFile.parse(bytes, source: "t.csv") else {
      Issue.record("not a table")
      return
    }
    #expect(found.table.columns[2][0] == "Hôpital" && found.table.columns[2][1] == "Hôpital")
    #expect(found.warnings.first?.code == "text.mixed-encoding")
  }

  @Test(arguments: [
    ("2,ATLASANTE,53,BAN,EPSG:2154 RGF93 / Lambert-93 (Métropole)", "EPSG:2154"),
    ("1,ATLASANTE,100,IGN,BD_ADRESSE,V2.2,LAMBERT_93", "EPSG:2154"),
    ("1,ATLASANTE,96,BAN,L93_METROPOLE", "EPSG:2154"),
    ("1,ATLASANTE,100,IGN,BD_ADRESSE,V2.2,UTM_N20", "EPSG:5490"), ("x,UTM_N22", "EPSG:2972"),
    ("x,UTM_S40", "EPSG:2975"), ("x,UTM_S38", "EPSG:4471"), ("x,UTM_N21", "EPSG:4467"),
    ("2,ATLASANTE,90,BAN,WGS84/UTM zone 21N (St-Pierre-et-Miquelon)", "EPSG:32621"),
    ("4,ATLASANTE,.,MAPS 06-11-2024,WGS84/UTM zone 1S (Wallis-et-Futuna)", "EPSG:32701"),
    ("2,ATLASANTE,100,BDADRESSE,EPSG:4471 RGM04/UTM zone 38S (Mayotte)", "EPSG:4471"), ("2154", "EPSG:2154"),
    ("EPSG:2975", "EPSG:2975"), ("urn:ogc:def:crs:EPSG::5490", "EPSG:5490"), ("UTM 20", nil), ("utm", nil),
    ("UTM zone 61N", nil), ("", nil), ("Paris", nil), ("EPSG:", nil),
  ])
  func systemsAsRegistersNameThem(text: String, code: String?) {
    #expect(RowCRS.parse(text)?.code == code)
  }

  @Test(.enabled(if: RealData.isPresent, "no real data beside the package"))
  func namesAreThoseOfTheDocumentedFormat() throws {
    guard
      case .table(let format) = try DataFile.read(RealData.path("finess-format/format_etalabcs1100507.csv"))
        .content
    else { throw Diagnostic("test", Phrase(verbatim: "not a table")) }
    let name = format.table.columns[6]
    let section = format.table.columns[10]
    let documented = (0..<format.table.rowCount).filter { section[$0] == "structureet" }.map { name[$0] }
    let found = try read(establishment("010000024", "01", "451"))
    #expect(Array(found.table.names.prefix(30)) == documented.filter { !$0.isEmpty })
  }
}

extension String {
  /// A separator cannot stand in a field of the register.
  fileprivate var replaced: String { String(map { $0 == ";" ? "," : $0 }) }
}
