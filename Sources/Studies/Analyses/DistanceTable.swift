import Coverage
import Reports

/// The distances of a level's territories as a table, and what it says.
struct DistanceTable {
  let context: AnalysisContext
  let frame: LevelFrame
  let set: Int
  let limitMetres: Double?
  let nearest: LevelDistances
  /// To the territory's own sites; nil where sites have no owner.
  let own: LevelDistances?
  let job: NearestSiteJob
  let ownerFrame: LevelFrame?

  private var sites: LoadedSites { context.inputs.siteSets[set] }
  private var noun: String { context.noun(set) }
  private let numbers = FrenchNumber.typographic

  func answer() -> AnalysisAnswer {
    var answer = AnalysisAnswer(answer: [])
    if let limitMetres { answer.answer.append(beyond(limitMetres)) }
    if let farthest { answer.answer.append(farthest) }
    if let own { answer.answer += owned(own) }
    answer.tables = [table()]
    answer.method = method
    answer.balances = [balance]
    answer.figures = figures
    answer.map = map
    return answer
  }

  // MARK: - What is said

  private func isWhole(_ index: Int) -> Bool { !frame.isTruncated(index) }

  private func beyondPole(_ index: Int, _ limit: Double) -> Bool {
    nearest.territories[index].pole != nil && (nearest.territories[index].poleMetres ?? .infinity) > limit
  }

  private func beyondMean(_ index: Int, _ limit: Double) -> Bool {
    (nearest.territories[index].meanMetres ?? 0) > limit
  }

  private func people(_ indices: [Int]) -> Double {
    indices.reduce(0) { $0 + (frame.populations[$1] ?? 0) }
  }

  private func beyond(_ limit: Double) -> Prose {
    let far = numbers.length(metres: limit)
    let whole = frame.codes.indices.filter(isWhole)
    let byPole = whole.filter { beyondPole($0, limit) }
    let byMean = whole.filter { beyondMean($0, limit) }
    let title = FrenchWords.inSentence(context.title(frame))
    var text = "Sur \(FrenchWords.territories(whole.count)) présents en entier (\(title)), "
    func clause(_ indices: [Int], _ one: String, _ several: String, _ none: String) -> String {
      switch indices.count {
      case 0: "aucun \(none)"
      case 1: "1 (\(FrenchWords.people(people(indices)))) \(one)"
      default: "\(numbers.integer(indices.count)) (\(FrenchWords.people(people(indices)))) \(several)"
      }
    }
    if nearest.hasPoles {
      text += clause(byPole, "a son pôle", "ont leur pôle", "n’a son pôle")
      text += " à plus de \(far) du site le plus proche (\(noun)) ; en moyenne pondérée par les habitants, "
      text += clause(byMean, "est au-delà", "sont au-delà", "n’est au-delà") + "."
    } else {
      text += clause(byMean, "est", "sont", "n’est")
      text += " à plus de \(far) du site le plus proche (\(noun)), en moyenne pondérée par les habitants."
    }
    let all = nearest.farPopulation
    text += " Commune par commune, \(FrenchWords.people(all))"
    text += all >= 1.5 ? " vivent" : all > 0 ? " vit" : " ne vit"
    text += " dans une commune à plus de \(far)."
    let cut = frame.codes.indices.filter { !isWhole($0) && (beyondPole($0, limit) || beyondMean($0, limit)) }
    if !cut.isEmpty {
      let noun = FrenchWords.count(cut.count, "territoire tronqué est", "territoires tronqués sont")
      text += " \(noun) aussi au-delà, sur ce que l’étude en connaît."
    }
    return Prose(text)
  }

  private var ranked: [Int] {
    func key(_ index: Int) -> Double {
      let territory = nearest.territories[index]
      return (nearest.hasPoles ? territory.poleMetres : territory.meanMetres) ?? territory.meanMetres ?? -1
    }
    // Those that the data cut come last: their figures are not those of the whole.
    let order = frame.codes.indices.sorted { (key($0), frame.codes[$1]) > (key($1), frame.codes[$0]) }
    return order.filter(isWhole) + order.filter { !isWhole($0) }
  }

  private var farthest: Prose? {
    guard let index = ranked.first(where: { isWhole($0) && nearest.territories[$0].meanMetres != nil }) else {
      return nil
    }
    let territory = nearest.territories[index]
    var text = "Le plus éloigné est \(frame.label(index)) : "
    if let metres = territory.poleMetres { text += "\(numbers.length(metres: metres)) de son pôle, " }
    text += "\(numbers.length(metres: territory.meanMetres)) en moyenne"
    if let site = territory.pole.flatMap({ job.nearest[$0]?.site }) { text += " (\(sites.label(site)))" }
    return Prose(text + ".")
  }

  private func owned(_ own: LevelDistances) -> [Prose] {
    let whole = frame.codes.indices.filter(isWhole)
    let elsewhere = whole.filter { index in
      if let pole = nearest.territories[index].pole {
        return job.own[pole] != nil && job.own[pole]?.site != job.nearest[pole]?.site
      }
      guard let mine = own.territories[index].meanMetres, let best = nearest.territories[index].meanMetres
      else { return false }
      return mine > best + 0.05
    }
    var text = "\(FrenchWords.count(elsewhere.count, "territoire", "territoires", none: "Aucun territoire"))"
    text += elsewhere.isEmpty ? " n’a" : elsewhere.count > 1 ? " ont" : " a"
    text +=
      " plus près que son propre site celui d’un autre territoire (\(FrenchWords.people(people(elsewhere))))"
    if !elsewhere.isEmpty {
      text += " : \(FrenchWords.list(elsewhere.map { frame.label($0) }, limit: 8))"
    }
    return [Prose(FrenchWords.sentence(text) + ".")]
  }

  // MARK: - The table

  private func table() -> FigureTable {
    var columns: [FigureTable.Column] = [
      .init("code", nil), .init("nom", "Territoire"), .init("population", "Habitants", .people),
      .init("communes", nil, .count), .init("communes_total", nil, .count), .init("tronque", nil, .flag),
    ]
    if nearest.hasPoles {
      columns += [
        .init("pole", nil), .init("pole_nom", nil), .init("site_du_pole", "Site le plus proche du pôle"),
        .init("distance_pole_m", "Pôle, km", .length),
        .init("distance_pole_ellipsoide_m", nil, .length),
      ]
    }
    columns.append(.init("distance_moyenne_m", "Moyenne, km", .length))
    columns.append(.init("population_de_la_moyenne", nil, .people))
    if let ownerFrame {
      columns += [
        .init(FieldName.ascii(ownerFrame.key) + "_du_pole", nil), .init("propre_site_du_pole", "Propre site"),
        .init("distance_pole_propre_m", "Pôle au propre site, km", .length),
        .init("distance_moyenne_propre_m", "Moyenne au propre site, km", .length),
      ]
      if !nearest.hasPoles {
        columns.removeAll { ["propre_site_du_pole", "distance_pole_propre_m"].contains($0.key) }
        columns.removeAll { $0.key.hasSuffix("_du_pole") }
      }
    }
    if let limitMetres {
      let far = numbers.length(metres: limitMetres)
      columns += [
        .init("au_dela", "Au-delà de \(far)"),
        .init("population_au_dela", "Habitants des communes au-delà", .people),
      ]
    }
    var table = FigureTable(
      AnalysisContext.fileName("distances", frame.key, context.study.file.siteSets[set].id), columns)
    table.rows = frame.codes.indices.map(row)
    let order = ranked
    let far = limitMetres.map { limit in order.filter { beyondPole($0, limit) || beyondMean($0, limit) } }
    table.shown = far.flatMap { $0.isEmpty ? nil : $0 } ?? order
    table.marked = Set(frame.codes.indices.filter { !isWhole($0) })
    table.note =
      order.contains { !isWhole($0) }
      ? "* Territoire tronqué : ses communes hors de l’étude ne sont pas connues." : nil
    if frame.communesOutside > 0 { table.totals.append(outside()) }
    table.totals.append(total())
    return table
  }

  private func row(_ index: Int) -> [FigureTable.Figure] {
    let territory = nearest.territories[index]
    var row: [FigureTable.Figure] = [
      .text(frame.codes[index]), frame.names[index].map { .text($0) } ?? .missing,
      .init(frame.populations[index]),
      .count(frame.communes[index]), .count(frame.communesTotal[index]), .flag(!isWhole(index)),
    ]
    if nearest.hasPoles {
      let answer = territory.pole.flatMap { job.nearest[$0] }
      row += [
        .init(territory.pole.map { context.layer.codes[$0] }),
        .init(territory.pole.flatMap { context.layer.names[$0] }), .init(answer.map { sites.label($0.site) }),
        .init(territory.poleMetres), .init(answer?.ellipsoidMetres),
      ]
    }
    row += [.init(territory.meanMetres), .number(territory.weight)]
    if let own, let ownerFrame {
      if nearest.hasPoles {
        let level = territory.pole.map { ownerFrame.levelOf[$0] }
        row += [
          .init(level.flatMap { $0 < 0 ? nil : ownerFrame.codes[$0] }),
          .init(territory.pole.flatMap { job.own[$0] }.map { sites.label($0.site) }),
          .init(own.territories[index].poleMetres),
        ]
      }
      row.append(.init(own.territories[index].meanMetres))
    }
    if let limitMetres {
      let (pole, mean) = (beyondPole(index, limitMetres), beyondMean(index, limitMetres))
      let isKnown = territory.pole != nil || territory.meanMetres != nil
      let word = pole ? (mean ? "pôle et moyenne" : "pôle") : (mean ? "moyenne" : "non")
      row.append(isKnown ? .text(word) : .missing)
      row.append(.number(territory.farPopulation))
    }
    return row
  }

  /// Communes of no territory of the level.
  private func outside() -> [FigureTable.Figure] {
    line("Hors niveau", frame.populationOutside, frame.communesOutside, far: farOutside)
  }

  private func total() -> [FigureTable.Figure] {
    line("Total", frame.population, context.layer.codes.count, far: nearest.farPopulation)
  }

  private var farOutside: Double {
    nearest.farPopulation - nearest.territories.reduce(0) { $0 + $1.farPopulation }
  }

  private func line(_ name: String, _ people: Double?, _ communes: Int, far: Double) -> [FigureTable.Figure] {
    var row: [FigureTable.Figure] = [.missing, .text(name), .init(people), .count(communes)]
    var width = 6 + (nearest.hasPoles ? 5 : 0) + 2
    if own != nil { width += nearest.hasPoles ? 4 : 1 }
    // What does not add up is left empty rather than "n.d.".
    row += Array(repeating: .text(""), count: width - row.count)
    if limitMetres != nil { row += [.text(""), .number(far)] }
    return row
  }

  // MARK: - How, and for scripts

  private var method: [Prose] {
    let from =
      context.places.arePoints
      ? "le point de la commune (celui de la table des communes)"
      : "le centre de la plus grande partie de la commune"
    var items: [Prose] = [
      "Distances à vol d’oiseau, dans le système plan légal du lieu, depuis \(from) jusqu’au site. \(ellipsoid)",
      "Distance moyenne : moyenne des distances des communes du territoire, pondérée par leurs habitants.",
    ]
    items.insert(
      nearest.hasPoles
        ? "Pôle d’un territoire : la commune dont il porte le code. Un territoire dont le pôle est hors de l’étude n’a pas de distance de pôle."
        : "Les codes de ce niveau ne sont pas ceux de communes : ces territoires n’ont pas de pôle, seule la distance moyenne est donnée.",
      at: 1)
    if let ownerFrame {
      items.append(
        Prose(
          "Propre site : celui qui est attribué au territoire de la commune (\(FrenchWords.inSentence(context.title(ownerFrame)))) ; un territoire à cheval sur plusieurs prend pour chaque commune le sien."
        ))
    }
    let silent = job.nearest.count { $0 == nil }
    if silent > 0 {
      items.append(
        Prose(
          "\(FrenchWords.count(silent, "commune n’a", "communes n’ont")) aucun site dans la même partie de la France : leur distance n’est pas connue, et elles sont comptées au-delà de toute limite."
        ))
    }
    let withoutPeople =
      context.inputs.populations.isEmpty
      ? context.layer.codes.count : context.inputs.populations.count { $0 == nil }
    if withoutPeople > 0 {
      items.append(
        Prose(
          "\(FrenchWords.count(withoutPeople, "commune sans population connue n’entre", "communes sans population connue n’entrent")) dans aucune moyenne."
        ))
    }
    return items
  }

  /// How much the plane changes distances here.
  private var ellipsoid: String {
    let differences = job.nearest.compactMap { answer -> Double? in
      guard let answer, answer.ellipsoidMetres > 1000 else { return nil }
      return answer.metres / answer.ellipsoidMetres - 1
    }
    guard let low = differences.min(), let high = differences.max() else { return "" }
    return
      "Rapportées à l’ellipsoïde, elles sont fausses de \(numbers.percent(low, decimals: 2, signed: true)) à \(numbers.percent(high, decimals: 2, signed: true)) ; la distance sur l’ellipsoïde est aussi dans le fichier."
  }

  private var balance: AnalysisSection.Balance {
    var parts = [(Double(frame.communes.reduce(0, +)), "dans \(FrenchWords.territories(frame.count))")]
    if frame.communesOutside > 0 { parts.append((Double(frame.communesOutside), "hors de ce niveau")) }
    return AnalysisSection.Balance(
      "Distances, \(context.title(frame)), \(context.meshNoun)", total: Double(context.layer.codes.count),
      "en tout", parts: parts.map { (value: $0.0, name: $0.1) })
  }

  private var figures: [(key: String, value: FigureTable.Figure)] {
    var figures: [(key: String, value: FigureTable.Figure)] = [
      ("niveau", .text(frame.key)), ("sites", .text(context.study.file.siteSets[set].id)),
      ("territoires", .count(frame.count)),
      ("territoires_tronques", .count(frame.codes.indices.count { !isWhole($0) })),
      ("territoires_sans_pole", .count(nearest.territories.count { $0.pole == nil })),
      ("mailles_hors_niveau", .count(frame.communesOutside)),
    ]
    guard let limitMetres else { return figures }
    let whole = frame.codes.indices.filter(isWhole)
    let (byPole, byMean) = (
      whole.filter { beyondPole($0, limitMetres) }, whole.filter { beyondMean($0, limitMetres) }
    )
    figures += [
      ("au_dela_m", .number(limitMetres)), ("territoires_pole_au_dela", .count(byPole.count)),
      ("population_pole_au_dela", .number(people(byPole))),
      ("territoires_moyenne_au_dela", .count(byMean.count)),
      ("population_moyenne_au_dela", .number(people(byMean))),
      ("population_communes_au_dela", .number(nearest.farPopulation)),
    ]
    return figures
  }

  private var map: AnalysisMap {
    var values: [String: Double] = [:]
    for (index, code) in frame.codes.enumerated() {
      values[code] = nearest.territories[index].meanMetres.map { $0 / 1000 }
    }
    return AnalysisMap(
      level: frame.key == "mailles" ? nil : frame.key, values: values,
      title: "Distance moyenne au site le plus proche (km)", unit: "km",
      description:
        "distance moyenne, pondérée par les habitants, de chaque territoire au site le plus proche (\(noun))")
  }
}
