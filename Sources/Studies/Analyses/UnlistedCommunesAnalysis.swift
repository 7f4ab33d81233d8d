import Coverage
import GeoFormats
import GeoModel
import Reports

/// `communes_sans_projet`: communes in no project's territory, in one, in several.
struct UnlistedCommunesAnalysis: StudyAnalysis {
  static let type = "communes_sans_projet"
  static let defaultTitle = "Communes sans projet"

  var composition: CompositionSource
  /// Levels to sum by.
  var levels: [String]

  enum CodingKeys: String, CodingKey, CaseIterable {
    case composition = "appartenance"
    case levels = "niveaux"
  }

  init(from decoder: any Decoder) throws {
    let members = try decoder.strict(CodingKeys.self, and: AnalysisEntry.commonKeys)
    composition = try members.decode(CompositionSource.self, forKey: .composition)
    levels = try members.decodeIfPresent([String].self, forKey: .levels) ?? []
  }

  func answer(_ context: AnalysisContext) throws(Diagnostic) -> AnalysisAnswer {
    let listings = try CompositionReader.listings(
      composition, context.study, context.inputs, field: context.path + ".appartenance",
      session: context.session)
    let layer = context.layer
    let coverage = MembershipCoverage(
      codes: layer.codes, populations: context.inputs.populations, listings: listings,
      partPopulations: context.inputs.populationByCode,
      partCounts: Dictionary(
        uniqueKeysWithValues: PopulationLoader.arrondissements.map { ($0.commune, $0.last - $0.first + 1) }))
    let names = try CompositionReader.names(composition, context.study, session: context.session)
    let frames = try levels.map { level throws(Diagnostic) in try context.frame(level, key: "niveaux") }
    var answer = AnalysisAnswer(answer: text(coverage, frames, context))
    answer.tables =
      frames.map { table(coverage, $0, context, names) } + [communes(coverage, frames, context, names)]
    answer.method = [
      Prose(
        "Une commune est dans le territoire d’un projet si la composition de ce territoire la liste ; il ne s’agit pas d’une distance. La composition des territoires est celle du fichier\(composition.source.map { " (\($0))" } ?? "")."
      )
    ]
    if !coverage.unmatched.isEmpty {
      let codes = Set(coverage.unmatched.map(\.commune)).sorted()
      answer.method.append(
        Prose(
          "Codes de la composition absents de l’étude : \(numbers.integer(codes.count)) (\(FrenchWords.list(codes, limit: 5)))."
        ))
    }
    answer.balances = balances(coverage, context)
    answer.layers = [try geojson(coverage, context)]
    let people = coverage.people
    answer.figures = [
      ("communes_sans_projet", .count(coverage.count(.none))),
      ("communes_un_projet", .count(coverage.count(.one))),
      ("communes_plusieurs_projets", .count(coverage.count(.several))),
      ("communes_partielles", .count(coverage.count(.partial))),
      ("population_sans_projet", .init(people?.none)), ("population_un_projet", .init(people?.one)),
      ("population_plusieurs_projets", .init(people?.several)),
    ]
    var values: [String: Double] = [:]
    for (index, code) in layer.codes.enumerated() {
      values[code] = Double(coverage.communes[index].coverages.count)
    }
    var map = AnalysisMap(
      level: nil, values: values, title: "Dans le territoire de",
      description: "communes dans le territoire d’aucun projet, d’un seul ou de plusieurs")
    map.fileWords = FigureWords("Projets dont le territoire comprend la commune", unit: "projets")
    map.classAsCounts(none: "aucun projet", one: "un projet", several: "plusieurs projets")
    answer.map = map
    return answer
  }

  private var numbers: FrenchNumber { FrenchNumber.typographic }

  private func text(
    _ coverage: MembershipCoverage, _ frames: [LevelFrame], _ context: AnalysisContext
  ) -> [Prose] {
    let projects = Set(coverage.communes.flatMap(\.coverages)).count
    let none = coverage.count(.none)
    let mesh = FrenchWords.count(none, "commune n’est", "communes ne sont", none: "Aucune commune n’est")
    var first =
      "\(mesh) dans le territoire d’aucun des \(numbers.integer(projects)) \(composition.noun), sur \(numbers.integer(coverage.communes.count))"
    if let people = coverage.people { first += " ; \(FrenchWords.livingThere(people.none))" }
    var items = [
      Prose(FrenchWords.sentence(first) + "."),
      Prose(
        "\(FrenchWords.sentence(FrenchWords.count(coverage.count(.one), "commune est", "communes sont", none: "aucune commune n’est"))) dans un seul, \(FrenchWords.count(coverage.count(.several), "dans plusieurs", "dans plusieurs", none: "aucune dans plusieurs"))."
      ),
    ]
    for frame in frames {
      let rows = tallies(coverage, frame)
      let empty = frame.codes.indices.filter { rows[$0].none == frame.communes[$0] }
      let title = context.title(frame)
      items.append(
        empty.isEmpty
          ? Prose("\(title) : aucun territoire n’est entièrement sans projet.")
          : Prose(
            "\(title) : \(FrenchWords.territories(empty.count)) sur \(numbers.integer(frame.count)) sans aucun projet (\(FrenchWords.list(empty.map { frame.label($0) }, limit: 12)))."
          ))
    }
    return items
  }

  private struct Tally {
    var none = 0
    var one = 0
    var several = 0
    var partial = 0
    /// Nil where no commune has a known population.
    var people: (without: Double, one: Double, several: Double)?
    var projects = Set<String>()

    mutating func add(_ commune: MembershipCoverage.Commune) {
      switch commune.state {
      case .none: none += 1
      case .one: one += 1
      case .several: several += 1
      case .partial: partial += 1
      }
      if let more = commune.people {
        let sum = people ?? (0, 0, 0)
        people = (sum.without + more.none, sum.one + more.one, sum.several + more.several)
      }
      projects.formUnion(commune.coverages)
    }
  }

  /// One a territory, then what lies in none.
  private func tallies(_ coverage: MembershipCoverage, _ frame: LevelFrame) -> [Tally] {
    var rows = [Tally](repeating: Tally(), count: frame.count + 1)
    for (index, commune) in coverage.communes.enumerated() {
      let level = frame.levelOf[index]
      rows[level < 0 ? frame.count : level].add(commune)
    }
    return rows
  }

  private func table(
    _ coverage: MembershipCoverage, _ frame: LevelFrame, _ context: AnalysisContext, _ names: [String: String]
  ) -> FigureTable {
    var table = FigureTable(
      AnalysisContext.fileName("communes-sans-projet", frame.key),
      [
        .init("code", nil), .init("nom", "Territoire"), .init("population", "Habitants", .people),
        .init("communes", "Communes", .count), .init("tronque", nil, .flag),
        .init("communes_sans_projet", "Sans projet", .count), .init("communes_un_projet", "Un", .count),
        .init("communes_plusieurs_projets", "Plusieurs", .count),
        .init("communes_partielles", coverage.count(.partial) > 0 ? "En partie" : nil, .count),
        .init("population_sans_projet", "Habitants sans projet", .people),
        .init("population_un_projet", nil, .people), .init("population_plusieurs_projets", nil, .people),
        .init("projets", nil), .init("projets_noms", "Lesquels"),
      ])
    table.caption = context.title(frame)
    let rows = tallies(coverage, frame)
    func cells(_ tally: Tally) -> [FigureTable.Figure] {
      [
        .count(tally.none), .count(tally.one), .count(tally.several), .count(tally.partial),
        .init(tally.people?.without), .init(tally.people?.one), .init(tally.people?.several),
        .text(tally.projects.sorted().joined(separator: ";")),
        .text(tally.projects.sorted().map { names[$0] ?? $0 }.joined(separator: " ; ")),
      ]
    }
    table.rows = frame.codes.indices.map { index in
      [
        .text(frame.codes[index]), .text(frame.label(index)), .init(frame.populations[index]),
        .count(frame.communes[index]), .flag(frame.isTruncated(index)),
      ] + cells(rows[index])
    }
    table.shown = frame.codes.indices.sorted {
      (rows[$0].people?.without ?? 0, rows[$0].none, frame.codes[$1]) > (
        rows[$1].people?.without ?? 0, rows[$1].none, frame.codes[$0]
      )
    }
    table.marked = Set(frame.codes.indices.filter { frame.isTruncated($0) })
    if !table.marked.isEmpty { table.note = "* Tronqué : l’étude n’en contient qu’une partie." }
    if frame.communesOutside > 0 {
      table.totals.append(
        [
          .missing, .text("Hors niveau"), .init(frame.populationOutside), .count(frame.communesOutside),
          .text(""),
        ]
          + cells(rows[frame.count]))
    }
    var total = Tally()
    for commune in coverage.communes { total.add(commune) }
    total.projects = []
    table.totals.append(
      [.missing, .text("Total"), .init(frame.population), .count(context.layer.codes.count), .text("")]
        + cells(total))
    return table
  }

  /// Every commune in the file; in the report those without a project, most inhabitants first.
  private func communes(
    _ coverage: MembershipCoverage, _ frames: [LevelFrame], _ context: AnalysisContext,
    _ names: [String: String]
  ) -> FigureTable {
    var table = FigureTable(
      "communes-et-projets",
      [.init("code", nil), .init("nom", "Commune"), .init("population", "Habitants", .people)]
        + frames.flatMap { frame -> [FigureTable.Column] in
          [
            .init(FieldName.ascii(frame.key), nil),
            .init(FieldName.ascii(frame.key) + "_nom", context.title(frame)),
          ]
        } + [.init("etat", nil), .init("projets", nil), .init("projets_noms", nil)])
    let layer = context.layer
    func people(_ index: Int) -> Double? {
      context.inputs.populations.isEmpty ? nil : context.inputs.populations[index]
    }
    table.rows = layer.codes.indices.map { index in
      [.text(layer.codes[index]), .init(layer.names[index]), .init(people(index))]
        + frames.flatMap { frame -> [FigureTable.Figure] in
          let level = frame.levelOf[index]
          return level < 0 ? [.missing, .missing] : [.text(frame.codes[level]), .text(frame.label(level))]
        } + [
          .text(coverage.communes[index].state.rawValue),
          .text(coverage.communes[index].coverages.joined(separator: ";")),
          .text(coverage.communes[index].coverages.map { names[$0] ?? $0 }.joined(separator: " ; ")),
        ]
    }
    let without = layer.codes.indices.filter { coverage.communes[$0].state == .none }
    table.shown = without.sorted { (people($0) ?? 0, layer.codes[$1]) > (people($1) ?? 0, layer.codes[$0]) }
    table.caption = "Communes sans projet, les plus peuplées d’abord"
    return table
  }

  private func balances(_ coverage: MembershipCoverage, _ context: AnalysisContext) -> [AnalysisSection
    .Balance]
  {
    var parts = [
      (value: Double(coverage.count(.none)), name: "sans projet"),
      (Double(coverage.count(.one)), "dans un"), (Double(coverage.count(.several)), "dans plusieurs"),
    ]
    if coverage.count(.partial) > 0 { parts.append((Double(coverage.count(.partial)), "en partie")) }
    var balances = [
      AnalysisSection.Balance(
        "Projets, \(context.meshNoun)", total: Double(coverage.communes.count), "en tout", parts: parts)
    ]
    if let people = coverage.people, !context.inputs.populations.contains(where: { $0 == nil }) {
      balances.append(
        AnalysisSection.Balance(
          "Projets, population", total: context.inputs.populations.reduce(0) { $0 + ($1 ?? 0) }, "habitants",
          parts: [
            (people.none, "sans projet"), (people.one, "dans un"), (people.several, "dans plusieurs"),
          ]))
    }
    return balances
  }

  private func geojson(
    _ coverage: MembershipCoverage, _ context: AnalysisContext
  ) throws(Diagnostic) -> (name: String, bytes: [UInt8]) {
    let layer = context.layer
    let polygons = try layer.polygonsInLonLat()
    let features = layer.codes.indices.map { index in
      var properties: [(key: String, value: JSONValue)] = [
        ("code", .string(layer.codes[index])), ("nom", .optional(layer.names[index])),
        ("population", .people(context.inputs.populations.isEmpty ? nil : context.inputs.populations[index])),
        ("etat", .string(coverage.communes[index].state.rawValue)),
        ("projets", .string(coverage.communes[index].coverages.joined(separator: ";"))),
      ]
      if layer.isApproximate { properties.append(("contours", "approchés")) }
      return GeoJSONFeature(geometry: .polygons(polygons[index]), properties: properties)
    }
    return (
      "communes-sans-projet.geojson",
      GeoJSONWriter.write(features, members: GapFeatures.members(of: layer)).bytes
    )
  }
}
