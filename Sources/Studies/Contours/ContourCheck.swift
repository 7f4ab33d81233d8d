import Coverage
import GeoFormats
public import GeoModel

/// What was found in an answer of the service, before it is kept.
public struct ContourCheck: Sendable, Equatable {
  public var featureCount: Int
  /// Years whose list of codes is exactly this one, ascending.
  public var years: [Int]
  public var absentCodes: [String]
  public var unknownCodes: [String]

  /// How far outside its own box the place of a commune may lie, in degrees: contours are simplified, places rounded.
  private static let margin = 0.25

  /// Reads an answer and compares it with the embedded communes.
  ///
  /// A code that is missing is another year's list where the place of the commune lies in another contour, and a hole
  /// where it lies in none.
  ///
  /// - Throws: what GeoJSON's reader throws, and `contours.…` for an answer that is not what was asked for.
  public init(_ bytes: [UInt8], unit: ContourUnit, url: String, reference: CommuneReference)
    throws(Diagnostic)
  {
    let layer = try GeoJSONReader.read(bytes, source: url).layer
    guard layer.count > 0 else {
      throw Self.refused(
        "contours.empty", url, en: "the answer holds no contour", fr: "la réponse ne contient aucun contour")
    }
    let codes = try Self.codes(of: layer, unit: unit, url: url, reference: reference)
    let expected = reference.expected(unit)
    var featureOf: [String: Int] = [:]
    for (feature, code) in codes.enumerated() { featureOf[code] = feature }
    if unit.level == .commune {
      for (code, place) in expected {
        guard let feature = featureOf[code] else { continue }
        let box = layer.geometry.envelope(of: feature).expanded(by: Self.margin)
        guard box.contains(place.x, place.y) else {
          throw Self.refused(
            "contours.place", url, code: code, en: "this contour is far from its commune",
            fr: "ce contour est loin de sa commune")
        }
      }
    }
    let known = Set(expected.map(\.code))
    let absent = expected.filter { featureOf[$0.code] == nil }
    if !absent.isEmpty {
      let locator = PointLocator(geometry: layer.geometry, owners: (0..<Int32(layer.count)).map { $0 })
      let holes = Set(
        absent.filter { locator.locate(x: $0.place.x, y: $0.place.y).territory < 0 }.map(\.code))
      guard holes.isEmpty else {
        throw Self.refused(
          "contours.missing", url, found: Self.list(holes.sorted()),
          en: "\(holes.count) of \(known.count) contours are missing",
          fr: "il manque \(holes.count) contours sur \(known.count)")
      }
    }
    featureCount = layer.count
    absentCodes = Set(absent.map(\.code)).sorted()
    unknownCodes = codes.filter { !known.contains($0) }.sorted()
    var years = Set(unit.level == .commune ? reference.years(of: Set(codes), departement: unit.code) : [])
    if absentCodes.isEmpty && unknownCodes.isEmpty { years.insert(EmbeddedTables.millesime) }
    self.years = years.sorted()
  }

  /// The code of each feature: present, once, of the département, with polygons.
  private static func codes(
    of layer: FeatureLayer, unit: ContourUnit, url: String, reference: CommuneReference
  ) throws(Diagnostic) -> [String] {
    guard let column = layer.attributes.index(of: "code") else {
      throw refused(
        "contours.code", url, en: "the contours have no \"code\"", fr: "les contours n’ont pas de « code »")
    }
    let departement = layer.attributes.index(of: "codeDepartement")
    var codes: [String] = []
    var seen = Set<String>()
    for feature in 0..<layer.count {
      let code = layer.attributes.columns[column][feature]
      func refuse(_ kind: String, en: String, fr: String, found: String? = nil) -> Diagnostic {
        refused(kind, url, code: code, found: found, en: en, fr: fr)
      }
      guard !code.isEmpty else {
        throw refuse("contours.code", en: "a contour has no code", fr: "un contour n’a pas de code")
      }
      guard layer.geometry.kinds[feature].isPolygonal else {
        throw refuse(
          "contours.geometry", en: "this contour is no polygon", fr: "ce contour n’est pas un polygone",
          found: layer.geometry.kinds[feature].name)
      }
      guard seen.insert(code).inserted else {
        throw refuse("contours.twice", en: "this code stands twice", fr: "ce code figure deux fois")
      }
      if unit.level == .commune {
        let said = departement.map { layer.attributes.columns[$0][feature] } ?? ""
        let own = said.isEmpty ? reference.departementOf[code] ?? CommuneCode.departement(of: code) : said
        guard own == unit.code else {
          throw refuse(
            "contours.departement", en: "this commune is of another département",
            fr: "cette commune est d’un autre département", found: own)
        }
      }
      codes.append(code)
    }
    return codes
  }

  private static func refused(
    _ kind: String, _ url: String, code: String? = nil, found: String? = nil, en: String, fr: String
  ) -> Diagnostic {
    Diagnostic(
      kind, at: SourceLocation(file: url, featureCode: code), Phrase(en: en, fr: fr), found: found)
  }

  static func list(_ codes: [String]) -> String {
    codes.prefix(5).joined(separator: ", ") + (codes.count > 5 ? ", …" : "")
  }
}
