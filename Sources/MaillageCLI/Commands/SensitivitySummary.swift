import Coverage
import GeoFormats
import GeoModel
import Reports
import Studies

/// What `access` says of territories, of the edge of a study and of other ways to compute.
struct SensitivitySummary {
  private let job: AccessJob
  private let study: AccessStudy?
  private let levels: AccessLevels
  private let variants: [AccessSensitivity.Variant]
  private let number = FrenchNumber.typographic

  init(
    _ job: AccessJob, _ study: AccessStudy?, _ levels: AccessLevels, _ variants: [AccessSensitivity.Variant]
  ) {
    self.job = job
    self.study = study
    self.levels = levels
    self.variants = variants
  }

  func warnings(_ asked: ClassMethod?) -> [Diagnostic] {
    var warnings: [Diagnostic] = []
    if let reason = levels.edge?.reason {
      warnings.append(
        Diagnostic(
          "access.edge", at: SourceLocation(file: job.options.demand.path),
          Phrase(
            en: "who lives near the edge is not known: \(reason.english)",
            fr: "qui vit près du bord n’est pas connu : \(reason.french)")))
    }
    if let count = levels.edge?.placesBeyondRing, count > 0 {
      warnings.append(
        Diagnostic(
          "access.edge-ring", at: SourceLocation(file: job.options.demand.path),
          Phrase(
            en:
              "the neighbours end too near: communes that the file lacks count for places of the study: \(count)",
            fr:
              "le voisinage s’arrête trop près : des communes absentes du fichier comptent pour des lieux de "
              + "l’étude : \(count)"),
          hint: Phrase(
            en: "a file of neighbours as far as twice the reach",
            fr: "un fichier de voisins jusqu’à deux fois la portée")))
    }
    if let lost = study?.suppliesWithoutPlace, !lost.isEmpty {
      warnings.append(
        Diagnostic(
          "access.study-supply", at: SourceLocation(file: job.options.supply.path),
          Phrase(
            en: "supplies without a position are no part of the study: \(lost.count)",
            fr: "offres sans position, hors de l’étude : \(lost.count)"),
          found: AccessSummary.first(lost.map { job.supply.keys[$0] }),
          hint: Phrase(verbatim: "--supply-study")))
    }
    if let asked, asked.isComputed, levels.classes?.isReduced ?? true {
      let parts = asked.classes
      warnings.append(
        Diagnostic(
          "access.classes", at: SourceLocation(file: job.options.demand.path),
          Phrase(
            en: "classes that equal figures leave: \(levels.classes?.count ?? 1) of \(parts)",
            fr: "classes que laissent des valeurs égales : \(levels.classes?.count ?? 1) sur \(parts)")))
    }
    return warnings
  }

  /// Ways that change nothing: a result, but perhaps not the one meant.
  var notes: [Phrase] {
    let methods: [AccessModel.Method] = [.twoStep, .cumulative, .nearest, .rationalAgents]
    return variants.filter { $0.access == job.model.access }.map { way in
      let method = way.options.method
      guard way.options.decay != .none, methods.contains(method) else {
        return Phrase(
          en: "\(way.text): the figures of the base case", fr: "\(way.text) : les chiffres du cas de base")
      }
      return Phrase(
        en:
          "\(way.text): the figures of the base case; \(method.rawValue) takes no decay, e2sfca and gravity do",
        fr:
          "\(way.text) : les chiffres du cas de base ; \(method.rawValue) n’a pas de décroissance, e2sfca et "
          + "gravity en ont")
    }
  }

  func add(to outcome: inout CommandOutcome) {
    let territories = levels.territories
    outcome.json("niveau", .optional(territories.level))
    outcome.json("territoires", .int(territories.count))
    if territories.level != nil {
      let outside = territories.levelOf.indices.filter { territories.levelOf[$0] < 0 }
      outcome.figure(Phrase(en: "territories", fr: "territoires"), number.integer(territories.count))
      outcome.json("tronques", .int((0..<territories.count).count(where: territories.isTruncated)))
      outcome.json("lieux_hors_niveau", .int(outside.count))
      outcome.json(
        "population_hors_niveau", .people(outside.reduce(0) { $0 + (territories.populations[$1] ?? 0) }))
    }
    if let study { add(study, to: &outcome) }
    if let edge = levels.edge { add(edge, to: &outcome) }
    if let classes = levels.classes {
      let bounds = classes.inner.map { number.short($0, decimals: 6) }.joined(separator: " ; ")
      outcome.figure(Phrase(en: "bounds of classes", fr: "bornes des classes"), bounds)
      outcome.json("bornes_classes", .array(classes.inner.map { .number($0) }))
    }
    for variant in variants { add(variant, to: &outcome) }
    if !variants.isEmpty { outcome.json("variantes", SensitivityTable(levels, variants).json()) }
    if territories.level != nil { outcome.json("niveaux", AccessLevelTable(levels, of: job).json()) }
  }

  private func add(_ study: AccessStudy, to outcome: inout CommandOutcome) {
    let people = levels.territories.populations.reduce(0) { $0 + ($1 ?? 0) }
    let without = AccessTotals(
      levels.accessAlone ?? [], levels.territories.populations, levels.method)
    outcome.figure(
      Phrase(en: "study: places, neighbours", fr: "étude : lieux, voisins"),
      "\(number.integer(study.places.count)), \(number.integer(job.demand.count - study.places.count))")
    outcome.figure(
      Phrase(en: "study: supplies, neighbours’", fr: "étude : offres, offres voisines"),
      "\(number.integer(study.supplies.count)), \(number.integer(job.supply.count - study.supplies.count))")
    var members: [(key: String, value: JSONValue)] = [
      ("lieux", .int(study.places.count)), ("lieux_voisins", .int(job.demand.count - study.places.count)),
      ("population", .people(levels.territories.hasPopulation ? people : nil)),
      ("offres", .int(study.supplies.count)),
      ("offres_voisines", .int(job.supply.count - study.supplies.count)),
      ("offres_par", .string(study.suppliesAreTold ? "condition" : "lieu_le_plus_proche")),
      ("offres_sans_position", .int(study.suppliesWithoutPlace.count)),
      ("sans_acces_sans_voisins", .int(without.placesWithout)),
      ("population_sans_acces_sans_voisins", .people(without.peopleWithout)),
    ]
    members += without.means.map { ($0.key + "_sans_voisins", $0.value) }
    let mean = levels.published(without.mean)
    outcome.figure(
      Phrase(en: "mean without neighbours", fr: "moyenne sans les voisins"),
      job.options.method.isPerInhabitant ? number.decimal(mean, decimals: 3) : number.short(mean))
    if let changes = levels.changesAlone {
      outcome.figure(
        Phrase(en: "classes without neighbours", fr: "classes sans les voisins"), words(changes))
      members += SensitivityTable.members(changes)
    }
    outcome.json("etude", .object(members))
  }

  private func add(_ edge: AccessEdge, to outcome: inout CommandOutcome) {
    outcome.json("bord", .optional(edge.source?.rawValue))
    outcome.json("bord_motif", .optional(edge.reason?.french))
    if study != nil {
      outcome.json("lieux_voisinage_incomplet", edge.placesBeyondRing.map { .int($0) } ?? .null)
    }
    let people = levels.peopleAtEdge
    outcome.json("population_au_bord", .people(people?.near))
    let share = people.flatMap { $0.known > 0 ? $0.near / $0.known : nil }
    outcome.json("part_population_au_bord", .share(share))
    guard let people, let source = edge.source else { return }
    let label =
      switch source {
      case .communes:
        Phrase(en: "near the edge (estimated, France only)", fr: "près du bord (estimé, France seule)")
      case .neighbours, .matrix: Phrase(en: "near the edge", fr: "près du bord")
      }
    outcome.figure(label, number.population(people.near) + ", " + number.percent(share))
  }

  private func add(_ variant: AccessSensitivity.Variant, to outcome: inout CommandOutcome) {
    let totals = AccessTotals(
      levels.territories.places.map { variant.access[$0] }, levels.territories.populations,
      variant.options.method)
    let mean = levels.published(totals.mean)
    let value = job.options.method.isPerInhabitant ? number.decimal(mean, decimals: 3) : number.short(mean)
    let places = number.integer(totals.placesWithout)
    var text = Phrase(
      en: "mean \(Phrase(figure: value).english), places without access \(Phrase(figure: places).english)",
      fr: "moyenne \(value), lieux sans accès \(places)")
    if let changes = levels.changes(to: levels.figures(of: variant)) {
      let words = self.words(changes)
      text = Phrase(en: "\(text.english); \(words.english)", fr: "\(text.french) ; \(words.french)")
    }
    outcome.figure(Phrase(verbatim: variant.text), text)
  }

  /// Who changes class, in a line.
  private func words(_ changes: ClassChanges) -> Phrase {
    let (up, down) = (changes.up, changes.down)
    func part(_ count: (territories: Int, people: Double), _ en: String, _ fr: String) -> Phrase {
      let territories = Phrase(figure: number.integer(count.territories))
      let people = Phrase(figure: number.population(count.people))
      return Phrase(
        en: "\(territories.english) \(en) (\(people.english))",
        fr: "\(territories.french) \(fr) (\(people.french))")
    }
    var parts = [part(up, "up", "montent"), part(down, "down", "descendent")]
    let other = changes.withOrWithout
    if other.territories > 0 {
      parts.append(part(other, "gain or lose a figure", "gagnent ou perdent un chiffre"))
    }
    return Phrase(
      en: parts.map(\.english).joined(separator: ", "), fr: parts.map(\.french).joined(separator: ", "))
  }
}
