import Coverage
import GeoFormats
public import GeoModel

extension FigureLayer {
  /// Places of the demand with the columns of their CSV, rounded so that equal accesses are equal figures: as points, or as
  /// the territories that have their codes.
  ///
  /// - Parameter territories: nil for points.
  /// - Throws: `Diagnostic` where PROJ fails.
  public init(
    _ job: AccessJob, territories: LoadedTerritories? = nil, session: LoadSession
  ) throws(Diagnostic) {
    let method = job.options.method
    let unit = job.options.cost.unit
    let costName = job.options.cost.isInMinutes ? "duree_min" : "distance_m"
    let sites = job.demand.sites
    var rows: [Properties] = []
    for (index, key) in job.demand.keys.enumerated() {
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
      rows: rows, geometries: try Self.geometries(job, territories, session: session),
      members: territories.map { GapFeatures.members(of: $0) } ?? [],
      mainKey: method == .nearest ? costName : method.isPerInhabitant ? "acces_pour_100k" : "acces",
      words: ["acces": FigureWords("Accès (\(method.rawValue))", unit: accessUnit)])
  }

  private static func geometries(
    _ job: AccessJob, _ territories: LoadedTerritories?, session: LoadSession
  ) throws(Diagnostic) -> [GeoJSONFeature.Geometry] {
    let sites = job.demand.sites
    guard let territories else {
      return (0..<sites.count).map { site in
        sites.isLocated(site)
          ? .point(Position(x: sites.lonLat[2 * site], y: sites.lonLat[2 * site + 1])) : .none
      }
    }
    let match = CodeJoin.report(
      job.demand.keys, of: sites.path, role: "Demande et contours", to: territories.codes, isComplete: true,
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
          hint: CodeJoin.hint(match, job.demand.keys, territories.codes, sites.path, session)))
    }
    var polygons: [String: MultiPolygon] = [:]
    for (code, own) in zip(territories.codes, try territories.polygonsInLonLat(threads: session.threads)) {
      polygons[code] = own
    }
    return job.demand.keys.map { key in polygons[key].map { .polygons($0) } ?? .none }
  }
}
