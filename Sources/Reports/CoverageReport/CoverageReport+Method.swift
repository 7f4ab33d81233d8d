import GeoModel

// How the figures were made, so that another can make them again.
extension CoverageReport {
  var method: [Block] {
    let title = Block.heading(level: 1, "Méthode et paramètres")
    let rules: [Block] = [.heading(level: 2, "Contours et sites"), .bullets(contours + siteRules)]
    guard facts.hasCoverage else {
      return [title, .heading(level: 2, "Ce qui est mesuré et compté"), .bullets(planes + common)] + rules
    }
    return [
      title, .heading(level: 2, "Ce qui est couvert"), .bullets(discs + planes),
      .heading(level: 2, "Ce qui est compté"), .bullets(counting + common),
    ] + rules
  }

  private var discs: [Prose] {
    let sides = 4 * max(1, facts.segmentsPerQuadrant)
    let short = facts.thresholdMetres * shortfall(sides)
    var first =
      "Chaque site couvre un disque de \(threshold) de rayon ; n’est pas couvert ce qui est hors de tous les disques."
    first +=
      " Un disque est tracé comme un polygone de \(numbers.integer(sides)) côtés (\(numbers.integer(facts.segmentsPerQuadrant)) par quart de cercle), dont les sommets sont sur le cercle : il s’en écarte de \(numbers.short(short, decimals: 1, unit: "m")) au plus."
    guard let estimate = facts.estimate else { return [Prose(first)] }
    let words: Prose =
      "Les \(numbers.short(estimate.minutes)) minutes sont estimées, non mesurées sur des routes : à \(numbers.short(estimate.kilometresPerHour)) km/h, la route étant \(numbers.short(estimate.detour)) fois plus longue que la ligne droite, elles font \(numbers.length(metres: facts.thresholdMetres)) à vol d’oiseau. Relief, ponts et trafic n’y entrent pas."
    return [words, Prose(first)]
  }

  /// 1 − cos(π / sides), by its series: a polygon's sides are nearer to the centre than its corners.
  private func shortfall(_ sides: Int) -> Double {
    let square = (Double.pi / Double(sides)) * (Double.pi / Double(sides))
    return square / 2 - square * square / 24 + square * square * square / 720
  }

  private var planes: [Prose] {
    var items: [Prose] = []
    for plane in facts.planeSystems {
      let system = "\(plane.name) (\(plane.crs.code))"
      if facts.isGeodesic {
        items.append(Prose("Le dessin se fait dans le système plan \(system)."))
        continue
      }
      let bias = plane.areaBias
      let amount = numbers.percent(abs(bias), decimals: 2)
      let comparison =
        !bias.isFinite
        ? "l’écart avec les surfaces mesurées sur l’ellipsoïde n’est pas connu"
        : (abs(bias) < 0.00005
          ? "les surfaces y sont les mêmes que sur l’ellipsoïde, à 0,01 % près"
          : "les surfaces y sont plus \(bias > 0 ? "grandes" : "petites") de \(amount) que sur l’ellipsoïde")
      items.append(
        Prose("Distances et surfaces sont mesurées dans le système plan légal, \(system) : \(comparison)."))
    }
    if facts.isGeodesic {
      items.append(
        "Les disques sont géodésiques et les surfaces mesurées sur l’ellipsoïde : ni les uns ni les autres ne dépendent d’une projection."
      )
    }
    return items
  }

  private var counting: [Prose] {
    var items: [Prose] = []
    if isPopulationKnown {
      items.append(peopleRule)
    }
    let (one, covered) = (FrenchWords.sentence(mesh.one), mesh.agreed("couvert", 1))
    items.append(
      "\(one) est \(mesh.agreed("dit", 1)) « non \(covered) » si la part non couverte de sa surface dépasse 1 − 10⁻⁶, « \(covered) » si cette part est inférieure à 10⁻⁶, « \(mesh.pick("partielle", "partiel")) » sinon : 10⁻⁶ laisse passer les arrondis du calcul, rien de plus."
    )
    var gap =
      "Zone blanche : lieux non couverts d’un seul tenant, de \(minimumGap) au moins, ou de moins s’ils contiennent un territoire entier (une île ne disparaît pas)."
    if facts.residueCount > 0 {
      gap +=
        " Le reste est compté à part : \(FrenchWords.count(facts.residueCount, "lieu", "lieux")), \(area(facts.residueSquareMetres))"
      if isPopulationKnown { gap += ", \(FrenchWords.people(facts.residuePopulation))" }
      gap += "."
    }
    items.append(Prose(gap))
    items.append(
      "Bord de l’étude : en fait partie ce qui est non couvert et à moins de \(threshold) d’un territoire français absent des données."
    )
    return items
  }

  /// What holds with and without a coverage.
  private var common: [Prose] {
    var items: [Prose] = []
    if !facts.levels.isEmpty {
      items.append(
        "Un territoire est dit « tronqué » quand les données ne contiennent qu’une partie de ses communes ; il n’entre dans aucun classement."
      )
    }
    if let level = mainLevel, !facts.sites.noun.isEmpty {
      items.append(
        "Taux : sites pour \(numbers.short(level.base)) habitants ; intervalle de confiance à 95 %, exact, de la loi de Poisson. Pas de taux sans population connue et non nulle."
      )
    }
    return items
  }
}
