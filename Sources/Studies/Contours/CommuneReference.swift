import Coverage
public import GeoModel
import GeoNative

/// The communes of the embedded table: what contours are checked against.
public struct CommuneReference: Sendable {
  let points: CommunePoints
  /// Rows of the table by département.
  let rows: [String: [Int]]
  let departementOf: [String: String]
  let regionOf: [String: String]
  private let epciOf: [String?]
  /// Names of départements and régions by level and code.
  let names: [String: [String: String]]
  /// The communes of every year; nil where they are not embedded.
  var history: CommuneHistory?
  /// Ascending.
  public let departements: [String]
  public let regions: [String]

  /// The embedded communes.
  ///
  /// - Throws: `Diagnostic` where the embedded data are not found.
  public static func load(environment: [String: String], session: LoadSession) throws(Diagnostic)
    -> CommuneReference
  {
    let folder = try GeoDataFolder.find(environment: environment)
    var names: [String: [String: String]] = [:]
    for level in ["departement", "region"] {
      names[level] = try MembershipLoader.names(
        folder.path + "/tables/niveaux.csv", key: "code", value: "nom", filter: "niveau=\(level)",
        session: session)
    }
    let points = try CommunePoints.load(folder.communes, partsPath: nil, session: session)
    var reference = try CommuneReference(points, names: names)
    if FileSystem.exists(folder.cog("communes")) {
      reference.history = try CommuneFacts.load(folder).history
    }
    return reference
  }

  /// - Throws: `Diagnostic` for a missing column.
  init(_ points: CommunePoints, names: [String: [String: String]]) throws(Diagnostic) {
    let table = points.table
    func column(_ name: String) throws(Diagnostic) -> TextColumn {
      guard let index = table.index(of: name) else {
        throw Diagnostic(
          "points.column", at: SourceLocation(file: table.source, field: name),
          Phrase(
            en: "the table of communes lacks a column", fr: "il manque une colonne à la table des communes"),
          found: name)
      }
      return table.columns[index]
    }
    let (department, region, epci) = (try column("departement"), try column("region"), try column("epci"))
    var rows: [String: [Int]] = [:]
    var departementOf: [String: String] = [:]
    var regionOf: [String: String] = [:]
    for row in 0..<points.count {
      rows[department[row], default: []].append(row)
      departementOf[points.codes[row]] = department[row]
      regionOf[department[row]] = region[row]
    }
    self.points = points
    self.names = names
    self.rows = rows
    self.departementOf = departementOf
    self.regionOf = regionOf
    epciOf = (0..<points.count).map { epci.isEmpty($0) ? nil : epci[$0] }
    departements = rows.keys.sorted()
    regions = Set(regionOf.values).sorted()
  }

  /// The départements of a région, ascending.
  public func departements(of region: String) -> [String] { departements.filter { regionOf[$0] == region } }

  public func region(of departement: String) -> String? { regionOf[departement] }

  /// Years whose list of a département is exactly this one, ascending.
  func years(of codes: Set<String>, departement: String) -> [Int] {
    guard let history else { return [] }
    return history.years.filter { year in
      Set(history.codes(in: year).filter { CommuneCode.departement(of: $0) == departement }) == codes
    }
  }

  /// What a unit ought to hold: the code of each commune's object, and the commune's place.
  func expected(_ unit: ContourUnit) -> [(code: String, place: Position)] {
    (rows[unit.code] ?? []).compactMap { row in
      let place = Position(x: points.lonLat[2 * row], y: points.lonLat[2 * row + 1])
      if unit.level == .epci { return epciOf[row].map { ($0, place) } }
      return (points.codes[row], place)
    }
  }
}
