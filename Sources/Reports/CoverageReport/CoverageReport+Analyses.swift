// The analyses of a study: each with its question, its answer, its table and how it was computed.
extension CoverageReport {
  /// Rows of a table in the report; the data file has all of them.
  private static let rowLimit = 20

  /// The answers in brief, for the first page.
  var briefAnswers: [Block] {
    let answers =
      facts.times.map(timeBrief)
      + facts.analyses.compactMap { section -> Prose? in
        guard let first = section.answer.first else { return nil }
        return "\(strong: section.heading + ".") \(first)"
      }
    guard !answers.isEmpty else { return [] }
    let heading: [Block] = facts.hasCoverage ? [.heading(level: 2, "Les autres questions, en bref")] : []
    return heading + [.bullets(answers)]
  }

  var analyses: [Block] {
    facts.analyses.flatMap { section -> [Block] in
      var blocks: [Block] = [.heading(level: 1, section.heading)]
      if let asked = section.asked { blocks.append(.paragraph(Prose([.strong(asked)]))) }
      blocks += section.answer.map { .paragraph($0) }
      blocks += section.tables.filter { !$0.rows.isEmpty }.map {
        .table($0.block(limit: Self.rowLimit))
      }
      if !section.method.isEmpty {
        blocks.append(.heading(level: 2, "Comment c’est calculé"))
        blocks.append(.bullets(section.method))
      }
      if !section.files.isEmpty {
        let names = FrenchWords.list(section.files)
        blocks.append(
          .note(Prose(section.files.count > 1 ? "Données complètes : \(names)." : "Données : \(names).")))
      }
      return blocks
    }
  }

  var analysisBalances: [BalanceLine] {
    facts.analyses.flatMap(\.balances).map { balance in
      func text(_ value: Double) -> String { numbers.short(value, decimals: balance.decimals) }
      let parts = balance.parts.map { "\(text($0.value)) \($0.name)" }.joined(separator: " + ")
      return BalanceLine(
        label: balance.label, equation: "\(text(balance.total)) \(balance.unit) = \(parts)",
        difference: balance.isBalanced ? 0 : balance.difference, tolerance: 0)
    }
  }
}
