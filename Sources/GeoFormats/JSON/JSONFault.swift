import GeoModel

/// A defect of a JSON or GeoJSON text and the byte where it is; small, so that scanning stays fast.
struct JSONFault: Error {
  enum Reason {
    // JSON
    case truncated, syntax, number, notANumber, escape, controlCharacter, encoding, depth, trailing, empty
    // GeoJSON
    case coordinateText, coordinateKind, positionShort, emptyArray, nesting, ringShort
    case notAnObject, notAnArray, unknownType, topology, featuresMissing, typeMissing, geometryTypeMissing,
      coordinatesMissing
    case collection, membersMissing, propertyCount, cellCount
    // TopoJSON
    case arcsMissing, objectsMissing, geometriesMissing, transform, arcIndex, expansion
  }

  var reason: Reason
  var offset: Int
  /// A count or a kind that the message quotes.
  var detail = 0

  /// The diagnostic without its feature and field, which only the reader knows.
  func diagnostic(_ bytes: [UInt8], source: String) -> Diagnostic {
    let location = SourceLocation(file: source, line: JSONFault.line(of: offset, in: bytes))
    let (code, message, expected, hint) = words
    let quotes = ![.truncated, .empty, .ringShort, .collection, .typeMissing, .topology, .featuresMissing]
      .contains(reason)
    return Diagnostic(
      code, at: location, message, found: quotes ? excerpt(bytes) : nil, expected: expected, hint: hint)
  }

  /// Line of a byte, from 1; LF, CRLF and CR end lines.
  static func line(of offset: Int, in bytes: [UInt8]) -> Int {
    var line = 1
    for i in 0..<min(max(offset, 0), bytes.count) {
      if bytes[i] == 10 || (bytes[i] == 13 && (i + 1 == bytes.count || bytes[i + 1] != 10)) { line += 1 }
    }
    return line
  }

  /// What stands at the defect: a text without its quotes, a word or a number whole, else some of the line.
  private func excerpt(_ bytes: [UInt8]) -> String {
    let start = min(max(offset, 0), bytes.count)
    let rest = bytes[start..<min(bytes.count, start + 40)].prefix { $0 != 10 && $0 != 13 }
    let text: ArraySlice<UInt8>
    switch rest.first ?? 0 {
    case UInt8(ascii: "\"") where reason == .coordinateText || reason == .unknownType:
      text = rest.dropFirst().prefix { $0 != UInt8(ascii: "\"") }
    case UInt8(ascii: "-"), 48...57, 65...90, 97...122:
      text = rest.prefix { ![0x20, 0x09, 0x2C, 0x5D, 0x7D].contains($0) }
    default: text = rest
    }
    return String(decoding: text, as: UTF8.self)
  }

  private var words: (String, Phrase, Phrase?, Phrase?) {
    switch reason {
    case .truncated:
      (
        "json.truncated",
        Phrase(
          en: "the file ends in the middle of its content: it was cut",
          fr: "le fichier s'arrête au milieu de son contenu : il a été coupé"), nil,
        Phrase(en: "download or export it again", fr: "le télécharger ou l'exporter à nouveau")
      )
    case .syntax:
      ("json.syntax", Phrase(en: "this is not valid JSON", fr: "ce JSON n'est pas valide"), nil, nil)
    case .number:
      ("json.number", Phrase(en: "this is not a JSON number", fr: "ce n'est pas un nombre JSON"), nil, nil)
    case .notANumber:
      (
        "json.not-a-number",
        Phrase(en: "NaN and Infinity do not exist in JSON", fr: "NaN et Infinity n'existent pas en JSON"),
        Phrase(en: "a number, or null", fr: "un nombre, ou null"), nil
      )
    case .escape:
      (
        "json.escape", Phrase(en: "unknown escape in a text", fr: "échappement inconnu dans un texte"), nil,
        nil
      )
    case .controlCharacter:
      (
        "json.control",
        Phrase(en: "control character inside a text", fr: "caractère de commande à l'intérieur d'un texte"),
        nil, nil
      )
    case .encoding:
      (
        "json.encoding", Phrase(en: "the text is not UTF-8", fr: "le texte n'est pas en UTF-8"), nil,
        Phrase(en: "convert the file to UTF-8 (iconv)", fr: "convertir le fichier en UTF-8 (iconv)")
      )
    case .depth:
      (
        "json.depth",
        Phrase(
          en: "more than \(JSONScanner.maximumDepth) values within one another",
          fr: "plus de \(JSONScanner.maximumDepth) valeurs les unes dans les autres"), nil, nil
      )
    case .trailing:
      (
        "json.trailing",
        Phrase(en: "text after the end of the document", fr: "du texte suit la fin du document"), nil,
        Phrase(
          en: "one FeatureCollection a file, or features one after the other",
          fr: "une seule FeatureCollection par fichier, ou des objets les uns après les autres")
      )
    case .empty: ("json.empty", Phrase(en: "the file is empty", fr: "le fichier est vide"), nil, nil)
    default: topologyWords ?? geometryWords
    }
  }

  private var geometryWords: (String, Phrase, Phrase?, Phrase?) {
    switch reason {
    case .coordinateText:
      (
        "geojson.coordinate-text",
        Phrase(en: "a coordinate is a text", fr: "une coordonnée est un texte"),
        Phrase(en: "a number without quotes", fr: "un nombre sans guillemets"), nil
      )
    case .coordinateKind:
      (
        "geojson.coordinate",
        Phrase(en: "a coordinate is not a number", fr: "une coordonnée n'est pas un nombre"),
        Phrase(en: "a number", fr: "un nombre"), nil
      )
    case .positionShort:
      (
        "geojson.position-short",
        Phrase(en: "a position has one number only", fr: "une position n'a qu'un nombre"),
        Phrase(en: "longitude, latitude", fr: "longitude, latitude"), nil
      )
    case .emptyArray:
      (
        "geojson.empty-array",
        Phrase(en: "an empty list among the coordinates", fr: "une liste vide parmi les coordonnées"), nil,
        nil
      )
    case .nesting: nestingWords
    case .ringShort:
      (
        "geojson.ring-short",
        Phrase(
          en: "a ring has \(detail) positions", fr: "un anneau a \(detail) position\(detail > 1 ? "s" : "")"),
        Phrase(
          en: "at least 4, the last equal to the first", fr: "au moins 4, la dernière égale à la première"),
        nil
      )
    case .notAnObject:
      (
        "geojson.object", Phrase(en: "an object was expected here", fr: "un objet était attendu ici"), nil,
        nil
      )
    case .notAnArray:
      ("geojson.array", Phrase(en: "a list was expected here", fr: "une liste était attendue ici"), nil, nil)
    case .collection:
      (
        "geojson.collection",
        Phrase(
          en: "a geometry collection holds points, lines or polygons together",
          fr: "une collection de géométries mêle points, lignes ou polygones"), nil,
        Phrase(
          en: "split it with QGIS (\"Multipart to singleparts\") or ogr2ogr -explodecollections",
          fr: "la séparer avec QGIS (« De multipartie à monopartie ») ou ogr2ogr -explodecollections")
      )
    case .propertyCount:
      (
        "geojson.properties",
        Phrase(
          en: "more than \(PropertyColumns.maximumCount) different properties",
          fr: "plus de \(PropertyColumns.maximumCount) propriétés différentes"), nil, nil
      )
    case .cellCount:
      (
        "geojson.cells",
        Phrase(
          en: "features times properties pass \(detail) cells, most of them empty",
          fr: "objets fois propriétés dépassent \(detail) cellules, vides pour la plupart"), nil,
        Phrase(
          en: "one file a kind of feature, each with its own properties",
          fr: "un fichier par sorte d'objet, chacun avec ses propriétés")
      )
    default: typeWords
    }
  }

  private var typeWords: (String, Phrase, Phrase?, Phrase?) {
    switch reason {
    case .unknownType:
      (
        "geojson.type", Phrase(en: "unknown GeoJSON type", fr: "type GeoJSON inconnu"),
        Phrase(
          en: "FeatureCollection, Feature, Polygon, MultiPolygon or Point",
          fr: "FeatureCollection, Feature, Polygon, MultiPolygon ou Point"), nil
      )
    case .topology:
      (
        "geojson.topology", Phrase(en: "TopoJSON is not read", fr: "le TopoJSON n'est pas lu"), nil,
        Phrase(
          en: "convert it to GeoJSON: mapshaper FILE -o format=geojson, or QGIS",
          fr: "le convertir en GeoJSON : mapshaper FICHIER -o format=geojson, ou QGIS")
      )
    case .typeMissing:
      (
        "geojson.type-missing",
        Phrase(
          en: "this object has no \"type\": it is JSON, but not GeoJSON",
          fr: "cet objet n'a pas de « type » : c'est du JSON, mais pas du GeoJSON"), nil, nil
      )
    case .featuresMissing:
      (
        "geojson.features-missing",
        Phrase(
          en: "the collection has no \"features\"", fr: "la collection n'a pas de « features »"), nil, nil
      )
    case .geometryTypeMissing:
      (
        "geojson.geometry-type-missing",
        Phrase(en: "the geometry has no \"type\"", fr: "la géométrie n'a pas de « type »"), nil, nil
      )
    case .membersMissing:
      (
        "geojson.geometries-missing",
        Phrase(en: "the collection has no \"geometries\"", fr: "la collection n'a pas de « geometries »"),
        nil,
        nil
      )
    default:
      (
        "geojson.coordinates-missing",
        Phrase(en: "the geometry has no \"coordinates\"", fr: "la géométrie n'a pas de « coordinates »"), nil,
        nil
      )
    }
  }

  private var nestingWords: (String, Phrase, Phrase?, Phrase?) {
    let kind = GeometryKind(rawValue: UInt8(clamping: detail)) ?? .none
    let shape: String? =
      switch kind {
      case .none: nil
      case .point: "[x, y]"
      case .multiPoint, .lineString: "[[x, y], …]"
      case .polygon, .multiLineString: "[[[x, y], …], …]"
      case .multiPolygon: "[[[[x, y], …], …], …]"
      }
    return (
      "geojson.nesting",
      Phrase(
        en: "the brackets of the coordinates do not suit the type",
        fr: "les crochets des coordonnées ne conviennent pas au type"),
      shape.map { Phrase(en: "\(kind.name): \($0)", fr: "\(kind.name) : \($0)") }, nil
    )
  }
}
