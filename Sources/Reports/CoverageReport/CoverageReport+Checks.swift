import Coverage
import GeoModel

// The conditions that the study sets.
extension CoverageReport {
  /// The checks that failed, for the first page.
  var checksAlert: Prose {
    let failed = facts.checks.filter { !$0.isPassed }
    let all = facts.checks.count
    let lines = failed.map { "« \($0.question.french) » (constaté : \($0.figure.french))" }.joined(
      separator: " ; ")
    if all == 1 { return Prose("le contrôle demandé n’est pas respecté : \(lines).") }
    return Prose(
      failed.count > 1
        ? "\(failed.count) contrôles sur \(all) ne sont pas respectés : \(lines)."
        : "1 contrôle sur \(all) n’est pas respecté : \(lines).")
  }

  var checks: [Block] {
    guard !facts.checks.isEmpty else { return [] }
    var blocks: [Block] = [.heading(level: 1, "Contrôles")]
    blocks.append(
      .table(
        TableBlock(
          columns: [.text("Contrôle"), .text("Résultat"), .number("Constaté"), .number("Seuil")],
          rows: facts.checks.map { check in
            [
              FrenchWords.sentence(check.question.french), check.isPassed ? "respecté" : "NON RESPECTÉ",
              check.figure.french, check.threshold.french,
            ]
          })))
    let faults = facts.checks.filter { !$0.isPassed && !$0.faults.isEmpty }.map { check -> Prose in
      "\(strong: FrenchWords.sentence(check.question.french)) – en défaut : \(FrenchWords.list(check.faults, limit: 10))."
    }
    if !faults.isEmpty { blocks.append(.bullets(faults)) }
    return blocks
  }
}
