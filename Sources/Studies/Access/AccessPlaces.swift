import Coverage
import GeoFormats
import GeoModel
import GeoNative

/// Places of demand or supply with a key and a figure each.
public struct AccessPlaces: Sendable {
  public var sites: LoadedSites
  /// Code or identifier of each place; distinct.
  public var keys: [String]
  /// Inhabitants or capacity; nil where unknown.
  public var figures: [Double?]
  /// False where no column gives the figures.
  public var hasFigures = true

  public var count: Int { sites.count }
  public var isLocated: [Bool] { (0..<count).map(sites.isLocated) }

  /// - Parameters:
  ///   - key: column of the keys; nil to recognise the code, else the rows are numbered.
  ///   - isNumbered: true to number the rows also where the recognised codes stand twice, which is said: many
  ///     practitioners have the code of one commune.
  ///   - prefersIdentifier: true to recognise an identifier that tells the rows apart before the code: an establishment
  ///     has the code of its commune beside its FINESS number.
  ///   - sharesKeys: true where several rows may have one key, as the professionals of a commune do.
  ///   - figure: column of the figures; nil gives `unit` to each place.
  /// - Throws: `Diagnostic` where a key stands twice, or a figure is no number of 0 or more.
  static func load(
    _ options: SiteOptions, key: String?, keyOption: String, figure: String?, figureOption: String,
    unit: Double?, isNumbered: Bool = false, prefersIdentifier: Bool = false, sharesKeys: Bool = false,
    session: LoadSession
  ) throws(Diagnostic) -> AccessPlaces {
    try of(
      try SiteLoader.load(options, session: session), key: key, keyOption: keyOption, figure: figure,
      figureOption: figureOption, unit: unit, isNumbered: isNumbered, prefersIdentifier: prefersIdentifier,
      sharesKeys: sharesKeys, session: session)
  }

  /// The same of sites that were read.
  ///
  /// - Parameter recognisesKey: false numbers the rows where no column is named.
  static func of(
    _ sites: LoadedSites, key: String?, keyOption: String, figure: String?, figureOption: String,
    unit: Double?, isNumbered: Bool = false, recognisesKey: Bool = true, prefersIdentifier: Bool = false,
    sharesKeys: Bool = false, session: LoadSession
  ) throws(Diagnostic) -> AccessPlaces {
    let table = sites.table
    var keyColumn: Int? =
      if let key { try ColumnLookup.index(of: key, in: table, option: keyOption) } else {
        recognisesKey ? ColumnRoles(table).code?.index : nil
      }
    if key == nil, prefersIdentifier, !sharesKeys, let identifier = ColumnRoles(table).identifier?.index,
      identifier != keyColumn, !repeats(identifier, sites)
    {
      keyColumn = identifier
      session.note(keyed(sites.path, table.columns[identifier].name, keyOption))
    }
    if key == nil, isNumbered, !sharesKeys {
      let name = keyColumn.map { table.columns[$0].name }
      if let column = keyColumn, repeats(column, sites) { keyColumn = nil }
      if keyColumn == nil { session.note(numbered(sites.path, repeated: name, keyOption)) }
    }
    var keys: [String] = []
    var seen: [String: Int] = [:]
    for (site, row) in sites.rows.enumerated() {
      let text = keyColumn.map { CodeText.trimmed(table.columns[$0][row]) } ?? String(row + 1)
      let key = text.isEmpty ? "ligne \(row + 1)" : text
      if let first = seen[key], !sharesKeys {
        throw Diagnostic(
          "access.key-twice", at: place(row, table, keyColumn, sites.path),
          Phrase(
            en: "this key stands on line \(line(sites.rows[first], table)) too",
            fr: "cette clé est aussi celle de la ligne \(line(sites.rows[first], table))"), found: key,
          hint: Phrase(verbatim: keyOption))
      }
      seen[key] = site
      keys.append(key)
    }
    var figures: [Double?] = Array(repeating: unit, count: sites.count)
    if let figure {
      let column = try ColumnLookup.index(of: figure, in: table, option: figureOption)
      figures = try read(column, of: sites, sites.path, session)
    }
    return AccessPlaces(sites: sites, keys: keys, figures: figures)
  }

  /// The figures of another column of the places; nil where unknown.
  func figures(of name: String, option: String, _ session: LoadSession) throws(Diagnostic) -> [Double?] {
    let column = try ColumnLookup.index(of: name, in: sites.table, option: option)
    return try Self.read(column, of: sites, sites.path, session)
  }

  static func read(
    _ column: Int, of sites: LoadedSites, _ path: String, _ session: LoadSession
  ) throws(Diagnostic) -> [Double?] {
    let table = sites.table
    var secret = 0
    let cells = FigureColumn(table.columns[column])
    try requireSureSign(cells, table, column, path)
    var figures: [Double?] = []
    for row in sites.rows {
      let cell = cells[row]
      // A figure that its publisher withholds, or thinks too small to mean anything, is unknown and not 0.
      if cell == .missing || cell == .secret || cell == .notSignificant {
        if cell == .secret { secret += 1 }
        figures.append(nil)
        continue
      }
      guard case .number(let value) = cell, value.isFinite, value >= 0 else {
        throw Diagnostic(
          "access.figure", at: place(row, table, column, path),
          Phrase(en: "this is not a number of 0 or more", fr: "ce n’est pas un nombre positif ou nul"),
          found: table.columns[column][row], hint: CellAdvice.hint(table.columns[column][row]))
      }
      figures.append(value)
    }
    if secret > 0 {
      session.warn(
        Diagnostic(
          "access.secret", at: SourceLocation(file: path, field: table.columns[column].name),
          Phrase(
            en: "\(secret) figures are secret, which is unknown here and not 0",
            fr: "\(secret) valeurs sont secrètes, donc inconnues ici et non nulles")))
    }
    return figures
  }

  /// - Throws: where every comma of a column may be a decimal sign or set thousands apart.
  static func requireSureSign(
    _ cells: FigureColumn, _ table: Table, _ column: Int, _ path: String
  ) throws(Diagnostic) {
    guard cells.isAmbiguous, let row = cells.firstComma else { return }
    throw unsureSign(at: place(row, table, column, path), table.columns[column][row])
  }

  static func unsureSign(at place: SourceLocation, _ found: String) -> Diagnostic {
    Diagnostic(
      "access.decimal-sign", at: place,
      Phrase(
        en: "every comma of this column stands before three digits: a decimal sign, or thousands?",
        fr: "chaque virgule de cette colonne précède trois chiffres : signe décimal, ou milliers ?"),
      found: found, hint: Phrase(en: "numbers without commas", fr: "des nombres sans virgule"))
  }

  private static func repeats(_ column: Int, _ sites: LoadedSites) -> Bool {
    var seen: Set<String> = []
    return !sites.rows.allSatisfy {
      seen.insert(CodeText.trimmed(sites.table.columns[column][$0])).inserted
    }
  }

  private static func keyed(_ path: String, _ name: String, _ option: String) -> Phrase {
    Phrase(
      en: "\(path): the key is \"\(name)\" (\(option))", fr: "\(path) : la clé est « \(name) » (\(option))")
  }

  private static func numbered(_ path: String, repeated: String?, _ option: String) -> Phrase {
    guard let repeated else {
      return Phrase(
        en: "\(path): no column of keys is known, the rows are numbered (\(option))",
        fr: "\(path) : aucune colonne de clés n’est connue, les lignes sont numérotées (\(option))")
    }
    return Phrase(
      en: "\(path): codes of \"\(repeated)\" stand on several rows, which are numbered instead (\(option))",
      fr:
        "\(path) : des codes de « \(repeated) » sont sur plusieurs lignes, qui sont donc numérotées (\(option))"
    )
  }

  /// Line of the file where it has lines, else the number of the feature.
  private static func line(_ row: Int, _ table: Table) -> Int {
    row < table.lines.count ? Int(table.lines[row]) : row + 1
  }

  static func place(_ row: Int, _ table: Table, _ column: Int?, _ path: String) -> SourceLocation {
    let field = column.map { table.columns[$0].name }
    return row < table.lines.count
      ? SourceLocation(file: path, line: Int(table.lines[row]), field: field)
      : SourceLocation(file: path, feature: row + 1, field: field)
  }

  /// The places in the legal plane CRS of each part of France, or all in `workCRS`.
  ///
  /// - Throws: `Diagnostic` where a place lies outside France and no CRS is given.
  func inPlanes(workCRS: CRS?, threads: Int) throws(Diagnostic) -> DistanceCosts.Places {
    var zones: [Int32] = []
    let systems = workCRS.map { [$0] } ?? LegalCRS.allCases.map(\.crs)
    for site in 0..<count {
      let (longitude, latitude) = (sites.lonLat[2 * site], sites.lonLat[2 * site + 1])
      guard workCRS == nil, sites.isLocated(site) else {
        zones.append(0)
        continue
      }
      guard let legal = LegalCRS(longitude: longitude, latitude: latitude),
        let zone = LegalCRS.allCases.firstIndex(of: legal)
      else {
        throw Diagnostic(
          "crs.outside-france", at: Self.place(sites.rows[site], sites.table, nil, sites.path),
          Phrase(
            en: "this place lies outside France, where no legal plane CRS is known",
            fr: "ce lieu est hors de France, où aucun système plan légal n’est connu"),
          found: "\(longitude) \(latitude)", hint: Phrase(verbatim: "--work-crs EPSG:n"))
      }
      zones.append(Int32(zone))
    }
    var plane = [Double](repeating: .nan, count: 2 * count)
    for (zone, crs) in systems.enumerated() {
      let members = (0..<count).filter { zones[$0] == Int32(zone) && sites.isLocated($0) }
      guard !members.isEmpty else { continue }
      let flat = members.flatMap { [sites.positions[2 * $0], sites.positions[2 * $0 + 1]] }
      let source = sites.crs
      let carried = try FailureWords.proj { () throws(ProjError) in
        try Reprojection.transform(flat, from: source, to: crs, threads: threads)
      }
      for (slot, member) in members.enumerated() {
        plane[2 * member] = carried[2 * slot]
        plane[2 * member + 1] = carried[2 * slot + 1]
      }
    }
    return DistanceCosts.Places(plane: plane, lonLat: sites.lonLat, zones: zones)
  }
}
