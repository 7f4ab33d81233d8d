import Coverage
import GeoModel
import Reports

/// What an analysis of access answers: sentences, tables, method, balances.
struct AccessSection {
  let context: AnalysisContext
  let analysis: AccessAnalysis
  let access: StudyAccess
  let frame: LevelFrame
  let upper: LevelFrame?
  let unit: AccessUnit
  private let tables: AccessTables
  let level: AccessOfLevel
  let numbers = FrenchNumber.typographic

  init(
    context: AnalysisContext, analysis: AccessAnalysis, access: StudyAccess, frame: LevelFrame,
    upper: LevelFrame?
  ) {
    (self.context, self.analysis, self.access) = (context, analysis, access)
    (self.frame, self.upper) = (frame, upper)
    unit = AccessUnit(analysis, base: analysis.base ?? context.study.file.base)
    tables = AccessTables(context: context, access: access, unit: unit, values: access.values)
    level = tables.level(frame)
  }

  func answer() -> AnalysisAnswer {
    var answer = AnalysisAnswer(answer: [first] + [spread, ends, edge].compactMap { $0 })
    let above = upper.map { ($0, tables.level($0)) }
    answer.tables = [tables.table(frame, level, upper: above)]
    if let above { answer.tables.append(tables.table(above.0, above.1, upper: nil)) }
    answer.layers = [tables.places()]
    for other in context.frames where other.key != frame.key && other.key != upper?.key {
      let table = tables.table(other, tables.level(other), upper: nil)
      answer.layers.append((table.name + ".csv", table.csv()))
    }
    answer.method = method
    answer.balances = balances
    answer.figures = figures
    answer.map = map
    answer.access = access
    return answer
  }

  var job: AccessJob { access.job }
  var reach: String? { job.limit.isFinite ? unit.limit(job.limit) : nil }
  /// "par la route estimée" and the like: how far is told.
  private var way: String {
    if analysis.times != nil { return "par la matrice de temps" }
    return analysis.travel == nil ? "à vol d’oiseau" : "durée estimée à vol d’oiseau"
  }

  // MARK: - What is said

  private var first: Prose {
    let how = ([job.options.method.acronym] + (reach.map { ["\($0) \(way)"] } ?? [way])).joined(
      separator: ", ")
    var text = "\(FrenchWords.sentence(unit.subject)) est en moyenne de \(unit.text(level.total.mean))"
    text += " (\(access.noun) ; \(how))"
    let none = level.total.without
    let all = frame.population ?? 0
    text += " ; "
    if none == 0 {
      text += "aucun habitant n’est sans site à portée"
    } else {
      text += "\(FrenchWords.people(none)) (\(share(none, of: all))) "
      text += FrenchWords.arePeoplePlural(none) ? "n’ont aucun site à portée" : "n’a aucun site à portée"
    }
    return Prose(text + ".")
  }

  private func share(_ part: Double, of whole: Double) -> String {
    let share = whole > 0 ? part / whole : 0
    return share > 0 && share < 0.0005 ? "moins de \(numbers.percent(0.001))" : numbers.percent(share)
  }

  /// Deciles of the inhabitants.
  private var spread: Prose? {
    let counted = access.values.indices.filter {
      (access.values[$0]?.isFinite ?? false) && (context.inputs.populations[$0] ?? 0) > 0
    }
    guard
      let all = Inequality(
        values: counted.map { access.values[$0] ?? 0 },
        people: counted.map { context.inputs.populations[$0] ?? 0 })
    else { return nil }
    let (low, middle, high) = (all.centile(0.1), all.centile(0.5), all.centile(0.9))
    guard low < high else { return nil }
    var text =
      "Selon la commune : un habitant sur dix a au plus \(unit.short(low)), la moitié au plus \(unit.short(middle))"
    if middle < high { text += ", un sur dix \(unit.short(high)) ou plus" }
    return Prose(text + ".")
  }

  private var ends: Prose? {
    let order = tables.ranked(frame, level)
    guard let worst = order.first, let best = order.last, worst != best else { return nil }
    func named(_ index: Int) -> String {
      "\(frame.label(index)) (\(unit.short(level.territories[index].mean)))"
    }
    let title = FrenchWords.inSentence(context.title(frame))
    var text =
      "Sur \(FrenchWords.territories(order.count)) présents en entier (\(title)), \(unit.subject) va de \(unit.short(level.territories[worst].mean)) (\(frame.label(worst))) à \(unit.short(level.territories[best].mean)) (\(frame.label(best)))"
    if order.count > 5 {
      text += " ; \(unit.method.isCost ? "les plus éloignés" : "les plus bas") : "
      text += FrenchWords.list(order.prefix(5).map(named))
    }
    let empty = order.filter { level.territories[$0].mean == 0 && !unit.method.isCost }
    if empty.count > 1 { text += " ; \(FrenchWords.territories(empty.count)) à zéro" }
    return Prose(text + ".")
  }

  /// What the study's edge does to the figure.
  private var edge: Prose? {
    guard let people = access.peopleAtEdge else {
      return analysis.times == nil && job.limit.isFinite
        ? "Ce qui entoure l’étude n’est pas connu : l’effet de son bord n’est pas mesuré." : nil
    }
    guard people > 0 else { return nil }
    let outside = access.isInside.count { !$0 }
    var text =
      "Au bord : \(FrenchWords.people(people)) (\(share(people, of: frame.population ?? 0))) ont à moins de \(reach ?? "") une commune hors de l’étude"
    switch access.outside {
    case .all:
      text +=
        " ; les habitants de ces communes comptent, et \(outsideWords). Au-delà de la table des communes (pays voisins), rien n’est connu"
    case .supply where outside > 0:
      text +=
        " ; \(outsideWords), mais pas les habitants des communes voisines qui s’y rendent aussi : leur accès est surestimé"
    case .supply, .none:
      text +=
        " ; ni les sites ni les habitants de ces communes ne comptent : leur accès peut être sous-estimé (site voisin) ou surestimé (patients voisins)"
    }
    return Prose(text + ".")
  }

  /// "14 des 575 sites hors de l’étude sont à portée de ses habitants"
  private var outsideWords: String {
    let all = access.isInside.count { !$0 }
    guard all > 0 else { return "les données n’ont aucun site hors de l’étude" }
    let near = access.outsideInReach
    let verb =
      FrenchWords.isPlural(near)
      ? "sont à portée de ses habitants et comptent" : "est à portée de ses habitants et compte"
    return near == 0
      ? "aucun des \(numbers.integer(all)) sites hors de l’étude n’est à portée de ses habitants"
      : "\(numbers.integer(near)) \(all > 1 ? "des \(numbers.integer(all)) sites" : "site") hors de l’étude \(verb) comme offre"
  }

  // MARK: - Balances and figures

  private func weighted(_ demand: [Int]) -> Double {
    demand.reduce(0) { $0 + (job.model.access[$1] ?? 0) * (job.demand.figures[$1] ?? 0) }
  }

  private var balances: [AnalysisSection.Balance] {
    var balances: [AnalysisSection.Balance] = []
    let label = "Accès" + (analysis.id.map { " \(FrenchWords.quoted($0))" } ?? "") + " (\(access.noun))"
    if let balance = job.balance, job.options.method.conservesSupply {
      var parts = [(value: weighted(access.demandOf), name: "aux habitants de l’étude (Σ habitants × accès)")]
      if !access.around.isEmpty {
        parts.append((weighted(access.around), "aux habitants des communes voisines"))
      }
      let unreached = balance.totalSupply - balance.reachedSupply
      if unreached > 0 { parts.append((unreached, "sans habitant à portée")) }
      balances.append(
        AnalysisSection.Balance(
          label + ", offre", total: balance.totalSupply, analysis.unit ?? "en tout", parts: parts, decimals: 2
        ))
    }
    let (total, none, unknown) = (frame.population ?? 0, level.total.without, level.total.unknown)
    let withAccess = unit.method.isCost ? level.total.people : level.total.people - none
    var parts = [(value: withAccess, name: "avec un site à portée"), (none, "sans")]
    if unknown > 0 { parts.append((unknown, "d’accès inconnu")) }
    balances.append(AnalysisSection.Balance(label + ", population", total: total, "habitants", parts: parts))
    return balances
  }

  private var figures: [(key: String, value: FigureTable.Figure)] {
    let order = tables.ranked(frame, level)
    var figures: [(key: String, value: FigureTable.Figure)] = [
      ("niveau", .text(frame.key)), ("offre_id", .text(access.id)),
      ("methode", .text(job.options.method.rawValue)),
      ("portee", .init(job.limit.isFinite ? job.limit : nil)), ("unite_cout", .text(job.options.cost.unit)),
      ("decroissance", .text(DecayText.words(analysis.decay, unit: job.options.cost.unit).french)),
      ("intervalles", .text(job.options.closure.rawValue)), ("hors_etude", .text(access.outside.rawValue)),
      ("lieux_offre", .count(job.supply.count)),
      ("lieux_offre_hors_etude", .count(access.isInside.count { !$0 })),
      ("lieux_offre_hors_etude_a_portee", .count(access.outsideInReach)),
      ("couples", .count(job.costs.pairCount)), ("moyenne_" + unit.key, unit.figure(level.total.mean)),
      ("population_sans_acces", .number(level.total.without)),
      ("population_acces_inconnu", .number(level.total.unknown)),
      ("population_au_bord", .init(access.peopleAtEdge)),
      ("territoires", .count(frame.count)),
      ("territoire_plus_bas", .init(order.first.map { frame.codes[$0] })),
      ("territoire_plus_haut", .init(order.last.map { frame.codes[$0] })),
    ]
    if let balance = job.balance {
      figures += [
        ("offre", .number(balance.totalSupply)), ("offre_atteinte", .number(balance.reachedSupply)),
        ("somme_population_acces", .number(balance.distributedSupply)),
        ("offres_sans_demande", .count(balance.unreached.count)),
      ]
    }
    return figures
  }

  private var map: AnalysisMap {
    var values: [String: Double] = [:]
    for (index, code) in frame.codes.enumerated() {
      values[code] = level.territories[index].mean.map {
        unit.kind == .length ? $0 / 1000 : $0 * unit.scale
      }
    }
    return AnalysisMap(
      level: frame.key == "mailles" ? nil : frame.key, values: values,
      title: FrenchWords.sentence(unit.title), unit: nil,
      description:
        "\(unit.subject) de chaque territoire (\(access.noun)), en moyenne pondérée par les habitants",
      fileWords: FigureWords(FrenchWords.sentence(unit.title), unit: unit.fileUnit))
  }
}
