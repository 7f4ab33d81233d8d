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

  /// - Parameter told: a CRS that prevails.
  /// - Returns: the CRS, and what must be said where it was found from its definition.
  /// - Throws: `crs.missing` where the file defines none, `crs.unidentified` where it is none that PROJ knows.
  func crs(_ told: CRS?, at location: SourceLocation) throws(Diagnostic) -> (crs: CRS, finding: Diagnostic?) {
    if let told { return (told, nil) }
    if organization == "EPSG", code > 0, code < 1_000_000 { return (CRS("EPSG:\(code)"), nil) }
    // Codes of 0 and -1, or no row at all, stand for "not defined"; their definition is a word at most.
    let source = location.file ?? ""
    guard code > 0 || definition.utf8.count > 20 else { throw CRSText.missing(source: source) }
    do throws(Diagnostic) {
      let found = try CRSText.identify(definition, source: source)
      return (found.crs, found.finding)
    } catch {
      let own = CRS("\(organization):\(code)")
      guard organization.utf8.allSatisfy({ $0 >= 0x41 && $0 <= 0x5A }), (try? CRSFacts(of: own)) != nil else {
        throw error
      }
      return (own, nil)
    }
  }
}
