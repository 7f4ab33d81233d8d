import Reports
import Testing

/// The report on one line a paragraph, no-break spaces as plain ones, so that sentences can be looked for.
func plainReport(_ facts: StudyFacts) -> String {
  let text = TextRenderer(width: 100_000).render(CoverageReport.document(from: facts))
  return String(text.map { $0 == "\u{A0}" || $0 == "\u{202F}" ? " " : $0 })
}

extension StudyFacts {
  mutating func forEachTerritory(_ change: (inout Territory) -> Void) {
    for level in levels.indices {
      for territory in levels[level].territories.indices { change(&levels[level].territories[territory]) }
    }
  }

  mutating func forgetPopulation() {
    (population, uncoveredPopulation, edgePopulation, residuePopulation) = (nil, nil, nil, nil)
    for gap in gaps.indices { (gaps[gap].population, gaps[gap].edgePopulation) = (nil, nil) }
    for other in otherThresholds.indices { otherThresholds[other].uncoveredPopulation = nil }
    forEachTerritory {
      ($0.population, $0.uncoveredPopulation) = (nil, nil)
      ($0.rate, $0.rateLower, $0.rateUpper) = (nil, nil, nil)
    }
  }

  mutating func coverAll() {
    gaps = []
    (uncoveredSquareMetres, uncoveredPopulation, edgeSquareMetres, edgePopulation) = (0, 0, 0, 0)
    (residueCount, residueSquareMetres, residuePopulation) = (0, 0, 0)
    (meshCovered, meshPartial, meshUncovered) = (meshCount, 0, 0)
    forEachTerritory { ($0.uncoveredPopulation, $0.uncoveredSquareMetres) = (0, 0) }
  }

  mutating func removeSites() {
    sites = SiteBalance(noun: sites.noun)
    (uncoveredSquareMetres, uncoveredPopulation) = (landSquareMetres, population)
    (residueCount, residueSquareMetres, residuePopulation) = (0, 0, 0)
    (meshCovered, meshPartial, meshUncovered) = (0, 0, meshCount)
    gaps = [
      GapLine(
        id: 1, areaSquareMetres: landSquareMetres, population: population, communes: meshCount,
        mainCommune: "Toulouse", nearestSite: nil, farthestMetres: nil, farthestPlace: nil,
        edgeSquareMetres: nil, edgePopulation: nil, levels: ["Toulouse"])
    ]
    forEachTerritory {
      ($0.sites, $0.rate, $0.rateLower) = (0, $0.rate.map { _ in 0 }, $0.rateLower.map { _ in 0 })
      ($0.uncoveredPopulation, $0.uncoveredSquareMetres) = ($0.population, $0.areaSquareMetres)
    }
  }
}

@Suite struct CoverageReportEdgeTests {
  @Test func withoutPopulationNothingIsSaidOfPeople() {
    var facts = sampleFacts()
    facts.forgetPopulation()
    let text = plainReport(facts)
    #expect(
      text.contains(
        "12 zones blanches, à plus de 15 km de tout site, s’étendent sur 6 520,3 km², soit 8,9 % de la surface étudiée. La population n’est pas connue : l’étude ne dit pas combien d’habitants sont concernés."
      ))
    #expect(text.contains("Classement : part de la surface non couverte."))
    #expect(text.contains("Aucun taux ne peut être donné : la population des territoires n’est pas connue."))
    #expect(text.contains("Saint-Chély-d’Apcher   87,2 %             610,4      1\n"))
    #expect(!text.contains("répartis également"))
    #expect(!text.contains("hab."))
  }

  @Test func withoutGapTheAnswerIsGood() {
    var facts = sampleFacts()
    facts.coverAll()
    let text = plainReport(facts)
    #expect(
      text.contains("Aucune zone blanche : tout lieu du territoire étudié est à 15 km au plus d’un site."))
    #expect(
      text.contains(
        "Niveau « Bassins de vie » : tous les territoires entièrement compris dans l’étude sont couverts en tout point."
      ))
    #expect(!text.contains("Les plus grandes zones blanches"))
    #expect(!text.contains("surestimée"))
    #expect(!text.contains("Le bord de l’étude."))
    #expect(text.contains("Communes : 4 453 en tout = 4 453 couvertes + 0 partielle + 0 non couverte."))
  }

  @Test func whatIsTooSmallToBeAGapIsStillTold() {
    var facts = sampleFacts()
    facts.coverAll()
    (facts.uncoveredSquareMetres, facts.uncoveredPopulation) = (0.8e6, 3.2)
    (facts.residueCount, facts.residueSquareMetres, facts.residuePopulation) = (2, 0.8e6, 3.2)
    #expect(
      plainReport(facts).contains(
        "Aucune zone blanche d’au moins 1 km². Ne sont non couverts que 2 petits lieux isolés (0,8 km² en tout, 3 habitants)."
      ))
    facts.residueCount = 1
    #expect(plainReport(facts).contains("N’est non couvert qu’un petit lieu isolé (0,8 km², 3 habitants)."))
  }

  @Test func withoutSiteAllIsUncoveredAndNoDistanceIsKnown() {
    var facts = sampleFacts()
    facts.removeSites()
    let text = plainReport(facts)
    #expect(
      text.contains(
        "Aucun site utilisable : les 73 399,1 km² étudiés, où vivent 6 080 731 habitants, sont en totalité non couverts, et aucune distance ne peut être donnée."
      ))
    #expect(text.contains("aucun site (maisons de santé) n’a pu y être placé."))
    #expect(text.contains("aucun des 13 territoires entièrement compris dans l’étude n’a de site"))
    #expect(text.contains("La zone blanche\n"))
    #expect(!text.contains("Les taux les plus bas"))
    #expect(!text.contains("Le lieu le plus éloigné est"))
    #expect(!text.contains("Distance la plus grande"))
  }

  @Test func withoutLevelNoTerritoryIsRanked() {
    var facts = sampleFacts()
    facts.levels = []
    let text = plainReport(facts)
    #expect(!text.contains("Niveau «"))
    #expect(!text.contains("les moins couverts"))
    #expect(!text.contains("Taux"))
    #expect(text.contains("Où elles se trouvent"))
  }

  @Test func oneOfEachIsSingular() {
    var facts = sampleFacts()
    facts.gaps = [facts.gaps[3]]
    facts.levels[0].territories = [facts.levels[0].territories[3]]
    facts.levels = [facts.levels[0]]
    (facts.meshCount, facts.meshCovered, facts.meshPartial, facts.meshUncovered) = (1, 0, 0, 1)
    facts.levels[0].territories[0].communes = 1
    (facts.sites.read, facts.sites.assigned, facts.sites.rejected) = (2, 1, 1)
    facts.sites.ambiguous = 0
    (facts.population, facts.uncoveredPopulation, facts.edgePopulation) = (1, 1, 0)
    facts.levels[0].territories[0].population = 1
    facts.checks = [facts.checks[0]]
    let text = plainReport(facts)
    #expect(
      text.contains(
        "L’étude porte sur 1 commune, soit 73 399,1 km² et 1 habitant, et sur 1 site (maisons de santé)."))
    #expect(
      text.contains(
        "1 habitant (estimation), soit 100 % de la population, vit à plus de 15 km de tout site. Les lieux non couverts forment une seule zone blanche"
      ))
    #expect(
      text.contains("le seul territoire entièrement compris dans l’étude n’a aucun site ; 1 habitant y vit."))
    #expect(text.contains("le contrôle demandé n’est pas respecté : « au moins 1 site"))
    #expect(text.contains("Un site écarté. 1 site sur 2 n’a pas pu être placé"))
    #expect(text.contains("1 territoire n’a aucun site ; son taux est nul"))
    #expect(text.contains("aucun habitant n’y vit"))
    for wrong in ["1 sites", "1 habitants", "1 communes", "1 zones", "1 territoires"] {
      // A number such as 11 may well end so.
      #expect(!text.contains(" \(wrong)"), "\(wrong)")
    }
  }
}
