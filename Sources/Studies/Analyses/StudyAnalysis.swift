import GeoModel
public import Reports

/// A kind of analysis: how it is written in a study, and what it answers.
///
/// One file a kind; `AnalysisEntry.kinds` lists them.
protocol StudyAnalysis: Sendable, Decodable {
  /// `type` in the study.
  static var type: String { get }
  /// The title of its section where the study gives none.
  static var defaultTitle: String { get }
  /// True where it measures distances as the crow flies.
  static var measuresDistances: Bool { get }

  /// - Throws: `Diagnostic` for a level, set of sites, file or column that is not there.
  func answer(_ context: AnalysisContext) throws(Diagnostic) -> AnalysisAnswer
}

extension StudyAnalysis {
  static var measuresDistances: Bool { false }
}

/// What an analysis gives: a section of the report, and data files.
struct AnalysisAnswer: Sendable {
  var answer: [Prose]
  var tables: [FigureTable] = []
  var method: [Prose] = []
  var balances: [AnalysisSection.Balance] = []
  /// GeoJSON layers, and tables beside those of the report: name and content.
  var layers: [(name: String, bytes: [UInt8])] = []
  /// For `--json`: key and figure.
  var figures: [(key: String, value: FigureTable.Figure)] = []
  /// Values that a map can show.
  var map: AnalysisMap?
  /// What later analyses may ask for.
  var access: StudyAccess?
}

/// Values by territory for the map of a study that looks at no distance.
struct AnalysisMap: Sendable {
  /// Level of the values; nil for the mesh.
  var level: String?
  var values: [String: Double]
  /// "Distance du pôle (km)"
  var title: String
  var unit: String?
  /// What the map shows, in words.
  var description: String
  /// The figure and its unit where they stand alone, in files; nil for those of the legend.
  var fileWords: FigureWords?
  /// Ascending bounds of the classes and what the legend calls them; empty to choose them from the values.
  var bounds: [Double] = []
  var labels: [String] = []

  /// Counts as none, one and several.
  mutating func classAsCounts(none: String, one: String, several: String) {
    let most = values.values.max() ?? 0
    (bounds, labels) = ([0, 0.5, 1.5], [none, one])
    guard most > 1.5 else { return }
    bounds.append(max(2, most))
    labels.append(several)
  }
}

/// One of `analyses` of a study.
public struct AnalysisEntry: Sendable, Decodable {
  /// "Q8"
  public var question: String?
  public var title: String
  public var asked: String?
  /// What the reader must know, said after how it was computed.
  public var remarks: [String]
  let analysis: any StudyAnalysis

  /// The kinds, in the order of the messages.
  static let kinds: [any StudyAnalysis.Type] = [
    DistancesAnalysis.self, SitesInTerritoryAnalysis.self, RatesAnalysis.self,
    ComparedPopulationsAnalysis.self, UnlistedCommunesAnalysis.self, TerritoriesWithoutSiteAnalysis.self,
    PublishedFiguresAnalysis.self, AccessAnalysis.self, InequalityAnalysis.self,
    AplAnalysis.self,
  ]

  private enum Key: String, CodingKey, CaseIterable {
    case type
    case question
    case title = "titre"
    case asked = "texte"
    case remarks = "remarques"
  }

  /// Keys that every kind knows.
  static let commonKeys = Key.allCases.map(\.rawValue)

  public var type: String { Swift.type(of: analysis).type }

  /// True where it counts the inhabitants of communes outside the study.
  var countsSurroundings: Bool { (analysis as? AccessAnalysis)?.outside == .all }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: Key.self)
    let type = try members.decode(String.self, forKey: .type)
    guard let kind = Self.kinds.first(where: { $0.type == type }) else {
      throw StudyFault(
        path: StudyPath.text(decoder.codingPath + [Key.type]),
        message: Phrase(en: "this analysis is unknown", fr: "cette analyse est inconnue"), found: type,
        expected: Phrase(verbatim: Self.kinds.map { $0.type }.joined(separator: ", ")),
        hint: NameMatch.closest(to: type, among: Self.kinds.map { $0.type }, limit: 1).first.map {
          Phrase(verbatim: $0)
        })
    }
    question = try members.decodeIfPresent(String.self, forKey: .question)
    title = try members.decodeIfPresent(String.self, forKey: .title) ?? kind.defaultTitle
    asked = try members.decodeIfPresent(String.self, forKey: .asked)
    remarks = try members.decodeIfPresent([String].self, forKey: .remarks) ?? []
    analysis = try kind.init(from: decoder)
  }
}

/// The answers of a study's analyses, in its order.
public struct AnalysisResult: Sendable {
  public var type: String
  public var section: AnalysisSection
  /// Data files: name and content.
  public var files: [(name: String, bytes: [UInt8])]
  public var figures: [(key: String, value: FigureTable.Figure)]
  public var measuresDistances: Bool
  var map: AnalysisMap?
  var access: StudyAccess?

  /// - Parameter taken: names of files that earlier analyses give.
  init(_ entry: AnalysisEntry, _ context: AnalysisContext, taken: Set<String>) throws(Diagnostic) {
    var answer = try entry.analysis.answer(context)
    var names = taken
    for index in answer.tables.indices {
      let name = answer.tables[index].name
      var number = 2
      while !names.insert(answer.tables[index].name + ".csv").inserted {
        answer.tables[index].name = "\(name)-\(number)"
        number += 1
      }
    }
    for index in answer.layers.indices {
      let name = answer.layers[index].name
      var number = 2
      while !names.insert(answer.layers[index].name).inserted {
        let dot = name.lastIndex(of: ".") ?? name.endIndex
        answer.layers[index].name = "\(name[..<dot])-\(number)\(name[dot...])"
        number += 1
      }
    }
    type = entry.type
    section = AnalysisSection(
      question: entry.question, title: entry.title, asked: entry.asked, answer: answer.answer,
      tables: answer.tables, method: answer.method + entry.remarks.map { Prose($0) })
    section.balances = answer.balances
    files = answer.tables.map { table in
      (table.name + ".csv", table.csv(isApproximate: context.isApproximate && table.dependsOnContours))
    }
    files += answer.layers
    section.files = files.map(\.name)
    figures = answer.figures
    measuresDistances = Swift.type(of: entry.analysis).measuresDistances
    map = answer.map
    access = answer.access
  }
}
