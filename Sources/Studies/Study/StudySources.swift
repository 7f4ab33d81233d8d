import GeoModel

/// `territoires`: polygons from files, or approximate contours from points.
public struct TerritorySource: Sendable, Decodable {
  public var files: [String]
  /// A table of places with code, nom, lon, lat, surface_km2, instead of polygons.
  public var points: String?
  /// Places that together stand for one territory (arrondissements municipaux).
  public var parts: String?
  public var key: String?
  public var keyPrefix: String?
  public var filter: String?
  public var crs: String?
  /// Contours of the land around, for the edge of the study.
  public var around: [String]
  public var source: String?

  enum CodingKeys: String, CodingKey, CaseIterable {
    case files = "fichiers"
    case points
    case parts = "parties"
    case key = "cle"
    case keyPrefix = "prefixe"
    case filter = "filtre"
    case crs
    case around = "alentours"
    case source
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.strict(CodingKeys.self)
    files = try members.decodeIfPresent([String].self, forKey: .files) ?? []
    points = try members.decodeIfPresent(String.self, forKey: .points)
    parts = try members.decodeIfPresent(String.self, forKey: .parts)
    key = try members.decodeIfPresent(String.self, forKey: .key)
    keyPrefix = try members.decodeIfPresent(String.self, forKey: .keyPrefix)
    filter = try members.decodeIfPresent(String.self, forKey: .filter)
    crs = try members.decodeIfPresent(String.self, forKey: .crs)
    around = try members.decodeIfPresent([String].self, forKey: .around) ?? []
    source = try members.decodeIfPresent(String.self, forKey: .source)
    guard files.isEmpty != (points == nil) else {
      throw StudyFault(
        path: StudyPath.text(decoder.codingPath),
        message: Phrase(
          en: "territories come from \"fichiers\" or from \"points\", one of them",
          fr: "les territoires viennent de « fichiers » ou de « points », l’un des deux"))
    }
  }
}

/// `populations`: inhabitants by code.
public struct PopulationSource: Sendable, Decodable {
  public var file: String
  public var key: String?
  public var value: String?
  public var source: String?

  enum CodingKeys: String, CodingKey, CaseIterable {
    case file = "fichier"
    case key = "cle"
    case value = "valeur"
    case source
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.strict(CodingKeys.self)
    file = try members.decode(String.self, forKey: .file)
    key = try members.decodeIfPresent(String.self, forKey: .key)
    value = try members.decodeIfPresent(String.self, forKey: .value)
    source = try members.decodeIfPresent(String.self, forKey: .source)
  }
}

/// One of `niveaux`: a grouping of the mesh.
public struct LevelSource: Sendable, Decodable {
  /// Column of the level in its table; also its key in outputs and checks.
  public var column: String
  /// What the report calls it: "Territoires d’animation en santé".
  public var title: String?
  public var file: String
  public var key: String?
  public var names: NameSource?
  public var source: String?

  enum CodingKeys: String, CodingKey, CaseIterable {
    case column = "colonne"
    case title = "titre"
    case file = "fichier"
    case key = "cle"
    case names = "noms"
    case source
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.strict(CodingKeys.self)
    column = try members.decode(String.self, forKey: .column)
    title = try members.decodeIfPresent(String.self, forKey: .title)
    file = try members.decode(String.self, forKey: .file)
    key = try members.decodeIfPresent(String.self, forKey: .key)
    names = try members.decodeIfPresent(NameSource.self, forKey: .names)
    source = try members.decodeIfPresent(String.self, forKey: .source)
  }
}

/// `noms`: names by code.
public struct NameSource: Sendable, Decodable {
  public var file: String
  public var key: String?
  public var value: String?
  public var filter: String?

  enum CodingKeys: String, CodingKey, CaseIterable {
    case file = "fichier"
    case key = "cle"
    case value = "valeur"
    case filter = "filtre"
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.strict(CodingKeys.self)
    file = try members.decode(String.self, forKey: .file)
    key = try members.decodeIfPresent(String.self, forKey: .key)
    value = try members.decodeIfPresent(String.self, forKey: .value)
    filter = try members.decodeIfPresent(String.self, forKey: .filter)
  }
}

/// `sites`: where care is.
public struct SiteSource: Sendable, Decodable {
  public var file: String
  /// What they are, in the plural: "maisons de santé".
  public var noun: String
  public var filter: String?
  public var x: String?
  public var y: String?
  public var crs: String?
  /// Column of the commune's code: such a site belongs to it whatever the contours say.
  public var code: String?
  /// Column that names a site.
  public var label: String?
  public var source: String?

  enum CodingKeys: String, CodingKey, CaseIterable {
    case file = "fichier"
    case noun = "libelle"
    case filter = "filtre"
    case x
    case y
    case crs
    case code = "commune"
    case label = "nom"
    case source
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.strict(CodingKeys.self)
    file = try members.decode(String.self, forKey: .file)
    noun = try members.decodeIfPresent(String.self, forKey: .noun) ?? "sites"
    filter = try members.decodeIfPresent(String.self, forKey: .filter)
    x = try members.decodeIfPresent(String.self, forKey: .x)
    y = try members.decodeIfPresent(String.self, forKey: .y)
    crs = try members.decodeIfPresent(String.self, forKey: .crs)
    code = try members.decodeIfPresent(String.self, forKey: .code)
    label = try members.decodeIfPresent(String.self, forKey: .label)
    source = try members.decodeIfPresent(String.self, forKey: .source)
  }
}

/// One of `couvertures`: a distance, with the parameters of the gaps.
public struct CoverageSource: Sendable, Decodable {
  public var metres: Double
  public var segments: Int
  public var isGeodesic: Bool
  public var minimumGapSquareMetres: Double
  public var sliverWidthMetres: Double

  enum CodingKeys: String, CodingKey, CaseIterable {
    case distance
    case segments
    case isGeodesic = "geodesique"
    case minimumGap = "surface_minimale"
    case sliverWidth = "largeur_artefact"
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.strict(CodingKeys.self)
    metres = try decoder.length(try members.decode(String.self, forKey: .distance), CodingKeys.distance)
    segments = try members.decodeIfPresent(Int.self, forKey: .segments) ?? CoverageJob.Options.defaultSegments
    isGeodesic = try members.decodeIfPresent(Bool.self, forKey: .isGeodesic) ?? false
    minimumGapSquareMetres =
      try members.decodeIfPresent(String.self, forKey: .minimumGap).map {
        try decoder.area($0, CodingKeys.minimumGap)
      } ?? CoverageJob.Options.defaultMinimumGapSquareMetres
    sliverWidthMetres =
      try members.decodeIfPresent(String.self, forKey: .sliverWidth).map {
        try decoder.length($0, CodingKeys.sliverWidth)
      } ?? CoverageJob.Options.defaultSliverWidthMetres
    guard (32...4096).contains(segments) else {
      throw StudyFault(
        path: StudyPath.text(decoder.codingPath + [CodingKeys.segments]),
        message: Phrase(en: "too few or too many segments", fr: "trop ou trop peu de segments"), found: "\(segments)",
        expected: Phrase(en: "32 to 4096", fr: "32 à 4096"))
    }
  }
}

extension Decoder {
  /// A length above 0 in metres, from `15km`.
  func length(_ text: String, _ key: any CodingKey) throws -> Double {
    if let metres = Measure.lengthMetres(text), metres > 0 { return metres }
    throw StudyFault(
      path: StudyPath.text(codingPath + [key]),
      message: Phrase(en: "this is not a length", fr: "ce n’est pas une longueur"), found: text,
      expected: Phrase(verbatim: "15km, 800m"))
  }

  /// An area in square metres, from `1km2`.
  func area(_ text: String, _ key: any CodingKey) throws -> Double {
    if let area = Measure.areaSquareMetres(text) { return area }
    throw StudyFault(
      path: StudyPath.text(codingPath + [key]),
      message: Phrase(en: "this is not an area", fr: "ce n’est pas une surface"), found: text,
      expected: Phrase(verbatim: "1km2, 20ha"))
  }
}
