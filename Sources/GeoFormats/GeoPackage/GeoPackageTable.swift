import GeoModel
import GeoNative

/// One layer on its way into a GeoPackage.
struct GeoPackageTable {
  let content: GeoPackageContent
  let columns: GeoPackageColumns
  /// Nil for a table without places.
  let srsID: Int32?
  let lastChange: String

  func write(to database: SQLiteDatabase) throws(SQLiteError) {
    try database.execute(definition)
    var extent = Envelope()
    var boxes: [(identifier: Int64, box: Envelope)] = []
    try insertRows(database, &extent, &boxes)
    try list(database, extent)
    if let layer = content.features { try index(database, layer, boxes) }
  }

  private var definition: String {
    let quoted = SQLiteDatabase.quoted
    var sql = "CREATE TABLE \(quoted(content.name)) ("
    sql += "\(quoted(columns.identifier)) INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL"
    if let layer = content.features {
      sql += ", \(quoted(columns.geometry)) \(GeoPackageSchema.geometryType(layer.geometry.kinds))"
    }
    for entry in columns.written { sql += ", \(quoted(entry.name)) \(entry.storage.rawValue)" }
    return sql + ")"
  }

  private func insertRows(
    _ database: SQLiteDatabase, _ extent: inout Envelope, _ boxes: inout [(identifier: Int64, box: Envelope)]
  ) throws(SQLiteError) {
    let first = content.features == nil ? 2 : 3
    let places = (1..<first + columns.written.count).map { "?\($0)" }.joined(separator: ", ")
    let insert = try database.statement(
      "INSERT INTO \(SQLiteDatabase.quoted(content.name)) VALUES (\(places))")
    for row in 0..<content.rowCount {
      let identifier = columns.identifier(row, of: content.table)
      try insert.bind(identifier, at: 1)
      if let layer = content.features {
        let box = layer.geometry.envelope(of: row)
        if let blob = GeoPackageGeometry.bytes(of: row, in: layer.geometry, srsID: srsID ?? 0, envelope: box)
        {
          try insert.bind(blob: blob, at: 2)
          extent.add(box)
          boxes.append((identifier, box))
        } else {
          try insert.bindNull(at: 2)
        }
      }
      try columns.bind(row, of: content.table, to: insert, from: first)
      try insert.run()
    }
  }

  /// Adds the layer to the lists of the GeoPackage.
  private func list(_ database: SQLiteDatabase, _ extent: Envelope) throws(SQLiteError) {
    let insert = try database.statement(
      "INSERT INTO gpkg_contents VALUES (?1, ?2, ?1, '', ?3, ?4, ?5, ?6, ?7, ?8)")
    try insert.bind(content.name, at: 1)
    try insert.bind(content.features == nil ? "attributes" : "features", at: 2)
    try insert.bind(lastChange, at: 3)
    let box = [extent.minX, extent.minY, extent.maxX, extent.maxY]
    for (offset, value) in box.enumerated() {
      if extent.isEmpty {
        try insert.bindNull(at: 4 + offset)
      } else {
        try insert.bind(value, at: 4 + offset)
      }
    }
    if let srsID {
      try insert.bind(Int64(srsID), at: 8)
    } else {
      try insert.bindNull(at: 8)
    }
    try insert.run()
    guard let layer = content.features else { return }
    let column = try database.statement("INSERT INTO gpkg_geometry_columns VALUES (?1, ?2, ?3, ?4, 0, 0)")
    try column.bind(content.name, at: 1)
    try column.bind(columns.geometry, at: 2)
    try column.bind(GeoPackageSchema.geometryType(layer.geometry.kinds), at: 3)
    try column.bind(Int64(srsID ?? 0), at: 4)
    try column.run()
  }

  private func index(
    _ database: SQLiteDatabase, _ layer: FeatureLayer, _ boxes: [(identifier: Int64, box: Envelope)]
  ) throws(SQLiteError) {
    let name = SQLiteDatabase.quoted(GeoPackageSchema.index(content.name, columns.geometry))
    try database.execute("CREATE VIRTUAL TABLE \(name) USING rtree(id, minx, maxx, miny, maxy)")
    let insert = try database.statement("INSERT INTO \(name) VALUES (?1, ?2, ?3, ?4, ?5)")
    for (identifier, box) in boxes {
      try insert.bind(identifier, at: 1)
      for (offset, value) in [box.minX, box.maxX, box.minY, box.maxY].enumerated() {
        try insert.bind(value, at: 2 + offset)
      }
      try insert.run()
    }
    try database.execute(
      GeoPackageSchema.triggers(
        table: content.name, identifier: columns.identifier, geometry: columns.geometry))
    let extensions = try database.statement(
      "INSERT INTO gpkg_extensions VALUES (?1, ?2, 'gpkg_rtree_index', "
        + "'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')")
    try extensions.bind(content.name, at: 1)
    try extensions.bind(columns.geometry, at: 2)
    try extensions.run()
  }
}
