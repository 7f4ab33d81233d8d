import GeoFormats
import GeoModel
import GeoNative

/// GeoPackages made by hand, sound or hostile.
enum TestPackage {
  static let schema = """
    PRAGMA application_id = 1196444487;
    CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT,
      organization_coordsys_id INTEGER, definition TEXT, description TEXT);
    CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT, identifier TEXT, description TEXT,
      last_change DATETIME, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER);
    CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT,
      srs_id INTEGER, z TINYINT, m TINYINT);
    INSERT INTO gpkg_spatial_ref_sys VALUES ('a', -1, 'NONE', -1, 'undefined', NULL),
      ('b', 0, 'NONE', 0, 'undefined', NULL), ('c', 2154, 'EPSG', 2154, '', NULL),
      ('d', 77, 'epsg', 4326, '', NULL);
    """

  /// - Parameters:
  ///   - layers: names with the geometry column and the `srs_id`, or without for attributes.
  ///   - sql: the tables themselves.
  static func bytes(
    _ layers: [(name: String, geometry: String?, srs: Int64)], _ sql: String,
    _ fill: (SQLiteDatabase) throws(SQLiteError) -> Void = { _ in }
  ) throws -> [UInt8] {
    try SQLiteDatabase.make { database throws(SQLiteError) in
      try database.execute(schema)
      let contents = try database.statement(
        "INSERT INTO gpkg_contents (table_name, data_type, srs_id) VALUES (?1, ?2, ?3)")
      let columns = try database.statement(
        "INSERT INTO gpkg_geometry_columns VALUES (?1, ?2, 'GEOMETRY', ?3, 0, 0)")
      for layer in layers {
        try contents.bind(layer.name, at: 1)
        try contents.bind(layer.geometry == nil ? "attributes" : "features", at: 2)
        try contents.bind(layer.srs, at: 3)
        try contents.run()
        guard let geometry = layer.geometry else { continue }
        try columns.bind(layer.name, at: 1)
        try columns.bind(geometry, at: 2)
        try columns.bind(layer.srs, at: 3)
        try columns.run()
      }
      try database.execute(sql)
      try fill(database)
    }
  }

  /// One layer `c` of geometries alone, in Lambert-93.
  static func geometries(_ blobs: [[UInt8]?], srs: Int64 = 2154) throws -> [UInt8] {
    try bytes([("c", "geom", srs)], "CREATE TABLE c (fid INTEGER PRIMARY KEY, geom BLOB)") {
      database throws(SQLiteError) in
      let insert = try database.statement("INSERT INTO c (geom) VALUES (?1)")
      for blob in blobs {
        if let blob { try insert.bind(blob: blob, at: 1) } else { try insert.bindNull(at: 1) }
        try insert.run()
      }
    }
  }

  static func layer(_ bytes: [UInt8], name: String? = nil, crs: CRS? = nil) throws -> ReadLayer {
    let content = try GeoPackageReader.read(
      bytes, source: "f.gpkg", options: LayerOptions(name: name, crs: crs))
    guard case .layer(let read) = content else { throw NotALayer() }
    return read
  }

  static func table(_ bytes: [UInt8], name: String? = nil) throws -> ReadTable {
    let content = try GeoPackageReader.read(bytes, source: "f.gpkg", options: LayerOptions(name: name))
    guard case .table(let read) = content else { throw NotALayer() }
    return read
  }

  struct NotALayer: Error {}
}
