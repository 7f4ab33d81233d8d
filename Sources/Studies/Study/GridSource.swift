import GeoModel

/// `carreaux`: a population by squares, a text for its file or an object.
struct GridSource: Sendable, Decodable {
  /// How a square that a border cuts is shared.
  enum Method: String, CaseIterable {
    case area = "surface"
    case center = "centre"

    var value: PopulationGrid.Method { self == .area ? .area : .center }
  }

  var file: String
  var column: String?
  var layer: String?
  var crs: String?
  var method = PopulationGrid.Method.area

  enum CodingKeys: String, CodingKey, CaseIterable {
    case file = "fichier"
    case column = "valeur"
    case layer = "couche"
    case crs
  }

  init(from decoder: any Decoder) throws {
    if let text = try? decoder.singleValueContainer().decode(String.self) {
      file = text
      return
    }
    let members = try decoder.strict(CodingKeys.self)
    file = try members.decode(String.self, forKey: .file)
    column = try members.decodeIfPresent(String.self, forKey: .column)
    layer = try members.decodeIfPresent(String.self, forKey: .layer)
    crs = try members.decodeIfPresent(String.self, forKey: .crs)
  }
}

/// `methode_population`: where the people of uncovered land are.
enum PeopleWord: String, CaseIterable {
  case area = "surface"
  case point = "points"
  case grid = "carreaux"

  var method: UncoveredPeople.Method {
    switch self {
    case .area: .area
    case .point: .point
    case .grid: .grid
    }
  }
}
