public import GeoModel
import GeoNative

/// GeoPackage (OGC 12-128r17) from its bytes: tables of features and of attributes.
///
/// - Geometries are as `WellKnownBinary` reads them; x is always longitude or east, as the standard has it.
/// - The primary key of features is their identifier, and the first column. Every other column becomes a text
///   column, in the table's order: integers and numbers as the shortest text that reads back the same, `BOOLEAN` as true and false, dates as they stand,
///   null as `.missing`, bytes as hexadecimal digits with a warning.
/// - Indexes, envelopes, extents and row counts of the file are not used. Rows come in the table's own order.
public enum GeoPackageReader {
  /// The layers that the file lists, in its order.
  ///
  /// Throws `geopackage.not-one`, `geopackage.no-layer`, `sqlite.…`.
  public static func layers(_ bytes: [UInt8], source: String) throws(Diagnostic) -> [GeoPackageLayer] {
    try SQLiteDatabase.read(bytes, source: source) { database throws(Diagnostic) in
      try GeoPackageCatalogue(database, source: source).layers
    }
  }

  /// Reads one layer; `source` is the file's name for messages.
  ///
  /// Throws `geopackage.…` diagnostics, which name the layer, the feature (from 1, and by its identifier) and
  /// the field, and `sqlite.…` where the database is damaged or asks for endless work.
  public static func read(
    _ bytes: [UInt8], source: String, options: LayerOptions = LayerOptions()
  ) throws(Diagnostic) -> DataFileContent {
    try SQLiteDatabase.read(bytes, source: source) { database throws(Diagnostic) in
      let catalogue = try GeoPackageCatalogue(database, source: source)
      let (layer, choice) = try catalogue.choose(options.name)
      var said = [choice, pendingChanges(bytes, source)].compactMap { $0 }
      let place = catalogue.layers.count == 1 ? source : "\(source) (\(layer.name))"
      let location = SourceLocation(file: place)
      let spatial: GeoPackageCRS?
      var rows: GeoPackageRows
      do throws(SQLiteError) {
        spatial = layer.kind == .features ? try GeoPackageCRS(layer.name, in: database) : nil
        rows = try GeoPackageRows(layer.name, in: database, geometry: spatial?.column, byteCount: bytes.count)
      } catch {
        throw error.diagnostic(at: location)
      }
      guard layer.kind == .features else {
        try rows.read(at: location)
        return .table(
          ReadTable(
            table: rows.table(source: place), dialect: .none, format: "GeoPackage",
            warnings: said + rows.warnings))
      }
      guard let spatial, rows.hasGeometry else {
        throw Diagnostic(
          "geopackage.no-geometry", at: location,
          Phrase(
            en: "the file lists \(Diagnostic.quoted(layer.name)) as features, and it has no geometry column",
            fr:
              "le fichier liste \(Diagnostic.quoted(layer.name)) comme objets, et elle n’a pas de colonne de "
              + "géométries"))
      }
      let (crs, finding) = try spatial.crs(options.crs, at: location)
      if let finding { said.append(finding) }
      rows.srsID = spatial.srsID
      try rows.read(at: location)
      let features = rows.layer(crs: crs, source: place)
      return .layer(
        ReadLayer(layer: features, format: "GeoPackage", warnings: said + rows.warnings))
    }
  }

  /// A database in WAL mode keeps what was written last in a file beside it, until its program ends.
  private static func pendingChanges(_ bytes: [UInt8], _ source: String) -> Diagnostic? {
    guard bytes.count > 100, bytes[18] == 2, let size = FileSystem.fileSize(source + "-wal"), size > 0 else {
      return nil
    }
    let name = Diagnostic.quoted(FileSystem.split(source).name + "-wal")
    return Diagnostic(
      "geopackage.pending", severity: .warning, at: SourceLocation(file: source),
      Phrase(
        en: "a program has this file open, or ended badly: the last changes are in \(name) and are not read",
        fr: "un logiciel tient ce fichier ouvert, ou s’est mal terminé : les derniers changements sont dans "
          + "\(name) et ne sont pas lus"),
      hint: Phrase(
        en: "close the file in QGIS, then run again", fr: "fermer le fichier dans QGIS, puis recommencer"))
  }
}
