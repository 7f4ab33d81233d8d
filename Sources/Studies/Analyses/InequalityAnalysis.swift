import Coverage
import GeoModel
import Reports

/// `inegalites`: how unequally a rate or an access is shared out, and whether neighbours are alike.
struct InequalityAnalysis: StudyAnalysis {
  static let type = "inegalites"
  static let defaultTitle = "Inégalités"

  enum Source: Sendable {
    /// Of an analysis `acces` before this one.
    case access(id: String)
    case rate(RateMeasure)
    case table(file: String, key: String?, value: String)
  }

  /// `classement`: another figure by territory, for the concentration index.
  struct Ranking: Sendable, Decodable {
    var file: String
    var key: String?
    var value: String
    /// "le revenu médian"
    var noun: String?

    enum CodingKeys: String, CodingKey, CaseIterable {
      case file = "fichier"
      case key = "cle"
      case value = "valeur"
      case noun = "libelle"
    }

    init(from decoder: any Decoder) throws {
      let members = try decoder.strict(CodingKeys.self)
      file = try members.decode(String.self, forKey: .file)
      key = try members.decodeIfPresent(String.self, forKey: .key)
      value = try members.decode(String.self, forKey: .value)
      noun = try members.decodeIfPresent(String.self, forKey: .noun)
    }
  }

  var level: String
  var source: Source
  /// What the figure is: "l’accès aux urgences".
  var noun: String?
  var groups: String?
  var ranking: Ranking?
  var options = InequalityJob.Options()

  enum CodingKeys: String, CodingKey, CaseIterable {
    case level = "niveau"
    case access = "acces"
    case measure = "mesure"
    case file = "fichier"
    case key = "cle"
    case value = "valeur"
    case noun = "libelle"
    case groups = "groupes"
    case ranking = "classement"
    case aversion
    case permutations
    case seed = "graine"
  }

  init(from decoder: any Decoder) throws {
    let members = try decoder.strict(CodingKeys.self, and: AnalysisEntry.commonKeys)
    level = try members.decodeIfPresent(String.self, forKey: .level) ?? "mailles"
    noun = try members.decodeIfPresent(String.self, forKey: .noun)
    groups = try members.decodeIfPresent(String.self, forKey: .groups)
    ranking = try members.decodeIfPresent(Ranking.self, forKey: .ranking)
    let given = [CodingKeys.access, .measure, .file].filter { members.contains($0) }
    if given.count > 1 { throw decoder.refuse(given[1], with: given[0]) }
    if let id = try members.decodeIfPresent(String.self, forKey: .access) {
      source = .access(id: id)
    } else if let measure = try members.decodeIfPresent(RateMeasure.self, forKey: .measure) {
      source = .rate(measure)
    } else if let file = try members.decodeIfPresent(String.self, forKey: .file) {
      source = .table(
        file: file, key: try members.decodeIfPresent(String.self, forKey: .key),
        value: try members.decode(String.self, forKey: .value))
    } else {
      throw StudyFault(
        path: StudyPath.text(decoder.codingPath),
        message: Phrase(
          en: "inequality needs \"acces\", \"mesure\" or \"fichier\"",
          fr: "les inégalités demandent « acces », « mesure » ou « fichier »"))
    }
    for key in [CodingKeys.key, .value] where members.contains(key) && given.first != .file {
      throw decoder.need(CodingKeys.file, for: key)
    }
    if let aversion = try members.decodeIfPresent(Double.self, forKey: .aversion) {
      options.aversion = try decoder.number(aversion, in: 0.001...100, CodingKeys.aversion)
    }
    if let count = try members.decodeIfPresent(Double.self, forKey: .permutations) {
      options.permutations = try decoder.count(
        try decoder.number(count, in: 0...99_999, CodingKeys.permutations), CodingKeys.permutations)
    }
    if let seed = try members.decodeIfPresent(Double.self, forKey: .seed) {
      options.seed = UInt64(try decoder.count(seed, CodingKeys.seed))
    }
  }

  func answer(_ context: AnalysisContext) throws(Diagnostic) -> AnalysisAnswer {
    let frame = try context.frame(level)
    let figure = try InequalityFigure(self, context, frame)
    guard figure.values.contains(where: { $0 != nil }) else {
      throw context.fault(
        "niveau", Phrase(en: "no territory has a figure", fr: "aucun territoire n’a de valeur"), found: level)
    }
    let groupFrame = try groups.map { name throws(Diagnostic) in try context.frame(name, key: "groupes") }
    let parents = groupFrame.map { AccessTables.parents(of: frame, in: $0, context.inputs.populations) }
    let labels = parents.map { parents in
      parents.map { parent in parent.flatMap { groupFrame?.codes[$0] } ?? "" }
    }
    let ranked = try ranking.map { ranking throws(Diagnostic) in
      let path = context.study.resolve(ranking.file)
      let read = try LoadedFigures.load(
        [path], key: ranking.key, keyOption: "classement.cle", value: ranking.value,
        option: "classement.valeur",
        session: context.session)
      CodeJoin.report(
        read.byCode.keys.sorted(), of: path, role: "Classement", to: frame.codes, isComplete: false,
        session: context.session)
      return frame.codes.map { read.byCode[$0] }
    }
    let (mesh, touching) = try InequalityJob.contiguity(
      of: context.layer, zones: context.zones, options, threads: context.session.threads)
    let isMesh = frame.key == "mailles"
    let job = InequalityJob(
      codes: frame.codes, names: frame.names, values: figure.values, populations: frame.populations,
      groups: labels, ranking: ranked, contiguity: isMesh ? mesh : Self.contiguity(mesh, frame),
      touching: isMesh ? touching : [], options: options, threads: context.session.threads)
    return InequalitySection(
      context: context, analysis: self, frame: frame, figure: figure, job: job, groupFrame: groupFrame
    ).answer()
  }

  /// Two territories of a level are neighbours where two of their communes are.
  private static func contiguity(_ mesh: Contiguity, _ frame: LevelFrame) -> Contiguity {
    var neighbours = [Set<Int>](repeating: [], count: frame.count)
    for (place, others) in mesh.neighbours.enumerated() where frame.levelOf[place] >= 0 {
      for other in others where frame.levelOf[other] >= 0 && frame.levelOf[other] != frame.levelOf[place] {
        neighbours[frame.levelOf[place]].insert(frame.levelOf[other])
      }
    }
    return Contiguity(neighbours: neighbours.map { $0.sorted() })
  }
}

/// The figure whose inequality is asked for, by territory of a level.
struct InequalityFigure {
  let values: [Double?]
  /// "l’accès (structures des urgences)"
  let noun: String
  let id: String
  /// What a value becomes in a text, and its unit: 100 000 for "pour 100 000 habitants".
  let scale: Double
  let unit: String

  init(_ analysis: InequalityAnalysis, _ context: AnalysisContext, _ frame: LevelFrame) throws(Diagnostic) {
    let base = context.study.file.base
    let per = " pour \(FrenchNumber.typographic.short(base)) habitants"
    switch analysis.source {
    case .access(let id):
      guard let access = context.accesses.first(where: { $0.id == id }) else {
        throw context.fault(
          "acces",
          Phrase(
            en: "no analysis \"acces\" before this one has this id",
            fr: "aucune analyse « acces » avant celle-ci n’a cet id"),
          found: id, expected: context.accesses.map(\.id))
      }
      let method = access.job.options.method
      let finite = access.values.map { $0.flatMap { $0.isFinite ? $0 : nil } }
      let means =
        frame.key == "mailles"
        ? finite
        : AccessOfLevel(
          frame, access: access.values, populations: context.inputs.populations, zeroIsNone: !method.isCost
        ).territories.map(\.mean)
      values = means
      let subject =
        switch method {
        case .nearest:
          access.job.options.cost.isInMinutes
            ? "la durée jusqu’au site le plus proche" : "la distance au site le plus proche"
        case .rationalAgents: "le coût d’accès"
        default: "l’accès"
        }
      noun = analysis.noun ?? "\(subject) (\(access.noun))"
      self.id = id
      scale =
        method.isPerInhabitant ? base : method.isCost && !access.job.options.cost.isInMinutes ? 0.001 : 1
      unit =
        method.isPerInhabitant
        ? per : method.isCost ? (access.job.options.cost.isInMinutes ? "\u{202F}min" : "\u{202F}km") : ""
    case .rate(let measure):
      let level = try measure.measured(context, frame, field: context.path + ".mesure.appartenance")
      let rateBase = measure.base ?? (measure.unit == nil ? base : 1)
      values = frame.codes.indices.map { index in
        if level.isOfWholeTerritories && frame.isTruncated(index) { return nil }
        guard let value = level.rated[index], let people = frame.populations[index], people > 0 else {
          return nil
        }
        return value / people
      }
      let title = try Self.title(measure, context)
      noun = analysis.noun ?? "le taux (\(FrenchWords.inSentence(title)))"
      id = try Self.id(measure, context)
      scale = rateBase
      unit =
        (measure.unit.map { "\u{202F}\($0)" } ?? "")
        + (rateBase == 1 ? " par habitant" : " pour \(FrenchNumber.typographic.short(rateBase)) habitants")
    case .table(let file, let key, let value):
      let path = context.study.resolve(file)
      let read = try LoadedFigures.load(
        [path], key: key, keyOption: "cle", value: value, option: "valeur", session: context.session)
      CodeJoin.report(
        read.byCode.keys.sorted(), of: path, role: "Valeurs", to: frame.codes, isComplete: false,
        session: context.session)
      values = frame.codes.map { read.byCode[$0] }
      noun = analysis.noun ?? FrenchWords.quoted(value)
      id = value
      (scale, unit) = (1, "")
    }
  }

  private static func id(_ measure: RateMeasure, _ context: AnalysisContext) throws(Diagnostic) -> String {
    if let id = measure.id { return id }
    return switch measure.source {
    case .count(let sites), .sum(let sites, _):
      "taux-" + (try context.siteID(sites, key: "mesure.sites"))
    case .table(_, _, let value, _, _): value
    case .membership(let composition): composition.noun
    }
  }

  private static func title(_ measure: RateMeasure, _ context: AnalysisContext) throws(Diagnostic) -> String {
    if let title = measure.title { return title }
    return switch measure.source {
    case .count(let sites): context.noun(try context.siteSet(sites, key: "mesure.sites"))
    case .sum(_, let column): column
    case .table(_, _, let value, _, _): value
    case .membership(let composition): composition.noun
    }
  }
}
