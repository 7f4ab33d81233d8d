import Coverage
import GeoFormats
public import GeoModel

/// Reads any figure by code: rates, distances, incomes. Unknown, secret and zero stay three things.
public struct LoadedFigures: Sendable {
  /// Codes without a number are not in it.
  public var byCode: [String: Double] = [:]
  public var missing: [String] = []
  public var secret: [String] = []
  public var column: String

  /// - Parameters:
  ///   - paths: tables, or layers of which only the attributes are read.
  ///   - key: nil to recognise the column of the codes.
  /// - Throws: `Diagnostic` for a text that is no number, and a code with two different figures.
  public static func load(
    _ paths: [String], key: String?, keyOption: String, keyPrefix: String? = nil, value: String,
    option: String, session: LoadSession
  ) throws(Diagnostic) -> LoadedFigures {
    var figures = LoadedFigures(column: value)
    for path in paths {
      let codes = try CodeTable.load(path, key: key, role: "Valeurs", option: keyOption, session: session)
      try figures.add(codes, keyPrefix, option, session)
    }
    figures.warn(paths[0], session)
    return figures
  }

  /// One column of a table that was read.
  ///
  /// - Throws: as `load`.
  static func read(
    _ codes: CodeTable, column: Int, option: String, session: LoadSession
  ) throws(Diagnostic) -> LoadedFigures {
    var figures = LoadedFigures(column: codes.table.columns[column].name)
    try figures.add(codes, nil, option, session)
    figures.warn(codes.path, session)
    return figures
  }

  private func warn(_ path: String, _ session: LoadSession) {
    guard missing.count + secret.count > 0 else { return }
    let without = (missing + secret).prefix(5).joined(separator: ", ")
    session.warn(
      Diagnostic(
        "missing", at: SourceLocation(file: path, field: column),
        Phrase(
          en:
            "figures that are missing: \(missing.count), secret: \(secret.count); none is 0",
          fr:
            "valeurs manquantes : \(missing.count), secrètes : \(secret.count) ; aucune n’est 0"
        ), found: without))
  }

  /// Figures of a table brought to territories by code, with what does not match on either side.
  ///
  /// - Returns: of each territory of the layer; nil where its code has none.
  public func join(_ layer: LoadedTerritories, path: String, session: LoadSession) -> [Double?] {
    let keys = Array(byCode.keys) + missing + secret
    let match = CodeJoin.report(
      keys, of: path, role: "Valeurs \(column)", to: layer.codes, isComplete: true, session: session)
    if !match.withoutKey.isEmpty {
      session.warn(
        Diagnostic(
          "figures.unmatched", at: SourceLocation(file: path, field: column),
          Phrase(
            count: match.withoutKey.count,
            one: Phrase(
              en: "1 of \(match.territoryCount) territories is not in the table",
              fr: "1 territoire sur \(match.territoryCount) n’est pas dans la table"),
            several: Phrase(
              en: "\(match.withoutKey.count) of \(match.territoryCount) territories are not in the table",
              fr:
                "\(match.withoutKey.count) territoires sur \(match.territoryCount) ne sont pas dans la table")
          ),
          found: match.withoutKey.prefix(5).joined(separator: ", "),
          hint: CodeJoin.hint(match, keys, layer.codes, path, session)))
    }
    return layer.codes.map { byCode[$0] }
  }

  private mutating func add(
    _ codes: CodeTable, _ prefix: String?, _ option: String, _ session: LoadSession
  ) throws(Diagnostic) {
    let index = try codes.column(column, option: option)
    let texts = FigureColumn(codes.table.columns[index])
    if texts.isAmbiguous {
      throw Diagnostic(
        "figures.decimal-sign", at: codes.place(texts.firstComma ?? 0, field: index),
        Phrase(
          en: "every comma of this column stands before three digits: a decimal sign, or thousands?",
          fr: "chaque virgule de cette colonne précède trois chiffres : signe décimal, ou milliers ?"),
        found: texts.firstComma.map { codes.table.columns[index][$0] },
        hint: Phrase(en: "numbers without commas", fr: "des nombres sans virgule"))
    }
    for row in 0..<codes.table.rowCount {
      var code = codes.code(row)
      if let prefix, code.hasPrefix(prefix) { code = String(code.dropFirst(prefix.count)) }
      switch texts[row] {
      case .number(let number):
        if let earlier = byCode[code], earlier != number {
          throw Diagnostic(
            "figures.repeated", at: codes.place(row, field: codes.key),
            Phrase(
              en: "this code stands twice with different figures, \(FixedDecimal.shortest(earlier)) and "
                + FixedDecimal.shortest(number),
              fr:
                "ce code figure deux fois avec des valeurs différentes, \(FixedDecimal.shortest(earlier)) et "
                + FixedDecimal.shortest(number)),
            found: code)
        }
        byCode[code] = number
      case .missing, .notSignificant: missing.append(code)
      case .secret: secret.append(code)
      case .notANumber:
        throw Diagnostic(
          "figures.number", at: codes.place(row, field: index),
          Phrase(en: "this is not a number", fr: "ce n’est pas un nombre"),
          found: codes.table.columns[index][row])
      }
    }
  }
}
