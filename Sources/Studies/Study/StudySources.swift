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
  /// Layer of the files that hold several.
  public var layer: String?
  /// Which contours the communes of `points` are drawn with.
  public var contours: ContourChoice
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
    case layer = "couche"
    case contours
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
    layer = try members.decodeIfPresent(String.self, forKey: .layer)
    around = try members.decodeIfPresent([String].self, forKey: .around) ?? []
    source = try members.decodeIfPresent(String.self, forKey: .source)
    contours = .auto
    if let choice = try members.decodeIfPresent(String.self, forKey: .contours) {
      contours = try Self.choice(choice, hasPoints: points != nil, decoder)
    }
    guard files.isEmpty != (points == nil) else {
      throw StudyFault(
        path: StudyPath.text(decoder.codingPath),
        message: Phrase(
          en: "territories come from \"fichiers\" or from \"points\", one of them",
          fr: "les territoires viennent de « fichiers » ou de « points », l’un des deux"))
    }
  }

  private static func choice(_ text: String, hasPoints: Bool, _ decoder: any Decoder) throws -> ContourChoice
  {
    let path = StudyPath.text(decoder.codingPath + [CodingKeys.contours])
    guard let choice = ContourChoice(rawValue: text) else {
      throw StudyFault(
        path: path, message: Phrase(en: "no such contours", fr: "contours inconnus"), found: text,
        expected: Phrase(verbatim: ContourChoice.allCases.map(\.rawValue).joined(separator: ", ")))
    }
    guard hasPoints else {
      throw StudyFault(
        path: path,
        message: Phrase(
          en: "\"contours\" goes with \"points\": \"fichiers\" have contours of their own",
          fr: "« contours » va avec « points » : les « fichiers » ont leurs propres contours"), found: text)
    }
    return choice
  }
}

/// `populations`: inhabitants by code.
public struct PopulationSource: Sendable, Decodable {
  /// A table; empty where only squares are given.
  public var file: String
  /// Inhabitants by squares.
  var grid: GridSource?
  public var key: String?
  /// Layer of a file that holds several.
  public var layer: String?
  public var value: String?
  /// COG year of its codes, to carry them to that of the territories; nil to take them as they are.
  public var millesime: Int?
  public var source: String?

  enum CodingKeys: String, CodingKey, CaseIterable {
    case file = "fichier"
    case key = "cle"
    case layer = "couche"
    case value = "valeur"
    case millesime
    case source
    case grid = "carreaux"
    case gridMethod = "methode"
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.strict(CodingKeys.self)
    grid = try members.decodeIfPresent(GridSource.self, forKey: .grid)
    if let word = try members.decodeIfPresent(String.self, forKey: .gridMethod) {
      if grid == nil { throw decoder.need(CodingKeys.grid, for: CodingKeys.gridMethod) }
      grid?.method = try decoder.choice(word, CodingKeys.gridMethod, as: GridSource.Method.self).value
    }
    file =
      grid == nil
      ? try members.decode(String.self, forKey: .file)
      : try members.decodeIfPresent(String.self, forKey: .file) ?? ""
    for other in [CodingKeys.key, .layer, .value, .millesime] where file.isEmpty && members.contains(other) {
      throw decoder.need(CodingKeys.file, for: other)
    }
    key = try members.decodeIfPresent(String.self, forKey: .key)
    layer = try members.decodeIfPresent(String.self, forKey: .layer)
    value = try members.decodeIfPresent(String.self, forKey: .value)
    millesime = try members.decodeIfPresent(Int.self, forKey: .millesime)
    source = try members.decodeIfPresent(String.self, forKey: .source)
  }
}

/// One of `niveaux`: a grouping of the mesh.
public struct LevelSource: Sendable, Decodable {
  /// Column of the level in its table; also its key in outputs and checks.
  public var column: String
  /// What the report calls it: "Territoires d’animation en santé".
  public var title: String?
  /// Its table; empty where the level is the whole.
  public var file: String
  /// The one territory that holds the whole mesh: France.
  public var whole: WholeSource?
  public var key: String?
  /// Layer of a file that holds several.
  public var layer: String?
  public var names: NameSource?
  /// COG year of its codes, to carry them to that of the territories; nil to take them as they are.
  public var millesime: Int?
  public var source: String?

  enum CodingKeys: String, CodingKey, CaseIterable {
    case column = "colonne"
    case title = "titre"
    case file = "fichier"
    case whole = "ensemble"
    case key = "cle"
    case layer = "couche"
    case names = "noms"
    case millesime
    case source
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.strict(CodingKeys.self)
    column = try members.decode(String.self, forKey: .column)
    title = try members.decodeIfPresent(String.self, forKey: .title)
    whole = try members.decodeIfPresent(WholeSource.self, forKey: .whole)
    file =
      whole == nil
      ? try members.decode(String.self, forKey: .file)
      : try members.decodeIfPresent(String.self, forKey: .file) ?? ""
    guard whole == nil || file.isEmpty else {
      throw StudyFault(
        path: StudyPath.text(decoder.codingPath),
        message: Phrase(
          en: "a level comes from \"fichier\" or is an \"ensemble\", one of them",
          fr: "un niveau vient de « fichier » ou est un « ensemble », l’un des deux"))
    }
    key = try members.decodeIfPresent(String.self, forKey: .key)
    layer = try members.decodeIfPresent(String.self, forKey: .layer)
    names = try members.decodeIfPresent(NameSource.self, forKey: .names)
    millesime = try members.decodeIfPresent(Int.self, forKey: .millesime)
    source = try members.decodeIfPresent(String.self, forKey: .source)
  }
}

/// `ensemble`: all the mesh as one territory.
public struct WholeSource: Sendable, Decodable {
  public var code: String
  public var name: String

  enum CodingKeys: String, CodingKey, CaseIterable {
    case code
    case name = "nom"
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.strict(CodingKeys.self)
    code = try members.decode(String.self, forKey: .code)
    name = try members.decode(String.self, forKey: .name)
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
