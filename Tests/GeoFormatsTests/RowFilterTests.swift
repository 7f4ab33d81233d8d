import GeoFormats
import GeoModel
import Testing

@Suite struct RowFilterTests {
  private func table() throws -> Table {
    let text =
      "categetab;nom;type d etablissements\n603;L'Isle;A\n0603;Le Mans;B\n604;Paris;\n124;\"a \"\"b\"\"\";A\n"
    return try CSVReader.read(Array(text), source: "s.csv").table
  }

  @Test(arguments: [
    ("categetab = 603", [0]), ("categetab=603", [0]), ("categetab == '603'", [0]),
    ("categetab != 603", [1, 2, 3]),
    ("categetab <> 603", [1, 2, 3]), ("categetab in (603, 604)", [0, 2]),
    ("categetab IN ('603','124') AND nom != Paris", [0, 3]),
    ("nom = 'Le Mans'", [1]), ("nom = \"Le Mans\"", [1]), ("nom = L'Isle", [0]), ("nom = 'L''Isle'", [0]),
    ("nom = 'a \"b\"'", [3]),
    ("\"type d etablissements\" = A", [0, 3]), ("\"type d etablissements\" = ''", [2]), ("nom = x", []),
    ("nom = Paris and categetab = 604", [2]), ("nom = Paris and categetab = 603", []),
  ])
  func conditions(text: String, rows: [Int]) throws {
    let table = try table()
    let mask = try RowFilter(parsing: text).bind(to: table).mask(table)
    #expect(mask.indices.filter { mask[$0] } == rows)
  }

  @Test(arguments: [
    ("", 1), ("categetab", 10), ("categetab =", 12), ("= 3", 1), ("a in 3", 6), ("a in (3", 8),
    ("a in (3,)", 9), ("a = 'x", 5),
    ("nom = Le Mans", 10), ("a = 1 or b = 2", 7), ("a = 1 and", 10), ("a ! 3", 3), ("a in (1 2)", 9),
  ])
  func brokenConditions(text: String, position: Int) {
    let found = diagnostic { _ = try RowFilter(parsing: text) }
    #expect(found?.code == "filter.syntax")
    #expect(
      found?.message.english.contains("at character \(position) ") == true, "\(found?.message.english ?? "")")
  }

  @Test func unknownColumns() throws {
    let found = diagnostic { _ = try RowFilter(parsing: "categtab = 603").bind(to: try table()) }
    #expect(
      found?.code == "filter.column" && found?.location.field == "categtab" && found?.location.file == "s.csv"
    )
    #expect(found?.message.english.contains("categetab, nom, type d etablissements") == true)
    #expect(found?.hint?.english == "categetab")
  }

  @Test func columnsByName() throws {
    let table = try table()
    #expect(try ColumnLookup.index(of: "nom", in: table, option: "--key") == 1)
    #expect(try ColumnLookup.index(of: "Type d'Établissements", in: table, option: "--key") == 2)
    #expect(
      diagnostic { _ = try ColumnLookup.index(of: "x", in: table, option: "--key") }?.code == "column.unknown"
    )
  }
}
