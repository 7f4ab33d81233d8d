// Nothing may be lost between what was read and what is told.
extension CoverageReport {
  /// A total and the parts that must make it.
  struct BalanceLine {
    var label: String
    /// `372 lus = 370 affectés + 2 rejetés`
    var equation: String
    /// Parts minus total, in the unit of the equation.
    var difference: Double
    var tolerance: Double

    var isBalanced: Bool { abs(difference) <= tolerance }
  }

  var balanceLines: [BalanceLine] {
    (facts.sites.noun.isEmpty ? [] : siteBalance)
      + (facts.hasCoverage ? [meshBalance, areaBalance] + gapBalances : [])
      + facts.levels.flatMap(levelBalances) + facts.otherSites.flatMap { siteBalance(of: $0) }
      + gridBalance + timeBalances + analysisBalances
  }

  var balances: [Block] {
    let items = balanceLines.map { line -> Prose in
      let verdict: Prose =
        line.isBalanced
        ? "" : " \(strong: "Écart : \(numbers.short(line.difference, decimals: 1)).")"
      return "\(line.label) : \(line.equation).\(verdict)"
    }
    let isBalanced = balanceLines.allSatisfy(\.isBalanced)
    return [
      .heading(level: 1, "Bilan des masses"),
      .paragraph(
        isBalanced
          ? "Chaque total est comparé à la somme de ses parties ; tous les bilans sont justes (aux arrondis d’affichage près)."
          : "Chaque total est comparé à la somme de ses parties."),
      .bullets(items),
    ]
  }

  var warnings: [Block] {
    [
      .heading(level: 1, "Avertissements"),
      facts.warnings.isEmpty ? .paragraph("Aucun.") : .bullets(facts.warnings.map { Prose($0) }),
    ]
  }

  private var siteBalance: [BalanceLine] { siteBalance(of: facts.sites) }

  private func siteBalance(of sites: StudyFacts.SiteBalance) -> [BalanceLine] {
    var lines: [BalanceLine] = []
    if sites.rowsRead > 0 || sites.rowsFilteredOut > 0 {
      lines.append(
        counts(
          "Lignes du fichier des sites" + (facts.otherSites.isEmpty ? "" : " (\(sites.noun))"),
          sites.rowsRead,
          FrenchWords.isPlural(sites.rowsRead) ? "lues" : "lue",
          [
            (sites.rowsFilteredOut, "hors du choix de l’étude"),
            (sites.read, FrenchWords.isPlural(sites.read) ? "retenues" : "retenue"),
          ]))
    }
    func agreed(_ count: Int, _ word: String) -> String { word + (FrenchWords.isPlural(count) ? "s" : "") }
    var line = counts(
      "Sites (\(sites.noun))", sites.read, agreed(sites.read, "retenu"),
      [
        (sites.assigned, agreed(sites.assigned, "affecté")),
        (sites.ambiguous, "dans plusieurs territoires"), (sites.outside, "hors de tout territoire"),
        (sites.rejected, agreed(sites.rejected, "rejeté")),
      ])
    var details: [String] = []
    if sites.assignedByCode > 0 {
      details.append("\(numbers.integer(sites.assignedByCode)) par leur code de commune")
    }
    if sites.onBoundary > 0 { details.append("\(numbers.integer(sites.onBoundary)) sur une limite") }
    if !details.isEmpty { line.equation += " ; dont \(FrenchWords.list(details))" }
    return lines + [line]
  }

  private var meshBalance: BalanceLine {
    counts(
      FrenchWords.sentence(mesh.plural), facts.meshCount, "en tout",
      [
        (facts.meshCovered, mesh.agreed("couvert", facts.meshCovered)),
        (
          facts.meshPartial,
          mesh.pick("partielle", "partiel") + (FrenchWords.isPlural(facts.meshPartial) ? "s" : "")
        ),
        (facts.meshUncovered, "non " + mesh.agreed("couvert", facts.meshUncovered)),
      ])
  }

  private func counts(_ label: String, _ total: Int, _ word: String, _ parts: [(Int, String)]) -> BalanceLine
  {
    let sum = parts.reduce(0.0) { $0 + Double($1.0) }
    let text = parts.map { "\(numbers.integer($0.0)) \($0.1)" }.joined(separator: " + ")
    return BalanceLine(
      label: label, equation: "\(numbers.integer(total)) \(word) = \(text)", difference: sum - Double(total),
      tolerance: 0)
  }
}
