import Coverage

/// The report of a study of coverage, in French, for a reader who decides and one who checks.
///
/// The first page holds the question, the answer and what limits it; tables, method, sources and balances follow.
/// The same facts always give the same document.
public struct CoverageReport: Sendable {
  let facts: StudyFacts
  let numbers = FrenchNumber.typographic
  let mesh: MeshNoun

  init(_ facts: StudyFacts) {
    self.facts = facts
    mesh = MeshNoun(plural: facts.meshNoun)
  }

  /// - Parameters:
  ///   - facts: figures that are not finite are shown as missing.
  ///   - mapFile: name of the study's map beside the report, shown after the answer; nil where there is none.
  public static func document(from facts: StudyFacts, mapFile: String? = nil) -> Document {
    let report = CoverageReport(facts)
    var blocks = report.question + report.answer
    if let mapFile { blocks.append(.figure(file: mapFile, description: report.mapDescription)) }
    blocks += report.caveats
    if facts.hasCoverage { blocks += report.leastCovered }
    blocks += report.rates
    if facts.hasCoverage { blocks += report.largestGaps + report.sensitivity + report.peopleMethods }
    blocks +=
      report.times + report.analyses + report.compositions + report.checks + report.method + report.limits
    blocks += report.sources + report.balances + report.warnings
    return FrenchTypography.apply(Document(title: facts.title, blocks: blocks))
  }

  private var mapDescription: String {
    facts.mapDescription ?? "part couverte de chaque territoire, zones blanches hachurées et sites"
  }
}

// MARK: - Figures that several parts speak of

extension CoverageReport {
  var threshold: String { length(facts.thresholdMetres, minutes: facts.estimate?.minutes) }

  /// "23,1 km", "23,1 km (30 min estimées)"
  func length(_ metres: Double, minutes: Double?) -> String {
    let length = numbers.length(metres: metres)
    return minutes.map { "\(length) (\(numbers.short($0)) min estimées)" } ?? length
  }

  /// Sites that cover something.
  var usableSites: Int { max(0, facts.sites.read - facts.sites.rejected) }

  var isPopulationKnown: Bool { (facts.population ?? 0) > 0 && facts.uncoveredPopulation != nil }

  /// Where no square metre is out of reach.
  var isWhollyCovered: Bool {
    facts.gaps.isEmpty && facts.residueCount == 0 && facts.meshUncovered == 0
  }

  var mainLevel: StudyFacts.Level? { facts.levels.first }

  var failedChecks: Int { facts.checks.count { !$0.isPassed } }

  /// Appended to what depends on the contours.
  var contoursMark: String { facts.hasApproximateContours ? " (contours approchés)" : "" }

  func area(_ squareMetres: Double?) -> String { numbers.area(km2: squareMetres.map { $0 / 1e6 }) }

  /// A number of square kilometres for a column whose title has the unit.
  func areaCell(_ squareMetres: Double?) -> String { numbers.decimal(squareMetres.map { $0 / 1e6 }) }

  /// A number of people for a column whose title says so.
  func peopleCell(_ people: Double?) -> String {
    guard let people, people > 0, people < 0.5 else { return numbers.decimal(people, decimals: 0) }
    return "<\u{A0}1"
  }

  /// A part of a whole as a percentage that is neither 0 nor 100 where the part is not.
  func share(_ part: Double?, of whole: Double?) -> String {
    guard let part, let whole, whole > 0, part.isFinite else { return FrenchNumber.missing }
    let share = max(0, min(1, part / whole))
    if share > 0 && share < 0.0005 { return "moins de " + numbers.percent(0.001) }
    if share < 1 && share >= 0.9995 { return "plus de " + numbers.percent(0.999) }
    return share == 1 ? numbers.percent(1, decimals: 0) : numbers.percent(share)
  }
}
