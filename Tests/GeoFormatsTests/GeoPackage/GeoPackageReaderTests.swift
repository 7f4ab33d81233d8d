import GeoFormats
import GeoModel
import GeoNative
import Testing

@Suite struct GeoPackageReaderTests {
  private let w = BinaryGeometry()

  @Test func everyEnvelopeAndByteOrder() throws {
    let blobs = [true, false].flatMap { little in
      (0...4).map { BinaryGeometry.packaged(w.point(3, 4), envelope: $0, littleEndian: little) }
    }
    // The empty flag is not believed either.
    let found = try TestPackage.layer(
      try TestPackage.geometries(blobs + [BinaryGeometry.packaged(w.point(3, 4), flags: 0x10)]))
    #expect(found.layer.count == 11 && found.warnings.isEmpty && found.layer.crs == .lambert93)
    #expect((0..<11).allSatisfy { found.layer.geometry.point(of: $0) == Position(x: 3, y: 4) })
  }

  @Test func badHeadersNameTheFeature() throws {
    let extended = BinaryGeometry.packaged(Array("ABCD".utf8) + [1, 2], flags: 0x20)
    var version = BinaryGeometry.packaged(w.point(1, 2))
    version[2] = 9
    var envelope = BinaryGeometry.packaged(w.point(1, 2))
    envelope[3] = 0b1101
    for (blob, found) in [
      (extended, "ABCD"), (version, "9"), (envelope, "6"), (w.point(1, 2), nil), (Array("GP".utf8), nil),
      ([], nil),
    ] as [([UInt8], String?)] {
      let bytes = try TestPackage.geometries([nil, blob])
      let error = try #require(diagnostic { _ = try TestPackage.layer(bytes) })
      #expect(error.code == "geopackage.geometry" && error.location.feature == 2 && error.found == found)
      #expect(error.location.featureCode == "2" && error.location.field == "geom")
    }
  }

  @Test func cellsOfEveryType() throws {
    let bytes = try TestPackage.bytes(
      [("t", nil, 0)],
      """
      CREATE TABLE t (fid INTEGER PRIMARY KEY, i MEDIUMINT, r REAL, b BOOLEAN, s TEXT, d DATE, x BLOB);
      INSERT INTO t VALUES (7, 1004, 0.1, 1, '01004', '2024-01-31', x'00FFa0'),
        (9, -9223372036854775808, 3.0, 0, '', NULL, NULL),
        (12, 'texte', 1e300, 2, 'é' || char(0) || 'b', '', 9e999);
      """)
    let read = try TestPackage.table(bytes)
    let cells = read.table.columns.map { column in
      (0..<3).map { "\(column[$0])/\(column.kind($0))" }
    }
    #expect(read.table.names == ["fid", "i", "r", "b", "s", "d", "x"])
    #expect(cells[0] == ["7/number", "9/number", "12/number"])
    #expect(cells[1] == ["1004/number", "-9223372036854775808/number", "texte/text"])
    #expect(cells[2] == ["0.1/number", "3/number", "1e+300/number"])
    #expect(cells[3] == ["true/boolean", "false/boolean", "2/number"])
    #expect(cells[4] == ["01004/text", "/text", "é\0b/text"])
    #expect(cells[5] == ["2024-01-31/text", "/missing", "/text"])
    #expect(cells[6] == ["00FFA0/text", "/missing", "/missing"])
    #expect(read.warnings.map(\.code) == ["geopackage.bytes", "geopackage.not-finite"])
    #expect(read.warnings[0].location.feature == 1 && read.warnings[0].location.featureCode == "7")
  }

  @Test func textsThatAreNotUTF8AreSaid() throws {
    let bytes = try TestPackage.bytes(
      [("t", nil, 0)], "CREATE TABLE t (a TEXT); INSERT INTO t VALUES ('bon'), (CAST(x'636166E9' AS TEXT));")
    let read = try TestPackage.table(bytes)
    #expect(read.table.columns[0][1] == "caf\u{FFFD}")
    #expect(read.warnings.map(\.code) == ["geopackage.text-encoding"])
    #expect(read.warnings[0].location.feature == 2 && read.warnings[0].location.field == "a")
  }

  @Test func layersAreChosenAndListed() throws {
    let sql = "CREATE TABLE a (geom, v TEXT); CREATE TABLE b (v TEXT); CREATE TABLE \"Été 2\" (geom, v TEXT);"
    let one = try TestPackage.bytes([("b", nil, 0), ("a", "geom", 2154)], sql)
    let layers = try GeoPackageReader.layers(one, source: "f")
    #expect(layers.map(\.name) == ["b", "a"] && layers.map(\.kind) == [.attributes, .features])
    let taken = try TestPackage.layer(one)
    #expect(taken.layer.source == "f.gpkg (a)")
    #expect(taken.warnings.map(\.code) == ["geopackage.layer-taken"] && taken.warnings[0].severity == .note)
    #expect(try TestPackage.table(one, name: "B").warnings.isEmpty)

    let several = try TestPackage.bytes([("a", "geom", 2154), ("Été 2", "geom", 2154)], sql)
    let none = diagnostic { _ = try TestPackage.layer(several) }
    #expect(none?.code == "geopackage.layer" && none?.expected?.english == "one of \"a\", \"Été 2\"")
    let wrong = diagnostic { _ = try TestPackage.layer(several, name: "Ete 3") }
    #expect(wrong?.code == "geopackage.layer" && wrong?.hint?.english == "--layer Été 2")
    #expect(try TestPackage.layer(several, name: "Été 2").layer.count == 0)
  }

  @Test func theCRSIsThatOfTheOrganization() throws {
    #expect(try TestPackage.layer(try TestPackage.geometries([nil], srs: 77)).layer.crs == .wgs84)
    for srs in [-1, 0, 999] as [Int64] {
      let bytes = try TestPackage.geometries([nil], srs: srs)
      let error = diagnostic { _ = try TestPackage.layer(bytes) }
      #expect(error?.code == "crs.missing" && error?.hint?.english.contains("--crs") == true)
      #expect(try TestPackage.layer(bytes, crs: .lambert93).layer.crs == .lambert93)
    }
  }

  @Test func aDefinitionTellsTheCRSOfAnotherOrganization() throws {
    let wkt = try CRSDefinition(of: .lambert93).wkt.replacing(#",AUTHORITY["EPSG","2154"]]"#, with: "]")
    func read(_ organization: String, _ code: Int, _ definition: String) throws -> ReadLayer {
      let text = definition.replacing("'", with: "''")
      return try TestPackage.layer(
        try TestPackage.bytes(
          [("c", "geom", 500)],
          "CREATE TABLE c (geom BLOB); INSERT INTO gpkg_spatial_ref_sys "
            + "VALUES ('x', 500, '\(organization)', \(code), '\(text)', NULL);"))
    }
    let found = try read("NONE", 500, wkt)
    #expect(found.layer.crs == .lambert93 && found.warnings.map(\.code) == ["crs.found"])
    #expect(try read("ESRI", 102110, "not to be understood").layer.crs == CRS("ESRI:102110"))
    #expect(diagnostic { _ = try read("MINE", 3, "not to be understood") }?.code == "crs.unidentified")
  }

  @Test func aGeometryOfAnotherSystemIsSaid() throws {
    let read = try TestPackage.layer(
      try TestPackage.geometries([BinaryGeometry.packaged(w.point(1, 2), srs: 4326)]))
    #expect(read.layer.crs == .lambert93 && read.warnings.map(\.code) == ["geopackage.srs-differs"])
  }

  @Test func otherFilesAreSaidNotToBeGeoPackages() throws {
    let plain = try SQLiteDatabase.make { database throws(SQLiteError) in
      try database.execute("CREATE TABLE communes (code TEXT)")
    }
    let error = diagnostic { _ = try TestPackage.layer(plain) }
    #expect(error?.code == "geopackage.not-one" && error?.found == "\"communes\"")
    let tiles = try TestPackage.bytes(
      [], "INSERT INTO gpkg_contents (table_name, data_type) VALUES ('photos', 'tiles')")
    #expect(diagnostic { _ = try TestPackage.layer(tiles) }?.code == "geopackage.no-layer")
    let named = Array("SQLite format 3\0".utf8) + Array(repeating: 7, count: 2000)
    #expect(diagnostic { _ = try DataFile.parse(named, source: "f") }?.code == "sqlite.damaged")
    let lost = try TestPackage.bytes([("gone", nil, 0)], "")
    #expect(diagnostic { _ = try TestPackage.table(lost) }?.code == "sqlite.failure")
    let flat = try TestPackage.bytes([("a", nil, 0)], "CREATE TABLE a (v)")
    let listed = diagnostic { _ = try TestPackage.layer(flat) }
    #expect(listed == nil)
  }

  @Test(arguments: [
    #"a"b"#, "select", "'; DROP TABLE x; --", "🗺️ carte", "a]b`c", " ", "x'00'", "é\u{301}\u{202E}",
  ])
  func hostileNames(_ name: String) throws {
    let quoted = SQLiteDatabase.quoted(name)
    let column = SQLiteDatabase.quoted(name + "2")
    let bytes = try TestPackage.bytes(
      [(name, name, 2154)], "CREATE TABLE \(quoted) (id INTEGER PRIMARY KEY, \(quoted) BLOB, \(column) TEXT);"
    ) { database throws(SQLiteError) in
      let insert = try database.statement("INSERT INTO \(quoted) VALUES (1, ?1, 'v')")
      try insert.bind(blob: BinaryGeometry.packaged(BinaryGeometry().point(5, 6)), at: 1)
      try insert.run()
    }
    let layer = try TestPackage.layer(bytes, name: name).layer
    #expect(layer.geometry.point(of: 0) == Position(x: 5, y: 6))
    #expect(layer.attributes.names == ["id", name + "2"] && layer.attributes.columns[1][0] == "v")
  }

  /// Views are programs: one may never end, or give more than any file holds.
  @Test(arguments: [
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n",
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION SELECT i + 1 FROM n) SELECT sum(i) AS i FROM n",
    "SELECT a.name AS i FROM sqlite_schema a"
      + (0..<20).map { ", sqlite_schema a\($0)" }.joined(),
    "SELECT a.sql || b.sql || c.sql AS i FROM sqlite_schema a, sqlite_schema b, sqlite_schema c"
      + (0..<20).map { ", sqlite_schema a\($0)" }.joined() + " ORDER BY i",
    "SELECT zeroblob(2000000000) AS i", "SELECT i FROM v",
  ])
  func endlessViews(_ view: String) throws {
    let bytes = try TestPackage.bytes([("v", nil, 0)], "CREATE VIEW v AS \(view);")
    let error = try #require(diagnostic { _ = try TestPackage.table(bytes) })
    #expect(error.code.hasPrefix("sqlite.") || error.code == "geopackage.too-large")
  }

  @Test func aViewIsReadAsATable() throws {
    let bytes = try TestPackage.bytes(
      [("v", nil, 0)],
      "CREATE TABLE t (a, b); INSERT INTO t VALUES (1, 'x'), (2, 'y');"
        + "CREATE VIEW v AS SELECT b, a * 2 AS double FROM t WHERE a > 1;")
    let table = try TestPackage.table(bytes).table
    #expect(table.names == ["b", "double"] && table.columns.map { $0[0] } == ["y", "4"])
  }

  @Test func aDatabaseInUseIsReadAndSaid() throws {
    let folder = try TemporaryFolder()
    var bytes = try TestPackage.geometries([BinaryGeometry.packaged(w.point(3, 4))])
    (bytes[18], bytes[19]) = (2, 2)
    let path = folder.file("f.gpkg")
    try OutputFile.write(bytes, to: path, overwrite: false)
    #expect(try DataFile.read(path).content.warnings.isEmpty)
    try OutputFile.write([1], to: path + "-wal", overwrite: false)
    let read = try DataFile.read(path)
    #expect(read.content.warnings.map(\.code) == ["geopackage.pending"])
    // Reading leaves the folder as it was.
    #expect(FileSystem.list(folder.path) == ["f.gpkg", "f.gpkg-wal"])
    #expect(try ByteFile.read(path) == bytes)
  }
}
