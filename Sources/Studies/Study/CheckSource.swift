import GeoModel

/// One of `controles`: a condition that the study must meet.
public enum CheckSource: Sendable, Decodable, Equatable {
  /// At least so many sites in each complete territory of a level.
  ///
  /// `sites` is the set to count; nil for the first.
  case sitesPerTerritory(level: String, sites: String?, minimum: Int)
  /// At least such a share of all inhabitants covered, 0…1.
  case coveredPopulation(minimum: Double)
  /// The same in each complete territory of a level.
  case coveredPopulationPerTerritory(level: String, minimum: Double)
  /// No inhabited place farther from a site.
  case farthestPlace(maximumMetres: Double)
  /// No gap larger, by area or by inhabitants.
  case largestGap(maximumSquareMetres: Double?, maximumPopulation: Double?)
  /// At most so many sites outside all territories, or without a usable place.
  case sitesOutside(sites: String?, maximum: Int)
  /// Every territory of the mesh has land in the layers and on the map: no island is lost.
  case everyTerritoryDrawn

  enum CodingKeys: String, CodingKey, CaseIterable {
    case type
    case level = "niveau"
    case sites
    case minimum
    case maximum
    case area = "surface"
    case population
  }

  enum Kind: String, CaseIterable {
    case sitesPerTerritory = "sites_par_territoire"
    case coveredPopulation = "population_couverte"
    case coveredPopulationPerTerritory = "population_couverte_par_territoire"
    case farthestPlace = "distance_maximale"
    case largestGap = "zone_maximale"
    case sitesOutside = "sites_hors_territoire"
    case everyTerritoryDrawn = "mailles_dessinees"
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.strict(CodingKeys.self)
    let type = try members.decode(String.self, forKey: .type)
    guard let kind = Kind(rawValue: type) else {
      throw StudyFault(
        path: StudyPath.text(decoder.codingPath + [CodingKeys.type]),
        message: Phrase(en: "this check is unknown", fr: "ce contrôle est inconnu"), found: type,
        expected: Phrase(verbatim: Kind.allCases.map(\.rawValue).joined(separator: ", ")))
    }
    /// A share between 0 and 1.
    func share() throws -> Double {
      let share = try members.decode(Double.self, forKey: .minimum)
      guard (0...1).contains(share) else {
        throw StudyFault(
          path: StudyPath.text(decoder.codingPath + [CodingKeys.minimum]),
          message: Phrase(en: "this is not a share", fr: "ce n’est pas une part"), found: "\(share)",
          expected: Phrase(en: "a number from 0 to 1", fr: "un nombre de 0 à 1"))
      }
      return share
    }
    switch kind {
    case .sitesPerTerritory:
      self = .sitesPerTerritory(
        level: try members.decode(String.self, forKey: .level),
        sites: try members.decodeIfPresent(String.self, forKey: .sites),
        minimum: try decoder.count(try members.decode(Double.self, forKey: .minimum), CodingKeys.minimum))
    case .coveredPopulation:
      self = .coveredPopulation(minimum: try share())
    case .coveredPopulationPerTerritory:
      self = .coveredPopulationPerTerritory(
        level: try members.decode(String.self, forKey: .level), minimum: try share())
    case .farthestPlace:
      self = .farthestPlace(
        maximumMetres: try decoder.length(
          try members.decode(String.self, forKey: .maximum), CodingKeys.maximum))
    case .largestGap:
      let area = try members.decodeIfPresent(String.self, forKey: .area).map {
        try decoder.area($0, CodingKeys.area)
      }
      let population = try members.decodeIfPresent(Double.self, forKey: .population)
      guard area != nil || population != nil else {
        throw StudyFault(
          path: StudyPath.text(decoder.codingPath),
          message: Phrase(
            en: "this check needs \"surface\" or \"population\"",
            fr: "ce contrôle demande « surface » ou « population »"))
      }
      self = .largestGap(maximumSquareMetres: area, maximumPopulation: population)
    case .sitesOutside:
      self = .sitesOutside(
        sites: try members.decodeIfPresent(String.self, forKey: .sites),
        maximum: try decoder.count(try members.decode(Double.self, forKey: .maximum), CodingKeys.maximum))
    case .everyTerritoryDrawn:
      self = .everyTerritoryDrawn
    }
  }
}
