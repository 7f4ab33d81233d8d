import Coverage
import GeoModel
import Reports

/// `taux`: counts and amounts of the territories of a level, per inhabitant.
struct RatesAnalysis: StudyAnalysis {
  static let type = "taux"
  static let defaultTitle = "Taux par habitant"

  var level: String
  var measures: [RateMeasure]
  /// Columns for the counts among them.
  var smooth: Bool
  var funnel: Bool

  enum CodingKeys: String, CodingKey, CaseIterable {
    case level = "niveau"
    case measures = "mesures"
    case smooth = "lissage"
    case funnel = "entonnoir"
  }

  init(from decoder: any Decoder) throws {
    let members = try decoder.strict(CodingKeys.self, and: AnalysisEntry.commonKeys)
    level = try members.decode(String.self, forKey: .level)
    measures = try members.decode([RateMeasure].self, forKey: .measures)
    smooth = try members.decodeIfPresent(Bool.self, forKey: .smooth) ?? false
    funnel = try members.decodeIfPresent(Bool.self, forKey: .funnel) ?? false
    guard !measures.isEmpty else {
      throw StudyFault(
        path: StudyPath.text(decoder.codingPath + [CodingKeys.measures]),
        message: Phrase(en: "there is no measure", fr: "il n’y a aucune mesure"))
    }
  }

  func answer(_ context: AnalysisContext) throws(Diagnostic) -> AnalysisAnswer {
    let frame = try context.frame(level)
    var lines: [RateColumns] = []
    var keys = Set<String>()
    for (rank, measure) in measures.enumerated() {
      let level = try measure.measured(context, frame, field: "\(context.path).mesures[\(rank)].appartenance")
      let base = measure.base ?? (measure.unit == nil ? context.study.file.base : 1)
      var columns = RateColumns(
        frame: frame, level: level, base: base, unit: measure.unit, title: try title(measure, context),
        key: try key(measure, context))
      var number = 2
      while !keys.insert(columns.key).inserted {
        columns.key = try key(measure, context) + "_\(number)"
        number += 1
      }
      if smooth || funnel, columns.hasInterval {
        columns.extras = RateExtras(level, frame.populations, base: base, smooth: smooth, funnel: funnel)
      }
      lines.append(columns)
    }
    var table = FigureTable(
      AnalysisContext.fileName("taux", frame.key, lines[0].key),
      [
        .init("code", nil), .init("nom", "Territoire"), .init("population", "Habitants", .people),
        .init("communes", nil, .count), .init("tronque", nil, .flag),
      ] + lines.flatMap(\.columns))
    table.rows = frame.codes.indices.map { index in
      [
        .text(frame.codes[index]), .text(frame.label(index)), .init(frame.populations[index]),
        .count(frame.communes[index]), .flag(frame.isTruncated(index)),
      ] + lines.flatMap { $0.row(index) }
    }
    table.marked = Set(frame.codes.indices.filter { frame.isTruncated($0) })
    if !table.marked.isEmpty {
      table.note = "* Territoire tronqué : population de la partie présente dans l’étude."
    }
    if frame.communesOutside > 0 || lines.contains(where: { $0.level.outside > 0 }) {
      table.totals.append(
        [
          .missing, .text("Hors niveau"), .init(frame.populationOutside), .count(frame.communesOutside),
          .text(""),
        ]
          + lines.flatMap(\.outsideRow))
    }
    table.totals.append(
      [.missing, .text("Total"), .init(frame.population), .count(context.layer.codes.count), .text("")]
        + lines.flatMap { $0.totalRow(frame.population) })
    table.shown = order(frame, lines[0])
    var answer = AnalysisAnswer(answer: lines.map { $0.sentence(frame.population) })
    answer.tables = [table]
    answer.method = method(lines, context, frame)
    answer.balances = lines.filter { !$0.isUnknown }.map { line in
      AnalysisSection.Balance(
        "\(line.title) (\(FrenchWords.inSentence(context.title(frame))))", total: line.level.total,
        line.unit ?? "en tout", parts: line.balanceParts)
    }
    answer.figures = [("niveau", .text(frame.key)), ("territoires", .count(frame.count))]
    for line in lines {
      answer.figures.append((line.key, .number(line.level.total)))
      answer.figures.append((line.key + "_hors_niveau", .number(line.level.outside)))
      answer.figures.append((line.rateKey, .init(line.totalRate(frame.population))))
    }
    answer.map = lines[0].map(level: frame.key == "mailles" ? nil : frame.key)
    return answer
  }

  /// Highest rate first; those without one last, by code.
  private func order(_ frame: LevelFrame, _ line: RateColumns) -> [Int] {
    frame.codes.indices.sorted { a, b in
      let (first, second) = (line.rate(a) ?? -1, line.rate(b) ?? -1)
      return first == second ? a < b : first > second
    }
  }

  private var numbers: FrenchNumber { FrenchNumber.typographic }

  private func key(_ measure: RateMeasure, _ context: AnalysisContext) throws(Diagnostic) -> String {
    let stem: String
    switch measure.source {
    case .count(let sites):
      let set = try context.siteSet(sites)
      stem = measure.id ?? context.study.file.siteSets[set].id
    case .membership: stem = measure.id ?? "territoires_de_projet"
    case .sum, .table: stem = (measure.id.map { $0 + "_" } ?? "") + (measure.unit ?? "valeur")
    }
    return FieldName.ascii(stem)
  }

  private func title(_ measure: RateMeasure, _ context: AnalysisContext) throws(Diagnostic) -> String {
    if let title = measure.title { return title }
    switch measure.source {
    case .count(let sites): return FrenchWords.sentence(context.noun(try context.siteSet(sites)))
    case .membership(let composition): return FrenchWords.sentence(composition.noun)
    case .sum(_, let column): return FrenchWords.sentence(column)
    case .table(_, _, let value, _, _): return FrenchWords.sentence(value)
    }
  }

  private func method(_ lines: [RateColumns], _ context: AnalysisContext, _ frame: LevelFrame) -> [Prose] {
    var items: [Prose] = []
    if lines.contains(where: { $0.level.isCount && $0.level.distinct == nil }) {
      items.append(
        "Intervalle à 95 % : exact, de la loi de Poisson (Garwood), pour les nombres seulement ; avec peu de sites il est large, et l’écart entre deux taux peut tenir au hasard."
      )
    }
    if let extras = lines.compactMap(\.extras).first { items += extras.method }
    if lines.contains(where: { $0.level.distinct != nil }) {
      items.append(
        "Un projet dont le territoire s’étend sur plusieurs compte dans chacun : la somme des territoires dépasse alors le nombre de projets."
      )
    }
    if lines.contains(where: { $0.level.isOfWholeTerritories }) {
      items.append(
        "Montants lus par code de territoire : un territoire sans montant publié reste « n.d. », il n’est jamais estimé ; un territoire tronqué n’a pas de taux."
      )
    }
    for line in lines where line.level.unplaced > 0 {
      items.append(
        Prose("\(line.title) : \(numbers.integer(line.level.unplaced)) du fichier sans commune dans l’étude.")
      )
    }
    for line in lines where line.level.unknown > 0 {
      items.append(
        Prose(
          "\(line.title) : \(FrenchWords.count(line.level.unknown, "ligne sans valeur, non comptée", "lignes sans valeur, non comptées"))."
        ))
    }
    if lines.contains(where: { $0.level.outside > 0 && $0.level.isCount }) {
      items.append("Le taux du total ne compte pas ce qui est hors du niveau.")
    }
    let owned = context.study.file.siteSets.indices.contains { context.isOwned($0, in: frame) }
    if owned { items.append("Un site qui a un territoire attribué compte pour lui, où qu’il se trouve.") }
    items.append("Pas de taux sans population connue et non nulle.")
    return items
  }
}
