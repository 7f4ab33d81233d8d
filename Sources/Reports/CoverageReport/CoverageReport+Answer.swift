import GeoModel

// What was asked, and the answer in the first lines.
extension CoverageReport {
  var question: [Block] {
    var asked = "L’étude porte sur \(mesh.count(facts.meshCount))\(contoursMark)"
    if mesh.plural == "territoires" && facts.meshNoun != "territoires" { asked += " (\(facts.meshNoun))" }
    asked += ", soit \(area(facts.landSquareMetres))"
    if let population = facts.population { asked += " et \(FrenchWords.people(population))" }
    if usableSites > 0 {
      asked += ", et sur \(FrenchWords.sites(usableSites)) (\(facts.sites.noun))."
    } else {
      asked += facts.sites.noun.isEmpty ? "." : " ; aucun site (\(facts.sites.noun)) n’a pu y être placé."
    }
    guard facts.hasCoverage else { return questionText + [.paragraph(Prose(asked))] }
    asked +=
      " Est dit « non couvert » tout lieu à plus de \(threshold), à vol d’oiseau, du site le plus proche ;"
    asked += " une « zone blanche » est un ensemble d’un seul tenant de lieux non couverts."
    return questionText + [.paragraph(Prose(asked))]
  }

  private var questionText: [Block] {
    facts.question.isEmpty ? [] : [.paragraph(Prose([.strong(facts.question)]))]
  }

  var answer: [Block] {
    var blocks: [Block] = []
    if facts.hasCoverage {
      blocks += [.heading(level: 1, "La réponse"), .paragraph(lead)]
    } else {
      blocks += [.heading(level: 1, facts.analyses.count == 1 ? "La réponse" : "Les réponses")] + briefAnswers
    }
    if facts.hasApproximateContours {
      blocks.append(
        .warning(
          "contours approchés. Les limites des territoires sont calculées à partir de points, faute de contours officiels : \(facts.hasCoverage ? "toutes les surfaces et tous les nombres d’habitants non couverts sont" : "les surfaces sont") des ordres de grandeur."
        ))
    }
    if facts.hasCoverage {
      blocks.append(.keyFigures(keyFigures))
      if let farthest { blocks.append(.paragraph(farthest)) }
    }
    if let level = mainLevel, !facts.sites.noun.isEmpty, facts.hasCoverage || facts.analyses.isEmpty {
      blocks.append(.paragraph(Prose(withoutSites(level))))
    }
    if facts.hasCoverage { blocks += briefAnswers }
    if failedChecks > 0 { blocks.append(.warning(checksAlert)) }
    if balanceLines.contains(where: { !$0.isBalanced }) {
      blocks.append(
        .warning(
          "un bilan ne tombe pas juste (voir « Bilan des masses ») : ne pas publier ces chiffres avant vérification."
        )
      )
    }
    return blocks
  }

  private var lead: Prose {
    let land = area(facts.landSquareMetres)
    if usableSites == 0 {
      let people = isPopulationKnown ? ", où vivent \(FrenchWords.people(facts.population))," : ""
      return
        "\(strong: "Aucun site utilisable") : les \(land) étudiés\(people) sont en totalité non couverts, et aucune distance ne peut être donnée."
    }
    if isWhollyCovered {
      return
        "\(strong: "Aucune zone blanche") : tout lieu du territoire étudié est à \(threshold) au plus d’un site."
    }
    if facts.gaps.isEmpty {
      let people = isPopulationKnown ? ", \(FrenchWords.people(facts.uncoveredPopulation))" : ""
      let extent = area(facts.uncoveredSquareMetres)
      let places =
        facts.residueCount > 1
        ? "Ne sont non couverts que \(numbers.integer(facts.residueCount)) petits lieux isolés (\(extent) en tout\(people))."
        : "N’est non couvert qu’un petit lieu isolé (\(extent)\(people))."
      return "\(strong: "Aucune zone blanche") d’au moins \(minimumGap). \(places)"
    }
    let gaps = FrenchWords.gaps(facts.gaps.count)
    let extent = area(facts.uncoveredSquareMetres)
    let extentShare = share(facts.uncoveredSquareMetres, of: facts.landSquareMetres)
    guard isPopulationKnown else {
      let verb = facts.gaps.count > 1 ? "s’étendent" : "s’étend"
      return
        "\(strong: gaps), à plus de \(threshold) de tout site, \(verb) sur \(strong: extent), soit \(extentShare) de la surface étudiée. La population n’est pas connue : l’étude ne dit pas combien d’habitants sont concernés."
    }
    let people = facts.uncoveredPopulation ?? 0
    if people == 0 && facts.gaps.contains(where: { $0.population == nil }) {
      let verb = facts.gaps.count > 1 ? "s’étendent" : "s’étend"
      return
        "\(strong: gaps), à plus de \(threshold) de tout site, \(verb) sur \(strong: extent), soit \(extentShare) de la surface étudiée. La population de \(facts.gaps.count > 1 ? "certaines" : "cette zone") n’est pas connue : l’étude ne dit pas combien d’habitants sont concernés."
    }
    let verb = FrenchWords.arePeoplePlural(people) ? "vivent" : (people > 0 ? "vit" : "ne vit")
    let shareText = people > 0 ? ", soit \(share(people, of: facts.population)) de la population," : ""
    return
      "\(strong: FrenchWords.sentence(FrenchWords.people(people)))\(people > 0 ? " (estimation)" : "")\(shareText) \(verb) à plus de \(threshold) de tout site. Les lieux non couverts forment \(strong: facts.gaps.count == 1 ? "une seule zone blanche" : gaps) et s’étendent sur \(strong: extent), soit \(extentShare) de la surface étudiée."
  }

  private var keyFigures: [KeyFigure] {
    var figures = [KeyFigure("Zones blanches", numbers.integer(facts.gaps.count))]
    let uncovered = facts.uncoveredSquareMetres
    figures.append(
      KeyFigure("Surface non couverte", area(uncovered) + part(uncovered, of: facts.landSquareMetres)))
    let people = facts.population == nil ? nil : facts.uncoveredPopulation
    figures.append(
      KeyFigure(
        "Habitants non couverts (estimation)", peopleCell(people) + part(people, of: facts.population)))
    figures.append(
      KeyFigure(
        "\(FrenchWords.sentence(mesh.plural)) \(mesh.agreed("entièrement non couvert", 2))",
        "\(numbers.integer(facts.meshUncovered)) sur \(numbers.integer(facts.meshCount))"))
    let farthest = facts.gaps.compactMap(\.farthestMetres).filter(\.isFinite).max()
    if farthest != nil || !facts.gaps.isEmpty {
      figures.append(KeyFigure("Plus grande distance à un site", numbers.length(metres: farthest)))
    }
    if !facts.checks.isEmpty {
      figures.append(KeyFigure("Contrôles non respectés", "\(failedChecks) sur \(facts.checks.count)"))
    }
    return figures
  }

  private func part(_ part: Double?, of whole: Double?) -> String {
    guard let part, part > 0, let whole, whole > 0 else { return "" }
    return " (\(share(part, of: whole)))"
  }

  /// The place farthest from care, over all gaps; nil where no distance is known.
  private var farthest: Prose? {
    let known = facts.gaps.filter { $0.farthestMetres?.isFinite == true }
    guard let gap = known.max(by: { ($0.farthestMetres ?? 0, $1.id) < ($1.farthestMetres ?? 0, $0.id) })
    else { return nil }
    let site = gap.nearestSite.map { " (\($0))" } ?? ""
    let role = gap.farthestCommune == nil ? "commune principale : " : "commune : "
    var place = mesh.plural == "communes" ? role : ""
    place += gap.farthestCommune ?? gap.mainCommune
    if let farthest = gap.farthestPlace {
      place += " ; coordonnées : " + FrenchWords.place(longitude: farthest.x, latitude: farthest.y)
    }
    return
      "Le lieu le plus éloigné est à \(strong: numbers.length(metres: gap.farthestMetres)) du site le plus proche\(site), dans la zone blanche n°\u{A0}\(gap.id) (\(place))."
  }
}
