import Coverage
import GeoFormats
import GeoModel
import Studies

/// The options of `access` on territories, on the edge of a study and on other ways to compute.
enum SensitivityArguments {
  static let options: [OptionSpec] =
    InputArguments.membership + [
      InputArguments.repairCodes,
      .one(
        "study", "EXPR",
        help: Phrase(
          en: "places of demand that the study is about; the rest of the file are its neighbours",
          fr: "lieux de demande de l’étude ; le reste du fichier est son voisinage")),
      .one(
        "supply-study", "EXPR",
        help: Phrase(
          en: "supplies of the study (else those whose nearest place of demand is one of its places)",
          fr: "offres de l’étude (sinon celles dont le lieu de demande le plus proche en est)")),
      .several(
        "sensitivity", "SPEC", group: .method,
        help: Phrase(
          en:
            "other ways: within=15km, decay=gaussian:5000, intervals=left, method=2sfca, several joined by ;",
          fr: "autres calculs : within=15km, decay=gaussian:5000, intervals=left, method=2sfca, joints par ;")
      ),
      .one(
        "levels", "F", group: .output,
        help: Phrase(
          en: "CSV: territories of --by, or the places, with their share near the edge",
          fr: "CSV : territoires de --by, ou les lieux, avec leur part près du bord")),
      .one(
        "sensitivity-output", "F", group: .output,
        help: Phrase(
          en: "CSV: figure and class of each territory by each way",
          fr: "CSV : chiffre et classe de chaque territoire par chaque calcul")),
    ]

  /// What is asked for beyond the access itself.
  struct Request {
    var study: String?
    var supplyStudy: String?
    var classes: ClassMethod?
    var alternatives: [AccessAlternative]
    /// True where territories are needed.
    var hasLevels: Bool
  }

  static func read(_ given: ParsedOptions, _ base: AccessJob.Options) throws -> Request {
    try given.allow(InputArguments.ofMembership, onlyWith: "membership")
    try given.require(["membership"], with: "by")
    try given.require(["by"], with: "membership")
    try given.allow(["supply-study"], onlyWith: "study")
    try given.allow(["sensitivity-output"], onlyWith: "sensitivity")
    let hasLevels = ["levels", "sensitivity", "study"].contains { given.isGiven($0) }
    if !hasLevels { try given.allow(["by"], onlyWith: "levels") }
    let texts = given.strings("sensitivity")
    for (index, text) in texts.enumerated() where texts[..<index].contains(text) {
      throw UsageError(
        "usage.sensitivity-twice", option: "--sensitivity",
        Phrase(en: "option --sensitivity: given twice", fr: "option --sensitivity : donné deux fois"),
        found: text)
    }
    return Request(
      study: given.string("study"), supplyStudy: given.string("supply-study"),
      classes: given.isGiven("classes")
        ? try given.read("classes", expected: ClassArguments.expected) { ClassMethod($0) } : nil,
      alternatives: try texts.map { try alternative($0, base) }, hasLevels: hasLevels)
  }

  /// What a way may change, for messages.
  private static func expected(_ cost: AccessJob.Cost) -> Phrase {
    var words = [
      cost.isInMinutes ? "within=15min" : "within=15km",
      cost.isInMinutes ? "decay=apl" : "decay=gaussian:5000", "intervals=left", "method=2sfca", "tau=30",
    ]
    switch cost {
    case .metres: words += ["distance=geodesic"]
    case .estimatedMinutes: words += ["distance=geodesic", "speed=50", "detour=1.4"]
    case .minutes: break
    }
    let list = words.joined(separator: ", ")
    return Phrase(
      en: "\(list); several joined by a semicolon", fr: "\(list) ; plusieurs liés par un point-virgule")
  }

  /// The options of the command with what `text` changes.
  static func alternative(
    _ text: String, _ base: AccessJob.Options
  ) throws(UsageError) -> AccessAlternative {
    var options = base
    var seen: Set<String> = []
    for part in text.split(separator: ";", omittingEmptySubsequences: false) {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        .map { $0.trimmingBlanks }
      guard pair.count == 2, seen.insert(pair[0]).inserted, try change(&options, pair[0], pair[1]) else {
        throw UsageError.badValue("--sensitivity", found: text, expected: expected(base.cost))
      }
    }
    // A decay that is not told keeps its steps, with the closure of this way.
    if case .steps(let steps, _) = options.decay { options.decay = .steps(steps, options.closure) }
    try requireSameUnit(text, base.method, options.method)
    try AccessArguments.requireReach(options, of: text)
    return AccessAlternative(text, options)
  }

  /// False where the name or the value is not known.
  private static func change(
    _ options: inout AccessJob.Options, _ name: String, _ value: String
  ) throws(UsageError) -> Bool {
    let isInMinutes = options.cost.isInMinutes
    switch name {
    case "within":
      let limit =
        isInMinutes
        ? Measure.minutes(value) : Measure.lengthMetres(value).flatMap { $0 > 0 ? $0 : nil }
      guard let limit else { return false }
      options.limit = limit
    case "decay":
      guard let decay = DecayText.parse(value, closure: options.closure) else { return false }
      try AccessArguments.requireMinutes(value, isInMinutes, option: "--sensitivity")
      options.decay = decay
    case "intervals":
      guard let closure = Decay.Closure(rawValue: value) else { return false }
      options.closure = closure
    case "method":
      guard let method = AccessModel.Method(rawValue: value) else { return false }
      options.method = method
    case "tau":
      guard let tau = DecimalNumber.parse(value), (1e-6...1e9).contains(tau) else { return false }
      options.agents.tau = tau
    default: return changeCost(&options.cost, name, value)
    }
    return true
  }

  private static func changeCost(_ cost: inout AccessJob.Cost, _ name: String, _ value: String) -> Bool {
    switch (name, cost) {
    case ("distance", .metres):
      guard let measure = DistanceCosts.Measure(rawValue: value) else { return false }
      cost = .metres(measure)
    case ("distance", .estimatedMinutes(_, let travel)):
      guard let measure = DistanceCosts.Measure(rawValue: value) else { return false }
      cost = .estimatedMinutes(measure, travel)
    case ("speed", .estimatedMinutes(let measure, var travel)):
      guard let speed = DecimalNumber.parse(value), (0.1...1000).contains(speed) else { return false }
      travel.kilometresPerHour = speed
      cost = .estimatedMinutes(measure, travel)
    case ("detour", .estimatedMinutes(let measure, var travel)):
      guard let detour = DecimalNumber.parse(value), (1...10).contains(detour) else { return false }
      travel.detour = detour
      cost = .estimatedMinutes(measure, travel)
    default: return false
    }
    return true
  }

  /// Figures of two units have no class in common.
  private static func requireSameUnit(
    _ text: String, _ base: AccessModel.Method, _ other: AccessModel.Method
  ) throws(UsageError) {
    func unit(_ method: AccessModel.Method) -> Int {
      if method.isPerInhabitant { return 0 }
      switch method {
      case .gravity, .cumulative: return 1
      case .nearest: return 2
      default: return 3
      }
    }
    guard unit(base) != unit(other) else { return }
    throw UsageError(
      "usage.sensitivity-unit", option: "--sensitivity",
      Phrase(
        en: "option --sensitivity: \(other.rawValue) is not in the unit of \(base.rawValue)",
        fr: "option --sensitivity : \(other.rawValue) n’est pas dans l’unité de \(base.rawValue)"),
      found: text,
      expected: Phrase(
        verbatim: AccessModel.Method.allCases.filter { unit($0) == unit(base) }.map(\.rawValue)
          .joined(separator: ", ")))
  }
}

extension Substring {
  fileprivate var trimmingBlanks: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
