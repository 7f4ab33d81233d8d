public import GeoModel
import GeoNative

/// A layer to write in a GeoPackage.
public struct GeoPackageContent: Sendable {
  public var name: String
  /// Nil for a table without places.
  let features: FeatureLayer?
  let table: Table
  /// Column of the table with the features' own identifiers.
  let identifierColumn: Int?

  public init(_ layer: FeatureLayer, name: String) {
    self.name = name
    features = layer
    var table = layer.attributes
    identifierColumn = layer.ids == nil ? nil : 0
    if var ids = layer.ids, !layer.hasIDColumn, !Self.isCopy(table.columns.first, of: ids) {
      ids.name = GeoPackageColumns.isIdentifier(ids) ? "fid" : "id"
      table.columns.insert(ids, at: 0)
    }
    self.table = table
  }

  /// True where a column has the cells of the identifiers, whatever its name.
  private static func isCopy(_ column: TextColumn?, of ids: TextColumn) -> Bool {
    guard var column else { return false }
    column.name = ids.name
    return column == ids
  }

  public init(_ table: Table, name: String) {
    self.name = name
    features = nil
    identifierColumn = nil
    self.table = table
  }

  var rowCount: Int { features?.count ?? table.rowCount }
}

/// GeoPackage 1.3 (OGC 12-128r17) of layers and tables, with a spatial index for every layer.
///
/// - A column is `INTEGER`, `REAL` or `BOOLEAN` where all its cells are, else `TEXT`; missing is null.
/// - Identifiers of features, or a column `fid`, are the primary key where they are distinct integers, and rows
///   come in their order; without them, rows are numbered from 1.
/// - Geometries keep their kinds: a layer of several kinds has the type `GEOMETRY`.
/// - The same layers give the same bytes for one version of SQLite and PROJ: no date of the day is written.
public enum GeoPackageWriter {
  public struct Written: Sendable, Equatable {
    public var bytes: [UInt8]
    /// Names that were changed, and cells of several kinds that became text.
    public var warnings: [Diagnostic]
  }

  /// What stands for the date of the last change, in the form of the standard.
  public static let fixedDate = "1970-01-01T00:00:00.000Z"

  /// The bytes of a GeoPackage of these layers, in this order.
  ///
  /// Throws `geopackage.coordinates` where a coordinate is not finite, `proj.failure` for an unknown CRS,
  /// `sqlite.failure` where a layer has more columns than SQLite takes.
  public static func bytes(
    of contents: [GeoPackageContent], lastChange: String = fixedDate
  ) throws(Diagnostic) -> Written {
    var contents = contents
    var warnings = GeoPackageNames.settle(&contents)
    let layers = contents.compactMap { content in content.features.map { (content.name, $0) } }
    for (name, layer) in layers { try requireFinite(layer, name) }
    let references: GeoPackageReferences
    do throws(ProjError) {
      references = try GeoPackageReferences(layers.map(\.1.crs))
    } catch {
      throw error.diagnostic
    }
    let columns = contents.map { GeoPackageColumns($0.table, identifier: $0.identifierColumn) }
    for (content, plan) in zip(contents, columns) { warnings += plan.warnings(layer: content.name) }
    do throws(SQLiteError) {
      let bytes = try SQLiteDatabase.make { [contents] database throws(SQLiteError) in
        try database.execute("BEGIN;" + GeoPackageSchema.tables)
        try references.write(to: database)
        for (content, plan) in zip(contents, columns) {
          let srsID = content.features.map { references.identifier(of: $0.crs) }
          try GeoPackageTable(content: content, columns: plan, srsID: srsID, lastChange: lastChange)
            .write(to: database)
        }
        try database.execute("COMMIT")
      }
      return Written(bytes: bytes, warnings: warnings)
    } catch {
      throw error.diagnostic(at: SourceLocation())
    }
  }

  private static func requireFinite(_ layer: FeatureLayer, _ name: String) throws(Diagnostic) {
    guard let index = layer.geometry.coordinates.firstIndex(where: { !$0.isFinite }) else { return }
    let feature = (0..<layer.count).first { layer.geometry.positions(of: $0).contains(index / 2) }
    throw Diagnostic(
      "geopackage.coordinates",
      at: SourceLocation(file: layer.source, feature: feature.map { $0 + 1 }),
      Phrase(
        en: "a coordinate is not a number: the layer \(Diagnostic.quoted(name)) cannot be written",
        fr:
          "une coordonnée n’est pas un nombre : la couche \(Diagnostic.quoted(name)) ne peut pas être écrite")
    )
  }
}

extension GeoPackageColumns {
  func warnings(layer: String) -> [Diagnostic] {
    let location = SourceLocation(file: layer)
    var result: [Diagnostic] = []
    if !renamed.isEmpty {
      let list = renamed.prefix(5).map { "\(Diagnostic.quoted($0.from)) → \(Diagnostic.quoted($0.to))" }
      result.append(
        Diagnostic(
          "geopackage.renamed", severity: .warning, at: location,
          Phrase(
            en: "\(renamed.count) field(s) have another name in the GeoPackage",
            fr: "\(renamed.count) champ(s) changent de nom dans le GeoPackage"),
          found: list.joined(separator: ", ")))
    }
    if isReordered {
      result.append(
        Diagnostic(
          "geopackage.order", severity: .warning, at: location,
          Phrase(
            en: "in a GeoPackage the features come in the order of their identifiers, not that of the file",
            fr:
              "dans un GeoPackage les objets viennent dans l’ordre de leurs identifiants, pas celui du fichier"
          )
        ))
    }
    if !mixed.isEmpty {
      result.append(
        Diagnostic(
          "geopackage.mixed", severity: .warning, at: location,
          Phrase(
            en: "\(mixed.count) field(s) mix numbers, booleans and texts, and are written as text",
            fr: "\(mixed.count) champ(s) mêlent nombres, booléens et textes, et sont écrits comme texte"),
          found: mixed.prefix(5).joined(separator: ", ")))
    }
    return result
  }
}
