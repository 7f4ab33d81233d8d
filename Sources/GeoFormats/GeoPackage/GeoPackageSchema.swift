import GeoModel
import GeoNative

/// The tables, views of the index and triggers that GeoPackage 1.3 prescribes (OGC 12-128r17, annexes C and F.3).
enum GeoPackageSchema {
  /// `GPKG` and version 1.3, then the tables that every GeoPackage has or that features need.
  static let tables = """
    PRAGMA application_id = 1196444487;
    PRAGMA user_version = 10300;
    CREATE TABLE gpkg_spatial_ref_sys (
      srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
      organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
    CREATE TABLE gpkg_contents (
      table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
      description TEXT DEFAULT '',
      last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
      min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
      CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
    CREATE TABLE gpkg_geometry_columns (
      table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
      srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
      CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
      CONSTRAINT uk_gc_table_name UNIQUE (table_name),
      CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
      CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
    CREATE TABLE gpkg_extensions (
      table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
      scope TEXT NOT NULL,
      CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
    """

  /// The name of the spatial index of a geometry column.
  static func index(_ table: String, _ geometry: String) -> String { "rtree_\(table)_\(geometry)" }

  /// The triggers that keep the spatial index when another program edits the layer. They are made after the
  /// index is filled, since the functions they call belong to that program.
  static func triggers(table: String, identifier: String, geometry: String) -> String {
    let name = index(table, geometry)
    let (t, i, g) = (
      SQLiteDatabase.quoted(table), SQLiteDatabase.quoted(identifier), SQLiteDatabase.quoted(geometry)
    )
    let r = SQLiteDatabase.quoted(name)
    func trigger(_ suffix: String, _ event: String, when condition: String, _ body: String) -> String {
      "CREATE TRIGGER \(SQLiteDatabase.quoted("\(name)_\(suffix)")) AFTER \(event) ON \(t)"
        + " WHEN \(condition) BEGIN \(body) END;\n"
    }
    let put =
      "INSERT OR REPLACE INTO \(r) VALUES (NEW.\(i), ST_MinX(NEW.\(g)), ST_MaxX(NEW.\(g)), "
      + "ST_MinY(NEW.\(g)), ST_MaxY(NEW.\(g)));"
    let remove = "DELETE FROM \(r) WHERE id = OLD.\(i);"
    let isThere = "(NEW.\(g) NOTNULL AND NOT ST_IsEmpty(NEW.\(g)))"
    let isNot = "(NEW.\(g) ISNULL OR ST_IsEmpty(NEW.\(g)))"
    return trigger("insert", "INSERT", when: isThere, put)
      + trigger("update1", "UPDATE OF \(g)", when: "OLD.\(i) = NEW.\(i) AND \(isThere)", put)
      + trigger("update2", "UPDATE OF \(g)", when: "OLD.\(i) = NEW.\(i) AND \(isNot)", remove)
      + trigger("update3", "UPDATE", when: "OLD.\(i) != NEW.\(i) AND \(isThere)", "\(remove) \(put)")
      + trigger(
        "update4", "UPDATE", when: "OLD.\(i) != NEW.\(i) AND \(isNot)",
        "DELETE FROM \(r) WHERE id IN (OLD.\(i), NEW.\(i));")
      + trigger("delete", "DELETE", when: "OLD.\(g) NOT NULL", remove)
  }

  /// Name of the type of a layer's geometries: the one that all have, else the one that admits all.
  static func geometryType(_ kinds: [GeometryKind]) -> String {
    guard let first = kinds.first(where: { $0 != .none }),
      kinds.allSatisfy({ $0 == first || $0 == .none })
    else { return "GEOMETRY" }
    return first.name.uppercased()
  }
}
