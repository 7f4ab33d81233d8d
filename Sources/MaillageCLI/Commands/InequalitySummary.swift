import Coverage
import GeoFormats
import GeoModel
import Reports
import Studies

/// What `inequality` says of its work.
enum InequalitySummary {
  static func warnings(_ job: InequalityJob, _ layer: LoadedTerritories) -> [Diagnostic] {
    var warnings: [Diagnostic] = []
    if let index = job.counted.first(where: { (job.values[$0] ?? 0) < 0 }) {
      warnings.append(
        Diagnostic(
          "inequality.negative", at: layer.place(index),
          Phrase(
            en: "a figure is below 0: only Moran’s I is computed",
            fr: "une valeur est négative : seul le I de Moran est calculé")))
    } else if job.inequality == nil && !job.counted.isEmpty {
      warnings.append(
        Diagnostic(
          "inequality.too-large",
          Phrase(
            en: "the figures are too large to be summed",
            fr: "les valeurs sont trop grandes pour être sommées")))
    } else if job.inequality?.lorenz == nil {
      warnings.append(
        Diagnostic(
          "inequality.zero",
          Phrase(
            en: "no territory with people has a figure above 0: nothing is shared out",
            fr: "aucun territoire peuplé n’a de valeur positive : il n’y a rien à partager")))
    }
    if let moran = job.moran {
      if !moran.islands.isEmpty {
        warnings.append(
          Diagnostic(
            "moran.islands",
            Phrase(
              count: moran.islands.count,
              one: Phrase(
                en: "1 territory has no neighbour with a figure: Moran’s I leaves it out",
                fr: "1 territoire n’a aucun voisin qui ait une valeur : le I de Moran l’écarte"),
              several: Phrase(
                en:
                  "\(moran.islands.count) territories have no neighbour with a figure: Moran’s I leaves them out",
                fr:
                  "\(moran.islands.count) territoires n’ont aucun voisin qui ait une valeur : le I de Moran les écarte"
              )), found: moran.islands.prefix(5).map { job.codes[$0] }.joined(separator: ", ")))
      }
    } else {
      warnings.append(
        Diagnostic(
          "moran.none",
          Phrase(
            en: "Moran’s I needs three territories with neighbours, and figures that differ",
            fr: "le I de Moran demande trois territoires qui aient des voisins, et des valeurs différentes")))
    }
    return warnings
  }

  static func outcome(
    _ job: InequalityJob, _ figures: LoadedFigures, _ session: LoadSession
  ) -> CommandOutcome {
    let number = FrenchNumber.typographic
    let known = job.values.count { $0 != nil }
    var outcome = CommandOutcome()
    outcome.figure(Phrase(en: "territories", fr: "territoires"), number.integer(job.values.count))
    outcome.figure(Phrase(en: "with a figure", fr: "avec une valeur"), number.integer(known))
    outcome.figure(
      Phrase(en: "that count (with people)", fr: "comptés (peuplés)"), number.integer(job.counted.count))
    let codes = Set(job.codes)
    outcome.json("territoires", .int(job.values.count))
    outcome.json("avec_valeur", .int(known))
    outcome.json("sans_valeur", .int(job.values.count - known))
    outcome.json("valeurs_secretes", .int(figures.secret.count { codes.contains($0) }))
    outcome.json("valeurs_hors_territoires", .int(figures.byCode.keys.count { !codes.contains($0) }))
    outcome.json("comptes", .int(job.counted.count))
    outcome.json("poids", .people(job.inequality.map { $0.people.reduce(0, +) }))
    let all = job.inequality
    let measures: [(String, Phrase, Double?)] = [
      ("moyenne", Phrase(en: "mean", fr: "moyenne"), all?.mean),
      ("gini", Phrase(verbatim: "Gini"), all?.gini),
      ("theil", Phrase(verbatim: "Theil T"), all?.theil),
      ("palma", Phrase(verbatim: "Palma"), all?.palma),
      ("hoover", Phrase(verbatim: "Hoover"), all?.hoover),
      (
        "atkinson",
        Phrase(
          en: "Atkinson (ε = \(FixedDecimal.shortest(job.options.aversion)))",
          fr: "Atkinson (ε = \(number.short(job.options.aversion)))"),
        all?.atkinson(job.options.aversion)
      ),
      ("concentration", Phrase(en: "concentration", fr: "concentration"), job.concentration?.index),
      ("erreygers", Phrase(verbatim: "Erreygers"), job.concentration?.erreygers),
    ]
    for (key, label, value) in measures {
      // Palma alone may have no value where the others have: said, not left out.
      if value != nil || key == "palma" && (all?.mean ?? 0) > 0 {
        outcome.figure(label, number.decimal(value, decimals: 4))
      }
      outcome.json(key, value.map { .number($0, decimals: 9) } ?? .null)
    }
    outcome.json("atkinson_epsilon", .number(job.options.aversion))
    if let parts = job.parts {
      outcome.figure(
        Phrase(en: "Theil between, within", fr: "Theil entre, dans"),
        Phrase(
          en: "\(Phrase(figure: number.decimal(parts.between, decimals: 4)).english), "
            + Phrase(figure: number.decimal(parts.within, decimals: 4)).english,
          fr: "\(number.decimal(parts.between, decimals: 4)) ; \(number.decimal(parts.within, decimals: 4))"))
    }
    outcome.json("theil_parts", InequalityTable.theil(job))
    if let moran = job.moran {
      outcome.figure(Phrase(en: "Moran’s I", fr: "I de Moran"), number.decimal(moran.index, decimals: 4))
      outcome.figure(Phrase(en: "z (normal)", fr: "z (normal)"), number.decimal(moran.z, decimals: 3))
      if let probability = moran.permutationProbability {
        outcome.figure(
          Phrase(
            en: "p, \(job.options.permutations) permutations, seed \(job.options.seed)",
            fr: "p, \(job.options.permutations) permutations, graine \(job.options.seed)"),
          number.decimal(probability, decimals: 4))
      }
    }
    outcome.json("moran", InequalityTable.moran(job))
    outcome.json("appariements", JoinSummary.json(session))
    return outcome
  }
}
