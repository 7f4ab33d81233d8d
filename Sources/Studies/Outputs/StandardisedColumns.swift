import Coverage
public import GeoFormats

/// The columns of rates standardised by age.
public enum StandardisedColumns {
  static func names(_ job: StandardisationJob) -> [String] {
    let rate = ["taux_standardise", "taux_standardise_bas", "taux_standardise_haut"]
    let ratio = [
      "attendus", "rapport_standardise", "rapport_standardise_bas", "rapport_standardise_haut",
      "taux_indirect", "taux_indirect_bas", "taux_indirect_haut",
    ]
    return (job.result.method == .direct ? rate : ratio) + ["motif_standardise"]
  }

  /// - Parameter index: of the row; nil for the total.
  static func cells(_ job: StandardisationJob, at index: Int?, base: Double) -> [IndicatorExtras.Cell] {
    guard let figure = index.map({ job.result.figures[$0] }) ?? job.total else {
      return names(job).dropLast().map { _ in .secret } + [.text(Secrecy.Reason.primary.rawValue)]
    }
    let rate = [figure.rate?.value, figure.rate?.lower, figure.rate?.upper].map { value in
      IndicatorExtras.Cell.number(value.map { $0 * base })
    }
    let reason = IndicatorExtras.Cell.text(figure.reason?.text ?? "")
    guard job.result.method == .indirect else { return rate + [reason] }
    let ratio = [figure.expected, figure.ratio?.value, figure.ratio?.lower, figure.ratio?.upper].map {
      IndicatorExtras.Cell.number($0)
    }
    return ratio + rate + [reason]
  }

  /// The method with all that changes its figures.
  public static func json(_ job: StandardisationJob, base: Double) -> JSONValue {
    let result = job.result
    let sum = result.standard.reduce(0, +)
    let figures = job.published
    var members: [(key: String, value: JSONValue)] = [
      ("methode", .string(result.method.rawValue)),
      ("ages", .string(job.areOfLevel ? "territoires du niveau" : "territoires de la couche")),
      ("standard", .string(job.request.standardName ?? "total")),
    ]
    if result.method == .indirect {
      members.append(("taux_de_reference", .string(job.request.ratesName ?? "total")))
      members.append(("taux_brut_de_reference", Figures.number(result.crudeRate.map { $0 * base }, 6)))
    }
    members.append(
      (
        "classes",
        .array(
          result.classes.indices.map { index in
            var own: [(key: String, value: JSONValue)] = [
              ("classe", .string(result.classes[index])),
              ("standard", .number(result.standard[index], decimals: 6)),
              ("part", .share(sum > 0 ? result.standard[index] / sum : nil)),
            ]
            if result.method == .indirect {
              own.append(("taux", Figures.number(result.rates[index].map { $0 * base }, 6)))
            }
            return .object(own)
          })
      ))
    let reasons = Set(figures.compactMap { $0.reason?.text }).sorted()
    members += [
      ("evenements_sans_classe", .int(job.unclassed)),
      ("territoires_sans_taux", .int(figures.count { $0.rate == nil && $0.ratio == nil })),
      (
        "motifs",
        .array(
          reasons.map { text in
            .object([
              ("motif", .string(text)), ("territoires", .int(figures.count { $0.reason?.text == text })),
            ])
          })
      ), ("ages_compares", .int(job.agreement.places)), ("ages_population", .people(job.agreement.ages)),
      ("population_comparee", .people(job.agreement.population)),
      ("ages_ecartes", .int(job.agreement.apart.count)),
      ("premiers_ages_ecartes", .array(job.agreement.apart.prefix(5).map { .string($0) })),
    ]
    let total = zip(names(job), cells(job, at: nil, base: base)).map { name, cell in
      switch cell {
      case .number(let value): return (key: name, value: Figures.number(value, 6))
      default: return (key: name, value: JSONValue.null)
      }
    }
    members.append(("total", job.total == nil ? .null : .object(total)))
    // The total is made of what is withheld too.
    members.append(
      ("motif_total", .optional(job.total == nil ? Secrecy.Reason.primary.rawValue : job.total?.reason?.text))
    )
    return .object(members)
  }
}
