import GeoFormats
import GeoModel
import TestSupport
import Testing

@Suite struct CSVWriterTests {
  @Test func quotesOnlyWhereNeeded() {
    var writer = CSVWriter()
    writer.row(["a", "b,c", "d\"e", "f\ng", "h;i", ""])
    writer.cell("x")
    writer.cell(3)
    writer.cell(-2.5, decimals: 3)
    writer.cell(1.5, decimals: 2, trimmed: false)
    writer.cell(Double.nan, decimals: 2)
    writer.cell(nil as Int?)
    writer.endRow()
    #expect(writer.bytes.text == "a,\"b,c\",\"d\"\"e\",\"f\ng\",h;i,\nx,3,-2.5,1.50,,\n")
  }

  @Test func excelMode() {
    var writer = CSVWriter(excel: true)
    writer.row(["=1+1", "+33491964439", "-1.5", "-x", "@a", "a=b", "-2,5", "\tz"])
    writer.cell(1.25, decimals: 2)
    writer.cell(0.1)
    writer.cell("0.1")
    writer.endRow()
    #expect(writer.bytes.text == "\u{FEFF}'=1+1;+33491964439;-1.5;'-x;'@a;a=b;-2,5;'\tz\n1,25;0,1;0.1\n")
  }

  @Test func commasThatAreBothSignAndDelimiter() {
    var writer = CSVWriter(delimiter: UInt8(ascii: ","), excel: true)
    writer.cell(1.25, decimals: 2)
    writer.cell(0.5)
    writer.cell("=\"a\"")
    writer.endRow()
    #expect(writer.bytes.text == "\u{FEFF}\"1,25\",\"0,5\",\"'=\"\"a\"\"\"\n")
  }

  @Test func randomTablesRoundTrip() throws {
    var generator = SeededRandom(seed: 5)
    let pieces = ["a", ";", ",", "\"", "\n", "\r\n", "é", " ", "", "01", "|", "\t"]
    for _ in 0..<500 {
      let width = Int.random(in: 1...4, using: &generator)
      let rows = (0..<Int.random(in: 0...5, using: &generator)).map { _ in
        (0..<width).map { _ in
          (0..<Int.random(in: 0...4, using: &generator)).map { _ in
            pieces.randomElement(using: &generator) ?? ""
          }.joined()
        }
      }
      let delimiter = UInt8(ascii: Bool.random(using: &generator) ? ";" : ",")
      var writer = CSVWriter(delimiter: delimiter)
      writer.row((0..<width).map { "c\($0)" })
      for row in rows { writer.row(row) }
      let back = try CSVReader.read(writer.bytes, source: "w", options: CSVOptions(delimiter: delimiter))
      // A row of one blank cell is a blank line.
      let kept = rows.filter { width > 1 || !$0[0].allSatisfy { $0 == " " || $0 == "\t" } || $0[0].isEmpty }
      #expect(
        (0..<back.table.rowCount).map { row in back.table.columns.map { $0[row] } } == kept,
        "\(writer.bytes.text)")
    }
  }
}
