import Coverage
import GeoFormats
import GeoModel
import Reports
import Studies

/// What `explain` says: the parameters, a table of the supplies in reach, and how they add up.
struct ExplainSummary {
  private let explanation: AccessExplanation
  private let job: AccessJob
  private let language: Language
  private let number = FrenchNumber.typographic

  init(_ explanation: AccessExplanation, _ job: AccessJob, _ language: Language) {
    self.explanation = explanation
    self.job = job
    self.language = language
  }

  private var isShared: Bool { job.options.method.isPerInhabitant }

  func outcome(_ table: ExplanationTable) -> CommandOutcome {
    let unit = job.options.cost.unit
    var outcome = CommandOutcome()
    let words = AccessSummary.decay(job)
    outcome.figure(Phrase(en: "method", fr: "méthode"), Phrase(verbatim: job.options.method.rawValue))
    outcome.figure(Phrase(en: "decay", fr: "décroissance"), words)
    outcome.figure(Phrase(en: "reach", fr: "portée"), "\(number.short(job.limit)) \(unit)")
    outcome.figure(Phrase(en: "inhabitants", fr: "habitants"), number.population(explanation.population))
    for line in lines() { outcome.text(Phrase(verbatim: line)) }
    outcome.text(total())
    outcome.json("code", .string(explanation.code))
    outcome.json("nom", .string(job.demand.sites.label(explanation.index)))
    outcome.json("population", explanation.population.map { .number($0) } ?? .null)
    outcome.json("methode", .string(job.options.method.rawValue))
    outcome.json("decroissance", .string(words.french))
    outcome.json("intervalles", .string(job.options.closure.rawValue))
    outcome.json("portee", .number(job.limit))
    outcome.json("unite_cout", .string(unit))
    let access = explanation.access
    outcome.json("acces", access.map { .number($0) } ?? .null)
    outcome.json(
      "acces_pour_100k", isShared ? access.map { .number($0 * 100_000) } ?? .null : .null)
    outcome.json("motif", .optional(AccessTable.reason(explanation.index, job)?.french))
    outcome.json("somme_apports", .number(explanation.breakdown.sum))
    outcome.json("offres_a_portee", .int(explanation.breakdown.parts.count))
    outcome.json("offres", table.json())
    return outcome
  }

  private func word(_ en: String, _ fr: String) -> String { Phrase(en: en, fr: fr).text(in: language) }

  private func cell(_ figure: String) -> String { Phrase(figure: figure).text(in: language) }

  /// The nearest supply first.
  private func lines() -> [String] {
    let parts = explanation.breakdown.parts.sorted { ($0.cost, $0.supply) < ($1.cost, $1.supply) }
    var columns: [TableColumn] = [
      .text(word("supply", "offre")), .text(word("name", "nom")),
      .number(job.options.cost.isInMinutes ? "min" : "km"), .number(word("capacity", "capacité")),
      .number(word("weight", "poids")),
    ]
    if isShared {
      columns += [
        .number(word("people in reach", "habitants à portée")),
        .number(word("weighted", "pondérés")), .number(word("per 100,000", "pour 100 000")),
      ]
    }
    columns += [.number(word("adds", "apporte")), .number(word("share", "part"))]
    let rows = parts.map { part -> [String] in
      let cost =
        job.options.cost.isInMinutes
        ? number.decimal(part.cost, decimals: 1) : number.decimal(part.cost / 1000, decimals: 2)
      var row = [
        job.supply.keys[part.supply], job.supply.sites.label(part.supply), cost, number.short(part.capacity),
        number.short(part.weight, decimals: 4),
      ]
      if isShared {
        row += [
          number.decimal(part.people, decimals: 0), number.decimal(part.denominator, decimals: 0),
          number.decimal(part.ratio.map { $0 * 100_000 }, decimals: 4),
        ]
      }
      row += [adds(part.contribution), number.percent(explanation.share(part))]
      return row.enumerated().map { $0.offset < 2 ? $0.element : cell($0.element) }
    }
    let name = job.demand.sites.label(explanation.index)
    let title = name == explanation.code ? name : "\(explanation.code) \(name)"
    var document = Document(title: title)
    document.table(columns: columns, rows: rows)
    return TextRenderer(width: 110).render(document).split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
  }

  private func adds(_ value: Double?) -> String {
    isShared ? number.decimal(value.map { $0 * 100_000 }, decimals: 4) : number.short(value)
  }

  private func total() -> Phrase {
    if let reason = AccessTable.reason(explanation.index, job) {
      return Phrase(en: "No access: \(reason.english)", fr: "Pas d’accès : \(reason.french)")
    }
    let sum = adds(explanation.access)
    let figure = Phrase(figure: sum)
    guard isShared else {
      return Phrase(
        en: "Access, Σ capacity × weight = \(figure.english)",
        fr: "Accès, Σ capacité × poids = \(figure.french)")
    }
    return Phrase(
      en: "Access, Σ (capacity ÷ weighted people) × weight = \(figure.english) per 100,000 inhabitants",
      fr: "Accès, Σ (capacité ÷ habitants pondérés) × poids = \(figure.french) pour 100 000 habitants")
  }
}
