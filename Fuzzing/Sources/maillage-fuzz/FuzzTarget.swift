import GeoFormats
import GeoModel
import GeoNative

/// The readers, by the names of their folders in `Corpus`.
enum FuzzTarget: String, CaseIterable {
  case geojson, topojson, csv, xlsx, archive, shapefile, dbase, geopackage, wkb, json, crs

  func run(_ bytes: [UInt8]) throws(Diagnostic) {
    switch self {
    case .geojson: checkLayer(try GeoJSONReader.read(bytes, source: "m.geojson").layer)
    case .topojson: try Self.topology(bytes)
    case .csv: check(try DataFile.parse(bytes, source: "m.csv"))
    case .xlsx: check(try DataFile.parse(Self.workbook(bytes), source: "m.xlsx"))
    case .archive: try Self.archive(bytes)
    case .shapefile: try Self.shapefile(bytes)
    case .dbase: try Self.dbase(bytes)
    case .geopackage: try Self.geoPackage(bytes)
    case .wkb: try Self.binaryGeometries(bytes)
    case .json: try Self.json(bytes)
    case .crs: Self.crs(bytes)
    }
  }

  private static func topology(_ bytes: [UInt8]) throws(Diagnostic) {
    for name in try TopoJSONReader.layers(bytes, source: "m.topojson").prefix(4) {
      checkLayer(
        try TopoJSONReader.read(bytes, source: "m.topojson", options: LayerOptions(name: name)).layer)
    }
  }

  /// The parts of a workbook, put into an archive, so that checksums never stand before the XML.
  private static func workbook(_ bytes: [UInt8]) -> [UInt8] {
    let names = [
      "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml", "xl/styles.xml",
      "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml",
    ]
    return StoredZip.bytes(of: [("[Content_Types].xml", [])] + zip(names, parts(of: bytes)).map { ($0, $1) })
  }

  /// An archive as it stands, or the parts of a shapefile put into a sound one.
  private static func archive(_ bytes: [UInt8]) throws(Diagnostic) {
    let options = LayerOptions(crs: .lambert93)
    if bytes.starts(with: [0x50, 0x4B]) || bytes.starts(with: [0x1F, 0x8B]) {
      check(try DataFile.parse(bytes, source: "m.zip", layer: options))
    } else {
      let names = ["a.shp", "a.dbf", "a.shx", "a.cpg"]
      let whole = StoredZip.bytes(of: zip(names, parts(of: bytes)).map { ($0, $1) })
      check(try DataFile.parse(whole, source: "m.zip", layer: options))
    }
  }

  private static func shapefile(_ bytes: [UInt8]) throws(Diagnostic) {
    let parts = parts(of: bytes)
    var files: [(ending: String, file: Companions.File)] = []
    for (ending, part) in zip(["dbf", "shx", "cpg", "prj"], parts.dropFirst()) where !part.isEmpty {
      files.append((ending, Companions.File(name: "m." + ending, bytes: part)))
    }
    let read = try ShapefileReader.read(
      parts[0], source: "m.shp", companions: Companions(files), crs: .lambert93)
    checkLayer(read.layer)
  }

  private static func dbase(_ bytes: [UInt8]) throws(Diagnostic) {
    let parts = parts(of: bytes)
    let companions =
      parts.count > 1
      ? Companions([("cpg", Companions.File(name: "m.cpg", bytes: parts[1]))]) : Companions.none
    let table = try DBFReader.table(parts[0], source: "m.dbf", companions: companions).table
    checkTable(table, rows: table.rowCount)
  }

  private static func geoPackage(_ bytes: [UInt8]) throws(Diagnostic) {
    for layer in try GeoPackageReader.layers(bytes, source: "m.gpkg").prefix(3) {
      check(
        try GeoPackageReader.read(
          bytes, source: "m.gpkg", options: LayerOptions(name: layer.name, crs: .lambert93)))
    }
  }

  /// Cells of geometry, put into a sound GeoPackage.
  private static func binaryGeometries(_ bytes: [UInt8]) throws(Diagnostic) {
    let cells = parts(of: bytes)
    let package: [UInt8]
    do throws(SQLiteError) {
      package = try SQLiteDatabase.make { database throws(SQLiteError) in
        try database.execute(Self.oneLayer)
        let insert = try database.statement("INSERT INTO c (geom) VALUES (?1)")
        for cell in cells {
          try insert.bind(blob: cell, at: 1)
          try insert.run()
        }
      }
    } catch {
      throw error.diagnostic(at: SourceLocation(file: "m.gpkg"))
    }
    let content = try GeoPackageReader.read(package, source: "m.gpkg")
    require(content.table.rowCount == cells.count, "one row for each cell")
    check(content)
  }

  private static let oneLayer = """
    PRAGMA application_id = 1196444487; PRAGMA page_size = 512;
    CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT,
      organization_coordsys_id INTEGER, definition TEXT, description TEXT);
    CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT, identifier TEXT, description TEXT,
      last_change DATETIME, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER);
    CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT,
      srs_id INTEGER, z TINYINT, m TINYINT);
    INSERT INTO gpkg_spatial_ref_sys VALUES ('c', 2154, 'EPSG', 2154, '', NULL);
    INSERT INTO gpkg_contents (table_name, data_type, srs_id) VALUES ('c', 'features', 2154);
    INSERT INTO gpkg_geometry_columns VALUES ('c', 'geom', 'GEOMETRY', 2154, 0, 0);
    CREATE TABLE c (fid INTEGER PRIMARY KEY, geom BLOB);
    """

  private static func json(_ bytes: [UInt8]) throws(Diagnostic) {
    let value = try JSONValue(parsing: bytes, source: "m.json")
    let text = Array(value.compactText.utf8)
    let again: JSONValue
    do throws(Diagnostic) {
      again = try JSONValue(parsing: text, source: "again.json")
    } catch {
      fatalError("invariant: JSON that was written is read: \(error.code)")
    }
    require(Array(again.compactText.utf8) == text, "JSON is written as it was read")
  }

  private static func crs(_ bytes: [UInt8]) {
    // A `ProjError` is an answer too.
    _ = try? CRSIdentifier.identify(wkt: String(decoding: bytes, as: UTF8.self))
  }
}
