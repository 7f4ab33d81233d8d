import Coverage
import GeoFormats
public import GeoModel

extension FigureLayer {
  /// Places of the demand with the columns of their CSV, rounded so that equal accesses are equal figures: as points, or as
  /// the territories that have their codes.
  ///
  /// - Parameters:
  ///   - places: indices of the places to write; nil for all.
  ///   - territories: nil for points.
  /// - Throws: `Diagnostic` where PROJ fails.
  public init(
    _ job: AccessJob, places: [Int]? = nil, territories: LoadedTerritories? = nil, session: LoadSession
  ) throws(Diagnostic) {
    let method = job.options.method
    let unit = job.options.cost.unit
    let costName = job.options.cost.isInMinutes ? "duree_min" : "distance_m"
    let sites = job.demand.sites
    var rows: [Properties] = []
    let places = places ?? Array(0..<job.demand.count)
    for index in places {
      let key = job.demand.keys[index]
      let access = job.model.access[index].flatMap { $0.isFinite ? $0 : nil }
      let figure = Figures.number(access, 12)
      var row: Properties = [("code", .string(key)), ("nom", .null)]
      if sites.labelColumn != nil { row[1].value = .string(sites.label(index)) }
      row.append(("population", .people(job.demand.figures[index])))
      row.append(("acces", figure))
      let perInhabitant = method.isPerInhabitant ? access.map { $0 * 100_000 } : nil
      row.append(("acces_pour_100k", Figures.number(perInhabitant, 6)))
      if method == .nearest {
        row.append((costName, Figures.number(access, 3)))
        row.append(("site", .optional(job.model.nearest[index].map { job.supply.keys[Int($0)] })))
      }
      row.append(("motif", .optional(AccessTable.reason(index, job)?.french)))
      rows.append(row)
    }
    let accessUnit = method.isCost ? unit : method.isPerInhabitant ? "offre par habitant" : "offre"
    self.init(
      rows: rows, geometries: try Self.geometries(job, places, territories, session: session),
      members: territories.map { GapFeatures.members(of: $0) } ?? [],
      mainKey: method == .nearest ? costName : method.isPerInhabitant ? "acces_pour_100k" : "acces",
      words: ["acces": FigureWords("Accès (\(method.rawValue))", unit: accessUnit)])
  }

  private static func geometries(
    _ job: AccessJob, _ places: [Int], _ territories: LoadedTerritories?, session: LoadSession
  ) throws(Diagnostic) -> [GeoJSONFeature.Geometry] {
    let sites = job.demand.sites
    guard let territories else {
      return places.map { site in
        sites.isLocated(site)
          ? .point(Position(x: sites.lonLat[2 * site], y: sites.lonLat[2 * site + 1])) : .none
      }
    }
    let keys = places.map { job.demand.keys[$0] }
    let match = CodeJoin.report(
      keys, of: sites.path, role: "Demande et contours", to: territories.codes, isComplete: true,
      session: session)
    if !match.withoutTerritory.isEmpty {
      session.warn(
        Diagnostic(
          "access.without-contour", at: SourceLocation(file: territories.source),
          Phrase(
            en:
              "places of the demand without a contour, written without geometry: \(match.withoutTerritory.count)",
            fr: "lieux de la demande sans contour, écrits sans géométrie : \(match.withoutTerritory.count)"),
          found: match.withoutTerritory.prefix(5).joined(separator: ", "),
          hint: CodeJoin.hint(match, keys, territories.codes, sites.path, session)))
    }
    let polygons = try polygons(territories, by: nil, session: session)
    return keys.map { key in polygons[key].map { .polygons($0) } ?? .none }
  }
}
