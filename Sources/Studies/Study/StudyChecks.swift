import Coverage
import GeoModel
import Reports

/// The study's conditions against its figures.
extension StudyResults {
  /// - Throws: `Diagnostic` where the check names a level that the study does not have, or needs populations.
  /// - Returns: one answer, or one for each limit of a check that sets two.
  func check(_ source: CheckSource, rank: Int) throws(Diagnostic) -> [StudyCheck] {
    switch source {
    case .sitesPerTerritory(let level, let sites, let minimum):
      [try sitesPerTerritory(level, sites, minimum, rank)]
    case .coveredPopulation(let minimum):
      [try coveredPopulation(minimum, rank)]
    case .coveredPopulationPerTerritory(let level, let minimum):
      [try coveredPopulationPerTerritory(level, minimum, rank)]
    case .farthestPlace(let maximum):
      [try farthestPlace(maximum, rank)]
    case .largestGap(let area, let population):
      try largestGap(area, population, rank)
    case .sitesOutside(let sites, let maximum):
      [sitesOutside(try siteSet(sites, rank), maximum)]
    case .everyTerritoryDrawn:
      [everyTerritoryDrawn()]
    }
  }

  private static func atLeast(_ figure: String) -> Phrase {
    Phrase(en: "at least \(Phrase(figure: figure).english)", fr: "au moins \(figure)")
  }

  private static func atMost(_ figure: String) -> Phrase {
    Phrase(en: "at most \(Phrase(figure: figure).english)", fr: "au plus \(figure)")
  }

  private func level(_ name: String, _ rank: Int) throws(Diagnostic) -> Int {
    if let index = inputs.memberships.firstIndex(where: { $0.level == name }) { return index }
    throw Diagnostic(
      "study.invalid", at: SourceLocation(file: study.path, field: "controles[\(rank)].niveau"),
      Phrase(en: "the study has no such level", fr: "l’étude n’a pas ce niveau"), found: name,
      expected: Phrase(verbatim: inputs.memberships.map(\.level).joined(separator: ", ")))
  }

  private func siteSet(_ id: String?, _ rank: Int) throws(Diagnostic) -> Int {
    do {
      return try study.file.siteSet(id, at: "controles[\(rank)].sites")
    } catch {
      throw error.diagnostic(file: study.path)
    }
  }

  private func coverage(_ rank: Int) throws(Diagnostic) -> CoverageResult {
    if let job { return job.result }
    throw Diagnostic(
      "study.invalid", at: SourceLocation(file: study.path, field: "controles[\(rank)]"),
      Phrase(
        en: "this check needs a coverage by distance", fr: "ce contrôle demande une couverture par distance"),
      hint: Phrase(verbatim: "\"couvertures\": [ { \"distance\": \"15km\" } ]"))
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

  /// By the sites' own territories where they have some at this level, else by their communes.
  private func sitesPerTerritory(
    _ name: String, _ sites: String?, _ minimum: Int, _ rank: Int
  ) throws(Diagnostic) -> StudyCheck {
    let index = try level(name, rank)
    let set = try sites == nil ? mainSites : siteSet(sites, rank)
    _ = try siteSet(sites, rank)
    let context = try AnalysisContext(self)
    let frame = context.frames[index]
    var counts = [Int](repeating: 0, count: frame.count)
    for territory in try context.territories(ofSet: set, in: frame) where territory >= 0 {
      counts[territory] += 1
    }
    let number = FrenchNumber.typographic
    // What the data hold only in part cannot be judged.
    let whole = frame.codes.indices.filter { !frame.isTruncated($0) }
    let faults = whole.filter { counts[$0] < minimum }.sorted { (counts[$0], $0) < (counts[$1], $1) }
    let noun = study.file.siteSets.count > 1 ? " (\(study.file.siteSets[set].noun))" : ""
    return StudyCheck(
      question: Phrase(
        en: "at least \(minimum) sites\(noun) in each territory (\(title(ofLevel: index)))",
        fr:
          "au moins \(number.integer(minimum)) site\(minimum > 1 ? "s" : "")\(noun) par territoire (\(title(ofLevel: index)))"
      ),
      isPassed: faults.isEmpty,
      figure: Phrase(
        en: "\(faults.count) of \(whole.count) territories below",
        fr: "\(faults.count) territoire\(faults.count > 1 ? "s" : "") sur \(whole.count) en dessous"),
      threshold: Phrase(en: "none", fr: "aucun"), found: Double(faults.count), limit: 0, unit: "territoires",
      faults: faults.map { "\(Self.label(frame.codes[$0], frame.names[$0])) (\(counts[$0]))" })
  }

  private func coveredPopulation(_ minimum: Double, _ rank: Int) throws(Diagnostic) -> StudyCheck {
    let result = try coverage(rank)
    try needsPopulation(rank)
    let number = FrenchNumber.typographic
    let total = result.population ?? 0
    let share = total > 0 ? 1 - (result.uncoveredPopulation ?? 0) / total : nil
    return StudyCheck(
      question: Phrase(en: "share of all inhabitants covered", fr: "part de tous les habitants couverte"),
      isPassed: (share ?? 0) >= minimum, figure: Phrase(figure: number.percent(share, decimals: 2)),
      threshold: Self.atLeast(number.percent(minimum, decimals: 2)), found: share, limit: minimum,
      unit: "part",
      faults: [])
  }

  private func coveredPopulationPerTerritory(
    _ name: String, _ minimum: Double, _ rank: Int
  ) throws(Diagnostic) -> StudyCheck {
    _ = try coverage(rank)
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
        en: "\(Phrase(figure: number.percent(worst, decimals: 2)).english) in the worst",
        fr: "\(number.percent(worst, decimals: 2)) dans le moins couvert"),
      threshold: Self.atLeast(number.percent(minimum, decimals: 2)), found: worst, limit: minimum,
      unit: "part",
      faults: faults.map {
        "\(Self.label($0.code, $0.name)) (\(number.percent(1 - ($0.uncoveredShare ?? 0), decimals: 2)))"
      })
  }

  /// Only gaps with people are looked at; within the threshold nothing is farther than the threshold.
  private func farthestPlace(_ maximum: Double, _ rank: Int) throws(Diagnostic) -> StudyCheck {
    let result = try coverage(rank)
    let number = FrenchNumber.typographic
    // A gap without a farthest place lies where there is no site at all.
    func distance(_ gap: Gap) -> Double { gap.farthest?.distanceMetres ?? .infinity }
    let gaps = result.gaps.filter { ($0.gap.population ?? 1) > 0 }
    let faults = gaps.filter { distance($0.gap) > maximum }.sorted { distance($0.gap) > distance($1.gap) }
    let residue = result.residues.farthest?.distanceMetres
    let farthest = (gaps.map { distance($0.gap) } + [residue].compactMap { $0 }).max()
    let covered = number.length(metres: study.file.coverages[0].metres)
    let isCertain = farthest != nil || study.file.coverages[0].metres <= maximum
    return StudyCheck(
      question: Phrase(
        en: "no inhabitant farther from a site, crow-fly",
        fr: "aucun habitant plus loin d’un site, à vol d’oiseau"),
      isPassed: faults.isEmpty && isCertain && (residue ?? 0) <= maximum,
      figure: farthest.map {
        $0.isFinite
          ? Phrase(figure: number.length(metres: $0))
          : Phrase(en: "no site at all for some", fr: "aucun site pour certains")
      } ?? Phrase(en: "under \(Phrase(figure: covered).english)", fr: "moins de \(covered)"),
      threshold: Self.atMost(number.length(metres: maximum)),
      found: farthest.flatMap { $0.isFinite ? $0 : nil },
      limit: maximum, unit: "m",
      faults: faults.map { located in
        let territory = located.gap.farthestTerritory ?? located.gap.mainTerritory
        return "\(Self.label(inputs.layer.codes[territory], inputs.layer.names[territory])) "
          + "(\(number.length(metres: located.gap.farthest?.distanceMetres)))"
      })
  }

  private func largestGap(
    _ area: Double?, _ population: Double?, _ rank: Int
  ) throws(Diagnostic) -> [StudyCheck] {
    let number = FrenchNumber.typographic
    let result = try coverage(rank)
    var checks: [StudyCheck] = []
    if let area {
      checks.append(
        gaps(
          result,
          Phrase(en: "no gap larger, by area", fr: "aucune zone blanche plus étendue"), limit: area / 1e6,
          unit: "km2", { $0.areaSquareMetres / 1e6 }, text: { number.area(km2: $0) }))
    }
    if let population {
      try needsPopulation(rank)
      checks.append(
        gaps(
          result,
          Phrase(en: "no gap larger, by inhabitants", fr: "aucune zone blanche plus peuplée"),
          limit: population,
          unit: "habitants", { $0.population ?? 0 }, text: { number.population($0) }))
    }
    return checks
  }

  /// No gap has more than `limit` of a figure.
  private func gaps(
    _ result: CoverageResult, _ question: Phrase, limit: Double, unit: String, _ figure: (Gap) -> Double,
    text: (Double) -> String
  ) -> StudyCheck {
    let gaps = result.gaps.map(\.gap)
    let faults = gaps.filter { figure($0) > limit }.sorted { figure($0) > figure($1) }
    let largest = gaps.map(figure).max() ?? 0
    return StudyCheck(
      question: question, isPassed: faults.isEmpty, figure: Phrase(figure: text(largest)),
      threshold: Self.atMost(text(limit)), found: largest, limit: limit, unit: unit,
      faults: faults.map { gap in
        let main = gap.mainTerritory
        return "\(Self.label(inputs.layer.codes[main], inputs.layer.names[main])) (\(text(figure(gap))))"
      })
  }

  private func sitesOutside(_ set: Int, _ maximum: Int) -> StudyCheck {
    let number = FrenchNumber.typographic
    let sites = inputs.siteSets[set]
    let lost = (0..<sites.count).filter { assignments[set].territories[$0] < 0 }
    return StudyCheck(
      question: Phrase(en: "sites outside or without a place", fr: "sites hors territoire ou sans position"),
      isPassed: lost.count <= maximum,
      figure: Phrase(figure: number.integer(lost.count)), threshold: Self.atMost(number.integer(maximum)),
      found: Double(lost.count), limit: Double(maximum), unit: "sites",
      faults: lost.map { sites.label($0) })
  }

  /// Whatever the map's scale: a territory without land in its plane would be in no table and on no map.
  private func everyTerritoryDrawn() -> StudyCheck {
    var areas = [Double](repeating: 0, count: inputs.layer.codes.count)
    for zone in zones {
      for (local, global) in zone.members.enumerated() { areas[global] += zone.polygons[local].area }
    }
    let lost = areas.indices.filter { !(areas[$0] > 0) }
    let smallest = areas.min() ?? 0
    let number = FrenchNumber.typographic
    return StudyCheck(
      question: Phrase(
        en:
          "every territory of the mesh has land (smallest: \(Phrase(figure: number.area(km2: smallest / 1e6)).english))",
        fr: "chaque maille a une surface (la plus petite : \(number.area(km2: smallest / 1e6)))"),
      isPassed: lost.isEmpty, figure: Phrase(figure: number.integer(lost.count)),
      threshold: Phrase(en: "none", fr: "aucune"), found: Double(lost.count), limit: 0, unit: "territoires",
      faults: lost.map { inputs.layer.label($0) })
  }
}
