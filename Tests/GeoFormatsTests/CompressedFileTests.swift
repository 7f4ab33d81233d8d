import GeoFormats
import GeoModel
import GeoNative
import Testing

/// Data through gzip and zip, wherever a file is read.
@Suite struct CompressedFileTests {
  private static let csv = [UInt8]("code;nom\n01004;a\n")
  private static let geoJSON = [UInt8](
    #"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"properties":{"a":1}}]}"#)

  private func shapefile(_ name: String, _ x: Double) -> [(String, [UInt8])] {
    var shapes = SampleShapes(kind: 1)
    shapes.records = [SampleShapes.point(x, 1)]
    let table = SampleDBF([.init(name: "NOM", type: "C", length: 8)], [[name]])
    return [
      (name + ".SHP", shapes.shp), (name + ".dbf", table.bytes), (name + ".shx", shapes.shx()),
      (name + ".prj", [UInt8](Self.degrees)),
    ]
  }

  private static let degrees =
    #"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],"#
    + #"PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#

  private func layer(_ content: DataFileContent) throws -> ReadLayer {
    guard case .layer(let read) = content else { throw Diagnostic("test", Phrase(verbatim: "not a layer")) }
    return read
  }

  @Test func gzip() throws {
    let table = try DataFile.parse(gzipped(Self.csv), source: "t.csv.gz").table
    #expect(table.names == ["code", "nom"] && table.rowCount == 1)
    #expect(try layer(DataFile.parse(gzipped(Self.geoJSON), source: "-")).layer.count == 1)
    let two = gzipped(Array(Self.csv.prefix(9))) + gzipped(Array(Self.csv.dropFirst(9))) + [7]
    let read = try DataFile.parse(two, source: "t.csv.gz")
    #expect(read.table == table.renamed("t.csv.gz") && read.warnings.map(\.code) == ["gzip.trailing"])
    #expect(
      diagnostic { _ = try DataFile.parse(gzipped(gzipped(Self.csv)), source: "t") }?.code == "archive.nested"
    )
  }

  @Test func oneFileOfData() throws {
    for name in ["t.csv", "dossier/données.CSV"] {
      let zip = SampleZip([("LISEZMOI.txt", [65]), (name, Self.csv), ("__MACOSX/._t.csv", [0])])
      let read = try DataFile.parse(zip.bytes, source: "a.zip")
      #expect(read.table.rowCount == 1 && read.warnings.last?.message.english.contains(name) == true)
    }
    #expect(try DataFile.parse(SampleZip([("t.txt", Self.csv)]).bytes, source: "a.zip").table.rowCount == 1)
    let read = try layer(DataFile.parse(SampleZip(shapefile("x", 5)).bytes, source: "a.zip"))
    #expect(read.layer.crs == .wgs84 && read.layer.attributes.columns[0][0] == "x")
    #expect(read.layer.source == "a.zip/x.SHP" && read.warningCodes.isEmpty)
  }

  @Test func severalFilesOfData() throws {
    let zip = SampleZip(shapefile("nord/a", 5) + shapefile("sud/a", 6) + [("t.csv", Self.csv)]).bytes
    let asked = diagnostic { _ = try DataFile.parse(zip, source: "a.zip") }
    #expect(asked?.code == "archive.choose" && asked?.message.english.contains("\"sud/a.SHP\"") == true)
    #expect(asked?.hint?.english.contains("a.zip/nord/a.SHP") == true)
    for (name, x) in [("sud/a.shp", 6.0), ("nord/a.SHP", 5)] {
      let read = try layer(DataFile.parse(zip, source: "a.zip", layer: LayerOptions(name: name)))
      #expect(read.layer.geometry.coordinates == [x, 1])
    }
    #expect(try DataFile.parse(zip, source: "a.zip", layer: LayerOptions(name: "t")).table.rowCount == 1)
    // Two entries bear the name.
    #expect(
      diagnostic { _ = try DataFile.parse(zip, source: "a.zip", layer: LayerOptions(name: "a")) }?.code
        == "archive.choose")
  }

  @Test func pathsThatGoOnInsideAnArchive() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a.ZIP")
    try OutputFile.write(
      SampleZip([("b/t.csv", Self.csv), ("u.csv", Self.csv)]).bytes, to: path, overwrite: true)
    let read = try DataFile.read(path + "/b/t.csv", options: DataFileOptions(digest: true))
    #expect(read.content.table.rowCount == 1 && read.sha256?.count == 64)
    #expect(diagnostic { _ = try DataFile.read(path + "/c.csv") }?.code == "archive.entry")
    // A name in an archive is never a path.
    #expect(diagnostic { _ = try DataFile.read(path + "/../../etc/passwd") }?.code == "archive.entry")
    #expect(diagnostic { _ = try DataFile.read(folder.file("b.zip/t.csv")) }?.code == "file.missing")
  }

  @Test func archivesWithoutData() {
    func code(_ files: [(String, [UInt8])]) -> String? {
      diagnostic { _ = try DataFile.parse(SampleZip(files).bytes, source: "a.zip") }?.code
    }
    #expect(code([]) == "archive.empty" && code([("a.pdf", [1])]) == "archive.empty")
    #expect(code([("b.zip", SampleZip([("t.csv", Self.csv)]).bytes)]) == "archive.nested")
    #expect(code([("t.csv.gz", gzipped(Self.csv))]) == "archive.nested")
    #expect(code([("t.csv", [])]) == "format.empty")
  }

  @Test func filesOfAFolder() throws {
    let folder = try TemporaryFolder()
    for (name, bytes) in shapefile("Communes", 5) {
      let mixed = name.hasSuffix(".dbf") ? "COMMUNES.DBF" : name
      try OutputFile.write(bytes, to: folder.file(mixed), overwrite: true)
    }
    for ending in ["SHP", "shx"] {
      let read = try DataFile.read(folder.file("Communes." + ending), options: DataFileOptions(digest: true))
      #expect(try layer(read.content).layer.attributes.columns[0][0] == "Communes")
      let names = read.parts.map { FileSystem.split($0.path).name }
      #expect(names.contains("COMMUNES.DBF") && names.contains("Communes.prj"))
      #expect(read.parts.allSatisfy { $0.sha256?.count == 64 && $0.byteCount > 0 })
    }
    #expect(try DataFile.read(folder.file("COMMUNES.DBF")).content.table.rowCount == 1)
  }
}

extension Table {
  fileprivate func renamed(_ source: String) -> Table {
    var table = self
    table.source = source
    return table
  }
}
