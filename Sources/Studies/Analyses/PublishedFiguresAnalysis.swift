import GeoFormats
import GeoModel
import Reports

/// `chiffres`: figures that documents print, with their source; those of no sure territory stay apart.
struct PublishedFiguresAnalysis: StudyAnalysis {
  static let type = "chiffres"
  static let defaultTitle = "Chiffres publiés"

  var file: String
  var filter: String?
  /// Column of what a figure is of: a region, or "non attribué".
  var territory: String
  var label: String
  var value: String
  var unit: String
  var sourceColumn: String
  var source: String?

  enum CodingKeys: String, CodingKey, CaseIterable {
    case file = "fichier"
    case filter = "filtre"
    case territory = "territoire"
    case label = "libelle"
    case value = "valeur"
    case unit = "unite"
    case sourceColumn = "colonne_source"
    case source
  }

  init(from decoder: any Decoder) throws {
    let members = try decoder.strict(CodingKeys.self, and: AnalysisEntry.commonKeys)
    func column(_ key: CodingKeys, _ usual: String) throws -> String {
      try members.decodeIfPresent(String.self, forKey: key) ?? usual
    }
    file = try members.decode(String.self, forKey: .file)
    filter = try members.decodeIfPresent(String.self, forKey: .filter)
    territory = try column(.territory, "region")
    label = try column(.label, "libelle")
    value = try column(.value, "valeur")
    unit = try column(.unit, "unite")
    sourceColumn = try column(.sourceColumn, "source")
    source = try members.decodeIfPresent(String.self, forKey: .source)
  }

  static let unattributed = "non attribué"

  func answer(_ context: AnalysisContext) throws(Diagnostic) -> AnalysisAnswer {
    let path = context.study.resolve(file)
    let content = try context.session.read([path], role: "Chiffres publiés", source: source)[0]
    let read = content.table
    func index(_ name: String, _ option: String) throws(Diagnostic) -> Int {
      try ColumnLookup.index(of: name, in: read, option: option)
    }
    let columns = [
      try index(territory, "territoire"), try index(label, "libelle"), try index(value, "valeur"),
      try index(unit, "unite"), try index(sourceColumn, "colonne_source"),
    ]
    let bound = try filter.map { text throws(Diagnostic) in try RowFilter(parsing: text).bind(to: read) }
    var table = FigureTable(
      "chiffres-publies",
      [
        .init(FieldName.ascii(territory), "Territoire"), .init("libelle", "Chiffre"),
        .init("valeur", "Valeur", .number(decimals: 0)), .init("unite", "Unité"), .init("source", "Source"),
      ])
    var unattributed = 0
    for row in 0..<read.rowCount where bound?.matches(read, row: row) ?? true {
      func text(_ column: Int) -> String { CodeText.trimmed(read.columns[columns[column]][row]) }
      let place = text(0).isEmpty ? Self.unattributed : text(0)
      if NameMatch.folded(place) == NameMatch.folded(Self.unattributed) { unattributed += 1 }
      let number = DecimalNumber.parse(text(2)).flatMap { $0.isFinite ? $0 : nil }
      table.rows.append([
        .text(place), .text(text(1)), number.map { .number($0) } ?? .init(text(2).isEmpty ? nil : text(2)),
        .text(text(3)), .text(text(4)),
      ])
    }
    let numbers = FrenchNumber.typographic
    let count = table.rows.count
    var text = FrenchWords.count(count, "chiffre publié est repris", "chiffres publiés sont repris", none: "Aucun chiffre publié n’est repris")
    if unattributed > 0 {
      text +=
        ", dont \(numbers.integer(unattributed)) que le document ne rattache sûrement à aucun territoire : \(unattributed > 1 ? "ils restent" : "il reste") « non attribué » et n’entre\(unattributed > 1 ? "nt" : "") dans aucun taux"
    }
    var answer = AnalysisAnswer(answer: [Prose(FrenchWords.sentence(text) + ".")])
    answer.tables = [table]
    answer.method = ["Chiffres repris tels qu’ils sont imprimés ; ils ne sont ni complétés ni répartis."]
    answer.balances = [
      AnalysisSection.Balance(
        "Chiffres publiés", total: Double(count), "repris",
        parts: [(Double(count - unattributed), "attribués"), (Double(unattributed), "non attribués")])
    ]
    answer.figures = [("chiffres", .count(count)), ("non_attribues", .count(unattributed))]
    return answer
  }
}
