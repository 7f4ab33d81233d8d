import Coverage
import GeoFormats
import GeoModel
import Reports

/// `populations_comparees`: populations that a document prints beside those of today, and the rates on both.
struct ComparedPopulationsAnalysis: StudyAnalysis {
  static let type = "populations_comparees"
  static let defaultTitle = "Populations imprimées et populations légales"

  var level: String
  var file: String
  var key: String?
  /// Columns of the printed population, of the one retained, and of the reason.
  var printed: String
  var retained: String?
  var note: String?
  /// Reasons by code, where the table has no column of them.
  var reasons: [String: String]
  /// Sites whose rates are given on both; nil for none.
  var sites: String?
  var source: String?

  enum CodingKeys: String, CodingKey, CaseIterable {
    case level = "niveau"
    case file = "fichier"
    case key = "cle"
    case printed = "imprimee"
    case retained = "retenue"
    case note
    case reasons = "explications"
    case sites
    case source
  }

  init(from decoder: any Decoder) throws {
    let members = try decoder.strict(CodingKeys.self, and: AnalysisEntry.commonKeys)
    level = try members.decode(String.self, forKey: .level)
    file = try members.decode(String.self, forKey: .file)
    key = try members.decodeIfPresent(String.self, forKey: .key)
    printed = try members.decode(String.self, forKey: .printed)
    retained = try members.decodeIfPresent(String.self, forKey: .retained)
    note = try members.decodeIfPresent(String.self, forKey: .note)
    reasons = try members.decodeIfPresent([String: String].self, forKey: .reasons) ?? [:]
    sites = try members.decodeIfPresent(String.self, forKey: .sites)
    source = try members.decodeIfPresent(String.self, forKey: .source)
  }

  private struct Line {
    var printed: Double?
    var retained: Double?
    var note: String?
  }

  func answer(_ context: AnalysisContext) throws(Diagnostic) -> AnalysisAnswer {
    let frame = try context.frame(level)
    let path = context.study.resolve(file)
    let codes = try CodeTable.load(
      path, key: key ?? level, role: "Populations imprimées", source: source, option: "cle",
      session: context.session)
    let column = try codes.column(printed, option: "imprimee")
    CodeJoin.report(
      (0..<codes.table.rowCount).map { codes.code($0) }, of: path, role: "Populations imprimées",
      to: frame.codes, isComplete: false, session: context.session)
    let kept = try retained.map { name throws(Diagnostic) in try codes.column(name, option: "retenue") }
    let reason = try note.map { name throws(Diagnostic) in try codes.column(name, option: "note") }
    var lines: [String: Line] = [:]
    var unmatched: [String] = []
    for row in 0..<codes.table.rowCount {
      let code = codes.code(row)
      let printed = try Self.people(codes, row, column)
      let line = Line(
        printed: printed,
        retained: try kept.map { column throws(Diagnostic) in try Self.people(codes, row, column) }
          ?? printed,
        note: reason.map { codes.table.columns[$0][row] }.flatMap { $0.isEmpty ? nil : $0 } ?? reasons[code])
      if frame.index(of: code) == nil { unmatched.append(code) } else { lines[code] = line }
    }
    let counts = try sites.map { id throws(Diagnostic) in
      let set = try context.siteSet(id)
      var counts = [Int](repeating: 0, count: frame.count)
      for territory in try context.territories(ofSet: set, in: frame) where territory >= 0 {
        counts[territory] += 1
      }
      return counts
    }
    let base = context.study.file.base
    let rateName = IndicatorTable.rateName(base)
    var columns: [FigureTable.Column] = [
      .init("code", nil), .init("nom", "Territoire"),
      .init("population_imprimee", "Imprimée", .people), .init("population_retenue", "Retenue", .people),
      .init("population_legale", "Légale", .people), .init("ecart", "Écart", .people),
      .init("ecart_relatif", "Écart, %", .change),
    ]
    if counts != nil {
      columns += [
        .init("sites", "Sites", .count),
        .init(rateName + "_imprimee", "Taux, imprimée", .number(decimals: 2)),
        .init(rateName + "_retenue", "Taux, retenue", .number(decimals: 2)),
        .init(rateName + "_legale", "Taux, légale", .number(decimals: 2)),
      ]
    }
    columns += [.init("tronque", nil, .flag), .init("note", nil)]
    func cells(
      _ code: FigureTable.Figure, _ name: String, _ line: Line?, _ legal: Double?, _ count: Int?,
      _ isCut: Bool?
    ) -> [FigureTable.Figure] {
      let difference = legal.flatMap { legal in line?.retained.map { legal - $0 } }
      var row: [FigureTable.Figure] = [
        code, .text(name), .init(line?.printed), .init(line?.retained), .init(legal), .init(difference),
        .init(difference.flatMap { difference in line?.retained.flatMap { $0 > 0 ? difference / $0 : nil } }),
      ]
      func rate(_ people: Double?) -> FigureTable.Figure {
        guard let people, people > 0, let count else { return .missing }
        return .number(Double(count) / people * base)
      }
      if counts != nil { row += [.init(count), rate(line?.printed), rate(line?.retained), rate(legal)] }
      return row + [isCut.map { .flag($0) } ?? .text(""), .text(line?.note ?? "")]
    }
    var table = FigureTable(AnalysisContext.fileName("populations", frame.key), columns)
    table.rows = frame.codes.indices.map { index in
      cells(
        .text(frame.codes[index]), frame.label(index), lines[frame.codes[index]], frame.populations[index],
        counts?[index], frame.isTruncated(index))
    }
    func sum(_ values: [Double?]) -> Double? {
      values.contains { $0 == nil } ? nil : values.reduce(0) { $0 + ($1 ?? 0) }
    }
    let all = frame.codes.map { lines[$0] }
    let told = frame.codes.indices.filter { all[$0] != nil }
    let silent = frame.codes.indices.filter { all[$0] == nil }
    func people(_ indices: [Int]) -> Double { indices.reduce(0) { $0 + (frame.populations[$1] ?? 0) } }
    func siteCount(_ indices: [Int]) -> Int? {
      counts.map { counts in indices.reduce(0) { $0 + counts[$1] } }
    }
    let total = Line(
      printed: sum(told.map { all[$0]?.printed }), retained: sum(told.map { all[$0]?.retained }), note: nil)
    let legal = people(told)
    table.totals = [cells(.missing, "Total", total, legal, siteCount(told), nil)]
    if !silent.isEmpty {
      table.totals.insert(
        cells(.missing, "Hors du document", nil, people(silent), siteCount(silent), nil), at: 0)
      table.totals[1][1] = .text("Total du document")
    }
    table.marked = Set(frame.codes.indices.filter { all[$0].map { $0.printed != $0.retained } ?? false })
    if !table.marked.isEmpty {
      table.note = "* La population retenue n’est pas celle qui est imprimée : voir l’explication ci-dessus."
    }
    return answer(context, frame, table, lines, total, legal, unmatched, rates: counts != nil)
  }

  private func answer(
    _ context: AnalysisContext, _ frame: LevelFrame, _ table: FigureTable, _ lines: [String: Line],
    _ total: Line, _ legal: Double, _ unmatched: [String], rates: Bool
  ) -> AnalysisAnswer {
    let numbers = FrenchNumber.typographic
    func change(_ index: Int) -> Double? {
      guard let retained = lines[frame.codes[index]]?.retained, retained > 0,
        let legal = frame.populations[index]
      else { return nil }
      return legal / retained - 1
    }
    var answer = AnalysisAnswer(answer: [])
    var text =
      "Les \(numbers.integer(lines.count)) territoires comptent \(FrenchWords.people(legal)) (population légale)"
    if let retained = total.retained, retained > 0 {
      text +=
        ", contre \(FrenchWords.people(retained)) dans le document (\(numbers.percent(legal / retained - 1, signed: true)))"
    }
    let ranked = frame.codes.indices.filter { change($0) != nil }
      .sorted { (change($0) ?? 0, $0) < (change($1) ?? 0, $1) }
    if let low = ranked.first, let high = ranked.last, low != high {
      text +=
        " ; de \(numbers.percent(change(low), signed: true)) (\(frame.label(low))) à \(numbers.percent(change(high), signed: true)) (\(frame.label(high)))"
    }
    answer.answer = [Prose(text + ".")]
    for (index, code) in frame.codes.enumerated() {
      guard let line = lines[code], let printed = line.printed, let retained = line.retained,
        printed != retained
      else { continue }
      var text =
        "\(frame.label(index)) : le document imprime \(numbers.integer(Int(printed))), la valeur retenue est \(numbers.integer(Int(retained)))."
      if let note = line.note { text += " \(FrenchWords.sentence(note))" + (note.hasSuffix(".") ? "" : ".") }
      answer.answer.append(Prose(text))
    }
    answer.tables = [table]
    answer.method = [
      "Écart : population légale moins population retenue, rapporté à la population retenue. Les deux populations n’ont pas le même millésime."
    ]
    if rates {
      answer.method.append(
        "Taux pour \(numbers.short(context.study.file.base)) habitants, sur chacune des trois populations : l’écart entre les colonnes montre ce que le choix de la population change."
      )
    }
    if !unmatched.isEmpty {
      answer.method.append(
        Prose("Codes du document absents de l’étude : \(FrenchWords.list(unmatched, limit: 5))."))
    }
    let silent = frame.codes.indices.filter { lines[frame.codes[$0]] == nil }
    var parts = [(value: legal, name: "dans \(FrenchWords.territories(lines.count))")]
    if !silent.isEmpty {
      parts.append((silent.reduce(0.0) { $0 + (frame.populations[$1] ?? 0) }, "hors du document"))
    }
    if let outside = frame.populationOutside { parts.append((outside, "hors de ce niveau")) }
    answer.balances = [
      AnalysisSection.Balance(
        "Population légale (\(FrenchWords.inSentence(context.title(frame))))", total: frame.population ?? 0,
        "habitants", parts: parts)
    ]
    answer.figures = [
      ("niveau", .text(frame.key)), ("population_imprimee", .init(total.printed)),
      ("population_retenue", .init(total.retained)), ("population_legale", .number(legal)),
    ]
    return answer
  }

  /// Inhabitants; digits may be grouped as a document prints them.
  private static func people(_ codes: CodeTable, _ row: Int, _ column: Int) throws(Diagnostic) -> Double? {
    let text = codes.table.columns[column][row]
    if text.isEmpty { return nil }
    let digits = String(text.filter { $0 != " " && $0 != "\u{A0}" && $0 != "\u{202F}" })
    if let value = DecimalNumber.parse(digits), value.isFinite, (0...1e12).contains(value) { return value }
    throw Diagnostic(
      "population.number", at: codes.place(row, field: column),
      Phrase(en: "this is not a number of inhabitants", fr: "ce n’est pas un nombre d’habitants"), found: text
    )
  }
}
