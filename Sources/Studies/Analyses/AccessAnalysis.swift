import Coverage
import GeoModel
import Reports

/// `acces`: supply within reach of the inhabitants of each place, by the methods of `maillage access`.
struct AccessAnalysis: StudyAnalysis {
  static let type = "acces"
  static let defaultTitle = "Accès"
  static let measuresDistances = true

  /// Which places outside the study count.
  enum Outside: String, CaseIterable {
    /// None: sites outside the territories are left out.
    case none = "sans"
    /// Sites, wherever they are.
    case supply = "offre"
    /// Sites, and the inhabitants of all communes around.
    case all = "offre_et_demande"
  }

  /// What other analyses call it.
  var id: String?
  var level: String
  var upper: String?
  var sites: String?
  var supply: SiteSource?
  var filter: String?
  var key: String?
  var capacity: String?
  var unit: String?
  var method = AccessModel.Method.twoStep
  var decay = Decay.none
  /// As the study writes it.
  var decayText: String?
  var closure = Decay.Closure.right
  var measure = DistanceCosts.Measure.planar
  var travel: DistanceCosts.Travel?
  var times: TimesSource?
  /// In metres or minutes.
  var limit: Double?
  var tau: Double?
  var base: Double?
  var outside: Outside?

  enum CodingKeys: String, CodingKey, CaseIterable {
    case id
    case level = "niveau"
    case upper = "niveau_superieur"
    case sites
    case supply = "offre"
    case filter = "filtre"
    case key = "cle"
    case capacity = "capacite"
    case unit = "unite"
    case method = "methode"
    case limit = "portee"
    case decay = "decroissance"
    case closure = "intervalles"
    case measure = "distance"
    case speed = "vitesse"
    case detour
    case times = "temps"
    case tau
    case base = "pour"
    case outside = "hors_etude"
  }

  init(from decoder: any Decoder) throws {
    let members = try decoder.strict(CodingKeys.self, and: AnalysisEntry.commonKeys)
    func text(_ key: CodingKeys) throws -> String? { try members.decodeIfPresent(String.self, forKey: key) }
    func number(_ key: CodingKeys) throws -> Double? { try members.decodeIfPresent(Double.self, forKey: key) }
    id = try text(.id)
    level = try members.decode(String.self, forKey: .level)
    upper = try text(.upper)
    sites = try text(.sites)
    supply = try members.decodeIfPresent(SiteSource.self, forKey: .supply)
    filter = try text(.filter)
    key = try text(.key)
    capacity = try text(.capacity)
    unit = try text(.unit)
    if supply != nil && sites != nil { throw decoder.refuse(CodingKeys.supply, with: CodingKeys.sites) }
    if supply != nil && filter != nil { throw decoder.refuse(CodingKeys.filter, with: CodingKeys.supply) }
    if unit != nil && capacity == nil { throw decoder.need(CodingKeys.capacity, for: CodingKeys.unit) }
    if let word = try text(.method) {
      method = try decoder.choice(word, CodingKeys.method, as: AccessModel.Method.self)
    }
    if let word = try text(.closure) {
      closure = try decoder.choice(word, CodingKeys.closure, as: Decay.Closure.self)
    }
    if let word = try text(.measure) {
      measure = try decoder.choice(word, CodingKeys.measure, as: DistanceCosts.Measure.self)
    }
    outside = try text(.outside).map { try decoder.choice($0, CodingKeys.outside, as: Outside.self) }
    times = try members.decodeIfPresent(TimesSource.self, forKey: .times)
    travel = try decoder.travel(
      try number(.speed), try number(.detour), (CodingKeys.speed, CodingKeys.detour))
    if times != nil {
      if travel != nil { throw decoder.refuse(CodingKeys.speed, with: CodingKeys.times) }
      if members.contains(.measure) { throw decoder.refuse(CodingKeys.measure, with: CodingKeys.times) }
    }
    tau = try number(.tau).map { try decoder.number($0, in: 1e-6...1e9, CodingKeys.tau) }
    base = try number(.base).map { try decoder.number($0, in: 1...1e9, CodingKeys.base) }
    try readDecay(try text(.decay), decoder)
    limit = try text(.limit).map {
      isInMinutes ? try decoder.minutes($0, CodingKeys.limit) : try decoder.length($0, CodingKeys.limit)
    }
    guard limit != nil || decay.reach != nil || method == .nearest else {
      throw StudyFault(
        path: StudyPath.text(decoder.codingPath + [CodingKeys.limit]),
        message: Phrase(en: "nothing bounds how far people go", fr: "rien ne borne jusqu’où vont les gens"),
        expected: Phrase(verbatim: isInMinutes ? "30min" : "20km"))
    }
  }

  var isInMinutes: Bool { times != nil || travel != nil }

  private mutating func readDecay(_ text: String?, _ decoder: any Decoder) throws {
    guard let text else { return }
    let path = StudyPath.text(decoder.codingPath + [CodingKeys.decay])
    guard let decay = DecayText.parse(text, closure: closure) else {
      throw StudyFault(
        path: path, message: Phrase(en: "this is not a decay", fr: "ce n’est pas une décroissance"),
        found: text, expected: DecayText.expected)
    }
    if DecayText.presets.contains(where: { $0.name == text }), !isInMinutes {
      throw StudyFault(
        path: path,
        message: Phrase(
          en: "\(text) is in minutes: it needs \"temps\" or \"vitesse\"",
          fr: "\(text) est en minutes : il demande « temps » ou « vitesse »"), found: text)
    }
    (self.decay, decayText) = (decay, text)
  }

  var cost: AccessJob.Cost {
    travel.map { .estimatedMinutes(measure, $0) } ?? .metres(measure)
  }

  func answer(_ context: AnalysisContext) throws(Diagnostic) -> AnalysisAnswer {
    let frame = try context.frame(level)
    let upperFrame = try upper.map { name throws(Diagnostic) in
      try context.frame(name, key: "niveau_superieur")
    }
    let access = try StudyAccess(self, context)
    return AccessSection(context: context, analysis: self, access: access, frame: frame, upper: upperFrame)
      .answer()
  }
}
