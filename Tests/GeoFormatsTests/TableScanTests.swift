import GeoModel
import TestSupport
import Testing

@testable import GeoFormats

/// A table gone over in pieces is the table read whole.
@Suite struct TableScanTests {
  /// Rows of a text as a whole reading gives them, with their lines.
  private func whole(_ text: String) throws -> (rows: [String], warnings: [Diagnostic]) {
    let read = try CSVReader.read(Array(text.utf8), source: "t.csv")
    return (rows(read.table, from: 0), read.warnings)
  }

  private func rows(_ table: Table, from line: Int) -> [String] {
    (0..<table.rowCount).map { row in
      "\(Int(table.lines[row]) + line)|" + table.columns.map { $0[row] }.joined(separator: "|")
    }
  }

  private func pieces(_ text: String, size: Int) throws -> (
    rows: [String], warnings: [Diagnostic], count: Int
  )? {
    let pieces = try #require(try CSVPieces(Array(text.utf8), source: "t.csv", options: CSVOptions()))
    guard let pass = pieces.pass(threads: 3, size: size, { $0 }) else { return nil }
    let all = pass.answers.flatMap { rows($0.answer, from: $0.line) }
    #expect(pass.rowCount == all.count)
    return (all, pass.warnings, pass.answers.count)
  }

  @Test func piecesTogetherAreTheWholeTextWithItsLinesAndWarnings() throws {
    var random = SeededRandom(seed: 20_261_122)
    let cells = ["1", "01004", "", "\"x\"", "\"a,b\"", "d'un", "\"\"\"\"", "é"]
    let ends = ["\n", "\r\n", "\n\n", "\n  \n", ",\n"]
    var cut = 0
    for _ in 0..<60 {
      var text = "un,deux\n"
      for _ in 0..<Int.random(in: 1...80, using: &random) {
        text += "k\(Int.random(in: 0..<9, using: &random)),"
        text += cells.randomElement(using: &random) ?? ""
        text += ends[Int.random(in: 0..<12, using: &random) < 8 ? 0 : Int.random(in: 0..<5, using: &random)]
      }
      let expected = try whole(text)
      let size = Int.random(in: 4...200, using: &random)
      let found = try #require(try pieces(text, size: size))
      #expect(found.rows == expected.rows)
      #expect(found.warnings == expected.warnings)
      if found.count > 1 { cut += 1 }
    }
    #expect(cut > 30)
  }

  @Test func aLineEndInsideQuotesIsNeverACut() throws {
    let text = "un,deux\n" + (0..<40).map { "k\($0),\"a\nb,c\"\n" }.joined()
    // Cut inside the quotes no piece can be read by itself: the whole is.
    #expect(try pieces(text, size: 7) == nil)
    let scan = try TableScan("t.csv") { _ throws(Diagnostic) in Array(text.utf8) }
    let pass = try scan.pass(threads: 3, pieceSize: 7) { table, rows in rows.map { table.columns[1][$0] } }
    #expect(pass.answers.flatMap { $0 } == Array(repeating: "a\nb,c", count: 40))
    #expect(pass.rowCount == 40)
  }

  @Test func aDefectHasItsLineWhateverPieceItIsIn() throws {
    let text = "un,deux\n" + String(repeating: "a,b\n", count: 5_000) + "a,b,c\n"
    let scan = try TableScan("t.csv") { _ throws(Diagnostic) in Array(text.utf8) }
    let error = #expect(throws: Diagnostic.self) {
      try scan.pass(threads: 2, pieceSize: 900) { _, rows in rows.count }
    }
    #expect(error?.code == "csv.field-count" && error?.location.line == 5_002)
  }

  @Test func otherFormatsAreReadWhole() throws {
    let json =
      #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"k":"a"},"geometry":null}]}"#
    let scan = try TableScan("t.geojson") { _ throws(Diagnostic) in Array(json.utf8) }
    #expect(scan.header.names == ["k"] && scan.header.rowCount == 0 && scan.dialect == nil)
    let pass = try scan.pass(threads: 2) { table, rows in rows.map { table.columns[0][$0] } }
    #expect(pass.answers == [["a"]] && pass.lines == [0])
    // A name that repeats is told of by the whole reading.
    let twice = try TableScan("t.csv") { _ throws(Diagnostic) in Array("k,k\na,b\n".utf8) }
    #expect(twice.header.names == ["k", "k_2"])
    #expect(try twice.pass(threads: 1) { _, rows in rows.count }.warnings.map(\.code) == ["csv.header"])
  }
}
