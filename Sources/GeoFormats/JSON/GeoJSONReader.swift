public import GeoModel

/// A layer as read, with what the reader put right or left out.
public struct ReadLayer: Sendable, Equatable {
  public var layer: FeatureLayer
  /// Defects that were survived, and as `.note` what was found out.
  public var warnings: [Diagnostic]
  /// Name of the format, for reports.
  public var format: String

  public init(layer: FeatureLayer, format: String = "GeoJSON", warnings: [Diagnostic] = []) {
    self.layer = layer
    self.format = format
    self.warnings = warnings
  }
}

/// GeoJSON (RFC 7946, and the `crs` member of the 2008 format) as flat coordinates and text columns, in one
/// pass.
///
/// - Members may come in any order. A Feature or a bare geometry is a layer of one feature; several one after
///   the other, with or without record separators (RFC 8142), a layer of several.
/// - A collection of geometries of one kind is read as the multigeometry of this kind; others are refused.
/// - A null, missing or empty geometry is kept as `.none`. Third and later numbers of positions are left out.
/// - A ring of at least four positions that is not closed is closed.
/// - Properties become columns in the order of their first sight: numbers keep their digits, lists and
///   objects are kept as JSON text, null and absent are `.missing`. Of two equal names, the last wins.
/// - A feature's `id` is kept in `ids`, and copied to the first column, `id`, where no feature has a property of
///   this name.
public enum GeoJSONReader {
  /// Reads a whole document; `source` is the file's name for messages.
  ///
  /// Throws `json.…` and `geojson.…` diagnostics, which name the line, the feature (from 1) and the member.
  public static func read(_ bytes: [UInt8], source: String) throws(Diagnostic) -> ReadLayer {
    if let mark = TextEncoding.mark(bytes), mark.name != "UTF-8" {
      throw TextEncoding.utf16Refusal(mark.name, source: source)
    }
    var parser = GeoJSONParser(bytes)
    parser.scanner.skipBlanks()
    if parser.scanner.at < bytes.count, bytes[parser.scanner.at] != UInt8(ascii: "{"),
      bytes[parser.scanner.at] != 0x1E
    {
      throw notGeoJSON(bytes, parser.scanner.at, source: source)
    }
    do throws(JSONFault) {
      try parser.parseDocument()
    } catch {
      throw parser.diagnostic(error, source: source)
    }
    return try parser.result(source: source)
  }

  private static func notGeoJSON(_ bytes: [UInt8], _ start: Int, source: String) -> Diagnostic {
    let signature = FileSignature(bytes)
    let looks = signature.name
    return Diagnostic(
      "geojson.not-json", at: SourceLocation(file: source, line: JSONFault.line(of: start, in: bytes)),
      Phrase(
        en: "this is not GeoJSON: it looks like \(looks.english)",
        fr: "ce n'est pas du GeoJSON : cela ressemble à \(looks.french)"),
      found: signature.isText
        ? String(decoding: bytes[start..<min(bytes.count, start + 40)].prefix { $0 != 10 }, as: UTF8.self)
        : nil,
      expected: Phrase(en: "an object that begins with {", fr: "un objet qui commence par {"))
  }
}
