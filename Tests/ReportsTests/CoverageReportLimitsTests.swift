import GeoModel
import Reports
import Testing

@Suite struct CoverageReportLimitsTests {
  @Test func truncatedTerritoriesStandApart() {
    let text = plainReport(sampleFacts())
    let ten = text.components(from: "Les dix territoires les moins couverts", to: "3 territoires, dits")
    let apart = text.components(from: "3 territoires, dits", to: "Les taux les plus bas")
    #expect(ten.split(separator: "\n").count { $0.contains(" %  ") } == 11)
    for name in ["Nant", "Souillac", "Pont-Saint-Esprit"] { #expect(!ten.contains(name)) }
    #expect(apart.contains("« tronqués », sont coupés par le bord de l’étude et tenus hors du classement"))
    #expect(apart.contains("15 sur 18"))
    // Wholly covered: not among the least covered.
    #expect(!apart.contains("Pont-Saint-Esprit"))
    #expect(
      text.contains(
        "1 autre territoire sans site est coupé par le bord de l’étude : ce que contient son autre partie n’est pas connu, il n’est pas compté ici."
      ))
    #expect(!text.components(from: "Les taux les plus bas", to: "Autre niveau").contains("Souillac"))
  }

  @Test func aLevelCutEverywhereIsNotRanked() {
    var facts = sampleFacts()
    facts.forEachTerritory {
      $0.isTruncated = true
      $0.communesTotal = $0.communes + 1
    }
    let text = plainReport(facts)
    #expect(
      text.contains(
        "Niveau « Bassins de vie » : les 16 territoires sont tous coupés par le bord de l’étude, aucun ne peut être jugé en entier."
      ))
    #expect(text.contains("aucun classement n’est possible."))
    #expect(text.contains("16 territoires, dits « tronqués »"))
    #expect(
      text.contains("Aucun territoire n’est entièrement compris dans l’étude : aucun taux n’est comparé."))
  }

  @Test func aShortLevelIsGivenWhole() {
    var facts = sampleFacts()
    facts.levels.swapAt(0, 1)
    let text = plainReport(facts)
    let table = text.components(from: "Les territoires, du moins couvert", to: "Ensemble de l’étude")
    #expect(table.contains("Gers"))
    #expect(table.contains("Aveyron"))
    #expect(!table.contains("Hors niveau"))
    #expect(
      text.contains(
        "Le taux le plus bas est celui du territoire « Gers » : 3,1 pour 100 000 habitants (intervalle à 95 % : 1,1 à 6,8)."
      ))
  }

  @Test func theEdgeIsUnknownSmallOrWhole() {
    var facts = sampleFacts()
    (facts.edgeSquareMetres, facts.edgePopulation) = (nil, nil)
    for gap in facts.gaps.indices {
      (facts.gaps[gap].edgeSquareMetres, facts.gaps[gap].edgePopulation) = (nil, nil)
    }
    let unknown = plainReport(facts)
    #expect(unknown.contains("Cette part n’a pas pu être mesurée."))
    #expect(!unknown.contains("Au bord"))
    (facts.edgeSquareMetres, facts.edgePopulation) = (0, 0)
    #expect(
      plainReport(facts).contains("Aucun lieu non couvert n’est à moins de 15 km d’un territoire français"))
    (facts.edgeSquareMetres, facts.edgePopulation) = (facts.uncoveredSquareMetres, facts.uncoveredPopulation)
    let whole = plainReport(facts)
    #expect(whole.contains("6 520,3 km² (100 %) sont à moins de 15 km"))
    #expect(!whole.contains("Le reste ("))
  }

  @Test func approximateContoursAreSaidWhereverTheyMatter() {
    var facts = sampleFacts()
    #expect(!plainReport(facts).lowercased().contains("contours approchés"))
    facts.hasApproximateContours = true
    let text = plainReport(facts)
    #expect(text.contains("L’étude porte sur 4 453 communes (contours approchés)"))
    #expect(text.contains("! Attention : contours approchés."))
    for title in ["Les dix territoires", "Les dix plus grandes zones", "Et avec une autre distance"] {
      #expect(text.components(from: title, to: "\n\n\n").contains("Contours approchés\n─"))
    }
    #expect(text.contains("les limites de chaque commune sont calculées à partir de points"))
  }

  @Test func aBalanceThatFailsIsOnTheFirstPage() {
    var facts = sampleFacts()
    #expect(plainReport(facts).contains("tous les bilans sont justes"))
    facts.sites.assigned -= 3
    let text = plainReport(facts)
    #expect(text.contains("! Attention : un bilan ne tombe pas juste"))
    #expect(text.contains("2 rejetés ; dont 1 sur une limite. Écart : −3."))
    #expect(!text.contains("tous les bilans sont justes"))
  }

  @Test(arguments: [0, 1, 2, 3, 4, 5])
  func everyBalanceIsCompared(_ which: Int) {
    var facts = sampleFacts()
    switch which {
    case 0: facts.meshPartial += 1
    case 1: facts.gaps[0].areaSquareMetres += 1e6
    case 2: facts.gaps[0].population = 14_822
    case 3: facts.levels[0].territories[0].communes += 1
    case 4: facts.levels[1].territories[0].sites += 1
    default: facts.levels[0].territories[0].population = 9_872
    }
    #expect(plainReport(facts).contains("un bilan ne tombe pas juste"))
  }

  @Test func noNumberIsEverShownAsTheMachineWritesIt() {
    var facts = sampleFacts()
    facts.thresholdMetres = .nan
    (facts.landSquareMetres, facts.uncoveredSquareMetres) = (.nan, .infinity)
    (facts.population, facts.uncoveredPopulation, facts.edgePopulation) = (.nan, .nan, .nan)
    (facts.edgeSquareMetres, facts.overlapSquareMetres, facts.sliverSquareMetres) = (.nan, .nan, .infinity)
    facts.planeSystems[0].areaBias = .nan
    facts.segmentsPerQuadrant = 0
    facts.forEachTerritory {
      ($0.population, $0.uncoveredPopulation, $0.rate) = (.nan, .nan, .nan)
      ($0.rateLower, $0.rateUpper, $0.uncoveredSquareMetres) = (.nan, .infinity, .nan)
    }
    for gap in facts.gaps.indices {
      (facts.gaps[gap].population, facts.gaps[gap].farthestMetres) = (.nan, .nan)
      facts.gaps[gap].farthestPlace = Position(x: .nan, y: .infinity)
    }
    let text = plainReport(facts)
    let words = Set(text.lowercased().split { !$0.isLetter })
    #expect(words.isDisjoint(with: ["nan", "inf", "infinity", "nil", "optional"]))
    #expect(text.contains("n.d."))
  }

  @Test func theMeshMayBeSomethingElse() {
    var facts = sampleFacts()
    facts.meshNoun = "cantons"
    let cantons = plainReport(facts)
    #expect(cantons.contains("Cantons entièrement non couverts"))
    #expect(cantons.contains("Un canton est dit « non couvert » si"))
    #expect(cantons.contains("660 partiels + 131 non couverts"))
    #expect(cantons.contains("Canton principal"))
    facts.meshNoun = "carreaux"
    #expect(plainReport(facts).contains("L’étude porte sur 4 453 territoires (carreaux)"))
  }

  @Test func missingPopulationsAreNamed() {
    var facts = sampleFacts()
    facts.meshWithoutPopulation = ["48126"]
    #expect(
      plainReport(facts).contains(
        "La population de 1 commune n’est pas connue (48126) : ce territoire compte dans les surfaces, pas dans les habitants."
      ))
    facts.meshWithoutPopulation = (1...7).map { "4800\($0)" }
    #expect(
      plainReport(facts).contains(
        "La population de 7 communes n’est pas connue (48001, 48002, 48003, 48004, 48005 et 2 autres)"))
  }

  @Test func aFileThatServesTwiceIsHashedOnce() {
    var facts = sampleFacts()
    var again = facts.inputs[2]
    again.role = "Niveau departement"
    facts.inputs.append(again)
    let text = plainReport(facts)
    let hashes = text.split(separator: "\n").filter {
      $0.contains("  population-2022.csv") && $0.contains("cccc")
    }
    #expect(hashes.count == 1)
    facts.inputs = []
    #expect(plainReport(facts).contains("Aucun fichier n’est déclaré."))
  }

  @Test func geodesicStudiesNameNoBias() {
    var facts = sampleFacts()
    facts.isGeodesic = true
    let text = plainReport(facts)
    #expect(text.contains("Les disques sont géodésiques et les surfaces mesurées sur l’ellipsoïde"))
    #expect(!text.contains("les surfaces y sont plus grandes"))
  }

  @Test func theSameFactsGiveTheSameBytes() {
    let first = CoverageReport.document(from: sampleFacts())
    #expect((0..<5).allSatisfy { _ in CoverageReport.document(from: sampleFacts()) == first })
  }
}

extension String {
  /// The part from one text up to another one after it; empty where the first is missing.
  func components(from start: String, to end: String) -> String {
    guard let from = firstRange(of: start[...]) else { return "" }
    let rest = self[from...]
    guard let to = rest.dropFirst(start.count).firstIndexOf(end) else { return String(rest) }
    return String(rest[..<to])
  }

  private func firstRange(of text: Substring) -> Index? { self[...].firstIndexOf(String(text)) }
}

extension Substring {
  func firstIndexOf(_ text: String) -> Index? {
    indices.first { self[$0...].hasPrefix(text) }
  }
}
