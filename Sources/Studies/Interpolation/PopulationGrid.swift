import Coverage
import GeoFormats
public import GeoModel
import GeoNative

/// Inhabitants of the squares of a grid, as its file gives them.
public struct PopulationGrid: Sendable {
  /// Which territory the people of a square that a border cuts are in.
  public enum Method: String, Sendable, CaseIterable {
    /// Each by its share of the square's area.
    case area
    /// The one that holds the square's centre.
    case center
  }

  public struct Options: Sendable {
    public var path: String
    /// Column of the inhabitants; nil to recognise it.
    public var value: String?
    public var layer: String?
    public var crs: CRS?
    public var method: Method

    public init(
      path: String, value: String? = nil, layer: String? = nil, crs: CRS? = nil, method: Method = .area
    ) {
      self.path = path
      self.value = value
      self.layer = layer
      self.crs = crs
      self.method = method
    }
  }

  public var path: String
  public var crs: CRS
  /// In `crs`; empty for a place without a square.
  public var squares: [MultiPolygon]
  /// Flat x, y in `crs`.
  public var centres: [Double]
  /// Nil where the file has no figure.
  public var people: [Double?]
  public var count: Int { people.count }
  /// Sum of the known figures.
  public var total: Double { people.reduce(0) { $0 + ($1 ?? 0) } }
  public var withoutValue: Int { people.count { $0 == nil } }

  /// Usual names of the inhabitants of a square, the most precise first.
  private static let usual = ["ind", "ind_c", "people"]

  /// - Throws: `Diagnostic` where there is neither a geometry nor an identifier that names a square, a figure is no
  ///   number of 0 or more, or an identifier stands twice.
  public static func load(_ options: Options, session: LoadSession) throws(Diagnostic) -> PopulationGrid {
    let role = "Carroyage"
    let content = try session.read(
      [options.path], role: role, layer: LayerOptions(name: options.layer, crs: options.crs))[0]
    let table = content.table
    let column = try valueColumn(table, options, session)
    session.describe(role: role, "habitants « \(table.columns[column].name) »")
    let identifiers = identifierColumn(table)
    var grid: PopulationGrid
    if case .layer(let read) = content, read.layer.geometry.kinds.contains(where: { $0.isPolygonal }) {
      grid = try fromPolygons(read.layer, options)
    } else if let identifiers {
      grid = try fromIdentifiers(table, identifiers, options)
    } else if case .layer(let read) = content {
      grid = try fromPoints(read.layer, options)
    } else {
      throw Diagnostic(
        "grid.no-square", at: SourceLocation(file: options.path),
        Phrase(en: "these rows have no squares", fr: "ces lignes n’ont pas de carreau"),
        expected: Phrase(
          en: "polygons, points, or identifiers such as CRS3035RES200mN3082800E3829600",
          fr: "des polygones, des points, ou des identifiants comme CRS3035RES200mN3082800E3829600"))
    }
    try refuseRepeated(table, identifiers, options)
    grid.people = try figures(table, column, options)
    if grid.withoutValue > 0 {
      session.warn(
        Diagnostic(
          "grid.missing", at: SourceLocation(file: options.path, field: table.columns[column].name),
          Phrase(
            en:
              "squares without a figure, which is not 0; their people are in no total: \(grid.withoutValue)",
            fr:
              "carreaux sans chiffre, ce qui n’est pas 0 ; leurs habitants ne sont dans aucun total : \(grid.withoutValue)"
          )))
    }
    if options.method == .area, grid.squares.contains(where: { $0.isEmpty }) {
      throw Diagnostic(
        "grid.points", at: SourceLocation(file: options.path),
        Phrase(en: "a point has no area to share", fr: "un point n’a pas de surface à partager"),
        hint: Phrase(verbatim: "--grid-method center"))
    }
    return grid
  }

  private static func valueColumn(
    _ table: Table, _ options: Options, _ session: LoadSession
  ) throws(Diagnostic) -> Int {
    if let name = options.value {
      return try ColumnLookup.index(of: name, in: table, option: "--population-grid-value")
    }
    let folded = table.columns.map { NameMatch.folded($0.name) }
    let found =
      usual.lazy.compactMap { folded.firstIndex(of: $0) }.first ?? ColumnRoles(table).population?.index
    guard let found else {
      throw Diagnostic(
        "grid.value", at: SourceLocation(file: options.path),
        Phrase(
          en: "no column is known as the population; the columns are: \(table.names.joined(separator: ", "))",
          fr: "aucune colonne connue comme population ; les colonnes sont : "
            + table.names.joined(separator: ", ")),
        hint: Phrase(verbatim: "--population-grid-value"))
    }
    let name = table.columns[found].name
    session.note(
      Phrase(
        en: "\(options.path): the inhabitants are \"\(name)\"",
        fr: "\(options.path) : les habitants sont « \(name) »"))
    return found
  }

  /// The column whose first row names a square.
  private static func identifierColumn(_ table: Table) -> Int? {
    guard table.rowCount > 0 else { return nil }
    return table.columns.firstIndex { GridSquare($0[0]) != nil }
  }

  private static func place(_ row: Int, _ table: Table, _ column: Int?, _ path: String) -> SourceLocation {
    let field = column.map { table.columns[$0].name }
    return row < table.lines.count
      ? SourceLocation(file: path, line: Int(table.lines[row]), field: field)
      : SourceLocation(file: path, feature: row + 1, field: field)
  }

  private static func refuseRepeated(
    _ table: Table, _ identifiers: Int?, _ options: Options
  ) throws(Diagnostic) {
    guard let identifiers else { return }
    var seen: [String: Int] = [:]
    for row in 0..<table.rowCount where !table.columns[identifiers].isEmpty(row) {
      let text = table.columns[identifiers][row]
      if let first = seen[text] {
        let line = first < table.lines.count ? Int(table.lines[first]) : first + 1
        throw Diagnostic(
          "grid.repeated", at: place(row, table, identifiers, options.path),
          Phrase(
            en: "this square stands on line \(line) too",
            fr: "ce carreau est aussi à la ligne \(line)"), found: text)
      }
      seen[text] = row
    }
  }

  private static func figures(
    _ table: Table, _ column: Int, _ options: Options
  ) throws(Diagnostic) -> [Double?] {
    let figures = FigureColumn(table.columns[column])
    var people: [Double?] = []
    people.reserveCapacity(figures.count)
    for row in 0..<figures.count {
      switch figures[row] {
      case .number(let value) where value >= 0 && value.isFinite: people.append(value)
      case .missing, .secret, .notSignificant: people.append(nil)
      default:
        throw Diagnostic(
          "grid.number", at: place(row, table, column, options.path),
          Phrase(en: "this is not a number of inhabitants", fr: "ce n’est pas un nombre d’habitants"),
          found: table.columns[column][row],
          expected: Phrase(en: "a number of 0 or more", fr: "un nombre positif ou nul"))
      }
    }
    return people
  }

  private static func fromPolygons(
    _ layer: FeatureLayer, _ options: Options
  ) throws(Diagnostic) -> PopulationGrid {
    var grid = PopulationGrid(path: options.path, crs: layer.crs, squares: [], centres: [], people: [])
    for feature in 0..<layer.count {
      let square = layer.geometry.polygons(of: feature)
      guard !square.isEmpty else {
        throw Diagnostic(
          "grid.no-geometry", at: place(feature, layer.attributes, nil, options.path),
          Phrase(en: "a square has no polygon", fr: "un carreau n’a pas de polygone"),
          found: layer.geometry.kinds[feature].name)
      }
      grid.squares.append(square)
      // The mean of the corners is the centre of a square also where the CRS turns it.
      let corners = square.positions(ofRing: 0).dropLast()
      let count = Double(max(1, corners.count))
      grid.centres.append(corners.reduce(0) { $0 + square.position($1).x } / count)
      grid.centres.append(corners.reduce(0) { $0 + square.position($1).y } / count)
    }
    return grid
  }

  private static func fromIdentifiers(
    _ table: Table, _ column: Int, _ options: Options
  ) throws(Diagnostic) -> PopulationGrid {
    var grid: PopulationGrid?
    for row in 0..<table.rowCount {
      guard let square = GridSquare(table.columns[column][row]), square.crs == grid?.crs ?? square.crs else {
        throw Diagnostic(
          "grid.identifier", at: place(row, table, column, options.path),
          Phrase(
            en: "this names no square of the grid", fr: "ceci ne désigne aucun carreau de la grille"),
          found: table.columns[column][row],
          expected: Phrase(verbatim: "CRS3035RES200mN3082800E3829600"))
      }
      var known =
        grid
        ?? PopulationGrid(path: options.path, crs: square.crs, squares: [], centres: [], people: [])
      grid = nil
      known.squares.append(square.polygon)
      known.centres.append(Double(square.east) + Double(square.metres) / 2)
      known.centres.append(Double(square.north) + Double(square.metres) / 2)
      grid = known
    }
    return grid ?? PopulationGrid(path: options.path, crs: .wgs84, squares: [], centres: [], people: [])
  }

  private static func fromPoints(
    _ layer: FeatureLayer, _ options: Options
  ) throws(Diagnostic) -> PopulationGrid {
    var grid = PopulationGrid(path: options.path, crs: layer.crs, squares: [], centres: [], people: [])
    for feature in 0..<layer.count {
      guard let centre = layer.geometry.point(of: feature) else {
        throw Diagnostic(
          "grid.no-geometry", at: place(feature, layer.attributes, nil, options.path),
          Phrase(en: "a square has no place", fr: "un carreau n’a pas de lieu"),
          found: layer.geometry.kinds[feature].name)
      }
      grid.squares.append(MultiPolygon())
      grid.centres += [centre.x, centre.y]
    }
    return grid
  }
}
