public import GeoFormats
public import GeoModel

/// Inhabitants by code.
public struct Populations: Sendable {
  public var byCode: [String: Double]
  /// Codes that were summed from their arrondissements municipaux.
  public var summed: [String] = []

  public init(byCode: [String: Double]) { self.byCode = byCode }
}

/// Reads legal populations or any count by code.
public enum PopulationLoader {
  /// Paris, Lyon and Marseille with their arrondissements municipaux: INSEE publishes only the latter in some tables.
  static let arrondissements: [(commune: String, first: Int, last: Int)] = [
    ("75056", 75101, 75120), ("69123", 69381, 69389), ("13055", 13201, 13216),
  ]

  /// The commune of an arrondissement municipal; nil for any other code.
  static func commune(of code: String) -> String? {
    guard code.utf8.count == 5, let number = Int(code) else { return nil }
    return arrondissements.first { $0.first <= number && number <= $0.last }?.commune
  }

  /// - Parameters:
  ///   - value: the column of the inhabitants; nil to recognise it.
  ///   - option: what the options that name the columns begin with.
  /// - Throws: `Diagnostic` with file, line, field and value for a text that is not a number, for a negative one and
  ///   for a code that stands twice with different values.
  public static func load(
    _ path: String, key: String?, value: String?, layer: String? = nil, source: String? = nil,
    role: String = "Populations", option: String = "--population", decimal: DecimalSign = .auto,
    csv: CSVOptions = CSVOptions(), session: LoadSession
  ) throws(Diagnostic) -> Populations {
    let codes = try CodeTable.load(
      path, key: key, layer: layer, role: role, source: source, option: "\(option)-key", csv: csv,
      session: session)
    let column: Int
    if let value {
      column = try codes.column(value, option: "\(option)-value")
    } else if let found = ColumnRoles(codes.table).population?.index {
      column = found
      let name = codes.table.columns[found].name
      session.note(
        Phrase(en: "\(path): the inhabitants are \"\(name)\"", fr: "\(path) : les habitants sont « \(name) »")
      )
    } else {
      throw Diagnostic(
        "population.value", at: SourceLocation(file: path),
        Phrase(
          en: "no column is known as the population; the columns are: "
            + codes.table.names.joined(separator: ", "),
          fr: "aucune colonne connue comme population ; les colonnes sont : "
            + codes.table.names.joined(separator: ", ")),
        hint: Phrase(verbatim: "\(option)-value"))
    }
    session.describe(role: role, "habitants « \(codes.table.columns[column].name) »")
    var populations = Populations(byCode: try read(codes, column, decimal, session))
    for (commune, first, last) in arrondissements where populations.byCode[commune] == nil {
      let parts = (first...last).map { populations.byCode[String($0)] }
      guard !parts.contains(where: { $0 == nil }) else { continue }
      populations.byCode[commune] = parts.reduce(0) { $0 + ($1 ?? 0) }
      populations.summed.append(commune)
    }
    return populations
  }

  private static func read(
    _ codes: CodeTable, _ column: Int, _ decimal: DecimalSign, _ session: LoadSession
  ) throws(Diagnostic) -> [String: Double] {
    var result: [String: Double] = [:]
    result.reserveCapacity(codes.table.rowCount)
    var missing: [String] = []
    var secret: [String] = []
    var duplicates = 0
    let figures = FigureColumn(codes.table.columns[column], decimal: decimal)
    if figures.isAmbiguous {
      throw Diagnostic(
        "population.decimal-sign", at: codes.place(figures.firstComma ?? 0, field: column),
        Phrase(
          en: "every comma of this column stands before three digits: a decimal sign, or thousands?",
          fr: "chaque virgule de cette colonne précède trois chiffres : signe décimal, ou milliers ?"),
        found: figures.firstComma.map { codes.table.columns[column][$0] },
        hint: Phrase(
          en: "--population-decimal comma, or numbers without commas",
          fr: "--population-decimal comma, ou des nombres sans virgule"))
    }
    if figures.sign == .comma {
      session.note(
        Phrase(
          en: "\(codes.path): the inhabitants have decimal commas",
          fr: "\(codes.path) : les habitants ont une virgule décimale"))
    }
    for row in 0..<codes.table.rowCount {
      let code = codes.code(row)
      let value: Double
      switch figures[row] {
      case .number(let number) where number >= 0: value = number
      case .missing, .notSignificant:
        missing.append(code)
        continue
      case .secret:
        secret.append(code)
        continue
      default:
        throw Diagnostic(
          "population.number", at: codes.place(row, field: column),
          Phrase(en: "this is not a number of inhabitants", fr: "ce n’est pas un nombre d’habitants"),
          found: codes.table.columns[column][row],
          expected: Phrase(en: "a number of 0 or more", fr: "un nombre positif ou nul"),
          hint: CellAdvice.hint(codes.table.columns[column][row]))
      }
      if let earlier = result[code] {
        guard earlier == value else {
          throw Diagnostic(
            "population.repeated", at: codes.place(row, field: codes.key),
            Phrase(
              en: "this code stands twice with different populations, \(FixedDecimal.shortest(earlier)) and "
                + FixedDecimal.shortest(value),
              fr: "ce code figure deux fois avec des populations différentes, "
                + "\(FixedDecimal.shortest(earlier)) et \(FixedDecimal.shortest(value))"),
            found: code)
        }
        duplicates += 1
      }
      result[code] = value
    }
    if !missing.isEmpty {
      session.warn(
        Diagnostic(
          "population.missing", at: SourceLocation(file: codes.path, field: codes.table.columns[column].name),
          Phrase(
            count: missing.count,
            one: Phrase(en: "1 row has no population", fr: "1 ligne n’a pas de population"),
            several: Phrase(
              en: "\(missing.count) rows have no population",
              fr: "\(missing.count) lignes n’ont pas de population")),
          found: missing.prefix(5).joined(separator: ", ")))
    }
    if !secret.isEmpty {
      session.warn(
        Diagnostic(
          "population.secret", at: SourceLocation(file: codes.path, field: codes.table.columns[column].name),
          Phrase(
            count: secret.count,
            one: Phrase(
              en: "1 row has a secret population, which is unknown here and not 0",
              fr: "1 ligne a une population secrète, inconnue ici et non nulle"),
            several: Phrase(
              en: "\(secret.count) rows have a secret population, which is unknown here and not 0",
              fr: "\(secret.count) lignes ont une population secrète, inconnue ici et non nulle")),
          found: secret.prefix(5).joined(separator: ", ")))
    }
    if duplicates > 0 {
      session.warn(
        Diagnostic(
          "population.repeated",
          at: SourceLocation(file: codes.path, field: codes.table.columns[codes.key].name),
          Phrase(
            count: duplicates,
            one: Phrase(
              en: "1 row repeats a code with the same population; it counts once",
              fr: "1 ligne répète un code avec la même population ; elle compte une fois"),
            several: Phrase(
              en: "\(duplicates) rows repeat a code with the same population; each counts once",
              fr: "\(duplicates) lignes répètent un code avec la même population ; chacune compte une fois")))
      )
    }
    return result
  }
}
