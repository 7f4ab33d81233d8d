import Coverage
import GeoFormats
import GeoModel
import Studies

/// The options of `indicators` that say what is counted and how it is published.
enum IndicatorMeasure {
  static let options: [OptionSpec] = [
    .one(
      "capacity", "C",
      help: Phrase(
        en: "column summed instead of counting sites: ETP, places, euros",
        fr: "colonne sommée au lieu de compter les sites : ETP, places, euros")),
    .one(
      "person", "C",
      help: Phrase(
        en: "column of who works at the site: counts people instead of sites",
        fr: "colonne de la personne qui exerce sur le site : compte les personnes au lieu des sites")),
    .one(
      "practice", "", group: .method, choices: Practice.allCases.map(\.rawValue), default: "principal",
      help: Phrase(
        en: "people with several sites: at the first in the file, in shares, or once a territory",
        fr: "personnes à plusieurs sites : au premier du fichier, en parts, ou une fois par territoire")),
    .one(
      "secret", "N", group: .method,
      help: Phrase(
        en: "withhold counts below N (3, 5, 11), and those that would give them back",
        fr: "taire les nombres sous N (3, 5, 11), et ceux qui les feraient retrouver")),
    .flag(
      "smooth",
      help: Phrase(en: "add empirical Bayes rates", fr: "ajouter les taux lissés (bayésien empirique)")),
    .flag(
      "funnel",
      help: Phrase(
        en: "add the limits of the funnel plot and the ratio to the total",
        fr: "ajouter les limites de l’entonnoir et le rapport au total")),
  ]

  /// Refuses what does not go together; before anything is read.
  static func check(_ given: ParsedOptions) throws -> Int? {
    _ = try given.atMostOne(of: ["capacity", "person"])
    try given.allow(["practice"], onlyWith: "person")
    let isShared = given.string("practice") == Practice.prorata.rawValue && given.isGiven("person")
    for option in ["smooth", "funnel"] where given.flag(option) && (isShared || given.isGiven("capacity")) {
      throw UsageError(
        "usage.not-a-count", option: "--\(option)",
        Phrase(
          en: "--\(option) is for whole counts, not for capacities or shares",
          fr: "--\(option) vaut pour des nombres entiers, non pour des capacités ou des parts"))
    }
    if isShared && given.isGiven("secret") {
      throw UsageError(
        "usage.secret-shares", option: "--secret",
        Phrase(
          en: "shares of people do not say how many people there are: --practice principal or distinct",
          fr: "des parts de personnes ne disent pas combien elles sont : --practice principal ou distinct"))
    }
    return try given.int("secret", in: 2...1000)
  }

  static func read(
    _ given: ParsedOptions, _ sites: LoadedSites, _ session: LoadSession
  ) throws -> IndicatorJob.Measure {
    if let name = given.string("person") {
      let column = sites.table.columns[
        try ColumnLookup.index(of: name, in: sites.table, option: "--person")]
      let persons = sites.rows.map { row -> String? in
        let text = column[row]
        return text.isEmpty ? nil : text
      }
      let without = persons.count { $0 == nil }
      if without > 0 {
        session.warn(
          Diagnostic(
            "person.missing", at: SourceLocation(file: sites.path, field: name),
            Phrase(
              en: "\(without) sites name nobody; each counts as someone else",
              fr: "\(without) sites ne nomment personne ; chacun compte pour une autre personne")))
      }
      return .people(persons, try given.choice("practice", as: Practice.self) ?? .principal)
    }
    guard let name = given.string("capacity") else { return .sites }
    let index = try ColumnLookup.index(of: name, in: sites.table, option: "--capacity")
    let figures = FigureColumn(sites.table.columns[index])
    var capacities: [Double?] = []
    var secret = 0
    for row in sites.rows {
      switch figures[row] {
      case .number(let value) where value >= 0 && value.isFinite: capacities.append(value)
      case .missing, .notSignificant: capacities.append(nil)
      case .secret:
        capacities.append(nil)
        secret += 1
      default:
        let line = row < sites.table.lines.count ? Int(sites.table.lines[row]) : nil
        throw Diagnostic(
          "capacity.number",
          at: SourceLocation(
            file: sites.path, line: line, feature: line == nil ? row + 1 : nil, field: name),
          Phrase(en: "this is not a capacity", fr: "ce n’est pas une capacité"),
          found: sites.table.columns[index][row],
          expected: Phrase(en: "a number of 0 or more", fr: "un nombre positif ou nul"),
          hint: CellAdvice.hint(sites.table.columns[index][row]))
      }
    }
    if figures.isAmbiguous {
      throw Diagnostic(
        "capacity.decimal-sign", at: SourceLocation(file: sites.path, field: name),
        Phrase(
          en: "every comma of this column stands before three digits: a decimal sign, or thousands?",
          fr: "chaque virgule de cette colonne précède trois chiffres : signe décimal, ou milliers ?"))
    }
    let without = capacities.count { $0 == nil }
    if without > 0 {
      session.warn(
        Diagnostic(
          "capacity.missing", at: SourceLocation(file: sites.path, field: name),
          Phrase(
            en: "\(without) sites have no capacity" + (secret > 0 ? ", \(secret) of them a secret one" : "")
              + "; they are in no rate",
            fr: "\(without) sites n’ont pas de capacité"
              + (secret > 0 ? ", dont \(secret) une capacité secrète" : "")
              + " ; ils ne sont dans aucun taux")))
    }
    return .capacity(capacities)
  }

  /// - Throws: where the table cannot be published without telling what is withheld.
  static func checkSecrecy(_ indicators: Indicators) throws {
    guard indicators.isSecretKept else { throw secretFailure }
    guard let first = indicators.toldByRate.first else { return }
    throw Diagnostic(
      "secret.rate",
      Phrase(
        en:
          "a withheld territory has counts in communes of unknown population: the rate of the total would tell it",
        fr:
          "un territoire à taire a des nombres dans des communes de population inconnue : le taux du total le ferait "
          + "retrouver"), found: first,
      hint: Phrase(
        en: "complete the population of these communes", fr: "compléter la population de ces communes"))
  }

  private static let secretFailure = Diagnostic(
    "secret.impossible",
    Phrase(
      en: "the total is below the limit, or would tell the counts that are to be withheld",
      fr: "le total est sous la limite, ou ferait retrouver les nombres à taire"),
    hint: Phrase(en: "a larger level with --by", fr: "un niveau plus grand avec --by"))
}
