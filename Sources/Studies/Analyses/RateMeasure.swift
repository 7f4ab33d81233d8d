import Coverage
import GeoFormats
import GeoModel

/// One of `mesures` of `taux`: a count of sites, the sum of a column of theirs, amounts by territory from a table, or
/// the projects whose territory touches each.
struct RateMeasure: Sendable, Decodable {
  enum Source: Sendable {
    case count(sites: String?)
    case sum(sites: String?, column: String)
    case table(file: String, key: String?, value: String, filter: String?, source: String?)
    case membership(CompositionSource)
  }

  var source: Source
  /// Start of its columns.
  var id: String?
  /// "Réunions"
  var title: String?
  /// "euros"; counts have none.
  var unit: String?
  /// Inhabitants of its rate.
  var base: Double?

  enum CodingKeys: String, CodingKey, CaseIterable {
    case id
    case title = "libelle"
    case unit = "unite"
    case base = "pour"
    case sites
    case column = "colonne"
    case file = "fichier"
    case key = "cle"
    case value = "valeur"
    case filter = "filtre"
    case membership = "appartenance"
    case source
  }

  init(from decoder: any Decoder) throws {
    let members = try decoder.strict(CodingKeys.self)
    id = try members.decodeIfPresent(String.self, forKey: .id)
    title = try members.decodeIfPresent(String.self, forKey: .title)
    unit = try members.decodeIfPresent(String.self, forKey: .unit)
    base = try members.decodeIfPresent(Double.self, forKey: .base)
    if let base, !(1...1e9).contains(base) || base != base.rounded() {
      throw StudyFault(
        path: StudyPath.text(decoder.codingPath + [CodingKeys.base]),
        message: Phrase(
          en: "rates need a whole base from 1 to 1,000,000,000",
          fr: "un taux demande une base entière de 1 à 1 000 000 000"), found: "\(base)")
    }
    let sites = try members.decodeIfPresent(String.self, forKey: .sites)
    if let composition = try members.decodeIfPresent(CompositionSource.self, forKey: .membership) {
      source = .membership(composition)
    } else if let file = try members.decodeIfPresent(String.self, forKey: .file) {
      source = .table(
        file: file, key: try members.decodeIfPresent(String.self, forKey: .key),
        value: try members.decode(String.self, forKey: .value),
        filter: try members.decodeIfPresent(String.self, forKey: .filter),
        source: try members.decodeIfPresent(String.self, forKey: .source))
    } else if let column = try members.decodeIfPresent(String.self, forKey: .column) {
      source = .sum(sites: sites, column: column)
    } else {
      source = .count(sites: sites)
    }
    if case .count = source { return }
    if case .membership = source { return }
    guard unit != nil else {
      throw StudyFault(
        path: StudyPath.text(decoder.codingPath),
        message: Phrase(en: "an amount needs \"unite\"", fr: "un montant demande « unite »"),
        expected: Phrase(verbatim: "\"euros\""))
    }
  }
}

/// A measure by territory of a level.
struct MeasuredLevel: Sendable {
  /// Nil where it is not known.
  var values: [Double?]
  /// What the rate counts: without what lies in communes of unknown population.
  var rated: [Double?]
  /// In no territory of the level.
  var outside: Double
  var total: Double
  /// Read, where a value stands for a row; sum of the parts counts the repeated ones.
  var isCount: Bool
  /// Rows without a value.
  var unknown = 0
  /// Amounts are those of whole territories, whatever the data hold of them.
  var isOfWholeTerritories = false
  /// One thing may count in several territories.
  var distinct: Int?
  /// Those of the file that have no commune in the study.
  var unplaced = 0
}

extension RateMeasure {
  func measured(_ context: AnalysisContext, _ frame: LevelFrame, field: String) throws(Diagnostic)
    -> MeasuredLevel
  {
    switch source {
    case .count(let id):
      let set = try context.siteSet(id)
      return try sums(
        context, frame, set, Array(repeating: 1, count: context.inputs.siteSets[set].count), isCount: true)
    case .sum(let id, let column):
      let set = try context.siteSet(id)
      let sites = context.inputs.siteSets[set]
      let index = try ColumnLookup.index(of: column, in: sites.table, option: "colonne")
      var values: [Double?] = []
      for row in sites.rows { values.append(try Self.number(sites.table, row, index, sites.path)) }
      return try sums(context, frame, set, values, isCount: false)
    case .table(let file, let key, let value, let filter, let source):
      let codes = try CodeTable.load(
        context.study.resolve(file), key: key ?? frame.key, role: title ?? "Montants", source: source,
        option: "cle", session: context.session)
      let column = try codes.column(value, option: "valeur")
      let bound = try filter.map { text throws(Diagnostic) in
        try RowFilter(parsing: text).bind(to: codes.table)
      }
      let rows = (0..<codes.table.rowCount).filter { bound?.matches(codes.table, row: $0) ?? true }
      CodeJoin.report(
        rows.map { codes.code($0) }, of: codes.path, role: title ?? "Montants", to: frame.codes,
        isComplete: false, session: context.session)
      var level = MeasuredLevel(
        values: Array(repeating: nil, count: frame.count), rated: [], outside: 0, total: 0, isCount: false,
        isOfWholeTerritories: true)
      for row in rows {
        guard let amount = try Self.number(codes.table, row, column, codes.path) else {
          level.unknown += 1
          continue
        }
        level.total += amount
        if let index = frame.index(of: codes.code(row)) {
          level.values[index] = (level.values[index] ?? 0) + amount
        } else {
          level.outside += amount
        }
      }
      level.rated = level.values
      return level
    case .membership(let composition):
      let listings = try CompositionReader.listings(
        composition, context.study, context.inputs, field: field, session: context.session)
      var rank: [String: Int] = [:]
      for (index, code) in context.layer.codes.enumerated() { rank[code] = index }
      var touching = [Set<String>](repeating: [], count: frame.count)
      var placed = Set<String>()
      for listing in listings {
        guard let mesh = rank[listing.commune], frame.levelOf[mesh] >= 0 else { continue }
        touching[frame.levelOf[mesh]].insert(listing.coverage)
        placed.insert(listing.coverage)
      }
      let all = Set(listings.map(\.coverage)).count
      let values = touching.map { Double($0.count) }
      var level = MeasuredLevel(
        values: values, rated: values, outside: 0, total: Double(placed.count), isCount: true,
        distinct: placed.count)
      level.unplaced = all - placed.count
      return level
    }
  }

  private func sums(
    _ context: AnalysisContext, _ frame: LevelFrame, _ set: Int, _ values: [Double?], isCount: Bool
  ) throws(Diagnostic) -> MeasuredLevel {
    let territories = try context.territories(ofSet: set, in: frame)
    let isOwned = context.isOwned(set, in: frame)
    let populations = context.inputs.populations
    // A territory without any site has a count of zero; an amount without any row has none.
    let none: Double? = isCount ? 0 : nil
    var level = MeasuredLevel(
      values: Array(repeating: none, count: frame.count), rated: Array(repeating: none, count: frame.count),
      outside: 0, total: 0, isCount: isCount)
    for (site, value) in values.enumerated() {
      guard let value else {
        level.unknown += 1
        continue
      }
      level.total += value
      let territory = territories[site]
      guard territory >= 0 else {
        level.outside += value
        continue
      }
      level.values[territory] = (level.values[territory] ?? 0) + value
      let mesh = context.assignments[set].territories[site]
      let isRated = isOwned || mesh < 0 || populations.isEmpty || populations[mesh] != nil
      if isRated { level.rated[territory] = (level.rated[territory] ?? 0) + value }
    }
    return level
  }

  private static func number(
    _ table: Table, _ row: Int, _ column: Int, _ path: String
  ) throws(Diagnostic) -> Double? {
    let text = CodeText.trimmed(table.columns[column][row])
    if text.isEmpty { return nil }
    if let value = DecimalNumber.parse(text), value.isFinite { return value }
    throw Diagnostic(
      "measure.number",
      at: SourceLocation(
        file: path, line: row < table.lines.count ? Int(table.lines[row]) : nil,
        feature: row < table.lines.count ? nil : row + 1, field: table.columns[column].name),
      Phrase(en: "this is not a number", fr: "ce n’est pas un nombre"), found: text,
      expected: Phrase(
        en: "a number with a point and without spaces, or nothing",
        fr: "un nombre avec un point et sans espace, ou rien"))
  }
}
