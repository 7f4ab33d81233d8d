import GeoModel

/// Tables whose geometry is well-known text in a column: what PostGIS and QGIS export as CSV.
enum WKTColumn {
  private static let names: Set<String> = [
    "wkt", "wkt_geom", "geom_wkt", "geometry_wkt", "wkt_geometry", "geom", "geometry", "geometrie",
    "the_geom",
  ]

  /// The layer of a table that has such a column, known by its name and its first values; nil of others.
  ///
  /// Throws `csv.wkt-crs` where the CRS is neither told, nor written, nor recognised: degrees, or Lambert-93
  /// metres of France.
  static func layer(_ read: ReadTable, crs told: CRS?) throws(Diagnostic) -> ReadLayer? {
    let table = read.table
    guard
      let index = table.columns.firstIndex(where: {
        names.contains(NameMatch.folded($0.name)) && hasWKT($0)
      })
    else { return nil }
    let column = table.columns[index]
    var geometry = GeometryColumn()
    var srid: Int?
    var unreadable = CSVParser.Tally()
    var firstUnreadable: String?
    var extra = CSVParser.Tally()
    for row in 0..<column.count {
      let line = row < table.lines.count ? Int(table.lines[row]) : row + 1
      var scanner = WKTScanner(column.bytes, in: column.byteRange(row))
      if let found = scanner.srid() {
        if let srid, srid != found { throw twoSystems(srid, found, line, column, table) }
        srid = found
      }
      if CoordinateText.trimmed(column.bytes, column.byteRange(row)).isEmpty {
        geometry.appendNone()
      } else if scanner.scan(into: &geometry) {
        if scanner.hasExtraNumbers { extra.add(line) }
      } else {
        unreadable.add(line)
        firstUnreadable = firstUnreadable ?? String(column[row].prefix(60))
        geometry.appendNone()
      }
    }
    var attributes = table
    attributes.columns.remove(at: index)
    if told == nil, let srid, CRS(parsing: "\(srid)") == nil {
      throw Diagnostic(
        "csv.wkt-crs", at: SourceLocation(file: table.source, field: column.name),
        Phrase(en: "this is the code of no coordinate system", fr: "ce code n'est celui d'aucun système"),
        found: "SRID=\(srid)", hint: Phrase(verbatim: "--crs EPSG:n"))
    }
    guard let crs = told ?? srid.map({ CRS("EPSG:\($0)") }) ?? recognised(geometry) else {
      throw Diagnostic(
        "csv.wkt-crs", at: SourceLocation(file: table.source, field: column.name),
        Phrase(
          en: "the coordinate system of this column is not known",
          fr: "le système de coordonnées de cette colonne n'est pas connu"),
        hint: Phrase(verbatim: "--crs EPSG:n"))
    }
    var warnings = read.warnings
    warnings.append(
      Diagnostic(
        "csv.wkt", severity: .note, at: SourceLocation(file: table.source, field: column.name),
        Phrase(
          en: "the geometry is well-known text, in \(crs)", fr: "la géométrie est en texte WKT, en \(crs)")))
    if extra.count > 0 {
      warnings.append(
        Diagnostic(
          "csv.extra-dimensions", severity: .warning,
          at: SourceLocation(file: table.source, line: extra.first, field: column.name),
          Phrase(
            en: "\(extra.count) feature(s) have altitudes or measures, which are left out; this is the first",
            fr:
              "\(extra.count) objet(s) ont des altitudes ou des mesures, laissées de côté ; voici le premier")
        ))
    }
    if unreadable.count > 0 {
      warnings.append(
        Diagnostic(
          "csv.wkt-unreadable", severity: .warning,
          at: SourceLocation(file: table.source, line: unreadable.first, field: column.name),
          Phrase(
            en:
              "\(unreadable.count) row(s) without a readable geometry are kept without one; this is the first",
            fr: "\(unreadable.count) ligne(s) sans géométrie lisible sont gardées sans ; voici la première"),
          found: firstUnreadable))
    }
    let layer = FeatureLayer(geometry: geometry, attributes: attributes, crs: crs, source: table.source)
    return ReadLayer(layer: layer, format: "CSV (WKT)", warnings: warnings)
  }

  /// True where the first filled cells, one at least, are well-known text.
  private static func hasWKT(_ column: TextColumn) -> Bool {
    var seen = 0
    for row in 0..<column.count where !column.isEmpty(row) {
      guard WKTScanner.looksLike(column.bytes, in: column.byteRange(row)) else { return false }
      seen += 1
      if seen == 20 { break }
    }
    return seen > 0
  }

  private static func recognised(_ geometry: GeometryColumn) -> CRS? {
    var degrees = 0
    var lambert = 0
    let count = geometry.coordinates.count / 2
    for position in 0..<count {
      let (x, y) = (geometry.coordinates[2 * position], geometry.coordinates[2 * position + 1])
      if x.magnitude <= 180 && y.magnitude <= 90 { degrees += 1 }
      if PlausibleRange.looksLikeLambert93(x, y) { lambert += 1 }
    }
    if degrees * 10 >= count * 9 { return .wgs84 }
    return lambert * 10 >= count * 9 ? .lambert93 : nil
  }

  private static func twoSystems(
    _ first: Int, _ second: Int, _ line: Int, _ column: TextColumn, _ table: Table
  ) -> Diagnostic {
    Diagnostic(
      "csv.wkt-crs", at: SourceLocation(file: table.source, line: line, field: column.name),
      Phrase(
        en: "two coordinate systems in one column, EPSG:\(first) and EPSG:\(second)",
        fr: "deux systèmes de coordonnées dans une colonne, EPSG:\(first) et EPSG:\(second)"))
  }
}
