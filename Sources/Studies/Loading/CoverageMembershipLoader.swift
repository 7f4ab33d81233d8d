public import Coverage
public import GeoFormats
public import GeoModel

/// Reads the composition of CPTS: which communes, or parts of communes, each lists.
public enum CoverageMembershipLoader {
  public struct Options: Sendable {
    public var path: String
    /// Column of the communes; nil to recognise it.
    public var key: String?
    /// Column of the CPTS.
    public var by: String
    /// Column that narrows a row to a part of the commune; nil to recognise `arrondissement_municipal`.
    public var part: String?
    /// Rows to keep.
    public var filter: String?
    /// Layer or sheet of a file that holds several.
    public var layer: String?
    public var csv: CSVOptions

    public init(
      path: String, key: String?, by: String, part: String? = nil, filter: String? = nil,
      layer: String? = nil, csv: CSVOptions = CSVOptions()
    ) {
      self.layer = layer
      self.csv = csv
      self.path = path
      self.filter = filter
      self.key = key
      self.by = by
      self.part = part
    }
  }

  /// - Throws: `Diagnostic` for a row without a commune or without a CPTS.
  public static func load(
    _ options: Options, role: String = "Composition des CPTS", source: String? = nil, session: LoadSession
  ) throws(Diagnostic) -> [MembershipCoverage.Listing] {
    let codes = try CodeTable.load(
      options.path, key: options.key, layer: options.layer, role: role, source: source,
      option: "--coverage-key", csv: options.csv, session: session)
    let coverage = try codes.column(options.by, option: "--coverage-by")
    var part: Int?
    if let told = options.part {
      part = try codes.column(told, option: "--coverage-part")
    } else if let found = codes.table.columns.firstIndex(where: {
      NameMatch.folded($0.name) == "arrondissement_municipal"
    }), found != codes.key, found != coverage {
      part = found
      session.note(
        Phrase(
          en: "\(options.path): rows with an arrondissement_municipal list only that part of their commune",
          fr:
            "\(options.path) : les lignes avec arrondissement_municipal ne listent que cette partie de la commune"
        ))
    }
    var listings: [MembershipCoverage.Listing] = []
    let bound = try options.filter.map { text throws(Diagnostic) in
      try RowFilter(parsing: text).bind(to: codes.table)
    }
    for row in 0..<codes.table.rowCount where bound?.matches(codes.table, row: row) ?? true {
      for column in [codes.key, coverage] where codes.table.columns[column].isEmpty(row) {
        throw Diagnostic(
          "membership.empty", at: codes.place(row, field: column),
          Phrase(en: "this row has no value", fr: "cette ligne n’a pas de valeur"), found: "")
      }
      let text = CodeText.trimmed(part.map { codes.table.columns[$0][row] } ?? "")
      listings.append(
        listing(
          CodeText.trimmed(codes.table.columns[coverage][row]), commune: codes.code(row),
          part: text.isEmpty ? nil : text)
      )
    }
    session.describe(role: role, "territoire « \(options.by) »")
    return listings
  }

  /// An arrondissement municipal written as the commune is a part of Paris, Lyon or Marseille.
  private static func listing(_ coverage: String, commune: String, part: String?)
    -> MembershipCoverage.Listing
  {
    if part == nil, let code = Int(commune),
      let city = PopulationLoader.arrondissements.first(where: { $0.first <= code && code <= $0.last })
    {
      return MembershipCoverage.Listing(coverage: coverage, commune: city.commune, part: commune)
    }
    return MembershipCoverage.Listing(coverage: coverage, commune: commune, part: part)
  }
}
