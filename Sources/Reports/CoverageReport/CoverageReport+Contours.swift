// What was found in the contours and the sites, and the rules that decide.
extension CoverageReport {
  var contours: [Prose] {
    var items: [Prose] = []
    if facts.hasApproximateContours {
      items.append(
        "Contours approchés : les limites de \(mesh.each) sont calculées à partir de points et de surfaces connues ; ce ne sont pas des limites officielles."
      )
    }
    if let source = facts.officialContours {
      items.append(
        "Contours officiels : les limites de \(mesh.each) sont celles de \(source). Autour de l’étude, les terres voisines sont dessinées à partir de points."
      )
    }
    if !facts.sharedContours.isEmpty {
      let names = facts.sharedContours.prefix(10).joined(separator: ", ")
      items.append(
        "Communes réunies depuis le millésime de la table : \(numbers.integer(facts.sharedContours.count)) se partagent le contour de leur nouvelle commune, chacune ayant ce qui est le plus près de son point ; entre elles, les limites sont approchées (\(names)\(facts.sharedContours.count > 10 ? ", etc." : ""))."
      )
    }
    guard facts.hasCoverage else { return items + repairs }
    items.append(
      facts.overlapSquareMetres > 0
        ? "Recouvrements : là où deux contours se recouvrent (\(areaOrMetres(facts.overlapSquareMetres)) en tout), le sol n’est compté qu’une fois."
        : "Recouvrements : aucun ; le sol n’est compté qu’une fois.")
    let width = numbers.length(metres: facts.sliverWidthMetres)
    let rule =
      "Fentes entre les contours : un vide entouré de territoires est un défaut de dessin si sa largeur moyenne (2 × surface ÷ périmètre) est inférieure à \(width)."
    let slivers = areaOrMetres(facts.sliverSquareMetres)
    switch facts.sliverCount {
    case 0: items.append("\(rule) Il n’y en a aucun.")
    case 1:
      items.append(
        "\(rule) Il y en a 1 (\(slivers)) : il ne compte dans aucune surface et ne sépare pas deux zones blanches."
      )
    default:
      items.append(
        "\(rule) Il y en a \(numbers.integer(facts.sliverCount)) (\(slivers) en tout) : ils ne comptent dans aucune surface et ne séparent pas deux zones blanches."
      )
    }
    if facts.holeCount > 0 {
      let noun = FrenchWords.count(facts.holeCount, "vide plus large", "vides plus larges")
      items.append(
        "Enclaves : \(noun), \(areaOrMetres(facts.holeSquareMetres))\(facts.holeCount > 1 ? " en tout" : ""), hors de l’étude."
      )
    }
    return items + repairs
  }

  private var repairs: [Prose] {
    guard !facts.repairs.isEmpty else { return [] }
    let noun = FrenchWords.count(
      facts.repairs.count, "contour invalide réparé", "contours invalides réparés")
    return [
      "Réparations : \(noun) avant le calcul : \(facts.repairs.prefix(5).joined(separator: " ; "))\(facts.repairs.count > 5 ? " ; etc." : ".")"
    ]
  }

  var siteRules: [Prose] {
    var text =
      "Un site placé sur une limite, ou dans plusieurs territoires à la fois, est donné au plus petit code."
    if facts.sites.assignedByCode > 0 {
      text +=
        " Un site dont le code de commune est connu appartient à cette commune, quels que soient les contours."
    }
    return [Prose(text)]
  }

  /// What must not be read into the figures.
  var limits: [Block] {
    [
      .heading(level: 2, "Ce que l’étude ne dit pas"),
      .bullets([
        facts.usesTimes
          ? "Le temps de trajet, là où aucune matrice de temps n’est nommée : les distances y sont à vol d’oiseau."
          : "Le temps de trajet : toutes les distances sont à vol d’oiseau.",
        facts.usesCapacities
          ? "L’offre réelle, là où aucune capacité n’est nommée : un site y compte pour un, quel que soit son effectif. Ni les horaires ni les délais ne sont connus."
          : "L’offre réelle : un site compte pour un, quels que soient son effectif, ses horaires et ses délais.",
        "Ce qui n’est pas dans le fichier des sites, en particulier de l’autre côté d’une frontière.",
      ]),
    ]
  }

  /// A small area in square metres, which 0,0 km² would hide.
  func areaOrMetres(_ squareMetres: Double) -> String {
    squareMetres < 50_000 ? numbers.decimal(squareMetres, decimals: 0, unit: "m²") : area(squareMetres)
  }
}
