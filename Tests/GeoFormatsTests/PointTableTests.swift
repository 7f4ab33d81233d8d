import GeoFormats
import GeoModel
import Testing

@Suite struct PointTableTests {
  private func points(
    _ text: String, degrees: Bool = true, decimal: DecimalSign = .auto,
    columns: CoordinateColumns = .pair(x: 0, y: 1),
    mask: [Bool]? = nil
  ) throws -> PointTable {
    let read = try CSVReader.read(Array(text), source: "s.csv")
    return PointTable(
      read.table, columns: columns, inDegrees: degrees, decimal: decimal, delimiter: read.dialect.delimiter,
      mask: mask)
  }

  @Test func defectsOfRows() throws {
    let found = try points("lon;lat\n2.5; 48.5 \n;\n2.5;\nabc;48\n181;0\n0;-91\n652217;6861681\nnan;1\n")
    #expect(Array(found.positions[0...1]) == [2.5, 48.5])
    #expect(found.positions[2...].allSatisfy { $0.isNaN })
    #expect(
      found.rejects.map(\.code) == [
        "row.no-coordinate", "row.no-coordinate", "row.not-a-number", "row.out-of-range", "row.out-of-range",
        "row.out-of-range", "row.not-a-number",
      ])
    #expect(
      found.rejects.map(\.line) == [3, 4, 5, 6, 7, 8, 9] && found.rejects.map(\.row) == [1, 2, 3, 4, 5, 6, 7])
    #expect(found.rejects.map(\.field) == ["lon", "lat", "lon", "lon", "lat", "lon", "lon"])
    #expect(found.rejects[5].reason.english.contains("--crs EPSG:2154") && found.rejects[5].value == "652217")
    #expect(found.rowsRead == 8 && found.rowsLocated == 1)
  }

  @Test(arguments: [
    ("lon;lat\n2,5;48,5\n3,5;49,5\n", DecimalSign.comma, 0), ("lon;lat\n2.5;48.5\n", .point, 0),
    ("lon;lat\n2;48\n", .point, 0),
    ("lon;lat\n2.5;48.5\n2,5;48,5\n", .point, 1), ("lon;lat\n2,5;48\n2.5;48\n1,5;47\n", .comma, 1),
    ("lon,lat\n2.5,\"48,85\"\n", .point, 1), ("lon,lat\n\"2,5\",\"48,85\"\n", .point, 1),
  ])
  func decimalSigns(text: String, sign: DecimalSign, rejected: Int) throws {
    let found = try points(text)
    #expect(found.decimalSign == sign && found.rejects.count == rejected)
    for reject in found.rejects {
      #expect(reject.code == "row.decimal-sign" && reject.reason.french.contains("\"\(reject.value)\""))
    }
  }

  @Test func announcedSigns() throws {
    #expect(try points("lon;lat\n2,5;48,5\n", decimal: .point).rejects.map(\.code) == ["row.decimal-sign"])
    #expect(try points("lon,lat\n\"2,5\",\"48,5\"\n", decimal: .comma).positions == [2.5, 48.5])
  }

  @Test func masksLeaveRowsOut() throws {
    let found = try points("lon;lat\n2,5;48,5\nx;y\n1.5;2.5\n", mask: [false, false, true])
    #expect(
      found.rowsRead == 1 && found.rejects.isEmpty && found.decimalSign == .point && found.positions[4] == 1.5
    )
  }

  @Test func combinedColumns() throws {
    let text =
      "g;n\n46.2,5.6;a\n\"46.2, 5.6\";a\n46.2 5.6;a\n\"46.2;5.6\";a\n\"46.2 , 5.6\";a\n;a\n46.2;a\n5,6,7;a\n91,0;a\n"
    let found = try points(text, columns: .combined(0, latitudeFirst: true))
    #expect(Array(found.positions.prefix(10)) == [5.6, 46.2, 5.6, 46.2, 5.6, 46.2, 5.6, 46.2, 5.6, 46.2])
    #expect(
      found.rejects.map(\.code) == [
        "row.no-coordinate", "row.not-a-number", "row.not-a-number", "row.out-of-range",
      ])
    let swapped = try points("g;n\n5.6,46.2;a\n", columns: .combined(0, latitudeFirst: false))
    #expect(swapped.positions == [5.6, 46.2])
  }

  @Test func planeCoordinates() throws {
    let found = try points("x;y\n652217.5;6861681.25\n1e16;3\n", degrees: false)
    #expect(
      Array(found.positions.prefix(2)) == [652217.5, 6861681.25]
        && found.rejects.map(\.code) == ["row.out-of-range"])
  }
}
