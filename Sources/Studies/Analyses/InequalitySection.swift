import Coverage
import Reports

/// What an analysis of inequality answers: sentences, tables, method, balances.
struct InequalitySection {
  let context: AnalysisContext
  let analysis: InequalityAnalysis
  let frame: LevelFrame
  let figure: InequalityFigure
  let job: InequalityJob
  let groupFrame: LevelFrame?
  let numbers = FrenchNumber.typographic

  init(
    context: AnalysisContext, analysis: InequalityAnalysis, frame: LevelFrame, figure: InequalityFigure,
    job: InequalityJob, groupFrame: LevelFrame?
  ) {
    (self.context, self.analysis, self.frame) = (context, analysis, frame)
    (self.figure, self.job, self.groupFrame) = (figure, job, groupFrame)
  }

  func answer() -> AnalysisAnswer {
    var answer = AnalysisAnswer(
      answer: [first] + [palma, theil, concentration, moran, hotSpots].compactMap { $0 })
    answer.tables = [indices] + [groups, spots].compactMap { $0 }
    let stem = AnalysisContext.fileName(frame.key, figure.id)
    answer.layers = [
      ("lorenz-\(stem).csv", InequalityTable.lorenz(job)),
      ("voisinage-\(stem).csv", InequalityTable.locals(job, isApproximate: context.isApproximate)),
    ]
    answer.method = method
    answer.balances = balances
    answer.figures =
      [
        ("niveau", .text(frame.key)), ("valeur", .text(figure.id)), ("territoires", .count(frame.count)),
        ("comptes", .count(job.counted.count)),
        ("poids", .init(job.inequality.map { $0.people.reduce(0, +) })),
      ]
      + measures.map { ($0.key, .init($0.value)) }
      + [
        ("permutations", .count(hasRounds ? job.options.permutations : 0)),
        ("graine", .text(String(job.options.seed))),
      ]
    answer.map = AnalysisMap(
      level: frame.key == "mailles" ? nil : frame.key,
      values: Dictionary(
        uniqueKeysWithValues: zip(frame.codes, job.values).compactMap { code, value in
          value.map { (code, $0 * figure.scale) }
        }),
      title: FrenchWords.sentence(figure.noun), unit: nil, description: "\(figure.noun) de chaque territoire",
      fileWords: FigureWords(
        FrenchWords.sentence(figure.noun),
        unit: figure.unit.isEmpty ? nil : String(figure.unit.drop { $0.isWhitespace })))
    return answer
  }

  var hasRounds: Bool { job.moran?.permutationProbability != nil }
  var mesh: String {
    frame.key == "mailles" ? context.meshNoun : FrenchWords.inSentence(context.title(frame))
  }
  private func decimal(_ value: Double?, _ decimals: Int = 3) -> String {
    numbers.decimal(value, decimals: decimals)
  }

  // MARK: - Measures

  private struct Measure {
    var key: String
    var title: String
    var value: Double?
    var reading: String
  }

  private var measures: [Measure] {
    let all = job.inequality
    var list = [
      Measure(
        key: "moyenne", title: "Moyenne", value: (all?.mean).map { $0 * figure.scale },
        reading: "pondérée par les habitants\(figure.unit.isEmpty ? "" : ",")\(figure.unit)"),
      Measure(
        key: "gini", title: "Gini", value: all?.gini, reading: "0 : tous ont autant ; 1 : un seul a tout"),
      Measure(key: "theil", title: "Theil T", value: all?.theil, reading: "0 : tous ont autant"),
    ]
    if let parts = job.parts {
      list += [
        Measure(
          key: "theil_entre", title: "Theil, part entre groupes", value: parts.between,
          reading: "écarts des moyennes"),
        Measure(
          key: "theil_dans", title: "Theil, part dans les groupes", value: parts.within,
          reading: "écarts internes"),
      ]
    }
    list += [
      Measure(
        key: "palma", title: "Palma", value: all?.palma,
        reading: "moyenne au-dessus du 9ᵉ décile sur celle des quatre premiers"),
      Measure(
        key: "hoover", title: "Hoover", value: all?.hoover,
        reading: "part à redistribuer pour que tous aient autant"),
      Measure(
        key: "atkinson", title: "Atkinson (ε = \(numbers.short(job.options.aversion)))",
        value: all?.atkinson(job.options.aversion), reading: "part perdue aux yeux de qui refuse l’inégalité"),
    ]
    if analysis.ranking != nil {
      list += [
        Measure(
          key: "concentration", title: "Concentration", value: job.concentration?.index,
          reading: "au-dessus de 0 : va aux mieux classés"),
        Measure(
          key: "erreygers", title: "Erreygers", value: job.concentration?.erreygers,
          reading: "la même, sans effet du niveau moyen"),
      ]
    }
    list += [
      Measure(
        key: "moran_i", title: "I de Moran", value: job.moran?.index,
        reading:
          "proche de 1 : les voisins se ressemblent ; attendu au hasard : \(decimal(job.moran?.expected))"),
      Measure(key: "moran_z", title: "I de Moran, z", value: job.moran?.z, reading: "approximation normale"),
      Measure(
        key: "moran_p", title: "I de Moran, p", value: job.moran?.permutationProbability,
        reading:
          "\(numbers.integer(hasRounds ? job.options.permutations : 0)) permutations, graine \(job.options.seed)"
      ),
    ]
    return list
  }

  private var indices: FigureTable {
    var table = FigureTable(
      AnalysisContext.fileName("inegalites", frame.key, figure.id),
      [
        .init("indice", nil), .init("libelle", "Indice"), .init("valeur", "Valeur", .number(decimals: 4)),
        .init("lecture", "Lecture"),
      ])
    table.rows = measures.map { [.text($0.key), .text($0.title), .init($0.value), .text($0.reading)] }
    return table
  }

  private var groups: FigureTable? {
    guard let parts = job.parts, let groupFrame else { return nil }
    var table = FigureTable(
      AnalysisContext.fileName("inegalites", frame.key, figure.id, "par", groupFrame.key),
      [
        .init("code", nil), .init("nom", "Territoire"), .init("population", "Habitants", .people),
        .init("part_population", "Part des habitants", .share),
        .init("moyenne", "Moyenne", .number(decimals: 2)),
        .init("part_valeur", "Part du total", .share), .init("theil", "Theil interne", .number(decimals: 4)),
      ])
    let people = parts.groups.reduce(0) { $0 + $1.people }
    table.caption = "\(context.title(groupFrame)), de la moyenne la plus basse à la plus haute"
    table.rows = parts.groups.map { group in
      let index = groupFrame.index(of: group.code)
      return [
        .text(group.code), .text(index.map { groupFrame.label($0) } ?? "Hors niveau"), .number(group.people),
        .init(people > 0 ? group.people / people : nil), .number(group.mean * figure.scale),
        .number(group.share),
        .number(group.theil),
      ]
    }
    table.shown = parts.groups.indices.sorted { (parts.groups[$0].mean, $0) < (parts.groups[$1].mean, $1) }
    return table
  }

  /// Territories of each quadrant whose local figure stands out.
  private func members(_ quadrant: Moran.Quadrant) -> [Int] {
    guard let moran = job.moran else { return [] }
    return moran.locals.indices.filter {
      guard let local = moran.locals[$0] else { return false }
      return local.quadrant == quadrant && (local.probability ?? 1) < 0.05
    }
  }

  private func people(_ indices: [Int]) -> Double { indices.reduce(0) { $0 + (frame.populations[$1] ?? 0) } }

  private var spots: FigureTable? {
    guard let moran = job.moran, hasRounds else { return nil }
    var table = FigureTable(
      AnalysisContext.fileName("foyers", frame.key, figure.id),
      [
        .init("quadrant", nil), .init("libelle", "Situation (p < 0,05)"),
        .init("territoires", "Territoires", .count),
        .init("population", "Habitants", .people),
      ])
    table.caption = "Foyers locaux (LISA)" + (context.isApproximate ? ", contours approchés" : "")
    let known: [(Moran.Quadrant, String)] = [
      (.lowLow, "bas, entouré de bas"), (.highHigh, "haut, entouré de haut"),
      (.lowHigh, "bas, entouré de haut"),
      (.highLow, "haut, entouré de bas"),
    ]
    var told = Set<Int>()
    for (quadrant, words) in known {
      let indices = members(quadrant)
      told.formUnion(indices)
      table.rows.append([
        .text(quadrant.rawValue), .text(FrenchWords.sentence(words)), .count(indices.count),
        .number(people(indices)),
      ])
    }
    let plain = moran.locals.indices.filter { moran.locals[$0] != nil && !told.contains($0) }
    let none = moran.locals.indices.filter { moran.locals[$0] == nil }
    table.rows.append([.text("ns"), .text("Non significatif"), .count(plain.count), .number(people(plain))])
    table.rows.append([
      .text(""), .text("Sans voisin ou sans valeur"), .count(none.count), .number(people(none)),
    ])
    table.totals = [
      [.missing, .text("Total"), .count(frame.count), .number(people(Array(frame.codes.indices)))]
    ]
    table.dependsOnContours = true
    return table
  }

  // MARK: - What is said

  private var first: Prose {
    guard let all = job.inequality, let gini = all.gini, let hoover = all.hoover else {
      let reason =
        job.counted.contains { (job.values[$0] ?? 0) < 0 }
        ? "une valeur est négative : seul le I de Moran est calculé"
        : "aucun territoire peuplé n’a de valeur positive"
      return Prose("Aucun indice d’inégalité pour \(figure.noun) : \(reason).")
    }
    return Prose(
      "L’indice de Gini est de \(decimal(gini)) pour \(figure.noun), entre les habitants de \(numbers.integer(job.counted.count)) territoires (\(mesh)) ; il faudrait en redistribuer \(numbers.percent(hoover)) pour que chacun ait autant (Hoover)."
    )
  }

  private var palma: Prose? {
    guard let all = job.inequality else { return nil }
    let (low, high) = (all.centile(0.4), all.centile(0.9))
    func text(_ value: Double) -> String { numbers.decimal(value * figure.scale, decimals: 2) }
    guard let palma = all.palma else {
      return Prose(
        "Rapport de Palma : n.d. (les quatre premiers déciles n’ont rien, ou personne n’est au-dessus du neuvième)."
      )
    }
    return Prose(
      "Ceux qui sont au-dessus du neuvième décile (\(text(high))\(figure.unit)) ont en moyenne \(numbers.decimal(palma, decimals: 1)) fois ce qu’ont ceux des quatre premiers (au plus \(text(low))) (Palma)."
    )
  }

  private var theil: Prose? {
    guard let parts = job.parts, let groupFrame, let all = job.inequality?.theil, all > 0 else { return nil }
    let title = FrenchWords.inSentence(context.title(groupFrame))
    return Prose(
      "\(FrenchWords.sentence(numbers.percent(parts.between / all, decimals: 0))) de l’inégalité (Theil) est entre les groupes (\(title)), \(numbers.percent(parts.within / all, decimals: 0)) est à l’intérieur de chacun."
    )
  }

  private var concentration: Prose? {
    guard let ranking = analysis.ranking else { return nil }
    let by = ranking.noun ?? FrenchWords.quoted(ranking.value)
    guard let index = job.concentration?.index else {
      return Prose("Indice de concentration selon \(by) : n.d.")
    }
    let words =
      abs(index) < 0.005
      ? "il ne va pas plus aux uns qu’aux autres"
      : "la valeur va plutôt aux territoires les \(index > 0 ? "mieux" : "moins bien") classés"
    return Prose(
      "Indice de concentration selon \(by) : \(numbers.decimal(index, decimals: 3, signed: true)) ; \(words)."
    )
  }

  private var moran: Prose? {
    guard let moran = job.moran else {
      return
        "I de Moran : n.d. (il demande trois territoires qui aient des voisins, et des valeurs différentes)."
    }
    let probability = moran.permutationProbability ?? moran.normalProbability
    let isClear = probability < 0.05
    let words =
      !isClear
      ? "les écarts entre voisins pourraient tenir au hasard"
      : moran.index > moran.expected
        ? "les territoires voisins se ressemblent plus que le hasard ne le ferait"
        : "les territoires voisins diffèrent plus que le hasard ne le ferait"
    var text =
      "I de Moran : \(decimal(moran.index)), \(words) (p = \(numbers.short(probability, decimals: 4))"
    text +=
      hasRounds
      ? ", \(numbers.integer(job.options.permutations)) permutations, graine \(job.options.seed))"
      : ", loi normale)"
    return Prose(text + ".")
  }

  private var hotSpots: Prose? {
    guard hasRounds else { return nil }
    let (low, high) = (members(.lowLow), members(.highHigh))
    guard !low.isEmpty || !high.isEmpty else { return "Aucun foyer local ne ressort (p < 0,05)." }
    func named(_ indices: [Int]) -> String {
      let order = indices.sorted { (frame.populations[$0] ?? 0, $1) > (frame.populations[$1] ?? 0, $0) }
      return FrenchWords.list(order.prefix(3).map { frame.label($0) })
    }
    func part(_ indices: [Int], _ words: String) -> String {
      "\(numbers.integer(indices.count)) \(words)\(indices.count > 3 ? ", dont \(named(indices))" : indices.isEmpty ? "" : ", \(named(indices))") (\(FrenchWords.people(people(indices))))"
    }
    return Prose(
      "Foyers locaux (LISA, p < 0,05) : \(part(low, FrenchWords.isPlural(low.count) ? "territoires bas entourés de bas" : "territoire bas entouré de bas")) ; \(part(high, FrenchWords.isPlural(high.count) ? "hauts entourés de hauts" : "haut entouré de hauts"))."
    )
  }

  private var balances: [AnalysisSection.Balance] {
    let without = job.values.count { $0 == nil }
    let unpeopled = job.values.count - without - job.counted.count
    var parts = [(value: Double(job.counted.count), name: "comptés"), (Double(without), "sans valeur")]
    if unpeopled > 0 { parts.append((Double(unpeopled), "sans habitant connu")) }
    return [
      AnalysisSection.Balance(
        "Inégalités (\(figure.noun)), territoires", total: Double(frame.count), "en tout", parts: parts)
    ]
  }
}
