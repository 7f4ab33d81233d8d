// Communes too long a journey from every site, by a matrix of travel times.
extension CoverageReport {
  func timeBrief(_ time: StudyFacts.TimeCoverage) -> Prose {
    "\(strong: timeHeading(time) + ".") \(timeLead(time))"
  }

  private func timeHeading(_ time: StudyFacts.TimeCoverage) -> String {
    "À plus de \(numbers.short(time.minutes, unit: "min")), d’après les temps de trajet"
  }

  private func timeLead(_ time: StudyFacts.TimeCoverage) -> String {
    let limit = numbers.short(time.minutes, unit: "min")
    var text: String
    if time.uncovered.communes == 0 {
      text = "Aucune commune de la matrice n’est à plus de \(limit) d’un site (\(time.noun))"
    } else {
      text = FrenchWords.count(time.uncovered.communes, "commune est", "communes sont")
      text += " à plus de \(limit) de tout site (\(time.noun))"
      if let people = time.uncovered.people { text += " ; \(FrenchWords.livingThere(people))" }
      if let all = facts.population, let people = time.uncovered.people, people > 0 {
        text += " (\(share(people, of: all)))"
      }
      text += ", en \(FrenchWords.gaps(time.gaps.count))"
    }
    if time.unknown.communes > 0 {
      text +=
        ". \(FrenchWords.sentence(FrenchWords.count(time.unknown.communes, "commune n’a", "communes n’ont"))) aucune ligne dans la matrice : on n’en sait rien"
      if let people = time.unknown.people { text += " (\(FrenchWords.people(people)))" }
    }
    return text + "."
  }

  var times: [Block] {
    facts.times.flatMap { time -> [Block] in
      var blocks: [Block] = [
        .heading(level: 1, timeHeading(time)), .paragraph(Prose(timeLead(time))), .table(timeStates(time)),
      ]
      if !time.gaps.isEmpty { blocks.append(.table(timeGaps(time))) }
      var matrix =
        "Matrice \(FrenchWords.quoted(time.matrix)) : \(numbers.integer(time.rows)) lignes, dont \(numbers.integer(time.strangers)) d’autres lieux"
      if time.intrazonalAdded > 0 {
        matrix += " ; \(numbers.integer(time.intrazonalAdded)) trajets d’un lieu à lui-même ajoutés"
      }
      if time.sitesWithoutRow > 0 {
        matrix += " ; \(FrenchWords.count(time.sitesWithoutRow, "site", "sites")) sans aucune ligne"
      }
      blocks += [
        .heading(level: 2, "Comment c’est calculé"),
        .bullets([
          Prose(
            "Une commune est couverte si le trajet jusqu’au site le plus proche prend \(numbers.short(time.minutes, unit: "min")) au plus, d’après la matrice ; elle l’est ou ne l’est pas en entier, avec tous ses habitants."
          ), Prose(matrix + "."),
          "Une commune dont la matrice ne mène à aucun site est non couverte ; une commune sans aucune ligne est inconnue, ni couverte ni non couverte.",
          "Une durée est celle de la matrice : l’heure, le trafic et le temps d’attente sont ceux que ses auteurs ont retenus.",
        ]),
      ]
      return blocks
    }
  }

  private func timeStates(_ time: StudyFacts.TimeCoverage) -> TableBlock {
    let limit = numbers.short(time.minutes, unit: "min")
    func row(_ name: String, _ part: StudyFacts.TimeCoverage.Part) -> [String] {
      [
        name, numbers.integer(part.communes), peopleCell(part.people),
        share(part.people, of: facts.population),
      ]
    }
    return TableBlock(
      columns: [
        .text("Site le plus proche"), .number(FrenchWords.sentence(mesh.plural)), .number("Habitants"),
        .number("Part"),
      ],
      rows: [
        row("à \(limit) au plus", time.covered), row("à plus de \(limit)", time.uncovered),
        row("inconnu", time.unknown),
      ],
      totals: [
        [
          "Total", numbers.integer(time.covered.communes + time.uncovered.communes + time.unknown.communes),
          peopleCell(sum([time.covered.people, time.uncovered.people, time.unknown.people])), "",
        ]
      ])
  }

  private func timeGaps(_ time: StudyFacts.TimeCoverage) -> TableBlock {
    let shown = time.gaps.prefix(10)
    let others = time.gaps.count - shown.count
    return TableBlock(
      caption: "Zones blanches de communes entières" + contoursMark,
      columns: [
        .text("Commune principale"), .number("Communes"), .number("km²"), .number("Habitants"),
        .text("Commune la plus éloignée"), .number("Durée, min"), .text("Site le plus proche"),
      ],
      rows: shown.map { gap in
        [
          gap.mainCommune, numbers.integer(gap.communes), areaCell(gap.areaSquareMetres),
          peopleCell(gap.population),
          gap.farthestCommune ?? FrenchNumber.missing, numbers.decimal(gap.farthestMinutes, decimals: 1),
          gap.nearestSite ?? FrenchNumber.missing,
        ]
      },
      note: others > 0 ? "Et \(FrenchWords.count(others, "autre", "autres"))." : nil)
  }

  var timeBalances: [BalanceLine] {
    facts.times.flatMap { time -> [BalanceLine] in
      let parts = [time.covered, time.uncovered, time.unknown]
      let names = parts.map { FrenchWords.isPlural($0.communes) }.enumerated().map { rank, isPlural in
        ["couverte", "non couverte", "inconnue"][rank] + (isPlural ? "s" : "")
      }
      let people = ["couverts", "non couverts", "de communes inconnues"]
      let communes = parts.reduce(0) { $0 + $1.communes }
      let label = "À \(numbers.short(time.minutes, unit: "min")) (\(time.noun))"
      var lines = [
        BalanceLine(
          label: "\(label), communes",
          equation: numbers.integer(facts.meshCount) + " = "
            + zip(parts, names).map { "\(numbers.integer($0.communes)) \($1)" }.joined(separator: " + "),
          difference: Double(communes - facts.meshCount), tolerance: 0)
      ]
      if let population = facts.population, let total = sum(parts.map(\.people)) {
        lines.append(
          BalanceLine(
            label: "\(label), habitants",
            equation: numbers.population(population) + " = "
              + zip(parts, people).map { "\(numbers.decimal($0.people ?? 0, decimals: 0)) \($1)" }
              .joined(separator: " + "), difference: total - population, tolerance: 0.5 + 1e-9 * population))
      }
      return lines
    }
  }
}
