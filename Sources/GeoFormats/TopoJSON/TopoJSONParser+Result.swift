import GeoModel

extension TopoJSONParser {
  func diagnostic(_ fault: JSONFault, source: String) -> Diagnostic {
    var diagnostic = fault.diagnostic(scanner.bytes, source: source)
    if feature > 0 { diagnostic.location.feature = feature }
    return diagnostic
  }

  /// The layer, with one warning for each kind of thing that was put right.
  func result(source: String) throws(Diagnostic) -> ReadLayer {
    var crs = GeoJSONParser(scanner.bytes)
    crs.crsValue = crsValue
    let layer = try properties.layer(
      column, identifiers: hasIdentifiers ? identifiers : nil, crs: try crs.crs(source: source),
      source: source)
    return ReadLayer(layer: layer, format: "TopoJSON", warnings: warnings(source: source))
  }

  private func warnings(source: String) -> [Diagnostic] {
    var result: [Diagnostic] = []
    func add(_ code: String, _ tally: Tally, en: String, fr: String) {
      guard tally.count > 0 else { return }
      let location = SourceLocation(file: source, feature: tally.feature)
      result.append(Diagnostic(code, severity: .warning, at: location, Phrase(en: en, fr: fr)))
    }
    if hasExtraNumbers {
      result.append(
        Diagnostic(
          "topojson.extra-dimensions", severity: .warning, at: SourceLocation(file: source),
          Phrase(
            en: "positions have altitudes or measures, which are left out",
            fr: "des positions ont des altitudes ou des mesures, laissées de côté")))
    }
    add(
      "topojson.nested", opened,
      en:
        "\(opened.count) collection(s) inside the collection were opened: their members are features; the first is "
        + "here",
      fr:
        "\(opened.count) collection(s) dans la collection ont été ouvertes : leurs membres sont des objets ; la "
        + "première est ici")
    add(
      "topojson.part-short", short,
      en: "\(short.count) ring(s) or line(s) have too few positions left and are left out; this is the first",
      fr:
        "\(short.count) anneau(x) ou ligne(s) n'ont plus assez de positions et sont laissés de côté ; voici le premier"
    )
    add(
      "topojson.arcs-apart", apart,
      en:
        "\(apart.count) ring(s) or line(s) have arcs that do not meet: joined by a straight line; this is the first",
      fr:
        "\(apart.count) anneau(x) ou ligne(s) ont des arcs qui ne se touchent pas : reliés par une droite ; voici le "
        + "premier")
    add(
      "topojson.ring-open", closed,
      en: "\(closed.count) ring(s) did not end where they began and were closed; this is the first",
      fr:
        "\(closed.count) anneau(x) ne finissaient pas où ils commencent et ont été fermés ; voici le premier")
    add(
      "topojson.empty-geometry", empty,
      en:
        "\(empty.count) feature(s) have no coordinates left and are kept without geometry; this is the first",
      fr: "\(empty.count) objet(s) n'ont plus de coordonnées et sont gardés sans géométrie ; voici le premier"
    )
    return result
  }
}

extension JSONFault {
  /// What is said of the defects of topologies; nil for others.
  var topologyWords: (String, Phrase, Phrase?, Phrase?)? {
    switch reason {
    case .arcsMissing:
      ("topojson.arcs-missing", Phrase(en: "there are no \"arcs\"", fr: "il n'y a pas d'« arcs »"), nil, nil)
    case .objectsMissing:
      (
        "topojson.objects-missing",
        Phrase(en: "the topology has no \"objects\"", fr: "la topologie n'a pas d'« objects »"), nil, nil
      )
    case .geometriesMissing:
      (
        "topojson.geometries-missing",
        Phrase(en: "the collection has no \"geometries\"", fr: "la collection n'a pas de « geometries »"),
        nil, nil
      )
    case .transform:
      (
        "topojson.transform",
        Phrase(
          en: "the transform needs a scale and a translation, and no scale of 0",
          fr: "la transformation veut une échelle et une translation, et pas d'échelle nulle"), nil, nil
      )
    case .arcIndex:
      (
        "topojson.arc-index", Phrase(en: "there is no such arc", fr: "cet arc n'existe pas"),
        Phrase(
          en: "a whole number from \(-detail) to \(detail - 1)", fr: "un entier de \(-detail) à \(detail - 1)"
        ),
        nil
      )
    case .expansion:
      (
        "topojson.expansion",
        Phrase(
          en: "the objects name the same arcs or properties so often that they pass \(detail) values",
          fr: "les objets nomment si souvent les mêmes arcs ou propriétés qu'ils dépassent \(detail) valeurs"),
        nil, nil
      )
    default: nil
    }
  }
}
