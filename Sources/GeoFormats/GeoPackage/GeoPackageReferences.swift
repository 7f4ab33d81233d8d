import GeoModel
import GeoNative

/// The rows of `gpkg_spatial_ref_sys`: the three that the standard asks for, then those of the layers.
struct GeoPackageReferences {
  private struct Row {
    var crs: CRS
    var identifier: Int32
    var organization: String
    var code: Int64
    var definition: CRSDefinition
  }

  private var rows: [Row]

  init(_ layers: [CRS]) throws(ProjError) {
    rows = [try Self.row(.wgs84, identifier: 4326)]
    for crs in layers where !rows.contains(where: { $0.crs == crs }) {
      // Numbers of other registries could be those of EPSG.
      let own = crs.code.hasPrefix("EPSG:") ? Int32(crs.code.dropFirst(5)) : nil
      rows.append(try Self.row(crs, identifier: own ?? Int32(1_000_000 + rows.count)))
    }
  }

  private static func row(_ crs: CRS, identifier: Int32) throws(ProjError) -> Row {
    let parts = crs.code.split(separator: ":", maxSplits: 1)
    let code = parts.last.flatMap { Int64($0) } ?? Int64(identifier)
    return Row(
      crs: crs, identifier: identifier, organization: parts.first.map(String.init) ?? "NONE", code: code,
      definition: try CRSDefinition(of: crs))
  }

  /// The number of a CRS in this file.
  func identifier(of crs: CRS) -> Int32 { rows.first { $0.crs == crs }?.identifier ?? 0 }

  func write(to database: SQLiteDatabase) throws(SQLiteError) {
    let insert = try database.statement(
      "INSERT INTO gpkg_spatial_ref_sys VALUES (?1, ?2, ?3, ?4, ?5, NULL)")
    func add(_ name: String, _ identifier: Int64, _ organization: String, _ code: Int64, _ text: String)
      throws(SQLiteError)
    {
      try insert.bind(name, at: 1)
      try insert.bind(identifier, at: 2)
      try insert.bind(organization, at: 3)
      try insert.bind(code, at: 4)
      try insert.bind(text, at: 5)
      try insert.run()
    }
    try add("Undefined Cartesian SRS", -1, "NONE", -1, "undefined")
    try add("Undefined geographic SRS", 0, "NONE", 0, "undefined")
    for row in rows {
      try add(row.definition.name, Int64(row.identifier), row.organization, row.code, row.definition.wkt)
    }
  }
}
