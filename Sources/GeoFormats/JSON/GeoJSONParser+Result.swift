import GeoModel

extension GeoJSONParser {
  func diagnostic(_ fault: JSONFault, source: String) -> Diagnostic {
    var diagnostic = fault.diagnostic(scanner.bytes, source: source)
    if feature > 0 {
      diagnostic.location.feature = feature
    }
    switch place {
    case .root, .feature: break
    case .geometry: diagnostic.location.field = "geometry"
    case .coordinates: diagnostic.location.field = "geometry.coordinates"
    case .properties: diagnostic.location.field = "properties"
    case .property(let key): diagnostic.location.field = "properties." + scanner.string(key)
    }
    return diagnostic
  }

  /// The layer, with one warning for each kind of thing that was put right.
  func result(source: String) throws(Diagnostic) -> ReadLayer {
    let layer = try properties.layer(
      column, identifiers: hasIdentifiers ? identifiers : nil, crs: try crs(source: source), source: source)
    return ReadLayer(
      layer: layer, format: isSequence ? "GeoJSONSeq" : "GeoJSON", warnings: warnings(source: source))
  }

  func crs(source: String) throws(Diagnostic) -> CRS {
    guard let crsValue else { return .wgs84 }
    var probe = scanner
    probe.at = crsValue
    guard let value = try? probe.scanValue(), value != .null else { return .wgs84 }
    let text: String?
    if case .int(let code)? = value["properties"]?["code"] {
      text = "EPSG:\(code)"
    } else {
      text = value["properties"]?["name"]?.text
    }
    if let text, let crs = CRS(parsing: text) { return crs }
    throw Diagnostic(
      "geojson.crs",
      at: SourceLocation(file: source, line: JSONFault.line(of: crsValue, in: scanner.bytes), field: "crs"),
      Phrase(
        en: "the coordinate reference system is not understood",
        fr: "le système de coordonnées n'est pas compris"),
      found: text ?? String(value.compactText.prefix(80)),
      expected: Phrase(
        en: "a name such as urn:ogc:def:crs:EPSG::2154", fr: "un nom comme urn:ogc:def:crs:EPSG::2154"),
      hint: Phrase(
        en: "export the layer again in EPSG:4326 or EPSG:2154",
        fr: "exporter à nouveau la couche en EPSG:4326 ou EPSG:2154"))
  }

  private func warnings(source: String) -> [Diagnostic] {
    var result: [Diagnostic] = []
    func add(_ code: String, _ tally: Tally, _ field: String, en: String, fr: String) {
      guard tally.count > 0 else { return }
      let location = SourceLocation(
        file: source, feature: tally.feature > 0 ? tally.feature : nil,
        field: tally.feature > 0 ? field : "features")
      result.append(Diagnostic(code, severity: .warning, at: location, Phrase(en: en, fr: fr)))
    }
    add(
      "geojson.extra-dimensions", dropped, "geometry.coordinates",
      en: "\(dropped.count) feature(s) have altitudes or measures, which are left out; this is the first",
      fr: "\(dropped.count) objet(s) ont des altitudes ou des mesures, laissées de côté ; voici le premier")
    add(
      "geojson.ring-open", closed, "geometry.coordinates",
      en: "\(closed.count) ring(s) did not end where they began and were closed; this is the first",
      fr:
        "\(closed.count) anneau(x) ne finissaient pas où ils commencent et ont été fermés ; voici le premier")
    add(
      "geojson.collection", collections, "geometry",
      en:
        "\(collections.count) geometry collection(s) of one kind are read as multigeometries; this is the first",
      fr:
        "\(collections.count) collection(s) d'un seul genre sont lues comme géométries multiples ; voici la première"
    )
    add(
      "geojson.empty-geometry", empty, "geometry",
      en: "\(empty.count) feature(s) have no coordinates and are kept without geometry; this is the first",
      fr: "\(empty.count) objet(s) sans coordonnées sont gardés sans géométrie ; voici le premier")
    add(
      "geojson.duplicate-member", repeated, "properties",
      en: "\(repeated.count) member(s) are given twice, the last is kept; this is the first feature",
      fr: "\(repeated.count) membre(s) sont donnés deux fois, le dernier est gardé ; voici le premier objet")
    return result
  }
}
