public import Coverage
public import GeoFormats
public import GeoModel

/// Reads which territory of a level each commune belongs to.
public enum MembershipLoader {
  /// - Parameters:
  ///   - column: the level: `BV2022`, `DEP`, `tas`.
  ///   - option: the option that names it, for the error.
  ///   - title: what a report calls the level.
  ///   - names: a table of names by level code, where the study has one.
  /// - Throws: `Diagnostic` where a commune stands twice with different territories.
  public static func load(
    _ path: String, key: String?, by column: String, option: String = "--by", layer: String? = nil,
    title: String? = nil,
    names: [String: String] = [:], source: String? = nil, csv: CSVOptions = CSVOptions(),
    session: LoadSession
  ) throws(Diagnostic) -> Membership {
    let role = title ?? "Niveau \(column)"
    let codes = try CodeTable.load(
      path, key: key, layer: layer, role: role, source: source, option: "--membership-key", csv: csv,
      session: session)
    let level = try codes.column(column, option: option)
    var levelOf: [String: String] = [:]
    levelOf.reserveCapacity(codes.table.rowCount)
    var without: [String] = []
    for row in 0..<codes.table.rowCount {
      let commune = codes.code(row)
      let code = CodeText.trimmed(codes.table.columns[level][row])
      // INSEE writes Z for "sans objet": no territory of this level.
      guard !code.isEmpty, !(code.utf8.count >= 4 && code.utf8.allSatisfy { $0 == UInt8(ascii: "Z") }) else {
        without.append(commune)
        continue
      }
      if let earlier = levelOf[commune], earlier != code {
        throw Diagnostic(
          "membership.repeated", at: codes.place(row, field: level),
          Phrase(
            en: "commune \(commune) belongs to two territories, \(earlier) and \(code)",
            fr: "la commune \(commune) appartient à deux territoires, \(earlier) et \(code)"), found: code,
          hint: Phrase(
            en: "a level is a partition; for CPTS use --coverage-membership",
            fr: "un niveau est une partition ; pour des CPTS, --coverage-membership"))
      }
      levelOf[commune] = code
    }
    session.describe(role: role, "niveau « \(codes.table.columns[level].name) »")
    if !without.isEmpty {
      session.note(
        Phrase(
          en: "\(path): \(without.count) communes belong to no territory of \(column)",
          fr: "\(path) : \(without.count) communes ne sont dans aucun territoire de \(column)"))
    }
    return Membership(level: column, levelOf: levelOf, names: names, unassigned: without)
  }

  /// Names by code from a table.
  public static func names(
    _ path: String, key: String?, value: String?, filter: String? = nil, role: String = "Noms",
    source: String? = nil, session: LoadSession
  ) throws(Diagnostic) -> [String: String] {
    let codes = try CodeTable.load(
      path, key: key, role: role, source: source, option: "noms.cle", session: session)
    let column: Int
    if let value {
      column = try codes.column(value, option: "noms.valeur")
    } else if let found = ColumnRoles(codes.table).name?.index, found != codes.key {
      column = found
    } else {
      throw Diagnostic(
        "names.value", at: SourceLocation(file: path),
        Phrase(en: "no column is known as the name", fr: "aucune colonne connue comme nom"),
        hint: Phrase(verbatim: "noms.valeur"))
    }
    let bound = try filter.map { text throws(Diagnostic) in
      try RowFilter(parsing: text).bind(to: codes.table)
    }
    var result: [String: String] = [:]
    for row in 0..<codes.table.rowCount where bound?.matches(codes.table, row: row) ?? true {
      result[codes.code(row)] = codes.table.columns[column][row]
    }
    return result
  }
}
