public import GeoFormats
public import GeoModel

/// What is known of one file of contours: where it comes from, when, and what it held.
public struct ContourManifest: Sendable, Equatable {
  public var unit: ContourUnit
  /// Address it was fetched from; nil for what was built from communes.
  public var url: String?
  /// UTC, to the second.
  public var date: String
  public var byteCount: Int
  public var sha256: String
  public var featureCount: Int
  /// Who published the contours.
  public var source: String
  /// Years whose list of codes is exactly that of the file, ascending; empty where none is known.
  public var years: [Int] = []
  /// Year of the codes, that of the embedded table where it may be: `COG 2024`; nil where none is known.
  public var millesime: String? { Self.millesime(years) }
  /// Codes of the embedded table that are not there.
  public var absentCodes: [String] = []
  /// Codes that the embedded table does not have.
  public var unknownCodes: [String] = []
  /// Files that it was built from, with their SHA-256.
  public var builtFrom: [(name: String, sha256: String)] = []

  public static func == (a: ContourManifest, b: ContourManifest) -> Bool { a.json == b.json }

  public var json: JSONValue {
    func list(_ codes: [String]) -> JSONValue { .array(codes.map { .string($0) }) }
    return .object([
      ("maillage", .string("contours")), ("niveau", .string(unit.level.rawValue)),
      ("code", .string(unit.code)),
      ("fichier", .string(unit.name + ".geojson")), ("url", url.map { .string($0) } ?? .null),
      ("date", .string(date)), ("octets", .int(byteCount)), ("sha256", .string(sha256)),
      ("objets", .int(featureCount)), ("source", .string(source)),
      ("licence", .string(ContourService.licence)), ("millesime", millesime.map { .string($0) } ?? .null),
      ("annees", .array(years.map { .int($0) })),
      ("codes_absents", list(absentCodes)), ("codes_inconnus", list(unknownCodes)),
      (
        "construit_de",
        .array(builtFrom.map { .object([("fichier", .string($0.name)), ("sha256", .string($0.sha256))]) })
      ),
    ])
  }

  public var bytes: [UInt8] { Array((json.prettyText + "\n").utf8) }

  public init(
    unit: ContourUnit, url: String?, date: String, byteCount: Int, sha256: String, featureCount: Int,
    source: String
  ) {
    self.unit = unit
    self.url = url
    self.date = date
    self.byteCount = byteCount
    self.sha256 = sha256
    self.featureCount = featureCount
    self.source = source
  }

  /// - Throws: `contours.manifest` where a member is missing, and what JSON's reader throws.
  public init(parsing bytes: [UInt8], source path: String) throws(Diagnostic) {
    let object = try JSONValue(parsing: bytes, source: path)
    func text(_ name: String) throws(Diagnostic) -> String {
      guard let text = object[name]?.text else { throw Self.missing(name, path) }
      return text
    }
    func count(_ name: String) throws(Diagnostic) -> Int {
      guard case .int(let count)? = object[name] else { throw Self.missing(name, path) }
      return count
    }
    func codes(_ name: String) -> [String] {
      guard case .array(let values)? = object[name] else { return [] }
      return values.compactMap(\.text)
    }
    guard let level = ContourLevel(rawValue: try text("niveau")) else { throw Self.missing("niveau", path) }
    self.init(
      unit: ContourUnit(level, try text("code")), url: object["url"]?.text, date: try text("date"),
      byteCount: try count("octets"), sha256: try text("sha256"), featureCount: try count("objets"),
      source: try text("source"))
    if case .array(let values)? = object["annees"] {
      years = values.compactMap { if case .int(let year) = $0 { year } else { nil } }
    }
    absentCodes = codes("codes_absents")
    unknownCodes = codes("codes_inconnus")
    if case .array(let files)? = object["construit_de"] {
      builtFrom = files.compactMap { file in
        guard let name = file["fichier"]?.text, let digest = file["sha256"]?.text else { return nil }
        return (name, digest)
      }
    }
  }

  static func millesime(_ years: [Int]) -> String? {
    years.contains(EmbeddedTables.millesime)
      ? "COG \(EmbeddedTables.millesime)" : years.last.map { "COG \($0)" }
  }

  private static func missing(_ name: String, _ path: String) -> Diagnostic {
    Diagnostic(
      "contours.manifest", at: SourceLocation(file: path, field: name),
      Phrase(en: "this is no manifest of contours", fr: "ce n’est pas une fiche de contours"),
      hint: Phrase(verbatim: "maillage geodata fetch --force"))
  }
}
