public import Coverage
import GeoFormats
public import GeoModel

/// Figures of one layer of polygons carried to another by shared areas.
public struct InterpolationJob: Sendable {
  public struct Options: Sendable {
    public var from: TerritoryOptions
    public var to: TerritoryOptions
    public var extensive: [String]
    public var intensive: [String]
    public var categorical: [String]
    public var rule: ArealInterpolation.Extensive
    /// Plane CRS of the areas instead of the legal one.
    public var workCRS: CRS?

    public init(
      from: TerritoryOptions, to: TerritoryOptions, extensive: [String], intensive: [String],
      categorical: [String], rule: ArealInterpolation.Extensive = .share, workCRS: CRS? = nil
    ) {
      (self.from, self.to) = (from, to)
      (self.extensive, self.intensive, self.categorical) = (extensive, intensive, categorical)
      (self.rule, self.workCRS) = (rule, workCRS)
    }
  }

  public var options: Options
  public var sources: LoadedTerritories
  public var targets: LoadedTerritories
  public var zones: [PlaneZone]
  public var overlaps: ArealOverlaps
  public var amounts: [(name: String, missing: Int, result: ArealInterpolation.Amounts)] = []
  public var ratios: [(name: String, missing: Int, result: ArealInterpolation.Ratios)] = []
  public var categories: [(name: String, missing: Int, result: ArealInterpolation.Categories)] = []

  /// - Throws: `Diagnostic` where a layer cannot be read, a column is not there, or a figure is no number.
  public init(_ options: Options, session: LoadSession) throws(Diagnostic) {
    self.options = options
    sources = try TerritoryLoader.load(options.from, role: "Source", session: session)
    targets = try TerritoryLoader.load(options.to, role: "Cible", session: session)
    zones = try PlaneZones.make(targets, workCRS: options.workCRS, threads: session.threads)
    RepairReport.warn(zones, targets, session)
    var polygons = [MultiPolygon](repeating: MultiPolygon(), count: sources.codes.count)
    for feature in 0..<sources.geometry.count {
      polygons[Int(sources.owners[feature])].append(sources.geometry.polygons(of: feature))
    }
    var mended: Set<Int> = []
    let layer = sources
    overlaps = try PlanePolygons.overlaps(
      of: polygons, crs: sources.crs, file: sources.source, with: zones, count: targets.codes.count,
      threads: session.threads
    ) { zone, repairs in
      // A source near two zones is said once.
      let found = repairs.filter { mended.insert($0.territory).inserted }
      RepairReport.warn(found, zone, layer, session)
    }
    let interpolation = ArealInterpolation(overlaps)
    let table = try SourceFigures(sources, options.from, session: session)
    for name in options.extensive {
      let values = try table.numbers(name, option: "--extensive")
      amounts.append((name, values.count { $0 == nil }, interpolation.amounts(values, rule: options.rule)))
    }
    for name in options.intensive {
      let values = try table.numbers(name, option: "--intensive")
      ratios.append((name, values.count { $0 == nil }, interpolation.ratios(values)))
    }
    for name in options.categorical {
      let values = try table.texts(name, option: "--categorical")
      categories.append((name, values.count { $0 == nil }, interpolation.categories(values)))
    }
  }
}

/// The attributes of the sources by code.
private struct SourceFigures {
  private let tables: [CodeTable]
  private let rankOf: [String: Int]
  private let prefix: String

  init(_ sources: LoadedTerritories, _ options: TerritoryOptions, session: LoadSession) throws(Diagnostic) {
    var tables: [CodeTable] = []
    for path in options.paths {
      tables.append(
        try CodeTable.load(
          path, key: options.key, layer: options.layer, role: "Chiffres de la source", option: "--from-key",
          session: session))
    }
    self.tables = tables
    prefix = options.keyPrefix ?? ""
    rankOf = Dictionary(uniqueKeysWithValues: sources.codes.enumerated().map { ($1, $0) })
  }

  /// One value a source; several rows of one code must say the same.
  private func values<Value: Equatable>(
    _ name: String, option: String,
    _ read: (CodeTable, Int) -> (Int) throws(Diagnostic) -> Value?
  ) throws(Diagnostic) -> [Value?] {
    var values = [Value?](repeating: nil, count: rankOf.count)
    var isSet = [Bool](repeating: false, count: rankOf.count)
    for table in tables {
      let column = try table.column(name, option: option)
      let cell = read(table, column)
      for row in 0..<table.table.rowCount {
        guard let rank = rankOf[String(table.code(row).dropFirst(prefix.count))] else { continue }
        let value = try cell(row)
        guard !isSet[rank] || values[rank] == value else {
          throw Diagnostic(
            "interpolate.repeated", at: table.place(row, field: column),
            Phrase(
              en: "this code has another value on an earlier row",
              fr: "ce code a une autre valeur sur une ligne précédente"), found: table.code(row))
        }
        (values[rank], isSet[rank]) = (value, true)
      }
    }
    return values
  }

  func numbers(_ name: String, option: String) throws(Diagnostic) -> [Double?] {
    try values(name, option: option) { table, column in
      let figures = FigureColumn(table.table.columns[column])
      return { row throws(Diagnostic) in
        switch figures[row] {
        case .number(let value) where value.isFinite: return value
        case .missing, .secret, .notSignificant: return nil
        default:
          throw Diagnostic(
            "interpolate.number", at: table.place(row, field: column),
            Phrase(en: "this is not a number", fr: "ce n’est pas un nombre"),
            found: table.table.columns[column][row])
        }
      }
    }
  }

  func texts(_ name: String, option: String) throws(Diagnostic) -> [String?] {
    try values(name, option: option) { table, column in
      let texts = table.table.columns[column]
      return { row throws(Diagnostic) in
        let text = CodeText.trimmed(texts[row])
        return texts.kind(row) == .missing || text.isEmpty ? nil : text
      }
    }
  }
}
