import GeoFormats
import GeoModel
import Reports

/// `chiffres`: figures that documents print, with their source; those of no sure territory stay apart.
struct PublishedFiguresAnalysis: StudyAnalysis {
  static let type = "chiffres"
  static let defaultTitle = "Chiffres publiés"

  var file: String
  var filter: String?
  /// Columns: what a figure is of ("non attribué" where nothing says), its label, value and unit.
  var territory: String
  var label: String
  var value: String
  var unit: String
  /// Columns that a table may have beside: "plus de", the year, the document, and whether it is attributed.
  var qualifier: String?
  var year: String?
  var document: String?
  var attribution: String?
  var source: String?

  enum CodingKeys: String, CodingKey, CaseIterable {
    case file = "fichier"
    case filter = "filtre"
    case territory = "territoire"
    case label = "libelle"
    case value = "valeur"
    case unit = "unite"
    case qualifier = "qualificatif"
    case year = "annee"
    case document
    case attribution
    case source
  }

  init(from decoder: any Decoder) throws {
    let members = try decoder.strict(CodingKeys.self, and: AnalysisEntry.commonKeys)
    func column(_ key: CodingKeys, _ usual: String) throws -> String {
      try members.decodeIfPresent(String.self, forKey: key) ?? usual
    }
    file = try members.decode(String.self, forKey: .file)
    filter = try members.decodeIfPresent(String.self, forKey: .filter)
    territory = try column(.territory, "nom")
    label = try column(.label, "libelle")
    value = try column(.value, "valeur")
    unit = try column(.unit, "unite")
    qualifier = try members.decodeIfPresent(String.self, forKey: .qualifier)
    year = try members.decodeIfPresent(String.self, forKey: .year)
    document = try members.decodeIfPresent(String.self, forKey: .document)
    attribution = try members.decodeIfPresent(String.self, forKey: .attribution)
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
    func optional(_ name: String?, _ option: String) throws(Diagnostic) -> Int? {
      guard let name else { return nil }
      return try index(name, option)
    }
    let (place, label) = (try index(territory, "territoire"), try index(label, "libelle"))
    let (value, unit) = (try index(value, "valeur"), try index(unit, "unite"))
    let (qualifier, year) = (try optional(qualifier, "qualificatif"), try optional(year, "annee"))
    let (document, owner) = (try optional(document, "document"), try optional(attribution, "attribution"))
    let bound = try filter.map { text throws(Diagnostic) in try RowFilter(parsing: text).bind(to: read) }
    var columns: [FigureTable.Column] = [
      .init("territoire", "Territoire"), .init("libelle", "Chiffre"), .init("qualificatif", nil),
      .init("valeur", nil, .number(decimals: 0)), .init("", "Valeur"), .init("unite", "Unité"),
      .init("annee", "Année"), .init("attribue", nil, .flag), .init("document", "Document"),
    ]
    if document == nil { columns.removeAll { $0.key == "document" } }
    if year == nil { columns[columns.count - (document == nil ? 2 : 3)].title = nil }
    var table = FigureTable("chiffres-publies", columns)
    var unattributed = 0
    for row in 0..<read.rowCount where bound?.matches(read, row: row) ?? true {
      func text(_ column: Int?) -> String { column.map { CodeText.trimmed(read.columns[$0][row]) } ?? "" }
      let told = owner == nil ? text(place) : text(owner)
      let isUnattributed =
        told.isEmpty || NameMatch.folded(told) == NameMatch.folded(Self.unattributed)
      if isUnattributed { unattributed += 1 }
      let name = text(place)
      let candidates = isUnattributed && !name.isEmpty && name != told ? " (\(name))" : ""
      let number = DecimalNumber.parse(text(value)).flatMap { $0.isFinite ? $0 : nil }
      let printed =
        (text(qualifier).isEmpty ? "" : text(qualifier) + "\u{A0}")
        + (number.map { FrenchNumber.typographic.short($0) } ?? text(value))
      let row: [FigureTable.Figure] = [
        .text(isUnattributed ? Self.unattributed + candidates : name), .text(text(label)),
        .text(text(qualifier)), .init(number), .text(printed), .text(text(unit)), .text(text(year)),
        .flag(!isUnattributed),
      ]
      table.rows.append(document == nil ? row : row + [.text(text(document))])
    }
    let numbers = FrenchNumber.typographic
    let count = table.rows.count
    var text = FrenchWords.count(
      count, "chiffre publié est repris", "chiffres publiés sont repris",
      none: "Aucun chiffre publié n’est repris")
    if unattributed > 0 {
      text +=
        ", dont \(numbers.integer(unattributed)) que le document ne rattache avec certitude à aucun territoire : \(unattributed > 1 ? "ils restent" : "il reste") « non attribué » et n’entre\(unattributed > 1 ? "nt" : "") dans aucun taux"
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
