import Coverage
import GeoFormats
import GeoModel
import Reports
import Studies

/// The options of rates standardised by age, and of events that come in a table.
enum IndicatorStandard {
  static let options: [OptionSpec] = [
    .one(
      "events", "F",
      help: Phrase(
        en:
          "events by commune and age class instead of sites; one column a class, or rows code,classe,nombre",
        fr:
          "événements par commune et classe d’âge, à la place des sites ; une colonne par classe, ou des lignes "
          + "code,classe,nombre")),
    .one(
      "events-key", "C",
      help: Phrase(
        en: "its column of codes (recognised if usual)", fr: "sa colonne des codes (reconnue si usuelle)")),
    .flag(
      "absent-zero", group: .input,
      help: Phrase(
        en: "rows that the events do not have are 0, instead of unknown",
        fr: "les lignes que les événements n’ont pas valent 0, au lieu d’être inconnues")),
    .one(
      "standardise", "", group: .method, choices: AgeStandardisation.Method.allCases.map(\.rawValue),
      help: Phrase(
        en: "add rates standardised by age: by the standard’s structure, or by its rates",
        fr: "ajouter les taux standardisés selon l’âge : par la structure du standard, ou par ses taux")),
    .one(
      "ages", "F",
      help: Phrase(
        en: "inhabitants by age class of the communes or of the level: one column a class, or rows",
        fr: "habitants par classe d’âge des communes ou du niveau : une colonne par classe, ou des lignes")),
    .one(
      "ages-key", "C",
      help: Phrase(
        en: "its column of codes (recognised if usual)", fr: "sa colonne des codes (reconnue si usuelle)")),
    .several(
      "age-classes", "C",
      help: Phrase(
        en: "the classes, where not all columns of figures are",
        fr: "les classes, si toutes les colonnes de nombres n’en sont pas")),
    .one(
      "class", "C",
      help: Phrase(en: "the sites’ column of the age class", fr: "colonne de la classe d’âge dans les sites")),
    .one(
      "standard", "F", group: .method,
      help: Phrase(
        en: "standard population: a table class,weight, or total for that of the data (default: total)",
        fr: "population de référence : table classe,poids, ou total pour celle des données (défaut : total)")),
    .one(
      "reference-rates", "F", group: .method,
      help: Phrase(
        en: "indirect: a table class,rate per --per inhabitants (default: the rates of the data)",
        fr: "indirecte : table classe,taux pour --per habitants (défaut : les taux des données)")),
  ]

  /// Refuses what does not go together; before anything is read.
  static func check(_ given: ParsedOptions) throws {
    try given.allow(["events-key", "absent-zero"], onlyWith: "events")
    try given.allow(["ages", "class", "standard", "reference-rates"], onlyWith: "standardise")
    try given.allow(["ages-key", "age-classes"], onlyWith: given.isGiven("events") ? "events" : "ages")
    guard let method = try given.choice("standardise", as: AgeStandardisation.Method.self) else { return }
    try given.require(["ages"], with: "standardise")
    _ = try given.atMostOne(of: ["class", "events"])
    if given.isGiven("capacity")
      || given.isGiven("person") && given.string("practice") != Practice.principal.rawValue
    {
      throw UsageError(
        "usage.not-a-count", option: "--standardise",
        Phrase(
          en:
            "--standardise is for counts that add up: not for capacities, shares, or people of several territories",
          fr:
            "--standardise vaut pour des nombres qui s’additionnent : non pour des capacités, des parts ou des "
            + "personnes de plusieurs territoires"))
    }
    if method == .direct && given.isGiven("reference-rates") {
      throw UsageError(
        "usage.useless-option", option: "--reference-rates",
        Phrase(
          en: "--reference-rates is for --standardise indirect",
          fr: "--reference-rates vaut pour --standardise indirect"))
    }
    if method == .indirect && given.isGiven("standard") && !given.isGiven("reference-rates") {
      throw UsageError(
        "usage.useless-option", option: "--standard",
        Phrase(
          en: "with --standardise indirect, --standard weighs the rates of --reference-rates",
          fr: "avec --standardise indirect, --standard pondère les taux de --reference-rates"))
    }
    guard !given.isGiven("reference-rates") else { return }
    _ = try given.exactlyOne(of: ["class", "events"])
  }

  /// What is to be standardised; nil without `--standardise`.
  static func request(
    _ given: ParsedOptions, sites: LoadedSites?, events: AgeTable?, base: Double, _ session: LoadSession
  ) throws -> StandardisationJob.Request? {
    guard let method = try given.choice("standardise", as: AgeStandardisation.Method.self) else { return nil }
    let ages = try AgeTable.load(
      try given.required("ages"), key: given.string("ages-key"), option: "--ages", content: .people,
      wanted: given.strings("age-classes"), session: session)
    var counted = StandardisationJob.Events.unclassed
    if let name = given.string("class"), let sites {
      counted = .classes(try ages.classes(of: sites, column: name, session: session))
    } else if let events {
      counted = .table(events)
    }
    var request = StandardisationJob.Request(method, ages: ages, events: counted)
    if let path = given.string("standard"), path != "total" {
      request.standardName = path
      request.standard = try AgeWeights.load(
        path, classes: ages.classes, option: "--standard", session: session)
    }
    if let path = given.string("reference-rates") {
      request.ratesName = path
      request.rates = try AgeWeights.load(
        path, classes: ages.classes, option: "--reference-rates", session: session
      ).map { $0 / base }
      if given.string("standard") == "total" { request.standardName = nil }
    }
    return request
  }

  static func add(_ job: StandardisationJob, base: Double, to outcome: inout CommandOutcome) {
    let number = FrenchNumber.typographic
    let result = job.result
    let sum = result.standard.reduce(0, +)
    let parts = zip(result.classes, result.standard).map { name, weight in
      "\(name) \(number.percent(sum > 0 ? weight / sum : 0))"
    }.joined(separator: " · ")
    let name = job.request.standardName
    if result.method == .direct {
      outcome.figure(
        Phrase(
          en: "standard (\(name ?? "total of the data"))", fr: "standard (\(name ?? "total des données"))"),
        parts)
    } else {
      outcome.figure(
        Phrase(en: "reference rates", fr: "taux de référence"),
        Phrase(
          en: job.request.ratesName ?? "those of the data",
          fr: job.request.ratesName ?? "ceux des données"))
    }
    let without = job.published.count { $0.rate == nil && $0.ratio == nil }
    outcome.figure(
      Phrase(en: "without a standardised rate", fr: "sans taux standardisé"), number.integer(without))
    if job.agreement.places > 0 {
      outcome.figure(
        Phrase(en: "people of the ages", fr: "habitants des âges"), number.population(job.agreement.ages))
      outcome.figure(
        Phrase(en: "their population", fr: "leur population"), number.population(job.agreement.population))
      outcome.figure(
        Phrase(en: "territories apart by more than 1%", fr: "territoires écartés de plus de 1 %"),
        number.integer(job.agreement.apart.count))
    }
    outcome.json("standardisation", StandardisedColumns.json(job, base: base))
  }
}
