import Coverage
public import GeoFormats

/// Interpolated figures as CSV, and their balance as JSON.
public enum InterpolationTable {
  /// One row a target: `code`, the amounts and ratios under their own names, and a column `name_category` for the
  /// share of each category. Figures in full; empty where unknown.
  public static func csv(_ job: InterpolationJob) -> [UInt8] {
    var writer = CSVWriter()
    writer.row(
      ["code"] + job.amounts.map(\.name) + job.ratios.map(\.name)
        + job.categories.flatMap { category in
          category.result.names.map { "\(category.name)_\($0)" } + ["\(category.name)_sans_valeur"]
        })
    for target in job.targets.codes.indices {
      writer.cell(job.targets.codes[target])
      for amount in job.amounts { writer.cell(amount.result.values[target]) }
      for ratio in job.ratios { writer.cell(ratio.result.values[target]) }
      for category in job.categories {
        let shares = category.result.shares[target]
        for index in category.result.names.indices { writer.cell(shares.map { $0[index] }) }
        writer.cell(shares == nil ? nil : category.result.unknown[target])
      }
      writer.endRow()
    }
    return writer.bytes
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
