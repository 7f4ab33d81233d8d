// The zones blanches one by one, and the same question at other thresholds.
extension CoverageReport {
  var minimumGap: String { numbers.short(facts.minimumGapSquareMetres / 1e6, unit: "km²") }

  var largestGaps: [Block] {
    guard !facts.gaps.isEmpty else { return [] }
    let shown = Array(facts.gaps.prefix(10))
    let title =
      switch facts.gaps.count {
      case 1: "La zone blanche"
      case 2...10:
        isPopulationKnown
          ? "Les zones blanches, de la plus peuplée à la moins peuplée"
          : "Les zones blanches, de la plus étendue à la moins étendue"
      default:
        "Les dix plus grandes zones blanches, par "
          + (isPopulationKnown ? "nombre d’habitants" : "surface")
      }
    var blocks: [Block] = [.heading(level: 1, title)]
    let rows = shown.map { gap in
      [
        String(gap.id), gap.mainCommune, numbers.integer(gap.communes), areaCell(gap.areaSquareMetres),
        peopleCell(gap.population), numbers.length(metres: gap.farthestMetres), edgeShare(gap),
      ]
    }
    var table = TableBlock(
      caption: facts.hasApproximateContours ? "Contours approchés" : nil,
      columns: [
        .text("N°"), .text(FrenchWords.sentence(mesh.singular) + " " + mesh.agreed("principal", 1)),
        .number(FrenchWords.sentence(mesh.plural)), .number("km²"), .number("Habitants"),
        .number("Distance la plus grande"), .number("Au bord"),
      ], rows: rows, totals: remainder(after: shown)
    ).withoutUnknownColumns
    var notes: [String] = []
    if table.hasColumn("Distance la plus grande") {
      notes.append("Distance : du lieu le plus éloigné de la zone au site le plus proche.")
    }
    if table.hasColumn("Au bord") {
      let part = isPopulationKnown ? "des habitants" : "de la surface"
      notes.append("Au bord : part \(part) de la zone qu’un site situé hors des données pourrait desservir.")
    }
    table.note = notes.isEmpty ? nil : notes.joined(separator: " ")
    blocks.append(.table(table))
    let known = shown.contains { $0.nearestSite != nil || !$0.levels.isEmpty }
    guard known else { return blocks }
    let level = mainLevel.map { [TableColumn.text($0.title)] } ?? []
    blocks.append(
      .table(
        TableBlock(
          caption: shown.count > 1 ? "Où elles se trouvent" : "Où elle se trouve",
          columns: [.text("N°"), .text("Site le plus proche")] + level,
          rows: shown.map { gap in
            [String(gap.id), gap.nearestSite ?? FrenchNumber.missing]
              + (level.isEmpty ? [] : [gap.levels.isEmpty ? "–" : FrenchWords.list(gap.levels, limit: 3)])
          }
        ).withoutUnknownColumns))
    return blocks
  }

  /// Lines that bring the table to the total: the other gaps, and what was too small to be one.
  private func remainder(after shown: [StudyFacts.GapLine]) -> [[String]] {
    var rows: [[String]] = []
    let others = facts.gaps.dropFirst(shown.count)
    if !others.isEmpty {
      rows.append(
        remainderRow(
          FrenchWords.count(others.count, "autre zone", "autres zones"),
          others.reduce(0) { $0 + $1.areaSquareMetres }, sum(others.map(\.population))))
    }
    if facts.residueCount > 0 {
      rows.append(
        remainderRow(
          "Lieux de moins de \(minimumGap)", facts.residueSquareMetres, facts.residuePopulation))
    }
    if !rows.isEmpty || shown.count > 1 {
      rows.append(remainderRow("Total non couvert", facts.uncoveredSquareMetres, facts.uncoveredPopulation))
    }
    return rows
  }

  private func remainderRow(_ label: String, _ squareMetres: Double, _ people: Double?) -> [String] {
    ["", label, "", areaCell(squareMetres), peopleCell(people), "", ""]
  }

  private func edgeShare(_ gap: StudyFacts.GapLine) -> String {
    if let people = gap.edgePopulation, let all = gap.population, all > 0 { return share(people, of: all) }
    return share(gap.edgeSquareMetres, of: gap.areaSquareMetres)
  }

  var sensitivity: [Block] {
    guard !facts.otherThresholds.isEmpty else { return [] }
    let own = StudyFacts.OtherThreshold(
      metres: facts.thresholdMetres, minutes: facts.estimate?.minutes,
      uncoveredSquareMetres: facts.uncoveredSquareMetres,
      uncoveredPopulation: facts.population == nil ? nil : facts.uncoveredPopulation, gaps: facts.gaps.count,
      communesUncovered: facts.meshUncovered)
    let others = facts.otherThresholds.filter { $0.metres != own.metres || $0.sites != nil }
    let all = (others + [own]).sorted {
      ($0.sites ?? "", $0.metres) < ($1.sites ?? "", $1.metres)
    }
    let hasOtherSites = all.contains { $0.sites != nil }
    let rows = all.map { line in
      [
        length(line.metres, minutes: line.minutes)
          + (line.metres == own.metres && line.sites == nil ? " (étude)" : "")
      ] + (hasOtherSites ? [line.sites ?? facts.sites.noun] : []) + [
        numbers.integer(line.gaps), areaCell(line.uncoveredSquareMetres),
        peopleCell(line.uncoveredPopulation),
        share(line.uncoveredPopulation, of: facts.population), numbers.integer(line.communesUncovered),
      ]
    }
    return [
      .heading(
        level: 1,
        hasOtherSites ? "Et avec une autre distance, ou d’autres sites ?" : "Et avec une autre distance ?"),
      .table(
        TableBlock(
          caption: facts.hasApproximateContours ? "Contours approchés" : nil,
          columns: [
            .text("Distance")
          ] + (hasOtherSites ? [.text("Sites")] : []) + [
            .number("Zones blanches"), .number("km² non couverts"),
            .number("Habitants non couverts"), .number("Part"),
            .number("\(FrenchWords.sentence(mesh.plural)) \(mesh.agreed("entièrement non couvert", 2))"),
          ], rows: rows
        ).withoutUnknownColumns),
    ]
  }
}
