// Areas and people: sums of parts that were computed apart.
extension CoverageReport {
  /// Land is covered or not; what is not cannot be more than the land.
  var areaBalance: BalanceLine {
    let (land, uncovered) = (facts.landSquareMetres, facts.uncoveredSquareMetres)
    let covered = max(0, land - uncovered)
    return BalanceLine(
      label: "Surface",
      equation: "\(area(land)) = \(areaCell(covered)) couverts + \(areaCell(uncovered)) non couverts",
      difference: (covered + uncovered - land) / 1e6, tolerance: 1e-6 * land / 1e6)
  }

  /// What is uncovered lies in a zone blanche or in a place too small to be one.
  var gapBalances: [BalanceLine] {
    let gapArea = facts.gaps.reduce(0) { $0 + $1.areaSquareMetres }
    let gaps = FrenchWords.isPlural(facts.gaps.count) ? "dans les zones blanches" : "dans la zone blanche"
    let small = "en petits lieux isolés"
    func line(
      _ label: String, _ total: String, _ parts: (String, String), _ difference: Double, _ tolerance: Double
    )
      -> BalanceLine
    {
      var equation = "\(total) = \(parts.0) \(gaps)"
      if facts.residueCount > 0 { equation += " + \(parts.1) \(small)" }
      return BalanceLine(label: label, equation: equation, difference: difference, tolerance: tolerance)
    }
    guard !facts.gaps.isEmpty || facts.residueCount > 0 else { return [] }
    let uncovered = facts.uncoveredSquareMetres
    var lines = [
      line(
        "Surface non couverte", area(uncovered), (areaCell(gapArea), areaCell(facts.residueSquareMetres)),
        (gapArea + facts.residueSquareMetres - uncovered) / 1e6, 1e-5 + 1e-5 * uncovered / 1e6)
    ]
    if isPopulationKnown, let people = facts.uncoveredPopulation {
      let inGaps = sum(facts.gaps.map(\.population)) ?? 0
      let residue = facts.residuePopulation ?? 0
      lines.append(
        line(
          "Habitants non couverts", numbers.population(people), (peopleCell(inGaps), peopleCell(residue)),
          inGaps + residue - people, 0.5 + 1e-5 * people))
    }
    return lines
  }

  /// The territories of a level, and what lies in none of them, make the whole.
  func levelBalances(_ level: StudyFacts.Level) -> [BalanceLine] {
    let inside = level.territories.filter { !$0.code.isEmpty }
    func rest(_ total: Double, _ parts: Double, _ told: Double?) -> (text: Double, difference: Double) {
      // What a level leaves out may stand in a row of its own, or in none.
      let outside = told ?? max(0, total - parts)
      return (outside, parts + outside - total)
    }
    let outsideRow = level.territories.first { $0.code.isEmpty }
    let communes = inside.reduce(0) { $0 + $1.communes }
    let without = rest(Double(facts.meshCount), Double(communes), outsideRow.map { Double($0.communes) })
    var lines = [
      BalanceLine(
        label: "\(level.title), \(mesh.plural)",
        equation: equation(
          numbers.integer(facts.meshCount), numbers.integer(communes), inside.count,
          numbers.decimal(without.text, decimals: 0), without.text),
        difference: without.difference, tolerance: 0)
    ]
    if !facts.sites.noun.isEmpty { lines.append(siteLine(level, inside, outsideRow)) }
    if let population = facts.population {
      let people = sum(inside.map(\.population)) ?? 0
      let without = rest(population, people, outsideRow.map { $0.population ?? 0 })
      let outside = without.text < 0.5 ? 0 : without.text
      lines.append(
        BalanceLine(
          label: "\(level.title), habitants",
          equation: equation(
            numbers.population(population), numbers.decimal(people, decimals: 0), inside.count,
            numbers.decimal(outside, decimals: 0), outside),
          difference: without.difference, tolerance: 0.5 + 1e-9 * population))
    }
    return lines
  }

  private func siteLine(
    _ level: StudyFacts.Level, _ inside: [StudyFacts.Territory], _ outsideRow: StudyFacts.Territory?
  ) -> BalanceLine {
    let placed = facts.sites.assigned + facts.sites.ambiguous
    let sites = inside.reduce(0) { $0 + $1.sites }
    // The row of what lies in no territory may hold the sites that lie outside the mesh.
    let told = outsideRow.map { $0.sites }
    let holdsOutside = told.map { sites + $0 != placed } ?? false
    let total = holdsOutside ? placed + facts.sites.outside : placed
    let rest = told ?? max(0, total - sites)
    return BalanceLine(
      label: "\(level.title), sites",
      equation: equation(
        numbers.integer(total), numbers.integer(sites), inside.count, numbers.integer(rest), Double(rest)),
      difference: Double(sites + rest - total), tolerance: 0)
  }

  private func equation(
    _ total: String, _ inside: String, _ territories: Int, _ outside: String, _ rest: Double
  ) -> String {
    let text = "\(total) = \(inside) dans \(FrenchWords.territories(territories))"
    return rest > 0 ? text + " + \(outside) hors de ce niveau" : text
  }
}
