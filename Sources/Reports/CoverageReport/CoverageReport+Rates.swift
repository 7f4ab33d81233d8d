// Sites per inhabitant: who has the fewest.
extension CoverageReport {
  var rates: [Block] {
    // Where analyses answer, a study without coverage says nothing of its own.
    guard let level = mainLevel, !facts.sites.noun.isEmpty, facts.hasCoverage || facts.analyses.isEmpty else {
      return []
    }
    var blocks: [Block] = []
    if usableSites > 0 {
      blocks.append(.heading(level: 1, "Les taux les plus bas"))
      blocks += lowestRates(level)
    }
    let others = facts.levels.dropFirst().filter { !$0.territories.isEmpty }
    if !others.isEmpty {
      blocks.append(.heading(level: 2, others.count > 1 ? "Autres niveaux" : "Autre niveau"))
      blocks.append(.bullets(others.map { Prose(withoutSites($0) + extremes($0)) }))
    }
    return blocks
  }

  func rate(_ rate: Double?, _ level: StudyFacts.Level) -> String {
    numbers.decimal(rate, decimals: decimals(level))
  }

  func interval(_ territory: StudyFacts.Territory, _ level: StudyFacts.Level) -> String {
    guard let lower = territory.rateLower, let upper = territory.rateUpper, lower.isFinite, upper.isFinite
    else { return FrenchNumber.missing }
    return "\(rate(lower, level)) à \(rate(upper, level))".keptOnOneLine
  }

  /// One decimal, two where all rates are small.
  private func decimals(_ level: StudyFacts.Level) -> Int {
    let highest = level.territories.compactMap(\.rate).filter(\.isFinite).max() ?? 0
    return highest < 10 ? 2 : 1
  }

  private func ranked(_ level: StudyFacts.Level) -> [StudyFacts.Territory] {
    level.territories.filter { !$0.code.isEmpty && !$0.isTruncated && $0.rate?.isFinite == true }.sorted {
      ($0.rate ?? 0, $1.population ?? 0, $0.code) < ($1.rate ?? 0, $0.population ?? 0, $1.code)
    }
  }

  private func lowestRates(_ level: StudyFacts.Level) -> [Block] {
    let all = ranked(level)
    guard level.territories.contains(where: { !$0.code.isEmpty && !$0.isTruncated }) else {
      return [
        .paragraph("Aucun territoire n’est entièrement compris dans l’étude : aucun taux n’est comparé.")
      ]
    }
    guard !all.isEmpty else {
      return [
        .paragraph("Aucun taux ne peut être donné : la population des territoires n’est pas connue.")
      ]
    }
    let names = TerritoryNames(level)
    let none = all.filter { $0.sites == 0 }
    let some = all.filter { $0.sites > 0 }
    var blocks: [Block] = []
    if !none.isEmpty {
      let people = none.map { "\(names.label($0)) (\(numbers.population($0.population)))" }
      let list = FrenchWords.list(people, limit: 5)
      blocks.append(
        .paragraph(
          none.count > 1
            ? "\(strong: "\(numbers.integer(none.count)) territoires n’ont aucun site") ; leur taux est nul, même si un site voisin peut les couvrir. Du plus peuplé au moins peuplé : \(list)."
            : "\(strong: "1 territoire n’a aucun site") ; son taux est nul, même si un site voisin peut le couvrir : \(list)."
        ))
    }
    guard !some.isEmpty else { return blocks }
    if all.count <= 10 {
      blocks.append(
        .paragraph(Prose(FrenchWords.sentence(lowest(some[0], names, level, hasZero: !none.isEmpty)) + ".")))
      return blocks
    }
    let shown = some.prefix(5)
    blocks.append(
      .paragraph(
        Prose(
          none.isEmpty ? "Les taux les plus bas :" : "Parmi les territoires qui ont au moins un site :")))
    blocks.append(
      .table(
        TableBlock(
          columns: [
            .text("Territoire"), .number("Habitants"), .number("Sites"), .number("Taux"),
            .number("Intervalle à 95 %"),
          ],
          rows: shown.map {
            [
              names.label($0), peopleCell($0.population), numbers.integer($0.sites), rate($0.rate, level),
              interval($0, level),
            ]
          },
          note:
            "Taux : sites pour \(numbers.short(level.base)) habitants. Un intervalle large signale un petit nombre de sites : l’écart entre deux taux peut alors tenir au hasard."
        )))
    return blocks
  }

  private func lowest(
    _ territory: StudyFacts.Territory, _ names: TerritoryNames, _ level: StudyFacts.Level,
    hasZero: Bool
  ) -> String {
    "le taux le plus bas\(hasZero ? ", hors taux nuls," : "") est celui du territoire « \(names.label(territory)) » : \(rate(territory.rate, level)) pour \(numbers.short(level.base)) habitants (intervalle à 95 % : \(interval(territory, level)))"
  }

  /// Lowest and highest rate of another level.
  private func extremes(_ level: StudyFacts.Level) -> String {
    let some = ranked(level).filter { $0.sites > 0 }
    guard usableSites > 0, let low = some.first, let high = some.last, low.code != high.code else {
      return ""
    }
    let names = TerritoryNames(level)
    return
      " Taux pour \(numbers.short(level.base)) habitants, hors taux nuls : de \(rate(low.rate, level)) (\(names.label(low))) à \(rate(high.rate, level)) (\(names.label(high)))."
  }
}

extension String {
  /// The same with no-break spaces, for what must stay on one line.
  var keptOnOneLine: String {
    var scalars = String.UnicodeScalarView()
    for scalar in unicodeScalars { scalars.append(scalar == " " ? "\u{A0}" : scalar) }
    return String(scalars)
  }
}
