public import Coverage
import GeoModel

/// One of `couvertures`: within a distance of sites or a time by a matrix, or listed by a composition.
enum CoverageEntry: Decodable {
  case distance(CoverageSource)
  case times(TimeCoverageSource)
  case membership(CompositionSource)

  private enum Key: String, CodingKey {
    case membership = "appartenance"
    case times = "temps"
  }

  init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: Key.self)
    if members.contains(.membership) {
      self = .membership(try CompositionSource.Entry(from: decoder).composition)
    } else if members.contains(.times) {
      self = .times(try TimeCoverageSource(from: decoder))
    } else {
      self = .distance(try CoverageSource(from: decoder))
    }
  }
}

/// `appartenance`: which communes each CPTS lists.
public struct CompositionSource: Sendable, Decodable {
  public var file: String
  /// Column of the communes; nil to recognise it.
  public var key: String?
  /// Column of those that list them.
  public var by: String
  /// The level whose codes stand in `key` instead of those of communes: "epci".
  public var keyLevel: String?
  /// Column that narrows a row to a part of the commune.
  public var part: String?
  /// Rows to keep, as `--where`.
  public var filter: String?
  /// Names of those that list them, by code.
  public var names: NameSource?
  /// What they are, in the plural: "CPTS".
  public var noun: String
  /// COG year of its codes, to carry them to that of the territories; nil to take them as they are.
  public var millesime: Int?
  public var source: String?

  enum CodingKeys: String, CodingKey, CaseIterable {
    case file = "fichier"
    case key = "cle"
    case keyLevel = "cle_niveau"
    case by = "par"
    case part = "partie"
    case filter = "filtre"
    case names = "noms"
    case noun = "libelle"
    case millesime
    case source
  }

  /// An entry of `couvertures` that holds nothing but the composition.
  struct Entry: Decodable {
    var composition: CompositionSource

    enum CodingKeys: String, CodingKey, CaseIterable { case composition = "appartenance" }

    init(from decoder: any Decoder) throws {
      composition = try decoder.strict(CodingKeys.self).decode(CompositionSource.self, forKey: .composition)
    }
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.strict(CodingKeys.self)
    file = try members.decode(String.self, forKey: .file)
    key = try members.decodeIfPresent(String.self, forKey: .key)
    keyLevel = try members.decodeIfPresent(String.self, forKey: .keyLevel)
    by = try members.decode(String.self, forKey: .by)
    part = try members.decodeIfPresent(String.self, forKey: .part)
    filter = try members.decodeIfPresent(String.self, forKey: .filter)
    names = try members.decodeIfPresent(NameSource.self, forKey: .names)
    noun = try members.decodeIfPresent(String.self, forKey: .noun) ?? "CPTS"
    millesime = try members.decodeIfPresent(Int.self, forKey: .millesime)
    source = try members.decodeIfPresent(String.self, forKey: .source)
  }
}

/// A coverage by distance, with the parameters of the gaps.
public struct CoverageSource: Sendable, Decodable {
  /// The set of sites; nil for the first.
  public var sites: String?
  /// Of `distance`, or what `duree` makes at a speed.
  public var metres: Double
  /// Where the threshold is a time that is estimated from the distance.
  public var estimate: Estimate?
  public var segments: Int
  public var isGeodesic: Bool
  public var minimumGapSquareMetres: Double
  public var sliverWidthMetres: Double

  /// Minutes at a speed, along a road longer than the straight line.
  public struct Estimate: Sendable, Equatable {
    public var minutes: Double
    public var travel: DistanceCosts.Travel
  }

  enum CodingKeys: String, CodingKey, CaseIterable {
    case sites
    case distance
    case minutes = "duree"
    case speed = "vitesse"
    case detour
    case segments
    case isGeodesic = "geodesique"
    case minimumGap = "surface_minimale"
    case sliverWidth = "largeur_artefact"
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.strict(CodingKeys.self)
    sites = try members.decodeIfPresent(String.self, forKey: .sites)
    let travel = try decoder.travel(
      try members.decodeIfPresent(Double.self, forKey: .speed),
      try members.decodeIfPresent(Double.self, forKey: .detour), (CodingKeys.speed, CodingKeys.detour))
    if let text = try members.decodeIfPresent(String.self, forKey: .minutes) {
      if members.contains(.distance) { throw decoder.refuse(CodingKeys.minutes, with: CodingKeys.distance) }
      guard let travel else { throw decoder.need(CodingKeys.speed, for: CodingKeys.minutes) }
      let minutes = try decoder.minutes(text, CodingKeys.minutes)
      estimate = Estimate(minutes: minutes, travel: travel)
      metres = travel.metres(minutes)
    } else {
      if travel != nil { throw decoder.need(CodingKeys.minutes, for: CodingKeys.speed) }
      metres = try decoder.length(try members.decode(String.self, forKey: .distance), CodingKeys.distance)
    }
    segments =
      try members.decodeIfPresent(Double.self, forKey: .segments).map {
        try decoder.count($0, CodingKeys.segments)
      } ?? CoverageJob.Options.defaultSegments
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
        message: Phrase(en: "too few or too many segments", fr: "trop ou trop peu de segments"),
        found: "\(segments)",
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

  /// A whole number of 0 or more; decoding an `Int` itself would say "not valid JSON" of `1.5`.
  func count(_ value: Double, _ key: any CodingKey) throws -> Int {
    if let count = Int(exactly: value), (0...1_000_000_000).contains(count) { return count }
    throw StudyFault(
      path: StudyPath.text(codingPath + [key]),
      message: Phrase(en: "this is not a whole number", fr: "ce n’est pas un nombre entier"),
      found: "\(value)",
      expected: Phrase(en: "0 to 1,000,000,000", fr: "0 à 1 000 000 000"))
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
