import GeoFormats
public import GeoModel

/// Inhabitants for the places of a table of APL that has none; rows of one code are added: the communes of a territory.
public struct AplPeople: Sendable {
  public struct Options: Sendable {
    public var path: String
    public var key: String?
    /// Column of the inhabitants; nil to recognise it.
    public var value: String?

    public init(path: String) { self.path = path }
  }

  /// Codes with an unknown row are not in it.
  public private(set) var byCode: [String: Double] = [:]

  /// - Throws: `Diagnostic` for an unknown column, and a text that is no number of people.
  public static func load(_ options: Options, session: LoadSession) throws(Diagnostic) -> AplPeople {
    let codes = try CodeTable.load(
      options.path, key: options.key, role: "Populations", option: "--people-key", session: session)
    let column: Int
    if let value = options.value {
      column = try codes.column(value, option: "--people-value")
    } else if let found = ColumnRoles(codes.table).population?.index {
      column = found
    } else {
      throw Diagnostic(
        "population.value", at: SourceLocation(file: options.path),
        Phrase(
          en: "no column is known as the population; the columns are: "
            + codes.table.names.joined(separator: ", "),
          fr: "aucune colonne connue comme population ; les colonnes sont : "
            + codes.table.names.joined(separator: ", ")), hint: Phrase(verbatim: "--people-value"))
    }
    let cells = FigureColumn(codes.table.columns[column])
    try AccessPlaces.requireSureSign(cells, codes.table, column, options.path)
    var people = AplPeople()
    var unknown: Set<String> = []
    for row in 0..<codes.table.rowCount {
      let code = codes.code(row)
      switch cells[row] {
      case .number(let value) where value >= 0 && value.isFinite: people.byCode[code, default: 0] += value
      case .missing, .secret, .notSignificant: unknown.insert(code)
      default:
        throw Diagnostic(
          "population.number", at: codes.place(row, field: column),
          Phrase(en: "this is not a number of inhabitants", fr: "ce n’est pas un nombre d’habitants"),
          found: codes.table.columns[column][row])
      }
    }
    for code in unknown { people.byCode[code] = nil }
    people.say(codes, column, unknown.sorted(), session)
    return people
  }

  private func say(_ codes: CodeTable, _ column: Int, _ unknown: [String], _ session: LoadSession) {
    let name = codes.table.columns[column].name
    session.note(
      Phrase(
        en: "\(codes.path): the inhabitants are \"\(name)\"; "
          + "\(codes.table.rowCount) rows added into \(byCode.count) codes",
        fr: "\(codes.path) : les habitants sont « \(name) » ; "
          + "\(codes.table.rowCount) lignes additionnées en \(byCode.count) codes"))
    guard !unknown.isEmpty else { return }
    session.warn(
      Diagnostic(
        "apl.people-unknown", at: SourceLocation(file: codes.path, field: name),
        Phrase(
          en: "codes with a row of unknown population, left unknown: \(unknown.count)",
          fr: "codes dont une ligne a une population inconnue, laissés inconnus : \(unknown.count)"),
        found: unknown.prefix(5).joined(separator: ", ")))
  }
}

extension AplPeople {
  /// Gives the places their inhabitants, and says what met.
  public func give(to places: inout AplPlaces, path: String, session: LoadSession) {
    places.people = places.codes.map { byCode[$0] }
    CodeJoin.report(
      byCode.keys.sorted(), of: path, role: "Populations", to: places.codes, isComplete: true,
      session: session)
  }
}
