import GeoFormats
import GeoModel

/// The columns of a published table of APL, by the words of their names.
///
/// `APL aux médecins généralistes de 65 ans et moins`, `Population standardisée 2021 pour la médecine générale`,
/// `Population totale 2021`: words and not whole names, since years and professions change from table to table.
struct AplColumns {
  /// The APL, then those of the professionals up to an age.
  var series: [(column: Int, age: Int?)]
  var standardised: Int?
  var total: Int?

  /// Names of the options, for messages.
  struct Options {
    var apl: String
    var standardised: String
    var total: String
  }

  /// - Parameters:
  ///   - apl: where it is told; it is then the only series.
  ///   - readsPopulations: false where only the APL is wanted.
  /// - Throws: `apl.columns` where several columns would do, and `apl.no-column` where none is an APL.
  init(
    _ table: Table, apl: String?, standardised: String?, total: String?, options: Options,
    readsPopulations: Bool = true
  ) throws(Diagnostic) {
    let words = table.columns.map { NameMatch.words($0.name) }
    if let apl {
      let column = try ColumnLookup.index(of: apl, in: table, option: options.apl)
      series = [(column, Self.age(words[column]))]
    } else {
      series = try Self.series(words, table, options.apl)
    }
    guard readsPopulations else { return }
    if let standardised {
      self.standardised = try ColumnLookup.index(of: standardised, in: table, option: options.standardised)
    } else {
      self.standardised = try Self.only(
        words.indices.filter { Self.isPopulation(words[$0]) && Self.has(words[$0], "standardis") }, table,
        options.standardised)
    }
    if let total {
      self.total = try ColumnLookup.index(of: total, in: table, option: options.total)
    } else {
      let totals = words.indices.filter {
        Self.isPopulation(words[$0]) && Self.has(words[$0], "total") && !Self.has(words[$0], "standardis")
      }
      let usual = ColumnRoles(table).population?.index
      self.total = try Self.only(totals, table, options.total) ?? (usual == self.standardised ? nil : usual)
    }
  }

  private static func has(_ words: [String], _ stem: String) -> Bool { words.contains { $0.hasPrefix(stem) } }

  /// A number of people, and not a share of them.
  private static func isPopulation(_ words: [String]) -> Bool {
    has(words, "pop") && !isAPL(words) && !["part", "taux", "pourcentage"].contains { words.contains($0) }
  }

  static func isAPL(_ words: [String]) -> Bool {
    words.contains("apl") || (has(words, "accessibilite") && has(words, "potentielle"))
  }

  /// 65 of `… de 65 ans et moins`; nil of another name.
  static func age(_ words: [String]) -> Int? {
    guard let years = words.firstIndex(of: "ans"), years > 0,
      words[years...].contains(where: { $0.hasPrefix("moins") })
    else { return nil }
    return Int(words[years - 1]).flatMap { (1...120).contains($0) ? $0 : nil }
  }

  private static func series(
    _ words: [[String]], _ table: Table, _ option: String
  ) throws(Diagnostic) -> [(column: Int, age: Int?)] {
    let all = words.indices.filter { isAPL(words[$0]) }
    let limited = all.filter { age(words[$0]) != nil }
    var plain = all.filter { age(words[$0]) == nil }
    // What `apl` writes has `apl` beside other columns that begin so.
    if let exact = plain.first(where: { words[$0] == ["apl"] }) { plain = [exact] }
    guard let main = try only(plain.isEmpty ? limited : plain, table, option) else {
      throw Diagnostic(
        "apl.no-column", at: SourceLocation(file: table.source),
        Phrase(
          en: "no column is known as the APL; the columns are: \(table.names.joined(separator: ", "))",
          fr: "aucune colonne connue comme APL ; les colonnes sont : "
            + table.names.joined(separator: ", ")), hint: Phrase(verbatim: "\(option) C"))
    }
    if plain.isEmpty { return [(main, age(words[main]))] }
    var series: [(column: Int, age: Int?)] = [(main, nil)]
    for column in limited {
      guard let age = age(words[column]), !series.contains(where: { $0.age == age }) else { continue }
      series.append((column, age))
    }
    return series
  }

  private static func only(_ found: [Int], _ table: Table, _ option: String) throws(Diagnostic) -> Int? {
    guard found.count > 1 else { return found.first }
    throw Diagnostic(
      "apl.columns", at: SourceLocation(file: table.source),
      Phrase(en: "several columns would do", fr: "plusieurs colonnes conviendraient"),
      found: found.map { table.columns[$0].name }.joined(separator: " | "),
      hint: Phrase(verbatim: "\(option) C"))
  }
}
