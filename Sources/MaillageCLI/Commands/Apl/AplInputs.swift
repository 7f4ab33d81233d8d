import Coverage
import GeoFormats
import GeoModel
import Reports
import Studies

/// The options of `apl`, read.
enum AplInputs {
  /// Refuses options that do not go together.
  static func check(_ given: ParsedOptions) throws {
    let mode = try given.exactlyOne(of: ["demand", "table"])
    if mode == "table" {
      try given.allow(
        AplOptions.ofComputation.filter { $0 != "standardised" }, onlyWith: "demand")
    } else {
      try given.require(["supply"], with: "demand")
      try given.allow(AplOptions.ofTable, onlyWith: "table")
      _ = try given.atMostOne(of: ["standardised", "ages"])
      try given.allow(AplOptions.ofAges, onlyWith: "ages")
      if given.isGiven("ages") { _ = try given.exactlyOne(of: ["consumption", "age-ratios"]) }
      _ = try given.atMostOne(of: ["age", "birth-year"])
      try given.require(["year"], with: "birth-year")
      try given.allow(["year"], onlyWith: "birth-year")
      if !given.isGiven("birth-year") { try given.allow(["max-age", "unknown-age"], onlyWith: "age") }
    }
    try given.allow(["people-key", "people-value"], onlyWith: "people")
    _ = try given.atMostOne(of: ["people", "total"])
    try given.allow(AplOptions.ofPrevious + ["changes"], onlyWith: "previous")
    try given.allow(AplOptions.ofPublished, onlyWith: "published")
    try given.allow(InputArguments.ofMembership + ["zones"], onlyWith: "membership")
    try given.require(["by"], with: "membership")
    try given.require(["membership"], with: "by")
    if given.string("published-for") == AplJob.Level.zones.rawValue {
      try given.require(["membership"], with: "published-for")
    }
  }

  /// The threshold that is told, else that of the zoning where the unit is its own.
  ///
  /// A table says its unit in no column: 2.5 is taken for generalists, and for a column that is just `apl`.
  static func threshold(_ given: ParsedOptions, _ places: AplPlaces) throws -> Double? {
    if let told = try given.double("threshold", in: 0...1e12) { return told }
    if given.isGiven("table"), !given.isGiven("activity-unit"),
      !AplTable.isOfGeneralists(places.series.first?.words.french ?? "")
    {
      return nil
    }
    return given.string("activity-unit") == "consultations" && !given.isGiven("per") ? 2.5 : nil
  }

  /// The unit of the figures for a legend; nil of a table, which says it in no column, unless it is told.
  static func unit(_ job: AplJob, _ given: ParsedOptions) -> String? {
    guard let computation = job.computation else {
      return given.isGiven("activity-unit") ? given.string("activity-unit") : nil
    }
    let unit = given.string("activity-unit") ?? ""
    let per = computation.options.per
    if per == 1 { return "\(unit) par habitant" }
    return "\(unit) pour \(FrenchNumber.typographic.short(per)) habitants"
  }

  static func computation(_ context: CommandContext, _ session: LoadSession) throws -> AplComputation {
    let given = context.options
    var access = try AccessArguments.read(context)
    access.capacity = given.string("activity")
    var options = AplComputation.Options(access: access)
    options.per = try given.double("per", in: 1e-9...1e12) ?? 1
    options.professionals.age = given.string("age")
    options.professionals.birthYear = given.string("birth-year")
    options.professionals.year = try given.int("year", in: 1900...2200)
    options.professionals.maximumAge = try given.int("max-age", in: 14...120) ?? 65
    options.professionals.keepsUnknown = given.string("unknown-age") != "drop"
    if let column = given.string("standardised") {
      options.population = .column(column)
    } else if let path = given.string("ages") {
      let mean = try given.double("national-mean", in: 1e-12...1e12)
      options.population = .ages(try ages(path, context), try consumption(given, session), mean: mean)
    }
    return try AplComputation(options, session: session)
  }

  private static func ages(_ path: String, _ context: CommandContext) throws -> AgeTableOptions {
    var ages = AgeTableOptions(path: path)
    ages.key = context.options.string("ages-key")
    ages.layer = context.options.string("ages-layer")
    ages.headerLine = try context.headerRow("ages")
    return ages
  }

  private static func consumption(_ given: ParsedOptions, _ session: LoadSession) throws -> AgeConsumption {
    let told = try given.read(
      "age-ratios",
      expected: Phrase(
        en: "age classes with what one person of each consumes, such as 0-59=0.9,60+=1.4",
        fr: "des classes d’âge avec ce que consomme une personne de chacune, comme 0-59=0.9,60+=1.4")
    ) { AgeConsumption(parsing: $0) }
    return try told ?? AgeConsumption.load(try given.required("consumption"), session: session)
  }

  /// The places of `--table`.
  static func table(_ context: CommandContext, _ session: LoadSession) throws -> AplPlaces {
    let given = context.options
    var options = AplTable.Options(path: try given.required("table"))
    options.key = given.string("key")
    options.apl = given.string("apl")
    options.standardised = given.string("standardised")
    options.total = given.string("total")
    options.layer = given.string("layer")
    options.headerLine = try context.headerRow(nil)
    var places = try AplTable.load(options, session: session)
    if let path = given.string("people") {
      var options = AplPeople.Options(path: path)
      options.key = given.string("people-key")
      options.value = given.string("people-value")
      let people = try AplPeople.load(options, session: session)
      people.give(to: &places, path: path, session: session)
    }
    return places
  }

  static func previous(_ context: CommandContext, _ session: LoadSession) throws -> AplPlaces? {
    let given = context.options
    guard let path = given.string("previous") else { return nil }
    var options = AplTable.Options(path: path)
    options.prefix = "previous-"
    options.aplOption = "previous-apl"
    options.role = "APL antérieure"
    options.key = given.string("previous-key")
    options.apl = given.string("previous-apl")
    options.standardised = given.string("previous-standardised")
    options.total = given.string("previous-total")
    options.layer = given.string("previous-layer")
    options.headerLine = try context.headerRow("previous")
    return try AplTable.load(options, session: session)
  }

  static func published(_ context: CommandContext, _ session: LoadSession) throws -> AplPlaces? {
    let given = context.options
    guard let path = given.string("published") else { return nil }
    var options = AplTable.Options(path: path)
    options.prefix = "published-"
    options.aplOption = "published-value"
    options.readsPopulations = false
    options.role = "APL publiée"
    options.key = given.string("published-key")
    options.apl = given.string("published-value")
    options.layer = given.string("published-layer")
    options.headerLine = try context.headerRow("published")
    return try AplTable.load(options, session: session)
  }
}
