public import GeoFormats
public import GeoModel

/// What is said of rows that were rejected.
public enum RejectReport {
  /// One warning that counts them and quotes the first five; nil where there is none.
  static func warning(_ sites: LoadedSites) -> Diagnostic? {
    guard !sites.rejects.isEmpty else { return nil }
    return warning(sites.rejects, of: sites.table, SourceLocation(file: sites.path), read: sites.count)
  }

  /// - Parameter read: rows that were looked at; nil for all.
  static func warning(
    _ rejects: [RowReject], of table: Table, _ place: SourceLocation, read: Int? = nil
  ) -> Diagnostic {
    func quote(_ language: Language) -> String {
      rejects.prefix(5).map { reject in
        let place =
          reject.line > 0
          ? (language == .french ? "ligne \(reject.line)" : "line \(reject.line)")
          : (language == .french ? "objet \(reject.row + 1)" : "feature \(reject.row + 1)")
        // The first column of a file of sites is its identifier as a rule.
        let own = table.columns.first.map { $0.name == reject.field ? "" : " (\($0[reject.row]))" } ?? ""
        let colon = language == .french ? " : " : ": "
        return "\(place)\(own), \(reject.field) \(Diagnostic.quoted(reject.value))\(colon)"
          + reject.reason.text(in: language)
      }.joined(separator: language == .french ? " ; " : "; ")
    }
    let (count, all) = (rejects.count, read ?? table.rowCount)
    return Diagnostic(
      "rows.rejected", severity: .warning, at: SourceLocation(file: place.file),
      Phrase(
        en: "\(count) of \(all) rows rejected: \(quote(.english))",
        fr: "\(count) \(count > 1 ? "lignes rejetées" : "ligne rejetée") sur \(all) : \(quote(.french))"),
      hint: count > 5
        ? Phrase(en: "--rejects F to have them all", fr: "--rejects F pour les avoir toutes") : nil)
  }

  /// All rejected rows as CSV: where, why, then the row's own columns.
  public static func file(_ sites: LoadedSites, language: Language) -> [UInt8] {
    file(sites.rejects, of: sites.table, language: language)
  }

  public static func file(_ rejects: [RowReject], of table: Table, language: Language) -> [UInt8] {
    var writer = CSVWriter()
    writer.row(["ligne", "champ", "valeur", "motif"] + table.names)
    for reject in rejects {
      writer.cell(reject.line > 0 ? reject.line : reject.row + 1)
      writer.cell(reject.field)
      writer.cell(reject.value)
      writer.cell(reject.reason.text(in: language))
      for column in table.columns { writer.cell(column, reject.row) }
      writer.endRow()
    }
    return writer.bytes
  }
}

/// Coordinates that can be but are not likely.
enum PlausibilityReport {
  /// Warns of sites at 0/0, of sites outside France, and of longitudes and latitudes that look swapped.
  static func check(_ sites: LoadedSites, _ session: LoadSession) {
    var atZero: [Int] = []
    var outside: [Int] = []
    var swapped = 0
    // Nearly all sites lie there; the other zones are asked for the rest only.
    let metropole = LegalCRS.metropole.bounds
    for site in 0..<sites.count where sites.isLocated(site) {
      let (longitude, latitude) = (sites.lonLat[2 * site], sites.lonLat[2 * site + 1])
      if sites.positions[2 * site] == 0 && sites.positions[2 * site + 1] == 0 {
        atZero.append(site)
      } else if !metropole.contains(longitude, latitude),
        LegalCRS(longitude: longitude, latitude: latitude) == nil
      {
        outside.append(site)
        if LegalCRS(longitude: latitude, latitude: longitude) != nil { swapped += 1 }
      }
    }
    func place(_ site: Int) -> SourceLocation {
      let row = sites.rows[site]
      return row < sites.table.lines.count
        ? SourceLocation(file: sites.path, line: Int(sites.table.lines[row]))
        : SourceLocation(file: sites.path, feature: row + 1)
    }
    if let first = atZero.first {
      session.warn(
        Diagnostic(
          "sites.at-zero", at: place(first),
          Phrase(
            count: atZero.count,
            one: Phrase(
              en: "1 site stands at 0, 0, where a geocoder puts what it did not find",
              fr: "1 site est en 0, 0, là où un géocodeur met ce qu’il n’a pas trouvé"),
            several: Phrase(
              en: "\(atZero.count) sites stand at 0, 0, where a geocoder puts what it did not find",
              fr: "\(atZero.count) sites sont en 0, 0, là où un géocodeur met ce qu’il n’a pas trouvé"))))
    }
    guard let first = outside.first else { return }
    let found = "\(sites.positions[2 * first]) \(sites.positions[2 * first + 1])"
    let looksSwapped = swapped * 2 > outside.count
    session.warn(
      Diagnostic(
        looksSwapped ? "sites.swapped" : "sites.outside-france", at: place(first),
        Phrase(
          en: "\(outside.count) \(outside.count == 1 ? "site lies" : "sites lie") outside France"
            + (looksSwapped ? "; with x and y exchanged, \(swapped) would lie inside" : ""),
          fr: "\(outside.count) \(outside.count == 1 ? "site est" : "sites sont") hors de France"
            + (looksSwapped ? " ; en échangeant x et y, \(swapped) seraient dedans" : "")),
        found: found,
        hint: CRSAdvice.hint(sites.positions, in: sites.crs, option: "--crs")
          ?? (looksSwapped
            ? Phrase(en: "--x and --y the other way round", fr: "--x et --y dans l’autre sens")
            : Phrase(en: "--crs with the true system of the coordinates", fr: "--crs avec le vrai système"))))
  }
}
