import GeoModel

/// A table of APL by code, published or made by `apl`, as a study names it.
struct AplTableSource: Sendable, Decodable {
  var file: String
  var key: String?
  var apl: String?
  var standardised: String?
  var total: String?
  var sheet: String?
  var headerLine: Int?
  var source: String?

  enum CodingKeys: String, CodingKey, CaseIterable {
    case file = "fichier"
    case key = "cle"
    case apl
    case standardised = "standardisee"
    case total = "totale"
    case sheet = "feuille"
    case headerLine = "ligne_entete"
    case source
  }

  init(from decoder: any Decoder) throws {
    let members = try decoder.strict(CodingKeys.self)
    func text(_ key: CodingKeys) throws -> String? { try members.decodeIfPresent(String.self, forKey: key) }
    file = try members.decode(String.self, forKey: .file)
    (key, apl) = (try text(.key), try text(.apl))
    (standardised, total) = (try text(.standardised), try text(.total))
    (sheet, source) = (try text(.sheet), try text(.source))
    if let line = try members.decodeIfPresent(Double.self, forKey: .headerLine) {
      headerLine = try decoder.count(
        try decoder.number(line, in: 1...1_000_000, CodingKeys.headerLine), CodingKeys.headerLine)
    }
  }

  func options(_ context: AnalysisContext, role: String) -> AplTable.Options {
    var options = AplTable.Options(path: context.study.resolve(file))
    (options.key, options.apl) = (key, apl)
    (options.standardised, options.total) = (standardised, total)
    (options.layer, options.headerLine) = (sheet, headerLine)
    (options.source, options.role) = (source, role)
    options.isOfStudy = true
    return options
  }
}
