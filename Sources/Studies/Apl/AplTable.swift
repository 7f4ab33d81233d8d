import GeoFormats
public import GeoModel

/// Reads the APL of places from a table, published or one's own.
public enum AplTable {
  public struct Options: Sendable {
    public var path: String
    public var key: String?
    public var apl: String?
    public var standardised: String?
    public var total: String?
    /// Sheet of a workbook: its name, or the year in it.
    public var layer: String?
    public var headerLine: Int?
    /// What the options that name the columns begin with: empty, or `previous-`.
    public var prefix = ""
    /// The option that names the APL, without its dashes.
    public var aplOption = "apl"
    /// False where only the APL is wanted.
    public var readsPopulations = true
    /// What a report calls the input, and who publishes it.
    public var role = "APL"
    public var source: String?
    /// True where messages name the keys of a study, not options.
    var isOfStudy = false

    public init(path: String) { self.path = path }

    /// What messages call the choice of a column.
    func choice(_ option: String, _ key: String) -> String {
      isOfStudy ? key : "--\(prefix)\(option)"
    }
    var aplChoice: String { isOfStudy ? "apl" : "--\(aplOption)" }
  }

  /// - Throws: `Diagnostic` for what cannot be read, columns that are not clear, a code with two figures, and an APL or
  ///   population below 0.
  public static func load(_ options: Options, session: LoadSession) throws(Diagnostic) -> AplPlaces {
    let codes = try CodeTable.load(
      options.path, key: options.key, layer: options.layer, role: options.role,
      source: options.source, option: options.choice("key", "cle"),
      csv: CSVOptions(headerLine: options.headerLine), session: session)
    let columns = try AplColumns(
      codes.table, apl: options.apl, standardised: options.standardised, total: options.total,
      options: .init(
        apl: options.aplChoice, standardised: options.choice("standardised", "standardisee"),
        total: options.choice("total", "totale")), readsPopulations: options.readsPopulations)
    say(codes.table, columns, options, session)
    var order: [String] = []
    var seen: Set<String> = []
    for row in 0..<codes.table.rowCount where seen.insert(codes.code(row)).inserted {
      order.append(codes.code(row))
    }
    order.sort()
    func figures(_ column: Int, _ option: String) throws(Diagnostic) -> LoadedFigures {
      let read = try LoadedFigures.read(codes, column: column, option: option, session: session)
      guard let bad = order.first(where: { !(0..<Double.infinity).contains(read.byCode[$0] ?? 0) }) else {
        return read
      }
      throw Diagnostic(
        "apl.figure", at: SourceLocation(file: options.path, featureCode: bad, field: read.column),
        Phrase(en: "this is not a number of 0 or more", fr: "ce n’est pas un nombre positif ou nul"),
        found: read.byCode[bad].map { FixedDecimal.shortest($0) })
    }
    var series: [AplPlaces.Series] = []
    for (column, age) in columns.series {
      let read = try figures(column, options.aplChoice)
      let name = age.map { AplPlaces.upTo($0).name } ?? "apl"
      series.append(
        .init(
          name: name, words: Phrase(verbatim: flat(read.column)), values: order.map { read.byCode[$0] },
          reasons: reasons(read, order)))
    }
    var places = AplPlaces(
      codes: order, people: order.map { _ in nil }, standardised: order.map { _ in nil }, series: series,
      path: options.path)
    if let column = columns.total {
      let read = try figures(column, options.choice("total", "totale"))
      places.people = order.map { read.byCode[$0] }
    }
    if let column = columns.standardised {
      let read = try figures(column, options.choice("standardised", "standardisee"))
      places.standardised = order.map { read.byCode[$0] }
    }
    return places
  }

  /// True of a column of the APL of generalists, counted in consultations: `APL Médecins généralistes 2023`, or just `apl`.
  public static func isOfGeneralists(_ column: String) -> Bool {
    let words = NameMatch.words(column)
    return words == ["apl"]
      || AplColumns.isAPL(words) && words.contains { $0.hasPrefix("generaliste") || $0 == "mg" }
  }

  /// Why a place has no figure.
  static func reasons(_ figures: LoadedFigures, _ codes: [String]) -> [Phrase?] {
    let secret = Set(figures.secret)
    return codes.map { code in
      guard figures.byCode[code] == nil else { return nil }
      return secret.contains(code)
        ? Phrase(verbatim: "secret") : Phrase(en: "not available", fr: "non disponible")
    }
  }

  private static func flat(_ name: String) -> String {
    name.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  private static func say(
    _ table: Table, _ columns: AplColumns, _ options: Options, _ session: LoadSession
  ) {
    let name = { (column: Int) in flat(table.columns[column].name) }
    let apl = columns.series.map { name($0.column) }
    var english = [apl.map { "\"\($0)\"" }.joined(separator: ", ")]
    var french = [apl.map { "« \($0) »" }.joined(separator: ", ")]
    if let column = columns.standardised {
      english.append("the standardised population \"\(name(column))\"")
      french.append("la population standardisée « \(name(column)) »")
    }
    if let column = columns.total {
      english.append("the total population \"\(name(column))\"")
      french.append("la population totale « \(name(column)) »")
    }
    session.note(
      Phrase(
        en: "\(options.path): the APL is \(english.joined(separator: "; "))",
        fr: "\(options.path) : l’APL est \(french.joined(separator: " ; "))"))
    session.describe(role: options.role, "APL \(french.joined(separator: ", "))")
  }
}
