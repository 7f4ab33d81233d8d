import Coverage
import GeoModel
import Reports

/// The study's conditions against its figures.
extension StudyResults {
  /// - Throws: `Diagnostic` where the check names a level that the study does not have, or needs populations.
  func check(_ source: CheckSource, rank: Int) throws(Diagnostic) -> StudyCheck {
    switch source {
    case .sitesPerTerritory(let level, let minimum):
      try sitesPerTerritory(level, minimum, rank)
    case .coveredPopulation(let minimum):
      try coveredPopulation(minimum, rank)
    case .coveredPopulationPerTerritory(let level, let minimum):
      try coveredPopulationPerTerritory(level, minimum, rank)
    case .farthestPlace(let maximum):
      farthestPlace(maximum)
    case .largestGap(let area, let population):
      try largestGap(area, population, rank)
    case .sitesOutside(let maximum):
      sitesOutside(maximum)
    }
  }

  private func level(_ name: String, _ rank: Int) throws(Diagnostic) -> Int {
    if let index = levels.firstIndex(where: { $0.level == name }) { return index }
    throw Diagnostic(
      "study.invalid", at: SourceLocation(file: study.path, field: "controles[\(rank)].niveau"),
      Phrase(en: "the study has no such level", fr: "l’étude n’a pas ce niveau"), found: name,
      expected: Phrase(verbatim: levels.map(\.level).joined(separator: ", ")))
  }

  private func needsPopulation(_ rank: Int) throws(Diagnostic) {
    guard inputs.populations.isEmpty else { return }
    throw Diagnostic(
      "study.invalid", at: SourceLocation(file: study.path, field: "controles[\(rank)]"),
      Phrase(en: "this check needs populations", fr: "ce contrôle demande des populations"),
      hint: Phrase(verbatim: "populations"))
  }

  private static func label(_ code: String, _ name: String?) -> String {
    name.map { "\(code) \($0)" } ?? code
  }

  private func sitesPerTerritory(_ name: String, _ minimum: Int, _ rank: Int) throws(Diagnostic) -> StudyCheck
  {
    let index = try level(name, rank)
    let number = FrenchNumber.typographic
    // What the data hold only in part cannot be judged.
    let rows = indicators[index].rows.filter { !$0.code.isEmpty && !$0.isTruncated }
    let faults = rows.filter { $0.sites < minimum }.sorted { ($0.sites, $0.code) < ($1.sites, $1.code) }
    return StudyCheck(
      question: Phrase(
        en: "at least \(minimum) sites in each territory (\(title(ofLevel: index)))",
        fr:
          "au moins \(number.integer(minimum)) site\(minimum > 1 ? "s" : "") par territoire (\(title(ofLevel: index)))"
      ),
      isPassed: faults.isEmpty,
      figure: Phrase(
        en: "\(faults.count) of \(rows.count) territories below",
        fr: "\(faults.count) territoire\(faults.count > 1 ? "s" : "") sur \(rows.count) en dessous"),
      threshold: Phrase(en: "none", fr: "aucun"),
      faults: faults.map { "\(Self.label($0.code, $0.name)) (\($0.sites))" })
  }

  private func coveredPopulation(_ minimum: Double, _ rank: Int) throws(Diagnostic) -> StudyCheck {
    try needsPopulation(rank)
    let number = FrenchNumber.typographic
    let total = job.result.population ?? 0
    let share = total > 0 ? 1 - (job.result.uncoveredPopulation ?? 0) / total : nil
    return StudyCheck(
      question: Phrase(en: "share of all inhabitants covered", fr: "part de tous les habitants couverte"),
      isPassed: (share ?? 0) >= minimum, figure: Phrase(verbatim: number.percent(share, decimals: 2)),
      threshold: Phrase(
        en: "at least \(number.percent(minimum, decimals: 2))",
        fr: "au moins \(number.percent(minimum, decimals: 2))"),
      faults: [])
  }

  private func coveredPopulationPerTerritory(
    _ name: String, _ minimum: Double, _ rank: Int
  ) throws(Diagnostic) -> StudyCheck {
    try needsPopulation(rank)
    let index = try level(name, rank)
    let number = FrenchNumber.typographic
    let rows = levels[index].rows.filter { !$0.isTruncated && $0.uncoveredShare != nil }
    let faults = rows.filter { 1 - ($0.uncoveredShare ?? 1) < minimum }
      .sorted { ($1.uncoveredShare ?? 0, $0.code) < ($0.uncoveredShare ?? 0, $1.code) }
    let worst = rows.map { 1 - ($0.uncoveredShare ?? 1) }.min()
    return StudyCheck(
      question: Phrase(
        en: "share of inhabitants covered in each territory (\(title(ofLevel: index)))",
        fr: "part des habitants couverte dans chaque territoire (\(title(ofLevel: index)))"),
      isPassed: faults.isEmpty,
      figure: Phrase(
        en: "\(number.percent(worst, decimals: 2)) in the worst",
        fr: "\(number.percent(worst, decimals: 2)) dans le moins couvert"),
      threshold: Phrase(
        en: "at least \(number.percent(minimum, decimals: 2))",
        fr: "au moins \(number.percent(minimum, decimals: 2))"),
      faults: faults.map {
        "\(Self.label($0.code, $0.name)) (\(number.percent(1 - ($0.uncoveredShare ?? 0), decimals: 2)))"
      })
  }

  /// Only gaps with people are looked at; within the threshold nothing is farther than the threshold.
  private func farthestPlace(_ maximum: Double) -> StudyCheck {
    let number = FrenchNumber.typographic
    // A gap without a farthest place lies where there is no site at all.
    func distance(_ gap: Gap) -> Double { gap.farthest?.distanceMetres ?? .infinity }
    let gaps = job.result.gaps.filter { ($0.gap.population ?? 1) > 0 }
    let faults = gaps.filter { distance($0.gap) > maximum }.sorted { distance($0.gap) > distance($1.gap) }
    let residue = job.result.residues.farthest?.distanceMetres
    let farthest = (gaps.map { distance($0.gap) } + [residue].compactMap { $0 }).max()
    let isCertain = farthest != nil || study.file.coverages[0].metres <= maximum
    return StudyCheck(
      question: Phrase(
        en: "no inhabitant farther from a site, crow-fly",
        fr: "aucun habitant plus loin d’un site, à vol d’oiseau"),
      isPassed: faults.isEmpty && isCertain && (residue ?? 0) <= maximum,
      figure: farthest.map {
        $0.isFinite
          ? Phrase(verbatim: number.length(metres: $0))
          : Phrase(en: "no site at all for some", fr: "aucun site pour certains")
      }
        ?? Phrase(
          en: "under \(number.length(metres: study.file.coverages[0].metres))",
          fr: "moins de \(number.length(metres: study.file.coverages[0].metres))"),
      threshold: Phrase(
        en: "at most \(number.length(metres: maximum))", fr: "au plus \(number.length(metres: maximum))"),
      faults: faults.map { located in
        let code = inputs.layer.codes[located.gap.mainTerritory]
        return "\(Self.label(code, inputs.layer.names[located.gap.mainTerritory])) "
          + "(\(number.length(metres: located.gap.farthest?.distanceMetres)))"
      })
  }

  private func largestGap(_ area: Double?, _ population: Double?, _ rank: Int) throws(Diagnostic)
    -> StudyCheck
  {
    if population != nil { try needsPopulation(rank) }
    let number = FrenchNumber.typographic
    let faults = job.result.gaps.filter { located in
      (area.map { located.gap.areaSquareMetres > $0 } ?? false)
        || (population.map { (located.gap.population ?? 0) > $0 } ?? false)
    }
    let largest = job.result.gaps.map(\.gap.areaSquareMetres).max() ?? 0
    let crowded = job.result.gaps.compactMap(\.gap.population).max() ?? 0
    var figures: [String] = []
    var limits: [String] = []
    if let area {
      figures.append(number.area(km2: largest / 1e6))
      limits.append(number.area(km2: area / 1e6))
    }
    if let population {
      figures.append(number.population(crowded))
      limits.append(number.population(population))
    }
    return StudyCheck(
      question: Phrase(en: "no gap larger", fr: "aucune zone blanche plus grande"), isPassed: faults.isEmpty,
      figure: Phrase(verbatim: figures.joined(separator: ", ")),
      threshold: Phrase(
        en: "at most \(limits.joined(separator: ", "))", fr: "au plus \(limits.joined(separator: ", "))"),
      faults: faults.map { located in
        let gap = located.gap
        let code = inputs.layer.codes[gap.mainTerritory]
        var figures = [number.area(km2: gap.areaSquareMetres / 1e6)]
        if gap.population != nil { figures.append(number.population(gap.population)) }
        return
          "\(Self.label(code, inputs.layer.names[gap.mainTerritory])) (\(figures.joined(separator: ", ")))"
      })
  }

  private func sitesOutside(_ maximum: Int) -> StudyCheck {
    let number = FrenchNumber.typographic
    let sites = inputs.sites
    let lost = (0..<sites.count).filter { assignment.territories[$0] < 0 }
    return StudyCheck(
      question: Phrase(en: "sites outside or without a place", fr: "sites hors territoire ou sans position"),
      isPassed: lost.count <= maximum,
      figure: Phrase(verbatim: number.integer(lost.count)),
      threshold: Phrase(en: "at most \(maximum)", fr: "au plus \(number.integer(maximum))"),
      faults: lost.map { sites.label($0) })
  }
}
