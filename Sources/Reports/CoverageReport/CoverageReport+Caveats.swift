// What limits the answer, before anyone quotes it.
extension CoverageReport {
  var caveats: [Block] {
    var items: [Prose] = []
    if facts.hasCoverage, !facts.gaps.isEmpty, usableSites > 0 { items.append(edge) }
    if isPopulationKnown, let people = facts.uncoveredPopulation, people > 0,
      people < (facts.population ?? 0)
    {
      items.append(
        "\(strong: "Une estimation.") \(peopleEstimate)"
      )
    }
    if facts.hasCoverage, facts.sites.rejected > 0, usableSites > 0, !isWhollyCovered {
      let read = numbers.integer(facts.sites.read)
      items.append(
        facts.sites.rejected > 1
          ? "\(strong: "Des sites écartés.") \(numbers.integer(facts.sites.rejected)) sites sur \(read) n’ont pas pu être placés et ne couvrent rien ici : la part non couverte peut être surestimée autour d’eux."
          : "\(strong: "Un site écarté.") 1 site sur \(read) n’a pas pu être placé et ne couvre rien ici : la part non couverte peut être surestimée autour de lui."
      )
    }
    if !facts.meshWithoutPopulation.isEmpty && facts.population != nil {
      let count = facts.meshWithoutPopulation.count
      let names = FrenchWords.list(facts.meshWithoutPopulation, limit: 5)
      let counted = count > 1 ? "ces territoires comptent" : "ce territoire compte"
      items.append(
        "\(strong: "Populations manquantes.") La population de \(mesh.count(count)) n’est pas connue (\(names)) : \(counted) dans les surfaces, pas dans les habitants."
      )
    }
    if facts.hasCoverage || facts.hasDistances {
      items.append(
        "\(strong: "Une distance, pas un trajet.") Elle est prise à vol d’oiseau ; le relief, les routes et la saison peuvent éloigner davantage. La présence d’un site ne dit rien de sa capacité d’accueil."
      )
    }
    if !facts.warnings.isEmpty {
      let noun = FrenchWords.count(facts.warnings.count, "avertissement", "avertissements")
      items.append("\(strong: "À lire.") \(noun) en fin de rapport.")
    }
    if let data { items.append("\(strong: "Les données.") \(data)") }
    return items.isEmpty ? [] : [.heading(level: 2, "Avant de citer ces chiffres"), .bullets(items)]
  }

  /// Sites outside the territories cover too; whether the file has all of them there is not known.
  private var sitesBeyond: String {
    switch facts.sites.outside {
    case 0: ""
    case 1: " Le fichier compte 1 site hors du territoire étudié, qui est pris en compte."
    default:
      " Le fichier compte \(numbers.integer(facts.sites.outside)) sites hors du territoire étudié, qui sont pris en compte : s’il est complet de l’autre côté, cette réserve tombe."
    }
  }

  /// The sources with their millésimes, and what comes without.
  private var data: String? {
    let sourced = sourceLines.filter { $0.source != nil }.map(\.brief)
    let others = sourceLines.filter { $0.source == nil }.map(\.brief)
    let missing = others.isEmpty ? [] : ["source non précisée pour \(FrenchWords.list(others))"]
    let parts = sourced + missing
    return parts.isEmpty ? nil : FrenchWords.sentence(parts.joined(separator: " ; ")) + "."
  }

  /// What lies so near to land outside the data that a site there may cover it.
  private var edge: Prose {
    guard let edge = facts.edgeSquareMetres, edge.isFinite else {
      return
        "\(strong: "Le bord de l’étude.") Les territoires français voisins ne sont pas connus de l’étude : un site situé juste de l’autre côté de sa limite peut desservir une partie de ces zones blanches. Cette part n’a pas pu être mesurée."
    }
    guard edge > 0 else {
      return
        "\(strong: "Le bord de l’étude.") Aucun lieu non couvert n’est à moins de \(threshold) d’un territoire français extérieur aux données : la réponse ne dépend pas des sites voisins."
    }
    let uncovered = facts.uncoveredSquareMetres
    var text = "Sur \(area(uncovered)) non couverts, \(area(edge)) (\(share(edge, of: uncovered)))"
    text += " sont à moins de \(threshold) d’un territoire français que les données ne décrivent pas"
    var rest = area(max(0, uncovered - edge))
    if isPopulationKnown, let people = facts.edgePopulation, let all = facts.uncoveredPopulation {
      let part = people > 0 ? " (\(share(people, of: all)) des habitants non couverts)" : ""
      text += " ; \(FrenchWords.livingThere(people))\(part)"
      rest += " et \(FrenchWords.people(max(0, all - people)))"
    }
    let whole = uncovered - edge < 5e4
    return
      "\(strong: "Le bord de l’étude.") \(text). Un site situé de l’autre côté peut les desservir : pour cette part, l’étude ne permet pas de conclure.\(whole ? "" : " Le reste (\(rest)) ne dépend d’aucun site français voisin.")\(sitesBeyond)"
  }

  /// How many territories of a level have no site, and how many people live there.
  func withoutSites(_ level: StudyFacts.Level) -> String {
    let all = level.territories.filter { !$0.code.isEmpty }
    let complete = all.filter { !$0.isTruncated }
    let empty = complete.filter { $0.sites == 0 }
    let cut = all.filter { $0.isTruncated }
    let cutEmpty = cut.count { $0.sites == 0 }
    var text = "Niveau « \(level.title) » : "
    if all.isEmpty { return text + "aucun territoire." }
    if complete.isEmpty {
      let verb =
        cut.count > 1 ? "les \(cut.count) territoires sont tous coupés" : "le seul territoire est coupé"
      return text + "\(verb) par le bord de l’étude, aucun ne peut être jugé en entier."
    }
    let inside = "entièrement compris dans l’étude"
    if empty.isEmpty {
      text +=
        complete.count > 1
        ? "les \(numbers.integer(complete.count)) territoires \(inside) ont tous au moins un site"
        : "le seul territoire \(inside) a au moins un site"
    } else {
      let verb = empty.count > 1 ? "n’ont" : "n’a"
      if complete.count == 1 {
        text += "le seul territoire \(inside) n’a aucun site"
      } else if empty.count == complete.count {
        text += "aucun des \(numbers.integer(complete.count)) territoires \(inside) n’a de site"
      } else {
        text += "sur \(FrenchWords.territories(complete.count)) \(inside), "
        text += "\(numbers.integer(empty.count)) \(verb) aucun site"
      }
      if let people = sum(empty.map(\.population)) {
        text += " ; \(FrenchWords.livingThere(people))"
      }
    }
    text += "."
    if cutEmpty > 0 {
      text +=
        cutEmpty > 1
        ? " \(numbers.integer(cutEmpty)) autres territoires sans site sont coupés par le bord de l’étude : ce que contient leur autre partie n’est pas connu, ils ne sont pas comptés ici."
        : " 1 autre territoire sans site est coupé par le bord de l’étude : ce que contient son autre partie n’est pas connu, il n’est pas compté ici."
    }
    return text
  }

  /// Nil where no value is known.
  func sum(_ values: [Double?]) -> Double? {
    values.reduce(nil as Double?) { total, value in
      guard let value, value.isFinite else { return total }
      return (total ?? 0) + value
    }
  }
}
