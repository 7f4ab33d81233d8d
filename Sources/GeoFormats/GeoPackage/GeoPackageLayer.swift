import GeoModel
import GeoNative

/// A layer that a GeoPackage lists.
public struct GeoPackageLayer: Sendable, Equatable {
  public enum Kind: String, Sendable { case features, attributes }

  public let name: String
  public let kind: Kind

  public init(name: String, kind: Kind) {
    self.name = name
    self.kind = kind
  }
}

/// What is read of a GeoPackage's own tables, none of which is trusted further than its names.
struct GeoPackageCatalogue {
  let source: String
  let database: SQLiteDatabase
  let layers: [GeoPackageLayer]

  /// Throws `geopackage.not-one` for another database, `geopackage.no-layer` for one of tiles only.
  init(_ database: SQLiteDatabase, source: String) throws(Diagnostic) {
    self.database = database
    self.source = source
    let location = SourceLocation(file: source)
    let names: [String]
    let hasContents: Bool
    var layers: [GeoPackageLayer] = []
    var others = 0
    do throws(SQLiteError) {
      names = try Self.tables(database)
      hasContents = names.contains { $0.lowercased() == "gpkg_contents" }
      if hasContents {
        let rows = try database.statement("SELECT table_name, data_type FROM gpkg_contents")
        while try rows.step() {
          guard layers.count < Self.maximumLayers, let name = rows.text(0) else { continue }
          switch rows.text(1)?.lowercased() {
          case "features": layers.append(GeoPackageLayer(name: name, kind: .features))
          // `aspatial` is what GDAL wrote before the standard had a word.
          case "attributes", "aspatial": layers.append(GeoPackageLayer(name: name, kind: .attributes))
          default: others += 1
          }
        }
      }
    } catch {
      throw error.diagnostic(at: location)
    }
    guard hasContents else { throw Self.notOne(names, at: location) }
    guard !layers.isEmpty else {
      throw Diagnostic(
        "geopackage.no-layer", at: location,
        others > 0
          ? Phrase(
            en: "this GeoPackage holds images (tiles) and no table of features or attributes",
            fr: "ce GeoPackage contient des images (tuiles) et aucune table d’objets ou d’attributs")
          : Phrase(en: "this GeoPackage lists no layer", fr: "ce GeoPackage ne liste aucune couche"))
    }
    self.layers = layers
  }

  static let maximumLayers = 10_000

  private static func tables(_ database: SQLiteDatabase) throws(SQLiteError) -> [String] {
    let rows = try database.statement("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")
    var names: [String] = []
    while names.count < maximumLayers, try rows.step() {
      if let name = rows.text(0) { names.append(name) }
    }
    return names
  }

  private static func notOne(_ names: [String], at location: SourceLocation) -> Diagnostic {
    let shown = names.prefix(5).map { Diagnostic.quoted($0, limit: 40) }.joined(separator: ", ")
    return Diagnostic(
      "geopackage.not-one", at: location,
      Phrase(
        en: "this is an SQLite database and not a GeoPackage: it has no table gpkg_contents",
        fr: "c’est une base SQLite et pas un GeoPackage : elle n’a pas de table gpkg_contents"),
      found: names.isEmpty ? nil : shown,
      hint: Phrase(
        en: "export the layer as GeoPackage or GeoJSON with QGIS",
        fr: "exporter la couche en GeoPackage ou en GeoJSON avec QGIS"))
  }

  /// The layer asked for, or the one there is to take, with what is said of a choice that nobody made.
  ///
  /// Throws `geopackage.layer` with the layers' names.
  func choose(_ name: String?) throws(Diagnostic) -> (layer: GeoPackageLayer, note: Diagnostic?) {
    guard let name else { return try theOne() }
    if let exact = layers.first(where: { $0.name == name }) { return (exact, nil) }
    let folded = layers.filter { NameMatch.folded($0.name) == NameMatch.folded(name) }
    if folded.count == 1 { return (folded[0], nil) }
    let near = NameMatch.closest(to: name, among: layers.map(\.name))
    throw Diagnostic(
      "geopackage.layer", at: SourceLocation(file: source),
      Phrase(en: "there is no such layer", fr: "il n’y a pas de couche de ce nom"), found: name,
      expected: Phrase(verbatim: list), hint: near.first.map { Phrase(verbatim: "--layer \($0)") })
  }

  private func theOne() throws(Diagnostic) -> (layer: GeoPackageLayer, note: Diagnostic?) {
    if layers.count == 1 { return (layers[0], nil) }
    let spatial = layers.filter { $0.kind == .features }
    guard spatial.count == 1 else {
      throw Diagnostic(
        "geopackage.layer", at: SourceLocation(file: source),
        Phrase(
          en: "the file holds \(layers.count) layers and none was chosen",
          fr: "le fichier contient \(layers.count) couches et aucune n’est choisie"),
        expected: Phrase(en: "one of \(list)", fr: "une de \(list)"),
        hint: Phrase(en: "--layer NAME", fr: "--layer NOM"))
    }
    let name = Diagnostic.quoted(spatial[0].name)
    return (
      spatial[0],
      Diagnostic(
        "geopackage.layer-taken", severity: .note, at: SourceLocation(file: source),
        Phrase(
          en: "of \(layers.count) layers, the only one with geometries is read: \(name)",
          fr: "de \(layers.count) couches, la seule qui a des géométries est lue : \(name)"))
    )
  }

  private var list: String {
    let names = layers.prefix(20).map { Diagnostic.quoted($0.name, limit: 60) }
    return names.joined(separator: ", ") + (layers.count > 20 ? ", …" : "")
  }
}
