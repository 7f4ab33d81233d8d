// The territories of the main level, the least covered first.
extension CoverageReport {
  var leastCovered: [Block] {
    guard let level = mainLevel else { return [] }
    let named = TerritoryNames(level)
    let ranked = rankedByNeed(level.territories.filter { !$0.code.isEmpty && !$0.isTruncated })
    let cut = rankedByNeed(level.territories.filter { !$0.code.isEmpty && $0.isTruncated })
    guard !ranked.isEmpty || !cut.isEmpty else { return [] }
    // A short list is given whole; in a long one, what is wholly covered is not "least covered".
    let shown = ranked.count <= 10 ? ranked : Array(ranked.filter(hasUncoveredLand).prefix(10))
    guard !shown.isEmpty else {
      let text =
        ranked.isEmpty
        ? "tous les territoires sont coupés par le bord de l’étude, aucun classement n’est possible."
        : "tous les territoires entièrement compris dans l’étude sont couverts en tout point."
      return [
        .heading(level: 1, "La couverture des territoires"),
        .paragraph(Prose("Niveau « \(level.title) » : \(text)")),
      ] + truncated(cut, worseThan: nil, named)
    }
    let title =
      shown.count == ranked.count
      ? "Les territoires, du moins couvert au mieux couvert"
      : (shown.count == 10 ? "Les dix territoires les moins couverts" : "Les territoires les moins couverts")
    let order =
      isPopulationKnown
      ? "part des habitants non couverts, puis leur nombre" : "part de la surface non couverte"
    var blocks: [Block] = [
      .heading(level: 1, title), .paragraph(Prose("Niveau « \(level.title) ». Classement : \(order).")),
      .table(territoryTable(shown, named, level)),
    ]
    if shown.count < min(10, ranked.count) {
      blocks.append(.paragraph("Tous les autres sont couverts en tout point."))
    }
    return blocks + truncated(cut, worseThan: shown.last, named)
  }

  private func hasUncoveredLand(_ territory: StudyFacts.Territory) -> Bool {
    territory.uncoveredSquareMetres > 1e-6 * territory.areaSquareMetres
  }

  /// Share of the population uncovered, then people, then the share of the area; unknown ones last.
  private func rankedByNeed(_ territories: [StudyFacts.Territory]) -> [StudyFacts.Territory] {
    func key(_ territory: StudyFacts.Territory) -> (Double, Double, Double) {
      (
        uncoveredShare(territory) ?? -1, territory.uncoveredPopulation ?? -1,
        territory.areaSquareMetres > 0 ? territory.uncoveredSquareMetres / territory.areaSquareMetres : 0
      )
    }
    return territories.sorted { a, b in
      let (first, second) = (key(a), key(b))
      return first == second ? a.code < b.code : first > second
    }
  }

  private func uncoveredShare(_ territory: StudyFacts.Territory) -> Double? {
    guard let population = territory.population, population > 0, population.isFinite,
      let people = territory.uncoveredPopulation, people.isFinite
    else { return nil }
    return people / population
  }

  private func territoryTable(
    _ territories: [StudyFacts.Territory], _ names: TerritoryNames, _ level: StudyFacts.Level
  ) -> TableBlock {
    let rows = territories.map { territory -> [String] in
      var cells = [names.label(territory), peopleCell(territory.population)]
      cells += figures(
        territory.uncoveredPopulation, of: territory.population, territory.uncoveredSquareMetres,
        of: territory.areaSquareMetres)
      cells += [numbers.integer(territory.sites), rate(territory.rate, level), interval(territory, level)]
      return cells
    }
    let basis = isPopulationKnown ? "des habitants non couverts" : "de la surface non couverte"
    var table = TableBlock(
      caption: facts.hasApproximateContours ? "Contours approchés" : nil,
      columns: [
        .text("Territoire"), .number("Habitants"), .number("Non couverts"), .number("Part"),
        .number("km² non couverts"), .number("Sites"), .number("Taux"), .number("Intervalle à 95 %"),
      ], rows: rows, totals: [wholeRow(level)]
    ).withoutUnknownColumns
    table.note = "Part \(basis)."
    if table.hasColumn("Taux") {
      table.note? += " Taux : sites pour \(numbers.short(level.base)) habitants."
    }
    return table
  }

  /// Uncovered people, their share (of the area where no population is known) and uncovered km².
  private func figures(
    _ people: Double?, of population: Double?, _ uncovered: Double, of land: Double
  ) -> [String] {
    let part = isPopulationKnown ? share(people, of: population) : share(uncovered, of: land)
    return [peopleCell(people), part, areaCell(uncovered)]
  }

  private func wholeRow(_ level: StudyFacts.Level) -> [String] {
    let sites = level.territories.reduce(0) { $0 + $1.sites }
    let rate = facts.population.flatMap { $0 > 0 ? Double(sites) / $0 * level.base : nil }
    return ["Ensemble de l’étude", peopleCell(facts.population)]
      + figures(
        facts.uncoveredPopulation, of: facts.population, facts.uncoveredSquareMetres,
        of: facts.landSquareMetres) + [numbers.integer(sites), self.rate(rate, level), ""]
  }

  /// Territories that the edge of the study cuts: those at least as ill covered as the last one shown.
  private func truncated(
    _ cut: [StudyFacts.Territory], worseThan last: StudyFacts.Territory?, _ names: TerritoryNames
  ) -> [Block] {
    guard !cut.isEmpty else { return [] }
    let bar = last.flatMap(uncoveredShare) ?? 0
    let shown = cut.filter { hasUncoveredLand($0) && (uncoveredShare($0) ?? 0) >= bar }.prefix(5)
    var text =
      cut.count > 1
      ? "\(numbers.integer(cut.count)) territoires, dits « tronqués », sont coupés par le bord de l’étude et tenus hors du classement : leurs chiffres ne portent que sur la partie présente dans les données."
      : "1 territoire, dit « tronqué », est coupé par le bord de l’étude et tenu hors du classement : ses chiffres ne portent que sur la partie présente dans les données."
    guard !shown.isEmpty else { return [.paragraph(Prose(text))] }
    if shown.count < cut.count { text += " Les moins couverts d’entre eux :" }
    let rows = shown.map { territory in
      let present = numbers.integer(territory.communes)
      return [
        names.label(territory),
        territory.communesTotal.map { "\(present) sur \(numbers.integer($0))".keptOnOneLine } ?? present,
        peopleCell(territory.population),
      ]
        + figures(
          territory.uncoveredPopulation, of: territory.population, territory.uncoveredSquareMetres,
          of: territory.areaSquareMetres) + [numbers.integer(territory.sites)]
    }
    let columns: [TableColumn] = [
      .text("Territoire tronqué"), .number("\(FrenchWords.sentence(mesh.plural)) dans l’étude"),
      .number("Habitants"),
      .number("Non couverts"), .number("Part"), .number("km² non couverts"), .number("Sites"),
    ]
    return [
      .paragraph(Prose(text)), .table(TableBlock(columns: columns, rows: Array(rows)).withoutUnknownColumns),
    ]
  }
}
