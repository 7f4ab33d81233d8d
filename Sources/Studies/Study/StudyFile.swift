import GeoModel

/// A study as its JSON file writes it. Keys are French; every key that is not known is refused.
///
/// Paths are relative to the study's own folder.
public struct StudyFile: Sendable, Decodable {
  public var title: String
  public var question: String?
  public var territories: TerritorySource
  public var populations: PopulationSource?
  /// How people of uncovered land are counted; nil for the squares where there are any, else by area.
  public var peopleMethod: UncoveredPeople.Method?
  public var levels: [LevelSource]
  /// Sets of sites; the first is the one that the map and the rates speak of.
  public var siteSets: [SiteSource]
  /// By distance: the first is the study's, the others are compared with it; empty for a study of membership or rates.
  public var coverages: [CoverageSource]
  /// By a matrix of travel times, in whole communes.
  public var timeCoverages: [TimeCoverageSource]
  /// By membership: who is listed by no CPTS, by one, by several.
  public var compositions: [CompositionSource]
  /// Each answers one question.
  public var analyses: [AnalysisEntry]
  /// Inhabitants that rates are given for.
  public var base: Double
  public var checks: [CheckSource]
  public var outputs: OutputChoice
  /// Publishers, as the map and the report print them.
  public var sources: [String]

  enum CodingKeys: String, CodingKey, CaseIterable {
    case title = "titre"
    case question
    case territories = "territoires"
    case populations
    case peopleMethod = "methode_population"
    case levels = "niveaux"
    case sites
    case coverages = "couvertures"
    case analyses
    case indicators = "indicateurs"
    case checks = "controles"
    case outputs = "sorties"
    case sources
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.strict(CodingKeys.self)
    title = try members.decode(String.self, forKey: .title)
    question = try members.decodeIfPresent(String.self, forKey: .question)
    territories = try members.decode(TerritorySource.self, forKey: .territories)
    populations = try members.decodeIfPresent(PopulationSource.self, forKey: .populations)
    if let word = try members.decodeIfPresent(String.self, forKey: .peopleMethod) {
      let method = try decoder.choice(word, CodingKeys.peopleMethod, as: PeopleWord.self).method
      let isKnown = method == .grid ? populations?.grid != nil : !(populations?.file.isEmpty ?? true)
      guard isKnown else {
        throw StudyFault(
          path: "methode_population",
          message: Phrase(
            en: "the study has no such populations", fr: "l’étude n’a pas de telles populations"),
          found: word,
          expected: Phrase(verbatim: method == .grid ? "populations.carreaux" : "populations.fichier"))
      }
      peopleMethod = method
    }
    levels = try members.decodeIfPresent([LevelSource].self, forKey: .levels) ?? []
    siteSets = try members.decodeIfPresent(SiteSets.self, forKey: .sites)?.sets ?? []
    coverages = []
    (timeCoverages, compositions) = ([], [])
    for entry in try members.decodeIfPresent([CoverageEntry].self, forKey: .coverages) ?? [] {
      switch entry {
      case .distance(let source): coverages.append(source)
      case .times(let source): timeCoverages.append(source)
      case .membership(let source): compositions.append(source)
      }
    }
    base = try members.decodeIfPresent(IndicatorChoice.self, forKey: .indicators)?.base ?? 100_000
    checks = try members.decodeIfPresent([CheckSource].self, forKey: .checks) ?? []
    outputs = try members.decodeIfPresent(OutputChoice.self, forKey: .outputs) ?? OutputChoice()
    sources = try members.decodeIfPresent([String].self, forKey: .sources) ?? []
    analyses = try members.decodeIfPresent([AnalysisEntry].self, forKey: .analyses) ?? []
    guard !coverages.isEmpty || !compositions.isEmpty || !analyses.isEmpty || !siteSets.isEmpty else {
      throw StudyFault(
        path: "couvertures",
        message: Phrase(
          en: "a study needs sites, a coverage or an analysis",
          fr: "une étude demande des sites, une couverture ou une analyse"),
        expected: Phrase(verbatim: "{ \"distance\": \"15km\" }"))
    }
    for (rank, set) in siteSets.enumerated() {
      guard let owner = set.owner, !levels.contains(where: { $0.column == owner.level }) else { continue }
      throw StudyFault(
        path: siteSets.count > 1 ? "sites[\(rank)].appartient" : "sites.appartient",
        message: Phrase(en: "the study has no such level", fr: "l’étude n’a pas ce niveau"),
        found: owner.level, expected: Phrase(verbatim: levels.map(\.column).joined(separator: ", ")))
    }
    for (rank, coverage) in coverages.enumerated() {
      _ = try siteSet(coverage.sites, at: "couvertures[\(rank)].sites")
    }
    for (rank, coverage) in timeCoverages.enumerated() {
      _ = try siteSet(coverage.sites, at: "couvertures[\(rank)].sites")
    }
    if let map = outputs.map, !analyses.contains(where: { $0.question == map || $0.type == map }) {
      throw StudyFault(
        path: "sorties.carte",
        message: Phrase(en: "the study has no such analysis", fr: "l’étude n’a pas cette analyse"),
        found: map,
        expected: Phrase(verbatim: analyses.map { $0.question ?? $0.type }.joined(separator: ", ")))
    }
    if let main = outputs.mainLevel, !levels.contains(where: { $0.column == main }) {
      throw StudyFault(
        path: "sorties.niveau_principal",
        message: Phrase(en: "the study has no such level", fr: "l’étude n’a pas ce niveau"), found: main,
        expected: Phrase(verbatim: levels.map(\.column).joined(separator: ", ")))
    }
  }
}

extension StudyFile {
  /// Of the main coverage, for what dissolves or joins contours.
  var sliverWidthMetres: Double {
    coverages.first?.sliverWidthMetres ?? CoverageJob.Options.defaultSliverWidthMetres
  }

  /// Index of a set of sites by its `id`; nil is the first.
  func siteSet(_ id: String?, at path: String) throws(StudyFault) -> Int {
    guard let id else {
      if !siteSets.isEmpty { return 0 }
      throw StudyFault(
        path: "sites", message: Phrase(en: "the study has no sites", fr: "l’étude n’a pas de sites"),
        found: path)
    }
    if let index = siteSets.firstIndex(where: { $0.id == id }) { return index }
    throw StudyFault(
      path: path, message: Phrase(en: "the study has no such sites", fr: "l’étude n’a pas ces sites"),
      found: id, expected: Phrase(verbatim: siteSets.map(\.id).joined(separator: ", ")))
  }
}

/// `indicateurs`: the base of the rates.
struct IndicatorChoice: Decodable {
  var base: Double

  enum CodingKeys: String, CodingKey, CaseIterable { case base }

  init(from decoder: any Decoder) throws {
    let members = try decoder.strict(CodingKeys.self)
    base = try members.decodeIfPresent(Double.self, forKey: .base) ?? 100_000
    guard (1...1e9).contains(base), base == base.rounded() else {
      throw StudyFault(
        path: StudyPath.text(decoder.codingPath + [CodingKeys.base]),
        message: .init(
          en: "rates need a whole base from 1 to 1,000,000,000",
          fr: "un taux demande une base entière de 1 à 1 000 000 000"),
        found: "\(base)")
    }
  }
}

/// `sorties`: what the map and the tables of the report speak of.
public struct OutputChoice: Sendable, Decodable {
  /// Key of the main level; nil for the first.
  public var mainLevel: String?
  /// What the territories of the mesh are called, in the plural: "communes".
  public var meshNoun: String?
  /// `question` or `type` of the analysis that the map shows, in a study without coverage; nil for the first.
  public var map: String?
  /// Title of the map; nil for that of the study.
  public var mapTitle: String?

  enum CodingKeys: String, CodingKey, CaseIterable {
    case mainLevel = "niveau_principal"
    case meshNoun = "nom_des_mailles"
    case map = "carte"
    case mapTitle = "titre_carte"
  }

  init() {}

  public init(from decoder: any Decoder) throws {
    let members = try decoder.strict(CodingKeys.self)
    mainLevel = try members.decodeIfPresent(String.self, forKey: .mainLevel)
    meshNoun = try members.decodeIfPresent(String.self, forKey: .meshNoun)
    map = try members.decodeIfPresent(String.self, forKey: .map)
    mapTitle = try members.decodeIfPresent(String.self, forKey: .mapTitle)
  }
}
