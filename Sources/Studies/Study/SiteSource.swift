import GeoModel

/// `sites`, or one of them: where care is, or where something happened.
public struct SiteSource: Sendable, Decodable {
  /// What coverages, checks and analyses call the set; "sites" where the study has one only.
  public var id: String
  public var file: String
  /// What they are, in the plural: "maisons de santé".
  public var noun: String
  public var filter: String?
  public var x: String?
  public var y: String?
  public var crs: String?
  /// Layer of a file that holds several.
  public var layer: String?
  /// Column of the commune's code: such a site belongs to it whatever the contours say.
  public var code: String?
  /// Column that names a site.
  public var label: String?
  /// Which territory a site works for, wherever it stands.
  public var owner: OwnerSource?
  public var source: String?

  static let defaultID = "sites"

  enum CodingKeys: String, CodingKey, CaseIterable {
    case id
    case file = "fichier"
    case noun = "libelle"
    case filter = "filtre"
    case x
    case y
    case crs
    case layer = "couche"
    case code = "commune"
    case label = "nom"
    case owner = "appartient"
    case source
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.strict(CodingKeys.self)
    id = try members.decodeIfPresent(String.self, forKey: .id) ?? Self.defaultID
    file = try members.decode(String.self, forKey: .file)
    noun = try members.decodeIfPresent(String.self, forKey: .noun) ?? "sites"
    filter = try members.decodeIfPresent(String.self, forKey: .filter)
    x = try members.decodeIfPresent(String.self, forKey: .x)
    y = try members.decodeIfPresent(String.self, forKey: .y)
    crs = try members.decodeIfPresent(String.self, forKey: .crs)
    layer = try members.decodeIfPresent(String.self, forKey: .layer)
    code = try members.decodeIfPresent(String.self, forKey: .code)
    label = try members.decodeIfPresent(String.self, forKey: .label)
    owner = try members.decodeIfPresent(OwnerSource.self, forKey: .owner)
    source = try members.decodeIfPresent(String.self, forKey: .source)
  }
}

/// `appartient`: the level whose territory a site works for, and the column of its code.
public struct OwnerSource: Sendable, Decodable, Equatable {
  public var level: String
  public var column: String

  enum CodingKeys: String, CodingKey, CaseIterable {
    case level = "niveau"
    case column = "colonne"
  }

  /// A text is the level and the column; an object names them apart.
  public init(from decoder: any Decoder) throws {
    if let text = try? decoder.singleValueContainer().decode(String.self) {
      (level, column) = (text, text)
      return
    }
    let members = try decoder.strict(CodingKeys.self)
    level = try members.decode(String.self, forKey: .level)
    column = try members.decodeIfPresent(String.self, forKey: .column) ?? level
  }
}

/// `sites` as a study writes it: one object, or a list of them.
struct SiteSets: Decodable {
  var sets: [SiteSource]

  init(from decoder: any Decoder) throws {
    if (try? decoder.unkeyedContainer()) != nil {
      sets = try decoder.singleValueContainer().decode([SiteSource].self)
    } else {
      sets = [try SiteSource(from: decoder)]
    }
    // The names of files and columns come from the ids.
    var seen = Set<String>()
    for set in sets where set.id.isEmpty || !seen.insert(FieldName.ascii(set.id)).inserted {
      throw StudyFault(
        path: StudyPath.text(decoder.codingPath),
        message: Phrase(
          en: "every set of sites needs an \"id\" of its own",
          fr: "chaque jeu de sites demande un « id » qui lui soit propre"),
        found: set.id)
    }
  }
}
