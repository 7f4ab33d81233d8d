import Coverage
import GeoFormats
public import GeoModel
import GeoNative

/// The communes of France as places with an area, from `GeoData` or from a table of the same columns.
public struct CommunePoints: Sendable {
  public var table: Table
  public var codes: [String]
  public var names: [String?]
  /// Flat longitude, latitude.
  public var lonLat: [Double]
  /// Square metres; nil where unknown.
  public var areas: [Double?]
  /// Places that together stand for one commune: its arrondissements municipaux.
  public var parts: [String: [Position]]

  public var count: Int { codes.count }

  /// - Parameter partsPath: a table of arrondissements municipaux with their commune and place, or nil.
  /// - Throws: `Diagnostic` for a missing column or a place that is not a number.
  public static func load(
    _ path: String, partsPath: String?, role: String = "Communes", source: String? = nil, session: LoadSession
  ) throws(Diagnostic) -> CommunePoints {
    let codes = try CodeTable.load(path, key: "code", role: role, source: source, option: "code", session: session)
    let table = codes.table
    let (longitude, latitude) = (try codes.column("lon", option: "lon"), try codes.column("lat", option: "lat"))
    let area = try codes.column("surface_km2", option: "surface_km2")
    let name = ColumnRoles(table).name?.index
    var lonLat: [Double] = []
    var areas: [Double?] = []
    for row in 0..<table.rowCount {
      lonLat.append(try number(codes, row, longitude))
      lonLat.append(try number(codes, row, latitude))
      areas.append(table.columns[area].isEmpty(row) ? nil : try number(codes, row, area) * 1e6)
    }
    return CommunePoints(
      table: table, codes: (0..<table.rowCount).map { codes.code($0) },
      names: (0..<table.rowCount).map { row in name.map { table.columns[$0][row] } }, lonLat: lonLat, areas: areas,
      parts: try partsPath.map { path throws(Diagnostic) in try parts(path, session) } ?? [:])
  }

  private static func number(_ codes: CodeTable, _ row: Int, _ column: Int) throws(Diagnostic) -> Double {
    let text = codes.table.columns[column][row]
    guard let value = DecimalNumber.parse(text), value.isFinite else {
      throw Diagnostic(
        "points.number", at: codes.place(row, field: column),
        Phrase(en: "this is not a number", fr: "ce n’est pas un nombre"), found: text)
    }
    return value
  }

  private static func parts(_ path: String, _ session: LoadSession) throws(Diagnostic) -> [String: [Position]] {
    let codes = try CodeTable.load(
      path, key: "code", role: "Arrondissements municipaux", option: "code", session: session)
    let commune = try codes.column("commune", option: "commune")
    let (longitude, latitude) = (try codes.column("lon", option: "lon"), try codes.column("lat", option: "lat"))
    var result: [String: [Position]] = [:]
    for row in 0..<codes.table.rowCount {
      result[codes.table.columns[commune][row], default: []].append(
        Position(x: try number(codes, row, longitude), y: try number(codes, row, latitude)))
    }
    return result
  }

  /// Cells of the wanted communes in one plane CRS, computed from the points of all communes around.
  ///
  /// - Parameters:
  ///   - wanted: which communes to draw; those of other plane systems are left out.
  /// - Returns: indices of the communes drawn, and their cells.
  public func cells(
    of wanted: [Bool], zone: LegalCRS, threads: Int
  ) throws(Diagnostic) -> (members: [Int], cells: [MultiPolygon]) {
    let inZone = (0..<count).filter { zone.bounds.contains(lonLat[2 * $0], lonLat[2 * $0 + 1]) }
    let flat = inZone.flatMap { [lonLat[2 * $0], lonLat[2 * $0 + 1]] }
    let plane = try FailureWords.proj { () throws(ProjError) in
      try Reprojection.transform(flat, from: .wgs84, to: zone.crs, threads: threads)
    }
    var seeds: [TessellationSeed] = []
    for (rank, index) in inZone.enumerated() {
      seeds.append(
        TessellationSeed(
          center: Position(x: plane[2 * rank], y: plane[2 * rank + 1]), area: areas[index],
          parts: try planeParts(of: codes[index], in: zone.crs)))
    }
    let isWanted = inZone.map { wanted[$0] }
    let around = Tessellation.neighbourhood(of: isWanted, in: seeds)
    let cells = try Tessellation.cells(of: around.map { seeds[$0] }, wanted: around.map { isWanted[$0] })
    let drawn = around.indices.filter { isWanted[around[$0]] }
    return (drawn.map { inZone[around[$0]] }, drawn.map { cells[$0] })
  }

  private func planeParts(of code: String, in crs: CRS) throws(Diagnostic) -> [Position] {
    guard let places = parts[code] else { return [] }
    let flat = try FailureWords.proj { () throws(ProjError) in
      try Reprojection.transform(places.flatMap { [$0.x, $0.y] }, from: .wgs84, to: crs, threads: 1)
    }
    return (0..<places.count).map { Position(x: flat[2 * $0], y: flat[2 * $0 + 1]) }
  }
}
