public import GeoModel
import GeoNative

/// Shapefiles: the shapes of a `.shp` with the attributes of its `.dbf`, the CRS of its `.prj`, the encoding of its
/// `.cpg` (ESRI Shapefile Technical Description, July 1998).
///
/// - Points, multipoints, lines and polygons; third and fourth numbers are left out, with one warning.
/// - Polygons are put together by which ring lies in which, whatever their order and winding (`RingNesting`).
/// - A record without shape is a feature without geometry. Rows marked as deleted go with their shapes.
/// - Without `.shx` the shapes are read one after the other; without `.dbf` they have no attributes.
public enum ShapefileReader {
  /// - Parameters:
  ///   - bytes: the `.shp`; `source` is its name for messages.
  ///   - crs: the CRS to take, whatever the `.prj` says; nil to read it.
  ///   - encoding: that of the texts; nil to find it.
  /// - Throws: `shapefile.…` and `dbf.…` diagnostics, `crs.missing`, `crs.unidentified`.
  public static func read(
    _ bytes: [UInt8], source: String, companions: Companions, crs: CRS? = nil,
    encoding: TextEncoding? = nil
  ) throws(Diagnostic) -> ReadLayer {
    let index = companions.file("shx")
    let records = try ShapeRecords(bytes, index: index?.bytes, source: source)
    var warnings = records.warnings

    var content: DBFContent?
    if let table = companions.file("dbf") {
      let read = try DBFReader.read(
        table.bytes, source: table.name, codePage: companions.file("cpg")?.bytes, encoding: encoding)
      guard read.recordCount == records.contents.count else {
        throw mismatch(shapes: records.contents.count, rows: read.recordCount, source, table.name)
      }
      warnings += read.warnings
      content = read
    } else {
      warnings.append(
        Diagnostic(
          "shapefile.no-table", severity: .warning, at: SourceLocation(file: source),
          Phrase(
            en: "there is no .dbf beside it: the shapes have no attributes",
            fr: "aucun .dbf ne l'accompagne : les formes n'ont pas d'attributs"),
          hint: Phrase(
            en: "give all files of the shapefile, or their zip",
            fr: "donner tous les fichiers du shapefile, ou leur zip")))
    }

    var parser = ShapeParser(bytes, source: source)
    var deleted = (content?.deleted ?? [])[...]
    for (record, range) in records.contents.enumerated() {
      if deleted.first == record {
        deleted.removeFirst()
        parser.feature += 1
      } else {
        try parser.parse(range)
      }
    }
    warnings += parser.warnings

    var system = crs
    if system == nil {
      guard let text = companions.file("prj") else { throw CRSText.missing(source: source) }
      let found = try CRSText.identify(Self.wkt(text.bytes), source: text.name)
      warnings.append(found.finding)
      system = found.crs
    }
    let layer = FeatureLayer(
      geometry: parser.column, attributes: content?.table ?? Table(source: source), crs: system ?? .wgs84,
      source: source)
    return ReadLayer(layer: layer, format: "Shapefile", warnings: warnings)
  }

  /// WKT is ASCII but for names, in any encoding.
  private static func wkt(_ bytes: [UInt8]) -> String {
    let mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    return String(decoding: bytes.dropFirst(mark).prefix { $0 != 0 }, as: UTF8.self)
  }

  private static func mismatch(shapes: Int, rows: Int, _ source: String, _ table: String) -> Diagnostic {
    Diagnostic(
      "shapefile.count", at: SourceLocation(file: source),
      Phrase(
        en:
          "the .shp holds \(shapes) shapes and the .dbf \(rows) rows: which row belongs to which shape is not known",
        fr:
          "le .shp tient \(shapes) formes et le .dbf \(rows) lignes : on ne sait quelle ligne va à quelle forme"
      ),
      hint: Phrase(
        en: "copy all files of the shapefile again; \(table) may belong to another",
        fr: "copier à nouveau tous les fichiers du shapefile ; \(table) vient peut-être d'un autre"))
  }
}

extension ShapeParser {
  /// One warning for each kind of thing that was put right.
  var warnings: [Diagnostic] {
    var result: [Diagnostic] = []
    func add(_ code: String, _ tally: Tally, en: String, fr: String) {
      guard tally.count > 0 else { return }
      let location = SourceLocation(file: source, feature: tally.feature)
      result.append(Diagnostic(code, severity: .warning, at: location, Phrase(en: en, fr: fr)))
    }
    add(
      "shapefile.extra-dimensions", dropped,
      en: "\(dropped.count) feature(s) have altitudes or measures, which are left out; this is the first",
      fr: "\(dropped.count) objet(s) ont des altitudes ou des mesures, laissées de côté ; voici le premier")
    add(
      "shapefile.ring-open", closed,
      en: "\(closed.count) ring(s) did not end where they began and were closed; this is the first",
      fr:
        "\(closed.count) anneau(x) ne finissaient pas où ils commencent et ont été fermés ; voici le premier")
    add(
      "shapefile.part-short", short,
      en:
        "\(short.count) part(s) with too few positions for a line or a ring are left out; this is the first",
      fr:
        "\(short.count) partie(s) de trop peu de positions pour une ligne ou un anneau sont laissées de côté ; "
        + "voici la première")
    add(
      "shapefile.winding", rewound,
      en:
        "\(rewound.count) ring(s) wind against the rule: taken for shells or holes by where they lie; this is the "
        + "first feature",
      fr:
        "\(rewound.count) anneau(x) tournent à l'envers de la règle : pris pour contours ou trous d'après leur "
        + "place ; voici le premier objet")
    add(
      "shapefile.empty-geometry", empty,
      en: "\(empty.count) feature(s) have no coordinates and are kept without geometry; this is the first",
      fr: "\(empty.count) objet(s) sans coordonnées sont gardés sans géométrie ; voici le premier")
    return result
  }
}
