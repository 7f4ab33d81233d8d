public import Coverage
public import GeoFormats

/// Per-capita figures as a table; its last line is the total.
public enum IndicatorTable {
  /// `taux_pour_100k` for 100 000 inhabitants, `taux_pour_1k` for 1 000, `taux_pour_250` for others.
  public static func rateName(_ base: Double) -> String {
    let whole = Int(base)
    return whole >= 1000 && whole.isMultiple(of: 1000) ? "taux_pour_\(whole / 1000)k" : "taux_pour_\(whole)"
  }

  public static func header(_ base: Double) -> [String] {
    [
      "code", "nom", "population", "communes", "communes_total", "tronque", "sites", rateName(base),
      "ic95_bas",
      "ic95_haut", "rang", "motif",
    ]
  }

  /// - Parameter extras: columns behind the usual ones.
  public static func csv(_ indicators: Indicators, extras: IndicatorExtras = IndicatorExtras()) -> [UInt8] {
    var writer = CSVWriter()
    writer.row(header(indicators.base) + extras.names)
    for (index, row) in (indicators.rows + [indicators.total]).enumerated() {
      append(row, hasSites: extras.hasSites, to: &writer)
      let place = index < indicators.rows.count ? index : nil
      for cell in extras.cells(row, at: place, indicators) {
        switch cell {
        case .number(let value): writer.cell(value, decimals: 6)
        case .text(let text): writer.cell(text)
        case .flag(let flag): writer.cell(flag ? "true" : "false")
        case .secret: writer.cell("s")
        }
      }
      writer.endRow()
    }
    return writer.bytes
  }

  /// The cells of one row, without ending it.
  ///
  /// - Parameter hasSites: false where events were counted, and sites are not known.
  static func append(_ row: Indicators.Row, hasSites: Bool = true, to writer: inout CSVWriter) {
    writer.cell(row.code)
    writer.cell(row.name ?? "")
    writer.cell(row.population, decimals: 3)
    writer.cell(row.communes)
    writer.cell(row.communesTotal)
    writer.cell(row.isTruncated ? "true" : "false")
    if let reason = row.secrecy {
      if hasSites { writer.cell("s") } else { writer.emptyCell() }
      for _ in 0..<3 { writer.cell("s") }
      writer.emptyCell()
      return writer.cell(reason.rawValue)
    }
    if !hasSites {
      writer.emptyCell()
    } else if row.areSitesSecret {
      writer.cell("s")
    } else {
      writer.cell(row.sites)
    }
    writer.cell(row.rate, decimals: 6)
    writer.cell(row.lower, decimals: 6)
    writer.cell(row.upper, decimals: 6)
    writer.cell(row.rank)
    writer.cell(row.missing?.rawValue ?? "")
  }

  public static func json(_ indicators: Indicators, extras: IndicatorExtras = IndicatorExtras()) -> JSONValue
  {
    .array(
      indicators.rows.enumerated().map { .object(members($1, at: $0, indicators, extras: extras)) })
  }

  /// The figures of one row by the names of their columns; a secret one is null, with its reason.
  ///
  /// - Parameter index: of the row; nil for the total.
  static func members(
    _ row: Indicators.Row, at index: Int?, _ indicators: Indicators,
    extras: IndicatorExtras = IndicatorExtras()
  ) -> [(key: String, value: JSONValue)] {
    let isPublished = row.secrecy == nil
    func figure(_ value: Double?) -> JSONValue { isPublished ? Figures.number(value, 6) : .null }
    return [
      ("code", .string(row.code)), ("nom", .optional(row.name)),
      ("population", .people(row.population)),
      ("communes", .int(row.communes)), ("communes_total", row.communesTotal.map { .int($0) } ?? .null),
      ("tronque", .bool(row.isTruncated)),
      ("sites", isPublished && !row.areSitesSecret && extras.hasSites ? .int(row.sites) : .null),
      (rateName(indicators.base), figure(row.rate)), ("ic95_bas", figure(row.lower)),
      ("ic95_haut", figure(row.upper)), ("rang", row.rank.map { .int($0) } ?? .null),
      ("motif", .optional(row.secrecy?.rawValue ?? row.missing?.rawValue)),
    ] + extras.members(row, at: index, indicators)
  }
}
