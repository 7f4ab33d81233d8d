import Coverage
import GeoFormats
import GeoModel
import Reports
import Studies

/// The options that set the rates of a level beside those of larger territories.
enum IndicatorComparison {
  static let options: [OptionSpec] = [
    .several(
      "compare", "C", group: .method,
      help: Phrase(
        en: "compare each rate with that of the larger territory: columns of --membership, or total",
        fr: "comparer chaque taux à celui du territoire plus grand : colonnes de --membership, ou total")),
    .one(
      "reference-rate", "X", group: .method,
      help: Phrase(
        en: "compare with this rate per --per inhabitants, which the data do not hold",
        fr: "comparer à ce taux pour --per habitants, que les données n’ont pas")),
    .one(
      "reference-label", "TEXT", group: .method,
      help: Phrase(en: "what that rate is of", fr: "ce dont ce taux est")),
  ]

  /// True where a column of the composition is compared with.
  static func needsMembership(_ given: ParsedOptions) -> Bool {
    given.strings("compare").contains { $0 != "total" }
  }

  /// Refuses what does not go together; before anything is read.
  static func check(_ given: ParsedOptions) throws {
    try given.allow(["reference-label"], onlyWith: "reference-rate")
    if needsMembership(given) { try given.require(["membership"], with: "compare") }
    var keys: Set<String> = given.isGiven("reference-rate") ? ["reference"] : []
    for column in given.strings("compare") {
      guard column != given.string("by"), keys.insert(key(column)).inserted else {
        throw UsageError(
          "usage.compare-twice", option: "--compare",
          Phrase(
            en: "--compare needs columns that differ from each other and from --by",
            fr: "--compare demande des colonnes différentes entre elles et de --by"), found: column)
      }
    }
    if given.isGiven("secret"), needsMembership(given), given.isGiven("person"),
      given.string("practice") == Practice.distinct.rawValue
    {
      throw UsageError(
        "usage.secret-distinct", option: "--compare",
        Phrase(
          en: "with --secret, people counted once a territory do not add up: --practice principal",
          fr: "avec --secret, des personnes comptées une fois par territoire ne s’additionnent pas : "
            + "--practice principal"))
    }
  }

  /// How a column ends the names of those that it gives: lower case, ASCII.
  private static func key(_ column: String) -> String {
    let scalars = NameMatch.folded(column).unicodeScalars
    return String(
      scalars.map { scalar in
        ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) ? Character(scalar) : "_"
      })
  }

  static func jobs(
    _ context: CommandContext, of job: IndicatorJob, in layer: LoadedTerritories, populations: [Double?],
    membership: Membership?, uppers: [String: Membership], secret: Int?
  ) throws -> [ComparisonJob] {
    let given = context.options
    var jobs: [ComparisonJob] = []
    for column in given.strings("compare") {
      let reference: ComparisonJob.Reference =
        if let upper = uppers[column] { .level(upper) } else { .total }
      jobs.append(
        ComparisonJob(
          reference, key: key(column), of: job, in: layer, populations: populations, membership: membership))
    }
    if let rate = try given.double("reference-rate", in: 0...1e12) {
      jobs.append(
        ComparisonJob(
          .rate(rate, label: given.string("reference-label") ?? "référence"), key: "reference", of: job,
          in: layer, populations: populations, membership: membership))
    }
    guard let secret else { return jobs }
    let told = ComparisonJob.told(by: jobs, of: job, in: layer, membership: membership, secret: secret)
    guard told.uppers.isEmpty && told.territories.isEmpty else {
      throw Diagnostic(
        "secret.comparison",
        told.uppers.isEmpty
          ? Phrase(
            en: "the rates of the larger territories would tell withheld counts",
            fr: "les taux des territoires plus grands feraient retrouver des nombres à taire")
          : Phrase(
            en: "the counts of larger territories are below the limit themselves",
            fr: "les nombres de territoires plus grands sont eux-mêmes sous la limite"),
        found: (told.uppers.isEmpty ? told.territories : told.uppers).prefix(5).joined(separator: ", "),
        hint: Phrase(
          en: "--compare with a larger level, or with total only",
          fr: "--compare avec un niveau plus grand, ou avec le seul total"))
    }
    return jobs
  }

  /// Refuses a level whose columns would have the names of others, such as `lisse` beside `taux_lisse`.
  static func checkNames(_ extras: IndicatorExtras, base: Double) throws {
    var names = Set<String>()
    for name in IndicatorTable.header(base) + extras.names where !names.insert(name).inserted {
      throw UsageError(
        "usage.compare-name", option: "--compare",
        Phrase(
          en: "two columns of the table would have the same name; rename the column of the level",
          fr: "deux colonnes du tableau auraient le même nom ; renommer la colonne du niveau"), found: name)
    }
  }

  /// The levels of `--compare` by their column.
  static func uppers(
    _ context: CommandContext, of layer: LoadedTerritories, _ session: LoadSession
  ) throws -> [String: Membership] {
    var uppers: [String: Membership] = [:]
    for column in context.options.strings("compare") where column != "total" {
      uppers[column] = try context.membership(of: layer.codes, by: column, option: "--compare", session)
    }
    return uppers
  }

  static func add(_ jobs: [ComparisonJob], _ indicators: Indicators, to outcome: inout CommandOutcome) {
    guard !jobs.isEmpty else { return }
    let number = FrenchNumber.typographic
    let rows = indicators.rows.filter { !$0.code.isEmpty && $0.secrecy == nil }
    for job in jobs {
      let words = rows.map { job.figure($0).word }
      func count(_ word: UpperComparison.Word) -> String { number.integer(words.count { $0 == word }) }
      outcome.figure(
        Phrase(
          en: "above · comparable · below \(job.title)",
          fr: "au-dessus · comparables · au-dessous de \(job.title)"),
        "\(count(.above)) · \(count(.comparable)) · \(count(.below))")
      guard let holders = job.holders else { continue }
      if !job.truncated.isEmpty {
        outcome.figure(
          Phrase(en: "\(job.title) in the data only in part", fr: "\(job.title) en partie dans les données"),
          number.integer(job.truncated.count))
      }
      outcome.figure(
        Phrase(en: "of which across several \(job.title)", fr: "dont à cheval sur plusieurs \(job.title)"),
        number.integer(holders.across.count))
    }
    outcome.json("comparaisons", .array(jobs.map { ComparedColumns.json($0, indicators) }))
  }
}
