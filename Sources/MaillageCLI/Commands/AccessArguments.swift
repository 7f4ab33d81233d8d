import Coverage
import GeoFormats
import GeoModel
import Studies

/// The options of `access`.
enum AccessArguments {
  static let options: [OptionSpec] =
    [
      .one(
        "demand", "F", required: true,
        help: Phrase(
          en: "places where people live: CSV with coordinates, or points; keys alone do with --times",
          fr: "lieux où vivent les gens : CSV avec coordonnées, ou points ; la clé seule suffit avec --times")
      )
    ] + places(prefix: "", of: Phrase(en: "demand", fr: "la demande")) + [
      .one(
        "population", "C",
        help: Phrase(
          en: "column of the inhabitants (recognised if usual)",
          fr: "colonne des habitants (reconnue si elle est usuelle)")
      ),
      .one(
        "supply", "F", required: true,
        help: Phrase(en: "places of care", fr: "lieux de soins")),
    ] + places(prefix: "supply-", of: Phrase(en: "supply", fr: "l’offre")) + [
      .one(
        "capacity", "C",
        help: Phrase(
          en: "column of the capacity (1 each without it)", fr: "colonne de la capacité (1 chacun sans elle)")
      )
    ] + matrix + [
      .one(
        "method", "", group: .method, choices: AccessModel.Method.allCases.map(\.rawValue), default: "2sfca",
        help: Phrase(en: "measure of access", fr: "mesure de l’accès")),
      .one(
        "within", "D", group: .method,
        help: Phrase(en: "reach, such as 20km or 30min", fr: "portée, comme 20km ou 30min")),
      .one(
        "decay", "F(X)", group: .method,
        help: DecayText.expected),
      .one(
        "intervals", "", group: .method, choices: Decay.Closure.allCases.map(\.rawValue), default: "right",
        help: Phrase(
          en: "end of an interval that belongs to it: right counts a cost equal to a limit as within it",
          fr: "borne comprise d’un intervalle : right compte un coût égal à une limite comme à portée")),
      .one(
        "distance", "", group: .method, choices: DistanceCosts.Measure.allCases.map(\.rawValue),
        default: "planar",
        help: Phrase(
          en: "in the legal plane CRS, or on the ellipsoid",
          fr: "dans le système plan légal, ou sur l’ellipsoïde")),
    ] + estimate + [
      .one(
        "tau", "N", group: .method, default: "60",
        help: Phrase(
          en: "raam: travel that weighs as much as a place with the mean number of people per supply",
          fr: "raam : trajet qui pèse autant qu’un lieu ayant le nombre moyen de personnes par offre")),
      InputArguments.workCRS,
      .one(
        "rejects", "F", group: .output,
        help: Phrase(en: "CSV of the demand's rejected rows", fr: "CSV des lignes rejetées de la demande")),
    ]

  /// A matrix of travel times.
  static let matrix: [OptionSpec] = [
    .one(
      "times", "F",
      help: Phrase(
        en: "matrix of travel times: a row for each pair, from demand to supply",
        fr: "matrice de temps de trajet : une ligne par couple, de la demande à l’offre")),
    .one(
      "times-from", "C",
      help: Phrase(en: "its column of the demand's key", fr: "sa colonne de la clé de la demande")),
    .one(
      "times-to", "C",
      help: Phrase(en: "its column of the supply's key", fr: "sa colonne de la clé de l’offre")),
    .one("times-value", "C", help: Phrase(en: "its column of times", fr: "sa colonne de durées")),
    .one(
      "times-unit", "", choices: TravelTimes.Unit.allCases.map(\.rawValue),
      help: Phrase(en: "what its times are in (min without it)", fr: "unité de ses durées (min sans elle)")),
    .one(
      "intrazonal", "MIN",
      help: Phrase(
        en: "minutes from a place to itself where the matrix has no such row",
        fr: "minutes d’un lieu à lui-même quand la matrice n’a pas cette ligne")),
  ]

  /// Options that say something of the matrix.
  static let ofMatrix = ["times-from", "times-to", "times-value", "times-unit", "intrazonal"]

  /// Minutes estimated from distances.
  static let estimate: [OptionSpec] = [
    .one(
      "speed", "KM/H", group: .method,
      help: Phrase(
        en: "estimates minutes from distances at this speed",
        fr: "estime des minutes à partir des distances à cette vitesse")
    ),
    .one(
      "detour", "N", group: .method, default: "1.3",
      help: Phrase(
        en: "length of the road over that of the straight line, with --speed",
        fr: "longueur de la route sur celle de la ligne droite, avec --speed")),
  ]

  private static func places(prefix: String, of role: Phrase) -> [OptionSpec] {
    [
      .one(
        prefix + "key", "C",
        help: Phrase(en: "column of the \(role.english)'s key", fr: "colonne de la clé de \(role.french)")),
      .one(
        prefix + "x", "C",
        help: Phrase(en: "column of its x or longitude", fr: "sa colonne de x ou de la longitude")),
      .one(
        prefix + "y", "C",
        help: Phrase(en: "column of its y or latitude", fr: "sa colonne de y ou de la latitude")),
      .one(prefix + "crs", "EPSG:n", help: Phrase(en: "its CRS", fr: "son système")),
      .one(prefix + "where", "EXPR", help: Phrase(en: "its rows to keep", fr: "ses lignes à garder")),
      .one(prefix + "layer", "NAME", help: Phrase(en: "its layer or sheet", fr: "sa couche ou feuille")),
    ]
  }

  static func read(_ context: CommandContext) throws -> AccessJob.Options {
    let given = context.options
    var options = AccessJob.Options(
      demand: try sites("demand", prefix: "", given), supply: try sites("supply", prefix: "supply-", given))
    options.demand.role = "Demande"
    options.supply.role = "Offre"
    options.demandKey = given.string("key")
    options.supplyKey = given.string("supply-key")
    options.population = given.string("population")
    options.capacity = given.string("capacity")
    options.method = try given.choice("method", as: AccessModel.Method.self) ?? .twoStep
    options.closure = try given.choice("intervals", as: Decay.Closure.self) ?? .right
    options.workCRS = try given.crs("work-crs")
    options.agents.tau = try given.double("tau", in: 1e-6...1e9) ?? 60
    options.cost = try cost(given)
    let closure = options.closure
    options.decay =
      try given.read("decay", expected: DecayText.expected) { DecayText.parse($0, closure: closure) } ?? .none
    options.limit = try limit(given, isInMinutes: options.cost.isInMinutes)
    try checkPreset(given, options)
    try requireReach(options)
    return options
  }

  private static func sites(_ name: String, prefix: String, _ given: ParsedOptions) throws -> SiteOptions {
    try given.require(["\(prefix)y"], with: "\(prefix)x")
    try given.require(["\(prefix)x"], with: "\(prefix)y")
    var sites = SiteOptions(path: try given.required(name))
    sites.x = given.string("\(prefix)x")
    sites.y = given.string("\(prefix)y")
    sites.crs = try given.crs("\(prefix)crs")
    sites.filter = given.string("\(prefix)where")
    sites.filterOption = "--\(prefix)where"
    sites.layer = given.string("\(prefix)layer")
    return sites
  }

  private static func cost(_ given: ParsedOptions) throws -> AccessJob.Cost {
    _ = try given.atMostOne(of: ["times", "speed"])
    if given.isGiven("times") { return .minutes(try times(given)) }
    try given.allow(ofMatrix, onlyWith: "times")
    let measure = try given.choice("distance", as: DistanceCosts.Measure.self) ?? .planar
    try given.allow(["detour"], onlyWith: "speed")
    return try travel(given).map { .estimatedMinutes(measure, $0) } ?? .metres(measure)
  }

  private static func limit(_ given: ParsedOptions, isInMinutes: Bool) throws -> Double? {
    isInMinutes ? try minutes(given, "within") : try metres(given, "within")
  }

  /// A length such as 15km; a time says what it needs.
  static func metres(_ given: ParsedOptions, _ name: String) throws -> Double? {
    if let text = given.string(name), text.hasSuffix("min") {
      throw UsageError(
        "usage.minutes", option: "--\(name)",
        Phrase(
          en: "\(text) is a time: give --times F or --speed KM/H",
          fr: "\(text) est une durée : donnez --times F ou --speed KM/H"))
    }
    return try given.length(name)
  }

  /// How minutes are estimated; nil without `--speed`.
  static func travel(_ given: ParsedOptions) throws -> DistanceCosts.Travel? {
    guard let speed = try given.double("speed", in: 0.1...1000) else { return nil }
    return .init(kilometresPerHour: speed, detour: try given.double("detour", in: 1...10) ?? 1.3)
  }

  /// The matrix of `--times`.
  static func times(_ given: ParsedOptions) throws -> TravelTimes.Options {
    var times = TravelTimes.Options(path: try given.required("times"))
    times.from = given.string("times-from")
    times.to = given.string("times-to")
    times.minutes = given.string("times-value")
    times.unit = try given.choice("times-unit", as: TravelTimes.Unit.self)
    times.intrazonalMinutes = try given.double("intrazonal", in: 0...100_000)
    return times
  }

  /// A time such as 30min.
  static func minutes(_ given: ParsedOptions, _ name: String) throws -> Double? {
    try given.read(
      name,
      expected: Phrase(
        en: "minutes, such as 30min, 100,000 at most", fr: "des minutes, comme 30min, 100 000 au plus"),
      Measure.minutes)
  }

  /// Only the nearest supply may be any distance away.
  ///
  /// - Parameter way: the text of `--sensitivity` that the options are of.
  static func requireReach(_ options: AccessJob.Options, of way: String? = nil) throws(UsageError) {
    guard !options.hasReach else { return }
    let reach = options.cost.isInMinutes ? "30min" : "20km"
    throw UsageError(
      "usage.reach", option: way == nil ? "--within" : "--sensitivity",
      Phrase(en: "nothing bounds how far people go", fr: "rien ne borne jusqu’où vont les gens"),
      found: way, expected: Phrase(verbatim: way == nil ? "--within \(reach)" : "within=\(reach)"))
  }

  /// A preset is in minutes.
  private static func checkPreset(_ given: ParsedOptions, _ options: AccessJob.Options) throws(UsageError) {
    guard let text = given.string("decay") else { return }
    try requireMinutes(text, options.cost.isInMinutes, option: "--decay")
  }

  static func requireMinutes(_ decay: String, _ isInMinutes: Bool, option: String) throws(UsageError) {
    guard !isInMinutes, DecayText.presets.contains(where: { $0.name == decay }) else { return }
    throw UsageError(
      "usage.decay-minutes", option: option,
      Phrase(
        en: "\(decay) is in minutes: give --times F or --speed KM/H",
        fr: "\(decay) est en minutes : donnez --times F ou --speed KM/H"))
  }
}
