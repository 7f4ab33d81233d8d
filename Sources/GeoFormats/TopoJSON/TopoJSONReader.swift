public import GeoModel

/// TopoJSON (Bostock and Metcalf, specification 1.0): objects whose borders are shared arcs.
///
/// - Arcs are decoded once, so that both sides of a border have the same coordinates to the bit.
/// - Every named object is a layer. Each member of its collection is a feature; a collection inside a collection is
///   opened, and its members inherit the properties that they have not.
/// - A ring that quantization left with fewer than four positions is left out, with a warning.
/// - `id` and properties as in `GeoJSONReader`, and so is the `crs` member.
public enum TopoJSONReader {
  /// The names of the layers, in the order of the file.
  public static func layers(_ bytes: [UInt8], source: String) throws(Diagnostic) -> [String] {
    var parser = TopoJSONParser(bytes)
    do throws(JSONFault) {
      try parser.parseDocument()
    } catch {
      throw parser.diagnostic(error, source: source)
    }
    return parser.objects.map(\.name)
  }

  /// Reads one layer; `source` is the file's name for messages.
  ///
  /// Throws `json.…` and `topojson.…` diagnostics, with the line and the feature.
  public static func read(
    _ bytes: [UInt8], source: String, options: LayerOptions = LayerOptions()
  ) throws(Diagnostic) -> ReadLayer {
    var parser = TopoJSONParser(bytes)
    do throws(JSONFault) {
      try parser.parseDocument()
    } catch {
      throw parser.diagnostic(error, source: source)
    }
    let object = try choose(options.name, parser.objects, source: source)
    do throws(JSONFault) {
      try parser.parseObject(at: object.offset)
    } catch {
      throw parser.diagnostic(error, source: source)
    }
    return try parser.result(source: source)
  }

  private static func choose(
    _ name: String?, _ objects: [TopoJSONParser.NamedObject], source: String
  ) throws(Diagnostic) -> TopoJSONParser.NamedObject {
    let names = objects.prefix(20).map { Diagnostic.quoted($0.name, limit: 60) }
    let list = names.joined(separator: ", ") + (objects.count > 20 ? ", …" : "")
    guard let name else {
      if objects.count == 1 { return objects[0] }
      throw Diagnostic(
        "topojson.layer", at: SourceLocation(file: source),
        Phrase(
          en: "the TopoJSON file holds \(objects.count) layers and none was chosen",
          fr: "le fichier TopoJSON contient \(objects.count) couches et aucune n’est choisie"),
        expected: objects.isEmpty ? nil : Phrase(en: "one of \(list)", fr: "une de \(list)"),
        hint: objects.isEmpty ? nil : Phrase(en: "--layer NAME", fr: "--layer NOM"))
    }
    if let exact = objects.first(where: { $0.name == name }) { return exact }
    let folded = objects.filter { NameMatch.folded($0.name) == NameMatch.folded(name) }
    if folded.count == 1 { return folded[0] }
    throw Diagnostic(
      "topojson.layer", at: SourceLocation(file: source),
      Phrase(en: "there is no such layer", fr: "il n’y a pas de couche de ce nom"), found: name,
      expected: Phrase(verbatim: list))
  }
}
