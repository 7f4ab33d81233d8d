import Coverage
public import GeoFormats

/// Interpolated figures as CSV, and their balance as JSON.
public enum InterpolationTable {
  /// One row a target: `code`, the amounts and ratios under their own names, and a column `name_category` for the
  /// share of each category. Figures in full; empty where unknown.
  public static func csv(_ job: InterpolationJob) -> [UInt8] {
    var writer = CSVWriter()
    writer.row(["code"] + names(job))
    for target in job.targets.codes.indices {
      writer.cell(job.targets.codes[target])
      for value in values(target, job) { writer.cell(value) }
      writer.endRow()
    }
    return writer.bytes
  }

  /// Columns of the figures.
  static func names(_ job: InterpolationJob) -> [String] {
    job.amounts.map(\.name) + job.ratios.map(\.name)
      + job.categories.flatMap { category in
        category.result.names.map { "\(category.name)_\($0)" } + ["\(category.name)_sans_valeur"]
      }
  }

  /// Figures of a target, as many as `names`; nil where unknown.
  static func values(_ target: Int, _ job: InterpolationJob) -> [Double?] {
    job.amounts.map { $0.result.values[target] } + job.ratios.map { $0.result.values[target] }
      + job.categories.flatMap { category -> [Double?] in
        let shares = category.result.shares[target]
        return category.result.names.indices.map { index in shares.map { $0[index] } }
          + [shares == nil ? nil : category.result.unknown[target]]
      }
  }

  /// The balance of each amount: total + repeated = given + withheld + outside.
  public static func balances(_ job: InterpolationJob) -> JSONValue {
    .array(
      job.amounts.map { name, missing, amount in
        .object([
          ("colonne", .string(name)), ("sources_sans_valeur", .int(missing)),
          ("total", .number(amount.total)), ("donne", .number(amount.given)),
          ("retenu", .number(amount.withheld)), ("hors_cibles", .number(amount.outside)),
          ("compte_plusieurs_fois", .number(amount.repeated)),
          ("ecart_relatif", .number(amount.relativeError)),
          ("cibles_sans_valeur", .int(amount.values.count { $0 == nil })),
          ("sources_hors_cibles", .int(amount.outsideOfSource.count)),
          (
            "hors_cibles_par_source",
            .array(
              amount.outsideOfSource.map {
                .object([
                  ("code", .string(job.sources.codes[$0.source])), ("hors_cibles", .number($0.amount)),
                ])
              })
          ),
        ])
      })
  }
}

extension GridCount {
  /// The grid and its balance: total + repeated = inside + outside.
  public var json: JSONValue {
    .object([
      ("methode", .string(method == .area ? "surface" : "centre")), ("carreaux", .int(squares)),
      ("carreaux_sans_valeur", .int(withoutValue)), ("population_carreaux", .people(total)),
      ("population_dans_territoires", .people(inside)), ("population_hors_territoires", .people(outside)),
      ("population_comptee_plusieurs_fois", .people(repeated)),
      ("carreaux_coupes", .int(cut)), ("carreaux_hors_territoires", .int(outsideSquares)),
    ])
  }
}
