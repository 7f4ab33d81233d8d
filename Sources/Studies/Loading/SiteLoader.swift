public import GeoFormats
public import GeoModel
import GeoNative

/// How sites are read.
public struct SiteOptions: Sendable {
  public var path: String
  public var filter: String?
  /// The option that gives it, for messages.
  public var filterOption = "--where"
  public var x: String?
  public var y: String?
  public var crs: CRS?
  /// Column that names the CRS of each row, or its département.
  public var crsColumn: String?
  public var decimal: DecimalSign = .auto
  public var csv = CSVOptions()
  /// Column of the commune's code; a site that has one belongs to that commune whatever the contours say.
  public var code: String?
  /// Column that names a site in results; nil to recognise it.
  public var label: String?
  /// Layer of a file that holds several.
  public var layer: String?
  public var source: String?
  /// False where sites are known by a key, as in a matrix of travel times: rows without a position are then as good as others.
  public var needsPositions = true
  /// True where a polygon stands for the people in it, by a place inside.
  public var takesSurfaces = false
  /// What a report calls the input.
  public var role = "Sites"

  public init(path: String) { self.path = path }

  /// The file as it is asked of a session.
  public var request: LoadSession.Request {
    LoadSession.Request(path: path, csv: csv, layer: LayerOptions(name: layer, crs: crs))
  }
}

/// Sites as their file gives them: one entry a row that the filter keeps.
public struct LoadedSites: Sendable {
  public var table: Table
  /// Row of the table of each site.
  public var rows: [Int]
  /// Flat x, y in `crs`; NaN where the row is rejected.
  public var positions: [Double]
  /// The same in longitude and latitude.
  public var lonLat: [Double]
  public var crs: CRS
  public var rejects: [RowReject]
  /// Code of the commune of each site, where its row has one; empty where no column holds them.
  public var codes: [String?]
  public var labelColumn: Int?
  public var path: String

  public var count: Int { rows.count }
  public var rowsFilteredOut: Int { table.rowCount - rows.count }
  public var rejectedCount: Int { rejects.count }
  public var locatedCount: Int { count - rejects.count }
  public func isLocated(_ site: Int) -> Bool { !positions[2 * site].isNaN }

  /// What a result calls a site: its name, else its first column, an identifier as a rule.
  public func label(_ site: Int) -> String {
    guard let column = labelColumn ?? table.columns.indices.first else { return String(rows[site] + 1) }
    return table.columns[column][rows[site]]
  }
}

/// Sites from a CSV of coordinates or from GeoJSON points.
public enum SiteLoader {
  /// - Throws: `Diagnostic` for a defect of the file, an unknown column, and where no site is usable.
  public static func load(_ options: SiteOptions, session: LoadSession) throws(Diagnostic) -> LoadedSites {
    let content = try session.read(
      [options.path], role: options.role, source: options.source, csv: options.csv,
      layer: options.request.layer)[0]
    return try load(content, options, session: session)
  }

  /// The same of a file that was read.
  static func load(
    _ content: DataFileContent, _ options: SiteOptions, session: LoadSession
  ) throws(Diagnostic) -> LoadedSites {
    let table = content.table
    let mask = try options.filter.map { text throws(Diagnostic) in
      try RowFilter(parsing: text, option: options.filterOption)
        .bind(to: table, option: options.filterOption).mask(table)
    }
    let rowCount = content.featureCount
    let rows = (0..<rowCount).filter { mask?[$0] ?? true }
    guard !rows.isEmpty else {
      throw Diagnostic(
        "sites.none", at: SourceLocation(file: options.path),
        options.filter == nil
          ? Phrase(en: "the file has no row", fr: "le fichier n’a aucune ligne")
          : Phrase(en: "no row satisfies the condition", fr: "aucune ligne ne remplit la condition"),
        found: options.filter)
    }
    var sites = LoadedSites(
      table: table, rows: rows, positions: [], lonLat: [], crs: .wgs84, rejects: [],
      codes: [], labelColumn: nil, path: options.path)
    switch content {
    case .layer(let read): try locate(&sites, read.layer, mask, options, session)
    case .table(let read): try locate(&sites, read, mask, options, session)
    }
    try carry(&sites, session)
    if !options.needsPositions { acceptRejected(&sites, session) }
    if let code = options.code {
      let column = try ColumnLookup.index(of: code, in: table, option: "--site-code")
      CodeText.warn(table.columns[column], path: options.path, session)
      var codes = table.columns[column]
      CodeRepair.apply(to: &codes, path: options.path, session)
      sites.codes = rows.map { [codes] row in
        let code = CodeText.trimmed(codes[row])
        return code.isEmpty ? nil : code
      }
    }
    sites.labelColumn =
      try options.label.map { label throws(Diagnostic) in
        try ColumnLookup.index(of: label, in: table, option: "--site-name")
      } ?? ColumnRoles(table).name?.index
    if options.needsPositions || (0..<sites.count).contains(where: sites.isLocated) {
      try report(sites, session)
    }
    return sites
  }

  private static func locate(
    _ sites: inout LoadedSites, _ layer: FeatureLayer, _ mask: [Bool]?, _ options: SiteOptions,
    _ session: LoadSession
  ) throws(Diagnostic) {
    sites.crs = options.crs ?? layer.crs
    let facts = try FailureWords.proj { [crs = sites.crs] () throws(ProjError) in try CRSFacts(of: crs) }
    let points = PointTable(layer, inDegrees: facts.isGeographic, mask: mask)
    sites.positions.reserveCapacity(2 * sites.count)
    for row in sites.rows { sites.positions.append(contentsOf: points.positions[2 * row...2 * row + 1]) }
    sites.rejects = points.rejects
    if options.takesSurfaces { PlacesInside.settle(&sites, layer, inDegrees: facts.isGeographic, session) }
  }

  private static func locate(
    _ sites: inout LoadedSites, _ read: ReadTable, _ mask: [Bool]?, _ options: SiteOptions,
    _ session: LoadSession
  ) throws(Diagnostic) {
    let table = read.table
    let columns: CoordinateColumns
    var systems: (column: Int, departements: Int?)?
    if let name = options.crsColumn {
      systems = (try ColumnLookup.index(of: name, in: table, option: "--crs-column"), nil)
    }
    if let x = options.x, let y = options.y {
      columns = .pair(
        x: try ColumnLookup.index(of: x, in: table, option: "--x"),
        y: try ColumnLookup.index(of: y, in: table, option: "--y"))
      sites.crs = options.crs ?? .wgs84
    } else {
      let isPlane = systems != nil || options.crs.map { $0 != .wgs84 } ?? false
      guard let choice = ColumnRoles(table, preferPlane: isPlane).coordinates else {
        if !options.needsPositions { return leaveWithoutPositions(&sites) }
        throw Diagnostic(
          "sites.coordinates", at: SourceLocation(file: options.path),
          Phrase(
            en:
              "no columns are known as coordinates; the columns are: \(table.names.joined(separator: ", "))",
            fr: "aucune colonne connue comme coordonnée ; les colonnes sont : "
              + table.names.joined(separator: ", ")),
          hint: Phrase(verbatim: "--x C --y C --crs EPSG:n"))
      }
      columns = choice.columns
      if systems == nil && options.crs == nil { systems = SiteSystems.finess(table, columns) }
      guard let crs = options.crs ?? (systems == nil ? choice.crs : choice.crs ?? .lambert93) else {
        if !options.needsPositions { return leaveWithoutPositions(&sites) }
        throw Diagnostic(
          "sites.crs", at: SourceLocation(file: options.path),
          Phrase(
            en: "the coordinate system of these columns is not known (\(choice.reason.english))",
            fr: "le système de ces colonnes n’est pas connu (\(choice.reason.french))"),
          hint: Phrase(verbatim: "--crs EPSG:n"))
      }
      sites.crs = crs
      session.note(
        Phrase(
          en: "\(options.path): \(choice.reason.english)" + (systems == nil ? ", \(crs)" : ""),
          fr: "\(options.path) : \(choice.reason.french)" + (systems == nil ? ", \(crs)" : "")))
    }
    let facts = try FailureWords.proj { [crs = sites.crs] () throws(ProjError) in try CRSFacts(of: crs) }
    let points = PointTable(
      table, columns: columns, inDegrees: systems == nil && facts.isGeographic, decimal: options.decimal,
      delimiter: read.format == "CSV" ? read.dialect.delimiter : nil, mask: mask, threads: session.threads)
    if points.decimalSign == .comma {
      session.note(
        Phrase(en: "\(options.path): decimal commas", fr: "\(options.path) : virgule décimale"))
    }
    if sites.count == table.rowCount {
      sites.positions = points.positions
    } else {
      sites.positions.reserveCapacity(2 * sites.count)
      for row in sites.rows { sites.positions += points.positions[2 * row..<2 * row + 2] }
    }
    sites.rejects = points.rejects
    if let systems {
      try SiteSystems.carry(
        &sites, SiteSystems.of(table, column: systems.column, departements: systems.departements), session)
    }
    session.describe(
      role: options.role, "\(sites.crs)" + (points.decimalSign == .comma ? ", virgule décimale" : ""))
  }

  private static func leaveWithoutPositions(_ sites: inout LoadedSites) {
    sites.positions = [Double](repeating: .nan, count: 2 * sites.count)
  }

  /// Takes the rows without a usable position as good, and says how many there are where others have one.
  private static func acceptRejected(_ sites: inout LoadedSites, _ session: LoadSession) {
    let (count, all) = (sites.rejects.count, sites.count)
    if count > 0 && count < all {
      session.note(
        Phrase(
          en: "\(sites.path): \(count) of \(all) rows have no usable position, and need none with a matrix",
          fr:
            "\(sites.path) : \(count) lignes sur \(all) sans position utilisable, ce que la matrice n’exige pas"
        ))
    }
    sites.rejects = []
  }

  /// Adds longitudes and latitudes, and rejects what PROJ cannot carry.
  private static func carry(_ sites: inout LoadedSites, _ session: LoadSession) throws(Diagnostic) {
    let (positions, crs, threads) = (sites.positions, sites.crs, session.threads)
    sites.lonLat = try FailureWords.proj { () throws(ProjError) in
      try Reprojection.transform(positions, from: crs, to: .wgs84, threads: threads)
    }
    for site in 0..<sites.count where sites.isLocated(site) && sites.lonLat[2 * site].isNaN {
      let row = sites.rows[site]
      let line = row < sites.table.lines.count ? Int(sites.table.lines[row]) : 0
      sites.rejects.append(
        RowReject(
          row: row, line: line, field: "x, y",
          value: "\(sites.positions[2 * site]) \(sites.positions[2 * site + 1])",
          reason: Phrase(
            en: "no place on Earth in \(sites.crs)", fr: "aucun lieu sur Terre en \(sites.crs)"),
          code: "row.out-of-range"))
      sites.positions[2 * site] = .nan
      sites.positions[2 * site + 1] = .nan
    }
    sites.rejects.sort { $0.row < $1.row }
  }

  private static func report(_ sites: LoadedSites, _ session: LoadSession) throws(Diagnostic) {
    if sites.locatedCount == 0 {
      let first = sites.rejects.first
      throw Diagnostic(
        "sites.none-usable",
        at: SourceLocation(
          file: sites.path, line: first.flatMap { $0.line > 0 ? $0.line : nil },
          feature: first.flatMap { $0.line > 0 ? nil : $0.row + 1 }, field: first?.field),
        Phrase(
          count: sites.count,
          one: Phrase(
            en: "the only site is not usable: \(first?.reason.english ?? "")",
            fr: "le seul site n’est pas utilisable : \(first?.reason.french ?? "")"),
          several: Phrase(
            en: "none of the \(sites.count) sites is usable; the first: \(first?.reason.english ?? "")",
            fr: "aucun des \(sites.count) sites n’est utilisable ; le premier : \(first?.reason.french ?? "")"
          )),
        found: first?.value,
        hint: first?.code == "row.not-a-point"
          ? Phrase(en: "give points, such as addresses", fr: "donner des points, comme des adresses") : nil)
    }
    if let warning = RejectReport.warning(sites) { session.warn(warning) }
    PlausibilityReport.check(sites, session)
    if let site = (0..<sites.count).first(where: sites.isLocated) {
      let place = Position(x: sites.positions[2 * site], y: sites.positions[2 * site + 1])
      try CRSAdvice.warnOfOperation(from: sites.crs, at: place, file: sites.path, session)
    }
  }
}

extension DataFileContent {
  /// Features of a layer, attributes or none, or rows of a table.
  var featureCount: Int {
    switch self {
    case .layer(let read): read.layer.count
    case .table(let read): read.table.rowCount
    }
  }
}
