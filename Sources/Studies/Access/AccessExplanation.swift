public import Coverage
public import GeoFormats
public import GeoModel

/// How the access of one place was formed, with the names of what it reaches.
public struct AccessExplanation: Sendable {
  public let index: Int
  public let code: String
  /// Inhabitants of the place; nil where unknown.
  public let population: Double?
  public let access: Double?
  public let breakdown: AccessBreakdown

  /// - Parameter job: with `keepsWeights`.
  /// - Throws: `Diagnostic` for a code that the demand does not have, and for a method whose access is no sum of parts.
  public init(of code: String, in job: AccessJob) throws(Diagnostic) {
    guard let index = job.demand.keys.firstIndex(of: code) else {
      throw Diagnostic(
        "explain.code", at: SourceLocation(file: job.options.demand.path),
        Phrase(en: "no place of demand has this code", fr: "aucun lieu de demande n’a ce code"), found: code,
        expected: Phrase(
          en:
            "one of the \(job.demand.count) codes, such as \(job.demand.keys.prefix(3).joined(separator: ", "))",
          fr: "un des \(job.demand.count) codes, comme \(job.demand.keys.prefix(3).joined(separator: ", "))"),
        hint: Self.meant(by: code, in: job.demand.keys).map { Phrase(verbatim: $0) })
    }
    guard
      let breakdown = AccessBreakdown(
        of: index, job.model, costs: job.costs, populations: job.demand.figures,
        capacities: job.supply.figures.map { $0 ?? 0 })
    else {
      throw Diagnostic(
        "explain.method",
        Phrase(
          en: "the access by this method is no sum over supplies",
          fr: "l’accès par cette méthode n’est pas une somme sur les offres"),
        found: job.options.method.rawValue,
        expected: Phrase(
          verbatim: AccessModel.Method.allCases.filter { !$0.isCost }.map(\.rawValue).joined(separator: ", "))
      )
    }
    self.index = index
    self.code = code
    population = job.demand.figures[index]
    access = job.model.access[index]
    self.breakdown = breakdown
  }

  /// A code that is the same but for a zero that a spreadsheet took, capitals, or blanks at its ends.
  private static func meant(by code: String, in keys: [String]) -> String? {
    func plain(_ text: String) -> Substring { CodeText.trimmed(text).uppercased().drop { $0 == "0" } }
    return keys.first { plain($0) == plain(code) }
  }

  /// Share of a part in the access; nil where there is none.
  public func share(_ part: AccessBreakdown.Part) -> Double? {
    breakdown.sum > 0 ? part.contribution / breakdown.sum : nil
  }
}

/// An explanation as CSV and JSON: the supplies in the order in which they were added.
public struct ExplanationTable {
  private let explanation: AccessExplanation
  private let job: AccessJob

  public init(_ explanation: AccessExplanation, of job: AccessJob) {
    self.explanation = explanation
    self.job = job
  }

  private var names: [String] {
    [
      "offre", "nom", job.options.cost.isInMinutes ? "duree_min" : "distance_m", "capacite", "poids_demande",
      "poids_acces", "lieux_a_portee", "population_a_portee", "population_ponderee", "ratio", "apport",
      "apport_pour_100k", "part",
    ]
  }

  private func cells(_ part: AccessBreakdown.Part) -> [JSONValue] {
    let isPerInhabitant = job.options.method.isPerInhabitant
    func number(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }
    return [
      .string(job.supply.keys[part.supply]), .string(job.supply.sites.label(part.supply)), .number(part.cost),
      .number(part.capacity), number(part.demandWeight), .number(part.weight), .int(part.places),
      .number(part.people), number(part.denominator), number(part.ratio), .number(part.contribution),
      number(isPerInhabitant ? part.contribution * 100_000 : nil), number(explanation.share(part)),
    ]
  }

  public func json() -> JSONValue {
    .array(
      explanation.breakdown.parts.map { part in
        .object(zip(names, cells(part)).map { (key: $0, value: $1) })
      })
  }

  public func csv() -> [UInt8] {
    var writer = CSVWriter()
    writer.row(names)
    for part in explanation.breakdown.parts { writer.row(cells: cells(part)) }
    return writer.bytes
  }
}
